-- People, how they sign in, and the links that let them in.

create table person (
    person_id bigint generated always as identity primary key,
    email text not null constraint person_email_lower check (email = lower(email) and email like '%_@_%' and length(email) <= 254),
    name text not null constraint person_name_length check (length(name) between 1 and 60),
    -- Argon2id in PHC form; null until the person has accepted their invitation.
    password_hash text,
    site_admin boolean not null default false,
    disabled_at timestamptz,
    created_at timestamptz not null,
    constraint person_email_unique unique (email)
);

-- Session ids are stored hashed. Saving is an update, never an insert: a session that is gone or
-- revoked cannot come back.
create table session (
    session_hash bytea primary key constraint session_hash_sha256 check (length(session_hash) = 32),
    data jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_expiry on session (expires_at);

-- The link of the first run. Only the hash of its token is kept.
create table setup_link (
    token_hash bytea primary key constraint setup_link_hash_sha256 check (length(token_hash) = 32),
    created_at timestamptz not null,
    used_at timestamptz
);

-- Links with which somebody who forgot their password chooses a new one. Only hashes are kept.
create table reset_link (
    token_hash bytea primary key constraint reset_link_hash_sha256 check (length(token_hash) = 32),
    person_id bigint not null references person (person_id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index reset_link_person on reset_link (person_id);

-- Failed sign-ins, so that every instance sees the same throttle.
create table sign_in_failure (
    sign_in_failure_id bigint generated always as identity primary key,
    email text not null,
    address text not null,
    at timestamptz not null
);
create index sign_in_failure_email on sign_in_failure (email, at);
create index sign_in_failure_address on sign_in_failure (address, at);

-- What was typed into a form that was refused, so that nothing typed is lost. Kept for an hour;
-- never holds a password.
create table refused_form (
    token_hash bytea primary key constraint refused_form_hash_sha256 check (length(token_hash) = 32),
    form text not null,
    typed jsonb not null,
    problems jsonb not null,
    created_at timestamptz not null
);
create index refused_form_age on refused_form (created_at);
