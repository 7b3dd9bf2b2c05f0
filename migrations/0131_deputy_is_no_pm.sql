-- Whoever ships for the pilot does not approve it: a pilot PM is no deputy of an approver, neither by being named, nor by
-- becoming pilot PM afterwards. Both sides lock the pilot, so that two transactions cannot miss each other.
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

create function refuse_deputy_as_pm() returns trigger language plpgsql as $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if new.role = 'pilot_pm' and exists (
        select 1 from delegation d
        where d.pilot_id = new.pilot_id and d.deputy_id = new.person_id and d.ends_at > new.added_at
            and not exists (select 1 from delegation_revocation r where r.delegation_id = d.delegation_id))
    then
        raise exception 'whoever decides for an approver cannot become pilot PM'
            using errcode = 'check_violation', constraint = 'member_pm_is_not_deputy';
    end if;
    return new;
end $$;
create trigger member_pm_is_not_deputy before insert or update of role, person_id on member
    for each row execute function refuse_deputy_as_pm();

-- Deputies who are pilot PMs decide no more. What they decided stays.
insert into delegation_revocation (delegation_id, revoked_at)
    select d.delegation_id, now() from delegation d
    where d.ends_at > now()
        and exists (select from member m where m.pilot_id = d.pilot_id and m.person_id = d.deputy_id and m.role = 'pilot_pm')
        and not exists (select from delegation_revocation r where r.delegation_id = d.delegation_id);
