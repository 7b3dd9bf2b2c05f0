-- Where facts come from, each delivery as it arrived, and the facts themselves.

create table connection (
    connection_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    -- owner/name on GitHub.
    repository text not null,
    secret text not null,
    -- A random word in the webhook's address.
    path_key text not null,
    added_by bigint not null references person (person_id),
    added_at timestamptz not null,
    constraint connection_repository_unique unique (pilot_id, repository),
    constraint connection_path_key_unique unique (path_key)
);

create table delivery (
    connection_id bigint not null references connection (connection_id),
    -- GitHub's X-GitHub-Delivery; a redelivery carries the same one.
    delivery_guid text not null,
    event text not null,
    body bytea not null,
    received_at timestamptz not null,
    processed_at timestamptz,
    -- What became of it: facts added, or why none.
    outcome text,
    attempts int not null default 0,
    primary key (connection_id, delivery_guid)
);
create index delivery_waiting on delivery (received_at) where processed_at is null;

create table pull_request (
    pull_request_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    repository text not null,
    number int not null,
    title text not null,
    url text not null,
    author_login text not null,
    author_is_bot boolean not null,
    head_branch text not null,
    -- Linked by author or flag key, or by hand; null: of no pilot feature.
    feature_id bigint references feature (feature_id),
    linked_by_hand boolean not null default false,
    constraint pull_request_unique unique (pilot_id, repository, number)
);

create table pull_request_fact (
    fact_id bigint generated always as identity primary key,
    pull_request_id bigint not null references pull_request (pull_request_id),
    at timestamptz not null,
    -- domain::pull_request::FactKind.
    kind jsonb not null,
    -- domain::pull_request::Source: a delivery, an import row, or a hand.
    source jsonb not null,
    -- The same fact from two sources has the same key and is stored once.
    same_fact text not null,
    received_at timestamptz not null,
    constraint pull_request_fact_once unique (pull_request_id, same_fact)
);
create trigger pull_request_fact_append_only before update or delete on pull_request_fact
    for each row execute function refuse_change();

-- Commits as first received on a branch, before or after a pull request exists for it.
create table received_commit (
    pilot_id bigint not null references pilot (pilot_id),
    repository text not null,
    branch text not null,
    sha text not null,
    author_login text not null,
    authored_at timestamptz,
    received_at timestamptz not null,
    feature_id bigint references feature (feature_id),
    primary key (pilot_id, repository, branch, sha)
);

-- Values of a feature's primary metric.
create table outcome_point (
    outcome_point_id bigint generated always as identity primary key,
    feature_id bigint not null references feature (feature_id),
    day date not null,
    value double precision not null constraint outcome_point_finite check (value > '-infinity' and value < 'infinity'),
    source text not null,
    entered_by bigint not null references person (person_id),
    entered_at timestamptz not null,
    constraint outcome_point_unique unique (feature_id, day)
);
