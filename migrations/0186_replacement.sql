-- Somebody takes over from an engineering DRI after the start: offered by whoever takes over, binding with the last signature
-- of both sides, and never backwards.

create table replacement (
    replacement_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    arm text not null constraint replacement_arm check (arm in ('new_model', 'old_model')),
    former_id bigint not null references person (person_id),
    successor_id bigint not null references person (person_id),
    reason text not null constraint replacement_reason check (btrim(reason) <> '' and length(reason) <= 1000),
    -- The version of the zone that they sign with it.
    zone_version int not null,
    offered_at timestamptz not null,
    foreign key (pilot_id, zone_version) references zone_version (pilot_id, number),
    constraint replacement_of_another check (former_id <> successor_id)
);
create index replacement_pilot on replacement (pilot_id);
create trigger replacement_append_only before update or delete on replacement
    for each row execute function refuse_change();

create table replacement_signature (
    replacement_signature_id bigint generated always as identity primary key,
    replacement_id bigint not null references replacement (replacement_id),
    person_id bigint not null references person (person_id),
    role text not null constraint replacement_signature_role check (role in ('sponsor', 'approver', 'dri')),
    arm text constraint replacement_signature_arm check (arm in ('new_model', 'old_model')),
    signed_at timestamptz not null,
    constraint replacement_signature_arm_by_role check ((role = 'dri') = (arm is not null)),
    constraint replacement_signature_once unique nulls not distinct (replacement_id, person_id, role, arm)
);
create trigger replacement_signature_append_only before update or delete on replacement_signature
    for each row execute function refuse_change();

-- What became of it: binding since then, with the last signature, or taken back then.
create table replacement_outcome (
    replacement_id bigint primary key references replacement (replacement_id),
    bound boolean not null,
    -- Why it was taken back.
    reason text not null constraint replacement_outcome_reason check (
        length(reason) <= 1000 and (btrim(reason) = '') = bound),
    settled_by bigint not null references person (person_id),
    settled_at timestamptz not null
);
create trigger replacement_outcome_append_only before update or delete on replacement_outcome
    for each row execute function refuse_change();

select seal_table('replacement');
select seal_table('replacement_signature');
select seal_table('replacement_outcome');
