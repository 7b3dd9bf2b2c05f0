//! Named rows for tests: a pilot of six people, at every point of its life up to the start. Built
//! through the store's own functions wherever they exist.

mod agreement;
mod cast;
mod enrolment;
mod log;
mod text;

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use sqlx::PgPool;

use crate::{Result, start};

pub use agreement::{approved, condition, decided, signed, zone_version};
pub use cast::{Cast, ZONE, copies, member, person, pilot};
pub use enrolment::{baseline_feature, enrolled, feature};
pub use log::{Entry, append, sealed};
pub use text::{comment, filled, revision, terms};

/// The address of the database behind a pool that a test got.
///
/// # Panics
/// Without `DATABASE_URL`.
pub fn url(pool: &PgPool) -> String {
    let base = std::env::var("DATABASE_URL").expect("a database");
    let (server, _) = base.rsplit_once('/').expect("an address");
    format!("{server}/{}", pool.connect_options().get_database().expect("a name"))
}

/// A pilot that can start: approved, signed and enrolled.
///
/// # Errors
/// When the database fails.
pub async fn ready_pilot(pool: &PgPool, now: DateTime<Utc>) -> Result<Cast> {
    let cast = pilot(pool, "checkout", now).await?;
    decided(pool, &cast, Verdict::Approve, now).await?;
    signed(pool, &cast, now).await?;
    enrolled(pool, &cast, now).await?;
    Ok(cast)
}

/// A pilot that started at `now`.
///
/// # Errors
/// When the database fails.
pub async fn started_pilot(pool: &PgPool, now: DateTime<Utc>) -> Result<Cast> {
    let cast = ready_pilot(pool, now).await?;
    start::start(pool, cast.pilot, &[], cast.sponsor, now).await?;
    Ok(cast)
}

/// The new-model PM's answers from week 1, given at `now`.
///
/// # Errors
/// When the database fails.
pub async fn answered(pool: &PgPool, cast: &Cast, scores: &[i32], now: DateTime<Utc>) -> Result<()> {
    for (week, score) in (1_i32..).zip(scores) {
        sqlx::query!(
            "insert into answer (pilot_id, week, person_id, score, note, answered_at) values ($1, $2, $3, $4, '', $5)",
            cast.pilot.0,
            week,
            cast.new_pm.0,
            score,
            now,
        )
        .execute(pool)
        .await?;
    }
    Ok(())
}
