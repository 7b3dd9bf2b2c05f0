insert into approval_request (pilot_id, revision_number, zone_version, approver_id, sent_by, sent_at) values (1, 1, 1, 2, 1, '2025-02-02 10:00Z');
insert into approval_draft (approval_request_id, person_id, answers, saved_at) values (1, 2, '{}', '2025-02-02 11:00Z');
insert into approval (approval_request_id, person_id, verdict, asks, comment, digest, decided_at) values (1, 2, 'approve', '[]', '', repeat('a', 64), '2025-02-02 11:05Z');
