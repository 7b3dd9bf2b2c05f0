use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn flip(on: bool, time: &str) -> Flip {
    let at = at(&format!("2026-03-10T{time}Z"));
    Flip { on, at }
}

#[test]
fn lengths_are_said_in_their_largest_units() {
    let table = [
        (-5, "0 s"),
        (0, "0 s"),
        (40, "40 s"),
        (59, "59 s"),
        (60, "1 min"),
        (100, "1 min 40 s"),
        (600, "10 min"),
        (659, "10 min"),
        (3_600, "1 h"),
        (3_660, "1 h 1 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 day"),
        (172_799, "1 day"),
        (172_800, "2 days"),
    ];
    for (seconds, said) in table {
        assert_eq!(length(TimeDelta::seconds(seconds)), said, "{seconds}");
    }
}

#[test]
fn a_rollback_says_how_soon_it_came() {
    let flips = [flip(true, "09:00:00"), flip(false, "09:00:40"), flip(true, "11:00:40")];
    assert_eq!(
        told(&flips),
        ["Turned on", "Turned off after 40 s", "Turned on again after 2 h"]
    );
    assert_eq!(told(&[]), [""; 0]);
    // Where one between was never told, no time is made up.
    assert_eq!(
        told(&[flip(true, "09:00:00"), flip(true, "10:00:00")]),
        ["Turned on", "Turned on"]
    );
}

#[test]
fn each_flip_turns_the_flag_the_other_way() {
    let flips = [flip(true, "09:00:00"), flip(false, "10:00:00")];
    let now = at("2026-03-10T12:00:00Z");
    let fits = |on, time| fits(&flips, flip(on, time), now);
    assert_eq!(fits(true, "11:00:00"), Ok(()));
    assert_eq!(fits(true, "12:05:00"), Ok(()));
    assert_eq!(
        fits(true, "12:05:01").unwrap_err(),
        "This is still to come. Record it once it has happened."
    );
    assert_eq!(fits(false, "11:00:00").unwrap_err(), "It was off already then.");
    assert_eq!(fits(true, "09:30:00").unwrap_err(), "It was on already then.");
    assert_eq!(
        fits(false, "08:00:00").unwrap_err(),
        "It was off already then: nothing turned it on before."
    );
    // Off at 9:30 would leave two in a row that turn it off.
    assert_eq!(
        fits(false, "09:30:00").unwrap_err(),
        "It was turned off later, and nothing turned it back between. Withdraw that first."
    );
    assert_eq!(
        fits(true, "08:00:00").unwrap_err(),
        "It was turned on later, and nothing turned it back between. Withdraw that first."
    );
    let ancient = Flip {
        on: true,
        at: at("1999-12-31T12:00:00Z"),
    };
    assert_eq!(
        super::fits(&[], ancient, now).unwrap_err(),
        "This is in no year from 2000 to 2100."
    );
    assert_eq!(
        super::fits(&[], flip(false, "09:00:00"), now).unwrap_err(),
        "It was off already then: nothing turned it on before."
    );
}
