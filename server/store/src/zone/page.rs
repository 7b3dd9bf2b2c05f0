//! The zone's page: the newest version beside the proposal, and the history.

use chrono::{DateTime, Utc};
use domain::ids::PilotId;
use domain::zone::ZoneItem;
use sqlx::{PgConnection, PgPool};

use super::{ZoneVersion, current_in, document};
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

/// What the zone page shows.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<ZonePage> {
    let mut connection = pool.acquire().await?;
    let version = current_in(&mut connection, pilot)
        .await?
        .ok_or_else(|| Error::inconsistent("zone_version", "a pilot without a zone"))?;
    let document = document(&mut connection, pilot).await?;
    let frozen = has_started(&mut connection, pilot).await?;
    let history = sqlx::query_as!(
        VersionLine,
        r#"select v.number, v.summary, p.name as author, v.created_at,
               (select count(distinct (s.role, s.arm)) from zone_signature s where s.pilot_id = v.pilot_id and s.zone_version = v.number)
                   as "signatures!"
           from zone_version v join person p on p.person_id = v.author_id
           where v.pilot_id = $1 order by v.number desc"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    Ok(ZonePage {
        version,
        document,
        frozen,
        history,
    })
}

async fn has_started(connection: &mut PgConnection, pilot: PilotId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from pilot_start where pilot_id = $1) as "exists!""#,
        pilot.0,
    )
    .fetch_one(connection)
    .await?)
}
