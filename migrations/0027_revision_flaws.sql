-- How many gaps and unseen characters a revision has: counted when it is saved, so that lists of what is to be done
-- read no texts. Null of revisions saved before, and by instances of the version before; whoever needs the number
-- counts it then.
alter table revision
    add column placeholders int constraint revision_placeholders_counted check (placeholders >= 0),
    add column unseen int constraint revision_unseen_counted check (unseen >= 0),
    add constraint revision_flaws_together check ((placeholders is null) = (unseen is null));
