-- The zone boundary: immutable versions of items with path rules, and who signed which.

create table zone_version (
    pilot_id bigint not null references pilot (pilot_id),
    number int not null constraint zone_version_number_positive check (number >= 1),
    -- [domain::zone::ZoneItem], in order: side, category, text, path rules.
    items jsonb not null,
    digest text not null constraint zone_version_digest_hex check (digest ~ '^[0-9a-f]{64}$'),
    summary text not null,
    author_id bigint not null references person (person_id),
    created_at timestamptz not null,
    primary key (pilot_id, number)
);
create trigger zone_version_append_only before update or delete on zone_version
    for each row execute function refuse_change();

create table zone_signature (
    pilot_id bigint not null,
    zone_version int not null,
    person_id bigint not null references person (person_id),
    -- The side the person signs for.
    role text not null constraint zone_signature_role check (role in ('sponsor', 'approver', 'dri')),
    arm text constraint zone_signature_arm check (arm in ('new_model', 'old_model')),
    digest text not null,
    signed_at timestamptz not null,
    constraint zone_signature_arm_by_role check ((role = 'dri') = (arm is not null)),
    foreign key (pilot_id, zone_version) references zone_version (pilot_id, number)
);
create unique index zone_signature_once on zone_signature (pilot_id, zone_version, person_id, role, coalesce(arm, ''));
create trigger zone_signature_append_only before update or delete on zone_signature
    for each row execute function refuse_change();
