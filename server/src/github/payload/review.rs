//! What is told of a review.

use chrono::{DateTime, Utc};
use domain::github::Happened;
use domain::pull_request::{FactKind, ReviewState};
use serde::Deserialize;

use super::pull_request::PullRequest;
use super::{Heard, Repository, User, account};

#[derive(Deserialize)]
pub(super) struct ReviewPayload {
    action: String,
    review: Review,
    pull_request: PullRequest,
    repository: Repository,
}

#[derive(Deserialize)]
struct Review {
    user: Option<User>,
    state: String,
    submitted_at: Option<DateTime<Utc>>,
}

impl ReviewPayload {
    pub(super) fn heard(self) -> Heard {
        let happened = match (self.action.as_str(), self.review.state.as_str()) {
            ("submitted", state) => {
                let state = match state {
                    "approved" => ReviewState::Approved,
                    "changes_requested" => ReviewState::ChangesRequested,
                    "commented" => ReviewState::Commented,
                    _ => return Heard::Ignored(format!("ignored: review {state}")),
                };
                Happened {
                    at: self.review.submitted_at.unwrap_or(self.pull_request.updated_at),
                    kind: FactKind::Reviewed {
                        reviewer: account(self.review.user),
                        state,
                    },
                }
            }
            ("dismissed", _) => Happened {
                at: self.pull_request.updated_at,
                kind: FactKind::ReviewDismissed,
            },
            (action, _) => return Heard::Ignored(format!("ignored: review {action}")),
        };
        let draft = self.pull_request.draft;
        self.pull_request.event(self.repository, None, draft, Some(happened))
    }
}
