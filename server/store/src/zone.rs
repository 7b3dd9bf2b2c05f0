//! Zone versions and their signatures. A version is never changed: an edit makes the next one, which
//! nobody has signed yet.

mod change;
mod page;

use chrono::{DateTime, Utc};
use domain::document::Digest;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role};
use domain::terms::Terms;
use domain::zone::{Signatory, Signature, SignatureStatus, ZoneItem, digest, items_from_terms, signed};
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

pub(crate) use change::first;
pub use change::{Revised, revise, sign};
pub use page::{VersionLine, ZonePage, page};

use crate::pairs::enrolled;
use crate::{Error, Result};

/// One version of the zone with everybody who signed it.
#[derive(Clone, Debug)]
pub struct ZoneVersion {
    /// From 1.
    pub number: i32,
    /// Both sides, in order.
    pub items: Vec<ZoneItem>,
    /// Over the items.
    pub digest: Digest,
    /// What the edit that made it did.
    pub summary: String,
    /// Who made it.
    pub author: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// The signatures under it that count, oldest first: of those who hold the side still, and for
    /// the approver of whoever approved.
    pub signatures: Vec<Signed>,
    /// Everybody whose decision the approval in effect took, by name: each signs. Nobody without one.
    pub approvers: Vec<(PersonId, String)>,
    /// The DRIs of both arms, by name: each signs.
    pub dris: Vec<(Arm, PersonId, String)>,
    /// The version that approval agreed to.
    pub approved: Option<i32>,
}

/// A signature under a version.
#[derive(Clone, Debug)]
pub struct Signed {
    /// For whom.
    pub signatory: Signatory,
    /// Who.
    pub person_id: PersonId,
    /// As shown.
    pub name: String,
    /// When.
    pub signed_at: DateTime<Utc>,
    /// What exactly.
    pub digest: Digest,
}

impl ZoneVersion {
    /// Who has still to sign it.
    pub fn status(&self) -> SignatureStatus {
        let signatures: Vec<_> = self
            .signatures
            .iter()
            .map(|s| Signature {
                signatory: s.signatory,
                person: s.person_id,
                digest: s.digest.clone(),
            })
            .collect();
        let approvers: Vec<PersonId> = self.approvers.iter().map(|(person, _)| *person).collect();
        let dris: Vec<(Arm, PersonId)> = self.dris.iter().map(|(arm, dri, _)| (*arm, *dri)).collect();
        signed(&self.digest, &signatures, &approvers, &dris)
    }

    /// What `person`, who holds these roles, has still to sign it as.
    pub fn owed_by(&self, person: PersonId, memberships: &[Membership]) -> Vec<Signatory> {
        self.status().owed_by(person, memberships, !self.approvers.is_empty())
    }

    /// The names of the approvers who have not signed, when it takes several.
    pub fn unsigned_approvers(&self) -> Vec<String> {
        let status = self.status();
        self.approvers
            .iter()
            .filter(|(person, _)| self.approvers.len() > 1 && status.approvers.contains(person))
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// The DRIs of an arm with several.
    pub fn several_dris(&self, arm: Arm) -> Vec<(PersonId, &str)> {
        let of = self.dris.iter().filter(|(one, ..)| *one == arm);
        let dris: Vec<_> = of.map(|(_, dri, name)| (*dri, name.as_str())).collect();
        if dris.len() > 1 { dris } else { Vec::new() }
    }

    /// The names of the DRIs who have not signed, of arms with several.
    pub fn unsigned_dris(&self) -> Vec<(Arm, String)> {
        let status = self.status();
        let of = |arm: Arm| {
            self.several_dris(arm)
                .into_iter()
                .map(move |(dri, name)| (arm, dri, name))
        };
        let unsigned = Arm::ALL.into_iter().flat_map(of);
        unsigned
            .filter(|(arm, dri, _)| status.dris.contains(&(*arm, *dri)))
            .map(|(arm, _, name)| (arm, name.to_owned()))
            .collect()
    }

    /// The signature given for a signatory, if any.
    pub fn signature_of(&self, signatory: Signatory) -> Option<&Signed> {
        self.signatures.iter().find(|s| s.signatory == signatory)
    }

    /// The signature of one person for a signatory, if any.
    pub fn signature_by(&self, signatory: Signatory, person: PersonId) -> Option<&Signed> {
        let mut of = self.signatures.iter().filter(|s| s.signatory == signatory);
        of.find(|s| s.person_id == person)
    }
}

/// The newest version; `None` until the first one is made.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn current(pool: &PgPool, pilot: PilotId) -> Result<Option<ZoneVersion>> {
    let mut connection = pool.acquire().await?;
    current_in(&mut connection, pilot).await
}

