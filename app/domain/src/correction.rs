//! Entries by hand, and who confirms one that touches what was final (`metrics.md`, "Criteria"): somebody of the other side.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::activity::Event;
use crate::activity::event::{Data, Replaced};
use crate::ids::{PersonId, PullRequestId};
use crate::person::{Arm, Role, Standing};
use crate::pull_request::short_name;

/// What somebody enters by hand into what the numbers rest on. Its JSON is kept while it waits for a second person, and
/// never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// Values of the primary metric of an arm's feature, by day.
    Points {
        /// Whose feature.
        arm: Arm,
        /// The values.
        points: BTreeMap<NaiveDate, Exactly>,
    },
    /// Another value in the place of one, or with `None` none.
    Correct {
        /// Which.
        point: i64,
        /// The value.
        value: Option<Exactly>,
    },
    /// The feature of an arm reached users.
    Ship {
        /// Whose feature.
        arm: Arm,
        /// The day.
        on: NaiveDate,
        /// Where it can be checked.
        evidence: String,
    },
    /// It did not.
    WithdrawShipping {
        /// Whose feature.
        arm: Arm,
    },
    /// Which feature a pull request belongs to.
    Link {
        /// Which.
        pull_request: PullRequestId,
        /// Where it belongs.
        to: LinkTo,
        /// The arms whose feature the person may speak for; `None` for any.
        of: Option<Vec<Arm>>,
    },
    /// When a pull request was opened whose opening never reached us.
    Open {
        /// Which.
        pull_request: PullRequestId,
        /// When.
        at: DateTime<Utc>,
        /// As a draft.
        draft: bool,
        /// The arms whose pull requests the person may speak for; `None` for any.
        of: Option<Vec<Arm>>,
    },
    /// Pull requests of a repository as a text tells of them that was exported without a token.
    Import {
        /// `owner/name`.
        repository: String,
        /// The text.
        text: String,
    },
    /// A bot or a holiday.
    Count {
        /// Which.
        counts: Counts,
    },
    /// It is none.
    Uncount {
        /// Which entry.
        counting: i64,
    },
    /// A word on a week-one activity, whose evidence takes pull requests out of the numbers or puts them back.
    WeekOne {
        /// In which arm.
        arm: Arm,
        /// Which, from 1.
        item: u32,
        /// The pilot PM whose activity it is.
        of: PersonId,
        /// What is said.
        said: Said,
    },
}

/// What is said of a week-one activity that moves numbers; that a DRI confirms it moves none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// The pilot PM did it: a link or a note.
    Done(String),
    /// Their DRI sends it back: why.
    SentBack(String),
    /// The pilot PM has not done it after all.
    TakenBack,
}

/// How many values are named at most.
const NAMED: usize = 12;

/// What an entry says, for whoever has to judge it: with `event`, which says what it takes the place of.
pub fn what(entry: &Entry, event: &Event) -> String {
    let of = |arm: Arm| arm.label().to_lowercase();
    if let Entry::WeekOne { arm, item, said, .. } = entry {
        let activity = format!("week-one activity {item}, {}", of(*arm));
        return match said {
            Said::Done(evidence) => {
                let named = short_name(evidence);
                format!("{activity}, done: {}", named.as_deref().unwrap_or(evidence))
            }
            Said::SentBack(reason) => format!("{activity}, sent back: {reason}"),
            Said::TakenBack => format!("{activity}, not done after all"),
        };
    }
    let Event::Data(event) = event else {
        return event.sentence().to_string();
    };
    match (entry, event) {
        (Entry::Points { arm, points }, Data::AddPoints { replaced, .. }) => {
            let replaced: &[Replaced] = replaced.written().map_or(&[], Vec::as_slice);
            let named = points.iter().take(NAMED).map(|(day, value)| {
                let was = replaced.iter().find(|one| one.day == *day).and_then(|one| one.was);
                let was = was.map_or_else(String::new, |was| format!(" in the place of {was}"));
                format!("{} on {day}{was}", value.0)
            });
            let named = named.collect::<Vec<_>>().join(", ");
            let more = match points.len().saturating_sub(NAMED) {
                0 => String::new(),
                n => format!(", and {n} more"),
            };
            format!("values of the primary metric, {}: {named}{more}", of(*arm))
        }
        (Entry::Ship { arm, on, evidence }, Data::Ship { was, .. }) => {
            let was = was.written().copied().flatten();
            let was = was.map_or_else(String::new, |was| format!(" in the place of {was}"));
            format!("shipping day {on}{was}, {} ({evidence})", of(*arm))
        }
        (_, Data::CorrectPoint { arm, on, was, is, .. }) => {
            let was = was.written().copied().flatten();
            let was = was.map_or_else(String::new, |was| format!(" in the place of {was}"));
            let is = is.written().map_or_else(String::new, f64::to_string);
            format!("value of {on}, {}: {is}{was}", of(*arm))
        }
        (_, Data::WithdrawPoint { arm, on, was, .. }) => {
            let was = was.written().copied().flatten();
            let was = was.map_or_else(String::new, |was| format!(": {was}"));
            format!("value of {on} withdrawn, {}{was}", of(*arm))
        }
        (_, Data::WithdrawShipping { arm, was, .. }) => format!("shipping day {was} withdrawn, {}", of(*arm)),
        (Entry::Link { to, .. }, Data::Link { repository, number, .. }) => {
            let to = match to {
                LinkTo::Feature(arm) => format!("to the {} feature", of(*arm)),
                LinkTo::Nothing => "to no feature".to_owned(),
                LinkTo::Rule => "as the rules say".to_owned(),
            };
            format!("{repository}#{number} linked {to}")
        }
        (
            _,
            Data::Complete {
                pull_request,
                opened_at,
                ..
            },
        ) => format!("{pull_request} opened {}", opened_at.format("%Y-%m-%d %H:%M UTC")),
        (_, Data::Count { what, .. }) => format!("{what} entered"),
        (_, Data::WithdrawCount { what, .. }) => format!("{what} taken out"),
        _ => event.sentence().to_string(),
    }
}

