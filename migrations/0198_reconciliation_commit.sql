-- Commits of which it is read again what the skill file said of them.

create table reconciliation_commit (
    connection_id bigint not null references reconciliation (connection_id),
    sha text not null constraint reconciliation_commit_sha check (sha ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    -- The reading that read it last.
    read_in timestamptz not null,
    -- Whether it was the newest commit of an open pull request then: it is read by each reading until it is no more.
    is_live boolean not null,
    primary key (connection_id, sha)
);

-- Whether a reading has read all pull requests and the worker has not looked at each yet: which commits they have is known then.
create function reconciliation_waits(of_connection bigint) returns boolean language sql stable as $$
    select exists (select from reconciliation r
        where r.connection_id = of_connection and r.begun_at is not null and r.ended_at is null and r.asked_at is null
            and r.next_page is null
            and not exists (select from reconciliation_pull p where p.connection_id = r.connection_id
                and p.listed_in = r.begun_at and p.read_as_of is distinct from p.changed_at)
            and exists (select from delivery d where d.connection_id = r.connection_id and d.processed_at is null
                and d.attempts = 0 and d.event in ('history', 'gitlab history')))
$$;
