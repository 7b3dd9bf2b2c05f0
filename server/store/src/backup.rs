//! What a backup needs to know of the database: a moment that another program can read, and whether there is room to put
//! one back.

use domain::activity::hex;
use sqlx::{PgPool, Postgres, Transaction};

use crate::Result;
use crate::activity::as_hash;

/// One moment of the database. While it lives, another connection can read the same moment by its name.
#[derive(Debug)]
pub struct Moment {
    /// Its name in Postgres.
    pub snapshot: String,
    /// The newest entry of the log in it and that entry's hash, as `verify` takes and prints them.
    pub head: String,
    /// The major version of the server.
    pub major: u32,
    _transaction: Transaction<'static, Postgres>,
}

/// Holds the present moment.
///
/// # Errors
/// When the database fails or is none of this program's.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn moment(pool: &PgPool) -> Result<Moment> {
    let mut transaction = pool
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    let snapshot = sqlx::query_scalar!(r#"select pg_export_snapshot() as "snapshot!""#)
        .fetch_one(&mut *transaction)
        .await?;
    let head = sqlx::query!("select seq, hash from activity_head")
        .fetch_one(&mut *transaction)
        .await?;
    Ok(Moment {
        snapshot,
        head: format!("{}:{}", head.seq, hex(&as_hash(head.hash)?)),
        major: transaction.server_version_num().unwrap_or_default() / 10_000,
        _transaction: transaction,
    })
}

/// The major version of the server, if nothing is in the database yet: no table, view or sequence but an extension's.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn empty(pool: &PgPool) -> Result<Option<u32>> {
    let mut connection = pool.acquire().await?;
    let is_empty = sqlx::query_scalar!(
        r#"select not exists (
               select from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                 and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')) as "empty!""#
    )
    .fetch_one(&mut *connection)
    .await?;
    Ok(is_empty.then(|| connection.server_version_num().unwrap_or_default() / 10_000))
}
