-- Entries about the past that come after a criterion was final are corrections: they need a reason, and count once a
-- second person, of the other side, has confirmed them. Beside them, since when each criterion is final, and when and why
-- it was no longer what it finally was.

create table correction (
    correction_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    -- domain::correction::Entry as JSON.
    entry text not null,
    -- What is entered, and what it did to each criterion that was final, in words.
    what text not null,
    effects text[] not null,
    criteria int[] not null constraint correction_criteria check (cardinality(criteria) > 0),
    reason text not null constraint correction_reason check (btrim(reason) <> ''),
    side text not null constraint correction_side check (side in ('product', 'engineering')),
    entered_by bigint not null references person (person_id),
    entered_at timestamptz not null
);
create index correction_pilot on correction (pilot_id, correction_id);
create trigger correction_append_only before update or delete on correction
    for each row execute function refuse_change();

create table correction_outcome (
    correction_id bigint primary key references correction (correction_id),
    confirmed boolean not null,
    -- Why not.
    reason text,
    settled_by bigint not null references person (person_id),
    settled_at timestamptz not null,
    constraint correction_outcome_reason check (confirmed = (reason is null) and btrim(reason) <> '')
);
create trigger correction_outcome_append_only before update or delete on correction_outcome
    for each row execute function refuse_change();

-- Two people: whoever enters cannot confirm.
create function refuse_own_correction() returns trigger language plpgsql as $$
begin
    if exists (select 1 from correction c where c.correction_id = new.correction_id and c.entered_by = new.settled_by) then
        raise exception 'a correction is confirmed by a second person'
            using errcode = 'check_violation', constraint = 'correction_outcome_second_person';
    end if;
    return new;
end $$;
create trigger correction_outcome_second_person before insert on correction_outcome
    for each row when (new.confirmed) execute function refuse_own_correction();

create table finality (
    finality_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    criterion int not null constraint finality_criterion check (criterion between 1 and 4),
    state text not null
        constraint finality_state check (state in ('met', 'not_met', 'met_so_far', 'not_met_so_far', 'not_known')),
    value text not null,
    -- What made it so; empty where time alone did.
    because text not null,
    noted_at timestamptz not null
);
create index finality_pilot on finality (pilot_id, finality_id);
create trigger finality_append_only before update or delete on finality
    for each row execute function refuse_change();

select seal_table('correction');
select seal_table('correction_outcome');
select seal_table('finality');
