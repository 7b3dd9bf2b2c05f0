insert into person (email, name, password_hash, site_admin, created_at) values
    ('dana@example.com', 'Dana', '$argon2id$v=19$m=19456,t=2,p=1$c2FtcGxlc2FsdA$c2FtcGxlaGFzaA', true, '2025-02-01 09:00Z'),
    ('priya@example.com', 'Priya', null, false, '2025-02-01 09:05Z'),
    ('ana@example.com', 'Ana', null, false, '2025-02-01 09:06Z'),
    ('omar@example.com', 'Omar', null, false, '2025-02-01 09:07Z');
insert into session (session_hash, data, created_at, expires_at) values (decode(repeat('01', 32), 'hex'), '{"person": 1}', '2025-02-01 09:00Z', '2025-02-08 09:00Z');
insert into setup_link (token_hash, created_at, used_at) values (decode(repeat('02', 32), 'hex'), '2025-02-01 08:59Z', '2025-02-01 09:00Z');
insert into reset_link (token_hash, person_id, created_at, expires_at) select decode(repeat('04', 32), 'hex'), person_id, '2025-02-01 09:10Z', '2025-02-01 09:40Z' from person where email = 'dana@example.com';
insert into sign_in_failure (email, address, at) values ('dana@example.com', '127.0.0.1', '2025-02-01 09:10Z');
insert into refused_form (token_hash, form, typed, problems, created_at) values (decode(repeat('03', 32), 'hex'), 'account/sign_in', '{"email": "dana"}', '[["email", "Enter an e-mail address."]]', '2025-02-01 09:10Z');
