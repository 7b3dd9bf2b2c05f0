//! What is told of checks and statuses of a commit: the PM PR Review skill file runs as one.

use chrono::{DateTime, Utc};
use domain::github::{Event, SkillResult, is_skill_file};
use serde::Deserialize;

use super::{Heard, Repository, in_time, out_of_time};

#[derive(Deserialize)]
pub(super) struct CheckRunPayload {
    action: String,
    check_run: CheckRun,
    repository: Repository,
}

#[derive(Deserialize)]
struct CheckRun {
    name: String,
    head_sha: String,
    conclusion: Option<String>,
    completed_at: Option<DateTime<Utc>>,
    html_url: Option<String>,
}

/// All check runs of an app at a commit. It names the app alone: it is the skill file's where the app is called so.
#[derive(Deserialize)]
pub(super) struct CheckSuitePayload {
    action: String,
    check_suite: CheckSuite,
    repository: Repository,
}

#[derive(Deserialize)]
struct CheckSuite {
    head_sha: String,
    conclusion: Option<String>,
    updated_at: DateTime<Utc>,
    app: Option<App>,
}

#[derive(Deserialize)]
struct App {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
pub(super) struct StatusPayload {
    sha: String,
    context: String,
    state: String,
    target_url: Option<String>,
    updated_at: DateTime<Utc>,
    repository: Repository,
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
        let run = self.check_run;
        let Some(at) = run.completed_at.filter(|_| self.action == "completed") else {
            return Heard::Ignored(format!("ignored: check run {}", self.action));
        };
        let passed = concluded(run.conclusion.as_deref());
        let result = SkillResult {
            head: run.head_sha,
            passed: false,
            url: run.html_url.unwrap_or_default(),
            at,
        };
        heard(self.repository, &run.name, passed, result)
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
        let suite = self.check_suite;
        if self.action != "completed" {
            return Heard::Ignored(format!("ignored: check suite {}", self.action));
        }
        let result = SkillResult {
            head: suite.head_sha,
            passed: false,
            // A suite has no page of its own.
            url: String::new(),
            at: suite.updated_at,
        };
        let name = suite.app.map(|app| app.name).unwrap_or_default();
        heard(self.repository, &name, concluded(suite.conclusion.as_deref()), result)
    }
}

impl StatusPayload {
    pub(super) fn heard(self) -> Heard {
        let passed = match self.state.as_str() {
            "success" => Some(true),
            "failure" | "error" => Some(false),
            _ => None,
        };
        let result = SkillResult {
            head: self.sha,
            passed: false,
            url: self.target_url.unwrap_or_default(),
            at: self.updated_at,
        };
        heard(self.repository, &self.context, passed, result)
    }
}
