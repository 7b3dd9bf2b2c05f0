//! The pull requests of the example, as deliveries of the code host.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::days::Days;

/// The connected repository.
pub const REPOSITORY: &str = "example-ferries/booking";

/// Something the code host tells.
#[derive(Clone, Debug)]
pub struct Told {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The kind of event.
    pub event: &'static str,
    /// The payload.
    pub payload: Value,
}

type Time = (i64, (u32, u32));

#[derive(Clone, Copy)]
enum Step {
    /// Its author pushes.
    Push,
    Opened,
    OpenedAsDraft,
    Ready,
    /// By this login.
    Commented(&'static str),
    ChangesRequested(&'static str),
    Approved(&'static str),
    Merged,
}

use Step::{Approved, ChangesRequested, Commented, Merged, Opened, OpenedAsDraft, Push, Ready};

struct Pr {
    number: i32,
    author: &'static str,
    branch: &'static str,
    title: &'static str,
    /// What its first push changes; a later one changes the first of them again.
    files: &'static [&'static str],
    steps: &'static [(Time, Step)],
}

const INES: &str = "ines-c";
const NAOMI: &str = "nokafor";
const VIKTOR: &str = "vsandberg";
const MARTA: &str = "martab";
const TOBIAS: &str = "tobias-brandt";
const CHECKS: &str = "style-checks[bot]";

/// Review cycles: 1, 1, 2, 3, 2, 1 in the new model; 1, 2, 1, 2, 1 in the old one.
const PRS: [Pr; 11] = [
    Pr {
        number: 412,
        author: INES,
        branch: "luggage-hints/plan",
        title: "Plan the luggage hints (PLANNING.md)",
        files: &["web/src/trip-search/PLANNING.md"],
        steps: &[
            ((2, (10, 12)), Push),
            ((2, (10, 31)), Opened),
            ((2, (15, 5)), Approved(NAOMI)),
            ((2, (15, 20)), Merged),
        ],
    },
    Pr {
        number: 415,
        author: INES,
        branch: "luggage-hints/cabin-bag",
        title: "Say “cabin bag” where we said “hand luggage”",
        files: &["web/locales/en.json", "web/locales/sv.json"],
        steps: &[
            ((4, (9, 25)), Push),
            ((4, (9, 40)), Opened),
            ((4, (11, 15)), Approved(NAOMI)),
            ((4, (11, 22)), Merged),
        ],
    },
    Pr {
        number: 419,
        author: INES,
        branch: "luggage-hints/results",
        title: "Show luggage hints in search results, behind the flag",
        files: &["web/src/trip-search/ResultRow.tsx", "flags/luggage-hints.yaml"],
        steps: &[
            ((2, (16, 2)), Push),
            ((8, (9, 5)), OpenedAsDraft),
            ((8, (13, 10)), Ready),
            ((8, (16, 44)), Commented(NAOMI)),
            ((9, (10, 8)), Push),
            ((9, (14, 25)), Approved(NAOMI)),
            ((9, (14, 41)), Merged),
        ],
    },
    Pr {
        number: 421,
        author: MARTA,
        branch: "change-rules/fares",
        title: "Read the change rules from the fare service",
        files: &["api/fares/rules.proto", "server/fares/rules.go"],
        steps: &[
            ((8, (11, 20)), Push),
            ((9, (9, 31)), Opened),
            ((10, (10, 2)), Approved(VIKTOR)),
            ((10, (10, 30)), Merged),
        ],
    },
    Pr {
        number: 424,
        author: INES,
        branch: "luggage-hints/fees",
        title: "Luggage hints: fees by fare",
        files: &[
            "web/src/trip-search/FeeHint.tsx",
            "web/locales/en.json",
            "api/fares/fees.proto",
        ],
        steps: &[
            ((10, (10, 40)), Push),
            ((10, (11, 3)), Opened),
            ((10, (15, 12)), Commented(TOBIAS)),
            ((10, (17, 9)), ChangesRequested(NAOMI)),
            ((11, (10, 1)), Push),
            ((11, (15, 34)), ChangesRequested(NAOMI)),
            ((14, (9, 48)), Push),
            ((14, (13, 2)), Approved(NAOMI)),
            ((14, (13, 20)), Merged),
        ],
    },
    Pr {
        number: 426,
        author: MARTA,
        branch: "change-rules/confirmation",
        title: "Show the change rules on the confirmation page",
        files: &["web/src/confirmation/Rules.tsx", "server/fares/rules.go"],
        steps: &[
            ((11, (11, 41)), Push),
            ((11, (12, 0)), Opened),
            ((14, (10, 20)), ChangesRequested(VIKTOR)),
            ((15, (14, 3)), Push),
            ((16, (9, 46)), Approved(VIKTOR)),
            ((16, (10, 5)), Merged),
        ],
    },
    Pr {
        number: 427,
        author: INES,
        branch: "luggage-hints/events",
        title: "Count how often a luggage hint is opened",
        files: &[
            "analytics/events/luggage_hint_opened.json",
            "web/src/trip-search/ResultRow.tsx",
        ],
        steps: &[
            ((11, (13, 30)), Push),
            ((11, (14, 0)), Opened),
            ((11, (14, 2)), Commented(CHECKS)),
            ((11, (16, 45)), ChangesRequested(NAOMI)),
            ((14, (10, 32)), Push),
            ((14, (11, 10)), Approved(NAOMI)),
            ((14, (11, 31)), Merged),
        ],
    },
    Pr {
        number: 433,
        author: INES,
        branch: "luggage-hints/rollout",
        title: "Luggage hints: on for everyone",
        files: &["flags/luggage-hints.yaml"],
        steps: &[
            ((15, (9, 50)), Push),
            ((15, (10, 0)), Opened),
            ((15, (11, 28)), Approved(NAOMI)),
            ((15, (11, 35)), Merged),
        ],
    },
    Pr {
        number: 435,
        author: MARTA,
        branch: "change-rules/wording",
        title: "Change rules: wording after the first look",
        files: &["web/locales/en.json"],
        steps: &[
            ((16, (14, 38)), Push),
            ((16, (15, 2)), Opened),
            ((17, (11, 0)), Approved(VIKTOR)),
            ((17, (11, 19)), Merged),
        ],
    },
    Pr {
        number: 438,
        author: MARTA,
        branch: "change-rules/e-mail",
        title: "Change rules in the confirmation e-mail",
        files: &["server/mail/confirmation.go", "web/locales/en.json"],
        steps: &[
            ((17, (16, 1)), Push),
            ((17, (16, 20)), Opened),
            ((18, (10, 0)), Commented(VIKTOR)),
            ((18, (15, 13)), Push),
            ((21, (9, 30)), Approved(VIKTOR)),
            ((21, (9, 44)), Merged),
        ],
    },
    Pr {
        number: 444,
        author: MARTA,
        branch: "change-rules/rollout",
        title: "Change rules: on for everyone",
        files: &["flags/change-rules.yaml"],
        steps: &[
            ((22, (8, 52)), Push),
            ((22, (9, 0)), Opened),
            ((22, (13, 10)), Approved(VIKTOR)),
            ((22, (13, 21)), Merged),
        ],
    },
];

/// Everything the code host tells, in no order.
pub fn told(days: &Days) -> Vec<Told> {
    PRS.iter().flat_map(|pr| pr.told(days)).collect()
}

impl Pr {
    fn told(&self, days: &Days) -> Vec<Told> {
        let opened = |(_, step): &&(Time, Step)| matches!(step, Opened | OpenedAsDraft);
        let opened_at = self
            .steps
            .iter()
            .find(opened)
            .map(|((day, time), _)| days.at(*day, *time));
        let draft_until = self
            .steps
            .iter()
            .find(|(_, step)| matches!(step, Ready))
            .map(|((day, time), _)| days.at(*day, *time));
        let mut head = String::new();
        let mut told: Vec<Told> = Vec::new();
        for ((day, time), step) in self.steps {
            let at = days.at(*day, *time);
            if matches!(step, Push) {
                head = sha(&format!("{} {}", self.branch, told.len()));
            }
            let shown = json!({
                "number": self.number, "title": self.title, "user": user(self.author),
                "html_url": format!("https://code.example.com/{REPOSITORY}/pull/{}", self.number),
                "head": { "ref": self.branch, "sha": head, "repo": { "full_name": REPOSITORY } },
                "draft": draft_until.is_some_and(|until| at < until),
                "created_at": opened_at.unwrap_or(at), "updated_at": at,
                "merged_at": matches!(step, Merged).then_some(at),
            });
            told.push(match step {
                Push => self.push(&head, at, told.is_empty()),
                Opened | OpenedAsDraft => pull_request("opened", shown, at),
                Ready => pull_request("ready_for_review", shown, at),
                Merged => pull_request("closed", shown, at),
                Commented(login) => review(login, "commented", shown, at),
                ChangesRequested(login) => review(login, "changes_requested", shown, at),
                Approved(login) => review(login, "approved", shown, at),
            });
            // The skill file runs with each push of the pilot PM of the new model.
            if matches!(step, Push) && self.author == INES {
                told.push(skill_file(&head, at + Duration::minutes(4)));
            }
        }
        told
    }

    fn push(&self, head: &str, at: DateTime<Utc>, first: bool) -> Told {
        let modified = if first { self.files } else { &self.files[..1] };
        let payload = json!({
            "ref": format!("refs/heads/{}", self.branch), "after": head,
            "commits": [{
                "id": head, "timestamp": at - Duration::minutes(7), "author": { "username": self.author },
                "modified": modified,
            }],
            "pusher": { "name": self.author }, "sender": user(self.author),
            "repository": { "full_name": REPOSITORY, "default_branch": "main", "pushed_at": at.timestamp() },
        });
        Told {
            at,
            event: "push",
            payload,
        }
    }
}

fn pull_request(action: &str, shown: Value, at: DateTime<Utc>) -> Told {
    let payload = json!({ "action": action, "pull_request": shown, "repository": { "full_name": REPOSITORY } });
    Told {
        at,
        event: "pull_request",
        payload,
    }
}

/// The PM PR Review skill file passed at a commit.
fn skill_file(head: &str, at: DateTime<Utc>) -> Told {
    let payload = json!({
        "sha": head, "context": "PM PR Review", "state": "success", "updated_at": at,
        "target_url": format!("https://code.example.com/{REPOSITORY}/checks/{}", &head[..7]),
        "repository": { "full_name": REPOSITORY },
    });
    Told {
        at,
        event: "status",
        payload,
    }
}

fn review(login: &str, state: &str, shown: Value, at: DateTime<Utc>) -> Told {
    let payload = json!({
        "action": "submitted", "review": { "user": user(login), "state": state, "submitted_at": at },
        "pull_request": shown, "repository": { "full_name": REPOSITORY },
    });
    Told {
        at,
        event: "pull_request_review",
        payload,
    }
}

fn user(login: &str) -> Value {
    let kind = if login.ends_with("[bot]") { "Bot" } else { "User" };
    json!({ "login": login, "type": kind })
}

/// A commit id made of a text.
fn sha(text: &str) -> String {
    hex::encode(&Sha256::digest(text)[..20])
}
