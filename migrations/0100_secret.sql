-- Secrets at rest are encrypted with a key file that the instances share and backups leave out.

-- The name changes with what stands there: a program of before this stops at it, rather than taking an emptied secret for one.
alter table connection rename column secret to plain_secret;
alter table connection
    -- As versions before this kept it; the first start encrypts it and leaves null.
    alter column plain_secret drop not null,
    -- As store::secret seals it; null where nobody has one, so that no delivery is taken.
    add column sealed_secret bytea,
    add constraint connection_secret_once check (plain_secret is null or sealed_secret is null);

-- Which key the instances have: another one opens nothing of what is sealed.
create table shared_key (
    only_one boolean primary key default true constraint shared_key_only_one check (only_one),
    fingerprint text not null constraint shared_key_fingerprint check (fingerprint ~ '^[0-9a-f]{16}$'),
    agreed_at timestamptz not null
);

select seal_rows('connection');
