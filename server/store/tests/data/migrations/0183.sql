select week_one_evidence(pilot_id) from pilot;
