//! From an event to facts: pull request, facts, received commits and the links to features, all in
//! the delivery's own transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::activity::event::{self, News};
use domain::github::{Event, Happened, Marks, PullRequestEvent, Push, Repository, feature_of};
use domain::ids::{FeatureId, PilotId, PullRequestId};
use domain::pull_request::{Account, Fact, FactKind, Source};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Claimed, Delivery};
use crate::Result;
use crate::change::Change;

impl Claimed {
    /// Records what the delivery says and marks it done. The same fact twice counts once, and nothing depends on what was
    /// recorded before. Returns the outcome as a sentence.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row; nothing is recorded then.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn record(mut self, repository: &Repository, event: &Event, now: DateTime<Utc>) -> Result<String> {
        let delivery = &self.delivery;
        // Recording and relinking of one pilot happen one after the other.
        let mut change = Change::within(&mut self.tx, delivery.pilot, now).await?;
        let Some(named) = delivery.is_about(&mut change, repository).await? else {
            drop(change);
            let outcome = format!("ignored: it is about {}, another repository", repository.name);
            delivery.is_about_another(&mut self.tx, repository).await?;
            delivery.done(&mut self.tx, &outcome, now).await?;
            self.tx.commit().await?;
            return Ok(outcome);
        };
        let told = match event {
            Event::PullRequest(event) => delivery.note_pull_request(&mut change, event).await?,
            Event::Push(push) => delivery.note_push(&mut change, push).await?,
            Event::Renamed => Told {
                outcome: format!("the repository is called {} now", repository.name),
                recorded: None,
            },
        };
        match told.recorded.or(named) {
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
    /// Whether the delivery is about the repository that was connected, and what it tells of its name; `None` if it is about
    /// another. The repository's id is learned, and with it what was ignored because only the id tells that it is the same
    /// is worked on again.
    async fn is_about(&self, change: &mut Change<'_>, repository: &Repository) -> Result<Option<Option<event::Data>>> {
        let connected = sqlx::query!(
            "select repository, host_id, now_called from connection where connection_id = $1",
            self.connection.0,
        )
        .fetch_one(&mut **change)
        .await?;
        if !repository.is(&connected.repository, connected.host_id) {
            return Ok(None);
        }
        let host_id = connected.host_id.or(repository.id);
        let other_name = !repository.name.eq_ignore_ascii_case(&connected.repository);
        let now_called = match other_name {
            true => Some(repository.name.clone()),
            false => connected.now_called.clone(),
        };
        if (host_id, &now_called) == (connected.host_id, &connected.now_called) {
            return Ok(Some(None));
        }
        sqlx::query!(
            "update connection set host_id = $2, now_called = $3 where connection_id = $1",
            self.connection.0,
            host_id,
            now_called,
        )
        .execute(&mut **change)
        .await?;
        sqlx::query!(
            "update delivery set processed_at = null, attempts = 0, outcome = null, about = null, about_id = null
             where connection_id = $1 and about_id = $2",
            self.connection.0,
            host_id,
        )
        .execute(&mut **change)
        .await?;
        Ok(Some(Some(event::Data::Name {
            repository: connected.repository,
            now: repository.name.clone(),
        })))
    }

    /// Keeps of which other repository it is, so that this can be said.
    async fn is_about_another(&self, tx: &mut PgConnection, repository: &Repository) -> Result<()> {
        sqlx::query!(
            "update delivery set about = $3, about_id = $4 where connection_id = $1 and delivery_guid = $2",
            self.connection.0,
            self.guid,
            repository.name,
            repository.id,
        )
        .execute(tx)
        .await?;
        Ok(())
    }

    async fn note_pull_request(&self, change: &mut Change<'_>, event: &PullRequestEvent) -> Result<Told> {
        let (id, changed) = self.write_pull_request(change, event).await?;
        let mut accounts = vec![&event.author];
        accounts.extend(event.assignees.iter().flatten());
        let mut added = 0;
        for happened in event.to_record() {
            if let FactKind::Reviewed { reviewer: account, .. } | FactKind::Pushed { author: account, .. } =
                &happened.kind
            {
                self.note_accounts(change, &[account]).await?;
            }
            added += u64::from(self.add_fact(change, id, happened).await?);
        }
        self.note_accounts(change, &accounts).await?;
        Ok(Told {
            outcome: format!("pull request {}: {}", event.number, count(added, "new fact")),
            recorded: (added > 0 || changed).then(|| event::Data::Record {
                repository: self.repository.clone(),
                facts: added.into(),
                news: News::PullRequest { number: event.number },
            }),
        })
    }

    async fn note_push(&self, change: &mut Change<'_>, push: &Push) -> Result<Told> {
        let commits = self.add_commits(change, push).await?;
        // What the default branch has is no push of a feature: it tells which commits are no feature's own.
        let pushes = match push.to_default {
            true => 0,
            false => self.add_push(change, push).await?,
        };
        self.note_accounts(change, &[&push.by]).await?;
        Ok(Told {
            outcome: format!("push to {}: {}", push.branch, count(commits, "new commit")),
            recorded: (commits > 0 || pushes > 0).then(|| event::Data::Record {
                repository: self.repository.clone(),
                facts: pushes.into(),
                news: News::Push {
                    branch: push.branch.clone(),
                    commits,
                },
            }),
        })
    }

    /// Adds a fact to a pull request; says whether it is new. An opening that is deduced is no news beside the real one,
    /// or beside one deduced from what happened earlier.
    async fn add_fact(&self, change: &mut Change<'_>, id: PullRequestId, happened: Happened) -> Result<bool> {
        if let FactKind::Opened {
            deduced_from: Some(event),
            ..
        } = happened.kind
        {
            let known = sqlx::query_scalar!(
                r#"select exists (select from pull_request_fact where pull_request_id = $1 and kind->>'fact' = 'opened'
                       and coalesce((kind->>'deduced_from')::timestamptz <= $2, true)) as "known!""#,
                id.0,
                event,
            )
            .fetch_one(&mut **change)
            .await?;
            if known {
                return Ok(false);
            }
        }
        let fact = Fact {
            at: happened.at,
            arrival: i64::MAX,
            kind: happened.kind,
            source: Source::Webhook {
                delivery: self.guid.clone(),
            },
        };
        let added = sqlx::query!(
            "insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (pull_request_id, same_fact) do nothing",
            id.0,
            fact.at,
            Json(&fact.kind) as _,
            Json(&fact.source) as _,
            fact.key(),
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// The push by itself: it becomes a fact of the pull requests of its branch where they are read.
    async fn add_push(&self, change: &mut Change<'_>, push: &Push) -> Result<u64> {
        let added = sqlx::query!(
            "insert into branch_push (pilot_id, repository, branch, before_sha, after_sha, forced, merges, by_login, by_id,
                 by_is_bot, at, delivery_guid, received_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict on constraint branch_push_once do nothing",
            self.pilot.0,
            self.repository,
            push.branch,
            push.before.as_deref().unwrap_or_default(),
            push.after,
            push.forced,
            push.merges,
            push.by.login,
            push.by.id,
            push.by.is_bot_type,
            push.at.unwrap_or(self.received_at),
            self.guid,
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        Ok(added.rows_affected())
    }

    async fn add_commits(&self, tx: &mut PgConnection, push: &Push) -> Result<u64> {
        let shas: Vec<&str> = push.commits.iter().map(|c| c.sha.as_str()).collect();
        let authors: Vec<&str> = push.commits.iter().map(|c| c.author_login.as_str()).collect();
        let dates: Vec<Option<DateTime<Utc>>> = push.commits.iter().map(|c| c.authored_at).collect();
        let distinct: Vec<bool> = push.commits.iter().map(|c| c.distinct).collect();
        let brought: Vec<bool> = push.commits.iter().map(|c| push.is_brought(c)).collect();
        let added = sqlx::query_scalar!(
            r#"insert into received_commit as r (pilot_id, repository, branch, sha, author_login, authored_at, received_at,
                 pushed_at, is_distinct, is_brought, is_base)
             select distinct on (c.sha) $1, $2, $3, c.sha, c.author_login, c.authored_at, $4, $8, c.is_distinct,
                 c.is_brought, $11
             from unnest($5::text[], $6::text[], $7::timestamptz[], $9::boolean[], $10::boolean[])
                 as c (sha, author_login, authored_at, is_distinct, is_brought)
             on conflict (pilot_id, repository, branch, sha) do update set
                 received_at = least(r.received_at, excluded.received_at),
                 pushed_at = least(r.pushed_at, excluded.pushed_at),
                 is_distinct = r.is_distinct or excluded.is_distinct,
                 is_brought = r.is_brought and excluded.is_brought
             returning (xmax = 0) as "new!""#,
            self.pilot.0,
            self.repository,
            push.branch,
            self.received_at,
            &shas as _,
            &authors as _,
            &dates as _,
            push.at,
            &distinct,
            &brought,
            push.to_default,
        )
        .fetch_all(tx)
        .await?;
        Ok(added.into_iter().map(u64::from).sum())
    }

    /// Remembers under which names accounts were heard of: names change, their ids do not.
    async fn note_accounts(&self, change: &mut Change<'_>, accounts: &[&Account]) -> Result<()> {
        let known = accounts.iter().filter(|account| !account.is_deleted());
        let (logins, ids): (Vec<String>, Vec<i64>) = known
            .filter_map(|account| Some((account.login.to_lowercase(), account.id?)))
            .unzip();
        sqlx::query!(
            "insert into known_account (pilot_id, login, host_id)
             select $1, a.login, a.host_id from unnest($2::text[], $3::bigint[]) as a (login, host_id)
             on conflict do nothing",
            self.pilot.0,
            &logins,
            &ids,
        )
        .execute(&mut **change)
        .await?;
        Ok(())
    }

    /// Writes the pull request as the delivery describes it, unless a later one did; says whether that changed anything.
    async fn write_pull_request(
        &self,
        change: &mut Change<'_>,
        event: &PullRequestEvent,
    ) -> Result<(PullRequestId, bool)> {
        let known = sqlx::query_scalar!(
            r#"select pull_request_id as "id: PullRequestId" from pull_request
               where pilot_id = $1 and lower(repository) = lower($2) and number = $3"#,
            self.pilot.0,
            self.repository,
            event.number,
        )
        .fetch_optional(&mut **change)
        .await?;
        let (id, new) = match known {
            Some(id) => (id, false),
            None => (
                sqlx::query_scalar!(
                    r#"insert into pull_request
                           (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch)
                       values ($1, $2, $3, '', '', '', false, '')
                       returning pull_request_id as "id: PullRequestId""#,
                    self.pilot.0,
                    self.repository,
                    event.number,
                )
                .fetch_one(&mut **change)
                .await?,
                true,
            ),
        };
        // Of two descriptions of one instant the same one counts whichever came first.
        let described = sqlx::query!(
            "update pull_request set title = $3, url = $4, head_branch = $5, base_branch = $6, described_at = $2
             where pull_request_id = $1
                 and (coalesce(described_at, '2000-01-01'), title, url, head_branch, base_branch) < ($2, $3, $4, $5, $6)",
            id.0,
            event.described_at,
            event.title,
            event.url,
            event.head_branch,
            event.base_branch,
        )
        .execute(&mut **change)
        .await?;
        let named = !event.author.is_deleted();
        let assignees = event.assignees.as_ref().map(Json);
        let labels = event.labels.as_deref();
        let gathered = sqlx::query!(
            "update pull_request p set
                 author_login = case when $3 and (p.author_login in ('', 'ghost') or p.described_at = $2) then $4
                     when p.author_login = '' then $4 else p.author_login end,
                 author_id = coalesce(p.author_id, $5), author_is_bot = p.author_is_bot or $6,
                 head_branches = (select array_agg(distinct b order by b) from unnest(p.head_branches || $7::text) b),
                 heads = (select array_agg(distinct h order by h) from unnest(p.heads || $8::text) h),
                 is_revert = p.is_revert or $9,
                 assignees = case when $10::jsonb is not null and
                     (coalesce(p.assigned_at, '2000-01-01'), p.assignees::text) < ($2, $10::jsonb::text)
                     then $10 else p.assignees end,
                 assigned_at = case when $10::jsonb is not null then greatest(p.assigned_at, $2) else p.assigned_at end,
                 labels = case when $11::text[] is not null and
                     (coalesce(p.labelled_at, '2000-01-01'), p.labels) < ($2, $11) then $11 else p.labels end,
                 labelled_at = case when $11::text[] is not null then greatest(p.labelled_at, $2) else p.labelled_at end
             from pull_request old where p.pull_request_id = $1 and old.pull_request_id = $1
             returning (p.head_branches, p.heads, p.is_revert, p.assignees, p.labels)
                 is distinct from (old.head_branches, old.heads, old.is_revert, old.assignees, old.labels) as changed",
            id.0,
            event.described_at,
            named,
            event.author.login,
            event.author.id,
            event.author.is_bot_type,
            event.head_branch,
            event.head,
            event.is_revert,
            assignees as _,
            labels as _,
        )
        .fetch_one(&mut **change)
        .await?;
        let changed = new || described.rows_affected() > 0 || gathered.changed.unwrap_or(true);
        Ok((id, changed))
    }
}

fn count(number: u64, what: &str) -> String {
    match number {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
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
        r#"select feature_id as "feature: FeatureId", flag_key, github_login || more_logins as "logins!",
               array(select k.host_id from known_account k where k.pilot_id = f.pilot_id
                   and k.login in (select lower(login) from unnest(f.github_login || f.more_logins) login)) as "ids!"
           from feature f where pilot_id = $1 order by arm"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?;
    let pull_requests = sqlx::query!(
        r#"select pull_request_id, repository, head_branch, head_branches, title, labels, author_login, author_id,
               author_is_bot, assignees as "assignees: Json<Vec<Account>>", linked_by_hand,
               feature_id as "feature: FeatureId"
           from pull_request where pilot_id = $1 order by pull_request_id"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?;
    let mut branches = BTreeMap::new();
    for pr in pull_requests {
        let feature = if pr.linked_by_hand {
            pr.feature
        } else {
            let author = Account {
                login: pr.author_login,
                is_bot_type: pr.author_is_bot,
                id: pr.author_id,
            };
            let text = format!("{} {} {}", pr.head_branch, pr.title, pr.labels.join(" "));
            let feature = feature_of(&marks, &text, &author, &pr.assignees.0);
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
            // Not by author alone: without a pull request nobody could correct it by hand.
            None => feature_of(&marks, &group.branch, &Account::deleted(), &[]),
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
