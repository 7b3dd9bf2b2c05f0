//! The zone's page: the newest version beside the proposal, and the history.

use chrono::{DateTime, Utc};
use domain::zone::amendment::{Amendment, Outcome};
use domain::zone::remark::Remark;
use domain::zone::{ZoneItem, items_from_terms};
use sqlx::PgPool;

use super::{ZoneVersion, remarks, version};
use crate::pilot::Facts;
use crate::{Error, Result};

/// Everything the zone page shows.
#[derive(Clone, Debug)]
pub struct ZonePage {
    /// The version that counts: the one in force after the start, the newest before.
    pub version: ZoneVersion,
    /// The items the newest revision of the proposal names, and its number.
    pub document: Option<(i32, Vec<ZoneItem>)>,
    /// Whether the pilot has started: the zone stays as it is.
    pub frozen: bool,
    /// Every version, newest first.
    pub history: Vec<VersionLine>,
    /// Comments and objections, oldest first.
    pub remarks: Vec<Remark>,
}

/// One version in the history.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// From 1.
    pub number: i32,
    /// What the edit did.
    pub summary: String,
    /// Who made it.
    pub author: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// How many sides signed it.
    pub signatures: i64,
    /// Whether it was proposed after the start, and what became of it.
    pub amendment: Option<Amendment>,
}

impl ZonePage {
    /// The items the document names whose text is on neither side.
    pub fn only_in_document(&self) -> Vec<&ZoneItem> {
        let Some((_, named)) = &self.document else {
            return Vec::new();
        };
        let here = &self.version.items;
        named
            .iter()
            .filter(|item| !here.iter().any(|here| here.text.eq_ignore_ascii_case(&item.text)))
            .collect()
    }
}

/// What the zone page shows, of a pilot of which this is known.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, known: &Facts) -> Result<ZonePage> {
    let newest = known.zone_version.as_ref().map(|(number, _)| *number);
    let newest = newest.ok_or_else(|| Error::inconsistent("zone_version", "a pilot without a zone"))?;
    let version = version(pool, known, newest).await?;
    let rows = sqlx::query!(
        r#"select v.number, v.summary, p.name as author, v.created_at,
               (select count(distinct (s.role, s.arm)) from zone_signature s where s.pilot_id = v.pilot_id and s.zone_version = v.number)
                   as "signatures!",
               a.reason as "reason?", a.proposed_at as "proposed_at?", o.in_force as "in_force?", o.settled_at as "settled_at?",
               o.reason as "why?", q.name as "settled_by?"
           from zone_version v join person p on p.person_id = v.author_id
               left join zone_amendment a on a.pilot_id = v.pilot_id and a.zone_version = v.number
               left join zone_amendment_outcome o using (zone_amendment_id)
               left join person q on q.person_id = o.settled_by
           where v.pilot_id = $1 order by v.number desc"#,
        known.pilot_id.0,
    )
    .fetch_all(pool)
    .await?;
    let history = rows.into_iter().map(|row| {
        let outcome = match (row.in_force, row.settled_at) {
            (Some(true), Some(at)) => Some(Outcome::InForce(at)),
            (Some(false), Some(at)) => Some(Outcome::Withdrawn {
                by: row.settled_by.unwrap_or_default(),
                at,
                reason: row.why.unwrap_or_default(),
            }),
            _ => None,
        };
        let amendment = row.reason.zip(row.proposed_at).map(|(reason, at)| Amendment {
            version: row.number,
            reason,
            by: row.author.clone(),
            at,
            outcome,
        });
        VersionLine {
            number: row.number,
            summary: row.summary,
            author: row.author,
            created_at: row.created_at,
            signatures: row.signatures,
            amendment,
        }
    });
    let history = history.collect();
    let named = known.newest.as_ref().zip(known.terms.as_ref());
    Ok(ZonePage {
        version,
        document: named.map(|(newest, terms)| (newest.number.0, items_from_terms(terms))),
        frozen: known.start.is_some(),
        history,
        remarks: remarks(pool, known.pilot_id).await?,
    })
}
