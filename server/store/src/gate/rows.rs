//! What is recorded about gates, as rows.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::document::Digest;
use domain::gate::{Commit, Gate, Head, InForce, Listed, Planning, Pushed, Read, SkillResult, Veto, Waiver, heads};
use domain::github::{Marks, Touched};
use domain::ids::{FeatureId, PilotId};
use domain::person::Arm;
use domain::pull_request::{Account, FactKind, Life, PmAccount, PullRequest};
use domain::zone::{Boundary, ChangedFile, ZoneItem};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{FeatureGates, Linked, Spoken};
use crate::github::PmAccountRow;
use crate::{Error, Result};

/// The zone versions that commits are judged by, oldest first: the one the pilot started with and each amendment in force;
/// before the start the newest version.
pub(super) async fn zones(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<InForce>> {
    let rows = sqlx::query!(
        r#"with counts as (
               select s.zone_version as number, s.started_at as since from pilot_start s where s.pilot_id = $1
               union all
               select a.zone_version, o.settled_at from zone_amendment a join zone_amendment_outcome o using (zone_amendment_id)
                   where a.pilot_id = $1 and o.in_force
               union all
               select max(n.number), null from zone_version n
                   where n.pilot_id = $1 and not exists (select from pilot_start s where s.pilot_id = $1))
           select v.number, v.items as "items: Json<Vec<ZoneItem>>", v.digest, v.matching, c.since as "since?"
           from counts c join zone_version v on v.pilot_id = $1 and v.number = c.number
           order by c.since, v.number"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let zones = rows.into_iter().map(|row| {
        let matching = crate::zone::read_version(row.number, &row.items, (&row.digest, row.matching))?;
        Ok(InForce {
            number: row.number,
            since: row.since,
            boundary: Boundary::of(&row.items.0, matching),
            items: row.items.0,
        })
    });
    zones.collect()
}

/// What is known of a pull request beside its life.
#[derive(Default)]
pub(super) struct Known {
    /// Its newest commits, as it was described.
    heads: BTreeSet<String>,
    described: Option<(String, DateTime<Utc>)>,
    pub(super) assignees: Vec<Account>,
    listed: Vec<Listed>,
    read: Vec<Read>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) vetoes: Vec<Spoken>,
}

impl Known {
    /// The veto that stands.
    pub(super) fn veto(&self) -> Option<Veto> {
        let last = self.vetoes.last().filter(|spoken| spoken.stands)?;
        Some(Veto {
            reason: last.reason.clone(),
            by: last.by.clone(),
            at: last.at,
        })
    }

    /// Its newest commits with their files.
    pub(super) fn heads(&self, life: &Life, commits: &[Commit]) -> Vec<Head> {
        let pushes = life.facts().filter_map(|fact| match &fact.kind {
            FactKind::Pushed {
                sha,
                before,
                merge_of_base_only,
                ..
            } => Some(Pushed {
                sha: sha.clone(),
                at: fact.at,
                before: before.clone(),
                merges_base: *merge_of_base_only,
            }),
            _ => None,
        });
        let pushes: Vec<Pushed> = pushes.collect();
        let described = self.described.as_ref().map(|(sha, at)| (sha.as_str(), *at));
        heads(&pushes, commits, (&self.listed, &self.read), described)
    }

    /// What the skill file said of each commit that was its newest, as it was described or by a push.
    pub(super) fn results(&self, life: &Life, repository: &str, said: &Said) -> Vec<SkillResult> {
        let Some(said) = said.get(&repository.to_ascii_lowercase()) else {
            return Vec::new();
        };
        let mut heads: BTreeSet<&str> = self.heads.iter().map(String::as_str).collect();
        heads.extend(life.facts().filter_map(|fact| match &fact.kind {
            FactKind::Pushed { sha, .. } => Some(sha.as_str()),
            _ => None,
        }));
        let of = heads.into_iter().filter_map(|head| said.get(head));
        of.flatten().cloned().collect()
    }
}

