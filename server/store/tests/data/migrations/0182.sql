insert into delivery (connection_id, delivery_guid, event, body, received_at)
    select connection_id, 'of 0182', 'ping', '{}', '2025-03-12 09:00Z' from connection where repository = 'acme/tools/shop';
