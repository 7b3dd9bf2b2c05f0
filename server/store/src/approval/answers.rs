//! An approver's answers while they are a draft.

use chrono::{DateTime, NaiveDate, SubsecRound as _, Utc};
use domain::approval::{Answers, Bounds};
use domain::ids::{ApprovalRequestId, PersonId, PilotId};
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use super::turn::{Turn, turn};
use crate::pilot::Facts;
use crate::proposal::Revision;
use crate::{Error, Result};

/// Answers on their way to the check page.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What was chosen.
    pub answers: Answers,
    /// When; a decision names it, so that it is made on the answers the page showed.
    pub saved_at: DateTime<Utc>,
}

/// What answers to a request are checked against.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How many asks there are.
    pub asks: usize,
    /// Who can own a condition, by name.
    pub members: Vec<(PersonId, String)>,
    pub(super) ids: Vec<PersonId>,
    today: NaiveDate,
    readout: NaiveDate,
}

impl Limits {
    /// As the rule takes them.
    pub fn bounds(&self) -> Bounds<'_> {
        Bounds {
            asks: self.asks,
            members: &self.ids,
            today: self.today,
            readout: self.readout,
        }
    }
}

pub(super) fn limits(known: &Facts, asks: usize, revision: &Revision, today: NaiveDate) -> Result<Limits> {
    let mut members: Vec<(PersonId, String)> = Vec::new();
    for member in known.members() {
        if members.iter().all(|(person, _)| *person != member.person_id) {
            members.push((member.person_id, member.name.clone()));
        }
    }
    members.sort_by(|(one, name), (other, other_name)| (name, one).cmp(&(other_name, other)));
    Ok(Limits {
        asks,
        ids: members.iter().map(|(person, _)| *person).collect(),
        members,
        today,
        readout: revision
            .terms
            .agreed()
            .map_err(|_| Error::inconsistent("approval_request", "the revision sent has incomplete terms"))?
            .readout_at
            .date(),
    })
}

/// The person's kept answers to a request, if any.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn draft(pool: &PgPool, request: ApprovalRequestId, person: PersonId) -> Result<Option<Draft>> {
    find_draft(&mut *pool.acquire().await?, request, person).await
}

pub(super) async fn find_draft(
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
/// [`Error::NotFound`] when the seat is not for this person; [`Error::Refused`] when it cannot be filled any
/// more.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn keep_answers(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    ((request, seat), answers): ((ApprovalRequestId, PersonId), &Answers),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut connection = pool.acquire().await?;
    if let Turn::Filled(asked, filled) = turn(&mut connection, pilot, person, request, seat, now).await? {
        let who = if filled.person_id == person { "You" } else { &filled.by };
        return Err(Error::refused(format!(
            "{who} decided on revision {} already. A decision stands; the sponsor can ask again.",
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
    .execute(&mut *connection)
    .await?;
    Ok(())
}
