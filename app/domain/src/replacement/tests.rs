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
        post: Post::Dri,
        arm,
        former,
        former_name: format!("Person {former}"),
        successor,
        successor_name: format!("Person {successor}"),
        reason: "Parental leave".to_owned(),
        at: on,
        former_login: String::new(),
        login: String::new(),
    }
}

fn of_pm(arm: Arm, former: PersonId, successor: PersonId, on: DateTime<Utc>) -> Replacement {
    Replacement {
        post: Post::PilotPm,
        former_login: format!("person-{former}"),
        login: format!("person-{successor}"),
        ..change(arm, former, successor, on)
    }
}

#[test]
fn only_an_observer_who_is_nothing_else_takes_over() {
    let standing = |roles: &[(Role, Option<Arm>)], deputy| Standing {
        person: NELL,
        site_admin: true,
        memberships: roles.iter().map(|&(role, arm)| Membership { role, arm }).collect(),
        deputy,
        was_pm: false,
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
        let standing = standing(roles, deputy);
        for post in Post::ALL {
            assert_eq!(
                may_take_over(&standing, (post, Arm::NewModel, LEE), &[]),
                expected,
                "{roles:?} {deputy} {post:?}"
            );
        }
        assert_eq!(may_take_over_something(&standing), expected, "{roles:?} {deputy}");
    }
}

#[test]
fn whoever_had_a_seat_takes_over_nothing_but_that_one() {
    let nell = Standing {
        person: NELL,
        site_admin: false,
        memberships: vec![Membership {
            role: Role::Observer,
            arm: None,
        }],
        deputy: false,
        was_pm: true,
    };
    let bound = [of_pm(Arm::NewModel, NELL, OLE, at("2026-03-11T10:00:00Z"))];
    for (post, arm, former, expected) in [
        // Back to what was theirs.
        (Post::PilotPm, Arm::NewModel, OLE, Ok(())),
        // That of another pilot PM of the arm, one person in both arms, and whoever would review what they shipped.
        (Post::PilotPm, Arm::NewModel, LEE, Err(Cannot::HadAnother)),
        (Post::PilotPm, Arm::OldModel, KIM, Err(Cannot::HadAnother)),
        (Post::Dri, Arm::NewModel, OLE, Err(Cannot::HadAnother)),
        (Post::Dri, Arm::OldModel, KIM, Err(Cannot::HadAnother)),
    ] {
        let may = may_take_over(&nell, (post, arm, former), &bound);
        assert_eq!(may, expected, "{post:?} {arm:?} {former}");
    }
}

#[test]
fn whoever_was_a_pilot_pm_from_the_start_and_comes_back_did_not_take_over() {
    let (gone, back) = (at("2026-03-10T09:00:00Z"), at("2026-03-20T09:00:00Z"));
    let bound = [
        of_pm(Arm::NewModel, LEE, NELL, gone),
        change(Arm::OldModel, KIM, OLE, gone),
        of_pm(Arm::NewModel, NELL, LEE, back),
    ];
    for (person, expected) in [(LEE, false), (NELL, true), (KIM, false), (OLE, false)] {
        assert_eq!(took_over(&bound, person), expected, "{person}");
    }
}

#[test]
fn the_logins_of_an_arm_are_those_of_its_pilot_pms_today() {
    let (first, second) = (at("2026-03-11T10:00:00Z"), at("2026-03-12T10:00:00Z"));
    let renamed = |former: &str, login: &str, change| Replacement {
        former_login: former.to_owned(),
        login: login.to_owned(),
        ..change
    };
    let bound = [
        renamed("Mira", "nell", of_pm(Arm::NewModel, LEE, NELL, first)),
        renamed("jonas", "ines", of_pm(Arm::OldModel, KIM, PersonId(9), first)),
        renamed("nell", "ole", of_pm(Arm::NewModel, NELL, OLE, second)),
    ];
    assert_eq!(logins(&["mira", "omar"], Arm::NewModel, &[]), ["mira", "omar"]);
    assert_eq!(logins(&["mira", "omar"], Arm::NewModel, &bound[..1]), ["omar", "nell"]);
    assert_eq!(logins(&["mira", "omar"], Arm::NewModel, &bound), ["omar", "ole"]);
    assert_eq!(logins(&["jonas", ""], Arm::OldModel, &bound), ["ines"]);
}

