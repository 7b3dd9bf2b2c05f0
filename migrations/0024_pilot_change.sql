-- What the pages of a pilot show without an entry in its log, counted: consents, deliveries, connections, names and
-- invitations (for everybody, person 0), and what only one person sees of a pilot: drafts, marks of reading, links. With the
-- newest entry of the log, the counts say whether a page that was made before would be made the same again.
--
-- They are counted at the end of each transaction, so that nobody holds a count while waiting for anything else.

create table pilot_change (
    pilot_id bigint not null references pilot (pilot_id),
    -- 0 for everybody.
    person_id bigint not null,
    number bigint not null default 1,
    primary key (pilot_id, person_id)
);

create function count_pilot_change(pilot bigint, person bigint) returns void language sql as $$
    insert into pilot_change (pilot_id, person_id) select pilot, person where pilot is not null
    on conflict (pilot_id, person_id) do update set number = pilot_change.number + 1
$$;

-- Of the row's pilot, for everybody.
create function count_for_everybody() returns trigger language plpgsql as $$
begin
    perform count_pilot_change(case when tg_op = 'DELETE' then old.pilot_id else new.pilot_id end, 0);
    return null;
end $$;
create constraint trigger consent_counts after insert or update or delete on consent
    deferrable initially deferred for each row execute function count_for_everybody();
create constraint trigger connection_counts after insert or update or delete on connection
    deferrable initially deferred for each row execute function count_for_everybody();
create constraint trigger invitation_counts after insert or update or delete on invitation
    deferrable initially deferred for each row execute function count_for_everybody();
create constraint trigger member_counts after insert or update or delete on member
    deferrable initially deferred for each row execute function count_for_everybody();
create constraint trigger pilot_counts after update on pilot
    deferrable initially deferred for each row execute function count_for_everybody();

-- Of the row's pilot, for the row's person.
create function count_for_person() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        perform count_pilot_change(old.pilot_id, old.person_id);
    else
        perform count_pilot_change(new.pilot_id, new.person_id);
    end if;
    return null;
end $$;
create constraint trigger draft_counts after insert or update or delete on draft
    deferrable initially deferred for each row execute function count_for_person();
create constraint trigger conflict_counts after insert or update or delete on conflict
    deferrable initially deferred for each row execute function count_for_person();
create constraint trigger reading_counts after insert or update or delete on reading
    deferrable initially deferred for each row execute function count_for_person();
create constraint trigger survey_link_counts after insert or update or delete on survey_link
    deferrable initially deferred for each row execute function count_for_person();

create function count_delivery() returns trigger language plpgsql as $$
begin
    perform count_pilot_change((select c.pilot_id from connection c where c.connection_id = new.connection_id), 0);
    return null;
end $$;
create constraint trigger delivery_counts after insert or update on delivery
    deferrable initially deferred for each row execute function count_delivery();

create function count_approval_draft() returns trigger language plpgsql as $$
declare
    draft approval_draft := case when tg_op = 'DELETE' then old else new end;
begin
    perform count_pilot_change(q.pilot_id, draft.person_id)
        from approval_request q where q.approval_request_id = draft.approval_request_id;
    return null;
end $$;
create constraint trigger approval_draft_counts after insert or update or delete on approval_draft
    deferrable initially deferred for each row execute function count_approval_draft();

create function count_comment_reading() returns trigger language plpgsql as $$
begin
    perform count_pilot_change(t.pilot_id, new.person_id)
        from comment_thread t where t.comment_thread_id = new.comment_thread_id;
    return null;
end $$;
create constraint trigger comment_reading_counts after insert or update on comment_reading
    deferrable initially deferred for each row execute function count_comment_reading();

-- A name, an address, the first password, a role in the installation, an account that was closed: seen in every pilot
-- of the person, in order of the pilots, so that two such changes cannot wait for each other.
create function count_person() returns trigger language plpgsql as $$
begin
    perform count_pilot_change(p.pilot_id, 0)
        from (select m.pilot_id from member m where m.person_id = new.person_id
              union select i.pilot_id from invitation i where i.person_id = new.person_id
              order by 1) p;
    return null;
end $$;
create constraint trigger person_counts after update on person
    deferrable initially deferred for each row
    when ((old.name, old.email, old.disabled_at, old.site_admin, old.password_hash is null)
        is distinct from (new.name, new.email, new.disabled_at, new.site_admin, new.password_hash is null))
    execute function count_person();
