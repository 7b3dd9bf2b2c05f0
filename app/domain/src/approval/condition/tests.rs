use super::*;

const OWNER: Part = Part {
    owner: true,
    sponsor: false,
    approver: false,
    deputy: false,
};
const SPONSOR: Part = Part {
    owner: false,
    sponsor: true,
    ..OWNER
};
const APPROVER: Part = Part {
    owner: false,
    approver: true,
    ..OWNER
};
const DEPUTY: Part = Part {
    owner: false,
    deputy: true,
    ..OWNER
};

#[test]
fn steps_leave_a_condition_where_the_last_one_put_it() {
    use Step::{Close, Return, Submit};
    for (steps, expected) in [
        (&[][..], Progress::Open),
        (&[Submit], Progress::EvidenceIn),
        (&[Submit, Return], Progress::Returned),
        (&[Submit, Return, Submit], Progress::EvidenceIn),
        (&[Submit, Close], Progress::Closed),
        (&[Close], Progress::Closed),
    ] {
        assert_eq!(Progress::of(steps), expected, "{steps:?}");
    }
}

#[test]
fn who_takes_which_step_when() {
    use Obstacle::{Closed, NoEvidence, NotApprover, NotOwner, OwnEvidence};
    let owning_deputy = Part { deputy: true, ..OWNER };
    let owning_approver = Part {
        approver: true,
        ..OWNER
    };
    let nobody = Part { owner: false, ..OWNER };
    for (step, progress, part, expected) in [
        (Step::Submit, Progress::Open, OWNER, Ok(())),
        (Step::Submit, Progress::EvidenceIn, OWNER, Ok(())),
        (Step::Submit, Progress::Returned, SPONSOR, Ok(())),
        (Step::Submit, Progress::Open, APPROVER, Err(NotOwner)),
        (Step::Submit, Progress::Open, DEPUTY, Err(NotOwner)),
        (Step::Submit, Progress::Open, nobody, Err(NotOwner)),
        (Step::Submit, Progress::Closed, OWNER, Err(Closed)),
        (Step::Close, Progress::Open, APPROVER, Ok(())),
        (Step::Close, Progress::EvidenceIn, APPROVER, Ok(())),
        (Step::Close, Progress::EvidenceIn, DEPUTY, Ok(())),
        (Step::Close, Progress::EvidenceIn, owning_deputy, Err(OwnEvidence)),
        (Step::Close, Progress::EvidenceIn, owning_approver, Ok(())),
        (Step::Close, Progress::EvidenceIn, OWNER, Err(NotApprover)),
        (Step::Close, Progress::EvidenceIn, SPONSOR, Err(NotApprover)),
        (
            Step::Close,
            Progress::EvidenceIn,
            Part {
                deputy: true,
                ..SPONSOR
            },
            Err(NotApprover),
        ),
        (Step::Close, Progress::Closed, APPROVER, Err(Closed)),
        (Step::Return, Progress::EvidenceIn, APPROVER, Ok(())),
        (Step::Return, Progress::Open, APPROVER, Err(NoEvidence)),
        (Step::Return, Progress::Returned, DEPUTY, Err(NoEvidence)),
        (Step::Return, Progress::EvidenceIn, SPONSOR, Err(NotApprover)),
    ] {
        assert_eq!(
            may_take(step, progress, part),
            expected,
            "{step:?} {progress:?} {part:?}"
        );
    }
}

#[test]
fn a_prefilled_owner_and_day_alone_are_a_blank_row() {
    let blank = Wanted {
        owner: Some(PersonId(1)),
        due_on: "2026-03-02".parse().ok(),
        text: " ".to_owned(),
        ..Wanted::default()
    };
    assert!(blank.is_blank());
    let evidence = Wanted {
        evidence: "A link".to_owned(),
        ..blank
    };
    assert!(!evidence.is_blank());
}

#[test]
fn words_read_back() {
    for step in Step::ALL {
        assert_eq!(Step::parse(step.as_str()), Some(step));
    }
    assert_eq!(Step::parse("reopen"), None);
}
