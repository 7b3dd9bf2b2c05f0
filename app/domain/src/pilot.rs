//! Where a pilot stands: derived from recorded facts, never stored as a word (`product.md` section 3).

mod consent;
mod draft;
pub mod entry;
mod pairs;
mod release;
mod start;

pub use consent::{Answer, Consent, may_see};
pub use draft::{NoDraft, Signed};
pub use pairs::Pairs;
pub use release::{Release, Stays, may_release};
pub use start::{
    Blocker, Feature, Known, OpenCondition, SignedZone, StartFacts, Step, sentences, start_blockers, told,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The address of a pilot with this name, before it is made unique: lowercase ASCII letters and digits
/// joined by single hyphens, at most 50 characters, never empty.
pub fn address(name: &str) -> String {
    let mut address = String::new();
    for c in name.chars() {
        if address.len() == 50 {
            break;
        }
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => address.push(c),
            _ if !address.is_empty() && !address.ends_with('-') => address.push('-'),
            _ => {}
        }
    }
    match address.trim_end_matches('-') {
        "" => "pilot".to_owned(),
        address => address.to_owned(),
    }
}

/// Why something comes too early or too late in a pilot's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untimely {
    /// Zone, terms, people, features and baseline stay as they were agreed.
    #[error("The pilot has started. What was agreed is frozen.")]
    Started,
    /// It begins with the start.
    #[error("The pilot has not started.")]
    NotStarted,
    /// The decision is confirmed.
    #[error("This pilot is decided. Its facts stay as they were.")]
    Decided,
    /// A draft out of the way.
    #[error("This draft is archived. Take it back to go on with it.")]
    Archived,
}

/// What is recorded about a pilot's life, as far as its status rests on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// The request for approval in effect and what was decided on it, if any.
    pub request: Option<Request>,
    /// Whether the newest revision differs materially from the approved one.
    pub edited_materially: bool,
    /// Whether anybody has begun to enrol: a feature or a baseline feature exists.
    pub enrolling: bool,
    /// The weeks, once the pilot has started.
    pub run: Option<Run>,
    /// The confirmed readout decision.
    pub decided: Option<crate::criterion::Choice>,
}

/// The weeks of a started pilot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// When each survey week opens, in order; the first with the start.
    pub opens: Vec<DateTime<Utc>>,
    /// When the last one closes.
    pub ends_at: DateTime<Utc>,
}

/// The request for approval in effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The revision it asks about.
    pub revision: i32,
    /// What all its approvers together decided, once they have.
    pub verdict: Option<crate::approval::Verdict>,
}

/// Where a pilot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Drafting,
    /// Waiting for the approver.
    Sent {
        /// The revision asked about.
        revision: i32,
    },
    /// The approver asked for changes.
    Returned {
        /// The revision returned.
        revision: i32,
    },
    /// The approver said no.
    Declined {
        /// The revision declined.
        revision: i32,
    },
    /// The approver said yes, and the terms have not changed since.
    Approved {
        /// The revision approved.
        revision: i32,
    },
    /// A material edit came after the approval.
    Outdated {
        /// The revision approved before the edit.
        revision: i32,
    },
    /// Approved, and people are being enrolled.
    Enrolling,
    /// Started; week counted from 1.
    Running {
        /// The week of the pilot, from 1.
        week: u32,
    },
    /// The weeks are over; the decision is due.
    Readout,
    /// Two people decided.
    Decided(crate::criterion::Choice),
}

impl Status {
    /// Where the facts put the pilot at `now`.
    pub fn of(life: &Life, now: DateTime<Utc>) -> Self {
        use crate::approval::Verdict;
        if let Some(choice) = life.decided {
            return Self::Decided(choice);
        }
        if let Some(run) = &life.run {
            if now >= run.ends_at {
                return Self::Readout;
            }
            let open = run.opens.iter().filter(|opens_at| **opens_at <= now).count();
            return Self::Running {
                week: u32::try_from(open).map_or(1, |open| open.max(1)),
            };
        }
        match life.request {
            None => Self::Drafting,
            Some(Request {
                revision,
                verdict: None,
            }) => Self::Sent { revision },
            Some(Request {
                revision,
                verdict: Some(Verdict::RequestChanges),
            }) => Self::Returned { revision },
            Some(Request {
                revision,
                verdict: Some(Verdict::Decline),
            }) => Self::Declined { revision },
            Some(Request {
                revision,
                verdict: Some(Verdict::Approve | Verdict::ApproveWithConditions),
            }) => match (life.edited_materially, life.enrolling) {
                (true, _) => Self::Outdated { revision },
                (false, true) => Self::Enrolling,
                (false, false) => Self::Approved { revision },
            },
        }
    }

    /// A few words for the phase chip.
    pub fn label(self) -> String {
        match self {
            Self::Drafting => "Drafting".to_owned(),
            Self::Sent { revision } => format!("Revision {revision} sent"),
            Self::Returned { revision } => format!("Revision {revision} returned"),
            Self::Declined { revision } => format!("Revision {revision} declined"),
            Self::Approved { revision } => format!("Revision {revision} approved"),
            Self::Outdated { revision } => format!("Approval of revision {revision} outdated"),
            Self::Enrolling => "Enrolling".to_owned(),
            Self::Running { week } => format!("Running, week {week}"),
            Self::Readout => "Readout due".to_owned(),
            Self::Decided(choice) => format!("Decided: {}", choice.label()),
        }
    }

    /// Whether zone, terms, baseline and features are frozen.
    pub fn is_frozen(self) -> bool {
        matches!(self, Self::Running { .. } | Self::Readout | Self::Decided(_))
    }

    /// Whether two people decided: what the decision rests on stays as it is.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Decided(_))
    }
}

#[cfg(test)]
mod tests {
    use super::{Life, Run, Status, address};

    #[test]
    fn the_week_is_the_one_that_asks() {
        let at = |text: &str| text.parse().unwrap();
        // Started on a Wednesday at 15:00 in Berlin; weeks turn with its days, the clock on 29 March.
        let life = Life {
            run: Some(Run {
                opens: vec![
                    at("2026-03-18T14:00:00Z"),
                    at("2026-03-24T23:00:00Z"),
                    at("2026-03-31T22:00:00Z"),
                ],
                ends_at: at("2026-04-07T22:00:00Z"),
            }),
            ..Life::default()
        };
        for (now, expected) in [
            ("2026-03-18T13:59:59Z", Status::Running { week: 1 }),
            ("2026-03-24T22:59:59Z", Status::Running { week: 1 }),
            ("2026-03-24T23:00:00Z", Status::Running { week: 2 }),
            ("2026-03-31T22:00:00Z", Status::Running { week: 3 }),
            ("2026-04-07T22:00:00Z", Status::Readout),
        ] {
            assert_eq!(Status::of(&life, at(now)), expected, "{now}");
        }
    }

    #[test]
    fn an_address_is_plain_and_never_empty() {
        for (name, expected) in [
            ("Checkout pilot", "checkout-pilot"),
            ("  PMs who ship: 2026! ", "pms-who-ship-2026"),
            ("Überblick", "berblick"),
            ("パイロット", "pilot"),
            (&"long ".repeat(20), "long-long-long-long-long-long-long-long-long-long"),
        ] {
            assert_eq!(address(name), expected);
        }
    }
}
