//! A DRI is asked in private (`product.md` section 8).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::person::{Arm, Role, Standing};

/// What somebody says when asked to be an engineering DRI. The latest answer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// They will do it.
    Yes,
    /// They want to talk before they decide.
    TalkFirst,
    /// They will not. It needs no reason.
    No,
}

impl Answer {
    /// Every answer, in the order it is offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::TalkFirst, Self::No];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes, I will do this",
            Self::TalkFirst => "I want to talk first",
            Self::No => "No",
        }
    }

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::TalkFirst => "talk_first",
            Self::No => "no",
        }
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == word)
    }
}

/// What somebody was asked and answered, for those who may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The arm.
    pub arm: Arm,
    /// Who was asked.
    pub dri: PersonId,
    /// As shown.
    pub name: String,
    /// The latest answer and when it was given; `None` before the first.
    pub answer: Option<(Answer, DateTime<Utc>)>,
}

/// Who may know what a DRI of an arm answered: they themselves and the sponsor. To everybody else an arm
/// without a yes is just not ready.
pub fn may_see(standing: &Standing, arm: Arm, dri: PersonId) -> bool {
    standing.is(Role::Sponsor) || standing.is_for(Role::Dri, arm) && standing.person == dri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Membership;

    #[test]
    fn only_the_dri_and_the_sponsor_know_the_answer() {
        for role in Role::ALL {
            for own in Arm::ALL {
                let arm = matches!(role, Role::PilotPm | Role::Dri).then_some(own);
                let standing = Standing {
                    person: PersonId(1),
                    site_admin: true,
                    memberships: vec![Membership { role, arm }],
                    deputy: false,
                    was_pm: false,
                };
                for asked in Arm::ALL {
                    let knows = role == Role::Sponsor || (role == Role::Dri && own == asked);
                    assert_eq!(
                        may_see(&standing, asked, PersonId(1)),
                        knows,
                        "{role:?} {own:?} {asked:?}"
                    );
                    // Another DRI of the same arm is nobody to them.
                    assert_eq!(may_see(&standing, asked, PersonId(2)), role == Role::Sponsor);
                }
            }
        }
    }

    #[test]
    fn the_words_read_back() {
        for answer in Answer::ALL {
            assert_eq!(Answer::parse(answer.as_str()), Some(answer));
        }
        assert_eq!(Answer::parse("maybe"), None);
    }
}
