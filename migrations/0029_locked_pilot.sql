-- What every change of a pilot begins with, in one question: its row is locked, and only then it is asked how far its
-- life has come. (Each statement of a volatile function sees what was committed before it began, so what was written
-- before the lock was had counts.)

create function locked_pilot(pilot bigint, out zone text, out started boolean, out decided boolean)
language plpgsql volatile as $$
begin
    select p.zone into zone from pilot p where p.pilot_id = pilot for update;
    started := exists (select 1 from pilot_start s where s.pilot_id = pilot);
    decided := exists (select 1 from decision d join decision_confirmation c using (decision_id) where d.pilot_id = pilot);
end $$;
