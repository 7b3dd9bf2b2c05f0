insert into reconciliation (connection_id, begun_at, since, next_page, not_before)
    select connection_id, '2025-03-03 10:00Z', '2025-01-01Z', 2, '2025-03-03 10:00Z' from connection where path_key = 'key';
insert into reconciliation_pull (connection_id, number, changed_at, listed_in)
    select connection_id, 7, '2025-03-03 09:00Z', '2025-03-03 10:00Z' from connection where path_key = 'key';
insert into past_commit (pull_request_id, sha, author_login, authored_at, source, received_at)
    select pull_request_id, repeat('a', 40), 'mira', '2025-03-02 09:00Z', '{"from":"api","delivery":"history 7"}', '2025-03-03 10:00Z'
    from pull_request order by 1 limit 1;
