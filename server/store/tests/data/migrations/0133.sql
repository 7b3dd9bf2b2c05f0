insert into pilot (slug, name, zone, created_by, created_at, follows)
    select 'second', 'Second', zone, created_by, '2025-05-05 12:00Z', pilot_id from pilot where pilot_id = 1;
