insert into terms_confirmation (pilot_id, revision_number, terms_digest, person_id, confirmed_at) values (1, 1, repeat('b', 64), 1, '2025-02-01 11:00Z');
