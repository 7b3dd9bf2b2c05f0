//! Which pull requests and commits belong to which feature.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::github::{LinkedBy, Marks, Pointers, feature_by_key, feature_by_mark, linked};
use domain::ids::{FeatureId, PilotId, PullRequestId};
use domain::pull_request::{Account, Life, PmAccount};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::Result;
use crate::change::Change;
use crate::programme::facts::facts_of;

/// What links pull requests and branches of a pilot to its features.
async fn marks(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Marks>> {
    let rows = sqlx::query_as!(
        MarksRow,
        r#"select feature_id as "feature: FeatureId", flag_key,
               array(select (l.login, array(select k.host_id from known_account k
                       where k.pilot_id = f.pilot_id and k.login = lower(l.login)), l.since, l.until)
                   from pm_login($1) l where l.arm = f.arm) as "pms!: Vec<PmAccountRow>",
               f.branch_pattern as branch, f.label
           from feature f where pilot_id = $1 order by arm"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Marks::from).collect())
}

/// An account of a pilot PM within the row of something else.
#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct PmAccountRow {
    login: String,
    ids: Vec<i64>,
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

impl From<PmAccountRow> for PmAccount {
    fn from(row: PmAccountRow) -> Self {
        Self {
            login: row.login,
            ids: row.ids,
            since: row.since,
            until: row.until,
        }
    }
}

/// [`Marks`] within the row of something else.
#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct MarksRow {
    feature: FeatureId,
    flag_key: String,
    pms: Vec<PmAccountRow>,
    branch: String,
    label: String,
}

impl From<MarksRow> for Marks {
    fn from(row: MarksRow) -> Self {
        Self {
            feature: row.feature,
            flag_key: row.flag_key,
            pms: row.pms.into_iter().map(PmAccount::from).collect(),
            branch: row.branch,
            label: row.label,
        }
    }
}

/// A pull request, as far as it says to which feature it belongs.
pub(crate) struct Linkable {
    pub(crate) id: PullRequestId,
    pub(crate) repository: String,
    pub(crate) head_branch: String,
    pub(crate) head_branches: Vec<String>,
    pub(crate) title: String,
    pub(crate) labels: Vec<String>,
    pub(crate) author_login: String,
    pub(crate) author_id: Option<i64>,
    pub(crate) author_is_bot: bool,
    pub(crate) assignees: Json<Vec<Account>>,
    pub(crate) linked_by_hand: bool,
    pub(crate) feature: Option<FeatureId>,
    /// When it was opened, as far as that is known; read only where somebody took over from a pilot PM.
    pub(crate) opened_at: Option<DateTime<Utc>>,
}

impl Linkable {
    /// The feature that it points to, and by what.
    fn points_to(&self, marks: &[Marks]) -> Option<(FeatureId, LinkedBy)> {
        let author = Account {
            login: self.author_login.clone(),
            is_bot_type: self.author_is_bot,
            id: self.author_id,
        };
        let called = self.head_branches.iter().chain([&self.head_branch]);
        let called: Vec<&str> = called.map(String::as_str).collect();
        let pointers = Pointers {
            branches: &called,
            title: &self.title,
            labels: &self.labels,
            author: &author,
            assignees: &self.assignees.0,
            opened_at: self.opened_at,
        };
        linked(marks, pointers)
    }

    /// By what it belongs to its feature, as far as that can be told today.
    pub(crate) fn by(&self, marks: &[Marks]) -> Option<LinkedBy> {
        let points_to = self.points_to(marks);
        match self.linked_by_hand {
            true => Some(LinkedBy::Hand),
            false => points_to.filter(|(to, _)| self.feature == Some(*to)).map(|(_, by)| by),
        }
    }

    /// Links it by what it says, unless that was done by hand; the feature that it belongs to then.
    async fn link(&self, change: &mut Change<'_>, marks: &[Marks]) -> Result<Option<FeatureId>> {
        if self.linked_by_hand {
            return Ok(self.feature);
        }
        let feature = self.points_to(marks).map(|(feature, _)| feature);
        if feature != self.feature {
            sqlx::query!(
                "update pull_request set feature_id = $2 where pull_request_id = $1",
                self.id.0,
                feature.map(|feature| feature.0),
            )
            .execute(&mut **change)
            .await?;
        }
        Ok(feature)
    }
}

/// Pull requests of a pilot, as far as they say to which feature they belong: these, or all.
async fn linkable(
    connection: &mut PgConnection,
    pilot: PilotId,
    (pulls, marks): (Option<&[i64]>, &[Marks]),
) -> Result<Vec<Linkable>> {
    let mut linkable = sqlx::query_as!(
        Linkable,
        r#"select pull_request_id as "id: PullRequestId", repository, head_branch, head_branches, title, labels,
               author_login, author_id, author_is_bot, assignees as "assignees: Json<Vec<Account>>", linked_by_hand,
               feature_id as "feature: FeatureId", null::timestamptz as opened_at
           from pull_request where pilot_id = $1 and pull_request_id = any(coalesce($2::bigint[],
               array(select pull_request_id from pull_request where pilot_id = $1)))
           order by pull_request_id"#,
        pilot.0,
        pulls,
    )
    .fetch_all(&mut *connection)
    .await?;
    if marks.iter().flat_map(|mark| &mark.pms).all(PmAccount::is_lasting) {
        return Ok(linkable);
    }
    let ids: Vec<i64> = linkable.iter().map(|pull| pull.id.0).collect();
    let mut facts = facts_of(connection, pilot, Some(&ids)).await?;
    for pull in &mut linkable {
        let of = facts.remove(&pull.id.0).unwrap_or_default();
        pull.opened_at = Life::of(&of).opened_at();
    }
    Ok(linkable)
}

/// By what pull requests of a pilot belong to their features, or stand in none by hand. Of a pull request that no mark of today
/// explains, nothing is said.
///
/// # Errors
/// When the database fails.
pub(crate) async fn linked_by(
    connection: &mut PgConnection,
    pilot: PilotId,
    pulls: &[i64],
) -> Result<BTreeMap<i64, LinkedBy>> {
    let marks = marks(connection, pilot).await?;
    let linkable = linkable(connection, pilot, (Some(pulls), &marks)).await?.into_iter();
    Ok(linkable
        .filter_map(|pull| Some((pull.id.0, pull.by(&marks)?)))
        .collect())
}

/// The feature of a branch without a pull request: not by author alone, since nobody could correct that by hand.
fn of_branch_alone(marks: &[Marks], branch: &str) -> Option<FeatureId> {
    feature_by_key(marks, branch).or_else(|| feature_by_mark(marks, &[branch], &[]))
}

/// Links the pull requests and received commits of a pilot to its features again: by hand where that
/// was done, else by flag key, else by the branch pattern or label of a feature, else by author. Commits follow the pull request of
/// their branch, or without one the flag key it names or the pattern it fits. A change of features ends with it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn relink(change: &mut Change<'_>, pilot: PilotId) -> Result<()> {
    let marks = marks(change, pilot).await?;
    let pull_requests = linkable(change, pilot, (None, &marks)).await?;
    let mut branches = BTreeMap::new();
    for pr in pull_requests {
        let feature = pr.link(change, &marks).await?;
        let names: BTreeSet<String> = pr.head_branches.into_iter().chain([pr.head_branch]).collect();
        for name in names {
            branches.insert((pr.repository.to_lowercase(), name), feature);
        }
    }
    let groups = sqlx::query!(
        r#"select distinct repository, branch, feature_id as "feature: FeatureId"
           from received_commit where pilot_id = $1 and not is_base"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?;
    for group in groups {
        let of_branch = branches.get(&(group.repository.to_lowercase(), group.branch.clone()));
        let feature = match of_branch {
            Some(feature) => *feature,
            None => of_branch_alone(&marks, &group.branch),
        };
        if feature != group.feature {
            sqlx::query!(
                "update received_commit set feature_id = $4
                 where pilot_id = $1 and repository = $2 and branch = $3",
                pilot.0,
                group.repository,
                group.branch,
                feature.map(|f| f.0),
            )
            .execute(&mut **change)
            .await?;
        }
    }
    Ok(())
}

/// What a delivery was about: what else is linked to features stays as it is.
pub(super) enum About {
    /// It can be anything.
    Everything,
    /// Nothing that is linked.
    Nothing,
    /// A pull request.
    PullRequest(PullRequestId),
    /// A branch.
    Branch(String),
}

impl About {
    /// This, unless a pilot PM's account was met for the first time.
    pub(super) fn of(met: bool, this: Self) -> Self {
        if met { Self::Everything } else { this }
    }
}

/// Links pull requests and the commits of their branches again, and those of branches, as [`relink`] does of all; each with
/// the repository of its delivery.
///
/// # Errors
/// When the database fails.
pub(super) async fn relink_about(change: &mut Change<'_>, pilot: PilotId, moved: &[(&str, &About)]) -> Result<()> {
    let (mut pulls, mut branches) = (BTreeMap::new(), BTreeSet::new());
    for (repository, about) in moved {
        match about {
            About::Everything => return relink(change, pilot).await,
            About::Nothing => {}
            About::PullRequest(id) => {
                pulls.insert(id.0, *repository);
            }
            About::Branch(name) => {
                branches.insert((*repository, name.clone()));
            }
        }
    }
    if pulls.is_empty() && branches.is_empty() {
        return Ok(());
    }
    let marks = marks(change, pilot).await?;
    let ids: Vec<i64> = pulls.keys().copied().collect();
    let linkable = linkable(change, pilot, (Some(&ids), &marks)).await?;
    for pull in linkable {
        pull.link(change, &marks).await?;
        let repository = pulls.get(&pull.id.0).copied().unwrap_or_default();
        branches.extend(pull.head_branches.into_iter().map(|name| (repository, name)));
    }
    let (repositories, names): (Vec<&str>, Vec<String>) = branches.into_iter().unzip();
    // By the index of branches, whatever else the planner thinks of: a repository has many pull requests, a branch has few.
    let of_branches = sqlx::query!(
        r#"select b.repository as "repository!", b.branch as "branch!", p.pull_request_id is not null as "has_one!",
               p.feature_id as "feature?: FeatureId"
           from unnest($2::text[], $3::text[]) as b (repository, branch) left join lateral (
               select pull_request_id, feature_id from (
                   select * from pull_request where head_branches @> array[b.branch] offset 0) of_branch
               where pilot_id = $1 and lower(repository) = lower(b.repository)
               order by pull_request_id desc limit 1) p on true"#,
        pilot.0,
        &repositories as _,
        &names,
    )
    .fetch_all(&mut **change)
    .await?;
    let features: Vec<Option<i64>> = of_branches
        .iter()
        .map(|of| match of.has_one {
            true => of.feature,
            false => of_branch_alone(&marks, &of.branch),
        })
        .map(|feature| feature.map(|feature| feature.0))
        .collect();
    let (repositories, names): (Vec<String>, Vec<String>) =
        of_branches.into_iter().map(|of| (of.repository, of.branch)).unzip();
    sqlx::query!(
        "update received_commit r set feature_id = l.feature_id
         from unnest($2::text[], $3::text[], $4::bigint[]) as l (repository, branch, feature_id)
         where r.pilot_id = $1 and r.repository = l.repository and r.branch = l.branch and not r.is_base
             and r.feature_id is distinct from l.feature_id",
        pilot.0,
        &repositories,
        &names,
        &features as _,
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
