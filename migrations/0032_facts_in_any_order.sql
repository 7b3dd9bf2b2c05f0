-- Deliveries are recorded so that nothing depends on the order in which they arrive: pushes by themselves, whatever is known
-- of pull requests by then; pull requests as the latest delivery describes them; the repository by the code host's id.

-- The code host's id of the repository, learned from its deliveries, and what it calls it now where that is another name.
alter table connection add column host_id bigint;
alter table connection add column now_called text;
-- Of a delivery that was not used because it is about another repository: which.
alter table delivery add column about_id bigint;
alter table delivery add column about text;

alter table pull_request add column author_id bigint;
-- As of when it is described; null for rows from before, which any delivery is later than.
alter table pull_request add column described_at timestamptz;
alter table pull_request add column base_branch text not null default '';
-- Every name its branch had, and every commit that was its newest.
alter table pull_request add column head_branches text[] not null default '{}';
alter table pull_request add column heads text[] not null default '{}';
-- Accounts, as domain::pull_request::Account.
alter table pull_request add column assignees jsonb not null default '[]';
alter table pull_request add column assigned_at timestamptz;
alter table pull_request add column labels text[] not null default '{}';
alter table pull_request add column labelled_at timestamptz;
-- It takes another back.
alter table pull_request add column is_revert boolean not null default false;
update pull_request set head_branches = array[head_branch];

create table branch_push (
    branch_push_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    -- As it was connected, whatever it is called now.
    repository text not null,
    branch text not null,
    -- Empty for a new branch.
    before_sha text not null,
    after_sha text not null,
    forced boolean not null,
    -- The branch that it only merges in, as far as its commits tell.
    merges text,
    by_login text not null,
    by_id bigint,
    by_is_bot boolean not null,
    at timestamptz not null constraint branch_push_at_years check (at >= '2000-01-01' and at < '2101-01-02'),
    -- The delivery that told of it first.
    delivery_guid text not null,
    received_at timestamptz not null,
    constraint branch_push_once unique (pilot_id, repository, branch, before_sha, after_sha, at)
);
create trigger branch_push_append_only before update or delete on branch_push
    for each row execute function refuse_change();

-- When the code host received it, by its own clock; null for rows from before.
alter table received_commit add column pushed_at timestamptz;
-- No other branch had it then.
alter table received_commit add column is_distinct boolean not null default true;
-- It came along from elsewhere, with a merge or beneath a rewritten history.
alter table received_commit add column is_brought boolean not null default false;
-- Of the default branch.
alter table received_commit add column is_base boolean not null default false;
alter table received_commit add constraint received_commit_pushed_at_years
    check (pushed_at >= '2000-01-01' and pushed_at < '2101-01-02');
-- Holds its lock while it is built: about a second for a million commits.
create index received_commit_sha on received_commit (pilot_id, sha);

-- Accounts by the names they were heard of under.
create table known_account (
    pilot_id bigint not null references pilot (pilot_id),
    -- In lower case.
    login text not null,
    host_id bigint not null,
    primary key (pilot_id, login, host_id)
);
