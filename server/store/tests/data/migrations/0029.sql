-- The file adds a function and no rows.
select * from locked_pilot(1);
