insert into member (pilot_id, person_id, role, arm, added_by, added_at) values
    (1, 2, 'pilot_pm', 'new_model', 1, '2025-02-01 09:30Z');
insert into member (pilot_id, person_id, role, arm, pm_id, added_by, added_at) values
    (1, 1, 'dri', 'new_model', 2, 1, '2025-02-01 09:31Z');
update feature set more_logins = '{bo}' where pilot_id = 1;
insert into checklist_tick (pilot_id, arm, item, role, person_id, evidence, ticked_at) values (1, 'new_model', 1, 'pilot_pm', 2, '', '2025-03-03 13:00Z');
