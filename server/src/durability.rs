//! A database that may forget is refused.

use anyhow::{Context as _, ensure};
use store::PgPool;

/// Refuses a database that may forget what it has acknowledged: `fsync`, `full_page_writes` and `synchronous_commit`
/// must not be off. Holds for the private cluster and for a `DATABASE_URL` alike; the error names the setting.
pub async fn check(pool: &PgPool) -> anyhow::Result<()> {
    let settings = store::durability::settings(pool)
        .await
        .context("reading the durability settings")?;
    for setting in settings {
        ensure!(
            setting.value != "off",
            "Postgres runs with {} = off and may lose what it has acknowledged. Turn it on and start again.",
            setting.name
        );
    }
    Ok(())
}
