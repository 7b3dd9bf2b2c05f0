-- The readout: frozen facts, and the decision two people make on them.

create table snapshot (
    snapshot_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    -- domain::programme::Programme as JSON, exactly the text that was hashed.
    programme text not null,
    digest text not null constraint snapshot_digest_hex check (digest ~ '^[0-9a-f]{64}$'),
    taken_at timestamptz not null,
    taken_by bigint not null references person (person_id)
);
create index snapshot_pilot on snapshot (pilot_id, snapshot_id);
create trigger snapshot_append_only before update or delete on snapshot
    for each row execute function refuse_change();

create table decision (
    decision_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    snapshot_id bigint not null references snapshot (snapshot_id),
    choice text not null constraint decision_choice check (choice in ('expand', 'iterate', 'roll_back')),
    -- Where the agreed rule pointed, as shown when recording.
    rule_pointed_to text not null,
    reason text not null,
    attendees text not null,
    next_step text not null,
    owner text not null,
    due_on date not null,
    recorded_by bigint not null references person (person_id),
    recorded_at timestamptz not null
);
create index decision_pilot on decision (pilot_id, decision_id);
create trigger decision_append_only before update or delete on decision
    for each row execute function refuse_change();

create table decision_confirmation (
    decision_id bigint primary key references decision (decision_id),
    confirmed_by bigint not null references person (person_id),
    confirmed_at timestamptz not null
);
create trigger decision_confirmation_append_only before update or delete on decision_confirmation
    for each row execute function refuse_change();

-- Two people: whoever records cannot confirm.
create function refuse_own_confirmation() returns trigger language plpgsql as $$
begin
    if exists (select 1 from decision d where d.decision_id = new.decision_id and d.recorded_by = new.confirmed_by) then
        raise exception 'a decision is confirmed by a second person'
            using errcode = 'check_violation', constraint = 'decision_confirmation_second_person';
    end if;
    return new;
end $$;
create trigger decision_confirmation_second_person before insert on decision_confirmation
    for each row execute function refuse_own_confirmation();
