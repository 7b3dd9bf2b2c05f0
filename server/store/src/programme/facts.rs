//! The facts of a pilot as rows, and what they are in the programme.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::calendar::SurveyWeek;
use domain::feature::{ArmFeature, Direction, OutcomePoint, Pm, PrimaryMetric, ReceivedCommit, Shipped};
use domain::github::{Push, names};
use domain::ids::{FeatureId, PersonId, PilotId, PullRequestId};
use domain::person::Arm;
use domain::pull_request::{
    Account, Apart, Commits, Fact, FactKind, PmAccount, PullRequest, Source, is_merge_queue, is_named_in,
};
use domain::replacement::{Replacement, took_over};
use domain::survey::Answer;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::moment::moment;
use crate::pairs;
use crate::{Error, Result};

/// Pull requests by the feature they are linked to, in their order.
pub(crate) type Linked = HashMap<i64, Vec<PullRequest>>;

/// The pull requests that prove week one, each with the moment from which on its branch is another's: its merge. Until
/// then the commits of its branch are no work on a feature.
#[derive(Debug, Default)]
pub(crate) struct Proofs {
    ids: Vec<i64>,
    until: Vec<Option<DateTime<Utc>>>,
}

/// What pilot PMs gave as evidence of week-one activities, and what they may have called the repositories by.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Their words.
    pub texts: Vec<String>,
    /// Other names of a repository: that under which it was connected, and one it has or had.
    pub names: Vec<(String, String)>,
}

impl Evidence {
    /// Whether it names a pull request of a repository, as it was connected, under any name it has or had.
    fn names(&self, repository: &str, number: i32, url: &str) -> bool {
        let others = self.names.iter().filter(|(connected, _)| connected == repository);
        let names = std::iter::once(repository).chain(others.map(|(_, other)| other.as_str()));
        let names: Vec<&str> = names.collect();
        self.texts
            .iter()
            .any(|text| names.iter().any(|name| is_named_in(text, name, number, url)))
    }
}

