insert into pilot (slug, name, zone, created_by, created_at) values ('checkout', 'Checkout pilot', 'Europe/Berlin', 1, '2025-02-01 09:20Z');
insert into member (pilot_id, person_id, role, arm, added_by, added_at) values
    (1, 1, 'sponsor', null, 1, '2025-02-01 09:20Z'),
    (1, 2, 'approver', null, 1, '2025-02-01 09:21Z'),
    (1, 3, 'pilot_pm', 'new_model', 1, '2025-02-01 09:22Z'),
    (1, 4, 'dri', 'new_model', 1, '2025-02-01 09:23Z');
insert into invitation (token_hash, person_id, pilot_id, invited_by, created_at, expires_at) values (decode(repeat('05', 32), 'hex'), 2, 1, 1, '2025-02-01 09:21Z', '2025-02-04 09:21Z');
