insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, outcome)
    select connection_id, 'files 12 4e 1', 'files', '{}', '2025-03-08 09:06Z', '2025-03-08 09:07Z', 'pull request 12: 1 changed file of it'
    from connection where path_key = 'key';
