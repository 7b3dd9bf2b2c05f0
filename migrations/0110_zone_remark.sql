-- What people say of an item of the zone, or of one of its rules, beside signing: comments and objections.

create table zone_remark (
    zone_remark_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    -- The version it was raised on.
    zone_version int not null,
    kind text not null constraint zone_remark_kind check (kind in ('objection', 'comment')),
    -- The sentence of the item in that version.
    item text not null,
    -- The rule of the item that it is about; null for the whole item.
    rule text,
    text text not null constraint zone_remark_text check (btrim(text) <> '' and length(text) <= 1000),
    raised_by bigint not null references person (person_id),
    raised_at timestamptz not null,
    foreign key (pilot_id, zone_version) references zone_version (pilot_id, number)
);
create index zone_remark_pilot on zone_remark (pilot_id, zone_remark_id);
create trigger zone_remark_append_only before update or delete on zone_remark
    for each row execute function refuse_change();

-- What happened to it: it was answered, resolved, or carried over to a version that changed its item.
create table zone_remark_step (
    zone_remark_step_id bigint generated always as identity primary key,
    zone_remark_id bigint not null references zone_remark (zone_remark_id),
    kind text not null constraint zone_remark_step_kind check (kind in ('answer', 'resolve', 'carry')),
    -- The words of an answer, maybe of a resolution.
    text text not null constraint zone_remark_step_text check (
        length(text) <= 1000 and case kind when 'answer' then btrim(text) <> '' when 'carry' then text = '' else true end),
    -- The version that changed the item, the sentence it has there, or had last, and what there is of it.
    zone_version int,
    item text,
    stands text constraint zone_remark_step_stands check (stands in ('there', 'without_rule', 'gone')),
    taken_by bigint not null references person (person_id),
    taken_at timestamptz not null,
    constraint zone_remark_step_carries check (
        (kind = 'carry') = (zone_version is not null) and (kind = 'carry') = (item is not null)
        and (kind = 'carry') = (stands is not null))
);
create index zone_remark_step_remark on zone_remark_step (zone_remark_id, zone_remark_step_id);
create unique index zone_remark_step_resolved_once on zone_remark_step (zone_remark_id) where kind = 'resolve';
create trigger zone_remark_step_append_only before update or delete on zone_remark_step
    for each row execute function refuse_change();

select seal_table('zone_remark');
select seal_table('zone_remark_step');
