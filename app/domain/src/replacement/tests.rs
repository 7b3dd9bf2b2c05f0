use proptest::prelude::*;

use super::*;
use crate::person::Membership;

const LEE: PersonId = PersonId(5);
const KIM: PersonId = PersonId(6);
const NELL: PersonId = PersonId(7);
const OLE: PersonId = PersonId(8);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn change(arm: Arm, former: PersonId, successor: PersonId, on: DateTime<Utc>) -> Replacement {
    Replacement {
        arm,
        former,
        former_name: format!("Person {former}"),
        successor,
        successor_name: format!("Person {successor}"),
        reason: "Parental leave".to_owned(),
        at: on,
    }
}

#[test]
fn only_an_observer_who_is_nothing_else_takes_over() {
    let standing = |roles: &[(Role, Option<Arm>)], deputy| Standing {
        person: NELL,
        site_admin: true,
        memberships: roles.iter().map(|&(role, arm)| Membership { role, arm }).collect(),
        deputy,
    };
    let new = Some(Arm::NewModel);
    for (roles, deputy, expected) in [
        (&[(Role::Observer, None)][..], false, Ok(())),
        (&[], false, Err(Cannot::HasAPart)),
        (&[(Role::Sponsor, None)], false, Err(Cannot::HasAPart)),
        (&[(Role::Approver, None)], false, Err(Cannot::HasAPart)),
        (&[(Role::Dri, new)], false, Err(Cannot::HasAPart)),
        (
            &[(Role::Observer, None), (Role::Dri, new)],
            false,
            Err(Cannot::HasAPart),
        ),
        (
            &[(Role::Observer, None), (Role::PilotPm, new)],
            false,
            Err(Cannot::HasAPart),
        ),
        (&[(Role::Observer, None)], true, Err(Cannot::StandsIn)),
    ] {
        assert_eq!(may_take_over(&standing(roles, deputy)), expected, "{roles:?} {deputy}");
    }
}

#[test]
fn a_seat_is_one_persons_at_each_moment_and_a_week_is_of_whoever_has_it_at_its_end() {
    let (first, second) = (at("2026-03-11T10:00:00Z"), at("2026-03-22T23:00:00Z"));
    let bound = [
        change(Arm::NewModel, LEE, NELL, first),
        change(Arm::NewModel, NELL, OLE, second),
    ];
    let today = [(Arm::NewModel, OLE), (Arm::OldModel, KIM)];
    let tenures = tenures(&today, &bound);
    let tenure = |person, since, until| Tenure { person, since, until };
    assert_eq!(
        tenures,
        [
            tenure(LEE, None, Some(first)),
            tenure(NELL, Some(first), Some(second)),
            tenure(OLE, Some(second), None),
            tenure(KIM, None, None),
        ]
    );
    // Weeks in Berlin end on Sundays at 23:00 UTC, the last one on 29 March an hour earlier. The third ends as Ole takes over.
    let weeks: Vec<SurveyWeek> = (1..=4)
        .map(|number| crate::calendar::survey_week(at("2026-03-02T08:00:00Z"), chrono_tz::Europe::Berlin, number, None))
        .collect();
    let theirs = |person: PersonId| -> Vec<u8> {
        let of = tenures.iter().filter(|tenure| tenure.person == person);
        of.flat_map(|tenure| weeks.iter().filter(|week| tenure.has(week)).map(|week| week.number))
            .collect()
    };
    assert_eq!(theirs(LEE), [1]);
    assert_eq!(theirs(NELL), [2]);
    assert_eq!(theirs(OLE), [3, 4]);
    assert_eq!(theirs(KIM), [1, 2, 3, 4]);
    for (person, has_it) in [(LEE, OLE), (NELL, OLE), (OLE, OLE), (KIM, KIM)] {
        assert_eq!(successor(&bound, Arm::NewModel, person), has_it, "{person}");
    }
    assert_eq!(successor(&bound, Arm::OldModel, LEE), LEE);
}

#[test]
fn somebody_who_comes_back_has_the_seat_twice() {
    let (gone, back) = (at("2026-03-10T09:00:00Z"), at("2026-03-20T09:00:00Z"));
    let bound = [
        change(Arm::OldModel, LEE, NELL, gone),
        change(Arm::OldModel, NELL, LEE, back),
    ];
    let tenures = tenures(&[(Arm::OldModel, LEE)], &bound);
    let people: Vec<PersonId> = tenures.iter().map(|tenure| tenure.person).collect();
    assert_eq!(people, [LEE, NELL, LEE]);
    assert_eq!(successor(&bound, Arm::OldModel, LEE), LEE);
    assert_eq!(successor(&bound, Arm::OldModel, NELL), LEE);
}

#[test]
fn what_became_of_it_is_one_sentence() {
    let said = change(Arm::OldModel, LEE, NELL, at("2026-03-10T09:00:00Z")).sentence();
    assert_eq!(
        said,
        "The engineering DRI of the old model changed from Person 5 to Person 7"
    );
}

proptest! {
    /// Whatever changes hands in whatever arm, each moment of each seat is in exactly one tenure of that seat.
    #[test]
    fn each_moment_of_a_seat_is_in_one_tenure(
        changes in proptest::collection::vec((any::<bool>(), 0_i64..50), 0..8),
        moment in 0_i64..400,
    ) {
        let begun = at("2026-03-02T08:00:00Z");
        let later = |hours: i64| begun + chrono::TimeDelta::hours(hours);
        let (mut hour, mut holders, mut bound) = (0, [PersonId(1), PersonId(2)], Vec::new());
        for (next, (new, wait)) in (3..).zip(changes) {
            hour += wait;
            let (arm, seat) = if new { (Arm::NewModel, 0) } else { (Arm::OldModel, 1) };
            bound.push(change(arm, holders[seat], PersonId(next), later(hour)));
            holders[seat] = PersonId(next);
        }
        for (arm, person) in [(Arm::NewModel, holders[0]), (Arm::OldModel, holders[1])] {
            let seat = tenures(&[(arm, person)], &bound);
            let there = seat.iter().filter(|tenure| tenure.covers(later(moment))).count();
            prop_assert_eq!(there, 1, "{:?}", seat);
            prop_assert_eq!(successor(&bound, arm, seat[0].person), person);
        }
    }
}
