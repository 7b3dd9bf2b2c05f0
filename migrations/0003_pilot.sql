-- Pilots, and who is what in them.

create table pilot (
    pilot_id bigint generated always as identity primary key,
    slug text not null constraint pilot_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
    name text not null constraint pilot_name_length check (length(name) between 1 and 80),
    -- IANA name; weeks and deadlines belong to this zone.
    zone text not null,
    -- Marked on every page, never mixed with real pilots.
    example boolean not null default false,
    created_by bigint not null references person (person_id),
    created_at timestamptz not null,
    constraint pilot_slug_unique unique (slug)
);

create table member (
    pilot_id bigint not null references pilot (pilot_id),
    person_id bigint not null references person (person_id),
    role text not null constraint member_role check (role in ('sponsor', 'approver', 'pilot_pm', 'dri', 'observer')),
    arm text constraint member_arm check (arm in ('new_model', 'old_model')),
    added_by bigint not null references person (person_id),
    added_at timestamptz not null,
    constraint member_arm_by_role check ((role in ('pilot_pm', 'dri')) = (arm is not null))
);
create unique index member_unique on member (pilot_id, person_id, role, coalesce(arm, ''));
-- One pilot PM and one DRI per arm.
create unique index member_one_per_arm on member (pilot_id, role, arm) where arm is not null;
create index member_person on member (person_id);

-- Four eyes: whoever sponsors a pilot cannot approve it. The lock serialises two additions that
-- could otherwise not see each other.
create function refuse_sponsor_as_approver() returns trigger language plpgsql as $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if new.role in ('sponsor', 'approver') and exists (
        select 1 from member m where m.pilot_id = new.pilot_id and m.person_id = new.person_id
            and m.role = case new.role when 'sponsor' then 'approver' else 'sponsor' end)
    then
        raise exception 'approver and sponsor must be different people'
            using errcode = 'check_violation', constraint = 'member_approver_is_not_sponsor';
    end if;
    return new;
end $$;
create trigger member_approver_is_not_sponsor before insert or update on member
    for each row execute function refuse_sponsor_as_approver();

-- A single-use link that lets a person choose a password.
create table invitation (
    invitation_id bigint generated always as identity primary key,
    token_hash bytea not null constraint invitation_hash_sha256 check (length(token_hash) = 32),
    person_id bigint not null references person (person_id),
    pilot_id bigint references pilot (pilot_id),
    invited_by bigint not null references person (person_id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint invitation_token_unique unique (token_hash)
);
create index invitation_person on invitation (person_id);