/// What the skill file said, by repository in small letters and commit.
pub(super) type Said = HashMap<String, HashMap<String, Vec<SkillResult>>>;

/// What the skill file said of the pilot's commits.
pub(super) async fn said(connection: &mut PgConnection, pilot: PilotId) -> Result<Said> {
    let rows = sqlx::query!(
        r#"select lower(repository) as "repository!", head, passed, at from skill_result where pilot_id = $1"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let mut said = Said::new();
    for row in rows {
        let of = said.entry(row.repository).or_default();
        of.entry(row.head.clone()).or_default().push(SkillResult {
            head: row.head,
            passed: row.passed,
            at: row.at,
        });
    }
    Ok(said)
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct ListedRow {
    head: String,
    files: Json<Vec<ChangedFile>>,
    by: String,
    at: DateTime<Utc>,
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct ReadRow {
    head: String,
    files: Json<Vec<ChangedFile>>,
    total: i32,
    at: DateTime<Utc>,
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct WaiverRow {
    gate: String,
    paths: Vec<String>,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct VetoRow {
    stands: bool,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

/// What was entered and told of each pull request of the pilot's features.
pub(super) async fn known(connection: &mut PgConnection, pilot: PilotId) -> Result<HashMap<i64, Known>> {
    let rows = sqlx::query!(
        r#"select p.pull_request_id as id, p.head, p.heads, p.described_at,
               p.assignees as "assignees: Json<Vec<Account>>",
               array(select (c.head, c.files, q.name, c.entered_at) from changed_files c
                   join person q on q.person_id = c.entered_by
                   where c.pull_request_id = p.pull_request_id order by c.changed_files_id) as "listed!: Vec<ListedRow>",
               array(select (r.head, r.files, r.total, r.read_at) from read_files r
                   where r.pilot_id = p.pilot_id and lower(r.repository) = lower(p.repository) and r.number = p.number
                   order by r.read_files_id) as "read!: Vec<ReadRow>",
               array(select (w.gate, w.paths, w.reason, q.name, w.waived_at) from waiver w
                   join person q on q.person_id = w.waived_by
                   where w.pull_request_id = p.pull_request_id order by w.waiver_id) as "waivers!: Vec<WaiverRow>",
               array(select (v.stands, v.reason, q.name, v.spoken_at) from veto v
                   join person q on q.person_id = v.spoken_by
                   where v.pull_request_id = p.pull_request_id order by v.veto_id) as "vetoes!: Vec<VetoRow>"
           from pull_request p where p.pilot_id = $1 and p.feature_id is not null"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let mut known = HashMap::new();
    for row in rows {
        let waivers = row.waivers.into_iter().map(|waiver| {
            Ok(Waiver {
                gate: Gate::parse(&waiver.gate).ok_or_else(|| Error::inconsistent("waiver", &waiver.gate))?,
                paths: waiver.paths,
                reason: waiver.reason,
                by: waiver.by,
                at: waiver.at,
            })
        });
        let listed = row.listed.into_iter().map(|listed| Listed {
            head: listed.head,
            files: listed.files.0,
            by: listed.by,
            at: listed.at,
        });
        let read = row.read.into_iter().map(|read| {
            Ok(Read {
                head: read.head,
                files: read.files.0,
                total: usize::try_from(read.total).map_err(|error| Error::inconsistent("read_files", error))?,
                at: read.at,
            })
        });
        let vetoes = row.vetoes.into_iter().map(|spoken| Spoken {
            stands: spoken.stands,
            reason: spoken.reason,
            by: spoken.by,
            at: spoken.at,
        });
        let of = Known {
            heads: row.heads.into_iter().chain([row.head.clone()]).collect(),
            described: row.described_at.map(|at| (row.head, at)),
            assignees: row.assignees.0,
            listed: listed.collect(),
            read: read.collect::<Result<_>>()?,
            waivers: waivers.collect::<Result<_>>()?,
            vetoes: vetoes.collect(),
        };
        known.insert(row.id, of);
    }
    Ok(known)
}

/// The commits of each pull request's own with their files, oldest first.
pub(super) async fn commits(connection: &mut PgConnection, pilot: PilotId) -> Result<HashMap<i64, Vec<Commit>>> {
    let rows = sqlx::query!(
        r#"select o.pull_request_id as "id!", o.sha as "sha!", c.at as "at!", c.files as "files: Json<Touched>"
           from own_commits($1) o
           cross join lateral (
               select min(coalesce(r.pushed_at, r.received_at)) as at,
                   (array_agg(r.files) filter (where r.files is not null))[1] as files
               from received_commit r
               where r.pilot_id = $1 and r.sha = o.sha and lower(r.repository) = o.repository) c
           where c.at is not null order by c.at, o.sha"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let mut commits: HashMap<i64, Vec<Commit>> = HashMap::new();
    for row in rows {
        commits.entry(row.id).or_default().push(Commit {
            sha: row.sha,
            at: row.at,
            files: row.files.map(|files| files.0),
        });
    }
    Ok(commits)
}

/// When a commit of these pull requests last touched a PLANNING.md.
pub(super) fn planning_changed(pulls: &[PullRequest], commits: &HashMap<i64, Vec<Commit>>) -> Option<DateTime<Utc>> {
    let is_planning = |path: &String| path.rsplit('/').next().is_some_and(|name| name == "PLANNING.md");
    let touches = |commit: &&Commit| commit.files.iter().flat_map(Touched::paths).any(is_planning);
    let of = pulls.iter().filter_map(|pull| commits.get(&pull.id.0)).flatten();
    of.filter(touches).map(|commit| commit.at).max()
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct PlanningRow {
    id: i64,
    url: String,
    digest: String,
    linked_by: String,
    linked_at: DateTime<Utc>,
    signed_by: Option<String>,
    signed_at: Option<DateTime<Utc>>,
}

/// The features of both arms with what their gates rest on, without their pull requests.
pub(super) async fn features(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<FeatureGates>> {
    let rows = sqlx::query!(
        r#"select f.feature_id as "id: FeatureId", f.arm as "arm: Arm", f.name, f.flag_key,
               array(select (l.login, array(select k.host_id from known_account k
                       where k.pilot_id = f.pilot_id and k.login = lower(l.login)), l.since, l.until)
                   from pm_login($1) l where l.arm = f.arm) as "pms!: Vec<PmAccountRow>",
               array(select (p.planning_id, p.url, p.digest, l.name, p.linked_at, d.name, s.signed_at) from planning p
                   join person l on l.person_id = p.linked_by
                   left join planning_sign_off s using (planning_id)
                   left join person d on d.person_id = s.signed_by
                   where p.feature_id = f.feature_id order by p.planning_id desc limit 1) as "planning!: Vec<PlanningRow>"
           from feature f where f.pilot_id = $1 order by f.arm"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let features = rows.into_iter().map(|row| {
        let planning = row.planning.into_iter().next().map(|linked| {
            let digest: Digest = linked.digest.parse().map_err(|e| Error::inconsistent("planning", e))?;
            Ok::<_, Error>(Linked {
                id: linked.id,
                url: linked.url,
                planning: Planning {
                    digest,
                    linked_by: linked.linked_by,
                    linked_at: linked.linked_at,
                    signed: linked.signed_by.zip(linked.signed_at),
                },
            })
        });
        Ok(FeatureGates {
            id: row.id,
            arm: row.arm,
            name: row.name,
            dris: Vec::new(),
            pms: Marks {
                feature: row.id,
                flag_key: row.flag_key.clone(),
                pms: row.pms.into_iter().map(PmAccount::from).collect(),
                branch: String::new(),
                label: String::new(),
            },
            flag_key: row.flag_key,
            planning: planning.transpose()?,
            pulls: Vec::new(),
        })
    });
    features.collect()
}
