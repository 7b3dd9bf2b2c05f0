-- A form of somebody who is not known.
insert into refused_form (token_hash, form, typed, problems, created_at, browser_hash) values
    (decode(repeat('45', 32), 'hex'), 'account/sign_in', '{"email": "somebody@example.com"}', '[]', '2025-02-03 10:00Z',
     decode(repeat('46', 32), 'hex'));
