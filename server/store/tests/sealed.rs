//! Whoever changes a fact behind the log is found, whatever they change: the cases are generated from the schema, so that
//! no table and no column is forgotten.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::activity::{Entry, Expected, Fault, GENESIS, Seal, Seals, hash};
use domain::person::Arm;
use domain::pilot::Answer;
use domain::survey::Energy;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row as _};
use store::activity::{UNCOVERED, Verified, is_upgraded, sealed, sealed_in, verify, verify_against, verify_in};
use store::survey::{NewAnswer, answer};
use store::testing;

fn now() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

async fn run(connection: &mut PgConnection, statement: impl Into<String>) {
    let statement = statement.into();
    sqlx::raw_sql(AssertSqlSafe(statement.clone()))
        .execute(connection)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

struct Column {
    name: String,
    kind: String,
    nullable: bool,
    key: bool,
}

/// The tables of the schema with their columns.
async fn schema(pool: &PgPool) -> BTreeMap<String, Vec<Column>> {
    let rows = sqlx::query(
        "select c.relname::text as relation, a.attname::text as name, format_type(a.atttypid, null) as kind,
             not a.attnotnull as nullable,
             exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as key
         from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnum > 0
             and not a.attisdropped
         order by c.relname, a.attnum",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut tables = BTreeMap::<String, Vec<Column>>::new();
    for row in rows {
        tables.entry(row.get("relation")).or_default().push(Column {
            name: row.get("name"),
            kind: row.get("kind"),
            nullable: row.get("nullable"),
            key: row.get("key"),
        });
    }
    tables
}

fn is_covered(table: &str) -> bool {
    UNCOVERED.iter().all(|(name, _)| *name != table)
}

/// A value of a column of this type, another one for each `n`.
fn value(kind: &str, n: usize) -> String {
    match kind {
        "bigint" | "integer" | "smallint" => n.to_string(),
        "text" => format!("'text {n}'"),
        "boolean" => n.is_multiple_of(2).to_string(),
        "timestamp with time zone" => format!("'2026-01-01Z'::timestamptz + interval '{n} hours'"),
        "date" => format!("'2026-01-01'::date + {n}"),
        "jsonb" => format!("'{{\"n\": {n}, \"nothing\": null}}'"),
        "bytea" => format!("decode(md5('{n}'), 'hex')"),
        "double precision" => format!("{n} + 0.1"),
        "text[]" => format!("array['text', '{n}']"),
        "integer[]" => format!("array[1, {n}]"),
        other => panic!("say what stands in a column of the type {other}"),
    }
}

/// The value of a column, a little different.
fn changed(column: &Column) -> String {
    let name = &column.name;
    match column.kind.as_str() {
        "bigint" | "integer" | "smallint" => format!("{name} + 1000"),
        "text" => format!("{name} || ' '"),
        "boolean" => format!("not {name}"),
        "timestamp with time zone" => format!("{name} + interval '1 microsecond'"),
        "date" => format!("{name} + 1"),
        "jsonb" => format!("{name} - 'nothing'"),
        "bytea" => format!("{name} || '\\x00'"),
        "double precision" => format!("{name} + 0.000000000001"),
        "text[]" => format!("{name} || ''::text"),
        "integer[]" => format!("{name} || 0"),
        other => panic!("say how a column of the type {other} is changed"),
    }
}

/// Three rows in every covered table, whatever the schema asks of them, sealed by one entry. The rules of the schema but
/// the primary keys are taken away, so that they catch nothing that verifying has to.
async fn filled(pool: &PgPool, schema: &BTreeMap<String, Vec<Column>>) {
    let mut tx = pool.begin().await.unwrap();
    let rules: Vec<String> = sqlx::query_scalar(
        "select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname)
         from pg_constraint c where c.connamespace = 'public'::regnamespace and c.contype in ('c', 'f', 'u')
         order by c.contype <> 'f'",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    for rule in rules {
        run(&mut tx, rule).await;
    }
    let indexes: Vec<String> = sqlx::query_scalar(
        "select format('drop index %s', i.indexrelid::regclass) from pg_index i join pg_class c on c.oid = i.indrelid
         where c.relnamespace = 'public'::regnamespace and i.indisunique and not i.indisprimary",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    for index in indexes {
        run(&mut tx, index).await;
    }
    for (table, columns) in schema.iter().filter(|(table, _)| is_covered(table)) {
        run(
            &mut tx,
            format!("alter table {table} disable trigger user; alter table {table} enable trigger {table}_seals"),
        )
        .await;
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        for n in 1..=3 {
            let values: Vec<String> = columns.iter().map(|column| value(&column.kind, n)).collect();
            let (names, values) = (names.join(", "), values.join(", "));
            run(
                &mut tx,
                format!("insert into {table} ({names}) overriding system value values ({values})"),
            )
            .await;
        }
    }
    for (table, columns) in schema {
        for column in columns {
            let identity: bool = sqlx::query_scalar(
                "select attidentity = 'a' from pg_attribute where attrelid = $1::regclass and attname = $2",
            )
            .bind(table)
            .bind(&column.name)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
            if identity {
                let name = &column.name;
                run(
                    &mut tx,
                    format!("alter table {table} alter column {name} set generated by default"),
                )
                .await;
            }
        }
    }
    tx.commit().await.unwrap();
    testing::sealed(pool, now()).await.unwrap();
}

/// What is done to a table by somebody who owns the database, and what is found then.
async fn found(pool: &PgPool, statement: &str) -> Option<String> {
    let mut tx = pool.begin().await.unwrap();
    run(&mut tx, "set local session_replication_role = replica").await;
    run(&mut tx, statement).await;
    let found = match verify_in(&mut tx, Vec::new()).await.unwrap() {
        Verified::Broken(broken) => Some(broken.to_string()),
        Verified::Whole { .. } => sealed_in(&mut tx).await.unwrap().err().map(|found| found.to_string()),
    };
    tx.rollback().await.unwrap();
    found
}

/// Of the rows that [`filled`] put there.
fn row(columns: &[Column], n: usize) -> String {
    let of_key: Vec<String> = columns
        .iter()
        .filter(|column| column.key)
        .map(|column| format!("{} = {}", column.name, value(&column.kind, n)))
        .collect();
    of_key.join(" and ")
}

fn cases(table: &str, columns: &[Column]) -> Vec<String> {
    let (one, two) = (row(columns, 1), row(columns, 2));
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let fourth: Vec<String> = columns
        .iter()
        .map(|column| {
            if column.key {
                value(&column.kind, 4)
            } else {
                column.name.clone()
            }
        })
        .collect();
    let mut cases = vec![
        format!("delete from {table} where {one}"),
        format!("truncate {table}"),
        format!(
            "insert into {table} ({}) overriding system value select {} from {table} where {one}",
            names.join(", "),
            fourth.join(", ")
        ),
    ];
    for column in columns {
        let name = &column.name;
        cases.push(format!("update {table} set {name} = {} where {one}", changed(column)));
        if column.nullable {
            cases.push(format!("update {table} set {name} = null where {one}"));
        }
        // A key that is free meanwhile, so that not even it stands in the way.
        let (first, second) = (value(&column.kind, 1), value(&column.kind, 2));
        let between = value(&column.kind, 99);
        let (at_second, at_between) = if column.key {
            (
                two.clone(),
                one.replace(&format!("{name} = {first}"), &format!("{name} = {between}")),
            )
        } else {
            (two.clone(), one.clone())
        };
        cases.push(format!(
            "update {table} set {name} = {between} where {one};
             update {table} set {name} = {first} where {at_second};
             update {table} set {name} = {second} where {at_between}"
        ));
    }
    cases
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whatever_is_changed_behind_the_log_is_found(pool: PgPool) {
    let schema = schema(&pool).await;
    filled(&pool, &schema).await;
    assert_eq!(found(&pool, "select 1").await, None);
    let mut tried = 0;
    for (table, columns) in schema.iter().filter(|(table, _)| is_covered(table)) {
        let name = table.replace('_', " ");
        for case in cases(table, columns) {
            let found = found(&pool, &case).await.unwrap_or_else(|| panic!("passes: {case}"));
            assert!(found.starts_with(&name), "{case}: {found}");
            tried += 1;
        }
    }
    // A table has a key and one column more at least.
    assert!(tried >= 6 * schema.keys().filter(|table| is_covered(table)).count());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_changes_seals_or_entries_as_well_is_found(pool: PgPool) {
    let schema = schema(&pool).await;
    filled(&pool, &schema).await;
    assert_eq!(found(&pool, "select 1").await, None);
    for (table, row) in [
        ("seal", "seal_id = (select min(seal_id) from seal)"),
        ("activity", "seq = 1"),
    ] {
        for column in &schema[table] {
            let name = &column.name;
            let (other, none) = (changed(column), value(&column.kind, 7));
            let case = format!("update {table} set {name} = coalesce({other}, {none}) where {row}");
            assert!(found(&pool, &case).await.is_some(), "passes: {case}");
        }
        let case = format!("delete from {table} where {row}");
        assert!(found(&pool, &case).await.is_some(), "passes: {case}");
    }
    // A score, and the seal that it would have had.
    let as_sealed = "update answer set score = 5 where answer_id = 1;
        update seal set digest = sha256(salt || convert_to((select to_jsonb(a)::text from answer a where answer_id = 1), 'UTF8'))
        where relation = 'answer' and key = '1'";
    for (case, what) in [
        (as_sealed, "what entry 1 sealed: its seals are not those it was written with"),
        (
            "delete from answer where answer_id = 1; delete from seal where relation = 'answer' and key = '1'",
            "what entry 1 sealed: its seals are not those it was written with",
        ),
        // The seals leave with their entry's word of them.
        (
            "delete from answer; delete from seal; update activity set batch = null, seals = null",
            "entry 1: its content was changed after it was written",
        ),
        // With the triggers on, as by a statement of an administrator.
        (
            "set local session_replication_role = origin; update answer set score = 5 where answer_id = 1",
            "answer 1: it was changed, and no entry says so",
        ),
        (
            "set local session_replication_role = origin; delete from answer where answer_id = 1",
            "answer 1: it was changed, and no entry says so",
        ),
        ("alter table answer drop constraint answer_pkey", "the table answer: it has no primary key any more"),
        (
            "alter table answer drop constraint answer_pkey; insert into answer overriding system value select * from answer;
             alter table answer add column again bigint generated always as identity primary key",
            "answer 4 of text 1: no entry of the log seals it",
        ),
        ("drop table answer", "the table answer: rows of it were sealed, but it is not there"),
        ("create table added as select 1 as one", "the table added: it has no primary key any more"),
    ] {
        assert_eq!(found(&pool, case).await.as_deref(), Some(what), "{case}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_table_is_covered_or_it_is_said_why_not(pool: PgPool) {
    let schema = schema(&pool).await;
    let watched: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where t.tgname = c.relname || '_seals' and t.tgenabled = 'O' and t.tgfoid = 'seal_row'::regproc
             and pg_get_triggerdef(t.oid) like '% AFTER INSERT OR DELETE OR UPDATE ON %(' || (
                 select string_agg(quote_literal(k), ', ') from unnest(key_columns(c.oid)) k) || ')'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    for table in schema.keys() {
        assert_eq!(
            watched.contains(table),
            is_covered(table),
            "call seal_table('{table}') in the migration that adds it, or say in UNCOVERED why not"
        );
    }
    for (table, why) in UNCOVERED {
        assert!(schema.contains_key(*table) && !why.is_empty(), "{table}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_the_product_writes_is_sealed_as_it_is_written(pool: PgPool) {
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    testing::sealed(&pool, now()).await.unwrap();
    let new = NewAnswer {
        week: 1,
        energy: Energy::try_from(4).unwrap(),
        note: "",
    };
    let open = now() + chrono::TimeDelta::days(5);
    for person in [cast.new_pm, cast.old_pm] {
        answer(&pool, cast.pilot, person, &new, open).await.unwrap();
    }
    let fits = sealed(&pool).await.unwrap().unwrap();
    assert!(fits.tables.contains(&"answer".to_owned()));
    let (entry, named): (i64, i64) = sqlx::query_as(
        "select a.seq, h.seq from activity_head h, activity a join seal s using (batch)
         where s.relation = 'answer' order by s.seal_id desc limit 1",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(entry, named, "the entry of the answer seals it");
    let case = "update answer set score = 5 where answer_id = 2";
    assert_eq!(
        found(&pool, case).await,
        Some(format!(
            "answer 2 of checkout: it is not as it was sealed (entry {entry})"
        ))
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn facts_that_are_written_at_once_fit_at_every_moment(pool: PgPool) {
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    let other = testing::pilot(&pool, "billing", now()).await.unwrap();
    testing::sealed(&pool, now()).await.unwrap();
    let open = now() + chrono::TimeDelta::days(5);
    let answers = async |person| {
        for n in 0..20 {
            let new = NewAnswer {
                week: 1,
                energy: Energy::try_from(n % 5 + 1).unwrap(),
                note: "",
            };
            answer(&pool, cast.pilot, person, &new, open).await.unwrap();
        }
    };
    let consents = async |dri, arm| {
        for _ in 0..20 {
            store::enrolment::consent(&pool, other.pilot, dri, arm, Answer::Yes, open)
                .await
                .unwrap();
        }
    };
    let verifies = async {
        for _ in 0..20 {
            sealed(&pool).await.unwrap().unwrap();
        }
    };
    tokio::join!(
        answers(cast.new_pm),
        answers(cast.old_pm),
        consents(other.new_dri, Arm::NewModel),
        consents(other.old_dri, Arm::OldModel),
        verifies,
    );
    sealed(&pool).await.unwrap().unwrap();
    let changed = "update answer set note = 'Fine' where answer_id = (select max(answer_id) from answer)";
    assert!(found(&pool, changed).await.is_some());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_could_be_guessed_is_salted(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    // The same row over and over.
    run(
        &mut pool.acquire().await.unwrap(),
        "alter table consent disable trigger consent_append_only; alter table consent alter consent_id drop identity",
    )
    .await;
    store::enrolment::consent(&pool, cast.pilot, cast.old_dri, Arm::OldModel, Answer::No, now())
        .await
        .unwrap_err();
    for _ in 0..3 {
        run(
            &mut pool.acquire().await.unwrap(),
            format!(
                "delete from consent; insert into consent values (1, {}, {}, 'old_model', 'no', '2026-03-02Z')",
                cast.pilot.0, cast.old_dri.0
            ),
        )
        .await;
    }
    let (digests, different): (i64, i64) =
        sqlx::query_as("select count(digest), count(distinct digest) from seal where relation = 'consent'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!((digests, different), (3, 3));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_row_reads_the_same_under_every_setting(pool: PgPool) {
    let schema = schema(&pool).await;
    for setting in [
        "set timezone = 'Asia/Kolkata'",
        "set extra_float_digits = 0",
        "set bytea_output = 'escape'",
        "set datestyle = 'German'",
        "set intervalstyle = 'iso_8601'",
    ] {
        let database = pool.connect_options().get_database().unwrap().to_owned();
        run(
            &mut pool.acquire().await.unwrap(),
            format!("alter database \"{database}\" {setting}"),
        )
        .await;
    }
    let elsewhere = PgPool::connect_with((*pool.connect_options()).clone()).await.unwrap();
    filled(&elsewhere, &schema).await;
    assert_eq!(found(&elsewhere, "select 1").await, None);
    assert_eq!(found(&pool, "select 1").await, None);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_later_column_breaks_no_seal_and_is_covered_from_the_start_on(pool: PgPool) {
    let schema = schema(&pool).await;
    filled(&pool, &schema).await;
    let mut connection = pool.acquire().await.unwrap();
    run(
        &mut connection,
        "alter table answer add column later text not null default 'as it was';
         set session_replication_role = replica; update answer set score = 4 where answer_id = 3; reset session_replication_role",
    )
    .await;
    let later = "update answer set later = 'now' where answer_id = 1";
    let tampered = "answer 3 of text 3: it is not as it was sealed (entry 1)";
    assert_eq!(found(&pool, later).await.as_deref(), Some(tampered));
    store::migrate(&testing::url(&pool)).await.unwrap();
    assert_eq!(
        found(&pool, later).await.as_deref(),
        Some("answer 1 of text 1: it is not as it was sealed (entry 2)")
    );
    // What did not fit before is not sealed anew.
    assert_eq!(found(&pool, "select 1").await.as_deref(), Some(tampered));
    store::migrate(&testing::url(&pool)).await.unwrap();
    let entries: i64 = sqlx::query_scalar("select seq from activity_head")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(entries, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_a_migration_changes_is_sealed_by_an_entry(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    testing::revision(&pool, &cast, &testing::terms(), now()).await.unwrap();
    let mut connection = pool.acquire().await.unwrap();
    // As if the file that has the newest revisions counted again came only now.
    run(
        &mut connection,
        "alter table revision disable trigger revision_append_only;
         update revision set placeholders = 3, unseen = 0;
         alter table revision enable trigger revision_append_only;
         delete from _sqlx_migrations where version = 40",
    )
    .await;
    testing::sealed(&pool, now()).await.unwrap();
    store::migrate(&testing::url(&pool)).await.unwrap();
    let (counted, entries): (Option<i32>, i64) =
        sqlx::query_as("select r.placeholders, h.seq from revision r, activity_head h")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
    assert_eq!((counted, entries), (None, 2));
    assert_eq!(sealed(&pool).await.unwrap().unwrap().since, Some(1));
    // Where there is nothing to do, there is no entry.
    store::migrate(&testing::url(&pool)).await.unwrap();
    assert!(is_upgraded(&pool).await.unwrap());
    assert_eq!(sealed(&pool).await.unwrap().unwrap().since, Some(1));
    let entries: i64 = sqlx::query_scalar("select seq from activity_head")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(entries, 2);
}

/// Everything is computed anew: a score, its seal, what the entry says of its seals, and the chain from there on.
async fn rewritten(pool: &PgPool) {
    let mut tx = pool.begin().await.unwrap();
    run(
        &mut tx,
        "set local session_replication_role = replica;
         update answer set score = 5 where answer_id = 1;
         update seal set digest = sha256(salt || convert_to(
             (select to_jsonb(a)::text from answer a where answer_id = 1), 'UTF8'))
         where relation = 'answer' and key = '1'",
    )
    .await;
    chained_anew(&mut tx).await;
    tx.commit().await.unwrap();
}

/// What entries say of their seals, and the chain, computed from what stands there.
async fn chained_anew(tx: &mut PgConnection) {
    let entries = sqlx::query("select seq, at, person_id, pilot_id, action, detail, batch from activity order by seq")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    let mut prev = GENESIS;
    for row in entries {
        let mut seals = Seals::default();
        let batch = sqlx::query(
            "select seal_id, relation, key, width, salt, digest from seal where batch = $1 order by seal_id",
        )
        .bind(row.get::<Option<i64>, _>("batch"))
        .fetch_all(&mut *tx)
        .await
        .unwrap();
        for seal in &batch {
            seals.take(&Seal {
                id: seal.get("seal_id"),
                relation: seal.get("relation"),
                key: seal.get("key"),
                width: seal.get("width"),
                salt: seal.get("salt"),
                digest: seal
                    .get::<Option<Vec<u8>>, _>("digest")
                    .map(|digest| digest.try_into().unwrap()),
            });
        }
        let entry = Entry {
            seq: row.get("seq"),
            at: row.get("at"),
            person: row.get("person_id"),
            pilot: row.get("pilot_id"),
            action: row.get("action"),
            detail: row.get("detail"),
            seals: seals.digest(),
        };
        let sum = hash(&prev, &entry);
        sqlx::query("update activity set seals = $2, prev = $3, hash = $4 where seq = $1")
            .bind(entry.seq)
            .bind(entry.seals.map(Vec::from))
            .bind(&prev[..])
            .bind(&sum[..])
            .execute(&mut *tx)
            .await
            .unwrap();
        prev = sum;
    }
    sqlx::query("update activity_head set hash = $1")
        .bind(&prev[..])
        .execute(&mut *tx)
        .await
        .unwrap();
}

/// An approval that was put there silently, and the entry of an answer that seals it with the answer.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_entry_that_seals_what_it_never_changes_is_named(pool: PgPool) {
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    testing::sealed(&pool, now()).await.unwrap();
    let new = NewAnswer {
        week: 1,
        energy: Energy::try_from(2).unwrap(),
        note: "",
    };
    let open = now() + chrono::TimeDelta::days(5);
    answer(&pool, cast.pilot, cast.new_pm, &new, open).await.unwrap();
    let entry: i64 = sqlx::query_scalar("select seq from activity_head")
        .fetch_one(&pool)
        .await
        .unwrap();
    let foreign = "update approval set comment = comment || '!';
        insert into seal (batch, relation, key, width, salt, digest)
        select a.batch, n.relation, n.key, n.width, n.salt, sha256(n.salt || convert_to((
            select to_jsonb(x)::text from approval x order by approval_id limit 1), 'UTF8'))
        from activity a, seal n where a.seq = (select seq from activity_head) and n.relation = 'approval'
        order by n.key limit 1";
    let named = format!("entry {entry}, survey.answer, seals a row of approval: such an entry never changes one");
    assert_eq!(found(&pool, foreign).await, Some(named.clone()));
    // Also where whoever did it computed the chain anew.
    let mut tx = pool.begin().await.unwrap();
    run(&mut tx, "set local session_replication_role = replica").await;
    run(&mut tx, foreign).await;
    chained_anew(&mut tx).await;
    tx.commit().await.unwrap();
    assert_eq!(found(&pool, "select 1").await, Some(named));
    // An entry that no edition wrote seals nothing at all.
    let mut tx = pool.begin().await.unwrap();
    run(&mut tx, "set local session_replication_role = replica").await;
    run(
        &mut tx,
        "update activity set action = 'survey.reply' where seq = (select seq from activity_head)",
    )
    .await;
    chained_anew(&mut tx).await;
    tx.commit().await.unwrap();
    let unknown = format!("entry {entry}, survey.reply, seals a row of answer: such an entry never changes one");
    assert_eq!(found(&pool, "select 1").await, Some(unknown));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_log_rewritten_with_its_facts_shows_against_a_head_kept_elsewhere_alone(pool: PgPool) {
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    testing::sealed(&pool, now()).await.unwrap();
    let new = NewAnswer {
        week: 1,
        energy: Energy::try_from(2).unwrap(),
        note: "",
    };
    for person in [cast.new_pm, cast.old_pm] {
        answer(&pool, cast.pilot, person, &new, now() + chrono::TimeDelta::days(5))
            .await
            .unwrap();
    }
    let Verified::Whole { entries, head } = verify(&pool).await.unwrap() else {
        panic!("it is whole")
    };
    let kept: Expected = format!("{entries}:{head}").parse().unwrap();
    rewritten(&pool).await;
    assert_eq!(found(&pool, "select 1").await, None);
    let Verified::Broken(broken) = verify_against(&pool, vec![kept]).await.unwrap() else {
        panic!("it is taken for the log that it was")
    };
    assert_eq!((broken.seq, broken.fault), (entries, Fault::Unexpected));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_program_of_before_cannot_write_what_nobody_seals(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let mut tx = pool.begin().await.unwrap();
    run(
        &mut tx,
        format!(
            "update pilot set name = 'Another' where pilot_id = {};
             insert into activity (seq, at, action, detail, prev, hash)
                 select 1, now(), 'pilot.rename', '{{}}', hash, hash from activity_head",
            cast.pilot.0
        ),
    )
    .await;
    let refused = tx.commit().await.unwrap_err().to_string();
    assert!(refused.contains("an earlier version"), "{refused}");
}
