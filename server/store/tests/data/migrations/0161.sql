update pilot set survey_opens = 6480, survey_closes = 10080 where pilot_id = 1
    and not exists (select from pilot_start s where s.pilot_id = pilot.pilot_id);
