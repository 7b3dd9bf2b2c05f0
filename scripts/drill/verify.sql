-- A log of :rows entries, each of which seals the answer it tells of: what the program would have written, in bulk.

set session_replication_role = replica;
set timezone = 'UTC';

insert into person (email, name, created_at) values ('dana@example.com', 'Dana', '2026-03-02Z');
insert into pilot (slug, name, zone, created_by, created_at) values ('checkout', 'Checkout', 'Etc/UTC', 1, '2026-03-02Z');
insert into survey_week (pilot_id, number, opens_at, closes_at) values (1, 1, '2026-03-02Z', '2026-03-09Z');
insert into answer (pilot_id, week, person_id, score, note, answered_at)
    select 1, 1, 1, n % 5 + 1, 'What went well, and what did not.', '2026-03-03Z' from generate_series(1, :rows) n;

-- The batch of each answer is its id; the rest is of the first, which an upgrade sealed: no answer changes a person.
insert into seal (batch, relation, key, width, salt, digest)
    select f.batch, f.relation, f.key, (select count(*) from jsonb_object_keys(f.fact)), f.salt,
        sha256(f.salt || convert_to(f.fact::text, 'UTF8'))
    from (
        select r.*, uuid_send(gen_random_uuid()) as salt from (
            select 1::bigint as batch, 'person' as relation, person_id::text as key, to_jsonb(person) as fact from person
            union all select 1, 'pilot', pilot_id::text, to_jsonb(pilot) from pilot
            union all select 1, 'survey_week', pilot_id || ',' || number, to_jsonb(survey_week) from survey_week
            union all select answer_id, 'answer', answer_id::text, to_jsonb(answer) from answer) r
        offset 0) f
    order by f.batch;

-- A field as it is hashed: preceded by its length.
create function pg_temp.field(value text) returns bytea language plpgsql as $$
begin
    return int8send(octet_length(value)) || convert_to(value, 'UTF8');
end $$;

-- What each entry says, and what its hash covers beside the one before it.
create temp table entry as
    select e.*, pg_temp.field(e.seq::text)
            || pg_temp.field((extract(epoch from timestamptz '2026-03-03Z') * 1000000)::bigint::text)
            || pg_temp.field(coalesce(e.person::text, '')) || pg_temp.field(coalesce(e.pilot::text, ''))
            || pg_temp.field(e.action) || pg_temp.field(e.detail) as fields
    from (
        select s.batch, s.batch + h.seq as seq,
            case when s.batch > 1 then 1 end as person, case when s.batch > 1 then 1 end as pilot,
            case when s.batch > 1 then 'survey.answer' else 'installation.upgrade' end as action,
            case when s.batch > 1 then '{"changed":true,"late":false,"week":1}'
                else format('{"sealed":%s}', count(*)) end as detail,
            sha256(string_agg(
                pg_temp.field(s.seal_id::text) || pg_temp.field(s.relation) || pg_temp.field(s.key)
                || pg_temp.field(s.width::text) || int8send(16) || s.salt || int8send(32) || s.digest, '' order by s.seal_id))
                as seals
        from seal s cross join activity_head h group by s.batch, h.seq) e;

do $$
declare
    e entry;
    prev bytea;
    head bytea := (select h.hash from activity_head h);
    last bigint;
begin
    for e in select * from entry order by batch loop
        prev := head;
        last := e.seq;
        head := sha256(prev || e.fields || int8send(32) || e.seals);
        insert into activity (seq, at, person_id, pilot_id, action, detail, prev, hash, batch, seals)
            values (last, '2026-03-03Z', e.person, e.pilot, e.action, e.detail, prev, head, e.batch, e.seals);
    end loop;
    update activity_head set seq = last, hash = head;
end $$;

analyze;
