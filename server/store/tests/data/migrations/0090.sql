update received_commit set files = '{"modified":["web/locales/sv.json"]}' where true;
insert into changed_files (pull_request_id, head, files, entered_by, entered_at)
    select min(pull_request_id), repeat('4e', 20), '[{"path":"web/locales/sv.json","change":"modified"}]', 1, '2025-03-08 09:00Z'
    from pull_request having count(*) > 0;
insert into skill_result (pilot_id, repository, head, passed, url, at, entered_by, received_at)
    values (1, 'acme/shop', repeat('4e', 20), true, '', '2025-03-08 09:05Z', 1, '2025-03-08 09:05Z');
insert into planning (feature_id, url, text, digest, linked_by, linked_at)
    select min(feature_id), '', 'One banner', repeat('0f', 32), 1, '2025-03-04 09:00Z' from feature having count(*) > 0;
insert into planning_sign_off (planning_id, signed_by, signed_at)
    select planning_id, 2, '2025-03-04 10:00Z' from planning;
insert into waiver (pull_request_id, gate, paths, reason, waived_by, waived_at)
    select min(pull_request_id), 'zone', '{web/src/pay.ts}', 'We paired on it', 1, '2025-03-08 10:00Z' from pull_request having count(*) > 0;
insert into veto (pull_request_id, stands, reason, spoken_by, spoken_at)
    select min(pull_request_id), true, 'It touches the release', 1, '2025-03-08 11:00Z' from pull_request having count(*) > 0;
