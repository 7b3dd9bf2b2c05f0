-- A form that another browser sent.
insert into refused_form (token_hash, form, typed, problems, created_at, browser_hash) values
    (decode(repeat('76', 32), 'hex'), 'account/sign_in', '{"email": "else@example.com"}', '[]', '2025-02-03 10:00Z',
     decode(repeat('77', 32), 'hex'));
