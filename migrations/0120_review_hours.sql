-- How long an engineering DRI reviewed in a week. Several may be logged for one week: the newest counts, all stay.
create table review_hours (
    review_hours_id bigint generated always as identity primary key,
    pilot_id bigint not null,
    week int not null,
    person_id bigint not null references person (person_id),
    -- Hundredths of an hour.
    hundredths int not null constraint review_hours_of_a_week check (hundredths between 0 and 8000),
    logged_at timestamptz not null,
    foreign key (pilot_id, week) references survey_week (pilot_id, number)
);
create index review_hours_person on review_hours (pilot_id, person_id, week, review_hours_id);
create trigger review_hours_append_only before update or delete on review_hours
    for each row execute function refuse_change();

select seal_table('review_hours');
