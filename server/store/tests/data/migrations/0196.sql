insert into replacement (pilot_id, arm, former_id, successor_id, reason, zone_version, offered_at, post, former_login, login)
    select pilot_id, 'new_model', 1, 2, 'Another team', number, '2025-03-11 09:00Z', 'pilot_pm', 'mira', 'nell'
    from zone_version order by pilot_id, number limit 1;
