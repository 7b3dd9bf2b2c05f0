-- When within a week the question of the survey is open, in minutes since Monday 00:00 by the clock of the pilot's zone; null where
-- it is open for whole weeks, as it was before this could be set. The start freezes it: each week's row has the instants.
alter table pilot
    add column survey_opens integer constraint pilot_survey_opens check (survey_opens between 0 and 10079),
    add column survey_closes integer constraint pilot_survey_closes check (survey_closes between 1 and 10080),
    add constraint pilot_survey_window check ((survey_opens is null) = (survey_closes is null));

-- The week itself, where the question is not open for all of it.
alter table survey_week
    add column begins_at timestamptz,
    add column ends_at timestamptz,
    add constraint survey_week_window check (
        (begins_at is null) = (ends_at is null)
        and (begins_at is null or begins_at <= opens_at and closes_at <= ends_at));
