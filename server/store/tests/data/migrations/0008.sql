insert into survey_week (pilot_id, number, opens_at, closes_at) values (1, 1, '2025-03-02 23:00Z', '2025-03-09 23:00Z');
insert into answer (pilot_id, week, person_id, score, note, show_note, answered_at) values (1, 1, 3, 4, 'Good week', false, '2025-03-07 15:00Z');
insert into survey_link (token_hash, pilot_id, week, person_id, created_at) values (decode(repeat('06', 32), 'hex'), 1, 1, 3, '2025-03-07 09:00Z');
