//! What is told of checks and statuses of a commit: the PM PR Review skill file runs as one.

use chrono::{DateTime, Utc};
use domain::github::{Event, SkillResult, is_skill_file};
use serde::{Deserialize, Serialize};

use super::{Heard, Repository, in_time, out_of_time};

#[derive(Deserialize)]
pub(super) struct CheckRunPayload {
    action: String,
    check_run: CheckRun,
    repository: Repository,
}

/// A run of a check, as deliveries and the interface have it.
#[derive(Deserialize, Serialize)]
pub(crate) struct CheckRun {
    name: String,
    head_sha: String,
    conclusion: Option<String>,
    completed_at: Option<DateTime<Utc>>,
    html_url: Option<String>,
    app: Option<App>,
}

impl CheckRun {
    /// Whether an App made it whose suites are results of the skill file.
    pub(crate) fn is_of_skill_app(&self) -> bool {
        self.app.as_ref().is_some_and(|app| is_skill_file(&app.name))
    }

    fn heard(self, repository: Repository) -> Heard {
        let Some(at) = self.completed_at else {
            return Heard::Ignored("ignored: a check run that is not completed".to_owned());
        };
        let passed = concluded(self.conclusion.as_deref());
        let result = SkillResult {
            head: self.head_sha,
            passed: false,
            url: SkillResult::address(self.html_url),
            at,
        };
        heard(repository, &self.name, passed, result)
    }
}

/// All check runs of an app at a commit. It names the app alone: it is the skill file's where the app is called so.
#[derive(Deserialize)]
pub(super) struct CheckSuitePayload {
    action: String,
    check_suite: CheckSuite,
    repository: Repository,
}

/// The check runs of an app at a commit together, as deliveries and the interface have them.
#[derive(Deserialize, Serialize)]
pub(crate) struct CheckSuite {
    head_sha: String,
    conclusion: Option<String>,
    updated_at: Option<DateTime<Utc>>,
    app: Option<App>,
}

impl CheckSuite {
    fn heard(self, repository: Repository) -> Heard {
        let Some(at) = self.updated_at else {
            return Heard::Ignored("ignored: a check suite without a time".to_owned());
        };
        let result = SkillResult {
            head: self.head_sha,
            passed: false,
            // A suite has no page of its own.
            url: String::new(),
            at,
        };
        let name = self.app.map(|app| app.name).unwrap_or_default();
        heard(repository, &name, concluded(self.conclusion.as_deref()), result)
    }
}

#[derive(Deserialize, Serialize)]
struct App {
    #[serde(default)]
    name: String,
}

/// A status of a commit, as deliveries and the interface have it.
#[derive(Deserialize, Serialize)]
pub(crate) struct Status {
    context: String,
    state: String,
    target_url: Option<String>,
    updated_at: DateTime<Utc>,
}

impl Status {
    fn heard(self, commit: String, repository: Repository) -> Heard {
        let passed = match self.state.as_str() {
            "success" => Some(true),
            "failure" | "error" => Some(false),
            _ => None,
        };
        let result = SkillResult {
            head: commit,
            passed: false,
            url: SkillResult::address(self.target_url),
            at: self.updated_at,
        };
        heard(repository, &self.context, passed, result)
    }
}

#[derive(Deserialize)]
pub(super) struct StatusPayload {
    sha: String,
    #[serde(flatten)]
    status: Status,
    repository: Repository,
}

/// What was said of a commit, as it was read again.
#[derive(Deserialize, Serialize)]
pub(crate) struct ResultPayload {
    pub repository: Repository,
    /// The commit that was asked about.
    pub commit: String,
    pub said: Said,
}

/// One thing that was said of a commit.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Said {
    /// By a run of a check.
    CheckRun(CheckRun),
    /// By all runs of an App.
    CheckSuite(CheckSuite),
    /// By a status.
    Status(Status),
}

impl ResultPayload {
    pub(super) fn heard(self) -> Heard {
        let of = match &self.said {
            Said::CheckRun(run) => &run.head_sha,
            Said::CheckSuite(suite) => &suite.head_sha,
            Said::Status(_) => &self.commit,
        };
        if *of != self.commit {
            return Heard::Ignored("ignored: it is of another commit than was asked about".to_owned());
        }
        match self.said {
            Said::CheckRun(run) => run.heard(self.repository),
            Said::CheckSuite(suite) => suite.heard(self.repository),
            Said::Status(status) => status.heard(self.commit, self.repository),
        }
    }
}

/// A result to record, or why there is none.
fn heard(repository: Repository, name: &str, passed: Option<bool>, result: SkillResult) -> Heard {
    match passed {
        _ if !is_skill_file(name) => {
            Heard::Ignored("ignored: a check that is not the PM PR Review skill file".to_owned())
        }
        None => Heard::Ignored("ignored: the skill file has not said yes or no".to_owned()),
        Some(_) if !in_time(result.at) => out_of_time(),
        Some(passed) => {
            let event = Event::SkillResult(SkillResult { passed, ..result });
            Heard::Event(Box::new((repository.into(), event)))
        }
    }
}

impl CheckRunPayload {
    pub(super) fn heard(self) -> Heard {
        match self.action.as_str() {
            "completed" => self.check_run.heard(self.repository),
            action => Heard::Ignored(format!("ignored: check run {action}")),
        }
    }
}

/// Whether a conclusion says yes or no. Skipped, neutral, stale and cancelled runs say neither.
fn concluded(conclusion: Option<&str>) -> Option<bool> {
    match conclusion? {
        "success" => Some(true),
        "failure" | "timed_out" | "startup_failure" | "action_required" => Some(false),
        _ => None,
    }
}

impl CheckSuitePayload {
    pub(super) fn heard(self) -> Heard {
        match self.action.as_str() {
            "completed" => self.check_suite.heard(self.repository),
            action => Heard::Ignored(format!("ignored: check suite {action}")),
        }
    }
}

impl StatusPayload {
    pub(super) fn heard(self) -> Heard {
        self.status.heard(self.sha, self.repository)
    }
}
