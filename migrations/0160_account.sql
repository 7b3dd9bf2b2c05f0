-- What people change about their account themselves, and what whoever runs the installation does for them.

-- A new e-mail address that somebody wants to sign in with. It counts once whoever receives the link that is sent there has
-- opened it; a newer wish takes the place of the one before.
create table address_wish (
    person_id bigint primary key references person (person_id),
    email text not null constraint address_wish_lower check (email = lower(email) and email like '%_@_%' and length(email) <= 254),
    asked_at timestamptz not null,
    -- Of the newest link; null while nobody has made one.
    token_hash bytea constraint address_wish_hash_sha256 check (length(token_hash) = 32),
    expires_at timestamptz,
    confirmed_at timestamptz,
    constraint address_wish_link check ((token_hash is null) = (expires_at is null)),
    constraint address_wish_token_unique unique (token_hash)
);

-- Who made a link to a new password in the browser, and why; null where it was made at the command line.
alter table reset_link
    add column made_by bigint references person (person_id),
    add column reason text not null default '' constraint reset_link_reason_length check (length(reason) <= 500);

-- All sessions of a person.
create index session_person on session ((data -> 'person')) where revoked_at is null;
