insert into participation (pilot_id, person_id, edition, agrees, said_at)
    select pilot_id, person_id, 1, true, '2025-03-10 11:00Z' from member where role = 'pilot_pm' order by person_id limit 1;
