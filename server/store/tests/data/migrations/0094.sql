update person set zone = 'America/New_York' where person_id = 1;
