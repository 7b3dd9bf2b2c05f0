-- What went wrong: against the no-go list, or in a file that nothing should have touched. What was recorded wrongly is withdrawn
-- with a reason; all of it stays.
create table incident (
    incident_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    happened_at timestamptz not null
        constraint incident_years check (happened_at >= '2000-01-01Z' and happened_at < '2101-01-01Z'),
    -- The statement, as it was signed, or the file: one of them.
    no_go text constraint incident_no_go check (btrim(no_go) <> ''),
    file text constraint incident_file check (btrim(file) <> '' and length(file) <= 500),
    what text not null constraint incident_what check (btrim(what) <> '' and length(what) <= 1000),
    done text not null constraint incident_done check (btrim(done) <> '' and length(done) <= 1000),
    pull_request_id bigint references pull_request (pull_request_id),
    recorded_by bigint not null references person (person_id),
    recorded_at timestamptz not null,
    constraint incident_touched check ((no_go is null) <> (file is null))
);
create index incident_pilot on incident (pilot_id, happened_at, incident_id);
create trigger incident_append_only before update or delete on incident
    for each row execute function refuse_change();

create table incident_withdrawal (
    incident_id bigint primary key references incident (incident_id),
    reason text not null constraint incident_withdrawal_reason check (btrim(reason) <> '' and length(reason) <= 500),
    withdrawn_by bigint not null references person (person_id),
    withdrawn_at timestamptz not null
);
create trigger incident_withdrawal_append_only before update or delete on incident_withdrawal
    for each row execute function refuse_change();

select seal_table('incident');
select seal_table('incident_withdrawal');
