insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at, touched) values
    (1, 13, E'# A pilot\n\n## Time\n\nFour weeks.\n', '{}', repeat('c', 64), 'Said how long', 1, '2025-02-02 09:20Z', '{"sections": ["Time"], "terms": ["weeks"]}');
insert into reading (pilot_id, person_id, number, read_at) values (1, 2, 13, '2025-02-02 09:30Z');
