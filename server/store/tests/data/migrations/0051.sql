insert into correction (pilot_id, entry, what, effects, criteria, reason, side, entered_by, entered_at) values
    (1, '{"entry":"uncount","counting":1}', 'the bot release-train taken out', '{"Criterion 2: it stays Met (1.5)."}', '{2}',
        'A person, after all', 'product', 1, '2025-03-06 09:00Z');
insert into correction_outcome (correction_id, confirmed, reason, settled_by, settled_at)
    select correction_id, false, 'It is a bot', entered_by, '2025-03-07 09:00Z' from correction;
insert into finality (pilot_id, criterion, state, value, because, noted_at) values
    (1, 1, 'met', '6.0 days', '', '2025-03-05 09:00Z'),
    (1, 1, 'not_met', '8.0 days', 'a delivery about acme/shop#7 arrived', '2025-03-06 09:00Z');
