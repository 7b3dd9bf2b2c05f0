insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, attempts, outcome)
    values (1, 'given-up', 'push', '{}', '2025-03-04 09:00Z', '2025-03-04 09:09Z', 5, 'failed: its facts could not be recorded');
