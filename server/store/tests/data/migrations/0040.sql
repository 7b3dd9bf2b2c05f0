insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at, placeholders, unseen) values
    (1, 40, E'# A pilot\n\nOwner: TBD. To [CTO].\n', '{}', repeat('e', 64), 'Named the owner', 1, '2025-02-02 09:45Z', 2, 0);
