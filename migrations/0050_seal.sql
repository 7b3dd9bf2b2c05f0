-- Facts sealed by the log. Each state that a row of a covered table gets leaves a seal: a salted digest of the row, under
-- its key. The seals of one transaction are a batch; the entry that the transaction writes names the batch, and its hash
-- covers a digest over the batch (`domain::activity::Seals`). So the chain binds every state of every row, and the newest
-- seal of a row says what has to stand there.
--
-- Every seal has a random salt, so that what could be guessed from few (a score, a consent) cannot be tried out. Seals
-- are in no export.

-- Rows are named by their primary key. These had none. Each table is small; it is written anew under its lock.
alter table member add column member_id bigint generated always as identity primary key;
alter table zone_signature add column zone_signature_id bigint generated always as identity primary key;
alter table suggestion_outcome add column suggestion_outcome_id bigint generated always as identity primary key;

create sequence seal_batch;

create table seal (
    batch bigint not null,
    seal_id bigint generated always as identity,
    -- The table.
    relation text collate "C" not null,
    -- The primary key, as JSON values with commas between.
    key text collate "C" not null,
    -- How many columns the row had: a later one is not in its digest.
    width int not null,
    salt bytea not null constraint seal_salt_size check (length(salt) = 16),
    -- SHA-256 over the salt and the row as JSON; null when the row was deleted.
    digest bytea constraint seal_digest_sha256 check (length(digest) = 32),
    primary key (batch, seal_id)
);
create index seal_newest on seal (relation, key, seal_id);
create trigger seal_append_only before update or delete on seal
    for each row execute function refuse_change();
create trigger seal_no_truncate before truncate on seal
    for each statement execute function refuse_change();

-- Batches of migrations, of which the program makes an entry when it starts.
create table seal_due (
    batch bigint primary key
);

-- How many columns each covered table had when all its rows were sealed last. Where a migration has added some, the
-- program seals the rows that still are as they were sealed anew.
create table seal_width (
    relation text primary key,
    width int not null
);

-- Only what seals nothing has none.
alter table activity
    add column batch bigint,
    -- SHA-256 over the seals of the batch.
    add column seals bytea constraint activity_seals_sha256 check (length(seals) = 32),
    add constraint activity_seals_of_batch check ((batch is null) = (seals is null));

-- The batch of this transaction; the entry that names it ends it.
create function batch_under_way() returns bigint language plpgsql as $$
declare
    batch text := current_setting('countersign.batch', true);
begin
    if batch is null or batch = '' then
        batch := nextval('seal_batch')::text;
        perform set_config('countersign.batch', batch, true);
    end if;
    return batch::bigint;
end $$;

-- The key of a row, from the names of its columns.
create function seal_key(fact jsonb, columns text[]) returns text language plpgsql immutable strict as $$
declare
    key text;
    name text;
begin
    foreach name in array columns loop
        key := concat_ws(',', key, (fact -> name)::text);
    end loop;
    return key;
end $$;

-- Seals a row as it has become. The settings are those that its text depends on.
create function seal_row() returns trigger language plpgsql
    set timezone = 'UTC' set extra_float_digits = 1 set bytea_output = 'hex' set intervalstyle = 'postgres'
as $$
declare
    fact jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    key text := seal_key(fact, tg_argv);
    former text := case when tg_op <> 'INSERT' then seal_key(to_jsonb(old), tg_argv) end;
    salt bytea := uuid_send(gen_random_uuid());
begin
    if former <> key or key is null then
        insert into seal (batch, relation, key, width, salt)
        values (batch_under_way(), tg_table_name, former, 0, salt);
    end if;
    if key is not null then
        insert into seal (batch, relation, key, width, salt, digest)
        values (batch_under_way(), tg_table_name, key, (select count(*) from jsonb_object_keys(fact)), salt,
            sha256(salt || convert_to(fact::text, 'UTF8')));
    end if;
    return null;
end $$;

-- The columns that a table's rows are named by.
create function key_columns(relation regclass) returns text[] language sql stable as $$
    select array_agg(a.attname::text order by k.position)
    from pg_index i cross join unnest(i.indkey) with ordinality k (number, position)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
    where i.indrelid = relation and i.indisprimary
$$;

-- Seals all rows of a table as they stand. A migration that changes rows of a covered table, or drops, renames or converts
-- a column of one, ends with it.
create function seal_rows(covered regclass) returns void language plpgsql
    set timezone = 'UTC' set extra_float_digits = 1 set bytea_output = 'hex' set intervalstyle = 'postgres'
as $$
declare
    name text := (select c.relname from pg_class c where c.oid = covered);
    columns bigint := (
        select count(*) from pg_attribute a where a.attrelid = covered and a.attnum > 0 and not a.attisdropped);
    sealed bigint;
begin
    execute format('insert into seal (batch, relation, key, width, salt, digest)
        select batch_under_way(), %L, seal_key(f.fact, %L), %s, f.salt, sha256(f.salt || convert_to(f.fact::text, ''UTF8''))
        from (select to_jsonb(t) as fact, uuid_send(gen_random_uuid()) as salt from %s t offset 0) f',
        name, key_columns(covered), columns, covered);
    get diagnostics sealed = row_count;
    if sealed > 0 then
        insert into seal_due (batch) values (batch_under_way()) on conflict do nothing;
    end if;
    insert into seal_width (relation, width) values (name, columns)
        on conflict (relation) do update set width = excluded.width;
end $$;

-- Covers a table: what stands in it is sealed now, what changes later with the change. A migration that adds a table
-- whose rows are facts calls it; `UNCOVERED` in store::activity names the tables whose rows are none.
create function seal_table(covered regclass) returns void language plpgsql as $$
declare
    name text := (select c.relname from pg_class c where c.oid = covered);
begin
    if key_columns(covered) is null then
        raise exception 'the rows of a covered table are named by its primary key, and % has none', name;
    end if;
    execute format('create trigger %I after insert or update or delete on %s for each row execute function seal_row(%s)',
        name || '_seals', covered, (select string_agg(quote_literal(c), ', ') from unnest(key_columns(covered)) c));
    perform seal_rows(covered);
end $$;

select seal_table(c.oid)
from pg_class c
where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not in (
    '_sqlx_migrations', 'activity', 'activity_head', 'approval_draft', 'approval_judgement_due', 'browser',
    'comment_placement', 'comment_reading', 'conflict', 'delivery', 'draft', 'pilot_change', 'reading', 'refused_form',
    'reset_link', 'seal', 'seal_due', 'seal_width', 'session', 'setup_link', 'sign_in_failure')
order by c.relname;

-- A program of before this writes entries that seal nothing. What it changed would look as if nobody had said so: it
-- cannot write any more.
create function refuse_unsealed_entry() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('countersign.batch', true), '') <> '' then
        raise exception 'an earlier version of the program cannot write to this database any more'
            using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
create constraint trigger activity_seals_its_facts after insert on activity
    deferrable initially deferred for each row when (new.batch is null) execute function refuse_unsealed_entry();
