//! From an event to facts: pull request, facts, received commits and the links to features, all in
//! the delivery's own transaction.

use chrono::{DateTime, Utc};
use domain::activity::event::{self, News};
use domain::github::{Event, Happened, Marks, PullRequestEvent, Push, feature_of, repeats};
use domain::ids::{FeatureId, PilotId, PullRequestId};
use domain::pull_request::{Account, Fact, FactKind, PullRequest, Source};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Claimed, Delivery};
use crate::Result;
use crate::change::Change;

impl Claimed {
    /// Records what the delivery says and marks it done. The same fact twice counts once. Returns
    /// the outcome as a sentence.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row; nothing is recorded then.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn record(mut self, event: &Event, now: DateTime<Utc>) -> Result<String> {
        let delivery = &self.delivery;
        // Recording and relinking of one pilot happen one after the other.
        let mut change = Change::within(&mut self.tx, delivery.pilot, now).await?;
        let told = match event {
            Event::PullRequest(event) => delivery.note_pull_request(&mut change, event).await?,
            Event::Push(push) => delivery.note_push(&mut change, push).await?,
        };
        match told.recorded {
            Some(event) => {
                relink(&mut change, delivery.pilot).await?;
                delivery.done(&mut change, &told.outcome, now).await?;
                change.commit(event).await?;
            }
            None => {
                drop(change);
                delivery.done(&mut self.tx, &told.outcome, now).await?;
            }
        }
        self.tx.commit().await?;
        Ok(told.outcome)
    }
}

/// What came of a delivery.
struct Told {
    /// In a sentence.
    outcome: String,
    /// What is new; `None` when nothing is.
    recorded: Option<event::Data>,
}

impl Delivery {
    async fn note_pull_request(&self, change: &mut Change<'_>, event: &PullRequestEvent) -> Result<Told> {
        let (id, changed) = write_pull_request(change, self.pilot, event).await?;
        let known = load(change, id).await?;
        let facts = event.to_record(known.opened_at().is_some());
        let added = self.add_facts(change, known, facts).await?;
        Ok(Told {
            outcome: format!("pull request {}: {}", event.number, count(added, "new fact")),
            recorded: (added > 0 || changed).then(|| event::Data::Record {
                repository: event.repository.clone(),
                facts: added.into(),
                news: News::PullRequest { number: event.number },
            }),
        })
    }

    async fn note_push(&self, change: &mut Change<'_>, push: &Push) -> Result<Told> {
        let commits = self.add_commits(change, push).await?;
        let facts = self.add_push(change, push).await?;
        Ok(Told {
            outcome: format!("push to {}: {}", push.branch, count(commits, "new commit")),
            recorded: (commits > 0 || facts > 0).then(|| event::Data::Record {
                repository: push.repository.clone(),
                facts: facts.into(),
                news: News::Push {
                    branch: push.branch.clone(),
                    commits,
                },
            }),
        })
    }

    /// Adds facts to a pull request; those that are known already are passed over.
    async fn add_facts(&self, change: &mut Change<'_>, mut known: PullRequest, facts: Vec<Happened>) -> Result<u64> {
        let mut added = 0;
        for happened in facts {
            if repeats(&known.history(), &happened) {
                continue;
            }
            let mut fact = Fact {
                at: happened.at,
                arrival: i64::MAX,
                kind: happened.kind,
                source: Source::Webhook {
                    delivery: self.guid.clone(),
                },
            };
            let arrival = sqlx::query_scalar!(
                "insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at)
                 values ($1, $2, $3, $4, $5, $6)
                 on conflict (pull_request_id, same_fact) do nothing
                 returning fact_id",
                known.id.0,
                fact.at,
                Json(&fact.kind) as _,
                Json(&fact.source) as _,
                fact.key(),
                self.received_at,
            )
            .fetch_optional(&mut **change)
            .await?;
            if let Some(arrival) = arrival {
                fact.arrival = arrival;
                known.facts.push(fact);
                added += 1;
            }
        }
        Ok(added)
    }

    /// The push as a fact of the open pull requests of its branch.
    async fn add_push(&self, change: &mut Change<'_>, push: &Push) -> Result<u64> {
        let pull_requests = sqlx::query_scalar!(
            r#"select pull_request_id as "id: PullRequestId" from pull_request
               where pilot_id = $1 and lower(repository) = lower($2) and head_branch = $3 order by pull_request_id"#,
            self.pilot.0,
            push.repository,
            push.branch,
        )
        .fetch_all(&mut **change)
        .await?;
        let mut added = 0;
        for id in pull_requests {
            let known = load(change, id).await?;
            let facts = push.happened(known.state(), self.received_at);
            added += self.add_facts(change, known, facts.into_iter().collect()).await?;
        }
        Ok(added)
    }

