//! What is told of a pull request.

use chrono::{DateTime, Utc};
use domain::github::{Event, Happened, PullRequestEvent};
use domain::pull_request::{FactKind, Told, is_revert};
use serde::{Deserialize, Serialize};

use super::{Heard, Repository, User, account, in_time, out_of_time};

#[derive(Deserialize)]
pub(super) struct PullRequestPayload {
    action: String,
    pull_request: PullRequest,
    repository: Repository,
    sender: Option<User>,
    before: Option<String>,
    after: Option<String>,
    assignee: Option<User>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct PullRequest {
    number: i32,
    title: String,
    html_url: String,
    user: Option<User>,
    head: Head,
    #[serde(default)]
    pub(super) draft: bool,
    body: Option<String>,
    assignee: Option<User>,
    assignees: Option<Vec<User>>,
    labels: Option<Vec<Label>>,
    base: Option<Base>,
    #[serde(default)]
    merged: Option<bool>,
    created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) closed_at: Option<DateTime<Utc>>,
    pub(super) merged_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize, Serialize)]
struct Head {
    #[serde(rename = "ref")]
    branch: String,
    sha: String,
    label: Option<String>,
    repo: Option<HeadRepository>,
}

impl PullRequest {
    /// The branch it merges, where that is one of the repository itself.
    pub(crate) fn own_branch(&self, repository: &str) -> Option<&str> {
        let of = self.head.repo.as_ref()?;
        of.full_name
            .eq_ignore_ascii_case(repository)
            .then_some(self.head.branch.as_str())
    }
}

#[derive(Deserialize, Serialize)]
struct Base {
    #[serde(rename = "ref")]
    branch: String,
}

#[derive(Deserialize, Serialize)]
struct Label {
    name: String,
}

#[derive(Deserialize, Serialize)]
struct HeadRepository {
    full_name: String,
}

impl PullRequest {
    /// The event of this pull request; `assignee` is whom the delivery itself names.
    pub(super) fn event(
        self,
        repository: Repository,
        assignee: Option<User>,
        was_draft: bool,
        happened: Option<Happened>,
    ) -> Heard {
        let here = self
            .head
            .repo
            .as_ref()
            .is_some_and(|head| head.full_name.eq_ignore_ascii_case(&repository.full_name));
        // A fork that is gone leaves its name in the label alone.
        let owner = repository
            .full_name
            .split('/')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let head_branch = match self.head.label {
            Some(label) if !here && !label.to_lowercase().starts_with(&format!("{owner}:")) => label,
            _ => self.head.branch,
        };
        let merged = self.merged_at.map(|at| Happened {
            at,
            kind: FactKind::Merged,
        });
        // Every delivery tells of the merge, so that a lost one is made up for.
        let merged = merged.filter(|_| happened.as_ref().is_none_or(|h| h.kind != FactKind::Merged));
        let happened: Vec<Happened> = merged.into_iter().chain(happened).collect();
        if ![self.created_at, self.updated_at]
            .into_iter()
            .chain(happened.iter().map(|h| h.at))
            .all(in_time)
            || self.number <= 0
        {
            return out_of_time();
        }
        let assignees = match (self.assignees, self.assignee.or(assignee)) {
            (Some(all), _) => Some(all),
            (None, Some(one)) => Some(vec![one]),
            (None, None) => None,
        };
        let event = PullRequestEvent {
            number: self.number,
            described_at: self.updated_at,
            is_revert: is_revert(&self.title, &head_branch, self.body.as_deref().unwrap_or_default()),
            title: self.title,
            url: self.html_url,
            author: account(self.user),
            assignees: assignees.map(|all| all.into_iter().map(|user| account(Some(user))).collect()),
            labels: self
                .labels
                .map(|labels| labels.into_iter().map(|label| label.name).collect()),
            head_branch,
            head: self.head.sha,
            base_branch: self.base.map(|base| base.branch).unwrap_or_default(),
            opened_at: self.created_at,
            was_draft,
            happened,
        };
        Heard::Event(Box::new((repository.into(), Event::PullRequest(Box::new(event)))))
    }
}

impl PullRequestPayload {
    pub(super) fn heard(self) -> Heard {
        let pr = &self.pull_request;
        let happened = |at, kind| Some(Happened { at, kind });
        let (was_draft, happened) = match self.action.as_str() {
            "opened" => (
                pr.draft,
                happened(
                    pr.created_at,
                    FactKind::Opened {
                        draft: pr.draft,
                        deduced_from: None,
                    },
                ),
            ),
            "ready_for_review" => (true, happened(pr.updated_at, FactKind::ReadyForReview)),
            "converted_to_draft" => (false, happened(pr.updated_at, FactKind::ConvertedToDraft)),
            "synchronize" => {
                let kind = FactKind::Pushed {
                    sha: self.after.unwrap_or_else(|| pr.head.sha.clone()),
                    author: account(self.sender),
                    // This event does not say; the push of the branch does.
                    forced: false,
                    content_id: None,
                    merge_of_base_only: false,
                    before: self.before,
                    told: Told::PullRequest,
                };
                (pr.draft, happened(pr.updated_at, kind))
            }
            "reopened" => (pr.draft, happened(pr.updated_at, FactKind::Reopened)),
            "closed" if pr.merged_at.is_some() || pr.merged == Some(true) => {
                let at = pr.merged_at.or(pr.closed_at).unwrap_or(pr.updated_at);
                (pr.draft, happened(at, FactKind::Merged))
            }
            "closed" => (
                pr.draft,
                happened(pr.closed_at.unwrap_or(pr.updated_at), FactKind::Closed),
            ),
            "edited" | "assigned" | "unassigned" | "labeled" | "unlabeled" => (pr.draft, None),
            action => return Heard::Ignored(format!("ignored: pull request {action}")),
        };
        // Whom an unassignment names is not assigned any more.
        let assignee = self.assignee.filter(|_| self.action != "unassigned");
        self.pull_request.event(self.repository, assignee, was_draft, happened)
    }
}
