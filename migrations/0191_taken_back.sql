-- A pilot PM takes back that a week-one activity is done, while nobody has confirmed it. They say nothing with it.
alter table checklist_step
    drop constraint checklist_step_kind,
    drop constraint checklist_step_note,
    add constraint checklist_step_kind check (kind in ('return', 'done', 'withdraw')),
    add constraint checklist_step_note check ((btrim(note) = '') = (kind = 'withdraw') and length(note) <= 500);

create or replace function week_one_evidence(of_pilot bigint) returns setof text language sql stable as $$
    select coalesce(s.note, t.evidence)
    from checklist_tick t
        left join lateral (
            select s.kind, s.note from checklist_step s
            where s.pilot_id = t.pilot_id and s.arm = t.arm and s.item = t.item and s.person_id = t.person_id
            order by s.checklist_step_id desc limit 1) s on true
    where t.pilot_id = of_pilot and t.role = 'pilot_pm' and coalesce(s.kind, 'done') = 'done'
$$;
