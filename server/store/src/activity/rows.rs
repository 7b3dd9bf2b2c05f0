//! The rows of covered tables beside their newest seals.
//!
//! The text of a row is `to_jsonb`, under the settings below, as `migrations/0050_seal.sql` computes it. Comparing calls
//! nothing but what Postgres brings along: a function of the schema could be another by now.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, PgConnection};

use super::Contradiction;
use super::sealed::{UNCOVERED, named, unfit};
use crate::Result;

/// A covered table: its columns, and those of its primary key.
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<String>,
    key: Vec<String>,
}

impl Table {
    /// Its rows, each with its key.
    fn rows(&self) -> String {
        let values: Vec<String> = self
            .key
            .iter()
            .map(|column| format!("(f.fact -> {})::text", literal(column)))
            .collect();
        format!(
            "select concat_ws(',', {}) collate \"C\" as key, f.fact from (select to_jsonb(t) as fact from {} t) f",
            values.join(", "),
            identifier(&self.name)
        )
    }
}

/// The newest seal of each row of the table `$1`.
const NEWEST: &str = "select distinct on (s.key) s.key, s.batch, s.width, s.salt, s.digest from seal s
    where s.relation = $1 order by s.key, s.seal_id desc";

/// The digest that the row `r` has under its seal `n`: over those of its columns, `$2`, that there were then.
const DIGEST: &str = "sha256(n.salt || convert_to(
    (case when n.width = cardinality($2) then r.fact else r.fact - $2[n.width + 1:] end)::text, 'UTF8'))";

/// The covered tables. From here on the transaction has the settings that the text of rows depends on.
pub(super) async fn covered(connection: &mut PgConnection) -> Result<Vec<Table>> {
    for setting in [
        "set local timezone = 'UTC'",
        "set local extra_float_digits = 1",
        "set local bytea_output = 'hex'",
        "set local intervalstyle = 'postgres'",
    ] {
        sqlx::query(setting).execute(&mut *connection).await?;
    }
    let uncovered: Vec<String> = UNCOVERED.iter().map(|(name, _)| (*name).to_owned()).collect();
    let tables = sqlx::query_as!(
        Table,
        r#"select c.relname::text as "name!",
               array(select a.attname::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum)
                   as "columns!: Vec<String>",
               array(select a.attname::text
                   from pg_index i cross join unnest(i.indkey) with ordinality k (number, position)
                       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
                   where i.indrelid = c.oid and i.indisprimary order by k.position) as "key!: Vec<String>"
           from pg_class c
           where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1)
           order by c.relname"#,
        &uncovered,
    )
    .fetch_all(connection)
    .await?;
    Ok(tables)
}

fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// How many rows a table has, and the first that is not as it was sealed.
#[derive(sqlx::FromRow)]
struct Compared {
    rows: i64,
    key: Option<String>,
    what: Option<String>,
    entry: Option<i64>,
    pilot: Option<String>,
}

/// How many rows a table has that all are as they were sealed, or the first that is not.
pub(super) async fn in_table(
    connection: &mut PgConnection,
    table: &Table,
) -> Result<std::result::Result<i64, Contradiction>> {
    let name = &table.name;
    if table.key.is_empty() {
        return Ok(Err(unfit(
            format!("the table {name}"),
            "it has no primary key any more",
        )));
    }
    let compared: Compared = sqlx::query_as(AssertSqlSafe(format!(
        "select c.rows, x.key, x.what, (select min(a.seq) from activity a where a.batch = x.batch) as entry,
             (select p.slug from pilot p where to_jsonb(p.pilot_id) = x.fact -> 'pilot_id') as pilot
         from (select count(*) as rows from {}) c left join (
             select u.* from (
                 select coalesce(n.key, r.key) as key, n.batch, r.fact,
                     case when n.key is null then 'added'
                         when r.key is null then case when n.digest is not null then 'gone' end
                         when n.digest is null then 'back'
                         when n.digest <> {DIGEST} then 'changed' end as what
                 from ({NEWEST}) n full join ({}) r on r.key = n.key) u
             where u.what is not null order by u.key limit 1) x on true",
        identifier(name),
        table.rows()
    )))
    .bind(name)
    .bind(&table.columns)
    .fetch_one(connection)
    .await?;
    let (Some(key), Some(what)) = (compared.key, compared.what) else {
        return Ok(Ok(compared.rows));
    };
    Ok(Err(Contradiction {
        pilot: compared.pilot,
        fact: named(name, &key),
        what: match what.as_str() {
            "added" => "no entry of the log seals it",
            "gone" => "it is not there any more, though it was sealed",
            "back" => "it is there, though it was sealed as removed",
            _ => "it is not as it was sealed",
        },
        entry: compared.entry,
    }))
}

/// Seals the rows of tables that have other columns than they had, so that these are covered as well. A row that is not
/// as it was sealed stays so.
pub(crate) async fn widen(connection: &mut PgConnection) -> Result<()> {
    let widths: BTreeMap<String, i32> = sqlx::query!("select relation, width from seal_width")
        .fetch_all(&mut *connection)
        .await?
        .into_iter()
        .map(|row| (row.relation, row.width))
        .collect();
    for table in covered(connection).await? {
        let width = table.columns.len() as i32;
        if widths.get(&table.name).is_none_or(|sealed| *sealed == width) {
            continue;
        }
        sqlx::query(AssertSqlSafe(format!(
            "insert into seal (batch, relation, key, width, salt, digest)
             select batch_under_way(), $1, x.key, cardinality($2), x.salt, sha256(x.salt || convert_to(x.fact::text, 'UTF8'))
             from (select r.key, r.fact, uuid_send(gen_random_uuid()) as salt
                 from ({NEWEST}) n join ({}) r on r.key = n.key
                 where n.width <> cardinality($2) and n.digest = {DIGEST} offset 0) x",
            table.rows()
        )))
        .bind(&table.name)
        .bind(&table.columns)
        .execute(&mut *connection)
        .await?;
        sqlx::query!(
            "update seal_width set width = $2 where relation = $1",
            table.name,
            width
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
