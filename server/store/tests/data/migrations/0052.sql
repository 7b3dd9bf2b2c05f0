insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, outcome)
    values (1, 'refused: The secret is another one.', 'refused', '', '2025-03-08 09:00Z', '2025-03-08 09:00Z', 'The secret is another one.');
