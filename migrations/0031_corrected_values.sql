-- Values of a primary metric become facts that are never edited. One that takes the place of another, or withdraws it, is
-- a row of its own that names the old one and says why; the row that nothing names is what counts.

alter table outcome_point drop constraint outcome_point_unique;
alter table outcome_point alter column value drop not null;
alter table outcome_point add column corrects bigint references outcome_point (outcome_point_id);
alter table outcome_point add column reason text;
-- Only what withdraws another has no value. What withdraws a day outside the bounds has to be able to name it.
alter table outcome_point add constraint outcome_point_withdraws check (value is not null or corrects is not null);
alter table outcome_point add constraint outcome_point_reason
    check ((corrects is null) = (reason is null) and btrim(reason) <> '');
alter table outcome_point drop constraint outcome_point_day_years;
alter table outcome_point add constraint outcome_point_day_years
    check (value is null or day between '2000-01-01' and '2100-12-31') not valid;
-- A day has one first value, and each row is corrected once: two people correcting at once do not both succeed.
create unique index outcome_point_first on outcome_point (feature_id, day) where corrects is null;
create unique index outcome_point_corrected on outcome_point (corrects);
create trigger outcome_point_append_only before update or delete on outcome_point
    for each row execute function refuse_change();

-- What counts: neither corrected nor withdrawn, and within the bounds.
create view outcome_value as
    select o.* from outcome_point o
    where o.value between -1e15 and 1e15 and o.day between '2000-01-01' and '2100-12-31'
        and not exists (select from outcome_point c where c.corrects = o.outcome_point_id);
