insert into activity (seq, at, person_id, pilot_id, action, detail, prev, hash) values (2, '2025-02-01 09:01Z', 1, 1, 'pilot.add', '{"revision":1}', decode(repeat('04', 32), 'hex'), decode(repeat('05', 32), 'hex'));
update activity_head set seq = 2, hash = decode(repeat('05', 32), 'hex');
