insert into feature (pilot_id, arm, name, surface, brief, idea_on, idea_evidence, idea_entered_at, flag_key, github_login, metric_name, metric_unit, metric_source, metric_direction, metric_read_on)
    values (1, 'new_model', 'Saved carts', 'Checkout', 'Let people come back', '2025-02-20', 'https://example.com/1', '2025-02-21 09:00Z', 'saved-carts', 'ana', 'Returning buyers', '%', 'Warehouse', 'up', '2025-04-14');
insert into consent (pilot_id, person_id, arm, answer, answered_at) values (1, 4, 'new_model', 'yes', '2025-02-20 09:00Z');
insert into baseline_feature (pilot_id, position, name, evidence, idea_on, first_commit_on, shipped_on, pull_requests, entered_by, entered_at) values (1, 1, 'Gift cards', 'https://example.com/2', '2024-11-01', '2024-11-12', '2024-12-01', '[]', 1, '2025-02-20 10:00Z');
insert into pilot_start (pilot_id, started_at, started_by, revision_number, zone_version, frozen, digest) values (1, '2025-03-03 08:00Z', 1, 1, 1, '{}', repeat('c', 64));
insert into checklist_tick (pilot_id, arm, item, role, person_id, evidence, ticked_at) values (1, 'new_model', 1, 'pilot_pm', 3, '', '2025-03-03 12:00Z');
insert into no_go_acknowledgement (pilot_id, person_id, acknowledged_at) values (1, 3, '2025-03-03 12:00Z');
