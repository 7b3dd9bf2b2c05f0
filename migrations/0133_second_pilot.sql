-- A second pilot, begun from the signed text of one that was decided to iterate.
alter table pilot add column follows bigint references pilot (pilot_id) constraint pilot_follows_another check (follows <> pilot_id);
create index pilot_follows on pilot (follows) where follows is not null;