/// What pilot PMs gave as evidence of week-one activities: their newest word on each, but what was sent back or taken back. A
/// name that another repository of the pilot has is that one's.
pub(crate) async fn evidence(connection: &mut PgConnection, pilot: PilotId) -> Result<Evidence> {
    let mut evidence = Evidence::default();
    for row in sqlx::query!(
        r#"select null::text as repository, evidence as "text!" from week_one_evidence($1) as evidence
           union all
           select n.repository, n.name from other_names($1) n"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?
    {
        match row.repository {
            None => evidence.texts.push(row.text),
            Some(repository) => evidence.names.push((repository, row.text)),
        }
    }
    Ok(evidence)
}

/// Why a pull request of a feature is part of no number.
pub(crate) fn apart(
    evidence: &Evidence,
    (repository, number, url): (&str, i32, &str),
    (head_branch, is_revert): (&str, bool),
) -> Option<Apart> {
    match () {
        () if is_merge_queue(head_branch) => Some(Apart::MergeQueue),
        () if evidence.names(repository, number, url) => Some(Apart::WeekOne),
        () if is_revert => Some(Apart::Revert),
        () => None,
    }
}

/// The pull requests of a pilot's features with all that happened to them, the names of those set aside by hand, and which
/// prove week one.
pub(crate) async fn pull_requests(
    connection: &mut PgConnection,
    pilot: PilotId,
) -> Result<(Linked, Vec<String>, Proofs)> {
    let evidence = evidence(&mut *connection, pilot).await?;
    let mut facts = facts_of(&mut *connection, pilot, None).await?;
    let (mut linked, mut set_aside, mut proofs) = (Linked::new(), Vec::new(), Proofs::default());
    for r in sqlx::query!(
        r#"select feature_id, pull_request_id, repository, number, title, url, author_login, author_id, author_is_bot,
               head_branch, is_revert
           from pull_request where pilot_id = $1 and (feature_id is not null or linked_by_hand)
           order by repository, number"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?
    {
        let Some(feature) = r.feature_id else {
            set_aside.push(format!("{}#{}", r.repository, r.number));
            continue;
        };
        let apart = apart(
            &evidence,
            (&r.repository, r.number, &r.url),
            (&r.head_branch, r.is_revert),
        );
        let pull = PullRequest {
            id: PullRequestId(r.pull_request_id),
            repository: r.repository,
            number: r.number,
            title: r.title,
            url: r.url,
            author: Account {
                login: r.author_login,
                is_bot_type: r.author_is_bot,
                id: r.author_id,
            },
            head_branch: r.head_branch,
            facts: facts.remove(&r.pull_request_id).unwrap_or_default(),
            apart,
            commits: None,
        };
        if apart == Some(Apart::WeekOne) {
            proofs.ids.push(r.pull_request_id);
            proofs.until.push(pull.life().merged_at());
        }
        linked.entry(feature).or_default().push(pull);
    }
    let mut commits = commits(connection, pilot, &proofs).await?;
    for pulls in linked.values_mut() {
        pulls.sort_unstable_by_key(|pull| pull.number);
        for pull in pulls {
            pull.commits = Some(commits.remove(&pull.id.0).unwrap_or_default());
        }
    }
    Ok((linked, set_aside, proofs))
}

/// All that happened to pull requests of a pilot: to these, or to those of its features.
pub(crate) async fn facts_of(
    connection: &mut PgConnection,
    pilot: PilotId,
    these: Option<&[i64]>,
) -> Result<HashMap<i64, Vec<Fact>>> {
    let mut facts: HashMap<i64, Vec<Fact>> = HashMap::new();
    for r in sqlx::query!(
        r#"select c.pull_request_id, c.at, c.received_at, c.kind as "kind: Json<FactKind>", c.source as "source: Json<Source>"
           from pull_request p join pull_request_fact c using (pull_request_id)
           where p.pilot_id = $1 and ($2::bigint[] is null and p.feature_id is not null or p.pull_request_id = any($2))
           order by c.fact_id"#,
        pilot.0,
        these,
    )
    .fetch_all(&mut *connection)
    .await?
    {
        facts.entry(r.pull_request_id).or_default().push(Fact {
            at: r.at,
            arrival: r.received_at.timestamp_micros(),
            kind: r.kind.0,
            source: r.source.0,
        });
    }
    // The pushes of its branches, whatever they were called.
    for r in sqlx::query!(
        "select p.pull_request_id, p.base_branch, b.branch, b.before_sha, b.after_sha, b.forced, b.merges, b.by_login,
             b.by_id, b.by_is_bot, b.at, b.received_at, b.delivery_guid
         from pull_request p
         cross join lateral (select distinct branch from unnest(p.head_branches) as h (branch)) h
         join branch_push b on b.pilot_id = p.pilot_id
             and lower(b.repository) = lower(p.repository) and b.branch = h.branch
         where p.pilot_id = $1 and ($2::bigint[] is null and p.feature_id is not null or p.pull_request_id = any($2))
         order by b.branch_push_id",
        pilot.0,
        these,
    )
    .fetch_all(&mut *connection)
    .await?
    {
        let push = Push {
            branch: r.branch,
            to_default: false,
            before: Some(r.before_sha),
            after: r.after_sha,
            forced: r.forced,
            by: Account {
                login: r.by_login,
                is_bot_type: r.by_is_bot,
                id: r.by_id,
            },
            at: Some(r.at),
            merges: r.merges,
            commits: Vec::new(),
        };
        facts.entry(r.pull_request_id).or_default().push(Fact {
            at: r.at,
            arrival: r.received_at.timestamp_micros(),
            kind: push.to_pull_request(&r.base_branch),
            source: Source::Webhook {
                delivery: r.delivery_guid,
            },
        });
    }
    Ok(facts)
}

/// What is known of the commits of each linked pull request, but for those that prove week one and came along in another's
/// branch. Which are its own, the database's `own_commits` says.
async fn commits(connection: &mut PgConnection, pilot: PilotId, proofs: &Proofs) -> Result<HashMap<i64, Commits>> {
    let rows = sqlx::query!(
        r#"with own as materialized (
               select o.pull_request_id, o.repository, o.sha, c.at, c.authored_at, c.is_base from own_commits($1) o
               cross join lateral (
                   select coalesce(r.pushed_at, r.received_at) as at, r.authored_at, r.is_base from received_commit r
                   where r.pilot_id = $1 and r.sha = o.sha and lower(r.repository) = o.repository offset 0) c),
           proving as (
               select o.repository, o.sha from own o
               join unnest($2::bigint[], $3::timestamptz[]) w (id, until) on w.id = o.pull_request_id
               where o.at <= coalesce(w.until, 'infinity'))
           select o.pull_request_id as "id!",
               min(o.at) filter (where not o.is_base) as first_at,
               (array_agg(o.sha order by o.at, o.sha) filter (where not o.is_base))[1] as first_sha,
               min(o.authored_at) as first_authored
           from own o where (o.repository, o.sha) not in (select repository, sha from proving)
           group by o.pull_request_id"#,
        pilot.0,
        &proofs.ids,
        &proofs.until as &[Option<DateTime<Utc>>],
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut authored: HashMap<i64, DateTime<Utc>> = HashMap::new();
    for r in sqlx::query!(
        r#"select c.pull_request_id, min(c.authored_at) as "first!" from past_commit c join pull_request p using (pull_request_id)
           where p.pilot_id = $1 and p.feature_id is not null and c.authored_at is not null
               and not exists (select from past_commit w join pull_request q on q.pull_request_id = w.pull_request_id
                   where w.sha = c.sha and w.pull_request_id = any($2) and lower(q.repository) = lower(p.repository))
           group by c.pull_request_id"#,
        pilot.0,
        &proofs.ids,
    )
    .fetch_all(connection)
    .await?
    {
        authored.insert(r.pull_request_id, r.first);
    }
    let commits = rows.into_iter().map(|r| {
        let first_received = r.first_at.zip(r.first_sha).map(|(at, sha)| ReceivedCommit { at, sha });
        let read = authored.remove(&r.id);
        let commits = Commits {
            first_received,
            first_authored: r.first_authored.into_iter().chain(read).min(),
        };
        (r.id, commits)
    });
    let mut commits: HashMap<i64, Commits> = commits.collect();
    // Of these nothing was received.
    for (id, first) in authored {
        let commits = commits.entry(id).or_default();
        commits.first_authored = Some(first);
    }
    Ok(commits)
}

/// When the first commit was received that can still come to belong to the new-model feature: since its idea, on a branch
/// that has no pull request.
pub(super) async fn unlinked_since(connection: &mut PgConnection, pilot: PilotId) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar!(
        "select min(free.at) from (
             select min(b.at) as at from (
                 select lower(c.repository) as repository, c.branch, coalesce(c.pushed_at, c.received_at) as at
                 from received_commit c
                 join feature f on f.pilot_id = c.pilot_id and f.arm = 'new_model' join pilot p on p.pilot_id = c.pilot_id
                 where c.pilot_id = $1 and c.feature_id is null and c.is_distinct and not c.is_brought and not c.is_base
                     and coalesce(c.pushed_at, c.received_at)
                         >= coalesce(f.idea_at, f.idea_on::timestamp at time zone p.zone)
                 union all
                 select lower(r.repository), h.branch, null
                 from pull_request r cross join lateral unnest(r.head_branches) as h (branch) where r.pilot_id = $1
             ) b group by b.repository, b.branch having bool_and(b.at is not null)) free",
        pilot.0,
    )
    .fetch_one(connection)
    .await?)
}

