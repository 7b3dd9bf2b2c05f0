insert into pilot_change (pilot_id, person_id, number) values (1, 0, 4), (1, 1, 2);
