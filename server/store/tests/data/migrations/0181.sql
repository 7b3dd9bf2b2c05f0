insert into incident (pilot_id, happened_at, file, what, done, recorded_by, recorded_at)
    values (1, '2025-03-10 09:00Z', 'web/prices.ts', 'A price changed', 'Taken back', 1, '2025-03-10 10:00Z');
insert into incident_withdrawal (incident_id, reason, withdrawn_by, withdrawn_at)
    select incident_id, 'It was another pilot', 1, '2025-03-10 11:00Z' from incident;
