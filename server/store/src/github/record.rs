//! From an event to facts: pull request, facts, received commits and the links to features, all in
//! the delivery's own transaction.

mod describe;
mod facts;
mod files;
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
use sqlx::PgConnection;

use super::link::{About, relink_about};
use super::{Claimed, Delivery};
use crate::Result;
use crate::change::Change;

pub(crate) use origin::Origin;

/// What a delivery means.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// Something to record, of the repository it is about.
    Event(Box<(Repository, Event)>),
    /// Nothing to record, and why, in a sentence.
    Ignored(String),
    /// It does not have the form of its event; where, in a sentence that names no content.
    Unreadable(String),
}

/// What became of a delivery, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done(String),
    /// It waits as before: [`fail`](super::fail) notes the attempt.
    Failed(String),
}

/// What became of a delivery, as its stored sentence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// Nothing yet: it waits for the worker.
    Waiting,
    /// It could not be worked on and is tried again.
    TriedAgain,
    /// It was recorded, or said what was known.
    Used,
    /// It is of the repository, and nothing is taken from events like it.
    Ignored,
    /// It is of another repository.
    OfAnother,
    /// It was given up.
    Failed,
}

/// How the sentence of a delivery of another repository begins.
const OF_ANOTHER: &str = "ignored: it is about ";

impl Became {
    /// Of the sentence that is stored, or of `waiting` where there is none.
    pub(crate) fn of(outcome: &str) -> Self {
        let begins = |with: &str| outcome.starts_with(with);
        if outcome == "waiting" {
            Self::Waiting
        } else if begins("will be tried again: ") {
            Self::TriedAgain
        } else if begins("failed: ") {
            Self::Failed
        } else if begins(OF_ANOTHER) {
            Self::OfAnother
        } else if begins("ignored: ") {
            Self::Ignored
        } else {
            Self::Used
        }
    }
}

impl Claimed {
    /// Records what the deliveries say, one after the other, and marks them done, all in one transaction; `read` says what each
    /// means. The same fact twice counts once, and nothing depends on what was recorded before. What is derived is
    /// derived once, for all that moved. Returns the deliveries, each with its outcome.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row; nothing is recorded then, of none of them.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn record(
        mut self,
        read: impl Fn(&Delivery) -> Meaning,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Delivery, Outcome)>> {
        let mut change = Change::within(&mut self.tx, self.pilot, now).await?;
        let (mut worked, mut failed, mut recorded) = (Vec::new(), Vec::new(), false);
        for delivery in self.deliveries {
            let mut this = match read(&delivery) {
                Meaning::Event(heard) => delivery.note(&mut change, &heard.0, &heard.1).await?,
                Meaning::Ignored(outcome) => Worked::unused(outcome, None),
                Meaning::Unreadable(why) => {
                    failed.push((delivery, Outcome::Failed(why)));
                    continue;
                }
            };
            if let Some(event) = this.told.recorded.take() {
                change.note(event);
                recorded = true;
            }
            worked.push((delivery, this));
        }
        // Which of these are of the repository is asked again where that was learned from one of them.
        let learned = worked.iter().any(|(_, this)| this.learned);
        worked.retain(|(_, this)| !learned || this.of_another.is_none());
        if recorded {
            let moved = worked
                .iter()
                .map(|(delivery, this)| (&*delivery.repository, &this.told.about));
            relink_about(&mut change, self.pilot, &moved.collect::<Vec<_>>()).await?;
            done(&mut change, &worked, now).await?;
            change.commit_noted().await?;
        } else {
            drop(change);
            done(&mut self.tx, &worked, now).await?;
        }
        self.tx.commit().await?;
        let done = worked
            .into_iter()
            .map(|(delivery, this)| (delivery, Outcome::Done(this.told.outcome)));
        Ok(done.chain(failed).collect())
    }
}

/// Marks deliveries as done, each with its outcome.
async fn done(tx: &mut PgConnection, worked: &[(Delivery, Worked)], now: DateTime<Utc>) -> Result<()> {
    let connections: Vec<i64> = worked.iter().map(|(delivery, _)| delivery.connection.0).collect();
    let guids: Vec<&str> = worked.iter().map(|(delivery, _)| &*delivery.guid).collect();
    let outcomes: Vec<&str> = worked.iter().map(|(_, this)| &*this.told.outcome).collect();
    let others: Vec<Option<&Repository>> = worked.iter().map(|(_, this)| this.of_another.as_ref()).collect();
    let names: Vec<Option<&str>> = others.iter().map(|other| other.map(|other| &*other.name)).collect();
    let ids: Vec<Option<i64>> = others.iter().map(|other| other.and_then(|other| other.id)).collect();
    sqlx::query!(
        "update delivery d set processed_at = $6, outcome = o.outcome, attempts = d.attempts + 1, about = o.about,
             about_id = o.about_id
         from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])
             as o (connection_id, delivery_guid, outcome, about, about_id)
         where d.connection_id = o.connection_id and d.delivery_guid = o.delivery_guid",
        &connections,
        &guids as _,
        &outcomes as _,
        &names as _,
        &ids as _,
        now,
    )
    .execute(tx)
    .await?;
    Ok(())
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

/// What came of a delivery, and of which repository it is.
struct Worked {
    told: Told,
    /// Whether the repository's id or name was learned from it.
    learned: bool,
    /// Of which other repository it is, so that this can be said.
    of_another: Option<Repository>,
}

impl Worked {
    /// What leaves nothing new.
    fn unused(outcome: String, of_another: Option<Repository>) -> Self {
        let told = Told {
            outcome,
            recorded: None,
            about: About::Nothing,
        };
        Self {
            told,
            learned: false,
            of_another,
        }
    }
}

impl Delivery {
    /// Records what it says.
    async fn note(&self, change: &mut Change<'_>, repository: &Repository, event: &Event) -> Result<Worked> {
        let Some(named) = self.is_about(change, repository).await? else {
            let outcome = format!("{OF_ANOTHER}{}, another repository", repository.name);
            return Ok(Worked::unused(outcome, Some(repository.clone())));
        };
        let mut told = match event {
            Event::PullRequest(event) => self.note_pull_request(change, event).await?,
            Event::Push(push) => self.note_push(change, push).await?,
            Event::SkillResult(result) => self.note_skill_result(change, result).await?,
            Event::Files(files) => self.note_files(change, files).await?,
            Event::Past(past) => self.note_past(change, past).await?,
            Event::MergeGroup(group) => self.note_merge_group(change, group).await?,
            Event::Renamed => Told {
                outcome: format!("the repository is called {} now", repository.name),
                recorded: None,
                about: About::Everything,
            },
        };
        let learned = named.is_some();
        told.recorded = told.recorded.or(named.map(activity::Event::from));
        Ok(Worked {
            told,
            learned,
            of_another: None,
        })
    }

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

#[cfg(test)]
mod tests {
    use super::Became;

    #[test]
    fn what_became_of_a_delivery_stands_at_the_beginning_of_its_sentence() {
        for (outcome, became) in [
            ("waiting", Became::Waiting),
            (
                "will be tried again: its facts could not be recorded",
                Became::TriedAgain,
            ),
            ("failed: its facts could not be recorded", Became::Failed),
            ("ignored: it is about acme/other, another repository", Became::OfAnother),
            ("ignored: events of this kind say nothing of use", Became::Ignored),
            ("2 facts of pull request 7", Became::Used),
            ("the repository is called failed: now", Became::Used),
        ] {
            assert_eq!(Became::of(outcome), became, "{outcome}");
        }
    }
}
