-- Several approvers for one request, deputies, withdrawals, due dates, and the conditions of an approval.

-- Who has to decide on a request: one seat each.
create table approval_seat (
    approval_request_id bigint not null references approval_request (approval_request_id),
    approver_id bigint not null references person (person_id),
    primary key (approval_request_id, approver_id)
);
insert into approval_seat (approval_request_id, approver_id)
    select approval_request_id, approver_id from approval_request;
create trigger approval_seat_append_only before update or delete on approval_seat
    for each row execute function refuse_change();

alter table approval_request add column due_at timestamptz;
alter table approval_request drop constraint approval_request_four_eyes;
alter table approval_request drop column approver_id;

-- Nobody decides on what they send, and no sponsor decides at all. Seats are checked for themselves; who
-- gets a role later is checked where roles are given.
create function refuse_seat_of_sponsor() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from approval_request q
        where q.approval_request_id = new.approval_request_id and (q.sent_by = new.approver_id or exists (
            select 1 from member m
            where m.pilot_id = q.pilot_id and m.person_id = new.approver_id and m.role = 'sponsor')))
    then
        raise exception 'whoever sends a request or sponsors the pilot cannot decide on it'
            using errcode = 'check_violation', constraint = 'approval_seat_four_eyes';
    end if;
    return new;
end $$;
create trigger approval_seat_four_eyes before insert on approval_seat
    for each row execute function refuse_seat_of_sponsor();

-- An approver names somebody who decides for them while they are away.
create table delegation (
    delegation_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    approver_id bigint not null references person (person_id),
    deputy_id bigint not null references person (person_id),
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    named_at timestamptz not null,
    constraint delegation_of_another check (approver_id <> deputy_id),
    constraint delegation_lasts check (starts_at < ends_at)
);
create index delegation_pilot on delegation (pilot_id, approver_id);
create index delegation_deputy on delegation (deputy_id);
create trigger delegation_append_only before update or delete on delegation
    for each row execute function refuse_change();

create table delegation_revocation (
    delegation_id bigint primary key references delegation (delegation_id),
    revoked_at timestamptz not null
);
create trigger delegation_revocation_append_only before update or delete on delegation_revocation
    for each row execute function refuse_change();

-- A sponsor is never a deputy: neither by being named, nor by becoming sponsor afterwards. Both sides lock
-- the pilot, so that two transactions cannot miss each other.
create function refuse_sponsor_as_deputy() returns trigger language plpgsql as $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if exists (
        select 1 from member m
        where m.pilot_id = new.pilot_id and m.person_id = new.deputy_id and m.role = 'sponsor')
    then
        raise exception 'a sponsor cannot be the deputy of an approver'
            using errcode = 'check_violation', constraint = 'delegation_deputy_is_not_sponsor';
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
create trigger delegation_deputy_is_not_sponsor before insert on delegation
    for each row execute function refuse_sponsor_as_deputy();

create function refuse_deputy_as_sponsor() returns trigger language plpgsql as $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if new.role = 'sponsor' and (exists (
        select 1 from delegation d
        where d.pilot_id = new.pilot_id and d.deputy_id = new.person_id and d.ends_at > new.added_at
            and not exists (select 1 from delegation_revocation r where r.delegation_id = d.delegation_id))
        or exists (
        select 1 from approval a join approval_request q using (approval_request_id)
        where q.pilot_id = new.pilot_id and a.person_id = new.person_id))
    then
        raise exception 'whoever decides for an approver cannot become sponsor'
            using errcode = 'check_violation', constraint = 'member_sponsor_is_not_deputy';
    end if;
    return new;
end $$;
create trigger member_sponsor_is_not_deputy before insert or update on member
    for each row execute function refuse_deputy_as_sponsor();

-- The sponsor took a request back before it was decided.
create table approval_withdrawal (
    approval_request_id bigint primary key references approval_request (approval_request_id),
    person_id bigint not null references person (person_id),
    reason text not null constraint approval_withdrawal_reason check (length(reason) between 1 and 4000),
    withdrawn_at timestamptz not null
);
create trigger approval_withdrawal_append_only before update or delete on approval_withdrawal
    for each row execute function refuse_change();

