//! From an event to facts: pull request, facts, received commits and the links to features, all in
//! the delivery's own transaction.

mod describe;
mod facts;
mod merge_group;
mod origin;
mod past;
mod repository;
mod skill;

use chrono::{DateTime, Utc};
use domain::activity::event::{self, News};
use domain::activity::{self};
use domain::github::{Event, PullRequestEvent, Push, Repository};
use domain::pull_request::FactKind;

use super::link::{About, relink_about};
use super::{Claimed, Delivery};
use crate::Result;
use crate::change::Change;

pub(crate) use origin::Origin;

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
            Event::SkillResult(result) => delivery.note_skill_result(&mut change, result).await?,
            Event::Past(past) => delivery.note_past(&mut change, past).await?,
            Event::MergeGroup(group) => delivery.note_merge_group(&mut change, group).await?,
            Event::Renamed => Told {
                outcome: format!("the repository is called {} now", repository.name),
                recorded: None,
                about: About::Everything,
            },
        };
        match told.recorded.or(named.map(activity::Event::from)) {
            Some(event) => {
                relink_about(&mut change, delivery.pilot, &delivery.repository, &told.about).await?;
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
    recorded: Option<activity::Event>,
    /// What it can have linked to a feature.
    about: About,
}

impl Delivery {
    async fn note_pull_request(&self, change: &mut Change<'_>, event: &PullRequestEvent) -> Result<Told> {
        let origin = self.origin();
        let (id, changed) = origin.write_pull_request(change, event).await?;
        let mut accounts = vec![&event.author];
        accounts.extend(event.assignees.iter().flatten());
        let (mut added, mut met) = (0, false);
        for happened in event.to_record() {
            if let FactKind::Reviewed { reviewer: account, .. } | FactKind::Pushed { author: account, .. } =
                &happened.kind
            {
                met |= origin.note_accounts(change, &[account]).await?;
            }
            added += u64::from(origin.add_fact(change, id, happened).await?);
        }
        met |= origin.note_accounts(change, &accounts).await?;
        Ok(Told {
            about: About::of(met, About::PullRequest(id)),
            outcome: format!("pull request {}: {}", event.number, count(added, "new fact")),
            recorded: (added > 0 || changed).then(|| {
                let record = event::Data::Record {
                    repository: self.repository.clone(),
                    facts: added.into(),
                    news: News::PullRequest { number: event.number },
                };
                record.into()
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
        let met = self.origin().note_accounts(change, &[&push.by]).await?;
        Ok(Told {
            about: About::of(met, About::Branch(push.branch.clone())),
            outcome: format!("push to {}: {}", push.branch, count(commits, "new commit")),
            recorded: (commits > 0 || pushes > 0).then(|| {
                let record = event::Data::Record {
                    repository: self.repository.clone(),
                    facts: pushes.into(),
                    news: News::Push {
                        branch: push.branch.clone(),
                        commits,
                    },
                };
                record.into()
            }),
        })
    }
}

fn count(number: u64, what: &str) -> String {
    match number {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}