/// [`current`] inside a transaction.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn current_in(connection: &mut PgConnection, pilot: PilotId) -> Result<Option<ZoneVersion>> {
    match newest(&mut *connection, pilot).await? {
        0 => Ok(None),
        number => at_in(connection, pilot, number).await.map(Some),
    }
}

/// The version with this number.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn at(pool: &PgPool, pilot: PilotId, number: i32) -> Result<ZoneVersion> {
    let mut connection = pool.acquire().await?;
    at_in(&mut connection, pilot, number).await
}

/// [`at`] inside a transaction.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn at_in(connection: &mut PgConnection, pilot: PilotId, number: i32) -> Result<ZoneVersion> {
    let row = sqlx::query!(
        r#"select v.items as "items: Json<Vec<ZoneItem>>", v.digest, v.summary, p.name as author, v.created_at
           from zone_version v join person p on p.person_id = v.author_id
           where v.pilot_id = $1 and v.number = $2"#,
        pilot.0,
        number,
    )
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(Error::NotFound)?;
    let items = row.items.0;
    if digest(&items).as_str() != row.digest {
        return Err(Error::inconsistent(
            "zone_version",
            format!("the digest of version {number} is not that of its items"),
        ));
    }
    let (approvers, approved) = crate::approval::agreed(&mut *connection, pilot)
        .await?
        .map(|agreed| (agreed.approvers, Some(agreed.zone_version)))
        .unwrap_or_default();
    let counting: Vec<PersonId> = approvers.iter().map(|(person, _)| *person).collect();
    let signatures = sqlx::query!(
        r#"select s.role, s.arm, s.person_id as "person_id: PersonId", p.name, s.signed_at, s.digest
           from zone_signature s
           join person p using (person_id)
           join member m on m.pilot_id = s.pilot_id and m.person_id = s.person_id and m.role = s.role
               and m.arm is not distinct from s.arm
           where s.pilot_id = $1 and s.zone_version = $2
               and (s.role <> 'approver' or cardinality($3::bigint[]) = 0 or s.person_id = any($3))
           order by s.signed_at, s.role, s.arm"#,
        pilot.0,
        number,
        &counting as &[PersonId],
    )
    .fetch_all(&mut *connection)
    .await?
    .into_iter()
    .map(|r| {
        Ok(Signed {
            signatory: signatory(&r.role, r.arm.as_deref())
                .ok_or_else(|| Error::inconsistent("zone_signature", &r.role))?,
            person_id: r.person_id,
            name: r.name,
            signed_at: r.signed_at,
            digest: read_digest(&r.digest)?,
        })
    })
    .collect::<Result<Vec<_>>>()?;
    let dris = enrolled(&mut *connection, pilot)
        .await?
        .into_iter()
        .flat_map(|of| of.dris.into_iter().map(move |(dri, name, _)| (of.arm, dri, name)))
        .collect();
    Ok(ZoneVersion {
        number,
        items,
        digest: read_digest(&row.digest)?,
        summary: row.summary,
        author: row.author,
        created_at: row.created_at,
        signatures,
        approvers,
        dris,
        approved,
    })
}

/// The items the newest revision names, and its number.
async fn document(connection: &mut PgConnection, pilot: PilotId) -> Result<Option<(i32, Vec<ZoneItem>)>> {
    Ok(sqlx::query!(
        r#"select number, terms as "terms: Json<Terms>" from revision
           where pilot_id = $1 order by number desc limit 1"#,
        pilot.0,
    )
    .fetch_optional(connection)
    .await?
    .map(|r| (r.number, items_from_terms(&r.terms.0))))
}

/// The number of the newest version; 0 without one.
pub(crate) async fn newest(connection: &mut PgConnection, pilot: PilotId) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(max(number), 0) as "number!" from zone_version where pilot_id = $1"#,
        pilot.0,
    )
    .fetch_one(connection)
    .await?)
}

fn signatory(role: &str, arm: Option<&str>) -> Option<Signatory> {
    let arm = match arm {
        Some(arm) => Some(Arm::parse(arm)?),
        None => None,
    };
    Signatory::of(Membership {
        role: Role::parse(role)?,
        arm,
    })
}

fn read_digest(text: &str) -> Result<Digest> {
    text.parse().map_err(|e| Error::inconsistent("zone_version", e))
}
