insert into zone_history (pilot_id, changes, imported_by, imported_at) values
    (1, '[{"name":"#12","title":"Texts","at":"2025-02-01T09:00:00Z","files":[{"path":"web/locales/sv.json","change":"modified"}],"total":1}]',
        1, '2025-02-03 09:00Z');
