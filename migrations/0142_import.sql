-- Pull requests that somebody imported from what was exported without a token. Each fact of one names it in its source.
create table import (
    import_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    repository text not null,
    -- domain::github::exported::Kind.
    kind text not null constraint import_kind check (kind in ('list', 'log', 'facts')),
    -- SHA-256 over the text, so that whoever kept it can show which it was.
    digest text not null constraint import_digest check (digest ~ '^[0-9a-f]{64}$'),
    pulls int not null constraint import_pulls check (pulls > 0),
    imported_by bigint not null references person (person_id),
    imported_at timestamptz not null
);
create index import_pilot on import (pilot_id, import_id);
create trigger import_append_only before update or delete on import
    for each row execute function refuse_change();
select seal_table('import');
