insert into zone_amendment (pilot_id, zone_version, reason, proposed_by, proposed_at)
    select pilot_id, number, 'The texts moved', 1, '2025-03-09 09:00Z' from zone_version order by pilot_id, number limit 1;
insert into zone_amendment_outcome (zone_amendment_id, in_force, reason, settled_by, settled_at)
    select zone_amendment_id, false, 'The texts stay', 1, '2025-03-09 10:00Z' from zone_amendment;
