-- The zone as somebody is writing it: all items with their rules at once, until it is saved as a version.
create table zone_draft (
    pilot_id bigint not null references pilot,
    person_id bigint not null references person,
    -- The version it was begun from.
    base int not null,
    -- The rows of the form, as typed.
    rows jsonb not null,
    saved_at timestamptz not null,
    primary key (pilot_id, person_id),
    foreign key (pilot_id, base) references zone_version (pilot_id, number)
);

-- Its writer's page of the zone says that it is there.
create function count_zone_draft() returns trigger language plpgsql as $$
declare
    draft zone_draft := case when tg_op = 'DELETE' then old else new end;
begin
    perform count_pilot_change(draft.pilot_id, draft.person_id);
    return null;
end $$;
create constraint trigger zone_draft_counts after insert or update or delete on zone_draft
    deferrable initially deferred for each row execute function count_zone_draft();
