insert into reconciliation_commit (connection_id, sha, read_in, is_live)
    select connection_id, repeat('a', 40), '2025-03-03 10:00Z', true from connection where path_key = 'key';
