insert into activity (seq, at, person_id, pilot_id, action, detail, prev, hash) values (1, '2025-02-01 09:00Z', 1, null, 'installation.set_up', '{}', decode(repeat('00', 32), 'hex'), decode(repeat('04', 32), 'hex'));
update activity_head set seq = 1, hash = decode(repeat('04', 32), 'hex');
