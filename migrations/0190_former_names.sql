-- Every name under which the code host told of a repository, besides the one it was connected under and the one it has now, so that
-- what somebody wrote under an earlier name is still known. The connections are few.
alter table connection add column also_called text[] not null default '{}';

-- What else the repositories of a pilot may be called, by the name they were connected under: what they are and were called elsewhere,
-- but for a name that another of its repositories has.
create function other_names(of_pilot bigint) returns table (repository text, name text) language sql stable as $$
    select c.repository, n.name
    from connection c cross join unnest(c.also_called || c.now_called) as n (name)
    where c.pilot_id = of_pilot and n.name is not null and not exists (
        select from connection o where o.pilot_id = c.pilot_id and o.connection_id <> c.connection_id
            and lower(n.name) in (lower(o.repository), lower(o.now_called)))
$$;
