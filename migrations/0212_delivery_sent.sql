-- What a code host sent by itself, told apart from what was read of it: only that says that its webhook works.
create function is_sent(event text) returns boolean language sql immutable as $$
    select event not in ('refused', 'history', 'gitlab history', 'result', 'gitlab result', 'files')
$$;

-- As before (0052, 0182), of those. Building both reads the table twice and holds off new deliveries for as long: about two
-- seconds for a million of them.
drop index delivery_newest;
create index delivery_newest on delivery (connection_id, received_at, delivery_guid) where is_sent(event);
drop index delivery_used;
create index delivery_used on delivery (connection_id, processed_at) where is_sent(event) and about is null;
