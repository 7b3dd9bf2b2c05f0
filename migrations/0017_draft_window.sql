-- Two windows of one writer: neither overwrites what the other typed. A window goes on with a draft that
-- it wrote last or that is still as it showed it; what it types otherwise is a draft of its own.

alter table draft drop constraint draft_pkey;
alter table draft add column draft_id bigint generated always as identity primary key;
-- How often it was kept.
alter table draft add column turn int not null default 1 constraint draft_turn_positive check (turn >= 1);
-- The window that wrote it last; empty when it gave no name.
alter table draft add column written_in text not null default '';
alter table draft add constraint draft_of_window unique (pilot_id, person_id, section, base_number, written_in);

-- The same for the result of a conflict.
alter table conflict add column result_turn int not null default 0;
alter table conflict add column result_in text not null default '';
