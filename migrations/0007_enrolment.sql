-- The features of both arms, consent of the DRIs, the baseline, and the start.

create table feature (
    feature_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    arm text not null constraint feature_arm check (arm in ('new_model', 'old_model')),
    name text not null,
    surface text not null,
    -- The brief both arms share.
    brief text not null,
    -- An instant, or a whole day in the pilot's zone: exactly one of them.
    idea_at timestamptz,
    idea_on date,
    idea_evidence text not null,
    idea_entered_at timestamptz not null,
    flag_key text not null,
    github_login text not null,
    metric_name text not null,
    metric_unit text not null,
    metric_source text not null,
    metric_direction text not null constraint feature_metric_direction check (metric_direction in ('up', 'down')),
    metric_read_on date not null,
    metric_window_days int not null default 28 constraint feature_metric_window check (metric_window_days between 1 and 365),
    shipped_on date,
    shipped_evidence text,
    constraint feature_one_idea check ((idea_at is null) <> (idea_on is null)),
    constraint feature_shipped_with_evidence check ((shipped_on is null) = (shipped_evidence is null)),
    constraint feature_one_per_arm unique (pilot_id, arm)
);

-- A DRI is asked in private and may change the answer until the start; the latest counts.
create table consent (
    consent_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    person_id bigint not null references person (person_id),
    arm text not null constraint consent_arm check (arm in ('new_model', 'old_model')),
    answer text not null constraint consent_answer check (answer in ('yes', 'talk_first', 'no')),
    answered_at timestamptz not null
);
create index consent_pilot on consent (pilot_id, arm, consent_id);
create trigger consent_append_only before update or delete on consent
    for each row execute function refuse_change();

create table baseline_feature (
    baseline_feature_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    position int not null constraint baseline_feature_position check (position between 1 and 20),
    name text not null,
    evidence text not null,
    idea_at timestamptz,
    idea_on date,
    first_commit_at timestamptz,
    first_commit_on date,
    shipped_on date not null,
    -- [domain::metric::BaselinePr]: number, opened, merged, review cycles.
    pull_requests jsonb not null,
    entered_by bigint not null references person (person_id),
    entered_at timestamptz not null,
    constraint baseline_feature_one_idea check ((idea_at is null) <> (idea_on is null)),
    constraint baseline_feature_one_first_commit check ((first_commit_at is null) <> (first_commit_on is null)),
    constraint baseline_feature_position_unique unique (pilot_id, position)
);

-- The start: what froze, and its hash. One per pilot.
create table pilot_start (
    pilot_id bigint primary key references pilot (pilot_id),
    started_at timestamptz not null,
    started_by bigint not null references person (person_id),
    revision_number int not null,
    zone_version int not null,
    -- The exact text that was hashed: terms, zone, baseline, features, people.
    frozen text not null,
    digest text not null constraint pilot_start_digest_hex check (digest ~ '^[0-9a-f]{64}$'),
    foreign key (pilot_id, revision_number) references revision (pilot_id, number),
    foreign key (pilot_id, zone_version) references zone_version (pilot_id, number)
);
create trigger pilot_start_append_only before update or delete on pilot_start
    for each row execute function refuse_change();

-- Week one: the PM says an activity is done, the DRI confirms it.
create table checklist_tick (
    pilot_id bigint not null references pilot (pilot_id),
    arm text not null constraint checklist_tick_arm check (arm in ('new_model', 'old_model')),
    -- Position in the week-one list of the terms, from 1.
    item int not null,
    role text not null constraint checklist_tick_role check (role in ('pilot_pm', 'dri')),
    person_id bigint not null references person (person_id),
    evidence text not null,
    ticked_at timestamptz not null,
    primary key (pilot_id, arm, item, role)
);

create table no_go_acknowledgement (
    pilot_id bigint not null references pilot (pilot_id),
    person_id bigint not null references person (person_id),
    acknowledged_at timestamptz not null,
    primary key (pilot_id, person_id)
);
