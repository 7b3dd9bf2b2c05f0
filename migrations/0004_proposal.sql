-- The proposal of a pilot: immutable, numbered revisions.

create table revision (
    pilot_id bigint not null references pilot (pilot_id),
    number int not null constraint revision_number_positive check (number >= 1),
    body text not null constraint revision_body_size check (octet_length(body) <= 1048576),
    -- domain::terms::Terms.
    terms jsonb not null,
    -- SHA-256 over prose and terms.
    digest text not null constraint revision_digest_hex check (digest ~ '^[0-9a-f]{64}$'),
    summary text not null,
    author_id bigint not null references person (person_id),
    created_at timestamptz not null,
    primary key (pilot_id, number)
);
create trigger revision_append_only before update or delete on revision
    for each row execute function refuse_change();

-- Text that lost a race, or was kept before it became a revision. Kept 30 days.
create table draft (
    pilot_id bigint not null references pilot (pilot_id),
    person_id bigint not null references person (person_id),
    section text not null,
    base_number int not null,
    body text not null,
    saved_at timestamptz not null,
    primary key (pilot_id, person_id, section)
);
