-- While a webhook's secret is being changed, the one before is taken as well, until somebody ends it or its time is over.
-- The connections are few.
alter table connection
    -- Sealed as the secret is.
    add column former_secret bytea,
    add column former_until timestamptz,
    add constraint connection_former_secret check ((former_secret is null) = (former_until is null));
