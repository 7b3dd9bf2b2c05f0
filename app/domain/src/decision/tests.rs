use super::*;

fn at(day: u32) -> DateTime<Utc> {
    format!("2026-03-{day:02}T12:00:00Z").parse().unwrap()
}

fn proposed(choice: Choice, reason: &str, pointed_to: Option<Choice>) -> Proposed<'_> {
    Proposed {
        choice,
        reason,
        pointed_to,
        frozen_at: at(30),
    }
}

#[test]
fn a_reason_is_needed_against_the_rule_and_without_it() {
    let ends = Some(at(29));
    let record = |choice, reason, pointed_to| record(Status::Readout, ends, proposed(choice, reason, pointed_to));
    assert_eq!(record(Choice::Iterate, "", Some(Choice::Iterate)), Ok(()));
    assert_eq!(
        record(Choice::Expand, " ", Some(Choice::Iterate)),
        Err(Objection::ReasonMissing)
    );
    assert_eq!(record(Choice::Expand, "Because", Some(Choice::Iterate)), Ok(()));
    assert_eq!(record(Choice::Iterate, "", None), Err(Objection::ReasonMissing));
    assert_eq!(record(Choice::Iterate, "Because", None), Ok(()));
}

#[test]
fn a_running_pilot_can_only_be_rolled_back_with_a_reason() {
    let running = |choice, reason| {
        record(
            Status::Running { week: 2 },
            Some(at(31)),
            proposed(choice, reason, Some(Choice::RollBack)),
        )
    };
    assert_eq!(running(Choice::RollBack, "Too many incidents"), Ok(()));
    assert_eq!(running(Choice::RollBack, ""), Err(Objection::ReasonMissing));
    assert_eq!(running(Choice::Iterate, "Because"), Err(Objection::StillRunning));
}

#[test]
fn nothing_is_decided_before_the_start_after_the_end_or_on_early_numbers() {
    let iterate = proposed(Choice::Iterate, "Because", Some(Choice::Iterate));
    assert_eq!(record(Status::Enrolling, None, iterate), Err(Objection::NotStarted));
    assert_eq!(
        record(Status::Decided(Choice::Iterate), Some(at(29)), iterate),
        Err(Objection::Decided)
    );
    assert_eq!(
        record(Status::Readout, Some(at(31)), iterate),
        Err(Objection::FrozenTooEarly)
    );
}

#[test]
fn only_the_other_side_confirms_and_twice_does_no_harm() {
    let mut table = OnTable {
        is_the_one_shown: true,
        recorded_by: PersonId(1),
        side: Side::Sponsor,
        confirmed: false,
    };
    assert_eq!(confirm(table, PersonId(1), Side::Sponsor), Err(Objection::OwnRecord));
    assert_eq!(confirm(table, PersonId(3), Side::Sponsor), Err(Objection::SameSide));
    assert_eq!(confirm(table, PersonId(2), Side::Approver), Ok(Confirmation::Decides));
    table.confirmed = true;
    assert_eq!(
        confirm(table, PersonId(2), Side::Approver),
        Ok(Confirmation::AlreadyMade)
    );
    table.is_the_one_shown = false;
    assert_eq!(confirm(table, PersonId(2), Side::Approver), Err(Objection::Decided));
    table.confirmed = false;
    assert_eq!(confirm(table, PersonId(2), Side::Approver), Err(Objection::Superseded));
}
