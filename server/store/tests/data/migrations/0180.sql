insert into mail (person_id, pilot_id, kind, about, letter, queued_at, not_before)
    select person_id, pilot_id, 'invitation', 'sample', '{}', '2025-03-10 11:00Z', '2025-03-10 11:00Z'
    from member order by pilot_id, person_id limit 1;
update mail set ended = 'refused', ended_at = '2025-03-10 11:01Z', trouble = 'No such person here.' where about = 'sample';
