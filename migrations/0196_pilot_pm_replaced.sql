-- Somebody takes over from a pilot PM as well as from an engineering DRI.

alter table replacement
    add column post text not null default 'dri' constraint replacement_post check (post in ('pilot_pm', 'dri')),
    -- On the code host, of pilot PMs alone: whose pull requests are the feature's until it binds, and whose from then on.
    add column former_login text not null default '',
    add column login text not null default '',
    add constraint replacement_logins check (
        (former_login <> '') = (post = 'pilot_pm') and (login <> '') = (post = 'pilot_pm')
        and length(former_login) <= 110 and length(login) <= 110);

-- The logins of an arm's pilot PMs and for how long each is one's: those of the feature from the beginning, those of whoever took
-- over from then on, and each until somebody takes over.
create function pm_login(of_pilot bigint)
returns table (arm text, login text, since timestamptz, until timestamptz) language sql stable as $$
    with bound as (
        select x.replacement_id, x.arm, x.former_login, x.login, o.settled_at as at
        from replacement x join replacement_outcome o using (replacement_id)
        where x.pilot_id = of_pilot and x.post = 'pilot_pm' and o.bound),
    begun as (
        select f.arm, l.login, null::timestamptz as since, 0::bigint as after, l.place
        from feature f cross join unnest(f.github_login || f.more_logins) with ordinality l (login, place)
        where f.pilot_id = of_pilot and l.login <> ''
        union all
        select b.arm, b.login, b.at, b.replacement_id, 1 from bound b)
    select g.arm, g.login, g.since,
        (select n.at from bound n
            where n.arm = g.arm and lower(n.former_login) = lower(g.login) and n.replacement_id > g.after
            order by n.replacement_id limit 1)
    from begun g order by g.arm, g.after, g.place
$$;
