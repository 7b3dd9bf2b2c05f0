insert into read_files (pilot_id, repository, number, head, files, total, delivery_guid, read_at)
    values (1, 'acme/shop', 12, repeat('5f', 20),
        '[{"path":"web/locales/sv.json","change":"modified","edits":{"told":{"keys":[{"key":["cart","items",2],"before":{"text":"Total"},"after":{"text":"Sum"}}]}}}]',
        1, 'files 12 5f', '2025-03-08 09:26Z');
update reconciliation_files set zone_version = 1;
