insert into outcome_point (feature_id, day, value, source, entered_by, entered_at) values (1, '2000-01-01', -1e15, 'Warehouse', 1, '2025-03-03 09:00Z');
insert into outcome_point (feature_id, day, value, source, entered_by, entered_at) values (1, '2100-12-31', 1e15, 'Warehouse', 1, '2025-03-03 09:00Z');
