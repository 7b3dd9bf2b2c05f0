insert into read_files (pilot_id, repository, number, head, files, total, delivery_guid, read_at)
    values (1, 'acme/shop', 12, repeat('4e', 20), '[{"path":"web/locales/sv.json","change":"modified"}]', 1,
        'files 12 4e', '2025-03-08 09:06Z');
insert into reconciliation_files (connection_id, number, head, base_branch, not_before)
    select connection_id, 12, repeat('4e', 20), 'main', '2025-03-08 10:06Z' from connection where path_key = 'key';
