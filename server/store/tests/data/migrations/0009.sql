insert into connection (pilot_id, repository, secret, path_key, added_by, added_at) values (1, 'acme/shop', 'secret', 'key', 1, '2025-03-03 09:00Z');
insert into delivery (connection_id, delivery_guid, event, body, received_at) values (1, 'guid', 'ping', '{}', '2025-03-03 09:01Z');
insert into pull_request (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch, feature_id) values (1, 'acme/shop', 1, 'Say what went wrong', 'https://example.com/3', 'ana', false, 'saved-carts', 1);
insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at) values (1, '2025-03-05 10:00Z', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "guid"}', 'opened', '2025-03-05 10:00:01Z');
insert into received_commit (pilot_id, repository, branch, sha, author_login, authored_at, received_at, feature_id) values (1, 'acme/shop', 'saved-carts', repeat('d', 40), 'ana', '2025-03-05 09:00Z', '2025-03-05 09:30Z', 1);
insert into outcome_point (feature_id, day, value, source, entered_by, entered_at) values (1, '2025-03-01', 41.5, 'Warehouse', 1, '2025-03-03 09:00Z');
