//! Zone versions and their signatures. A version is never changed: an edit makes the next one, which
//! nobody has signed yet.

mod amendment;
mod change;
mod draft;
mod history;
mod page;
mod remark;

use chrono::{DateTime, Utc};
use domain::document::Digest;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role};
use domain::zone::{Matching, Signatory, Signature, SignatureStatus, ZoneItem, digest, signed};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor, PgPool};

pub use amendment::{propose, withdraw};
pub use change::{Revised, sign};
pub(crate) use change::{first, taken_over};
pub use draft::{Joined, TypedRow, ZoneDraft, discard_draft, draft, join, keep_draft};
pub use history::{Imported, history, import_history};
pub use page::{VersionLine, ZonePage, page};
pub(crate) use remark::kind as remark_kind;
pub use remark::{NewRemark, Said, remark, remarks, respond};

use crate::pilot::{Facts, facts_in};
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
    /// How its path rules judge paths.
    pub matching: Matching,
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

/// A signature within the row of its version: fields in the order of the statement.
#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct SignedRow {
    role: String,
    arm: Option<String>,
    person_id: PersonId,
    name: String,
    signed_at: DateTime<Utc>,
    digest: String,
}

impl TryFrom<SignedRow> for Signed {
    type Error = Error;

    fn try_from(row: SignedRow) -> Result<Self> {
        Ok(Self {
            signatory: signatory(&row.role, row.arm.as_deref())
                .ok_or_else(|| Error::inconsistent("zone_signature", &row.role))?,
            person_id: row.person_id,
            name: row.name,
            signed_at: row.signed_at,
            digest: read_digest(&row.digest)?,
        })
    }
}

/// The newest version; `None` until the first one is made.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn current(pool: &PgPool, pilot: PilotId) -> Result<Option<ZoneVersion>> {
    current_in(&mut *pool.acquire().await?, pilot).await
}

pub(crate) async fn current_in(connection: &mut PgConnection, pilot: PilotId) -> Result<Option<ZoneVersion>> {
    let known = facts_in(&mut *connection, pilot).await?;
    match known.zone_version {
        Some((number, _)) => version(connection, &known, number).await.map(Some),
        None => Ok(None),
    }
}

/// The items of a version.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn items_of(executor: impl PgExecutor<'_>, pilot: PilotId, number: i32) -> Result<Vec<ZoneItem>> {
    let items = sqlx::query_scalar!(
        r#"select items as "items: Json<Vec<ZoneItem>>" from zone_version where pilot_id = $1 and number = $2"#,
        pilot.0,
        number,
    )
    .fetch_optional(executor)
    .await?;
    items.map(|items| items.0).ok_or(Error::NotFound)
}

/// The version with this number, of a pilot of which this is known.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn version(executor: impl PgExecutor<'_>, known: &Facts, number: i32) -> Result<ZoneVersion> {
    let row = sqlx::query!(
        r#"select v.items as "items: Json<Vec<ZoneItem>>", v.digest, v.matching, v.summary, p.name as author, v.created_at,
               array(select (s.role, s.arm, s.person_id, q.name, s.signed_at, s.digest)
                   from zone_signature s join person q using (person_id)
                   where s.pilot_id = v.pilot_id and s.zone_version = v.number
                   order by s.signed_at, s.role, s.arm) as "signatures!: Vec<SignedRow>"
           from zone_version v join person p on p.person_id = v.author_id
           where v.pilot_id = $1 and v.number = $2"#,
        known.pilot_id.0,
        number,
    )
    .fetch_optional(executor)
    .await?
    .ok_or(Error::NotFound)?;
    let items = row.items.0;
    let matching = read_version(number, &items, (&row.digest, row.matching))?;
    let approved = known.approved();
    let seats = approved.into_iter().flat_map(|request| &request.seats);
    let approvers: Vec<(PersonId, String)> = seats.map(|seat| (seat.approver_id, seat.approver.clone())).collect();
    let holds = |signed: &Signed| {
        let as_what = signed.signatory.membership();
        let mut members = known.members();
        members.any(|member| (member.person_id, member.membership) == (signed.person_id, as_what))
    };
    let counts = |signed: &Signed| {
        signed.signatory != Signatory::Approver
            || approvers.is_empty()
            || approvers.iter().any(|(approver, _)| *approver == signed.person_id)
    };
    let mut signatures = row
        .signatures
        .into_iter()
        .map(Signed::try_from)
        .collect::<Result<Vec<_>>>()?;
    signatures.retain(|signed| holds(signed) && counts(signed));
    let dris = known.arms().into_iter().flat_map(|of| {
        let dris = of.dris.into_iter();
        dris.map(move |(dri, name, _)| (of.arm, dri, name))
    });
    Ok(ZoneVersion {
        number,
        items,
        digest: read_digest(&row.digest)?,
        matching,
        summary: row.summary,
        author: row.author,
        created_at: row.created_at,
        signatures,
        dris: dris.collect(),
        approved: approved.map(|request| request.zone_version),
        approvers,
    })
}

/// How a version matches, once its digest is that of its items.
///
/// # Errors
/// When the row is impossible.
pub(crate) fn read_version(number: i32, items: &[ZoneItem], (written, matching): (&str, i32)) -> Result<Matching> {
    if digest(items).as_str() != written {
        return Err(Error::inconsistent(
            "zone_version",
            format!("the digest of version {number} is not that of its items"),
        ));
    }
    Matching::of(matching).ok_or_else(|| Error::inconsistent("zone_version", format!("edition {matching} of matching")))
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
