//! The editor of a section: which text it shows, on which revision.

use chrono::{DateTime, Utc};
use domain::document::sections;
use domain::ids::{ConflictId, DraftId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

use super::draft::oldest_kept;
use super::{Draft, Revision, find, latest};
use crate::{Error, Result};

/// What the editor of a section shows.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The revision that is edited: the draft's, or the newest that has the section.
    pub base: Revision,
    /// The newest revision.
    pub latest: Revision,
    /// What the person has typed so far.
    pub draft: Option<Draft>,
    /// Other drafts of theirs of this section, newest first: each with its id, base and time.
    pub others: Vec<(DraftId, RevisionNumber, DateTime<Utc>)>,
    /// Texts of theirs about this section that lost a conflict which is not settled.
    pub conflicts: Vec<(ConflictId, DateTime<Utc>)>,
    /// What they sent on earlier revisions than this has arrived: in a revision of theirs, or as a text
    /// that lost a conflict.
    pub own: RevisionNumber,
}

/// How many revisions back a section is looked for that is not in the newest.
const LOOK_BACK: i64 = 30;

/// Which text of a section the editor shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which<'a> {
    /// The section's key; an empty one is a new section.
    pub section: &'a str,
    /// The revision the text was begun on, when it is not the newest draft or revision.
    pub base: Option<RevisionNumber>,
    /// The draft, when there are several.
    pub draft: Option<DraftId>,
}

/// The editor of a section: with the draft asked for, the newest draft begun on `base`, or the newest draft.
/// A section that somebody renamed, split or deleted is edited as it was.
///
/// # Errors
/// [`Error::NotFound`] when no recent revision has the section.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn editor(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    which: Which<'_>,
    now: DateTime<Utc>,
) -> Result<Editor> {
    let Which { section, base, draft } = which;
    let newest = latest(pool, pilot).await?;
    let mut drafts: Vec<(DraftId, Draft)> = sqlx::query!(
        r#"select draft_id as "draft_id: DraftId", turn, base_number, last_section, body, summary, saved_at from draft
           where pilot_id = $1 and person_id = $2 and section = $3 and saved_at > $4
           order by saved_at desc, draft_id desc"#,
        pilot.0,
        person.0,
        section,
        oldest_kept(now),
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(|r| {
        let draft = Draft {
            draft: Some(r.draft_id),
            turn: r.turn,
            base: RevisionNumber(r.base_number),
            last: r.last_section,
            text: r.body,
            summary: r.summary,
            saved_at: r.saved_at,
        };
        (r.draft_id, draft)
    })
    .collect();
    let asked_for = drafts.iter().position(|(id, _)| Some(*id) == draft);
    let shown = asked_for.or_else(|| {
        drafts
            .iter()
            .position(|(_, draft)| base.is_none_or(|base| base == draft.base))
    });
    let draft = shown.map(|at| drafts.remove(at).1);
    let others = drafts
        .into_iter()
        .map(|(id, draft)| (id, draft.base, draft.saved_at))
        .collect();
    let has =
        |revision: &Revision| section.is_empty() || sections(&revision.body).iter().any(|found| found.key == section);
    let asked = draft.as_ref().map(|draft| draft.base).or(base);
    let base = match asked {
        Some(number) if number != newest.number => find(pool, pilot, Some(number)).await?,
        _ if has(&newest) => newest.clone(),
        _ => last_with(pool, pilot, newest.number, has).await?,
    };
    if !has(&base) {
        return Err(Error::NotFound);
    }
    let conflicts = sqlx::query!(
        r#"select conflict_id as "conflict_id: ConflictId", kept_at from conflict
           where pilot_id = $1 and person_id = $2 and section = $3 and settled_at is null and kept_at > $4
           order by conflict_id"#,
        pilot.0,
        person.0,
        section,
        oldest_kept(now),
    )
    .fetch_all(pool)
    .await?;
    let own = sqlx::query_scalar!(
        r#"select greatest(
               (select max(r.number) from revision r where r.pilot_id = $1 and r.author_id = $2),
               (select max(c.base_number) + 1 from conflict c where c.pilot_id = $1 and c.person_id = $2),
               0) as "number!""#,
        pilot.0,
        person.0,
    )
    .fetch_one(pool)
    .await?;
    Ok(Editor {
        base,
        latest: newest,
        draft,
        others,
        conflicts: conflicts.into_iter().map(|r| (r.conflict_id, r.kept_at)).collect(),
        own: RevisionNumber(own),
    })
}

/// The newest revision before this one that fits.
async fn last_with(
    pool: &PgPool,
    pilot: PilotId,
    before: RevisionNumber,
    fits: impl Fn(&Revision) -> bool,
) -> Result<Revision> {
    let mut number = before.0 - 1;
    while number >= 1 && i64::from(before.0 - number) <= LOOK_BACK {
        let revision = find(pool, pilot, Some(RevisionNumber(number))).await?;
        if fits(&revision) {
            return Ok(revision);
        }
        number -= 1;
    }
    Err(Error::NotFound)
}