#[test]
fn a_seat_is_one_persons_at_each_moment_and_a_week_is_of_whoever_has_it_at_its_end() {
    let (first, second) = (at("2026-03-11T10:00:00Z"), at("2026-03-22T23:00:00Z"));
    let bound = [
        change(Arm::NewModel, LEE, NELL, first),
        change(Arm::NewModel, NELL, OLE, second),
    ];
    let today = [(Arm::NewModel, OLE), (Arm::OldModel, KIM)];
    let tenures = tenures(Post::Dri, &today, &bound);
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
        of.flat_map(|tenure| weeks.iter().filter(|week| tenure.logs(week)).map(|week| week.number))
            .collect()
    };
    assert_eq!(theirs(LEE), [1]);
    assert_eq!(theirs(NELL), [2]);
    assert_eq!(theirs(OLE), [3, 4]);
    assert_eq!(theirs(KIM), [1, 2, 3, 4]);
    let new = (Post::Dri, Arm::NewModel);
    for (person, has_it) in [(LEE, OLE), (NELL, OLE), (OLE, OLE), (KIM, KIM)] {
        assert_eq!(successor(&bound, new, (person, first)), has_it, "{person}");
    }
    assert_eq!(successor(&bound, (Post::Dri, Arm::OldModel), (LEE, first)), LEE);
    assert_eq!(successor(&bound, (Post::PilotPm, Arm::NewModel), (LEE, first)), LEE);
}

#[test]
fn somebody_who_comes_back_has_the_seat_twice() {
    let (gone, back) = (at("2026-03-10T09:00:00Z"), at("2026-03-20T09:00:00Z"));
    let bound = [
        change(Arm::OldModel, LEE, NELL, gone),
        change(Arm::OldModel, NELL, LEE, back),
    ];
    let tenures = tenures(Post::Dri, &[(Arm::OldModel, LEE)], &bound);
    let people: Vec<PersonId> = tenures.iter().map(|tenure| tenure.person).collect();
    assert_eq!(people, [LEE, NELL, LEE]);
    let old = (Post::Dri, Arm::OldModel);
    assert_eq!(successor(&bound, old, (LEE, gone)), LEE);
    assert_eq!(successor(&bound, old, (NELL, gone)), LEE);
}

/// Four weeks in Berlin from Monday, 2 March 2026, whose question is open from Fridays at noon to the end of Sundays: from 11:00 to
/// 23:00 UTC, on the last one, where the clocks go forward on Sunday, 29 March at 01:00 UTC, until 22:00.
fn asked_weeks() -> Vec<SurveyWeek> {
    let fridays = Some(crate::calendar::Window::USUAL);
    (1..=4)
        .map(|number| {
            crate::calendar::survey_week(at("2026-03-02T08:00:00Z"), chrono_tz::Europe::Berlin, number, fridays)
        })
        .collect()
}

#[test]
fn the_question_of_a_week_is_of_whoever_was_the_pilot_pm_when_it_opened() {
    let weeks = asked_weeks();
    assert_eq!(weeks[0].opens_at, at("2026-03-06T11:00:00Z"));
    assert_eq!(weeks[3].closes_at, at("2026-03-29T22:00:00Z"));
    let asked = |bound: &[Replacement], today: PersonId, person: PersonId| -> Vec<u8> {
        let over_time = post_over_time(Post::PilotPm, (Arm::NewModel, today), bound);
        let theirs = over_time.iter().filter(|tenure| tenure.person == person);
        theirs
            .flat_map(|tenure| weeks.iter().filter(|week| tenure.answers(week)).map(|week| week.number))
            .collect()
    };
    for (when, lee, nell) in [
        // Before the end of week one: its question comes on Friday.
        ("2026-03-04T10:00:00Z", &[][..], &[1, 2, 3, 4][..]),
        // As the question of the first week opens, to the second.
        ("2026-03-06T10:59:59Z", &[], &[1, 2, 3, 4]),
        ("2026-03-06T11:00:00Z", &[], &[1, 2, 3, 4]),
        ("2026-03-06T11:00:01Z", &[1], &[2, 3, 4]),
        // In the middle of a week.
        ("2026-03-11T10:00:00Z", &[1], &[2, 3, 4]),
        // On the day on which a week closes, while it is open: it was put to Lee, and so it stays.
        ("2026-03-15T12:00:00Z", &[1, 2], &[3, 4]),
        ("2026-03-15T23:00:00Z", &[1, 2], &[3, 4]),
        // On the day on which the clocks go forward, before and after they do.
        ("2026-03-29T00:30:00Z", &[1, 2, 3, 4], &[]),
        ("2026-03-29T01:30:00Z", &[1, 2, 3, 4], &[]),
        // After the last week.
        ("2026-04-01T09:00:00Z", &[1, 2, 3, 4], &[]),
    ] {
        let bound = [of_pm(Arm::NewModel, LEE, NELL, at(when))];
        assert_eq!(asked(&bound, NELL, LEE), lee, "{when}");
        assert_eq!(asked(&bound, NELL, NELL), nell, "{when}");
    }
    // Twice in one arm, the second time on the day after the first question, and in the other arm meanwhile.
    let bound = [
        of_pm(Arm::NewModel, LEE, NELL, at("2026-03-04T10:00:00Z")),
        of_pm(Arm::OldModel, KIM, PersonId(9), at("2026-03-05T10:00:00Z")),
        of_pm(Arm::NewModel, NELL, OLE, at("2026-03-07T10:00:00Z")),
    ];
    assert_eq!(asked(&bound, OLE, LEE), &[] as &[u8]);
    assert_eq!(asked(&bound, OLE, NELL), [1]);
    assert_eq!(asked(&bound, OLE, OLE), [2, 3, 4]);
}

