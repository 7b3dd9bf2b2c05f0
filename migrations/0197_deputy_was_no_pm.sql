-- Whoever shipped for the pilot and was replaced does not approve it either: they are no deputy of an approver.
create or replace function refuse_sponsor_as_deputy() returns trigger language plpgsql as $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if exists (
        select 1 from member m
        where m.pilot_id = new.pilot_id and m.person_id = new.deputy_id and m.role = 'sponsor')
    then
        raise exception 'a sponsor cannot be the deputy of an approver'
            using errcode = 'check_violation', constraint = 'delegation_deputy_is_not_sponsor';
    end if;
    if exists (
        select 1 from member m
        where m.pilot_id = new.pilot_id and m.person_id = new.deputy_id and m.role = 'pilot_pm')
        or exists (
            select 1 from replacement x join replacement_outcome o using (replacement_id)
            where x.pilot_id = new.pilot_id and x.former_id = new.deputy_id and x.post = 'pilot_pm' and o.bound)
    then
        raise exception 'a pilot PM cannot be the deputy of an approver'
            using errcode = 'check_violation', constraint = 'delegation_deputy_is_not_pm';
    end if;
    if not exists (
        select 1 from member m where m.pilot_id = new.pilot_id and m.person_id = new.deputy_id)
    then
        raise exception 'the deputy must be in the pilot'
            using errcode = 'check_violation', constraint = 'delegation_deputy_is_member';
    end if;
    if not exists (
        select 1 from member m
        where m.pilot_id = new.pilot_id and m.person_id = new.approver_id and m.role = 'approver')
    then
        raise exception 'only an approver has a deputy'
            using errcode = 'check_violation', constraint = 'delegation_of_approver';
    end if;
    return new;
end $$;
