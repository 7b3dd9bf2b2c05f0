-- Mail on its way: written in the transaction of what causes it, one row for each reader. What it says is erased once it was
-- sent; that it was sent, to whom and when stays.
create table mail (
    mail_id bigint generated always as identity primary key,
    -- By this mail programs tell that two copies are one. It never changes.
    message text not null unique default gen_random_uuid()::text,
    person_id bigint not null references person (person_id),
    -- Where it goes, if elsewhere than to the person's address.
    address text constraint mail_address check (length(address) between 3 and 254),
    pilot_id bigint references pilot (pilot_id),
    kind text not null constraint mail_kind check (length(kind) between 1 and 40),
    -- What tells it from others of its kind, and which reminder it is: 0 is the first.
    about text not null,
    nth int not null default 0 constraint mail_nth check (nth >= 0),
    letter jsonb,
    -- The secret of its link, encrypted, and the hash by which the link is known.
    sealed bytea,
    link_hash bytea constraint mail_link_hash check (length(link_hash) = 32),
    queued_at timestamptz not null,
    not_before timestamptz not null,
    expires_at timestamptz,
    attempts int not null default 0,
    -- The attempt under way, or of which nothing was heard, and how many of those there were.
    attempting boolean not null default false,
    unheard int not null default 0,
    -- What the last attempt came to, if it did not arrive.
    trouble text,
    ended text constraint mail_ended check (ended in ('sent', 'kept', 'refused', 'unknown', 'expired', 'moot')),
    ended_at timestamptz,
    sent_to text,
    constraint mail_is_ended check ((ended is null) = (ended_at is null)),
    constraint mail_on_its_way check (ended is not null or letter is not null),
    constraint mail_erased check (ended is null or ended not in ('sent', 'expired', 'moot') or (letter is null and sealed is null))
);
create unique index mail_once on mail (person_id, kind, about, nth, coalesce(pilot_id, 0));
create index mail_waiting on mail (not_before, mail_id) where ended is null;
create index mail_of_pilot on mail (pilot_id, kind, person_id);

-- Who read a mail that waits, or that nobody sends, and why: it may hold a link that is somebody else's.
create table mail_opening (
    mail_opening_id bigint generated always as identity primary key,
    mail_id bigint not null references mail (mail_id),
    opened_by bigint not null references person (person_id),
    reason text not null constraint mail_opening_reason check (btrim(reason) <> '' and length(reason) <= 500),
    opened_at timestamptz not null
);
create index mail_opening_mail on mail_opening (mail_id, opened_by);
create trigger mail_opening_append_only before update or delete on mail_opening
    for each row execute function refuse_change();
select seal_table('mail_opening');

-- What somebody does not want by mail. Without a row they get everything.
create table mail_choice (
    person_id bigint primary key references person (person_id),
    digest boolean not null,
    reminders boolean not null,
    chosen_at timestamptz not null
);
