-- The newest deliveries of a connection are found, and counted up to a bound, without reading the others; so are those that were
-- refused. Building both reads the table twice and holds off new deliveries for as long: about two seconds for a million of them.
create index delivery_newest on delivery (connection_id, received_at, delivery_guid) where event <> 'refused';
create index delivery_refused on delivery (connection_id, processed_at) where event = 'refused';
