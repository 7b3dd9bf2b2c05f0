-- The bounds of what is typed, pasted or delivered, kept by the database, too: nothing of a pilot happens before 2000 or
-- after 2100, and numbers have a size that can be computed with. Rows from before stay as they are ("not valid"): what lies
-- outside is left out where it is read, and can be withdrawn. Each constraint takes its table's lock for a moment and reads
-- no row.

do $$
declare
    dated record;
begin
    for dated in
        select c.table_name, c.column_name
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like '\_sqlx%'
            and c.data_type in ('date', 'timestamp with time zone', 'timestamp without time zone')
        order by c.table_name, c.ordinal_position
    loop
        execute format(
            'alter table %I add constraint %I check (%I >= ''2000-01-01'' and %I < ''2101-01-02'') not valid',
            dated.table_name, left(dated.table_name || '_' || dated.column_name, 57) || '_years',
            dated.column_name, dated.column_name);
    end loop;
end $$;

alter table outcome_point add constraint outcome_point_size check (value between -1e15 and 1e15) not valid;
alter table pull_request add constraint pull_request_number check (number > 0) not valid;
-- Pull requests read off by hand keep their times in JSON.
alter table baseline_feature add constraint baseline_feature_pull_request_years
    check (pull_requests::text !~ '"(opened_at|merged_at|at)": "(?!(20[0-9]{2}|2100)-)') not valid;
