insert into zone_remark (pilot_id, zone_version, kind, item, rule, text, raised_by, raised_at)
    select pilot_id, number, 'objection', 'Words people read', '/locales/', 'Generated files lie there, too', 1, '2025-03-08 09:00Z'
    from zone_version order by pilot_id, number limit 1;
insert into zone_remark_step (zone_remark_id, kind, text, taken_by, taken_at)
    select zone_remark_id, 'answer', 'They are left out now', 1, '2025-03-08 10:00Z' from zone_remark;
insert into zone_remark_step (zone_remark_id, kind, text, zone_version, item, stands, taken_by, taken_at)
    select zone_remark_id, 'carry', '', zone_version, item, 'without_rule', 1, '2025-03-08 11:00Z' from zone_remark;
