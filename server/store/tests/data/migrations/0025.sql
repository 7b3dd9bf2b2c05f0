insert into approval_judgement (pilot_id, older, newer, edition, material, change, judged_at)
    select r.pilot_id, min(r.number), max(r.number), 1, true, '{"kind": "material", "reasons": [{"term": "weeks"}]}', '2025-03-04 10:00Z'
    from revision r group by r.pilot_id having count(*) > 1;
