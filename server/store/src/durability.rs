//! The settings on which "acknowledged means kept" rests.

use sqlx::PgPool;

/// One setting as this connection sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name in Postgres.
    pub name: String,
    /// Its value, such as `on` or `off`.
    pub value: String,
}

/// `fsync`, `full_page_writes` and `synchronous_commit`, in alphabetical order.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn settings(pool: &PgPool) -> sqlx::Result<Vec<Setting>> {
    sqlx::query_as!(
        Setting,
        r#"
        select name as "name!", setting as "value!"
        from pg_catalog.pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit')
        order by name
        "#
    )
    .fetch_all(pool)
    .await
}
