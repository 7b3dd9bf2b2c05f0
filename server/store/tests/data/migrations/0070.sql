-- A revision of which one term was open.
insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at, unsettled)
    select pilot_id, max(number) + 1, 'More.', '{}', repeat('7', 64), 'More', 1, '2025-03-09 09:00Z', 1
    from revision where pilot_id = 1 group by pilot_id;
