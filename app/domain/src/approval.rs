//! Approval of one revision: what is asked, how it is answered, and when an answer holds together
//! (`product.md` section 5).

mod ask;
mod sending;

use serde::{Deserialize, Serialize};

pub use ask::{Ask, Subject, asks, local_moment};
pub use sending::{Asked, Blocker, blockers};

/// The overall decision on a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All asks agreed; the pilot may be prepared.
    Approve,
    /// Back to the sponsor, saying what would change the answer.
    RequestChanges,
    /// The pilot does not run.
    Decline,
}

impl Verdict {
    /// Every verdict, in the order it is offered.
    pub const ALL: [Self; 3] = [Self::Approve, Self::RequestChanges, Self::Decline];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Approve => "Approve",
            Self::RequestChanges => "Request changes",
            Self::Decline => "Decline",
        }
    }

    /// What was done, once it is done.
    pub fn done(self) -> &'static str {
        match self {
            Self::Approve => "Approved",
            Self::RequestChanges => "Changes requested",
            Self::Decline => "Declined",
        }
    }

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::RequestChanges => "request_changes",
            Self::Decline => "decline",
        }
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == word)
    }
}

/// The answer to one ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes, as asked.
    Agree,
    /// No.
    DoNotAgree,
}

impl Answer {
    /// Both answers, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Agree, Self::DoNotAgree];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agree => "Agree",
            Self::DoNotAgree => "Do not agree",
        }
    }

    /// The word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::DoNotAgree => "do_not_agree",
        }
    }

    /// Reads the word of a form; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == word)
    }
}

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 4000;

/// What an approver has chosen so far. Nothing is prefilled: what was not chosen is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// One per ask, in the order of the asks.
    pub asks: Vec<Option<Answer>>,
    /// The overall decision.
    pub verdict: Option<Verdict>,
    /// What the approver says with it, trimmed.
    pub comment: String,
}

/// Answers that can be decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// One per ask.
    pub asks: Vec<Answer>,
    /// The overall decision.
    pub verdict: Verdict,
    /// What the approver says with it; not empty unless the verdict is to approve.
    pub comment: String,
    /// Answers and decision point different ways: which the approver has to confirm.
    pub doubt: Option<Doubt>,
}

/// Answers and decision that can both be meant, but rarely are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// All asks are agreed to, and the decision is not to approve.
    AgreedButNotApproved(Verdict),
}

impl Doubt {
    /// The question to the approver.
    pub fn question(self, asks: usize) -> String {
        match self {
            Self::AgreedButNotApproved(verdict) => format!(
                "You agreed to all {} asks but chose “{}”. Which is it?",
                small_number(asks),
                verdict.label()
            ),
        }
    }
}

/// What stops answers from being decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// An ask has no answer; its place, from 0.
    Unanswered(usize),
    /// There is no overall decision.
    NoVerdict,
    /// Approving needs every ask agreed to, and these are not; their places, from 0.
    ApproveWithoutAgreeing(Vec<usize>),
    /// A decision other than to approve needs a comment.
    NoComment(Verdict),
    /// The comment is longer than [`LONGEST_COMMENT`].
    CommentTooLong,
}

impl std::fmt::Display for Objection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unanswered(place) => write!(f, "Answer ask {}.", place + 1),
            Self::NoVerdict => f.write_str("Choose your decision."),
            Self::ApproveWithoutAgreeing(places) => {
                let numbers: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
                let asks = if numbers.len() == 1 { "ask" } else { "asks" };
                write!(
                    f,
                    "You chose “Approve” but do not agree to {asks} {}. Change one or the other.",
                    numbers.join(" and ")
                )
            }
            Self::NoComment(Verdict::Decline) => f.write_str("Say why you decline."),
            Self::NoComment(_) => f.write_str("Say what would change your mind."),
            Self::CommentTooLong => write!(f, "Use at most {LONGEST_COMMENT} characters."),
        }
    }
}

impl Answers {
    /// Whether these answers can be decided on, given how many asks there are.
    ///
    /// # Errors
    /// Every [`Objection`], in page order.
    pub fn check(&self, asks: usize) -> Result<Checked, Vec<Objection>> {
        let answers: Vec<Option<Answer>> = (0..asks).map(|place| self.asks.get(place).copied().flatten()).collect();
        let places = |wanted: Option<Answer>| -> Vec<usize> {
            let with_place = answers.iter().enumerate();
            with_place
                .filter(|(_, answer)| **answer == wanted)
                .map(|(place, _)| place)
                .collect()
        };
        let mut objections: Vec<Objection> = places(None).into_iter().map(Objection::Unanswered).collect();
        let refused = places(Some(Answer::DoNotAgree));
        match self.verdict {
            None => objections.push(Objection::NoVerdict),
            Some(Verdict::Approve) if !refused.is_empty() => {
                objections.push(Objection::ApproveWithoutAgreeing(refused.clone()));
            }
            Some(verdict @ (Verdict::RequestChanges | Verdict::Decline)) if self.comment.trim().is_empty() => {
                objections.push(Objection::NoComment(verdict));
            }
            Some(_) => {}
        }
        if self.comment.chars().count() > LONGEST_COMMENT {
            objections.push(Objection::CommentTooLong);
        }
        match (objections.is_empty(), self.verdict) {
            (true, Some(verdict)) => Ok(Checked {
                asks: answers.into_iter().flatten().collect(),
                verdict,
                comment: self.comment.trim().to_owned(),
                doubt: (refused.is_empty() && verdict != Verdict::Approve)
                    .then_some(Doubt::AgreedButNotApproved(verdict)),
            }),
            _ => Err(objections),
        }
    }
}

