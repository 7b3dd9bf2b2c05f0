insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at) values (1, 1, E'# A pilot\n', '{}', repeat('a', 64), 'Imported', 1, '2025-02-01 09:20Z');
insert into draft (pilot_id, person_id, section, base_number, body, saved_at) values (1, 1, 'opening', 1, 'Half a sentence', '2025-02-01 10:00Z');
