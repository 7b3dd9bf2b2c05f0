//! Enrolment: who holds which role, and what the DRIs answered.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role, Standing};
use domain::pilot::{Answer, Blocker, Consent, Feature, may_see, start_blockers, told};
use domain::policy::{Action, may};
use domain::terms::Terms;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::pairs::Enrolled;
use crate::pilot::Member;
use crate::start::{self, Started};
use crate::{Error, Result, account, pilot};

/// Records what a DRI answered for an arm. The activity log of the pilot keeps silent about it: only
/// the DRI and the sponsor may know, so the entry belongs to no pilot and names nobody.
///
/// # Errors
/// [`Error::Refused`] after the start; [`Error::NotFound`] when the person is not the DRI of the arm.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn consent(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    arm: Arm,
    answer: Answer,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, None, now).await?.before_start()?;
    let holds = sqlx::query_scalar!(
        r#"select exists (select 1 from member where pilot_id = $1 and person_id = $2 and role = 'dri' and arm = $3)
           as "exists!""#,
        pilot.0,
        person.0,
        arm.as_str(),
    )
    .fetch_one(&mut *change)
    .await?;
    if !holds {
        return Err(Error::NotFound);
    }
    let consent = sqlx::query_scalar!(
        "insert into consent (pilot_id, person_id, arm, answer, answered_at) values ($1, $2, $3, $4, $5)
         returning consent_id",
        pilot.0,
        person.0,
        arm.as_str(),
        answer.as_str(),
        now,
    )
    .fetch_one(&mut *change)
    .await?;
    let consent = consent.into();
    change.apart().commit(event::People::Consent { consent }).await
}

/// Gives somebody who is in the pilot a further role, and says who that is, by name.
///
/// # Errors
/// [`Error::Refused`] when the role is taken, frozen or excluded by another; [`Error::NotFound`] when
/// the person is not in the pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn give_role(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    membership: Membership,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::begin(pool, pilot, by, now).await?;
    let name = name_of_member(&mut change, pilot, person).await?;
    account::add_member(&mut change, pilot, person, membership, by).await?;
    let Membership { role, arm } = membership;
    let event = event::People::GiveRole {
        person: person.into(),
        name: name.clone(),
        role,
        arm,
    };
    change.commit(event).await?;
    Ok(name)
}

async fn name_of_member(tx: &mut PgConnection, pilot: PilotId, person: PersonId) -> Result<String> {
    sqlx::query_scalar!(
        "select p.name from person p
         where p.person_id = $2 and exists (select 1 from member m where m.pilot_id = $1 and m.person_id = $2)",
        pilot.0,
        person.0,
    )
    .fetch_optional(tx)
    .await?
    .ok_or(Error::NotFound)
}

/// Takes somebody out of a role before the start, so that somebody else can have it; sponsor and approver as long as nothing
/// was signed. What they signed or answered stays recorded and no longer counts, and the deputies of an approver go with them.
/// Gives their name.
///
/// # Errors
/// [`Error::Refused`] after the start, and where `domain::pilot::may_release` objects; [`Error::NotFound`] when the person does
/// not hold the role.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn release(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    membership: Membership,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::begin(pool, pilot, by, now).await?.before_start()?;
    let name = name_of_member(&mut change, pilot, person).await?;
    if matches!(membership.role, Role::Sponsor | Role::Approver) {
        let facts = pilot::facts_in(&mut change, pilot).await?;
        facts
            .may_release(membership.role)
            .map_err(|stays| Error::refused(stays.to_string()))?;
    }
    let gone = sqlx::query!(
        "delete from member where pilot_id = $1 and person_id = $2 and role = $3 and arm is not distinct from $4",
        pilot.0,
        person.0,
        membership.role.as_str(),
        membership.arm.map(Arm::as_str),
    )
    .execute(&mut *change)
    .await?;
    if gone.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    if membership.role == Role::Approver {
        sqlx::query!(
            "insert into delegation_revocation (delegation_id, revoked_at)
             select d.delegation_id, $3 from delegation d where d.pilot_id = $1 and d.approver_id = $2 and d.ends_at > $3
                 and not exists (select from delegation_revocation r where r.delegation_id = d.delegation_id)",
            pilot.0,
            person.0,
            now,
        )
        .execute(&mut *change)
        .await?;
    }
    let event = event::People::Release {
        person: person.into(),
        name: name.clone(),
        role: membership.role,
        arm: membership.arm,
    };
    change.commit(event).await?;
    Ok(name)
}

