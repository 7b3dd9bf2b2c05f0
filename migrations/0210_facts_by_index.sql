-- What a pilot's numbers are computed from is found by index, however much else its code host told: the commits of a branch,
-- the pushes to it, those of a feature, the pull requests that count, and the branches that others go into.
create index received_commit_branch on received_commit (pilot_id, lower(repository), branch);
create index received_commit_feature on received_commit (feature_id) where feature_id is not null;
create index branch_push_branch on branch_push (pilot_id, lower(repository), branch);
create index pull_request_base on pull_request (pilot_id, lower(repository), base_branch);
create index pull_request_linked on pull_request (pilot_id) where feature_id is not null or linked_by_hand;

-- As before (0090), from each pull request of a feature to its commits. What stands beside `offset 0` is asked for each row,
-- by index: planned as one join it reads all commits of the pilot, and compares each with each where few are expected.
create or replace function own_commits(pilot bigint) returns table (pull_request_id bigint, repository text, sha text)
language sql stable as $$
    with linked as (
        select p.pull_request_id, lower(p.repository) as repository, p.head_branches, p.heads
        from pull_request p where p.pilot_id = pilot and p.feature_id is not null)
    -- Of its branches.
    select l.pull_request_id, l.repository, c.sha
    from linked l
    cross join lateral unnest(l.head_branches) as h (branch)
    cross join lateral (
        select c.sha from received_commit c
        where c.pilot_id = pilot and lower(c.repository) = l.repository and c.branch = h.branch
            and not c.is_brought and not c.is_base
            and (c.is_distinct or not exists (select from received_commit b
                where b.pilot_id = pilot and b.is_base and b.sha = c.sha and lower(b.repository) = l.repository
                    and coalesce(b.pushed_at, b.received_at) <= coalesce(c.pushed_at, c.received_at)))
        offset 0) c
    union
    -- Of the branch on which a newest commit of it was first received.
    select l.pull_request_id, l.repository, c.sha
    from linked l
    cross join lateral unnest(l.heads) as h (sha)
    cross join lateral (
        select a.sha from received_commit r
        join received_commit a on a.pilot_id = pilot and lower(a.repository) = l.repository and a.branch = r.branch
            and not a.is_brought
            and coalesce(a.pushed_at, a.received_at) <= coalesce(r.pushed_at, r.received_at)
        where r.pilot_id = pilot and r.sha = h.sha and lower(r.repository) = l.repository
            and r.is_distinct and not r.is_base
            and not exists (select from pull_request b where b.pilot_id = pilot and lower(b.repository) = l.repository
                and b.base_branch = r.branch)
        offset 0) c
    union
    select l.pull_request_id, l.repository, h.sha from linked l cross join lateral unnest(l.heads) as h (sha)
$$;
