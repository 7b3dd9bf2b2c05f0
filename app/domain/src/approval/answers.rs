use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Ask, Stated, Wanted, small_number};
use crate::approval::{Answer, Verdict};
use crate::ids::PersonId;

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
    /// The conditions written down so far, without blank rows.
    #[serde(default)]
    pub conditions: Vec<Wanted>,
}

/// What answers are checked against.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<'a> {
    /// How many asks there are.
    pub asks: usize,
    /// Everybody in the pilot: who can own a condition.
    pub members: &'a [PersonId],
    /// Today, in the pilot's zone.
    pub today: NaiveDate,
    /// The day of the readout, in the pilot's zone: a condition due later could never be met before the start.
    pub readout: NaiveDate,
}

/// Answers that can be decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// One per ask.
    pub asks: Vec<Answer>,
    /// The overall decision.
    pub verdict: Verdict,
    /// What the approver says with it; not empty when it is a refusal.
    pub comment: String,
    /// The conditions; some exactly when the verdict is to approve with conditions.
    pub conditions: Vec<Stated>,
    /// Answers and decision point different ways: which the approver has to confirm.
    pub doubt: Option<Doubt>,
}

/// Answers and decision that can both be meant, but rarely are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No ask is refused, and the decision is not to approve.
    AgreedButNotApproved(Verdict),
}

impl Doubt {
    /// The question to the approver.
    #[must_use]
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

/// What stops answers from being decided on. Places count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// An ask has no answer.
    Unanswered(usize),
    /// There is no overall decision.
    NoVerdict,
    /// Approving needs every ask agreed to, and these are not.
    ApproveWithoutAgreeing(Verdict, Vec<usize>),
    /// These asks are agreed to with a condition, and the decision is to approve without any.
    PlainApproval(Vec<usize>),
    /// This many conditions are stated, and the decision takes none.
    ConditionsNotTaken(Verdict, usize),
    /// The decision is to approve with conditions, and none is stated.
    NoConditions,
    /// An ask is agreed to with a condition, and no condition is about it.
    ConditionUnstated(usize),
    /// A condition, by its place, is about an ask that was agreed to as it is.
    ConditionOnPlainAsk(usize, usize),
    /// A condition is not complete.
    Condition(usize, Lack),
    /// A refusal needs a comment.
    NoComment(Verdict),
    /// The comment is longer than [`LONGEST_COMMENT`].
    CommentTooLong,
}

/// What a condition lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It says nothing.
    Text,
    /// It does not say what would show that it is met.
    Evidence,
    /// Text or evidence is longer than [`Wanted::LONGEST`].
    Short,
    /// Nobody owns it, or somebody who is not in the pilot.
    Owner,
    /// It has no due day.
    Due,
    /// Its due day has passed.
    Future,
    /// It is due on the day of the readout or later.
    BeforeReadout,
    /// It is about an ask that is not there.
    Ask,
}

fn numbers(places: &[usize]) -> String {
    let numbers: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
    let asks = if numbers.len() == 1 { "ask" } else { "asks" };
    format!("{asks} {}", numbers.join(" and "))
}

