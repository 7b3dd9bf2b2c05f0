insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at, matching) values
    (1, 203, '[]', repeat('2', 64), 'Placeholders and markup stay where only copy may change', 1, '2026-02-03 09:20Z', 4);
