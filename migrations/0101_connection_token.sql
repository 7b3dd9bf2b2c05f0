-- A token by which statuses and comments are written to the code host and missed deliveries are read again; and what the
-- code host was told with it.

create table connection_token (
    connection_id bigint primary key references connection (connection_id),
    -- Where the code host's interface for programs is. The token is sealed for this address and no other.
    api_url text not null constraint connection_token_api_url check (length(api_url) between 1 and 200),
    sealed bytea not null,
    last_four text not null constraint connection_token_last_four check (length(last_four) = 4),
    entered_by bigint not null references person (person_id),
    entered_at timestamptz not null
);
select seal_table('connection_token');

-- How calls with the token go, which leaves no entry.
create table connection_call (
    connection_id bigint primary key references connection (connection_id),
    -- Why nothing is called until somebody says so.
    stopped text,
    stopped_at timestamptz,
    -- Nothing is called before: the code host asked to wait.
    paused_until timestamptz,
    constraint connection_call_stopped check ((stopped is null) = (stopped_at is null))
);

-- What the code host is to be told of a pull request and what it was told: a status for each newest commit, and one comment.
-- All of it follows from facts that are sealed.
create table told (
    told_id bigint generated always as identity primary key,
    pull_request_id bigint not null references pull_request (pull_request_id),
    connection_id bigint not null references connection (connection_id),
    kind text not null constraint told_kind check (kind in ('status', 'comment')),
    -- The commit of a status; empty for the comment.
    sha text not null,
    wanted jsonb not null,
    -- The number of the pilot's newest entry when that was worked out.
    as_of bigint not null,
    -- What the code host has.
    sent jsonb,
    sent_at timestamptz,
    -- What was on its way when last heard of: whether it arrived is not known.
    attempting jsonb,
    -- The code host's id of the comment.
    remote_id bigint,
    attempts int not null default 0,
    not_before timestamptz not null,
    -- Why it was given up.
    stopped text,
    constraint told_once unique (pull_request_id, kind, sha)
);
create index told_waiting on told (not_before) where stopped is null and (wanted is distinct from sent or attempting is not null);

create function count_connection_child() returns trigger language plpgsql as $$
begin
    -- That something was worked out anew is seen by nobody.
    if tg_op = 'UPDATE' and to_jsonb(new) - 'as_of' = to_jsonb(old) - 'as_of' then
        return null;
    end if;
    perform count_pilot_change(c.pilot_id, 0) from connection c
        where c.connection_id = case when tg_op = 'DELETE' then old.connection_id else new.connection_id end;
    return null;
end $$;
create constraint trigger connection_call_counts after insert or update or delete on connection_call
    deferrable initially deferred for each row execute function count_connection_child();
create constraint trigger told_counts after insert or update or delete on told
    deferrable initially deferred for each row execute function count_connection_child();

-- Groups of a merge queue: the commit that is tried, and the pull request that was put into it last. Whether one is gone is
-- told apart from that it came, and in any order.
create table merge_group (
    pilot_id bigint not null references pilot (pilot_id),
    repository text not null,
    sha text not null constraint merge_group_sha check (sha ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    number int not null,
    gone boolean not null,
    received_at timestamptz not null,
    primary key (pilot_id, repository, sha)
);
select seal_table('merge_group');
