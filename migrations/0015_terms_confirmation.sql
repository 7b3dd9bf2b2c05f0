-- A person's word that the terms of a revision are the ones meant. It holds for every revision with the same terms.

create table terms_confirmation (
    terms_confirmation_id bigint generated always as identity primary key,
    pilot_id bigint not null,
    -- The revision they were confirmed on.
    revision_number int not null,
    -- SHA-256 over the terms alone.
    terms_digest text not null constraint terms_confirmation_digest_hex check (terms_digest ~ '^[0-9a-f]{64}$'),
    person_id bigint not null references person (person_id),
    confirmed_at timestamptz not null,
    foreign key (pilot_id, revision_number) references revision (pilot_id, number)
);
create index terms_confirmation_terms on terms_confirmation (pilot_id, terms_digest);
create trigger terms_confirmation_append_only before update or delete on terms_confirmation
    for each row execute function refuse_change();
