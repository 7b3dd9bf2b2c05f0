use chrono::{DateTime, SubsecRound as _, Utc};
use chrono_tz::Tz;
use domain::approval::{Answered, Answers, Ask, Verdict, asks};
use domain::ids::{ApprovalId, ApprovalRequestId, PersonId, PilotId};
use serde_json::json;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use super::{Request, requests};
use crate::activity::{self, Act};
use crate::pilot::lock;
use crate::proposal::{Revision, find};
use crate::{Error, Result};

/// Answers on their way to the check page.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What was chosen.
    pub answers: Answers,
    /// When; a decision names it, so that it is made on the answers the page showed.
    pub saved_at: DateTime<Utc>,
}

/// The person's kept answers to a request, if any.
///
/// # Errors
/// When the database fails.
pub async fn draft(pool: &PgPool, request: ApprovalRequestId, person: PersonId) -> Result<Option<Draft>> {
    find_draft(&mut *pool.acquire().await?, request, person).await
}

async fn find_draft(
    connection: &mut PgConnection,
    request: ApprovalRequestId,
    person: PersonId,
) -> Result<Option<Draft>> {
    Ok(sqlx::query!(
        r#"select answers as "answers: Json<Answers>", saved_at from approval_draft
           where approval_request_id = $1 and person_id = $2"#,
        request.0,
        person.0,
    )
    .fetch_optional(connection)
    .await?
    .map(|r| Draft {
        answers: r.answers.0,
        saved_at: r.saved_at,
    }))
}

/// Keeps answers for the check page. They are nobody else's business until the decision, so no
/// activity is recorded.
///
/// # Errors
/// [`Error::Refused`] when the request cannot be decided any more.
pub async fn keep_answers(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (request, answers): (ApprovalRequestId, &Answers),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    lock(&mut tx, pilot).await?;
    let asked = open(&mut tx, pilot, person, request).await?;
    if asked.outcome.is_some() {
        return Err(Error::refused(format!(
            "You decided on revision {} already. A decision stands; the sponsor can ask again.",
            asked.revision
        )));
    }
    sqlx::query!(
        "insert into approval_draft (approval_request_id, person_id, answers, saved_at) values ($1, $2, $3, $4)
         on conflict (approval_request_id, person_id) do update
             set answers = excluded.answers, saved_at = excluded.saved_at",
        request.0,
        person.0,
        Json(answers) as _,
        now.trunc_subsecs(6),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The request with this id, when `person` is its approver and it is the newest.
async fn open(tx: &mut PgConnection, pilot: PilotId, person: PersonId, request: ApprovalRequestId) -> Result<Request> {
    let requests = requests(&mut *tx, pilot).await?;
    let newest = requests.first().cloned();
    let asked = requests
        .into_iter()
        .find(|r| r.request_id == request && r.approver_id == person)
        .ok_or(Error::NotFound)?;
    match newest {
        Some(newest) if newest.request_id != request && asked.outcome.is_none() => Err(Error::refused(format!(
            "{} sent revision {} meanwhile. It replaces the request for revision {}, so nothing was recorded.",
            newest.sent_by, newest.revision, asked.revision
        ))),
        _ => Ok(asked),
    }
}

/// What a decision is made with.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The request it answers.
    pub request: ApprovalRequestId,
    /// The answers the check page showed, by when they were kept.
    pub answers_saved_at: DateTime<Utc>,
    /// The approver confirmed that answers and decision are meant as they are.
    pub sure: bool,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is recorded.
    Now(ApprovalId, Verdict),
    /// The same person decided before; that record stands and nothing was added.
    Before(ApprovalId),
}

/// Records the decision on a request. However many times and from however many windows it is sent,
/// there is exactly one.
///
/// # Errors
/// [`Error::NotFound`] when the request is not for this person; [`Error::Refused`] when a newer request
/// replaced it, the answers changed since the check page, or answers and decision do not hold together.
pub async fn decide(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<Decided> {
    let mut tx = pool.begin().await?;
    let locked = lock(&mut tx, pilot).await?;
    let request = open(&mut tx, pilot, person, decision.request).await?;
    if let Some(outcome) = request.outcome {
        return Ok(Decided::Before(outcome.approval_id));
    }
    if locked.started {
        return Err(Error::refused(
            "The pilot has started: there is nothing left to decide here.",
        ));
    }
    let draft = find_draft(&mut tx, request.request_id, person)
        .await?
        .filter(|draft| draft.saved_at == decision.answers_saved_at)
        .ok_or_else(|| Error::refused("Your answers changed in another window. Check them again, then decide."))?;
    let revision = find(&mut *tx, pilot, Some(request.revision)).await?;
    let asks = asks_of(&request, &revision, locked.zone)?;
    let checked = draft.answers.check(asks.len()).map_err(|objections| {
        Error::refused(objections.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    })?;
    if let Some(doubt) = checked.doubt.filter(|_| !decision.sure) {
        return Err(Error::refused(doubt.question(asks.len())));
    }
    let answered: Vec<Answered> = asks
        .into_iter()
        .zip(checked.asks)
        .map(|(ask, answer)| Answered { ask, answer })
        .collect();
    let approval = sqlx::query_scalar!(
        r#"insert into approval (approval_request_id, person_id, verdict, asks, comment, digest, decided_at)
           values ($1, $2, $3, $4, $5, $6, $7)
           returning approval_id as "approval_id: ApprovalId""#,
        request.request_id.0,
        person.0,
        checked.verdict.as_str(),
        Json(&answered) as _,
        checked.comment,
        revision.digest.as_str(),
        now,
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query!(
        "delete from approval_draft where approval_request_id = $1",
        request.request_id.0
    )
    .execute(&mut *tx)
    .await?;
    let act = Act {
        at: now,
        person: Some(person),
        pilot: Some(pilot),
        action: "approval.decide",
        detail: json!({
            "approval": approval, "request": request.request_id, "revision": request.revision,
            "digest": revision.digest.as_str(), "zone_version": request.zone_version, "verdict": checked.verdict,
        }),
    };
    activity::append(&mut tx, act).await?;
    tx.commit().await?;
    Ok(Decided::Now(approval, checked.verdict))
}

/// The asks a request puts.
pub(super) fn asks_of(request: &Request, revision: &Revision, zone: Tz) -> Result<Vec<Ask>> {
    let terms = revision
        .terms
        .agreed()
        .map_err(|_| Error::inconsistent("approval_request", "the revision sent has incomplete terms"))?;
    Ok(asks(&terms, &revision.terms.asks, request.zone_version, zone))
}
