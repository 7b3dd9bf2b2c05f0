-- The weekly energy survey.

create table survey_week (
    pilot_id bigint not null references pilot (pilot_id),
    number int not null,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    primary key (pilot_id, number),
    constraint survey_week_order check (opens_at < closes_at)
);

-- Every answer ever given; the latest of a person and week counts.
create table answer (
    answer_id bigint generated always as identity primary key,
    pilot_id bigint not null,
    week int not null,
    person_id bigint not null references person (person_id),
    score int not null constraint answer_score check (score between 1 and 5),
    note text not null default '',
    show_note boolean not null default false,
    answered_at timestamptz not null,
    foreign key (pilot_id, week) references survey_week (pilot_id, number)
);
create index answer_person on answer (pilot_id, week, person_id, answer_id);
create trigger answer_append_only before update or delete on answer
    for each row execute function refuse_change();

-- A personal link for one person and week, without sign-in. Works until the week closes.
create table survey_link (
    token_hash bytea primary key constraint survey_link_hash_sha256 check (length(token_hash) = 32),
    pilot_id bigint not null,
    week int not null,
    person_id bigint not null references person (person_id),
    created_at timestamptz not null,
    foreign key (pilot_id, week) references survey_week (pilot_id, number)
);
