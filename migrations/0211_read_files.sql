-- Which files a pull request changes, as the code host lists them: read through its interface at each newest commit.

create table read_files (
    read_files_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    repository text not null,
    number int not null constraint read_files_number check (number > 0),
    head text not null constraint read_files_head check (head ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    -- domain::zone::ChangedFile.
    files jsonb not null constraint read_files_list check (jsonb_typeof(files) = 'array'),
    -- How many there are by the code host's count: where the list is shorter, it is not whole.
    total int not null constraint read_files_total check (total >= 0),
    delivery_guid text not null,
    -- When it was read: the newest list of a commit counts.
    read_at timestamptz not null
);
create index read_files_pull_request on read_files (pilot_id, lower(repository), number, read_files_id);
create trigger read_files_append_only before update or delete on read_files
    for each row execute function refuse_change();
select seal_table('read_files');

-- How reading the files of each pull request goes.
create table reconciliation_files (
    connection_id bigint not null references connection (connection_id),
    number int not null,
    -- Its newest commit and the branch it goes into when its files were asked for last: another of either is asked about anew.
    head text not null,
    base_branch text not null,
    -- Over what was read last, and when that was; null before that.
    digest text,
    read_at timestamptz,
    -- Calls in a row of which nothing was heard.
    attempts int not null default 0,
    -- When they are asked for again although neither is another; null where that is not needed.
    not_before timestamptz,
    -- Why they could not be read, in a sentence.
    why_not text,
    primary key (connection_id, number)
);
create constraint trigger reconciliation_files_counts after insert or update or delete on reconciliation_files
    deferrable initially deferred for each row execute function count_connection_child();

-- Whether a pull request is open by what happened to it last.
create function pull_request_is_open(pull_request bigint) returns boolean language sql stable as $$
    select coalesce((select f.kind->>'fact' = 'reopened' from pull_request_fact f
        where f.pull_request_id = pull_request and f.kind->>'fact' in ('merged', 'closed', 'reopened')
        order by f.at desc, f.fact_id desc limit 1), true)
$$;

-- The pull requests of the pilot's features whose files are to be read at an instant, with the calls of which nothing was heard.
create function files_due(of_connection bigint, at timestamptz)
returns table (number int, head text, base_branch text, attempts int) language sql stable as $$
    select p.number, p.head, p.base_branch,
        case when f.head = p.head and f.base_branch = p.base_branch then f.attempts else 0 end
    from connection c join pull_request p on p.pilot_id = c.pilot_id and lower(p.repository) = lower(c.repository)
        left join reconciliation_files f on f.connection_id = c.connection_id and f.number = p.number
    where c.connection_id = of_connection and p.feature_id is not null and p.head ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'
        and (f.number is null or f.head <> p.head or f.base_branch <> p.base_branch or f.not_before <= at)
    order by f.attempts nulls first, p.number
$$;
