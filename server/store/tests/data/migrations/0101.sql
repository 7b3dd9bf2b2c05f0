insert into connection_token (connection_id, api_url, sealed, last_four, entered_by, entered_at)
    select connection_id, 'https://api.github.com', '\x0100', 'wxyz', 1, '2025-03-03 09:00Z' from connection where path_key = 'key';
insert into connection_call (connection_id, stopped, stopped_at)
    select connection_id, 'GitHub refused the token.', '2025-03-03 10:00Z' from connection where path_key = 'key';
insert into told (pull_request_id, connection_id, kind, sha, wanted, as_of, not_before)
    select p.pull_request_id, c.connection_id, 'comment', '', '{"asks":true,"body":"Outside"}', 1, '2025-03-03 09:00Z'
    from pull_request p cross join connection c where c.path_key = 'key' order by 1 limit 1;
insert into merge_group (pilot_id, repository, sha, number, gone, received_at) values (1, 'acme/shop', repeat('e', 40), 7, false, '2025-03-03 11:00Z');
