insert into connection (pilot_id, repository, sealed_secret, path_key, added_by, added_at, host)
    values (1, 'acme/tools/shop', '\x0100', 'key-of-gitlab', 1, '2025-03-03 09:00Z', 'gitlab');
