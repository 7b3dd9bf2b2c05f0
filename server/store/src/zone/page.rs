//! The zone's page: the newest version beside the proposal, and the history.

use chrono::{DateTime, Utc};
use domain::zone::remark::Remark;
use domain::zone::{ZoneItem, items_from_terms};
use sqlx::PgPool;

use super::{ZoneVersion, remarks, version};
use crate::pilot::Facts;
use crate::{Error, Result};

/// Everything the zone page shows.
#[derive(Clone, Debug)]
pub struct ZonePage {
    /// The newest version.
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
    let history = sqlx::query_as!(
        VersionLine,
        r#"select v.number, v.summary, p.name as author, v.created_at,
               (select count(distinct (s.role, s.arm)) from zone_signature s where s.pilot_id = v.pilot_id and s.zone_version = v.number)
                   as "signatures!"
           from zone_version v join person p on p.person_id = v.author_id
           where v.pilot_id = $1 order by v.number desc"#,
        known.pilot_id.0,
    )
    .fetch_all(pool)
    .await?;
    let named = known.newest.as_ref().zip(known.terms.as_ref());
    Ok(ZonePage {
        version,
        document: named.map(|(newest, terms)| (newest.number.0, items_from_terms(terms))),
        frozen: known.start.is_some(),
        history,
        remarks: remarks(pool, known.pilot_id).await?,
    })
}
