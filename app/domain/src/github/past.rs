//! A pull request as it is read after the fact, with all that is known to have happened to it: through the code host's
//! interface, or from what somebody exported. It gives the same facts that deliveries would have given.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Happened, PullRequestEvent};
use crate::pull_request::{Account, FactKind, ReviewState, Told};

/// A pull request with its past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// As it is described, with its merge where it was merged; what else happened to it is worked out.
    pub described: PullRequestEvent,
    /// Whether it is a draft as it is described.
    pub is_draft: bool,
    /// When it was closed last, if it is closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Each time it went to draft, was ready, closed or opened again, and each review that was dismissed; `None` where
    /// that is not told.
    pub turns: Option<Vec<Happened>>,
    /// Its reviews.
    pub reviews: Vec<PastReview>,
    /// Its commits, oldest first.
    pub commits: Vec<PastCommit>,
    /// The pushes of its branch; `None` where they are not told.
    pub pushes: Option<Vec<PastPush>>,
    /// Whether the pushes go back to the first of the branch, so that they tell when its commits came.
    pub receipts: bool,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastReview {
    /// Who.
    pub reviewer: Account,
    /// What they said.
    pub state: ReviewState,
    /// When.
    pub at: DateTime<Utc>,
    /// The newest commit when they said it; `None` where that is not told.
    pub commit: Option<String>,
}

/// A commit of the pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCommit {
    /// Its id.
    pub sha: String,
    /// The first line of its message.
    pub headline: String,
    /// The author's login; empty where the code host does not know it.
    pub author_login: String,
    /// The date the author's machine wrote.
    pub authored_at: Option<DateTime<Utc>>,
    /// The date at which it was made as it is.
    pub committed_at: Option<DateTime<Utc>>,
}

/// A push of its branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastPush {
    /// When, by the code host.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Account,
    /// The head before; empty for a new branch.
    pub before: String,
    /// The head afterwards.
    pub after: String,
    /// History was rewritten.
    pub forced: bool,
}

/// A commit with the moment at which the code host received it, as far as its pushes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived<'p> {
    /// The commit.
    pub sha: &'p str,
    /// When it came.
    pub at: DateTime<Utc>,
    /// It is one of the pull request's own commits, as they are now.
    pub is_own: bool,
}

impl Past {
    /// The pull request with everything that happened to it.
    pub fn event(&self) -> PullRequestEvent {
        let described = &self.described;
        let opened = Happened {
            at: described.opened_at,
            kind: FactKind::Opened {
                draft: self.was_opened_as_draft(),
                deduced_from: None,
            },
        };
        let reviewed = self.reviews.iter().map(|review| Happened {
            at: review.at,
            kind: FactKind::Reviewed {
                reviewer: review.reviewer.clone(),
                state: review.state,
            },
        });
        let is_merged = described.happened.iter().any(|h| h.kind == FactKind::Merged);
        // Where closing and opening again are told, the last closing is among them.
        let closed = self.closed_at.filter(|_| self.turns.is_none() && !is_merged);
        let closed = closed.map(|at| Happened {
            at,
            kind: FactKind::Closed,
        });
        let mut happened: Vec<Happened> = std::iter::once(opened)
            .chain(self.turns.iter().flatten().cloned())
            .chain(reviewed)
            .chain(self.pushed())
            .chain(closed)
            .collect();
        happened.extend(described.happened.iter().cloned());
        PullRequestEvent {
            happened,
            ..described.clone()
        }
    }

    /// What it left first, it was opened as; without turns it is what it always was.
    fn was_opened_as_draft(&self) -> bool {
        let mut turns: Vec<&Happened> = self.turns.iter().flatten().collect();
        turns.sort_by_key(|turn| turn.at);
        let first = turns.iter().find_map(|turn| match turn.kind {
            FactKind::ReadyForReview => Some(true),
            FactKind::ConvertedToDraft => Some(false),
            _ => None,
        });
        first.unwrap_or(self.is_draft)
    }

    fn pushed(&self) -> Vec<Happened> {
        match &self.pushes {
            Some(pushes) => pushes.iter().map(|push| self.told(push)).collect(),
            None => self.inferred(),
        }
    }

    fn told(&self, push: &PastPush) -> Happened {
        Happened {
            at: push.at,
            kind: FactKind::Pushed {
                sha: push.after.clone(),
                author: push.by.clone(),
                forced: push.forced,
                content_id: None,
                merge_of_base_only: !push.forced && self.merges_base_only(&push.before, &push.after),
                before: Some(push.before.clone()),
                told: Told::Listed,
            },
        }
    }