    async fn add_commits(&self, change: &mut Change<'_>, push: &Push) -> Result<u64> {
        let shas: Vec<&str> = push.commits.iter().map(|c| c.sha.as_str()).collect();
        let authors: Vec<&str> = push.commits.iter().map(|c| c.author_login.as_str()).collect();
        let dates: Vec<Option<DateTime<Utc>>> = push.commits.iter().map(|c| c.authored_at).collect();
        let added = sqlx::query!(
            "insert into received_commit (pilot_id, repository, branch, sha, author_login, authored_at, received_at)
             select $1, $2, $3, c.sha, c.author_login, c.authored_at, $4
             from unnest($5::text[], $6::text[], $7::timestamptz[]) as c (sha, author_login, authored_at)
             on conflict (pilot_id, repository, branch, sha) do nothing",
            self.pilot.0,
            self.repository,
            push.branch,
            self.received_at,
            &shas as _,
            &authors as _,
            &dates as _,
        )
        .execute(&mut **change)
        .await?;
        Ok(added.rows_affected())
    }
}

fn count(number: u64, what: &str) -> String {
    match number {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

/// Writes the pull request as the delivery describes it; says whether that changed anything.
async fn write_pull_request(
    change: &mut Change<'_>,
    pilot: PilotId,
    event: &PullRequestEvent,
) -> Result<(PullRequestId, bool)> {
    let known = sqlx::query!(
        r#"select pull_request_id as "id: PullRequestId", title, head_branch from pull_request
           where pilot_id = $1 and lower(repository) = lower($2) and number = $3"#,
        pilot.0,
        event.repository,
        event.number,
    )
    .fetch_optional(&mut **change)
    .await?;
    if let Some(known) = known {
        let changed = known.title != event.title || known.head_branch != event.head_branch;
        if changed {
            sqlx::query!(
                "update pull_request set title = $2, head_branch = $3 where pull_request_id = $1",
                known.id.0,
                event.title,
                event.head_branch,
            )
            .execute(&mut **change)
            .await?;
        }
        return Ok((known.id, changed));
    }
    let id = sqlx::query_scalar!(
        r#"insert into pull_request
               (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           returning pull_request_id as "id: PullRequestId""#,
        pilot.0,
        event.repository,
        event.number,
        event.title,
        event.url,
        event.author.login,
        event.author.is_bot_type,
        event.head_branch,
    )
    .fetch_one(&mut **change)
    .await?;
    Ok((id, true))
}

/// A pull request with its facts.
async fn load(tx: &mut PgConnection, id: PullRequestId) -> Result<PullRequest> {
    let row = sqlx::query!(
        "select repository, number, title, url, author_login, author_is_bot, head_branch
         from pull_request where pull_request_id = $1",
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let facts = sqlx::query!(
        r#"select at, fact_id, kind as "kind: Json<FactKind>", source as "source: Json<Source>"
           from pull_request_fact where pull_request_id = $1 order by fact_id"#,
        id.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(PullRequest {
        id,
        repository: row.repository,
        number: row.number,
        title: row.title,
        url: row.url,
        author: Account {
            login: row.author_login,
            is_bot_type: row.author_is_bot,
        },
        head_branch: row.head_branch,
        facts: facts
            .into_iter()
            .map(|f| Fact {
                at: f.at,
                arrival: f.fact_id,
                kind: f.kind.0,
                source: f.source.0,
            })
            .collect(),
    })
}

/// Links the pull requests and received commits of a pilot to its features again: by hand where that
/// was done, else by flag key, else by author. Commits follow the pull request of their branch, or
/// without one the flag key it names. A change of features ends with it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn relink(change: &mut Change<'_>, pilot: PilotId) -> Result<()> {
    let marks = sqlx::query_as!(
        Marks,
        r#"select feature_id as "feature: FeatureId", flag_key, github_login || more_logins as "logins!" from feature
           where pilot_id = $1 order by arm"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?;
    let pull_requests = sqlx::query!(
        r#"select pull_request_id, repository, head_branch, title, author_login, linked_by_hand,
               feature_id as "feature: FeatureId"
           from pull_request where pilot_id = $1 order by pull_request_id"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?;
    let mut branches = std::collections::BTreeMap::new();
    for pr in pull_requests {
        let feature = if pr.linked_by_hand {
            pr.feature
        } else {
            let feature = feature_of(&marks, &format!("{} {}", pr.head_branch, pr.title), &pr.author_login);
            if feature != pr.feature {
                sqlx::query!(
                    "update pull_request set feature_id = $2 where pull_request_id = $1",
                    pr.pull_request_id,
                    feature.map(|f| f.0),
                )
                .execute(&mut **change)
                .await?;
            }
            feature
        };
        branches.insert((pr.repository.to_lowercase(), pr.head_branch), feature);
    }
    let groups = sqlx::query!(
        r#"select distinct repository, branch, feature_id as "feature: FeatureId"
           from received_commit where pilot_id = $1"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?;
    for group in groups {
        let of_branch = branches.get(&(group.repository.to_lowercase(), group.branch.clone()));
        let feature = match of_branch {
            Some(feature) => *feature,
            // Not by author alone: without a pull request nobody could correct it by hand.
            None => feature_of(&marks, &group.branch, ""),
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