/// A value, written so that it is read again as exactly the same one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Exactly(pub f64);

impl From<Exactly> for String {
    fn from(Exactly(value): Exactly) -> Self {
        value.to_string()
    }
}

impl TryFrom<String> for Exactly {
    type Error = std::num::ParseFloatError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

/// What a person decided about a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkTo {
    /// It belongs to the feature of this arm.
    Feature(Arm),
    /// It belongs to no feature.
    Nothing,
    /// Branch, title and author decide, as if nobody had said anything.
    Rule,
}

/// Who counts as a bot, or which day is a holiday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// The account of this login is a bot.
    Bot(String),
    /// Nobody works on this day.
    Holiday(NaiveDate),
}

impl Counts {
    /// Like `the bot release-train`.
    pub fn words(&self) -> String {
        match self {
            Self::Bot(login) => format!("the bot {login}"),
            Self::Holiday(day) => format!("the holiday {day}"),
        }
    }
}

/// The two sides of a pilot: whoever is of one confirms what the other enters about the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Sponsor and pilot PMs.
    Product,
    /// Approvers and engineering DRIs.
    Engineering,
}

impl Side {
    /// The sides a person is on.
    fn of(standing: &Standing) -> [bool; 2] {
        let any = |roles: [Role; 2]| roles.into_iter().any(|role| standing.is(role));
        [any([Role::Sponsor, Role::PilotPm]), any([Role::Approver, Role::Dri])]
    }

    /// For which side a person enters something: whoever is on both enters it as product.
    pub fn entering(standing: &Standing) -> Self {
        match Self::of(standing) {
            [false, true] => Self::Engineering,
            _ => Self::Product,
        }
    }

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Engineering => "engineering",
        }
    }

    /// Reads the word of a row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Product, Self::Engineering]
            .into_iter()
            .find(|side| side.as_str() == word)
    }

    /// Who confirms what this side entered.
    pub fn confirmed_by(self) -> &'static str {
        match self {
            Self::Product => "an approver or an engineering DRI",
            Self::Engineering => "the sponsor",
        }
    }
}

/// Why somebody cannot confirm a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Objection {
    /// Two people.
    #[error("You entered this correction. A second person confirms it.")]
    OwnEntry,
    /// One of each side.
    #[error("Your side entered this correction. Somebody of the other side confirms it.")]
    SameSide,
}

/// A correction that waits for its second person, as far as it says who that can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Who entered it.
    pub by: PersonId,
    /// For which side.
    pub side: Side,
}

