-- A condition without a word about what shows that it is met.
insert into condition (approval_id, position, text, evidence, owner_id, due_on, ask) select approval_id, 2, 'Name a second reviewer', '', 4, '2025-03-01', 2 from approval where delegation_id is not null;