impl std::fmt::Display for Objection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unanswered(place) => write!(f, "Answer ask {}.", place + 1),
            Self::NoVerdict => f.write_str("Choose your decision."),
            Self::ApproveWithoutAgreeing(verdict, places) => write!(
                f,
                "You chose “{}” but do not agree to {}. Change one or the other.",
                verdict.label(),
                numbers(places)
            ),
            Self::PlainApproval(places) => write!(
                f,
                "You agreed to {} with a condition but chose “Approve”. Choose “Approve with conditions”, or agree as it is.",
                numbers(places)
            ),
            Self::ConditionsNotTaken(Verdict::Approve, _) => f.write_str(
                "You stated conditions but chose “Approve”. Choose “Approve with conditions”, or clear the conditions.",
            ),
            Self::ConditionsNotTaken(verdict, _) => write!(
                f,
                "You stated conditions but chose “{}”, which takes none. Move them into the comment, or choose “Approve with conditions”.",
                verdict.label()
            ),
            Self::NoConditions => {
                f.write_str("You chose “Approve with conditions” but stated none. State one, or choose “Approve”.")
            }
            Self::ConditionUnstated(place) => write!(
                f,
                "You agreed to ask {} with a condition. State it below, and say that it is about ask {}.",
                place + 1,
                place + 1
            ),
            Self::ConditionOnPlainAsk(condition, ask) => write!(
                f,
                "Condition {} is about ask {}, which you did not agree to with a condition. Change one or the other.",
                condition + 1,
                ask + 1
            ),
            Self::Condition(place, lack) => {
                let n = place + 1;
                match lack {
                    Lack::Text => write!(f, "Say what condition {n} is."),
                    Lack::Evidence => write!(f, "Say what shows that condition {n} is met."),
                    Lack::Short => write!(f, "Use at most {} characters in condition {n}.", Wanted::LONGEST),
                    Lack::Owner => write!(f, "Choose who owns condition {n}, out of the people of the pilot."),
                    Lack::Due => write!(f, "Enter the day condition {n} is due."),
                    Lack::Future => write!(f, "The day condition {n} is due has passed. Choose a later one."),
                    Lack::BeforeReadout => write!(
                        f,
                        "Condition {n} has to be closed before the pilot starts. Choose a day before the readout."
                    ),
                    Lack::Ask => write!(f, "Choose what condition {n} is about."),
                }
            }
            Self::NoComment(Verdict::Decline) => f.write_str("Say why you decline."),
            Self::NoComment(_) => f.write_str("Say what would change your mind."),
            Self::CommentTooLong => write!(f, "Use at most {LONGEST_COMMENT} characters."),
        }
    }
}

impl Answers {
    /// Whether these answers can be decided on.
    ///
    /// # Errors
    /// Every [`Objection`], in page order.
    pub fn check(&self, bounds: &Bounds<'_>) -> Result<Checked, Vec<Objection>> {
        let answers: Vec<Option<Answer>> = (0..bounds.asks)
            .map(|place| self.asks.get(place).copied().flatten())
            .collect();
        let places = |wanted: Option<Answer>| -> Vec<usize> {
            let with_place = answers.iter().enumerate();
            with_place
                .filter(|(_, answer)| **answer == wanted)
                .map(|(place, _)| place)
                .collect()
        };
        let refused = places(Some(Answer::DoNotAgree));
        let conditional = places(Some(Answer::AgreeWithCondition));
        let mut objections: Vec<Objection> = places(None).into_iter().map(Objection::Unanswered).collect();
        let mut conditions = Vec::new();
        match self.verdict {
            None => objections.push(Objection::NoVerdict),
            Some(verdict) => {
                if verdict.approves() && !refused.is_empty() {
                    objections.push(Objection::ApproveWithoutAgreeing(verdict, refused.clone()));
                }
                if verdict == Verdict::Approve && !conditional.is_empty() {
                    objections.push(Objection::PlainApproval(conditional.clone()));
                }
                if verdict == Verdict::ApproveWithConditions {
                    self.conditions(bounds, &conditional, &mut objections, &mut conditions);
                } else if !self.conditions.is_empty() {
                    objections.push(Objection::ConditionsNotTaken(verdict, self.conditions.len()));
                }
                if !verdict.approves() && self.comment.trim().is_empty() {
                    objections.push(Objection::NoComment(verdict));
                }
            }
        }
        if self.comment.chars().count() > LONGEST_COMMENT {
            objections.push(Objection::CommentTooLong);
        }
        match (objections.is_empty(), self.verdict) {
            (true, Some(verdict)) => Ok(Checked {
                asks: answers.into_iter().flatten().collect(),
                verdict,
                comment: self.comment.trim().to_owned(),
                conditions,
                doubt: (refused.is_empty() && !verdict.approves()).then_some(Doubt::AgreedButNotApproved(verdict)),
            }),
            _ => Err(objections),
        }
    }

