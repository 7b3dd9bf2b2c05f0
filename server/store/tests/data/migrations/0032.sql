insert into branch_push (pilot_id, repository, branch, before_sha, after_sha, forced, by_login, by_is_bot, at, delivery_guid, received_at) values (1, 'acme/shop', 'saved-carts', '', repeat('d', 40), false, 'ana', false, '2025-03-05 09:29Z', 'push', '2025-03-05 09:30Z');
insert into known_account (pilot_id, login, host_id) values (1, 'ana', 7);
update connection set host_id = 700, now_called = 'acme/store';
