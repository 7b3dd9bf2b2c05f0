//! A pull request as the code host's interface describes it, with what it says of its past. The pieces are kept as they were
//! read, without what is not used, and mean the same whenever they are read.

use chrono::{DateTime, TimeDelta, Utc};
use domain::github::past::{Past, PastCommit, PastPush, PastReview};
use domain::github::{Event, Happened};
use domain::pull_request::{FactKind, ReviewState, is_merge_queue};
use serde::{Deserialize, Serialize};

use super::pull_request::PullRequest;
use super::{Heard, Repository, User, account, in_time, out_of_time};

/// How far apart the code host dates a merge and the closing that comes with it.
const WITH_THE_MERGE: TimeDelta = TimeDelta::seconds(5);

/// Everything that was read of a pull request.
#[derive(Deserialize, Serialize)]
pub(crate) struct HistoryPayload {
    pub repository: Repository,
    pub pull_request: PullRequest,
    pub reviews: Vec<Review>,
    pub timeline: Vec<Occasion>,
    pub commits: Vec<Commit>,
    /// The pushes of its branch; null where the token may not read them, or the branch is another repository's.
    pub pushes: Option<Vec<Activity>>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Review {
    id: i64,
    user: Option<User>,
    state: String,
    submitted_at: Option<DateTime<Utc>>,
    commit_id: Option<String>,
}

/// Something of the timeline; what is not used of it has neither.
#[derive(Deserialize, Serialize)]
pub(crate) struct Occasion {
    #[serde(default)]
    event: String,
    created_at: Option<DateTime<Utc>>,
    dismissed_review: Option<Dismissed>,
}

impl Occasion {
    /// Whether it is read at all.
    pub(crate) fn counts(&self) -> bool {
        let used = [
            "ready_for_review",
            "convert_to_draft",
            "closed",
            "reopened",
            "review_dismissed",
        ];
        self.created_at.is_some() && used.contains(&self.event.as_str())
    }
}

#[derive(Deserialize, Serialize)]
struct Dismissed {
    state: String,
    review_id: Option<i64>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Commit {
    sha: String,
    commit: Described,
    author: Option<User>,
}

#[derive(Deserialize, Serialize)]
struct Described {
    message: String,
    author: Option<Dated>,
    committer: Option<Dated>,
}

impl Commit {
    /// Without all but the first line of its message.
    pub(crate) fn shortened(mut self) -> Self {
        let end = self.commit.message.find('\n').unwrap_or(self.commit.message.len());
        self.commit.message.truncate(end);
        self
    }
}

#[derive(Deserialize, Serialize)]
struct Dated {
    /// As some machine wrote it: anything can stand there.
    date: Option<String>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Activity {
    before: String,
    after: String,
    timestamp: DateTime<Utc>,
    activity_type: String,
    actor: Option<User>,
}

/// What a reviewer said, as it is written here and there.
fn state_of(word: &str) -> Option<ReviewState> {
    match word.to_ascii_lowercase().as_str() {
        "approved" => Some(ReviewState::Approved),
        "changes_requested" => Some(ReviewState::ChangesRequested),
        "commented" => Some(ReviewState::Commented),
        _ => None,
    }
}

fn date_of(dated: Option<Dated>) -> Option<DateTime<Utc>> {
    let date = dated?.date?.parse::<DateTime<Utc>>().ok()?;
    in_time(date).then_some(date)
}

fn is_zero(sha: &str) -> bool {
    sha.bytes().all(|digit| digit == b'0')
}

impl HistoryPayload {
    pub(super) fn heard(self) -> Heard {
        let (is_draft, closed_at, merged_at) = (
            self.pull_request.draft,
            self.pull_request.closed_at,
            self.pull_request.merged_at,
        );
        let (named, described) = match self.pull_request.event(self.repository, None, is_draft, None) {
            Heard::Event(heard) => match *heard {
                (named, Event::PullRequest(described)) => (named, *described),
                other => return Heard::Event(Box::new(other)),
            },
            ignored @ Heard::Ignored(_) => return ignored,
        };
        if is_merge_queue(&described.head_branch) {
            return Heard::Ignored("ignored: a branch of the merge queue".to_owned());
        }
        let dismissed: Vec<(i64, ReviewState)> = self
            .timeline
            .iter()
            .filter_map(|occasion| {
                let dismissed = occasion.dismissed_review.as_ref()?;
                Some((dismissed.review_id?, state_of(&dismissed.state)?))
            })
            .collect();
        // A review that was dismissed still happened; what it said, the dismissal knows.
        let state = |review: &Review| match review.state.as_str() {
            "DISMISSED" => {
                let known = dismissed.iter().find(|(id, _)| *id == review.id);
                Some(known.map_or(ReviewState::Commented, |(_, state)| *state))
            }
            word => state_of(word),
        };
        let reviews: Vec<PastReview> = self
            .reviews
            .into_iter()
            .filter_map(|review| {
                Some(PastReview {
                    state: state(&review)?,
                    at: review.submitted_at?,
                    commit: review.commit_id,
                    reviewer: account(review.user),
                })
            })
            .collect();
        let of_merge = |at: DateTime<Utc>| merged_at.is_some_and(|merged| (at - merged).abs() <= WITH_THE_MERGE);
        let turns: Vec<Happened> = self
            .timeline
            .iter()
            .filter_map(|occasion| {
                let at = occasion.created_at?;
                let kind = match occasion.event.as_str() {
                    "ready_for_review" => FactKind::ReadyForReview,
                    "convert_to_draft" => FactKind::ConvertedToDraft,
                    "closed" if !of_merge(at) => FactKind::Closed,
                    "reopened" => FactKind::Reopened,
                    "review_dismissed" => FactKind::ReviewDismissed,
                    _ => return None,
                };
                Some(Happened { at, kind })
            })
            .collect();
        let pushes = self.pushes.map(|pushes| {
            let told = pushes.into_iter().filter(|push| !is_zero(&push.after));
            let push = |push: Activity| PastPush {
                at: push.timestamp,
                by: account(push.actor),
                before: if is_zero(&push.before) {
                    String::new()
                } else {
                    push.before
                },
                after: push.after,
                forced: push.activity_type == "force_push",
            };
            told.map(push).collect::<Vec<PastPush>>()
        });
        let commits = self.commits.into_iter().map(|commit| PastCommit {
            headline: commit.commit.message.lines().next().unwrap_or_default().to_owned(),
            sha: commit.sha,
            author_login: commit.author.map(|author| author.login).unwrap_or_default(),
            authored_at: date_of(commit.commit.author),
            committed_at: date_of(commit.commit.committer),
        });
        let past = Past {
            described,
            is_draft,
            closed_at,
            turns: Some(turns),
            reviews,
            commits: commits.collect(),
            pushes,
            receipts: true,
        };
        if !past.event().happened.iter().all(|happened| in_time(happened.at)) {
            return out_of_time();
        }
        Heard::Event(Box::new((named, Event::Past(Box::new(past)))))
    }
}
