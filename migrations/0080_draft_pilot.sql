-- What the sponsor can do with a pilot that nobody has signed: name it anew, archive it, put it away. And the day on which it
-- is meant to start. Each change is an entry of the log, which keeps what was before.
alter table pilot
    -- Out of the way: it asks nobody for anything and cannot be changed until it is taken back.
    add column archived_at timestamptz,
    -- Its pages are gone for everybody; its rows and entries stay.
    add column put_away_at timestamptz,
    -- In the pilot's zone.
    add column planned_start date
        constraint pilot_planned_start_years check (planned_start between '2000-01-01' and '2100-12-31');

-- As before; a pilot that was put away is not there, and one that was archived is known as such.
drop function locked_pilot(bigint);
create function locked_pilot(pilot bigint, out zone text, out started boolean, out decided boolean, out archived boolean)
language plpgsql volatile as $$
begin
    select p.zone, p.archived_at is not null into zone, archived from pilot p
        where p.pilot_id = pilot and p.put_away_at is null for update;
    started := exists (select 1 from pilot_start s where s.pilot_id = pilot);
    decided := exists (select 1 from decision d join decision_confirmation c using (decision_id) where d.pilot_id = pilot);
end $$;
