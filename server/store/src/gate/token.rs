//! Tokens by which a program tells what the gates of a pilot rest on.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::gate::SkillReport;
use domain::ids::{PersonId, PilotId, PullRequestId};
use sqlx::{PgConnection, PgPool};

use super::Listing;
use super::change::record_files;
use crate::change::Change;
use crate::{Error, Result};

/// A token as its page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateToken {
    /// Its row.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// Who made it: what it tells stands in their name.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// When something came by it last.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What a token that counts lets its bearer do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Its row.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// The pilot it is of.
    pub pilot: PilotId,
    /// In whose name it speaks.
    pub person: PersonId,
}

/// Whether what came by a token was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// It is recorded.
    New,
    /// The same was said last.
    Known,
}

/// The tokens of a pilot, the newest first.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn tokens(pool: &PgPool, pilot: PilotId) -> Result<Vec<GateToken>> {
    Ok(sqlx::query_as!(
        GateToken,
        r#"select t.gate_token_id as id, t.name, p.name as made_by, t.made_at,
               greatest((select max(s.received_at) from skill_result s where s.gate_token_id = t.gate_token_id),
                   (select max(c.entered_at) from changed_files c where c.gate_token_id = t.gate_token_id)) as used_at,
               r.revoked_at as "revoked_at?"
           from gate_token t join person p on p.person_id = t.made_by
           left join gate_token_revocation r using (gate_token_id)
           where t.pilot_id = $1 order by t.gate_token_id desc"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?)
}

/// The most tokens of one pilot that count at a time.
const MOST: i64 = 20;

/// Keeps a new token, by its hash.
///
/// # Errors
/// [`Error::Refused`] when the pilot is decided or has as many as it may.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn make_token(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (name, hash): (&str, &[u8]),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from gate_token t where t.pilot_id = $1
           and not exists (select from gate_token_revocation r where r.gate_token_id = t.gate_token_id)"#,
        pilot.0,
    )
    .fetch_one(&mut *change)
    .await?;
    if count >= MOST {
        return Err(Error::refused(format!(
            "{MOST} tokens count already. Revoke one that is not used."
        )));
    }
    sqlx::query!(
        "insert into gate_token (pilot_id, name, token_hash, made_by, made_at) values ($1, $2, $3, $4, $5)",
        pilot.0,
        name,
        hash,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let name = name.to_owned();
    change.commit(event::Gate::MakeToken { name }).await
}

/// Revokes a token at once. What came by it stays. Doing it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such token.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn revoke_token(pool: &PgPool, pilot: PilotId, person: PersonId, id: i64, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let name = sqlx::query_scalar!(
        "select name from gate_token where gate_token_id = $2 and pilot_id = $1",
        pilot.0,
        id,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    let done = sqlx::query!(
        "insert into gate_token_revocation (gate_token_id, revoked_by, revoked_at) values ($1, $2, $3)
         on conflict do nothing",
        id,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    change.commit(event::Gate::RevokeToken { name }).await
}

/// What the token with this hash lets its bearer do; `None` where it does not count: it was revoked, or whoever made it is no
/// sponsor of the pilot any more.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn bearer(pool: &PgPool, hash: &[u8]) -> Result<Option<Bearer>> {
    bearer_in(&mut *pool.acquire().await?, hash).await
}

async fn bearer_in(connection: &mut PgConnection, hash: &[u8]) -> Result<Option<Bearer>> {
    Ok(sqlx::query_as!(
        Bearer,
        r#"select t.gate_token_id as id, t.name, t.pilot_id as "pilot: PilotId", t.made_by as "person: PersonId"
           from gate_token t join person p on p.person_id = t.made_by join pilot o using (pilot_id)
           where t.token_hash = $1 and p.disabled_at is null and o.put_away_at is null
               and exists (select from member m where m.pilot_id = t.pilot_id and m.person_id = t.made_by
                   and m.role = 'sponsor')
               and not exists (select from gate_token_revocation r where r.gate_token_id = t.gate_token_id)"#,
        hash,
    )
    .fetch_optional(connection)
    .await?)
}

/// Begins what comes by a token, which has to count still once nobody else is at the pilot.
pub(crate) async fn begin(pool: &PgPool, bearer: &Bearer, now: DateTime<Utc>) -> Result<Change<'static>> {
    let mut change = Change::begin(pool, bearer.pilot, bearer.person, now)
        .await?
        .undecided()?;
    let hash = sqlx::query_scalar!("select token_hash from gate_token where gate_token_id = $1", bearer.id)
        .fetch_one(&mut *change)
        .await?;
    bearer_in(&mut change, &hash).await?.ok_or(Error::NotFound)?;
    Ok(change)
}

/// Records what the skill file said of a commit, as a program tells it.
///
/// # Errors
/// [`Error::NotFound`] when the token no longer counts; [`Error::Refused`] when the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn report_skill(
    pool: &PgPool,
    bearer: &Bearer,
    report: &SkillReport,
    now: DateTime<Utc>,
) -> Result<Reported> {
    let mut change = begin(pool, bearer, now).await?;
    let before = sqlx::query_scalar!(
        "select passed from skill_result where pilot_id = $1 and lower(repository) = lower($2) and head = $3
         order by at desc, skill_result_id desc limit 1",
        bearer.pilot.0,
        report.repository,
        report.commit,
    )
    .fetch_optional(&mut *change)
    .await?;
    if before == Some(report.passed) {
        return Ok(Reported::Known);
    }
    sqlx::query!(
        "insert into skill_result (pilot_id, repository, head, passed, url, at, entered_by, received_at, gate_token_id)
         values ($1, $2, $3, $4, $5, $6, $7, $6, $8)",
        bearer.pilot.0,
        report.repository,
        report.commit,
        report.passed,
        report.url,
        change.now(),
        bearer.person.0,
        bearer.id,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Gate::RecordSkill {
        repository: report.repository.clone(),
        head: report.commit.clone(),
        passed: report.passed,
        url: report.url.clone().into(),
        token: Some(bearer.name.clone()),
    };
    change.commit(event).await?;
    Ok(Reported::New)
}

/// Records which files a pull request changes at one of its commits, as a program tells it.
///
/// # Errors
/// [`Error::NotFound`] when the token no longer counts, or the pilot knows no such pull request; [`Error::Refused`] when that is
/// of no feature, the commit was never its newest, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn report_files(
    pool: &PgPool,
    bearer: &Bearer,
    (repository, number): (&str, i32),
    listing: Listing<'_>,
    now: DateTime<Utc>,
) -> Result<Reported> {
    let mut change = begin(pool, bearer, now).await?;
    let id = sqlx::query_scalar!(
        "select pull_request_id from pull_request where pilot_id = $1 and lower(repository) = lower($2) and number = $3",
        bearer.pilot.0,
        repository,
        number,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    let (pilot, person) = (bearer.pilot, bearer.person);
    record_files(change, (pilot, person), PullRequestId(id), listing, Some(bearer)).await
}
