-- Asking for approval of one revision, and what was decided.

create table approval_request (
    approval_request_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    revision_number int not null,
    zone_version int not null,
    approver_id bigint not null references person (person_id),
    sent_by bigint not null references person (person_id),
    sent_at timestamptz not null,
    constraint approval_request_four_eyes check (approver_id <> sent_by),
    foreign key (pilot_id, revision_number) references revision (pilot_id, number),
    foreign key (pilot_id, zone_version) references zone_version (pilot_id, number)
);
create index approval_request_pilot on approval_request (pilot_id, approval_request_id);
create trigger approval_request_append_only before update or delete on approval_request
    for each row execute function refuse_change();

-- The answers on their way to the check page; replaced freely until the decision.
create table approval_draft (
    approval_request_id bigint not null references approval_request (approval_request_id),
    person_id bigint not null references person (person_id),
    -- domain::approval::Answers.
    answers jsonb not null,
    saved_at timestamptz not null,
    primary key (approval_request_id, person_id)
);

-- One decision per request, for ever. A later request supersedes, it does not overwrite.
create table approval (
    approval_id bigint generated always as identity primary key,
    approval_request_id bigint not null references approval_request (approval_request_id),
    person_id bigint not null references person (person_id),
    verdict text not null constraint approval_verdict check (verdict in ('approve', 'request_changes', 'decline')),
    -- The four asks as they were put, each with its answer.
    asks jsonb not null,
    comment text not null,
    -- Of the revision decided on.
    digest text not null,
    decided_at timestamptz not null,
    constraint approval_one_per_request unique (approval_request_id)
);
create trigger approval_append_only before update or delete on approval
    for each row execute function refuse_change();
