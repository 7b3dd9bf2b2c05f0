//! What only Rust can derive of the rows there are, once the schema is up to date.

use domain::activity::event;
use domain::ids::ConnectionId;
use sqlx::PgConnection;

use crate::change::Change;
use crate::secret::{Bound, Key};
use crate::{Result, activity, approval};

/// What migrations change in covered tables is sealed as one batch, which is due as soon as they end: also when the
/// program ends before it wrote the entry.
pub(crate) async fn begin(connection: &mut PgConnection) -> Result<()> {
    let has_seals = sqlx::query_scalar!(r#"select to_regclass('public.seal_due') is not null as "has!""#)
        .fetch_one(&mut *connection)
        .await?;
    if has_seals {
        sqlx::query!(
            "with due as (insert into seal_due (batch) values (nextval('seal_batch')) returning batch)
             select set_config('countersign.batch', batch::text, false) from due"
        )
        .fetch_one(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Judges what is due, seals with it what the migrations left to be sealed, and writes the entry that says so; nothing
/// when nothing is left. Any number of instances may do it at once.
pub(crate) async fn finish(connection: &mut PgConnection) -> Result<()> {
    sqlx::query!("select set_config('countersign.batch', '', false)")
        .fetch_one(&mut *connection)
        .await?;
    sqlx::query!("delete from seal_due d where not exists (select from seal s where s.batch = d.batch)")
        .execute(&mut *connection)
        .await?;
    loop {
        let mut change = Change::of_upgrade(connection).await?;
        // What goes on is of the batch that a migration began.
        sqlx::query!(
            "with due as (
                 delete from seal_due where batch = (select min(batch) from seal_due) returning batch)
             select set_config('countersign.batch', batch::text, true) from due"
        )
        .fetch_optional(&mut *change)
        .await?;
        approval::judge_due(&mut change).await?;
        activity::widen(&mut change).await?;
        let sealed = sqlx::query_scalar!(
            r#"select count(*) as "count!" from seal
               where batch = nullif(current_setting('countersign.batch', true), '')::bigint"#
        )
        .fetch_one(&mut *change)
        .await?;
        if sealed == 0 {
            return Ok(());
        }
        change.commit(event::Account::Upgrade { sealed }).await?;
    }
}

/// Encrypts the webhook secrets that versions before this kept as they are, once, with an entry that says so.
pub(crate) async fn seal_plain_secrets(connection: &mut PgConnection, key: &Key) -> Result<()> {
    let mut change = Change::of_upgrade(connection).await?;
    let plain = sqlx::query!(
        r#"select connection_id as "id: ConnectionId", plain_secret as "secret!" from connection
           where plain_secret is not null order by connection_id for update"#
    )
    .fetch_all(&mut *change)
    .await?;
    if plain.is_empty() {
        return Ok(());
    }
    for connection in &plain {
        sqlx::query!(
            "update connection set plain_secret = null, sealed_secret = $2 where connection_id = $1",
            connection.id.0,
            key.seal(Bound::Webhook(connection.id), &connection.secret),
        )
        .execute(&mut *change)
        .await?;
    }
    let sealed = i64::try_from(plain.len()).unwrap_or(i64::MAX);
    change.commit(event::Account::Upgrade { sealed }).await
}
