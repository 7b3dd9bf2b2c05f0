insert into snapshot (pilot_id, programme, digest, taken_at, taken_by) values (1, '{}', repeat('e', 64), '2025-03-31 13:00Z', 1);
insert into decision (pilot_id, snapshot_id, choice, rule_pointed_to, reason, attendees, next_step, owner, due_on, recorded_by, recorded_at) values (1, 1, 'iterate', 'iterate', '', 'Dana, Priya', 'Second pilot', 'Dana', '2025-04-14', 1, '2025-03-31 14:00Z');
insert into decision_confirmation (decision_id, confirmed_by, confirmed_at) values (1, 2, '2025-03-31 14:05Z');
