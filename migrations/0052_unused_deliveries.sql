-- Whether deliveries came that were not used since the last one that was: asked with everything else about a pilot, so that
-- whoever connected the repository is told. Each holds its lock while it is built: about a second for a million deliveries.
create index delivery_unused on delivery (connection_id, processed_at) where event = 'refused' or about is not null;
create index delivery_used on delivery (connection_id, processed_at) where event <> 'refused' and about is null;
