//! What pull requests have to pass: what is recorded about it, and what people enter. Where a gate stands is worked out by
//! `domain::gate` from what is read here.

mod change;
mod rows;
mod token;

use chrono::{DateTime, Utc};
use domain::gate::{InForce, Judged, JudgedHead, Planning, Submitted, judge};
use domain::github::Marks;
use domain::ids::{FeatureId, PersonId, PilotId, PullRequestId};
use domain::person::Arm;
use domain::pull_request::{Apart, PullRequestState};
use domain::zone::Boundary;
use sqlx::{PgConnection, PgPool};

use crate::Result;
use crate::programme::ONE_MOMENT;

pub use change::{LinkedPlanning, Listing, Waiving, link_planning, list_files, sign_off_planning, veto, waive};
pub(crate) use token::begin;
pub use token::{Bearer, GateToken, Reported, bearer, make_token, report_files, report_skill, revoke_token, tokens};

/// The pull requests of a pilot's features with their gates.
#[derive(Debug)]
pub struct Gates {
    /// The zone versions they are judged by, oldest first; none before there is a zone.
    pub zones: Vec<InForce>,
    /// Each feature, the new model's first.
    pub features: Vec<FeatureGates>,
}

/// A feature and its pull requests.
#[derive(Debug)]
pub struct FeatureGates {
    /// Its row.
    pub id: FeatureId,
    /// Its arm.
    pub arm: Arm,
    /// Its name.
    pub name: String,
    /// The engineering DRIs of the arm, by name.
    pub dris: Vec<(PersonId, String)>,
    /// Its flag key.
    pub flag_key: String,
    /// The accounts of its pilot PMs.
    pub(crate) pms: Marks,
    /// Its PLANNING.md, as it was linked last.
    pub planning: Option<Linked>,
    /// Its pull requests, the newest first.
    pub pulls: Vec<Pull>,
}

/// A PLANNING.md that was linked.
#[derive(Clone, Debug)]
pub struct Linked {
    /// Its row.
    pub id: i64,
    /// Where it can be read; empty where nobody said.
    pub url: String,
    /// As the gates read it.
    pub planning: Planning,
}

/// A pull request with its gates.
#[derive(Debug)]
pub struct Pull {
    /// Its row.
    pub id: PullRequestId,
    /// Like `acme/shop#12`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// Who opened it.
    pub author: String,
    /// Its branch.
    pub branch: String,
    /// When it was opened, as far as that is known.
    pub opened_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: PullRequestState,
    /// Why it is part of no number, where it stands apart.
    pub apart: Option<Apart>,
    /// Whether it is a pilot PM's: opened by one, or assigned to one. Engineering's own are bound by no gate.
    pub of_pm: bool,
    /// Every veto of it and every lifting of one, oldest first.
    pub vetoes: Vec<Spoken>,
    /// Its commits and gates.
    pub judged: Judged,
}

/// A veto, or the lifting of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Whether it is a veto.
    pub stands: bool,
    /// Why; empty where nobody said why one was lifted.
    pub reason: String,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What pull requests have to pass and where each stands, all of one moment. It opens a transaction: call it where no client
/// that goes away drops it.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn gates(pool: &PgPool, pilot: PilotId) -> Result<Gates> {
    let mut tx = pool.begin_with(ONE_MOMENT).await?;
    let gates = read(&mut tx, pilot).await?;
    tx.commit().await?;
    Ok(gates)
}

/// The rules of each zone version that commits of the pilot are judged by, oldest first.
pub(crate) async fn boundaries(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Boundary>> {
    let zones = rows::zones(connection, pilot).await?;
    Ok(zones.into_iter().map(|zone| zone.boundary).collect())
}

/// The same within a transaction that is under way, of one moment where it holds the pilot's lock.
async fn read(connection: &mut PgConnection, pilot: PilotId) -> Result<Gates> {
    let (mut pulls, ..) = crate::programme::facts::pull_requests(connection, pilot).await?;
    let zones = rows::zones(connection, pilot).await?;
    let mut known = rows::known(connection, pilot).await?;
    let said = rows::said(connection, pilot).await?;
    let mut commits = rows::commits(connection, pilot).await?;
    let arms = crate::pairs::enrolled(connection, pilot).await?;
    let mut features = Vec::new();
    for feature in rows::features(connection, pilot).await? {
        let of_feature = pulls.remove(&feature.id.0).unwrap_or_default();
        let changed = rows::planning_changed(&of_feature, &commits);
        let dris = arms.iter().filter(|enrolled| enrolled.arm == feature.arm);
        let judged = of_feature.into_iter().rev().map(|pull| {
            let known = known.remove(&pull.id.0).unwrap_or_default();
            let commits = commits.remove(&pull.id.0).unwrap_or_default();
            let life = pull.life();
            let of_pm = std::iter::once(&pull.author)
                .chain(&known.assignees)
                .any(|who| feature.pms.is_of(who, life.opened_at()));
            let submitted = Submitted {
                heads: known.heads(&life, &commits),
                veto: known.veto(),
                results: known.results(&life, &pull.repository, &said),
                waivers: known.waivers,
                planning: feature.planning.as_ref().map(|linked| linked.planning.clone()),
                planning_changed: changed,
                flag_key: feature.flag_key.clone(),
            };
            Pull {
                id: pull.id,
                name: format!("{}#{}", pull.repository, pull.number),
                opened_at: life.opened_at(),
                state: life.state(),
                title: pull.title,
                url: pull.url,
                author: pull.author.login,
                branch: pull.head_branch,
                apart: pull.apart,
                of_pm,
                vetoes: known.vetoes,
                judged: judge(submitted, &zones),
            }
        });
        features.push(FeatureGates {
            pulls: judged.collect(),
            dris: dris
                .flat_map(|of| of.dris.iter().map(|(dri, name, _)| (*dri, name.clone())))
                .collect(),
            ..feature
        });
    }
    Ok(Gates { zones, features })
}

impl FeatureGates {
    /// Whether a gate stands before anything of it: pilot PMs write the code of the new model, and sometimes of the old one.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.arm == Arm::NewModel || self.planning.is_some() || self.pulls.iter().any(|pull| pull.of_pm)
    }
}

impl Gates {
    /// The version that judges what is pushed now.
    #[must_use]
    pub fn zone(&self) -> Option<&InForce> {
        self.zones.last()
    }

    /// The version that judged a commit.
    #[must_use]
    pub fn zone_of(&self, head: &JudgedHead) -> Option<&InForce> {
        self.zones.iter().rev().find(|zone| Some(zone.number) == head.version)
    }

    /// A pull request of these, with its feature.
    #[must_use]
    pub fn pull(&self, id: PullRequestId) -> Option<(&FeatureGates, &Pull)> {
        let of = |feature: &'_ FeatureGates| feature.pulls.iter().position(|pull| pull.id == id);
        self.features.iter().find_map(|feature| {
            let at = of(feature)?;
            Some((feature, feature.pulls.get(at)?))
        })
    }

    /// The feature of an arm.
    #[must_use]
    pub fn feature(&self, arm: Arm) -> Option<&FeatureGates> {
        self.features.iter().find(|feature| feature.arm == arm)
    }
}

/// The text of the PLANNING.md that was linked last to the feature of an arm.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn planning_text(pool: &PgPool, pilot: PilotId, arm: Arm) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select p.text from planning p join feature f using (feature_id)
         where f.pilot_id = $1 and f.arm = $2 order by p.planning_id desc limit 1",
        pilot.0,
        arm.as_str(),
    )
    .fetch_optional(pool)
    .await?)
}
