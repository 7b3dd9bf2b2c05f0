-- That the mail of an invitation did not arrive stands on the page of people, where whoever invites sees it. It leaves no entry in
-- the log of the pilot, so that it is counted.
create function count_mail() returns trigger language plpgsql as $$
begin
    perform count_pilot_change(new.pilot_id, 0);
    return null;
end $$;
create constraint trigger mail_counts after update of ended on mail
    deferrable initially deferred for each row
    when (new.kind = 'invitation' and new.pilot_id is not null and new.ended is distinct from old.ended)
    execute function count_mail();