/// The accounts of the pilot PMs, each for its time, by arm.
pub(super) async fn pm_accounts(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<PmAccount>> {
    Ok(sqlx::query_as!(
        PmAccount,
        r#"select l.login as "login!", l.since, l.until,
               array(select k.host_id from known_account k where k.pilot_id = $1 and k.login = lower(l.login)
                   order by k.host_id) as "ids!"
           from pm_login($1) l order by l.arm"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?)
}

/// The features of the arms that have a pilot PM, by arm. The commits that prove
/// week one are no work on a feature, whatever their branch is called.
pub(super) async fn features(
    connection: &mut PgConnection,
    pilot: PilotId,
    (mut pulls, proofs): (Linked, Proofs),
) -> Result<Vec<ArmFeature>> {
    let mut commits: HashMap<i64, (Option<ReceivedCommit>, Vec<_>)> = HashMap::new();
    for r in sqlx::query!(
        r#"with proving as (
               select o.repository, o.sha from own_commits($1) o
               join unnest($2::bigint[], $3::timestamptz[]) w (id, until) on w.id = o.pull_request_id
               where exists (select from received_commit c where c.pilot_id = $1 and c.sha = o.sha
                   and lower(c.repository) = o.repository
                   and coalesce(c.pushed_at, c.received_at) <= coalesce(w.until, 'infinity'))),
           worked as materialized (
               select c.feature_id, coalesce(c.pushed_at, c.received_at) as at, c.sha, c.authored_at, c.repository, c.branch,
                   f.flag_key
               from feature f join received_commit c using (feature_id)
               where f.pilot_id = $1 and not c.is_brought and not c.is_base
                   and (c.is_distinct or not exists (select from received_commit b where b.pilot_id = c.pilot_id and b.is_base
                       and b.sha = c.sha and lower(b.repository) = lower(c.repository)
                       and coalesce(b.pushed_at, b.received_at) <= coalesce(c.pushed_at, c.received_at)))
                   and (lower(c.repository), c.sha) not in (select repository, sha from proving)),
           branches as materialized (
               select w.repository, w.branch, exists (select from pull_request p where p.pilot_id = $1
                   and lower(p.repository) = lower(w.repository) and p.head_branches @> array[w.branch]) as has_pull_request
               from (select distinct repository, branch from worked) w)
           select w.feature_id as "feature_id!", w.at as "at!", w.sha as "sha!", w.authored_at, w.branch as "branch!",
               w.flag_key as "flag_key!", b.has_pull_request as "has_pull_request!"
           from worked w join branches b using (repository, branch)
           order by "at!", "sha!""#,
        pilot.0,
        &proofs.ids,
        &proofs.until as &[Option<DateTime<Utc>>],
    )
    .fetch_all(&mut *connection)
    .await?
    {
        let (first, authored) = commits.entry(r.feature_id).or_default();
        // Of a branch that does not name the feature, its pull request knows.
        if !r.has_pull_request || names(&r.branch, &r.flag_key) {
            first.get_or_insert(ReceivedCommit { at: r.at, sha: r.sha });
        }
        authored.extend(r.authored_at);
    }
    let mut points: HashMap<i64, Vec<OutcomePoint>> = HashMap::new();
    for r in sqlx::query!(
        r#"select o.feature_id as "feature_id!", o.day as "day!", o.value as "value!", o.source as "source!"
           from outcome_value o join feature f using (feature_id) where f.pilot_id = $1 order by o.day"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?
    {
        points.entry(r.feature_id).or_default().push(OutcomePoint {
            on: r.day,
            value: r.value,
            source: r.source,
        });
    }
    let arms = pairs::enrolled(&mut *connection, pilot).await?;
    let rows = sqlx::query!(
        r#"select feature_id as "feature_id: FeatureId", arm, github_login, name, surface, idea_at, idea_on,
               idea_entered_at, flag_key, metric_name, metric_unit, metric_source, metric_direction, metric_read_on,
               metric_window_days, shipped_on, shipped_evidence
           from feature where pilot_id = $1 order by arm"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let mut features = Vec::new();
    for r in rows {
        let arm = Arm::parse(&r.arm).ok_or_else(|| Error::inconsistent("feature", &r.arm))?;
        let shipped = match (r.shipped_on, r.shipped_evidence) {
            (Some(on), Some(evidence)) => Some(Shipped { on, evidence }),
            (None, None) => None,
            _ => return Err(Error::inconsistent("feature", "shipped without evidence")),
        };
        let enrolled = arms.iter().filter(|enrolled| enrolled.arm == arm);
        let mut pms = enrolled.flat_map(|enrolled| enrolled.pms.iter().cloned());
        let Some((pm, pm_name)) = pms.next() else { continue };
        let (first_received, mut author_dates) = commits.remove(&r.feature_id.0).unwrap_or_default();
        author_dates.sort_unstable();
        features.push(ArmFeature {
            id: r.feature_id,
            arm,
            pm_name,
            pm,
            more_pms: pms.map(|(person, name)| Pm { person, name }).collect(),
            github_login: r.github_login,
            name: r.name,
            surface: r.surface,
            idea: Some(moment(r.idea_at, r.idea_on, "feature")?),
            idea_entered_at: Some(r.idea_entered_at),
            first_received,
            author_dates,
            flag_key: r.flag_key,
            primary_metric: PrimaryMetric {
                name: r.metric_name,
                unit: r.metric_unit,
                source: r.metric_source,
                direction: Direction::parse(&r.metric_direction)
                    .ok_or_else(|| Error::inconsistent("feature", &r.metric_direction))?,
                read_on: r.metric_read_on,
                window_days: u16::try_from(r.metric_window_days).map_err(|e| Error::inconsistent("feature", e))?,
            },
            shipped,
            points: points.remove(&r.feature_id.0).unwrap_or_default(),
            pull_requests: pulls.remove(&r.feature_id.0).unwrap_or_default(),
        });
    }
    Ok(features)
}

/// The scheduled survey weeks.
pub(super) async fn survey_weeks(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<SurveyWeek>> {
    sqlx::query!(
        "select number, opens_at, closes_at, begins_at, ends_at from survey_week where pilot_id = $1 order by number",
        pilot.0,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|r| crate::survey::survey_week(r.number, (r.opens_at, r.closes_at), (r.begins_at, r.ends_at)))
    .collect()
}

/// Every answer ever given, but those of people who do not agree to what is measured, or who took over and have not agreed yet:
/// their weeks are gaps.
pub(super) async fn answers(
    connection: &mut PgConnection,
    pilot: PilotId,
    replaced: &[Replacement],
) -> Result<Vec<Answer>> {
    let came = replaced.iter().map(|one| one.successor);
    let took_over: Vec<i64> = came
        .filter(|person| took_over(replaced, *person))
        .map(|person| person.0)
        .collect();
    sqlx::query!(
        r#"select a.person_id as "person: PersonId", a.week, a.score, a.answered_at from answer a
           where a.pilot_id = $1 and coalesce((select p.agrees from participation p
               where p.pilot_id = a.pilot_id and p.person_id = a.person_id
               order by p.participation_id desc limit 1), a.person_id <> all($2))
           order by a.answer_id"#,
        pilot.0,
        &took_over,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|r| {
        Ok(Answer {
            person: r.person,
            week: u8::try_from(r.week).map_err(|e| Error::inconsistent("answer", e))?,
            score: u8::try_from(r.score).map_err(|e| Error::inconsistent("answer", e))?,
            at: r.answered_at,
        })
    })
    .collect()
}
