//! Texts and terms, and what is said about them.

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::comment::Anchor;
use domain::document::placeholders;
use domain::ids::{CommentThreadId, PersonId, PilotId};
use domain::proposal::{RevisionNumber, digest};
use domain::template;
use domain::terms::{Statistic, Terms};
use sqlx::PgPool;
use sqlx::types::Json;

use super::cast::Cast;
use crate::{Error, Result, approval, comment, proposal};

/// Terms with nothing missing: four weeks, four baseline features and their median, a drop of 30%.
pub fn terms() -> Terms {
    let list = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
    Terms {
        weeks: Some(4),
        pilot_pms: Some(2),
        dri_hours_per_week: Some(2.into()),
        baseline_features: Some(4),
        baseline_statistic: Some(Statistic::Median),
        commit_drop_percent: Some(30.into()),
        cycles_must_not_increase: Some(true),
        energy_at_least: Some(4.into()),
        outcome_must_move: Some(true),
        success_at: Some(3),
        iterate_at: Some(2),
        readout_at: "2026-04-03T16:00:00".parse().ok(),
        asks: list(&["Run the pilot", "Two engineers review"]),
        metrics: list(&["Days to first commit", "Review cycles"]),
        pm_zone: list(&["Copy and translations", "Feature flags"]),
        engineering_zone: list(&["Payments", "Schema migrations"]),
        week_one: list(&["Write the plan", "Merge one word of copy"]),
        no_go: list(&["No change to payments"]),
        ..Terms::default()
    }
}

/// Writes the next revision, with the built-in text and these terms, and judges it. Gives its number.
///
/// # Errors
/// When the database fails.
pub async fn revision(pool: &PgPool, cast: &Cast, terms: &Terms, now: DateTime<Utc>) -> Result<i32> {
    let body = template::body();
    let digest = digest(&body, terms);
    let mut connection = pool.acquire().await?;
    let number = sqlx::query_scalar!(
        r#"insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
           select $1, coalesce(max(number), 0) + 1, $2, $3, $4, 'Text', $5, $6 from revision where pilot_id = $1
           returning number"#,
        cast.pilot.0,
        body.as_str(),
        Json(terms) as _,
        digest.as_str(),
        cast.sponsor.0,
        now,
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into approval_judgement_due (pilot_id, older, newer)
         select distinct pilot_id, revision_number, $2::int from approval_request
         where pilot_id = $1 and revision_number < $2",
        cast.pilot.0,
        number,
    )
    .execute(&mut *connection)
    .await?;
    approval::judge_due(&mut connection).await?;
    Ok(number)
}

/// Fills every gap of a new pilot's text and terms, so that its revision 2 can be sent.
///
/// # Errors
/// When the pilot has other revisions, or the database fails.
pub async fn filled(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    readout_at: NaiveDateTime,
    now: DateTime<Utc>,
) -> Result<()> {
    let first = proposal::latest(pool, pilot).await?;
    let terms = Terms {
        baseline_statistic: Some(Statistic::Median),
        readout_at: Some(readout_at),
        ..first.terms
    };
    let gaps = placeholders(&first.body);
    let values: Vec<(&str, &str)> = gaps.iter().map(|gap| (gap.text.as_str(), "filled")).collect();
    let completion = proposal::Completion {
        base: RevisionNumber(1),
        values: &values,
        none: &[],
        terms: &terms,
        answered: &[],
        confirms: true,
    };
    proposal::complete(pool, pilot, author, &completion, now).await?;
    Ok(())
}

/// A comment on a whole section of the newest revision.
///
/// # Errors
/// [`Error::NotFound`] without such a section.
pub async fn comment(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    section: &str,
    text: &str,
    now: DateTime<Utc>,
) -> Result<CommentThreadId> {
    let latest = proposal::latest(pool, pilot).await?;
    let new = comment::NewThread {
        base: latest.number,
        anchor: &Anchor::to_section(&latest.body, section).ok_or(Error::NotFound)?,
        text,
        replacement: None,
    };
    comment::start(pool, pilot, author, new, now).await
}
