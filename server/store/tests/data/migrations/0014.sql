insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at, due_at) values (1, 1, 1, 1, '2025-02-20 10:00Z', '2025-02-27 16:00Z'), (1, 1, 1, 1, '2025-02-22 10:00Z', '2025-03-01 16:00Z');
insert into approval_seat (approval_request_id, approver_id) select q.approval_request_id, 2 from approval_request q where q.due_at is not null;
insert into delegation (pilot_id, approver_id, deputy_id, starts_at, ends_at, named_at) values (1, 2, 3, '2025-02-19 23:00Z', '2025-02-24 23:00Z', '2025-02-19 12:00Z'), (1, 2, 4, '2025-03-19 23:00Z', '2025-03-24 23:00Z', '2025-02-19 12:00Z');
insert into delegation_revocation (delegation_id, revoked_at) values (2, '2025-02-20 09:00Z');
insert into approval (approval_request_id, person_id, approver_id, delegation_id, verdict, asks, comment, digest, decided_at) select min(q.approval_request_id), 3, 2, 1, 'approve_with_conditions', '[]', 'If.', repeat('a', 64), '2025-02-21 10:00Z' from approval_request q where q.due_at is not null;
insert into approval_withdrawal (approval_request_id, person_id, reason, withdrawn_at) select max(q.approval_request_id), 1, 'Sent too early', '2025-02-23 10:00Z' from approval_request q;
insert into condition (approval_id, position, text, evidence, owner_id, due_on, ask) select approval_id, 1, 'Freeze the schema', 'A link', 4, '2025-03-01', 3 from approval where delegation_id is not null;
insert into condition_step (condition_id, kind, note, person_id, taken_at) values (1, 'submit', 'https://example.com/note', 4, '2025-02-24 10:00Z'), (1, 'close', 'Seen', 2, '2025-02-25 10:00Z');
