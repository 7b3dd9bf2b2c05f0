//! The facts of a pilot as rows, and what they are in the programme.

use std::collections::HashMap;

use domain::calendar::SurveyWeek;
use domain::feature::{ArmFeature, Direction, OutcomePoint, Pm, PrimaryMetric, ReceivedCommit, Shipped};
use domain::ids::{FeatureId, PersonId, PilotId, PullRequestId};
use domain::person::Arm;
use domain::pull_request::{Account, Fact, FactKind, PullRequest, Source};
use domain::survey::Answer;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::moment::moment;
use crate::pairs;
use crate::{Error, Result};

/// Pull requests by the feature they are linked to, in their order.
pub(super) type Linked = HashMap<i64, Vec<PullRequest>>;

/// The pull requests of a pilot's features with all that happened to them, and the names of those set aside by hand.
pub(super) async fn pull_requests(connection: &mut PgConnection, pilot: PilotId) -> Result<(Linked, Vec<String>)> {
    let mut facts: HashMap<i64, Vec<Fact>> = HashMap::new();
    for r in sqlx::query!(
        r#"select c.pull_request_id, c.at, c.fact_id, c.kind as "kind: Json<FactKind>", c.source as "source: Json<Source>"
           from pull_request p join pull_request_fact c using (pull_request_id)
           where p.pilot_id = $1 and p.feature_id is not null order by c.fact_id"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?
    {
        facts.entry(r.pull_request_id).or_default().push(Fact {
            at: r.at,
            arrival: r.fact_id,
            kind: r.kind.0,
            source: r.source.0,
        });
    }
    let (mut linked, mut set_aside) = (Linked::new(), Vec::new());
    for r in sqlx::query!(
        "select feature_id, pull_request_id, repository, number, title, url, author_login, author_is_bot, head_branch
         from pull_request where pilot_id = $1 and (feature_id is not null or linked_by_hand)
         order by repository, number",
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?
    {
        let Some(feature) = r.feature_id else {
            set_aside.push(format!("{}#{}", r.repository, r.number));
            continue;
        };
        linked.entry(feature).or_default().push(PullRequest {
            id: PullRequestId(r.pull_request_id),
            repository: r.repository,
            number: r.number,
            title: r.title,
            url: r.url,
            author: Account {
                login: r.author_login,
                is_bot_type: r.author_is_bot,
            },
            head_branch: r.head_branch,
            facts: facts.remove(&r.pull_request_id).unwrap_or_default(),
        });
    }
    for pulls in linked.values_mut() {
        pulls.sort_unstable_by_key(|pull| pull.id);
    }
    Ok((linked, set_aside))
}

/// The features of the arms that have a pilot PM, by arm, and the logins of everybody who ships them.
pub(super) async fn features(
    connection: &mut PgConnection,
    pilot: PilotId,
    mut pulls: Linked,
) -> Result<(Vec<ArmFeature>, Vec<String>)> {
    let mut commits: HashMap<i64, (Option<ReceivedCommit>, Vec<_>)> = HashMap::new();
    for r in sqlx::query!(
        r#"select feature_id as "feature_id!", received_at, sha, authored_at from received_commit
           where pilot_id = $1 and feature_id is not null order by received_at, sha"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?
    {
        let (first, authored) = commits.entry(r.feature_id).or_default();
        first.get_or_insert(ReceivedCommit {
            at: r.received_at,
            sha: r.sha,
        });
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
        r#"select feature_id as "feature_id: FeatureId", arm, github_login, more_logins, name, surface, idea_at, idea_on,
               idea_entered_at, flag_key, metric_name, metric_unit, metric_source, metric_direction, metric_read_on,
               metric_window_days, shipped_on, shipped_evidence
           from feature where pilot_id = $1 order by arm"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let (mut features, mut logins) = (Vec::new(), Vec::new());
    for r in rows {
        let arm = Arm::parse(&r.arm).ok_or_else(|| Error::inconsistent("feature", &r.arm))?;
        let all = std::iter::once(&r.github_login).chain(&r.more_logins);
        logins.extend(all.filter(|login| !login.is_empty()).cloned());
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
    Ok((features, logins))
}

/// The scheduled survey weeks.
pub(super) async fn survey_weeks(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<SurveyWeek>> {
    sqlx::query!(
        "select number, opens_at, closes_at from survey_week where pilot_id = $1 order by number",
        pilot.0,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|r| crate::survey::survey_week(r.number, r.opens_at, r.closes_at))
    .collect()
}

/// Every answer ever given.
pub(super) async fn answers(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Answer>> {
    sqlx::query!(
        r#"select person_id as "person: PersonId", week, score, answered_at from answer
           where pilot_id = $1 order by answer_id"#,
        pilot.0,
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
