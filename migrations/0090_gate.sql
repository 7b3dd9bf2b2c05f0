-- What the gates of a pull request rest on: which files it changes at which commit, what the PM PR Review skill file said, the
-- planning text a DRI signed off, and what a DRI waived or vetoed.

alter table received_commit
    -- The files it touches as the code host told them, domain::zone::ChangedFile as JSON; null where it was not told.
    add column files jsonb;

alter table pull_request
    -- Its newest commit, as of described_at; empty where that was not told.
    add column head text not null default '';

-- The whole list of files that a pull request changes at one commit, as somebody entered it.
create table changed_files (
    changed_files_id bigint generated always as identity primary key,
    pull_request_id bigint not null references pull_request (pull_request_id),
    head text not null constraint changed_files_head check (head ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    files jsonb not null constraint changed_files_list check (jsonb_typeof(files) = 'array'),
    entered_by bigint not null references person (person_id),
    entered_at timestamptz not null
);
create index changed_files_pull_request on changed_files (pull_request_id, changed_files_id);
create trigger changed_files_append_only before update or delete on changed_files
    for each row execute function refuse_change();

-- What the PM PR Review skill file said of one commit: told by the code host as a check or a status, or entered by somebody.
create table skill_result (
    skill_result_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    repository text not null,
    head text not null constraint skill_result_head check (head ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
    passed boolean not null,
    -- Where it can be read; empty where nobody said.
    url text not null,
    at timestamptz not null,
    entered_by bigint references person (person_id),
    delivery_guid text,
    received_at timestamptz not null,
    constraint skill_result_from check ((entered_by is null) <> (delivery_guid is null))
);
-- The same result told twice, by check and by status, or again, is one.
create unique index skill_result_once on skill_result (pilot_id, lower(repository), head, passed, at);
create trigger skill_result_append_only before update or delete on skill_result
    for each row execute function refuse_change();

-- The PLANNING.md of a feature. The newest counts, and it waits for the DRI until somebody signs it off.
create table planning (
    planning_id bigint generated always as identity primary key,
    feature_id bigint not null references feature (feature_id),
    url text not null constraint planning_url check (length(url) <= 500),
    text text not null constraint planning_text check (btrim(text) <> '' and length(text) <= 100000),
    digest text not null constraint planning_digest check (digest ~ '^[0-9a-f]{64}$'),
    linked_by bigint not null references person (person_id),
    linked_at timestamptz not null
);
create index planning_feature on planning (feature_id, planning_id);
create trigger planning_append_only before update or delete on planning
    for each row execute function refuse_change();

create table planning_sign_off (
    planning_id bigint primary key references planning (planning_id),
    signed_by bigint not null references person (person_id),
    signed_at timestamptz not null
);
create trigger planning_sign_off_append_only before update or delete on planning_sign_off
    for each row execute function refuse_change();

-- Two people: whoever linked a text does not sign it off.
create function refuse_own_planning() returns trigger language plpgsql as $$
begin
    if exists (select 1 from planning p where p.planning_id = new.planning_id and p.linked_by = new.signed_by) then
        raise exception 'a planning text is signed off by somebody else'
            using errcode = 'check_violation', constraint = 'planning_sign_off_second_person';
    end if;
    return new;
end $$;
create trigger planning_sign_off_second_person before insert on planning_sign_off
    for each row execute function refuse_own_planning();

-- What a DRI lets pass although a gate does not: for the zone the paths that were outside, for the others nothing more.
create table waiver (
    waiver_id bigint generated always as identity primary key,
    pull_request_id bigint not null references pull_request (pull_request_id),
    gate text not null constraint waiver_gate check (gate in ('zone', 'skill_file', 'planning', 'flag')),
    paths text[] not null,
    reason text not null constraint waiver_reason check (btrim(reason) <> '' and length(reason) <= 500),
    waived_by bigint not null references person (person_id),
    waived_at timestamptz not null
);
create index waiver_pull_request on waiver (pull_request_id, waiver_id);
create trigger waiver_append_only before update or delete on waiver
    for each row execute function refuse_change();

-- A DRI's veto, and that it was lifted: the newest row of a pull request counts.
create table veto (
    veto_id bigint generated always as identity primary key,
    pull_request_id bigint not null references pull_request (pull_request_id),
    stands boolean not null,
    reason text not null constraint veto_reason check (btrim(reason) <> '' and length(reason) <= 500),
    spoken_by bigint not null references person (person_id),
    spoken_at timestamptz not null
);
create index veto_pull_request on veto (pull_request_id, veto_id);
create trigger veto_append_only before update or delete on veto
    for each row execute function refuse_change();

select seal_table('changed_files');
select seal_table('skill_result');
select seal_table('planning');
select seal_table('planning_sign_off');
select seal_table('waiver');
select seal_table('veto');

-- The commits that are each pull request's own: those of its branches, but for what came along from elsewhere or was on the
-- default branch before; those of the branch on which its newest commit was first received, whatever that was called; and
-- the newest ones themselves. Of the pull requests of a pilot's features.
create function own_commits(pilot bigint) returns table (pull_request_id bigint, repository text, sha text)
language sql stable as $$
    with received as (
        select lower(c.repository) as repository, c.branch, c.sha, c.is_distinct, c.is_brought, c.is_base,
            coalesce(c.pushed_at, c.received_at) as at
        from received_commit c where c.pilot_id = pilot),
    linked as (
        select p.pull_request_id, lower(p.repository) as repository, p.head_branches, p.heads
        from pull_request p where p.pilot_id = pilot and p.feature_id is not null),
    branches as (
        select l.pull_request_id, l.repository, h.branch from linked l, unnest(l.head_branches) as h (branch)),
    heads as (
        select l.pull_request_id, l.repository, h.sha from linked l, unnest(l.heads) as h (sha)),
    bases as (
        select lower(p.repository) as repository, p.base_branch as branch from pull_request p where p.pilot_id = pilot)
    select p.pull_request_id, p.repository, c.sha
    from branches p join received c on c.repository = p.repository and c.branch = p.branch
        and not c.is_brought and not c.is_base
    where c.is_distinct or not exists (select from received b where b.is_base and b.sha = c.sha
        and b.repository = c.repository and b.at <= c.at)
    union
    select p.pull_request_id, p.repository, a.sha
    from heads p join received h on h.repository = p.repository and h.sha = p.sha
        and h.is_distinct and not h.is_base
    join received a on a.repository = h.repository and a.branch = h.branch
        and not a.is_brought and a.at <= h.at
    where not exists (select from bases b where b.repository = p.repository and b.branch = h.branch)
    union
    select h.pull_request_id, h.repository, h.sha from heads h
$$;