/// Everything the people pages show to one person.
#[derive(Clone, Debug)]
pub struct PeoplePage {
    /// Everybody with a role.
    pub members: Vec<Member>,
    /// What is missing before the start, as far as this person may know; nothing after it.
    pub blockers: Vec<Blocker>,
    /// The answers of the DRIs that this person may know.
    pub consents: Vec<Consent>,
    /// The enrolled features, new model first.
    pub features: Vec<Feature>,
    /// How many baseline features are entered, and how many the terms ask for.
    pub baseline: Option<(usize, usize)>,
    /// The pilot PMs and DRIs of each arm.
    pub arms: Vec<Enrolled>,
    /// The newest terms; `None` without a revision.
    pub terms: Option<Terms>,
    /// Whether an approval was decided: sponsor and approver stay who they are.
    pub decided: bool,
    /// The start, once it happened.
    pub started: Option<Started>,
    /// Who has not joined because the mail that invites them did not arrive, and why; told to whoever invites.
    pub undelivered: Vec<(PersonId, String)>,
}

/// The people of a pilot, as `viewer` may see them at `now`. Only the text that froze is asked for: it is long.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, known: &pilot::Facts, viewer: &Standing, now: DateTime<Utc>) -> Result<PeoplePage> {
    let facts = known.start_facts(now);
    let started = match known.start {
        Some(_) => start::started(pool, known.pilot_id).await?,
        None => None,
    };
    let blockers = if started.is_some() {
        Vec::new()
    } else {
        told(start_blockers(&facts), viewer)
    };
    let waits = known.members().any(|member| !member.joined);
    let undelivered = match waits && may(viewer, Action::InviteToPilot).is_ok() {
        true => undelivered(pool, known.pilot_id).await?,
        false => Vec::new(),
    };
    Ok(PeoplePage {
        blockers,
        started,
        undelivered,
        baseline: facts.baseline_count(),
        consents: known_to(known, viewer),
        arms: known.arms(),
        decided: known.any_decided(),
        members: known.members().cloned().collect(),
        features: facts.features,
        terms: facts.terms,
    })
}

/// Whose newest invitation was refused by a mail server, or nobody knows of it, and why.
async fn undelivered(pool: &PgPool, pilot: PilotId) -> Result<Vec<(PersonId, String)>> {
    let rows = sqlx::query!(
        r#"select i.person_id as "person_id: PersonId", i.trouble as "trouble!"
           from (select distinct on (m.person_id) m.person_id, m.ended, coalesce(m.trouble, '') as trouble from mail m
               where m.pilot_id = $1 and m.kind = 'invitation' order by m.person_id, m.mail_id desc) i
           join person p using (person_id)
           where i.ended in ('refused', 'unknown') and p.password_hash is null order by i.person_id"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.trouble)).collect())
}

/// The answers of the present DRIs, as far as `viewer` may know them.
fn known_to(known: &pilot::Facts, viewer: &Standing) -> Vec<Consent> {
    let consents = known.consents().into_iter();
    consents.filter(|one| may_see(viewer, one.arm, one.dri)).collect()
}

/// What a DRI is asked: the arms they would review, their answers, and the terms that say what it
/// costs.
#[derive(Clone, Debug)]
pub struct ConsentPage {
    /// The arms of this DRI with their answers.
    pub asked: Vec<Consent>,
    /// The pilot PM they would review in each arm, as far as there is one.
    pub pms: Vec<(Arm, String)>,
    /// The newest terms; `None` without a revision.
    pub terms: Option<Terms>,
    /// Whether the pilot has started: answers are final then.
    pub started: bool,
}

/// The private question to a DRI.
pub fn consent_page(known: &pilot::Facts, dri: &Standing) -> ConsentPage {
    let asked = known_to(known, dri).into_iter();
    let mut pms = Vec::new();
    for enrolled in known.arms() {
        let theirs = enrolled.pairs().pairs.into_iter().find(|(_, of)| *of == dri.person);
        pms.extend(theirs.and_then(|(pm, _)| Some((enrolled.arm, enrolled.name_of(pm)?.to_owned()))));
    }
    ConsentPage {
        asked: asked.filter(|consent| consent.dri == dri.person).collect(),
        pms,
        started: known.start.is_some(),
        terms: known.terms.clone(),
    }
}
