-- Changes of the past that a zone can be tried against before anybody signs it. The newest list of a pilot counts.
create table zone_history (
    zone_history_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    -- domain::zone::history::PastChange as JSON, as they were listed.
    changes jsonb not null constraint zone_history_changes check (jsonb_typeof(changes) = 'array'),
    imported_by bigint not null references person (person_id),
    imported_at timestamptz not null
);
create index zone_history_pilot on zone_history (pilot_id, zone_history_id);
create trigger zone_history_append_only before update or delete on zone_history
    for each row execute function refuse_change();
select seal_table('zone_history');
