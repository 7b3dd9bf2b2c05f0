insert into counting_entry (pilot_id, bot, entered_by, entered_at) values (1, 'release-train', 1, '2025-03-01 09:00Z');
insert into counting_entry (pilot_id, holiday, reason, entered_by, entered_at) values (1, '2025-04-18', 'Good Friday', 1, '2025-03-05 09:00Z');
insert into counting_entry (pilot_id, withdraws, reason, entered_by, entered_at) values (1, (select min(counting_entry_id) from counting_entry), 'A person, after all', 1, '2025-03-06 09:00Z');
