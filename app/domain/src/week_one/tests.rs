use super::*;

fn tick(arm: Arm, item: u32, side: Side) -> Tick<&'static str> {
    let (by, of) = (side.as_str(), PersonId(1));
    Tick {
        arm,
        of,
        item,
        side,
        by,
    }
}

#[test]
fn an_activity_is_done_and_then_confirmed_per_pm() {
    let ticks = [
        tick(Arm::NewModel, 1, Side::PilotPm),
        tick(Arm::NewModel, 1, Side::Dri),
        tick(Arm::NewModel, 2, Side::PilotPm),
        tick(Arm::OldModel, 3, Side::Dri),
    ];
    let confirmed = Progress::Confirmed {
        done: "pilot_pm",
        confirmed: "dri",
    };
    assert_eq!(progress(&ticks, (Arm::NewModel, PersonId(1)), 1), Ok(confirmed));
    assert_eq!(
        progress(&ticks, (Arm::NewModel, PersonId(1)), 2),
        Ok(Progress::Done("pilot_pm"))
    );
    assert_eq!(progress(&ticks, (Arm::NewModel, PersonId(1)), 3), Ok(Progress::Open));
    assert_eq!(progress(&ticks, (Arm::OldModel, PersonId(1)), 1), Ok(Progress::Open));
    // What one PM of an arm did says nothing of another.
    assert_eq!(progress(&ticks, (Arm::NewModel, PersonId(2)), 1), Ok(Progress::Open));
    let impossible = progress(&ticks, (Arm::OldModel, PersonId(1)), 3).unwrap_err();
    assert_eq!(
        impossible.to_string(),
        "activity 3 of the old model was confirmed before it was done"
    );
}

#[test]
fn a_word_is_given_once_and_in_order() {
    let done = Progress::Done(());
    let confirmed = Progress::Confirmed {
        done: (),
        confirmed: (),
    };
    for (progress, side, expected) in [
        (&Progress::Open, Side::PilotPm, Ok(true)),
        (&Progress::Open, Side::Dri, Err(TickProblem::NotDone)),
        (&done, Side::PilotPm, Ok(false)),
        (&done, Side::Dri, Ok(true)),
        (&confirmed, Side::PilotPm, Ok(false)),
        (&confirmed, Side::Dri, Ok(false)),
    ] {
        assert_eq!(is_new(progress, side, 4, 4), expected);
        assert_eq!(is_new(progress, side, 5, 4), Err(TickProblem::NoSuchItem));
        assert_eq!(is_new(progress, side, 0, 4), Err(TickProblem::NoSuchItem));
    }
}
