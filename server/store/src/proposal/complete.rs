use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::proposal::{RevisionNumber, fill_placeholders, placeholders};
use domain::terms::Terms;
use serde_json::json;
use sqlx::PgPool;

use super::revise::refuse_when_started;
use super::{NewRevision, find, write};
use crate::activity::{self, Act};
use crate::{Error, Result};

/// Values for the gaps of the text, and the terms as they shall be.
#[derive(Clone, Debug)]
pub struct Completion<'a> {
    /// The revision the form showed.
    pub base: RevisionNumber,
    /// Placeholder texts with their values; what is left out stays a gap.
    pub values: &'a [(&'a str, &'a str)],
    /// The terms; already checked.
    pub terms: &'a Terms,
}

/// Fills gaps and sets terms in one new revision.
///
/// # Errors
/// [`Error::Refused`] when nothing changed, somebody else changed the terms in between, the pilot has
/// started, or the text becomes too large.
pub async fn complete(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    completion: &Completion<'_>,
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut tx = pool.begin().await?;
    refuse_when_started(&mut tx, pilot).await?;
    let latest = find(&mut *tx, pilot, None).await?;
    if latest.number != completion.base {
        let base = find(&mut *tx, pilot, Some(completion.base)).await?;
        if base.terms != latest.terms {
            return Err(Error::refused(format!(
                "{} changed the terms in revision {} while this page was open. Compare them with yours, then save again.",
                latest.author, latest.number
            )));
        }
    }
    let body = fill_placeholders(&latest.body, completion.values).map_err(|e| Error::refused(e.to_string()))?;
    let filled = placeholders(&latest.body)
        .len()
        .saturating_sub(placeholders(&body).len());
    let set = latest.terms.differences(completion.terms);
    if body == latest.body && set.is_empty() {
        return Err(Error::refused(
            "Nothing changed: no gap was filled and no term is different.",
        ));
    }
    let mut said = Vec::new();
    match filled {
        0 => {}
        1 => said.push("filled 1 placeholder".to_owned()),
        n => said.push(format!("filled {n} placeholders")),
    }
    if !set.is_empty() {
        let labels: Vec<&str> = set.iter().map(|term| term.label()).collect();
        said.push(format!("set {}", labels.join(", ")));
    }
    let summary = sentence(&said.join("; "));
    let number = latest.number.next();
    let new = NewRevision {
        number,
        body: &body,
        terms: completion.terms,
        summary: &summary,
    };
    let digest = write(&mut tx, pilot, person, &new, now).await?;
    let act = Act {
        at: now,
        person: Some(person),
        pilot: Some(pilot),
        action: "proposal.complete",
        detail: json!({ "revision": number, "digest": digest.as_str(), "summary": summary, "terms": set }),
    };
    activity::append(&mut tx, act).await?;
    tx.commit().await?;
    Ok(number)
}

/// With a capital first letter.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
