insert into checklist_step (pilot_id, arm, item, person_id, kind, note, taken_by, taken_at)
    select pilot_id, arm, item, person_id, 'withdraw', '', person_id, '2025-03-12 09:00Z' from checklist_step
    order by checklist_step_id limit 1;
