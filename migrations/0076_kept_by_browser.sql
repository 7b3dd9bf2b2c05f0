-- When a form was done, what was kept of it in its browser is looked for. The table is small: the lock is held for a moment.
create index refused_form_browser on refused_form (browser_hash) where person_id is null;
