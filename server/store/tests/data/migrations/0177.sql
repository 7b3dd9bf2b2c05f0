update connection set former_secret = '\x0100', former_until = '2025-03-11 09:00Z' where repository = 'acme/tools/shop';
