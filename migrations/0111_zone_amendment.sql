-- Changes of the zone after the start. Each is a version with a reason; it is in force once everybody whose signature it takes
-- has signed it, and never backwards.

create table zone_amendment (
    zone_amendment_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    zone_version int not null,
    reason text not null constraint zone_amendment_reason check (btrim(reason) <> '' and length(reason) <= 1000),
    proposed_by bigint not null references person (person_id),
    proposed_at timestamptz not null,
    foreign key (pilot_id, zone_version) references zone_version (pilot_id, number),
    constraint zone_amendment_version_once unique (pilot_id, zone_version)
);
create trigger zone_amendment_append_only before update or delete on zone_amendment
    for each row execute function refuse_change();

-- What became of it: in force since then, with the last signature, or withdrawn then.
create table zone_amendment_outcome (
    zone_amendment_id bigint primary key references zone_amendment (zone_amendment_id),
    in_force boolean not null,
    -- Why it was withdrawn.
    reason text not null constraint zone_amendment_outcome_reason check (
        length(reason) <= 1000 and (btrim(reason) = '') = in_force),
    settled_by bigint not null references person (person_id),
    settled_at timestamptz not null
);
create trigger zone_amendment_outcome_append_only before update or delete on zone_amendment_outcome
    for each row execute function refuse_change();

select seal_table('zone_amendment');
select seal_table('zone_amendment_outcome');

-- The version of a pilot's zone that counts: the one in force after the start, the newest before it.
create function zone_in_force(pilot bigint) returns int language sql stable as $$
    select coalesce(
        (select a.zone_version from zone_amendment a join zone_amendment_outcome o using (zone_amendment_id)
            where a.pilot_id = pilot and o.in_force order by a.zone_amendment_id desc limit 1),
        (select s.zone_version from pilot_start s where s.pilot_id = pilot),
        (select max(v.number) from zone_version v where v.pilot_id = pilot))
$$;