-- A decision fills one seat: exactly one per seat, for ever, and one per person.
alter table approval add column approver_id bigint;
-- Set when a deputy decided for the approver of the seat.
alter table approval add column delegation_id bigint references delegation (delegation_id);
alter table approval disable trigger approval_append_only;
update approval set approver_id = person_id;
alter table approval enable trigger approval_append_only;
alter table approval alter column approver_id set not null;
alter table approval drop constraint approval_one_per_request;
alter table approval add constraint approval_one_per_seat unique (approval_request_id, approver_id);
alter table approval add constraint approval_one_per_person unique (approval_request_id, person_id);
alter table approval add foreign key (approval_request_id, approver_id)
    references approval_seat (approval_request_id, approver_id);
alter table approval add constraint approval_by_approver_or_deputy
    check ((delegation_id is null) = (approver_id = person_id));
alter table approval drop constraint approval_verdict;
alter table approval add constraint approval_verdict
    check (verdict in ('approve', 'approve_with_conditions', 'request_changes', 'decline'));

create function refuse_decision_out_of_turn() returns trigger language plpgsql as $$
begin
    if exists (select 1 from approval_withdrawal w where w.approval_request_id = new.approval_request_id) then
        raise exception 'the request was withdrawn'
            using errcode = 'check_violation', constraint = 'approval_of_open_request';
    end if;
    if exists (
        select 1 from approval_request q join member m using (pilot_id)
        where q.approval_request_id = new.approval_request_id and m.person_id = new.person_id
            and m.role = 'sponsor')
    then
        raise exception 'a sponsor does not decide'
            using errcode = 'check_violation', constraint = 'approval_by_another_than_sponsor';
    end if;
    if new.delegation_id is not null and not exists (
        select 1 from delegation d join approval_request q using (pilot_id)
        where d.delegation_id = new.delegation_id and q.approval_request_id = new.approval_request_id
            and d.approver_id = new.approver_id and d.deputy_id = new.person_id
            and d.starts_at <= new.decided_at and new.decided_at < d.ends_at
            and not exists (select 1 from delegation_revocation r
                where r.delegation_id = d.delegation_id and r.revoked_at <= new.decided_at))
    then
        raise exception 'the deputy decides only while the approver is away'
            using errcode = 'check_violation', constraint = 'approval_by_deputy_in_time';
    end if;
    return new;
end $$;
create trigger approval_in_turn before insert on approval
    for each row execute function refuse_decision_out_of_turn();

-- What has to happen before the start for an approval to hold.
create table condition (
    condition_id bigint generated always as identity primary key,
    approval_id bigint not null references approval (approval_id),
    -- From 1, in the order they were stated.
    position int not null constraint condition_position_positive check (position >= 1),
    text text not null constraint condition_text_length check (length(text) between 1 and 1000),
    -- What will show that it happened.
    evidence text not null constraint condition_evidence_length check (length(evidence) between 1 and 1000),
    owner_id bigint not null references person (person_id),
    -- The last day for it, in the pilot's zone.
    due_on date not null,
    -- The ask it is about, from 1; null for the pilot as a whole.
    ask int constraint condition_ask_positive check (ask >= 1),
    constraint condition_position_once unique (approval_id, position)
);
create index condition_owner on condition (owner_id);
create trigger condition_append_only before update or delete on condition
    for each row execute function refuse_change();

-- What was done about a condition; where it stands follows from its steps.
create table condition_step (
    condition_step_id bigint generated always as identity primary key,
    condition_id bigint not null references condition (condition_id),
    kind text not null constraint condition_step_kind check (kind in ('submit', 'return', 'close')),
    -- The evidence, the reason or the note.
    note text not null constraint condition_step_note check (length(note) between 1 and 4000),
    person_id bigint not null references person (person_id),
    taken_at timestamptz not null
);
create index condition_step_condition on condition_step (condition_id, condition_step_id);
-- Closed once, and nothing after it.
create unique index condition_closed_once on condition_step (condition_id) where kind = 'close';
create trigger condition_step_append_only before update or delete on condition_step
    for each row execute function refuse_change();

create function refuse_step_after_close() returns trigger language plpgsql as $$
begin
    if exists (select 1 from condition_step s where s.condition_id = new.condition_id and s.kind = 'close') then
        raise exception 'the condition is closed'
            using errcode = 'check_violation', constraint = 'condition_step_before_close';
    end if;
    return new;
end $$;
create trigger condition_step_before_close before insert on condition_step
    for each row execute function refuse_step_after_close();
