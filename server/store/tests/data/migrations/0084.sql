insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at, matching) values
    (1, 84, '[]', repeat('8', 64), 'What matches everything is judged last', 1, '2026-02-03 09:20Z', 3);
