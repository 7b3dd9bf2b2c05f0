//! All texts of one's own that are no revision.

use chrono::{DateTime, Days, Utc};
use domain::ids::{ConflictId, DraftId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

use super::draft::{KEPT_DAYS, oldest_kept};
use crate::Result;

/// A text of one's own that is no revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptText {
    /// The conflict it lost; `None` for a draft.
    pub conflict: Option<ConflictId>,
    /// The draft it is; `None` for a text that lost.
    pub draft: Option<DraftId>,
    /// The section it stands for; empty for a new one.
    pub section: String,
    /// The revision it was begun on.
    pub base: RevisionNumber,
    /// The text as typed.
    pub text: String,
    /// The result of its conflict as far as it was written and not saved.
    pub result: Option<String>,
    /// When it was kept.
    pub kept_at: DateTime<Utc>,
    /// Whether its conflict is settled, and by which revision.
    pub settled: Option<Option<RevisionNumber>>,
}

impl KeptText {
    /// When it goes.
    #[must_use]
    pub fn until(&self) -> DateTime<Utc> {
        self.kept_at + Days::new(KEPT_DAYS)
    }
}

/// All drafts of a person, and their texts that lost a conflict, newest first.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn kept(pool: &PgPool, pilot: PilotId, person: PersonId, now: DateTime<Utc>) -> Result<Vec<KeptText>> {
    let rows = sqlx::query!(
        r#"select null::bigint as "conflict: ConflictId", draft_id as "draft: DraftId", section as "section!", base_number as "base_number!",
               body as "body!", null::text as result, saved_at as "kept_at!", false as "settled!",
               null::int as settled_number
           from draft where pilot_id = $1 and person_id = $2 and saved_at > $3
           union all
           select conflict_id, null, section, base_number, body, result, kept_at, settled_at is not null, settled_number
           from conflict where pilot_id = $1 and person_id = $2 and kept_at > $3
           order by 7 desc"#,
        pilot.0,
        person.0,
        oldest_kept(now),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| KeptText {
            conflict: r.conflict,
            draft: r.draft,
            section: r.section,
            base: RevisionNumber(r.base_number),
            text: r.body,
            result: r.result,
            kept_at: r.kept_at,
            settled: r.settled.then(|| r.settled_number.map(RevisionNumber)),
        })
        .collect())
}
