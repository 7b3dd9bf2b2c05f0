insert into flag_flip (feature_id, key, is_on, at, note, entered_by, entered_at)
    select min(feature_id), 'banner', true, '2025-03-10 09:00Z', '', 1, '2025-03-10 09:01Z' from feature having count(*) > 0;
insert into flag_flip_withdrawal (flag_flip_id, reason, withdrawn_by, withdrawn_at)
    select flag_flip_id, 'Another flag', 1, '2025-03-10 10:00Z' from flag_flip;
