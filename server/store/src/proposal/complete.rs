use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::document::{capitalised, placeholders, settle_placeholders};
use domain::ids::{PersonId, PilotId};
use domain::proposal::RevisionNumber;
use domain::terms::{Definitions, TermName, Terms, open, rows};
use sqlx::{PgConnection, PgPool};

use super::{NewRevision, confirm, confirmation, find, write};
use crate::change::Change;
use crate::{Error, Result};

/// Values for the gaps of the text, and the terms as they shall be.
#[derive(Clone, Debug)]
pub struct Completion<'a> {
    /// The revision the form showed.
    pub base: RevisionNumber,
    /// Placeholder texts with their values; what is left out stays a gap.
    pub values: &'a [(&'a str, &'a str)],
    /// Placeholder texts that are no gaps.
    pub none: &'a [&'a str],
    /// The terms; already checked.
    pub terms: &'a Terms,
    /// What was answered although the text says it otherwise or in two ways. What the form changed is, too.
    pub answered: &'a [TermName],
    /// Whether whoever sends it saw all of the terms, and so confirms them.
    pub confirms: bool,
}

/// Fills gaps and sets terms in one new revision, and confirms these terms unless some are still open. The definitions they name
/// become those of this version of the software. When nothing is different, nobody's word having been
/// given yet, the terms of the newest revision are confirmed as they are.
///
/// # Errors
/// [`Error::Refused`] when nothing changed and the terms are confirmed, somebody else changed the terms in between, the pilot has
/// started, or the text becomes too large.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn complete(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    completion: &Completion<'_>,
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    if latest.number != completion.base {
        let base = find(&mut *change, pilot, Some(completion.base)).await?;
        if base.terms != latest.terms {
            return Err(Error::refused(format!(
                "{} changed the terms in revision {} while this page was open. Compare them with yours, then save again.",
                latest.author, latest.number
            )));
        }
        // A gap without a name is known by its place among its like.
        let unnamed = |body| -> Vec<String> {
            let unnamed = placeholders(body).into_iter().filter(|gap| !gap.is_named);
            unnamed.map(|gap| gap.text).collect()
        };
        let (before, now) = (unnamed(&base.body), unnamed(&latest.body));
        let mut meant = completion
            .values
            .iter()
            .map(|(text, _)| *text)
            .chain(completion.none.iter().copied());
        if before != now && meant.any(|meant| before.iter().any(|gap| gap == meant)) {
            return Err(Error::refused(format!(
                "{} filled gaps in revision {} while this page was open. Look at those that are left, then save again.",
                latest.author, latest.number
            )));
        }
    }
    let terms = Terms {
        metric_definitions: Some(Definitions::current()),
        decided: latest.terms.decided.clone(),
        ..completion.terms.clone().settled(completion.values, completion.none)
    };
    if let Some(named) = terms.zone_version {
        let newest = newest_zone(&mut change, pilot).await?;
        if !(1..=newest).contains(&named) {
            return Err(Error::refused(format!(
                "There is no zone version {named}; the newest is {newest}."
            )));
        }
    }
    let body = settle_placeholders(&latest.body, completion.values, completion.none)
        .map_err(|e| Error::refused(e.to_string()))?;
    let gaps = placeholders(&latest.body);
    let count = |meant: &dyn Fn(&str) -> bool| gaps.iter().filter(|gap| meant(&gap.text)).count();
    let filled = count(&|gap| completion.values.iter().any(|(text, _)| *text == gap));
    let none = count(&|gap| completion.none.contains(&gap));
    let now = ::reading::read(&body);
    // A gap that was filled may say what the form left open.
    let terms = terms.follow(&::reading::read(&latest.body), &now);
    let set = latest.terms.differences(&terms);
    let answered: Vec<TermName> = set.iter().chain(completion.answered).copied().collect();
    let terms = terms.decide(&now, &answered);
    let confirms = completion.confirms && open(&rows(&terms, &now)) == 0;
    if body == latest.body && terms == latest.terms {
        if confirms && confirmation(&mut *change, pilot, &latest.terms).await?.is_none() {
            confirm::record_alone(change, pilot, person, &latest).await?;
            return Ok(latest.number);
        }
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
    match none {
        0 => {}
        1 => said.push("marked 1 placeholder as none".to_owned()),
        n => said.push(format!("marked {n} placeholders as none")),
    }
    if !set.is_empty() {
        let labels: Vec<&str> = set.iter().map(|term| term.label()).collect();
        said.push(format!("set {}", labels.join(", ")));
    } else if terms.decided != latest.terms.decided {
        let labels: Vec<&str> = terms.decided.keys().map(|term| term.label()).collect();
        said.push(format!("settled {}", labels.join(", ")));
    }
    let summary = capitalised(&said.join("; "));
    let new = NewRevision {
        before: Some(&latest),
        author: person,
        suggested_by: None,
        body: &body,
        terms: &terms,
        summary: &summary,
    };
    let number = new.number();
    let digest = write(&mut change, pilot, &new).await?;
    if confirms {
        confirm::record(&mut change, pilot, person, number, &terms).await?;
    }
    let event = event::Proposal::Complete {
        revision: number,
        digest: digest.into(),
        terms: set.into(),
        terms_digest: terms.digest().into(),
        summary,
    };
    change.commit(event).await?;
    Ok(number)
}

/// Names the newest zone version in the terms, as a new revision. Terms that were confirmed stay so, by
/// the word of this person.
///
/// # Errors
/// [`Error::Refused`] when `version` is not the newest, the terms name it already, or the pilot has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn name_zone(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    version: i32,
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let newest = newest_zone(&mut change, pilot).await?;
    if version != newest {
        return Err(Error::refused(format!(
            "Zone version {newest} is the newest now. Look at it, then name that one."
        )));
    }
    let latest = find(&mut *change, pilot, None).await?;
    if latest.terms.zone_version == Some(version) {
        return Err(Error::refused(format!(
            "The terms name zone version {version} already."
        )));
    }
    let terms = Terms {
        zone_version: Some(version),
        ..latest.terms.clone()
    };
    let summary = format!("Named zone version {version}");
    let new = NewRevision {
        before: Some(&latest),
        author: person,
        suggested_by: None,
        body: &latest.body,
        terms: &terms,
        summary: &summary,
    };
    let number = new.number();
    let digest = write(&mut change, pilot, &new).await?;
    if confirmation(&mut *change, pilot, &latest.terms).await?.is_some() {
        confirm::record(&mut change, pilot, person, number, &terms).await?;
    }
    let event = event::Proposal::NameZone {
        revision: number,
        digest: digest.into(),
        zone_version: version,
        terms_digest: terms.digest().into(),
    };
    change.commit(event).await?;
    Ok(number)
}

async fn newest_zone(tx: &mut PgConnection, pilot: PilotId) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(max(number), 0) as "number!" from zone_version where pilot_id = $1"#,
        pilot.0,
    )
    .fetch_one(tx)
    .await?)
}
