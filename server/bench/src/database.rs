//! The database that is measured, and the count of its statements.

use anyhow::{Context as _, Result};
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, PgPool};

/// A database of its own for the program, on a server that keeps count.
pub struct Database {
    /// Its address.
    pub url: String,
    /// Connections to it.
    pub pool: PgPool,
    /// Another database of the same server: what is asked there does not count.
    beside: PgPool,
    name: &'static str,
    counts: bool,
}

impl Database {
    /// Makes the database of this name on the server at `address`.
    ///
    /// # Errors
    /// When the server does not answer, or has one of this name.
    pub async fn create(address: &str, name: &'static str) -> Result<Self> {
        let (server, _) = address.rsplit_once('/').context("no database in the address")?;
        let beside = PgPoolOptions::new().max_connections(1).connect(address).await?;
        sqlx::raw_sql(AssertSqlSafe(format!("create database {name}")))
            .execute(&beside)
            .await?;
        let counts = sqlx::raw_sql("create extension if not exists pg_stat_statements")
            .execute(&beside)
            .await
            .is_ok();
        let url = format!("{server}/{name}");
        let pool = PgPoolOptions::new().max_connections(4).connect(&url).await?;
        Ok(Self {
            url,
            pool,
            beside,
            name,
            counts,
        })
    }

    /// How many statements have been executed in the database; `None` where the server keeps no count.
    pub async fn statements(&self) -> Option<i64> {
        if !self.counts {
            return None;
        }
        sqlx::query_scalar(
            "select coalesce(sum(s.calls), 0)::bigint from pg_stat_statements s
             join pg_database d on d.oid = s.dbid where d.datname = $1",
        )
        .bind(self.name)
        .fetch_one(&self.beside)
        .await
        .ok()
    }

    /// A number that a query gives.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn number(&self, query: &'static str) -> Result<i64> {
        Ok(sqlx::query_scalar(query).fetch_one(&self.pool).await?)
    }

    /// Does something to the database.
    ///
    /// # Errors
    /// When it fails.
    pub async fn execute(&self, statement: String) -> Result<u64> {
        let done = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&self.pool).await?;
        Ok(done.rows_affected())
    }

    /// Leaves the database as it is after a while of quiet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tidy(&self) -> Result<()> {
        self.execute("vacuum analyze".to_owned()).await?;
        self.execute("checkpoint".to_owned()).await?;
        Ok(())
    }
}
