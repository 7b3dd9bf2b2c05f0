-- What has to be known of the files of a pull request depends on the zone: once another version is in force, open ones are read again.

alter table reconciliation_files add column zone_version int;

drop function files_due(bigint, timestamptz);
-- As before (0213), with the zone version in force.
create function files_due(of_connection bigint, at timestamptz)
returns table (number int, head text, base_branch text, attempts int, zone_version int) language sql stable as $$
    select p.number, p.head, p.base_branch, d.attempts, z.number
    from connection c join pull_request p on p.pilot_id = c.pilot_id and lower(p.repository) = lower(c.repository)
        left join reconciliation_files f on f.connection_id = c.connection_id and f.number = p.number
        cross join lateral (select zone_in_force(c.pilot_id) as number) z
        cross join lateral (select case when f.head = p.head and f.base_branch = p.base_branch then f.attempts else 0 end
            as attempts) d
    where c.connection_id = of_connection and p.feature_id is not null and p.head ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'
        and (f.number is null or f.head <> p.head or f.base_branch <> p.base_branch or f.not_before <= at
            or f.zone_version is distinct from z.number and pull_request_is_open(p.pull_request_id))
    order by d.attempts, pull_request_is_open(p.pull_request_id) desc, p.number desc
$$;
