insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at, suggested_by) values (1, 2, E'# The pilot\n', '{}', repeat('b', 64), 'Accepted a suggestion', 1, '2025-02-01 12:00Z', 2);
insert into comment_thread (pilot_id, revision_number, section, section_title, start_byte, end_byte, quote, quote_before, quote_after, replacement, author_id, created_at) values
    (1, 1, 'opening', 'A pilot', 2, 3, 'A', '# ', E' pilot\n', 'The', 2, '2025-02-01 11:00Z'),
    (1, 1, 'opening', 'A pilot', 0, 10, '', '', '', null, 3, '2025-02-01 11:05Z');
insert into comment (comment_thread_id, author_id, body, created_at) values
    (1, 2, '', '2025-02-01 11:00Z'),
    (2, 3, '@Dana is this all?', '2025-02-01 11:05Z');
insert into comment_mention (comment_id, person_id) values (2, 1);
insert into comment_reading (comment_thread_id, person_id, comment_id, read_at) values (2, 1, 2, '2025-02-01 11:30Z');
insert into comment_resolution (comment_thread_id, resolved, person_id, created_at) values (2, true, 1, '2025-02-01 11:40Z');
insert into suggestion_outcome (comment_thread_id, revision_number, reason, person_id, created_at) values (1, 2, '', 1, '2025-02-01 12:00Z');
insert into comment_placement (comment_thread_id, revision_number, start_byte, end_byte) values (1, 2, null, null), (2, 2, 0, 12);
