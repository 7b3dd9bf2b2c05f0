insert into outcome_point (feature_id, day, value, source, entered_by, entered_at, corrects, reason)
    select feature_id, day, 42, source, entered_by, entered_at, outcome_point_id, 'A digit was missing' from outcome_point where day = '2025-03-01';
insert into outcome_point (feature_id, day, value, source, entered_by, entered_at, corrects, reason)
    select feature_id, day, null, source, entered_by, entered_at, outcome_point_id, 'Never measured' from outcome_point where day = '2000-01-01';
