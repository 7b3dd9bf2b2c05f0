-- Whether a pilot PM agrees to what is measured about them and who sees it, in which edition of that text. The newest row of a person
-- counts; who took their agreement back has answers that no number counts.
create table participation (
    participation_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    person_id bigint not null references person (person_id),
    edition int not null constraint participation_edition check (edition >= 1),
    agrees boolean not null,
    said_at timestamptz not null
);
create index participation_person on participation (pilot_id, person_id, participation_id);
create trigger participation_append_only before update or delete on participation
    for each row execute function refuse_change();

select seal_table('participation');
