-- The activity log: append only, hash-chained, one row per change in the change's own transaction.

create table activity (
    seq bigint primary key,
    at timestamptz not null,
    person_id bigint,
    pilot_id bigint,
    action text not null,
    -- What happened, as the exact JSON text that was hashed.
    detail text not null,
    prev bytea not null,
    hash bytea not null,
    constraint activity_hash_sha256 check (length(prev) = 32 and length(hash) = 32)
);
create index activity_pilot on activity (pilot_id, seq);

-- One row: the end of the chain. Locking it is what keeps the chain from forking.
create table activity_head (
    only_row boolean primary key default true constraint activity_head_single check (only_row),
    seq bigint not null,
    hash bytea not null
);
insert into activity_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger activity_append_only before update or delete on activity
    for each row execute function refuse_change();
create trigger activity_no_truncate before truncate on activity
    for each statement execute function refuse_change();

-- Every change moves the open pages of its pilot. The payload is only the pilot: a notification is
-- a hint to look, never the news itself.
create function announce_activity() returns trigger language plpgsql as $$
begin
    perform pg_notify('live', coalesce(new.pilot_id, 0)::text);
    return null;
end $$;
create trigger activity_announce after insert on activity
    for each row execute function announce_activity();
