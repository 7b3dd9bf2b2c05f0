-- Tokens by which a program tells what the gates rest on, in the name of whoever made them. Only the hash is kept.
create table gate_token (
    gate_token_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    name text not null constraint gate_token_name check (btrim(name) <> '' and length(name) <= 80),
    token_hash bytea not null unique constraint gate_token_hash check (length(token_hash) = 32),
    made_by bigint not null references person (person_id),
    made_at timestamptz not null
);
create index gate_token_pilot on gate_token (pilot_id, gate_token_id);
create trigger gate_token_append_only before update or delete on gate_token
    for each row execute function refuse_change();

create table gate_token_revocation (
    gate_token_id bigint primary key references gate_token (gate_token_id),
    revoked_by bigint not null references person (person_id),
    revoked_at timestamptz not null
);
create trigger gate_token_revocation_append_only before update or delete on gate_token_revocation
    for each row execute function refuse_change();

-- By which token it came; null where a person entered it, or the code host told it.
alter table skill_result add column gate_token_id bigint references gate_token (gate_token_id);
alter table changed_files add column gate_token_id bigint references gate_token (gate_token_id);

select seal_table('gate_token');
select seal_table('gate_token_revocation');
