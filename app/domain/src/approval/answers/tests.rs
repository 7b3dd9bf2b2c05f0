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
            answers([YES, IF, YES, IF], Some(ApproveWithConditions), ""),
            vec![Objection::ConditionUnstated(1), Objection::ConditionUnstated(3)],
        ),
        (
            with(answers([YES; 4], Some(ApproveWithConditions), ""), &[wanted(Some(2))]),
            vec![Objection::ConditionOnPlainAsk(0, 2)],
        ),
        // What has no answer is not also said to have another one.
        (
            with(
                answers([YES, YES, None, YES], Some(ApproveWithConditions), ""),
                &[wanted(Some(2))],
            ),
            vec![Objection::Unanswered(2)],
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
    assert_eq!(lacks(|w| w.evidence = String::new()), []);
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

#[test]
fn conditions_are_stated_as_they_were_wanted_without_the_spaces_around_them() {
    let spaced = Wanted {
        text: " Freeze the schema first\n".to_owned(),
        ..wanted(Some(1))
    };
    let given = with(
        answers([YES, IF, YES, YES], Some(Verdict::ApproveWithConditions), ""),
        &[spaced],
    );
    assert_eq!(
        given.check(&bounds(4)).expect("fits").conditions,
        [Stated {
            text: "Freeze the schema first".to_owned(),
            evidence: "A link to the note".to_owned(),
            owner: PersonId(1),
            due_on: day("2026-03-02"),
            ask: Some(1),
        }]
    );
}

#[test]
fn objections_name_asks_and_conditions_as_people_count_them() {
    use Objection::{
        ApproveWithoutAgreeing, Condition, ConditionOnPlainAsk, ConditionUnstated, PlainApproval, Unanswered,
    };
    for (objection, sentence) in [
        (Unanswered(1), "Answer ask 2."),
        (
            ApproveWithoutAgreeing(Verdict::Approve, vec![1]),
            "You chose “Approve” but do not agree to ask 2. Change one or the other.",
        ),
        (
            ApproveWithoutAgreeing(Verdict::Approve, vec![0, 2]),
            "You chose “Approve” but do not agree to asks 1 and 3. Change one or the other.",
        ),
        (
            PlainApproval(vec![0, 1, 3]),
            "You agreed to asks 1, 2 and 4 with a condition but chose “Approve”. Choose “Approve with conditions”, or agree \
             as it is.",
        ),
        (
            ConditionUnstated(2),
            "You agreed to ask 3 with a condition. State it there.",
        ),
        (
            ConditionOnPlainAsk(0, 2),
            "You stated condition 1 on ask 3, and did not answer it with “Agree with a condition”. Change one or the other.",
        ),
        (Condition(1, Lack::Text), "Say what condition 2 is."),
        (Condition(0, Lack::Due), "Enter the day condition 1 is due."),
    ] {
        assert_eq!(objection.to_string(), sentence);
    }
}