    fn conditions(
        &self,
        bounds: &Bounds<'_>,
        conditional: &[usize],
        objections: &mut Vec<Objection>,
        stated: &mut Vec<Stated>,
    ) {
        if self.conditions.is_empty() {
            objections.push(Objection::NoConditions);
            return;
        }
        for (place, wanted) in self.conditions.iter().enumerate() {
            match wanted.complete(bounds) {
                Ok(condition) => stated.push(condition),
                Err(lacks) => objections.extend(lacks.into_iter().map(|lack| Objection::Condition(place, lack))),
            }
            if let Some(ask) = wanted
                .ask
                .filter(|ask| *ask < bounds.asks && !conditional.contains(ask))
            {
                objections.push(Objection::ConditionOnPlainAsk(place, ask));
            }
        }
        let about = |ask: usize| self.conditions.iter().any(|wanted| wanted.ask == Some(ask));
        let unstated = conditional.iter().copied().filter(|ask| !about(*ask));
        objections.extend(unstated.map(Objection::ConditionUnstated));
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

#[cfg(test)]
mod tests {
    use super::*;

    const YES: Option<Answer> = Some(Answer::Agree);
    const IF: Option<Answer> = Some(Answer::AgreeWithCondition);
    const NO: Option<Answer> = Some(Answer::DoNotAgree);

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn bounds(asks: usize) -> Bounds<'static> {
        Bounds {
            asks,
            members: &[PersonId(1), PersonId(2)],
            today: day("2026-03-02"),
            readout: day("2026-04-03"),
        }
    }

    fn wanted(ask: Option<usize>) -> Wanted {
        Wanted {
            text: "Freeze the schema first".to_owned(),
            evidence: "A link to the note".to_owned(),
            owner: Some(PersonId(1)),
            due_on: Some(day("2026-03-02")),
            ask,
        }
    }

    fn answers(asks: [Option<Answer>; 4], verdict: Option<Verdict>, comment: &str) -> Answers {
        Answers {
            asks: asks.to_vec(),
            verdict,
            comment: comment.to_owned(),
            conditions: Vec::new(),
        }
    }

    fn with(mut answers: Answers, conditions: &[Wanted]) -> Answers {
        answers.conditions = conditions.to_vec();
        answers
    }

    #[test]
    fn contradictions_are_caught() {
        use Verdict::{Approve, ApproveWithConditions, Decline, RequestChanges};
        let whole = wanted(None);
        for (given, expected) in [
            (
                answers([YES, None, YES, None], Some(Approve), ""),
                vec![Objection::Unanswered(1), Objection::Unanswered(3)],
            ),
            (answers([YES; 4], None, ""), vec![Objection::NoVerdict]),
            (
                answers([YES, NO, YES, NO], Some(Approve), ""),
                vec![Objection::ApproveWithoutAgreeing(Approve, vec![1, 3])],
            ),
            (
                answers([YES, IF, YES, YES], Some(Approve), ""),
                vec![Objection::PlainApproval(vec![1])],
            ),
            (
                with(answers([YES; 4], Some(Approve), ""), std::slice::from_ref(&whole)),
                vec![Objection::ConditionsNotTaken(Approve, 1)],
            ),
            (
                answers([YES; 4], Some(ApproveWithConditions), ""),
                vec![Objection::NoConditions],
            ),
            (
                with(
                    answers([YES, IF, YES, IF], Some(ApproveWithConditions), ""),
                    &[wanted(Some(1))],
                ),
                vec![Objection::ConditionUnstated(3)],
            ),
            (
                with(answers([YES; 4], Some(ApproveWithConditions), ""), &[wanted(Some(2))]),
                vec![Objection::ConditionOnPlainAsk(0, 2)],
            ),
            (
                with(
                    answers([YES, NO, YES, YES], Some(ApproveWithConditions), ""),
                    std::slice::from_ref(&whole),
                ),
                vec![Objection::ApproveWithoutAgreeing(ApproveWithConditions, vec![1])],
            ),
            (
                with(answers([NO; 4], Some(Decline), "No."), &[whole]),
                vec![Objection::ConditionsNotTaken(Decline, 1)],
            ),
            (
                answers([YES, NO, YES, YES], Some(RequestChanges), " \n"),
                vec![Objection::NoComment(RequestChanges)],
            ),
            (answers([NO; 4], Some(Decline), ""), vec![Objection::NoComment(Decline)]),
            (
                answers([None; 4], None, ""),
                vec![
                    Objection::Unanswered(0),
                    Objection::Unanswered(1),
                    Objection::Unanswered(2),
                    Objection::Unanswered(3),
                    Objection::NoVerdict,
                ],
            ),
        ] {
            assert_eq!(given.check(&bounds(4)).unwrap_err(), expected, "{given:?}");
        }
    }

    #[test]
    fn each_thing_a_condition_lacks_is_named() {
        let lacks = |change: fn(&mut Wanted)| {
            let mut one = wanted(None);
            change(&mut one);
            let given = with(answers([YES; 4], Some(Verdict::ApproveWithConditions), ""), &[one]);
            match given.check(&bounds(4)) {
                Ok(_) => Vec::new(),
                Err(objections) => objections
                    .into_iter()
                    .map(|objection| match objection {
                        Objection::Condition(0, lack) => lack,
                        other => panic!("{other:?}"),
                    })
                    .collect::<Vec<_>>(),
            }
        };
        assert_eq!(lacks(|_| {}), []);
        assert_eq!(lacks(|w| w.text = " ".to_owned()), [Lack::Text]);
        assert_eq!(lacks(|w| w.evidence = String::new()), [Lack::Evidence]);
        assert_eq!(lacks(|w| w.text = "é".repeat(1001)), [Lack::Short]);
        assert_eq!(lacks(|w| w.text = "é".repeat(1000)), []);
        assert_eq!(lacks(|w| w.owner = None), [Lack::Owner]);
        assert_eq!(lacks(|w| w.owner = Some(PersonId(3))), [Lack::Owner]);
        assert_eq!(lacks(|w| w.due_on = None), [Lack::Due]);
        assert_eq!(lacks(|w| w.due_on = Some(day("2026-03-01"))), [Lack::Future]);
        assert_eq!(lacks(|w| w.due_on = Some(day("2026-04-02"))), []);
        assert_eq!(lacks(|w| w.due_on = Some(day("2026-04-03"))), [Lack::BeforeReadout]);
        assert_eq!(lacks(|w| w.ask = Some(4)), [Lack::Ask]);
        assert_eq!(
            lacks(|w| {
                w.text = String::new();
                w.owner = None;
            }),
            [Lack::Text, Lack::Owner]
        );
    }

    #[test]
    fn agreeing_to_all_and_not_approving_asks_back() {
        let doubt = |verdict| Some(Doubt::AgreedButNotApproved(verdict));
        for (given, expected) in [
            (answers([YES; 4], Some(Verdict::Approve), ""), None),
            (answers([YES; 4], Some(Verdict::Approve), "Good luck."), None),
            (
                answers([YES; 4], Some(Verdict::RequestChanges), "Shorter."),
                doubt(Verdict::RequestChanges),
            ),
            (
                answers([YES; 4], Some(Verdict::Decline), "Not now."),
                doubt(Verdict::Decline),
            ),
            (
                answers([YES, IF, YES, YES], Some(Verdict::Decline), "Not now."),
                doubt(Verdict::Decline),
            ),
            (
                answers([YES, NO, YES, YES], Some(Verdict::RequestChanges), "One hour."),
                None,
            ),
            (answers([NO; 4], Some(Verdict::Decline), "Not now."), None),
            (
                with(
                    answers([YES; 4], Some(Verdict::ApproveWithConditions), ""),
                    &[wanted(None)],
                ),
                None,
            ),
        ] {
            let checked = given.check(&bounds(4)).expect("fits");
            assert_eq!((checked.doubt, Some(checked.verdict)), (expected, given.verdict));
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
        assert!(three.check(&bounds(3)).is_ok());
        assert_eq!(three.check(&bounds(5)).unwrap_err()[0], Objection::Unanswered(4));
    }

    #[test]
    fn a_long_comment_is_refused_by_its_characters() {
        let long = "é".repeat(LONGEST_COMMENT);
        let given = answers([YES; 4], Some(Verdict::Approve), &long);
        assert!(given.check(&bounds(4)).is_ok());
        assert_eq!(
            answers([YES; 4], Some(Verdict::Approve), &format!("{long}é")).check(&bounds(4)),
            Err(vec![Objection::CommentTooLong])
        );
    }

    #[test]
    fn answers_kept_before_there_were_conditions_still_read() {
        let old = r#"{"asks":["agree",null],"verdict":"approve","comment":"Yes."}"#;
        let read: Answers = serde_json::from_str(old).expect("reads");
        assert_eq!(read.asks, [YES, None]);
        assert!(read.conditions.is_empty());
    }
}
