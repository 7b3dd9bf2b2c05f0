insert into gate_token (pilot_id, name, token_hash, made_by, made_at)
    values (1, 'Checks of the shop', decode(repeat('5a', 32), 'hex'), 1, '2025-03-08 08:00Z');
insert into gate_token_revocation (gate_token_id, revoked_by, revoked_at)
    select gate_token_id, 1, '2025-03-09 08:00Z' from gate_token;
