insert into browser (browser_hash, person_id, signed_in_at) values (decode(repeat('06', 32), 'hex'), 2, '2025-03-02 12:00Z');
insert into sign_in_failure (email, address, at, browser_hash) values ('dana@example.com', '192.0.2.1', '2025-03-02 12:00Z', decode(repeat('06', 32), 'hex'));
