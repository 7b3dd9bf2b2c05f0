insert into address_wish (person_id, email, asked_at, token_hash, expires_at)
    select person_id, 'omar@example.org', '2025-03-10 09:00Z', decode(repeat('60', 32), 'hex'), '2025-03-10 10:00Z'
    from person where email = 'omar@example.com';
insert into reset_link (token_hash, person_id, created_at, expires_at, made_by, reason)
    select decode(repeat('61', 32), 'hex'), person_id, '2025-03-10 09:10Z', '2025-03-10 09:40Z', 1, 'Asked on the phone'
    from person where email = 'omar@example.com';
