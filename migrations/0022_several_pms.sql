-- An arm can have several pilot PMs, each with a DRI of their own.

drop index member_one_per_arm;

-- Of a DRI, the pilot PM they review. The one DRI of the one PM of an arm needs no word. A pilot has few members:
-- the index takes its lock for a moment.
alter table member add column pm_id bigint references person (person_id);
alter table member add constraint member_pm_of_dri check (pm_id is null or role = 'dri');
create unique index member_one_dri_per_pm on member (pilot_id, arm, pm_id) where pm_id is not null;

-- Each pilot PM does the activities of week one, and each DRI confirms those of their PM.
alter table checklist_tick drop constraint checklist_tick_pkey;
alter table checklist_tick add primary key (pilot_id, arm, item, role, person_id);

-- On the code host, the further PMs of an arm.
alter table feature add column more_logins text[] not null default '{}';