impl Waiting {
    /// Whether somebody can confirm it: another person, of the other side alone, who is sponsor, approver or DRI.
    ///
    /// # Errors
    /// [`Objection`], which says why not.
    pub fn confirm(self, standing: &Standing) -> Result<(), Objection> {
        if standing.person == self.by {
            return Err(Objection::OwnEntry);
        }
        match (self.side, Side::of(standing)) {
            (Side::Product, [false, true]) => Ok(()),
            (Side::Engineering, [true, false]) if standing.is(Role::Sponsor) => Ok(()),
            _ => Err(Objection::SameSide),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Membership;

    fn standing(person: i64, roles: &[Role]) -> Standing {
        let membership = |role: &Role| Membership {
            role: *role,
            arm: role.has_arm().then_some(Arm::NewModel),
        };
        Standing {
            person: PersonId(person),
            site_admin: true,
            memberships: roles.iter().map(membership).collect(),
            deputy: false,
            was_pm: false,
        }
    }

    #[test]
    fn the_other_side_confirms() {
        use Role::{Approver, Dri, Observer, PilotPm, Sponsor};
        for (entered, roles, can) in [
            (&[Sponsor][..], &[Approver][..], Ok(())),
            (&[Sponsor], &[Dri], Ok(())),
            (&[Sponsor], &[PilotPm], Err(Objection::SameSide)),
            (&[Sponsor], &[Sponsor], Err(Objection::SameSide)),
            (&[Sponsor], &[Observer], Err(Objection::SameSide)),
            (&[Sponsor], &[], Err(Objection::SameSide)),
            (&[PilotPm], &[Dri], Ok(())),
            (&[PilotPm], &[Sponsor], Err(Objection::SameSide)),
            (&[Dri], &[Sponsor], Ok(())),
            (&[Dri], &[PilotPm], Err(Objection::SameSide)),
            (&[Dri], &[Approver], Err(Objection::SameSide)),
            // Whoever is on both sides enters as product, and confirms for nobody.
            (&[Sponsor, Dri], &[Approver], Ok(())),
            (&[Dri], &[Sponsor, Dri], Err(Objection::SameSide)),
            (&[Sponsor], &[PilotPm, Dri], Err(Objection::SameSide)),
        ] {
            let waiting = Waiting {
                by: PersonId(1),
                side: Side::entering(&standing(1, entered)),
            };
            assert_eq!(waiting.confirm(&standing(2, roles)), can, "{entered:?} {roles:?}");
            assert_eq!(waiting.confirm(&standing(1, roles)), Err(Objection::OwnEntry));
        }
    }

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        let day = |text: &str| text.parse().expect("a day");
        let entries = [
            (
                Entry::Points {
                    arm: Arm::NewModel,
                    // Neighbours of 0.3, which differ in the last of their 17 digits.
                    points: [
                        (day("2026-03-20"), Exactly(0.300_000_000_000_000_04)),
                        (day("2026-03-21"), Exactly(0.3)),
                    ]
                    .into(),
                },
                r#"{"entry":"points","arm":"new_model","points":{"2026-03-20":"0.30000000000000004","2026-03-21":"0.3"}}"#,
            ),
            (
                Entry::Correct { point: 7, value: None },
                r#"{"entry":"correct","point":7,"value":null}"#,
            ),
            (
                Entry::Ship {
                    arm: Arm::OldModel,
                    on: day("2026-03-20"),
                    evidence: "A release".to_owned(),
                },
                r#"{"entry":"ship","arm":"old_model","on":"2026-03-20","evidence":"A release"}"#,
            ),
            (
                Entry::WithdrawShipping { arm: Arm::NewModel },
                r#"{"entry":"withdraw_shipping","arm":"new_model"}"#,
            ),
            (
                Entry::Link {
                    pull_request: PullRequestId(3),
                    to: LinkTo::Feature(Arm::NewModel),
                    of: None,
                },
                r#"{"entry":"link","pull_request":3,"to":{"feature":"new_model"},"of":null}"#,
            ),
            (
                Entry::Count {
                    counts: Counts::Bot("release-train".to_owned()),
                },
                r#"{"entry":"count","counts":{"bot":"release-train"}}"#,
            ),
            (Entry::Uncount { counting: 2 }, r#"{"entry":"uncount","counting":2}"#),
            (
                Entry::WeekOne {
                    arm: Arm::NewModel,
                    item: 3,
                    of: PersonId(5),
                    said: Said::Done("acme/web#12".to_owned()),
                },
                r#"{"entry":"week_one","arm":"new_model","item":3,"of":5,"said":{"done":"acme/web#12"}}"#,
            ),
            (
                Entry::WeekOne {
                    arm: Arm::OldModel,
                    item: 1,
                    of: PersonId(4),
                    said: Said::TakenBack,
                },
                r#"{"entry":"week_one","arm":"old_model","item":1,"of":4,"said":"taken_back"}"#,
            ),
        ];
        for (entry, written) in entries {
            assert_eq!(serde_json::to_string(&entry).expect("JSON"), written);
            assert_eq!(serde_json::from_str::<Entry>(written).expect("an entry"), entry);
        }
    }
}
