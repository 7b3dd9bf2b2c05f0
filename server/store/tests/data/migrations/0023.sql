insert into refused_form (token_hash, form, typed, problems, created_at, person_id) values (decode(repeat('04', 32), 'hex'), 'comment/start', '{"text": "Why?"}', '[]', '2025-03-01 12:00Z', 1);
insert into refused_form (token_hash, form, typed, problems, created_at, browser_hash) values (decode(repeat('05', 32), 'hex'), 'account/sign_in', '{"email": "dana"}', '[]', '2025-03-01 12:00Z', decode(repeat('06', 32), 'hex'));
insert into browser (browser_hash, person_id, signed_in_at) values (decode(repeat('06', 32), 'hex'), 1, '2025-03-01 12:00Z');
