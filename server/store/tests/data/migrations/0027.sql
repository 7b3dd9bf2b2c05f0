insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at, placeholders, unseen) values
    (1, 27, E'# A pilot\n\nTo [CTO].\n', '{}', repeat('d', 64), 'Said to whom', 1, '2025-02-02 09:40Z', 1, 0);
