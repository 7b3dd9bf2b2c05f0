-- What became of a week-one activity that a pilot PM had marked as done: its DRI sent it back with a reason, and the pilot PM marked
-- it again with other evidence. The last one counts; without any, the first word of the pilot PM does.
create table checklist_step (
    checklist_step_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    arm text not null constraint checklist_step_arm check (arm in ('new_model', 'old_model')),
    item int not null,
    -- The pilot PM whose activity it is.
    person_id bigint not null references person (person_id),
    kind text not null constraint checklist_step_kind check (kind in ('return', 'done')),
    -- The reason, or the evidence.
    note text not null constraint checklist_step_note check (btrim(note) <> '' and length(note) <= 500),
    taken_by bigint not null references person (person_id),
    taken_at timestamptz not null
);
create index checklist_step_activity on checklist_step (pilot_id, arm, item, person_id, checklist_step_id);
create trigger checklist_step_append_only before update or delete on checklist_step
    for each row execute function refuse_change();

select seal_table('checklist_step');
