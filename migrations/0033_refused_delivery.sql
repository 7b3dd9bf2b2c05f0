-- Deliveries that were refused: one row for each reason, so that nobody without the key fills the database.
create table refused_delivery (
    connection_id bigint not null references connection (connection_id),
    -- A sentence of ours.
    why text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (connection_id, why)
);
create function count_refused_delivery() returns trigger language plpgsql as $$
begin
    perform count_pilot_change((select c.pilot_id from connection c where c.connection_id = new.connection_id), 0);
    return null;
end $$;
create constraint trigger refused_delivery_counts after insert or update on refused_delivery
    deferrable initially deferred for each row execute function count_refused_delivery();
