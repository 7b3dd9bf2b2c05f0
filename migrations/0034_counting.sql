-- Who counts as a bot and which days are holidays, entered for each pilot. Entries are never edited: what takes one out
-- names it and says why. They freeze with the start; what comes later is a correction, with its reason.
create table counting_entry (
    counting_entry_id bigint generated always as identity primary key,
    pilot_id bigint not null references pilot (pilot_id),
    -- The login of a bot, or the day of a holiday; neither in an entry that takes another out.
    bot text,
    holiday date constraint counting_entry_holiday_years check (holiday between '2000-01-01' and '2100-12-31'),
    withdraws bigint references counting_entry (counting_entry_id),
    reason text,
    entered_by bigint not null references person (person_id),
    entered_at timestamptz not null,
    constraint counting_entry_one check (num_nonnulls(bot, holiday, withdraws) = 1),
    constraint counting_entry_reason check (withdraws is null or btrim(reason) <> ''),
    constraint counting_entry_withdrawn_once unique (withdraws)
);
create index counting_entry_pilot on counting_entry (pilot_id);
create trigger counting_entry_append_only before update or delete on counting_entry
    for each row execute function refuse_change();
