insert into replacement (pilot_id, arm, former_id, successor_id, reason, zone_version, offered_at)
    select pilot_id, 'new_model', 1, 2, 'Parental leave', number, '2025-03-10 09:00Z' from zone_version order by pilot_id, number limit 1;
insert into replacement_signature (replacement_id, person_id, role, signed_at)
    select replacement_id, 1, 'sponsor', '2025-03-10 10:00Z' from replacement;
insert into replacement_outcome (replacement_id, bound, reason, settled_by, settled_at)
    select replacement_id, false, 'They stay', 1, '2025-03-10 11:00Z' from replacement;
