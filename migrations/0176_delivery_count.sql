-- Many deliveries are marked in one transaction; that its pilot changed is counted once for all of them. The triggers are
-- deferred, so that all of them run at its end.
create or replace function count_delivery() returns trigger language plpgsql as $$
declare
    pilot text := (select c.pilot_id from connection c where c.connection_id = new.connection_id);
begin
    if current_setting('countersign.counted', true) is distinct from pilot then
        perform set_config('countersign.counted', pilot, true);
        perform count_pilot_change(pilot::bigint, 0);
    end if;
    return null;
end $$;