#[test]
fn a_word_is_of_the_seat_its_speaker_had_when_they_gave_it() {
    // Nell took over from Lee, was replaced by Ole, and came back in the place of Kim: an arm with two pilot PMs.
    let (first, second, third) = (
        at("2026-03-04T10:00:00Z"),
        at("2026-03-11T10:00:00Z"),
        at("2026-03-18T10:00:00Z"),
    );
    let bound = [
        of_pm(Arm::NewModel, LEE, NELL, first),
        of_pm(Arm::NewModel, NELL, OLE, second),
        of_pm(Arm::NewModel, KIM, NELL, third),
    ];
    let post = (Post::PilotPm, Arm::NewModel);
    assert_eq!(successor(&bound, post, (NELL, at("2026-03-05T09:00:00Z"))), OLE);
    assert_eq!(successor(&bound, post, (NELL, at("2026-03-19T09:00:00Z"))), NELL);
    assert_eq!(successor(&bound, post, (KIM, at("2026-03-05T09:00:00Z"))), NELL);
    let whose = |today| -> Vec<PersonId> {
        let over_time = post_over_time(Post::PilotPm, (Arm::NewModel, today), &bound);
        over_time.iter().map(|tenure| tenure.person).collect()
    };
    assert_eq!(whose(OLE), [LEE, NELL, OLE]);
    assert_eq!(whose(NELL), [KIM, NELL]);
}

#[test]
fn what_was_recorded_of_dris_before_reads_and_is_written_as_it_was() {
    let old = r#"{"arm":"new_model","former":5,"former_name":"Lee","successor":7,"successor_name":"Nell","reason":"Leave","at":"2026-03-11T10:00:00Z"}"#;
    let read: Replacement = serde_json::from_str(old).unwrap();
    assert_eq!((read.post, read.login.as_str()), (Post::Dri, ""));
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
    for post in Post::ALL {
        assert_eq!(Post::parse(post.as_str()), Some(post));
    }
    for word in ["", "sponsor", "observer", "PilotPm"] {
        assert_eq!(Post::parse(word), None, "{word}");
    }
}

#[test]
fn what_became_of_it_is_one_sentence() {
    let said = change(Arm::OldModel, LEE, NELL, at("2026-03-10T09:00:00Z")).sentence();
    assert_eq!(
        said,
        "The engineering DRI of the old model changed from Person 5 to Person 7"
    );
    let said = of_pm(Arm::NewModel, LEE, NELL, at("2026-03-10T09:00:00Z")).sentence();
    assert_eq!(said, "The pilot PM of the new model changed from Person 5 to Person 7");
}

proptest! {
    /// Whatever changes hands in whatever arm, each moment of each post is in exactly one tenure of that post.
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
            let (arm, post) = if new { (Arm::NewModel, 0) } else { (Arm::OldModel, 1) };
            bound.push(change(arm, holders[post], PersonId(next), later(hour)));
            holders[post] = PersonId(next);
        }
        for (arm, person) in [(Arm::NewModel, holders[0]), (Arm::OldModel, holders[1])] {
            let post = tenures(Post::Dri, &[(arm, person)], &bound);
            prop_assert_eq!(post_over_time(Post::PilotPm, (arm, person), &bound), vec![Tenure::whole(person)]);
            let there = post.iter().filter(|tenure| tenure.covers(later(moment))).count();
            prop_assert_eq!(there, 1, "{:?}", post);
            prop_assert_eq!(successor(&bound, (Post::Dri, arm), (post[0].person, begun)), person);
        }
    }
}
