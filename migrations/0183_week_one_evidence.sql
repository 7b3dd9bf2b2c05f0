-- What a pilot PM's newest word on each week-one activity names, unless it was sent back: the pull requests in it are in no number.
-- Numbers and pages ask for it together with what else they need.
create function week_one_evidence(of_pilot bigint) returns setof text language sql stable as $$
    select coalesce(s.note, t.evidence)
    from checklist_tick t
        left join lateral (
            select s.kind, s.note from checklist_step s
            where s.pilot_id = t.pilot_id and s.arm = t.arm and s.item = t.item and s.person_id = t.person_id
            order by s.checklist_step_id desc limit 1) s on true
    where t.pilot_id = of_pilot and t.role = 'pilot_pm' and s.kind is distinct from 'return'
$$;
