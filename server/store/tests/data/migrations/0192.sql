insert into connection (pilot_id, repository, sealed_secret, path_key, added_by, added_at) values (1, 'acme/app', '\x0100', 'app-key', 1, '2025-03-03 09:00Z');
insert into connection_token (connection_id, api_url, sealed, last_four, entered_by, entered_at, app_id)
    select connection_id, 'https://api.github.com', '\x0100', '0a1b', 1, '2025-03-03 09:00Z', 7 from connection where path_key = 'app-key';
