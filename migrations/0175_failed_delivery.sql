-- Deliveries that were given up are listed, each with a button that has it worked on again. The index holds its lock for as
-- long as reading the table once takes.
create index delivery_failed on delivery (connection_id, received_at) where outcome like 'failed: %';
