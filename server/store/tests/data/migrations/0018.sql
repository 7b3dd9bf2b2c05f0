insert into comment_thread (pilot_id, revision_number, section, section_title, start_byte, end_byte, quote, quote_before, quote_after, replacement, author_id, created_at) values
    (1, 2, 'opening', 'The pilot', 2, 5, 'The', '# ', E' pilot\n', 'A', 2, '2025-03-01 11:00Z');
insert into comment (comment_thread_id, author_id, body, created_at) select max(comment_thread_id), 2, '', '2025-03-01 11:00Z' from comment_thread;
insert into comment (comment_thread_id, author_id, body, created_at, replacement, replaced) select max(comment_thread_id), 1, 'Or this?', '2025-03-01 11:10Z', 'One', 'The' from comment_thread;
insert into comment_placement (comment_thread_id, revision_number, start_byte, end_byte) select max(comment_thread_id), 2, 2, 5 from comment_thread;
insert into suggestion_outcome (comment_thread_id, revision_number, reason, person_id, created_at) select max(comment_thread_id), null, 'Not that', 1, '2025-03-01 11:05Z' from comment_thread;
insert into suggestion_outcome (comment_thread_id, revision_number, reason, person_id, created_at, comment_id) select max(comment_thread_id), null, 'Nor that', 1, '2025-03-01 11:20Z', max(comment_id) from comment;
