insert into mail (person_id, pilot_id, kind, about, letter, queued_at, not_before)
    values (1, 1, 'decide', '1', '{"subject":"A revision waits for your decision","title":"Decide","why":"You are asked."}',
        '2025-03-08 08:00Z', '2025-03-08 08:00Z');
insert into mail (person_id, kind, about, queued_at, not_before, attempts, ended, ended_at, sent_to)
    values (1, 'reset', 'ab', '2025-03-08 08:00Z', '2025-03-08 08:00Z', 1, 'sent', '2025-03-08 08:01Z', 'ada@example.com');
insert into mail_opening (mail_id, opened_by, reason, opened_at)
    select mail_id, 1, 'Mail is not set up yet', '2025-03-09 08:00Z' from mail where kind = 'decide';
insert into mail_choice (person_id, digest, reminders, chosen_at) values (1, false, true, '2025-03-09 08:00Z');
