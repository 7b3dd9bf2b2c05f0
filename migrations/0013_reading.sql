-- What a revision changed against the one before (domain::proposal::Touched), so that the history need not read
-- every text. Revisions saved before this have none.
alter table revision add column touched jsonb;

-- Up to which revision a person said they have read. A bookmark of theirs, not a fact of the pilot: it may move on,
-- and no activity row says so.
create table reading (
    pilot_id bigint not null references pilot (pilot_id),
    person_id bigint not null references person (person_id),
    number int not null,
    read_at timestamptz not null,
    primary key (pilot_id, person_id),
    foreign key (pilot_id, number) references revision (pilot_id, number)
);
