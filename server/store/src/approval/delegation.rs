use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::approval::Absence;
use domain::ids::{DelegationId, PersonId, PilotId};
use sqlx::{PgExecutor, PgPool};

use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::{Error, Result};

/// A deputy of an approver for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Which.
    pub delegation_id: DelegationId,
    /// Who is away.
    pub approver_id: PersonId,
    /// Their name.
    pub approver: String,
    /// Who decides for them.
    pub deputy_id: PersonId,
    /// Their name.
    pub deputy: String,
    /// When the deputy may decide.
    pub absence: Absence,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Delegation {
    /// Whether the deputy may decide at `now`.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.absence.covers(now)
    }

    /// Whether it holds now or later.
    pub fn is_ahead(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.absence.ends_at
    }
}

/// A deputy as a statement gives them, alone or within the row of the pilot: fields in the order of the statement.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct DelegationRow {
    pub(crate) delegation_id: DelegationId,
    pub(crate) approver_id: PersonId,
    pub(crate) approver: String,
    pub(crate) deputy_id: PersonId,
    pub(crate) deputy: String,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    pub(crate) revoked_at: Option<DateTime<Utc>>,
}

impl From<DelegationRow> for Delegation {
    fn from(row: DelegationRow) -> Self {
        Self {
            delegation_id: row.delegation_id,
            approver_id: row.approver_id,
            approver: row.approver,
            deputy_id: row.deputy_id,
            deputy: row.deputy,
            absence: Absence {
                starts_at: row.starts_at,
                ends_at: row.ends_at,
            },
            revoked_at: row.revoked_at,
        }
    }
}

/// The approvers whose deputy `person` is at `now`.
pub(crate) fn stands_in_for(delegations: &[Delegation], person: PersonId, now: DateTime<Utc>) -> Vec<PersonId> {
    let theirs = delegations.iter().filter(|d| d.deputy_id == person && d.holds(now));
    theirs.map(|d| d.approver_id).collect()
}

/// Every deputy ever named in the pilot, newest first.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn delegations(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Vec<Delegation>> {
    let rows = sqlx::query_as!(
        DelegationRow,
        r#"select g.delegation_id as "delegation_id: DelegationId", g.approver_id as "approver_id: PersonId",
               a.name as approver, g.deputy_id as "deputy_id: PersonId", d.name as deputy, g.starts_at, g.ends_at,
               r.revoked_at as "revoked_at?"
           from delegation g
           join person a on a.person_id = g.approver_id
           join person d on d.person_id = g.deputy_id
           left join delegation_revocation r using (delegation_id)
           where g.pilot_id = $1 order by g.delegation_id desc"#,
        pilot.0,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(Delegation::from).collect())
}

/// Who decides for an approver, and when.
#[derive(Clone, Copy, Debug)]
pub struct Naming {
    /// The deputy.
    pub deputy: PersonId,
    /// The first day, in the pilot's zone.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// Names a deputy who may decide for `approver` in these days.
///
/// # Errors
/// [`Error::Refused`] when the days are not possible, another deputy is named for some of them, or the deputy is
/// a sponsor, a pilot PM, the approver themselves or not in the pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn name_deputy(
    pool: &PgPool,
    pilot: PilotId,
    approver: PersonId,
    naming: Naming,
    now: DateTime<Utc>,
) -> Result<DelegationId> {
    let mut change = Change::begin(pool, pilot, approver, now).await?;
    let absence =
        Absence::of_days(naming.first, naming.last, change.zone()?, now).map_err(|e| Error::refused(e.to_string()))?;
    let taken = delegations(&mut *change, pilot)
        .await?
        .into_iter()
        .find(|other| other.approver_id == approver && other.is_ahead(now) && other.absence.overlaps(&absence));
    if let Some(taken) = taken {
        return Err(Error::refused(format!(
            "{} is your deputy on some of these days already. Revoke that first, or choose other days.",
            taken.deputy
        )));
    }
    let delegation = sqlx::query_scalar!(
        r#"insert into delegation (pilot_id, approver_id, deputy_id, starts_at, ends_at, named_at)
           values ($1, $2, $3, $4, $5, $6) returning delegation_id as "delegation_id: DelegationId""#,
        pilot.0,
        approver.0,
        naming.deputy.0,
        absence.starts_at,
        absence.ends_at,
        now,
    )
    .fetch_one(&mut *change)
    .await
    .on_constraint(
        "delegation_of_another",
        "You cannot be your own deputy. Choose somebody else.",
    )
    .on_constraint(
        "delegation_deputy_is_not_sponsor",
        "A sponsor cannot decide on their own proposal, not even as a deputy. Choose somebody else.",
    )
    .on_constraint(
        "delegation_deputy_is_not_pm",
        "A pilot PM cannot decide on the pilot they ship for, or shipped for, not even as a deputy. Choose somebody else.",
    )
    .on_constraint(
        "delegation_deputy_is_member",
        "The deputy has to be in the pilot. Choose somebody who is.",
    )
    .on_constraint("delegation_of_approver", "Only an approver names a deputy.")?;
    let name = sqlx::query_scalar!("select name from person where person_id = $1", naming.deputy.0)
        .fetch_one(&mut *change)
        .await?;
    let event = event::Approval::NameDeputy {
        delegation: delegation.into(),
        deputy: naming.deputy,
        name: name.into(),
        first: naming.first,
        last: naming.last,
    };
    change.commit(event).await?;
    Ok(delegation)
}

/// Ends what `approver` gave a deputy, from `now` on. What the deputy decided before stays. Gives the
/// deputy's name.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs; [`Error::Refused`] when it is over or revoked.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn revoke_deputy(
    pool: &PgPool,
    pilot: PilotId,
    approver: PersonId,
    delegation: DelegationId,
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::begin(pool, pilot, approver, now).await?;
    let found = delegations(&mut *change, pilot)
        .await?
        .into_iter()
        .find(|one| one.delegation_id == delegation && one.approver_id == approver)
        .ok_or(Error::NotFound)?;
    if !found.is_ahead(now) {
        return Err(Error::refused(format!(
            "{} is not your deputy any more. There is nothing to revoke.",
            found.deputy
        )));
    }
    sqlx::query!(
        "insert into delegation_revocation (delegation_id, revoked_at) values ($1, $2)",
        delegation.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Approval::RevokeDeputy {
        delegation: delegation.into(),
        deputy: found.deputy_id,
        name: found.deputy.clone().into(),
    };
    change.commit(event).await?;
    Ok(found.deputy)
}
