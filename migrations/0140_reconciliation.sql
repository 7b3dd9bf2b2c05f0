-- Pull requests that are read again through the code host's interface, in the place of deliveries that were missed.

-- How reading goes at each connection: the reading under way, or the last one. It leaves no entry; what it finds is recorded
-- as deliveries are.
create table reconciliation (
    connection_id bigint primary key references connection (connection_id),
    -- Who wants everything read again, since when; null once that has begun.
    asked_by bigint references person (person_id),
    asked_at timestamptz,
    begun_at timestamptz,
    -- What did not change after this is left alone.
    since timestamptz,
    -- The page of the list that is read next; null once all were.
    next_page int constraint reconciliation_page check (next_page > 0),
    ended_at timestamptz,
    -- Whatever changed before this was read, once a reading came to its end.
    complete_to timestamptz,
    -- Calls in a row of which nothing was heard.
    attempts int not null default 0,
    not_before timestamptz not null,
    -- Why the last call failed, in a sentence; null once one did not.
    trouble text,
    -- What the token may not read, in a sentence; null where it may read all.
    without text,
    constraint reconciliation_asked check ((asked_by is null) = (asked_at is null)),
    constraint reconciliation_begun check ((begun_at is null) = (since is null)),
    constraint reconciliation_under_way check (next_page is null or (begun_at is not null and ended_at is null))
);

create table reconciliation_pull (
    connection_id bigint not null references reconciliation (connection_id),
    number int not null,
    -- When it changed last, as the newest list has it.
    changed_at timestamptz not null,
    -- The reading that listed it.
    listed_in timestamptz not null,
    -- Which of its changes was the newest when it was read; null while it never was.
    read_as_of timestamptz,
    read_at timestamptz,
    -- Why it could not be read, in a sentence.
    why_not text,
    primary key (connection_id, number)
);
create index reconciliation_pull_waiting on reconciliation_pull (connection_id, listed_in, number)
    where read_as_of is distinct from changed_at;

create constraint trigger reconciliation_counts after insert or update or delete on reconciliation
    deferrable initially deferred for each row execute function count_connection_child();
create constraint trigger reconciliation_pull_counts after insert or update or delete on reconciliation_pull
    deferrable initially deferred for each row execute function count_connection_child();

-- Commits of a pull request that were read after the fact: what their authors' machines say, which is no receipt.
create table past_commit (
    pull_request_id bigint not null references pull_request (pull_request_id),
    sha text not null,
    author_login text not null,
    authored_at timestamptz constraint past_commit_years check (authored_at >= '2000-01-01Z' and authored_at < '2101-01-02Z'),
    -- domain::pull_request::Source.
    source jsonb not null,
    received_at timestamptz not null,
    primary key (pull_request_id, sha)
);
create trigger past_commit_append_only before update or delete on past_commit
    for each row execute function refuse_change();
select seal_table('past_commit');
