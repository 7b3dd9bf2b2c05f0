insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at, matching) values
    (1, 41, '[]', repeat('f', 64), 'Letters with accents are one letter', 1, '2025-02-03 09:20Z', 2);