/// An ask as it was put, with its answer: what the record keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The ask as it was put.
    pub ask: Ask,
    /// The answer given.
    pub answer: Answer,
}

fn small_number(n: usize) -> String {
    match n {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        5 => "five".to_owned(),
        n => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YES: Option<Answer> = Some(Answer::Agree);
    const NO: Option<Answer> = Some(Answer::DoNotAgree);

    fn answers(asks: [Option<Answer>; 4], verdict: Option<Verdict>, comment: &str) -> Answers {
        Answers {
            asks: asks.to_vec(),
            verdict,
            comment: comment.to_owned(),
        }
    }

    #[test]
    fn contradictions_are_caught() {
        use Verdict::{Approve, Decline, RequestChanges};
        let objections = |asks, verdict, comment: &str| answers(asks, verdict, comment).check(4).unwrap_err();
        for (asks, verdict, comment, expected) in [
            (
                [YES, None, YES, None],
                Some(Approve),
                "",
                vec![Objection::Unanswered(1), Objection::Unanswered(3)],
            ),
            ([YES; 4], None, "", vec![Objection::NoVerdict]),
            (
                [YES, NO, YES, NO],
                Some(Approve),
                "",
                vec![Objection::ApproveWithoutAgreeing(vec![1, 3])],
            ),
            (
                [YES, NO, YES, YES],
                Some(RequestChanges),
                " \n",
                vec![Objection::NoComment(RequestChanges)],
            ),
            ([NO; 4], Some(Decline), "", vec![Objection::NoComment(Decline)]),
            (
                [None; 4],
                None,
                "",
                vec![
                    Objection::Unanswered(0),
                    Objection::Unanswered(1),
                    Objection::Unanswered(2),
                    Objection::Unanswered(3),
                    Objection::NoVerdict,
                ],
            ),
        ] {
            assert_eq!(objections(asks, verdict, comment), expected);
        }
    }

    #[test]
    fn agreeing_to_all_and_not_approving_asks_back() {
        for (asks, verdict, comment, doubt) in [
            ([YES; 4], Verdict::Approve, "", None),
            ([YES; 4], Verdict::Approve, "Good luck.", None),
            (
                [YES; 4],
                Verdict::RequestChanges,
                "Shorter.",
                Some(Doubt::AgreedButNotApproved(Verdict::RequestChanges)),
            ),
            (
                [YES; 4],
                Verdict::Decline,
                "Not now.",
                Some(Doubt::AgreedButNotApproved(Verdict::Decline)),
            ),
            ([YES, NO, YES, YES], Verdict::RequestChanges, "One hour.", None),
            ([NO; 4], Verdict::Decline, "Not now.", None),
        ] {
            let checked = answers(asks, Some(verdict), comment).check(4).expect("fits");
            assert_eq!((checked.doubt, checked.verdict), (doubt, verdict));
        }
        let doubt = Doubt::AgreedButNotApproved(Verdict::RequestChanges);
        assert_eq!(
            doubt.question(4),
            "You agreed to all four asks but chose “Request changes”. Which is it?"
        );
    }

    #[test]
    fn answers_beyond_the_asks_do_not_count_and_lacking_ones_do() {
        let three = answers([YES, YES, YES, NO], Some(Verdict::Approve), "");
        assert!(three.check(3).is_ok());
        assert_eq!(three.check(5).unwrap_err()[0], Objection::Unanswered(4));
    }

    #[test]
    fn a_long_comment_is_refused_by_its_characters() {
        let long = "é".repeat(LONGEST_COMMENT);
        assert!(answers([YES; 4], Some(Verdict::Approve), &long).check(4).is_ok());
        assert_eq!(
            answers([YES; 4], Some(Verdict::Approve), &format!("{long}é")).check(4),
            Err(vec![Objection::CommentTooLong])
        );
    }

    #[test]
    fn words_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
        }
        for answer in Answer::ALL {
            assert_eq!(Answer::parse(answer.as_str()), Some(answer));
        }
        assert_eq!(Answer::parse("agree_with_condition"), None);
    }
}
