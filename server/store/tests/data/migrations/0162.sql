insert into checklist_step (pilot_id, arm, item, person_id, kind, note, taken_by, taken_at)
    select pilot_id, arm, item, person_id, 'return', 'The link leads to a draft', 1, ticked_at + interval '1 hour'
    from checklist_tick where role = 'pilot_pm' order by item limit 1;
