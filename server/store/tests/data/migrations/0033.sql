insert into refused_delivery (connection_id, why, first_at, last_at) values (1, 'The signature does not fit.', '2025-03-03 09:00Z', '2025-03-03 09:05Z');
