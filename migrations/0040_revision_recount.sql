-- What counts as a gap was made more exact, so that what was counted in the newest revision of a pilot may be
-- another number now. It is counted again by whoever needs it, as for revisions saved before there was a count.
alter table revision disable trigger revision_append_only;
update revision r set placeholders = null, unseen = null
where r.placeholders is not null
    and r.number = (select max(l.number) from revision l where l.pilot_id = r.pilot_id);
alter table revision enable trigger revision_append_only;
