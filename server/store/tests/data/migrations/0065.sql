-- A zone on its way.
insert into zone_draft (pilot_id, person_id, base, rows, saved_at) values
    (1, 1, 1, '[{"was": "", "text": "Wording", "side": "pm_zone", "category": "", "rules": "/locales/", "removed": false}]',
     '2025-02-04 10:00Z');