    /// Between two reviews of different commits something was pushed: the last commit that is no merge of the base, at the
    /// earliest when it was made; where there is none, the merges. Pushes of which no review tells separate no reviews, so
    /// that none is missing for the cycles.
    fn inferred(&self) -> Vec<Happened> {
        let mut reviews: Vec<&PastReview> = self.reviews.iter().collect();
        reviews.sort_by_key(|review| review.at);
        let seen = reviews
            .iter()
            .filter_map(|review| Some((review.at, review.commit.as_deref()?)));
        let (mut pushes, mut last): (Vec<Happened>, Option<(DateTime<Utc>, &str)>) = (Vec::new(), None);
        for (at, sha) in seen {
            if let Some((before_at, before)) = last.filter(|(_, before)| *before != sha) {
                let came = self.between(before, sha);
                let own = came.iter().rev().find(|commit| !self.is_merge_of_base(commit));
                let pushed = |sha: &str, commit: Option<&PastCommit>, merge| {
                    self.inferred_push(sha, commit, (before_at, at), merge)
                };
                match own {
                    Some(own) => pushes.push(pushed(&own.sha, Some(own), false)),
                    None if came.is_empty() => pushes.push(pushed(sha, None, false)),
                    None => {
                        let merges = came.iter();
                        pushes.extend(merges.map(|merge| pushed(&merge.sha, Some(merge), self.has(before))));
                    }
                }
            }
            last = Some((at, sha));
        }
        pushes
    }

    /// A push between two moments.
    fn inferred_push(
        &self,
        sha: &str,
        commit: Option<&PastCommit>,
        (after, before): (DateTime<Utc>, DateTime<Utc>),
        merge_of_base_only: bool,
    ) -> Happened {
        let made = commit.and_then(|commit| commit.committed_at).unwrap_or(before);
        let moment = TimeDelta::microseconds(1);
        Happened {
            at: made.min(before - moment).max(after + moment),
            kind: FactKind::Pushed {
                sha: sha.to_owned(),
                author: match commit.map_or("", |commit| commit.author_login.as_str()) {
                    "" => self.described.author.clone(),
                    login => Account::named(login),
                },
                forced: false,
                content_id: None,
                merge_of_base_only,
                before: None,
                told: Told::Inferred,
            },
        }
    }

    /// The commits that came from one to the other, without the first; where the branch does not lead there, the last alone,
    /// as far as it is known.
    fn between(&self, before: &str, after: &str) -> &[PastCommit] {
        let place = |sha: &str| self.commits.iter().position(|commit| commit.sha == sha);
        let came = match (place(before), place(after)) {
            (Some(from), Some(to)) if from < to => self.commits.get(from + 1..=to),
            (_, Some(to)) => self.commits.get(to..=to),
            _ => None,
        };
        came.unwrap_or_default()
    }

    fn has(&self, sha: &str) -> bool {
        self.commits.iter().any(|commit| commit.sha == sha)
    }

    /// Whether a commit merges the base branch, by the message that the code host gives to it.
    fn is_merge_of_base(&self, commit: &PastCommit) -> bool {
        let branch = self.described.head_branch.rsplit(':').next().unwrap_or_default();
        let merged = format!("Merge branch '{}' into ", self.described.base_branch);
        let into = commit.headline.strip_prefix(&merged);
        // GitLab puts both branches in quotation marks.
        into.is_some_and(|into| into == branch || into == format!("'{branch}'"))
    }

    /// Whether all that a push brought is one merge of the base branch.
    fn merges_base_only(&self, before: &str, after: &str) -> bool {
        match self.between(before, after) {
            [one] => self.has(before) && self.is_merge_of_base(one),
            _ => false,
        }
    }

    /// When the code host received what its pushes brought: each of its own commits with the first push that has it, and the
    /// new head of every other push. Nothing where the pushes do not go back that far: its commits count by their author dates then.
    pub fn arrived(&self) -> Vec<Arrived<'_>> {
        let mut pushes: Vec<&PastPush> = self.pushes.iter().flatten().filter(|_| self.receipts).collect();
        pushes.sort_by_key(|push| push.at);
        let mut arrived: Vec<Arrived<'_>> = Vec::new();
        let mut known = 0;
        for push in pushes {
            let place = self.commits.iter().position(|commit| commit.sha == push.after);
            match place {
                Some(place) => {
                    let new = self.commits.get(known..=place).unwrap_or_default();
                    arrived.extend(new.iter().map(|commit| Arrived {
                        sha: &commit.sha,
                        at: push.at,
                        is_own: true,
                    }));
                    known = known.max(place + 1);
                }
                // The first push of a branch may have nothing of its own yet.
                None if !push.before.is_empty() => arrived.push(Arrived {
                    sha: &push.after,
                    at: push.at,
                    is_own: false,
                }),
                None => {}
            }
        }
        arrived
    }
}

#[cfg(test)]
mod tests;
