use chrono::TimeDelta;

use super::*;
use crate::approval::{Filled, Outcome, Seat, Stated, Step, StepTaken, Verdict};
use crate::calendar::Moment;
use crate::comment::Asked;
use crate::feature::{Direction, PrimaryMetric};
use crate::ids::{ApprovalId, ApprovalRequestId, CommentThreadId, ConditionId, ZoneRemarkId};
use crate::person::{Arm, Membership, Role};
use crate::pilot::{Answer, Feature, Life, Run, SignedZone};
use crate::terms::{Statistic, Terms};
use crate::week_one;
use crate::zone::Signatory;
use crate::zone::remark::{RemarkKind, Turn};

const NEW: Option<Arm> = Some(Arm::NewModel);
const OLD: Option<Arm> = Some(Arm::OldModel);

/// Dana, Priya, Mira, Omar, Lee, Kim and Olga, numbered from 1.
const CAST: [Membership; 7] = [
    Membership {
        role: Role::Sponsor,
        arm: None,
    },
    Membership {
        role: Role::Approver,
        arm: None,
    },
    Membership {
        role: Role::PilotPm,
        arm: NEW,
    },
    Membership {
        role: Role::PilotPm,
        arm: OLD,
    },
    Membership {
        role: Role::Dri,
        arm: NEW,
    },
    Membership {
        role: Role::Dri,
        arm: OLD,
    },
    Membership {
        role: Role::Observer,
        arm: None,
    },
];
const PRIYA: PersonId = PersonId(2);
const MIRA: PersonId = PersonId(3);
const OMAR: PersonId = PersonId(4);
const LEE: PersonId = PersonId(5);
const KIM: PersonId = PersonId(6);

/// A Monday, 10:00 in Berlin.
fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn feature(arm: Arm) -> Feature {
    Feature {
        arm,
        name: "Saved addresses".to_owned(),
        surface: "Checkout".to_owned(),
        brief: "Let people reuse an address.".to_owned(),
        idea: Moment::Date("2026-02-20".parse().unwrap()),
        idea_evidence: "https://tickets.example/7".to_owned(),
        idea_entered_at: now(),
        flag_key: arm.as_str().to_owned(),
        github_login: arm.as_str().to_owned(),
        primary_metric: PrimaryMetric {
            name: "Orders".to_owned(),
            unit: "%".to_owned(),
            source: "Dashboard".to_owned(),
            direction: Direction::Up,
            read_on: "2026-04-20".parse().unwrap(),
            window_days: 28,
        },
        more_logins: Vec::new(),
        known_by: crate::pilot::Known::default(),
    }
}

fn terms() -> Terms {
    Terms {
        weeks: Some(4),
        pilot_pms: Some(2),
        dri_hours_per_week: Some(2.into()),
        baseline_features: Some(4),
        baseline_statistic: Some(Statistic::Median),
        commit_drop_percent: Some(30.into()),
        cycles_must_not_increase: Some(true),
        energy_at_least: Some(4.into()),
        outcome_must_move: Some(true),
        success_at: Some(3),
        iterate_at: Some(2),
        readout_at: Some("2026-04-03T16:00:00".parse().unwrap()),
        ..Terms::default()
    }
}

/// A request for revision 2, sent to Priya now.
fn request(verdict: Option<Verdict>) -> Request {
    let filled = verdict.map(|verdict| Filled {
        approval_id: ApprovalId(8),
        person_id: PRIYA,
        by: "Priya".to_owned(),
        verdict,
        decided_at: now(),
        conditions: 0,
    });
    let seats = vec![Seat {
        approver_id: PRIYA,
        approver: "Priya".to_owned(),
        filled,
    }];
    Request {
        request_id: ApprovalRequestId(5),
        revision: RevisionNumber(2),
        zone_version: 3,
        outcome: Outcome::of(&seats),
        seats,
        sent_by: "Dana".to_owned(),
        sent_at: now(),
        due_at: Some(now() + TimeDelta::days(5)),
        withdrawn: None,
    }
}

fn remark(id: i64, kind: RemarkKind, (by, name): (PersonId, &str), turn: Turn) -> OpenRemark {
    OpenRemark {
        id: ZoneRemarkId(id),
        kind,
        by,
        name: name.to_owned(),
        is_here: true,
        item: "Words".to_owned(),
        turn,
    }
}

/// Revision 2 is complete, and nobody did anything else.
fn drafted() -> Facts {
    Facts {
        standing: Standing {
            person: PersonId(1),
            site_admin: false,
            memberships: Vec::new(),
            deputy: false,
            was_pm: false,
        },
        stands_in_for: Vec::new(),
        zone: chrono_tz::Europe::Berlin,
        archived: false,
        now: now(),
        start: StartFacts {
            life: Life::default(),
            approved_by: Vec::new(),
            open_conditions: Vec::new(),
            terms: Some(terms()),
            members: (1..).map(PersonId).zip(CAST).collect(),
            zone: Some(SignedZone {
                version: 3,
                signed: Vec::new(),
                unsigned_approvers: Vec::new(),
                unsigned_dris: Vec::new(),
            }),
            approved_zone: None,
            features: Vec::new(),
            names: [(MIRA, "Mira"), (LEE, "Lee"), (KIM, "Kim")]
                .map(|(person, name)| (person, name.to_owned()))
                .to_vec(),
            dri_of: Vec::new(),
            consents: Vec::new(),
            baseline: Vec::new(),
            today: "2026-03-02".parse().unwrap(),
        },
        newest: Some(Newest {
            number: RevisionNumber(2),
            flaws: Flaws::default(),
            confirmed: true,
        }),
        request: None,
        conditions: Vec::new(),
        comments: Vec::new(),
        unsigned: Some(SignatureStatus {
            missing: Signatory::ALL.to_vec(),
            approvers: Vec::new(),
            dris: vec![(Arm::NewModel, LEE), (Arm::OldModel, KIM)],
        }),
        consents: [(Arm::NewModel, LEE, "Lee"), (Arm::OldModel, KIM, "Kim")]
            .map(|(arm, dri, name)| Consent {
                arm,
                dri,
                name: name.to_owned(),
                answer: None,
            })
            .to_vec(),
        week_one: WeekOne::default(),
        weeks: Vec::new(),
        participation: crate::participation::Standing::Agrees,
        missed: Vec::new(),
        planned_start: None,
        connected: false,
        unused: false,
        recorded: None,
        has_final_numbers: false,
        corrections: Vec::new(),
        planning: Vec::new(),
        hours: Vec::new(),
        remarks: Vec::new(),
        amendment: None,
        offer: None,
    }
}

fn asked(verdict: Option<Verdict>) -> Facts {
    let mut facts = drafted();
    facts.request = Some(request(verdict));
    facts.start.life.request = Some(crate::pilot::Request { revision: 2, verdict });
    if verdict.is_some_and(Verdict::approves) {
        facts.start.approved_by = vec![PRIYA];
        facts.start.approved_zone = Some(3);
        facts.unsigned.as_mut().unwrap().approvers = vec![PRIYA];
    }
    facts
}

fn newer(mut facts: Facts) -> Facts {
    facts.newest.as_mut().unwrap().number = RevisionNumber(3);
    facts
}

fn outdated() -> Facts {
    let mut facts = newer(asked(Some(Verdict::Approve)));
    facts.start.life.edited_materially = true;
    facts
}

/// Everything is there but a fourth baseline feature and Kim's yes.
fn enrolling() -> Facts {
    let mut facts = asked(Some(Verdict::Approve));
    facts.unsigned = Some(SignatureStatus {
        missing: Vec::new(),
        approvers: Vec::new(),
        dris: Vec::new(),
    });
    let start = &mut facts.start;
    start.life.enrolling = true;
    start.zone.as_mut().unwrap().signed = [CAST[0], CAST[1], CAST[4], CAST[5]].to_vec();
    start.features = Arm::ALL.map(feature).to_vec();
    start.baseline = vec![1, 2, 3];
    start.consents = vec![
        (Arm::NewModel, LEE, Answer::Yes),
        (Arm::OldModel, KIM, Answer::TalkFirst),
    ];
    facts.consents[0].answer = Some((Answer::Yes, now()));
    facts.consents[1].answer = Some((Answer::TalkFirst, now()));
    facts
}

fn ready() -> Facts {
    let mut facts = enrolling();
    facts.start.baseline.push(4);
    facts.start.consents[1].2 = Answer::Yes;
    facts.consents[1].answer = Some((Answer::Yes, now()));
    facts
}

/// In the first of four weeks: two activities, a no-go list, and nothing done.
fn running() -> Facts {
    let mut facts = ready();
    let week = |n: i64| now() + TimeDelta::days(7 * n);
    facts.start.life.run = Some(Run {
        opens: (0..4).map(week).collect(),
        ends_at: week(4),
    });
    facts.weeks = (1..=4)
        .map(|number| {
            let week = SurveyWeek {
                number,
                opens_at: week(i64::from(number) - 1),
                closes_at: week(i64::from(number)),
                begins_at: None,
                ends_at: None,
            };
            (week, false)
        })
        .collect();
    facts.week_one = WeekOne {
        activities: 2,
        ticks: Vec::new(),
        unacknowledged: true,
    };
    facts
}

/// Mira marked the first activity, everybody read the no-go list and answered, and a repository is connected.
fn under_way() -> Facts {
    let mut facts = running();
    facts.connected = true;
    facts.week_one.unacknowledged = false;
    facts.week_one.ticks = vec![Tick {
        arm: Arm::NewModel,
        of: MIRA,
        item: 1,
        side: week_one::Side::PilotPm,
        by: (),
    }];
    facts.weeks[0].1 = true;
    facts
}

/// Four days before the readout, 3 April; Mira missed week 2, Omar weeks 3 and 4.
fn over() -> Facts {
    let missed = [(MIRA, "Mira", 2), (OMAR, "Omar", 3), (OMAR, "Omar", 4)];
    Facts {
        now: now() + TimeDelta::days(28),
        missed: missed
            .map(|(person, name, week)| Missed {
                person,
                name: name.to_owned(),
                week,
            })
            .to_vec(),
        ..running()
    }
}

/// Nobody missed a week.
fn answered(facts: Facts) -> Facts {
    Facts {
        missed: Vec::new(),
        ..facts
    }
}

fn frozen() -> Facts {
    Facts {
        has_final_numbers: true,
        corrections: Vec::new(),
        ..over()
    }
}

fn recorded(side: Side) -> Facts {
    Facts {
        recorded: Some(Recorded {
            by: "Dana".to_owned(),
            side,
        }),
        ..frozen()
    }
}

fn decided() -> Facts {
    let mut facts = recorded(Side::Sponsor);
    facts.start.life.decided = Some(crate::criterion::Choice::Expand);
    facts
}

/// What the person at this place of [`CAST`] is asked.
fn of(facts: &Facts, place: usize) -> Vec<Task> {
    let mut facts = facts.clone();
    facts.standing.person = PersonId(i64::try_from(place).unwrap() + 1);
    facts.standing.memberships = vec![CAST[place]];
    // Only pilot PMs are asked to acknowledge it.
    facts.week_one.unacknowledged &= CAST[place].role == Role::PilotPm;
    tasks(&facts)
}

fn titles(facts: &Facts, place: usize) -> Vec<String> {
    of(facts, place).into_iter().map(|task| task.title).collect()
}

#[test]
fn everybody_is_asked_what_is_theirs_in_every_phase() {
    const SIGN: &str = "Sign version 3 of the zone";
    const NEW_DRI: &str = "Say whether you will be the new-model DRI";
    const OLD_DRI: &str = "Say whether you will be the old-model DRI";
    const NONE: &[&str] = &[];
    const READOUT: &str = "Attend the readout";
    let gaps = || {
        let mut facts = drafted();
        facts.newest.as_mut().unwrap().flaws.placeholders = 2;
        facts
    };
    // Sponsor, approver, PMs of both arms, DRIs of both arms, observer.
    let phases: [(&str, Facts, [&[&str]; 7]); 22] = [
        (
            "gaps",
            gaps(),
            [&["Fill 2 placeholders"], NONE, NONE, NONE, &[NEW_DRI], &[OLD_DRI], NONE],
        ),
        (
            "complete",
            drafted(),
            [&["Send revision 2"], NONE, NONE, NONE, &[NEW_DRI], &[OLD_DRI], NONE],
        ),
        (
            "sent",
            asked(None),
            [
                &[SIGN],
                &["Decide on revision 2", SIGN],
                NONE,
                NONE,
                &[NEW_DRI, SIGN],
                &[OLD_DRI, SIGN],
                NONE,
            ],
        ),
        (
            "sent, and edited since",
            newer(asked(None)),
            [
                &["Send revision 3", SIGN],
                &["Decide on revision 2", SIGN],
                NONE,
                NONE,
                &[NEW_DRI, SIGN],
                &[OLD_DRI, SIGN],
                NONE,
            ],
        ),
        (
            "returned",
            asked(Some(Verdict::RequestChanges)),
            [
                &["Read why revision 2 came back"],
                NONE,
                NONE,
                NONE,
                &[NEW_DRI],
                &[OLD_DRI],
                NONE,
            ],
        ),
        (
            "returned, and edited since",
            newer(asked(Some(Verdict::RequestChanges))),
            [
                &["Read why revision 2 came back", "Send revision 3"],
                NONE,
                NONE,
                NONE,
                &[NEW_DRI],
                &[OLD_DRI],
                NONE,
            ],
        ),
        (
            "declined",
            asked(Some(Verdict::Decline)),
            [
                &["Read why revision 2 was declined"],
                NONE,
                NONE,
                NONE,
                &[NEW_DRI],
                &[OLD_DRI],
                NONE,
            ],
        ),
        (
            "approved",
            asked(Some(Verdict::Approve)),
            [
                &[
                    SIGN,
                    "Enter the new-model feature",
                    "Enter the old-model feature",
                    "Enter baseline features, 0 of 4",
                ],
                &[SIGN],
                NONE,
                NONE,
                &[NEW_DRI, SIGN],
                &[OLD_DRI, SIGN],
                NONE,
            ],
        ),
        (
            "approved, and edited without weight",
            newer(asked(Some(Verdict::Approve))),
            [
                &[
                    SIGN,
                    "Enter the new-model feature",
                    "Enter the old-model feature",
                    "Enter baseline features, 0 of 4",
                ],
                &[SIGN],
                NONE,
                NONE,
                &[NEW_DRI, SIGN],
                &[OLD_DRI, SIGN],
                NONE,
            ],
        ),
        (
            "outdated",
            outdated(),
            [
                &["Ask again: revision 3 changed the terms", SIGN],
                &[SIGN],
                NONE,
                NONE,
                &[NEW_DRI, SIGN],
                &[OLD_DRI, SIGN],
                NONE,
            ],
        ),
        (
            "enrolling",
            enrolling(),
            [
                &["Talk with Kim about being the DRI", "Enter baseline features, 3 of 4"],
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
            ],
        ),
        (
            "ready",
            ready(),
            [&["Start the pilot"], NONE, NONE, NONE, NONE, NONE, NONE],
        ),
        (
            "running",
            running(),
            [
                &["Connect the repository"],
                NONE,
                &[
                    "Acknowledge the no-go list",
                    "Do 2 week-one activities",
                    "Answer the week 1 survey",
                ],
                &[
                    "Acknowledge the no-go list",
                    "Do 2 week-one activities",
                    "Answer the week 1 survey",
                ],
                NONE,
                NONE,
                NONE,
            ],
        ),
        (
            "deliveries are not used",
            Facts {
                unused: true,
                ..under_way()
            },
            [
                &["See why deliveries of the code host are not used"],
                NONE,
                &["Do 1 week-one activity"],
                &["Do 2 week-one activities"],
                &["Confirm 1 week-one activity"],
                NONE,
                NONE,
            ],
        ),
        (
            "corrections wait",
            Facts {
                corrections: vec![
                    correction::Waiting {
                        by: PersonId(1),
                        side: correction::Side::Product,
                    },
                    correction::Waiting {
                        by: LEE,
                        side: correction::Side::Engineering,
                    },
                ],
                ..under_way()
            },
            [
                &["Confirm or decline a correction"],
                &["Confirm or decline a correction"],
                &["Do 1 week-one activity"],
                &["Do 2 week-one activities"],
                &["Confirm 1 week-one activity", "Confirm or decline a correction"],
                &["Confirm or decline a correction"],
                NONE,
            ],
        ),
        (
            "of the zone Lee objects, and Mira’s comment was answered; Kim’s item was changed",
            Facts {
                remarks: vec![
                    remark(7, RemarkKind::Objection, (LEE, "Lee"), Turn::Zone),
                    remark(8, RemarkKind::Comment, (MIRA, "Mira"), Turn::Answered),
                    remark(9, RemarkKind::Objection, (KIM, "Kim"), Turn::Changed(4)),
                    // Nobody is asked to answer themselves.
                    remark(10, RemarkKind::Comment, (PersonId(1), "Dana"), Turn::Zone),
                ],
                ..under_way()
            },
            [
                &["Answer the objection of Lee to “Words”"],
                NONE,
                &["See what became of your comment on “Words”", "Do 1 week-one activity"],
                &["Do 2 week-one activities"],
                &["Confirm 1 week-one activity"],
                &["See whether your objection to “Words” is met"],
                NONE,
            ],
        ),
        (
            "planning texts wait, one of them linked by its own DRI",
            Facts {
                planning: vec![(Arm::NewModel, MIRA), (Arm::OldModel, KIM)],
                ..under_way()
            },
            [
                NONE,
                NONE,
                &["Do 1 week-one activity"],
                &["Do 2 week-one activities"],
                &["Confirm 1 week-one activity", "Sign off PLANNING.md of the new model"],
                NONE,
                NONE,
            ],
        ),
        (
            "under way",
            under_way(),
            [
                NONE,
                NONE,
                &["Do 1 week-one activity"],
                &["Do 2 week-one activities"],
                &["Confirm 1 week-one activity"],
                NONE,
                NONE,
            ],
        ),
        (
            "over, with a week that Mira missed and two of Omar's",
            over(),
            [
                &[
                    "Ask Mira about the survey of week 2",
                    "Ask Omar about the survey of weeks 3 and 4",
                    "Freeze the numbers and hold the readout",
                    READOUT,
                ],
                &["Freeze the numbers and hold the readout", READOUT],
                &["Answer the survey of week 2, late", READOUT],
                &["Answer the survey of weeks 3 and 4, late", READOUT],
                &[READOUT],
                &[READOUT],
                &[READOUT],
            ],
        ),
        (
            "frozen",
            answered(frozen()),
            [
                &["Record the readout decision", READOUT],
                &["Record the readout decision", READOUT],
                &[READOUT],
                &[READOUT],
                &[READOUT],
                &[READOUT],
                &[READOUT],
            ],
        ),
        (
            "recorded",
            answered(recorded(Side::Sponsor)),
            [
                &[READOUT],
                &["Confirm the decision Dana recorded", READOUT],
                &[READOUT],
                &[READOUT],
                &[READOUT],
                &[READOUT],
                &[READOUT],
            ],
        ),
        ("decided", decided(), [NONE; 7]),
    ];
    for (phase, facts, expected) in &phases {
        for (place, expected) in expected.iter().enumerate() {
            assert_eq!(titles(facts, place), *expected, "{phase}: {:?}", CAST[place]);
        }
    }
}

#[test]
fn whoever_is_in_no_pilot_is_asked_nothing() {
    for facts in [
        drafted(),
        asked(None),
        enrolling(),
        ready(),
        running(),
        over(),
        recorded(Side::Sponsor),
    ] {
        let mut facts = facts;
        facts.standing.person = PersonId(99);
        facts.week_one.unacknowledged = false;
        assert_eq!(tasks(&facts), []);
    }
}

#[test]
fn what_keeps_a_revision_from_the_approver_is_asked_for_one_thing_at_a_time() {
    type Break = fn(&mut Facts);
    let cases: [(Break, &str, &str); 6] = [
        (
            |f| f.newest.as_mut().unwrap().flaws.placeholders = 1,
            "Fill 1 placeholder",
            "proposal/complete",
        ),
        (
            |f| f.newest.as_mut().unwrap().flaws.unseen = 1,
            "Remove the characters that cannot be seen",
            "proposal#unseen_characters",
        ),
        (
            |f| f.start.terms.as_mut().unwrap().weeks = None,
            "Complete the terms",
            "proposal/complete",
        ),
        (
            |f| f.start.terms.as_mut().unwrap().zone_version = Some(2),
            "Name zone version 3 in the terms",
            "proposal#send",
        ),
        (
            |f| f.newest.as_mut().unwrap().confirmed = false,
            "Confirm the terms",
            "proposal/understood#confirm",
        ),
        (
            |f| f.start.members.retain(|(_, m)| m.role != Role::Approver),
            "Invite an approver",
            "people",
        ),
    ];
    for (break_it, title, path) in cases {
        let mut facts = drafted();
        break_it(&mut facts);
        let first = of(&facts, 0).into_iter().next().unwrap();
        assert_eq!((first.title.as_str(), first.path.as_str()), (title, path));
    }
}

#[test]
fn an_approver_is_reminded_and_a_deputy_decides_for_them() {
    let decide = of(&asked(None), 1).swap_remove(0);
    assert_eq!(decide.why, "Dana asks; the pilot cannot start before you do");
    assert_eq!(
        (decide.path.as_str(), decide.due),
        ("approval", Some(now() + TimeDelta::days(5)))
    );
    // Two working days after Monday is Wednesday, and two more are Friday.
    let mut late = asked(None);
    late.now = now() + TimeDelta::days(4) + TimeDelta::hours(1);
    let reminder = of(&late, 1).swap_remove(0);
    assert_eq!(reminder.title, "Reminder: decide on revision 2");
    assert_eq!(reminder.why, "Reminded on Fri 6 Mar 2026");
    late.now = now() + TimeDelta::days(6);
    assert_eq!(of(&late, 1)[0].why, "Reminded on Fri 6 Mar 2026. It is overdue");
    // Lee stands in for Priya.
    let mut away = asked(None);
    away.stands_in_for = vec![PRIYA];
    assert_eq!(titles(&away, 4)[0], "Decide on revision 2 for Priya");
    let mut filled = asked(Some(Verdict::Approve));
    let seat = &mut filled.request.as_mut().unwrap().seats[0];
    let by_lee = seat.filled.as_mut().unwrap();
    by_lee.person_id = PersonId(5);
    by_lee.by = "Lee for Priya".to_owned();
    let told = of(&filled, 1).swap_remove(0);
    assert_eq!(told.title, "Read what Lee for Priya decided on revision 2");
    assert_eq!(told.why, "Approved in your seat while you were away");
    assert_eq!(told.path, "approval/record/8");
    filled.now += TimeDelta::days(7);
    assert_eq!(titles(&filled, 1), ["Sign version 3 of the zone"]);
}

#[test]
fn a_condition_goes_from_its_owner_to_the_approver_and_back() {
    let mut facts = enrolling();
    let request = facts.request.as_mut().unwrap();
    request.outcome.as_mut().unwrap().conditions = 1;
    facts.conditions = vec![Condition {
        condition_id: ConditionId(12),
        approval_id: ApprovalId(8),
        request_id: ApprovalRequestId(5),
        revision: RevisionNumber(2),
        approver_id: PRIYA,
        set_by: "Priya".to_owned(),
        stated: Stated {
            text: "Freeze the schema first.\nThen tell us.".to_owned(),
            evidence: "A link".to_owned(),
            owner: PersonId(6),
            due_on: "2026-03-04".parse().unwrap(),
            ask: None,
        },
        owner: "Kim".to_owned(),
        steps: Vec::new(),
    }];
    let step = |step| StepTaken {
        step,
        note: String::new(),
        by: "Kim".to_owned(),
        at: now(),
    };
    let meet = of(&facts, 5).swap_remove(0);
    assert_eq!(meet.title, "Meet a condition: Freeze the schema first.");
    assert_eq!(meet.why, "The pilot cannot start before it is closed");
    assert_eq!(meet.path, "approval/condition/12");
    // The end of work in Berlin.
    assert_eq!(meet.due, "2026-03-04T16:00:00Z".parse().ok());
    facts.now = now() + TimeDelta::days(3);
    assert_eq!(
        of(&facts, 5)[0].why,
        "It is overdue, and the pilot cannot start before it is closed"
    );
    facts.conditions[0].steps.push(step(Step::Submit));
    assert_eq!(titles(&facts, 5), [""; 0]);
    assert_eq!(titles(&facts, 1), ["Check the evidence: Freeze the schema first."]);
    facts.conditions[0].steps.push(step(Step::Return));
    assert_eq!(of(&facts, 5)[0].why, "Your evidence came back. Read why");
    facts.conditions[0].steps.push(step(Step::Close));
    assert_eq!((of(&facts, 5), of(&facts, 1)), (Vec::new(), Vec::new()));
}

#[test]
fn review_hours_are_asked_of_the_dri_who_owes_them_until_the_decision() {
    let mut facts = running();
    facts.hours = vec![1];
    let hours = |facts: &Facts, who| {
        let tasks = titles(facts, who);
        tasks
            .into_iter()
            .filter(|title| title.contains("review hours"))
            .collect::<Vec<_>>()
    };
    assert_eq!(hours(&facts, 4), ["Log your review hours of week 1"]);
    assert_eq!(hours(&facts, 5), ["Log your review hours of week 1"]);
    for other in [0, 1, 2, 3, 6] {
        assert_eq!(hours(&facts, other), [""; 0]);
    }
    facts.hours = vec![1, 3];
    assert_eq!(hours(&facts, 4), ["Log your review hours of weeks 1 and 3"]);
    facts.hours = vec![1, 3, 4];
    assert_eq!(hours(&facts, 4), ["Log your review hours of weeks 1, 3 and 4"]);
    facts.hours.clear();
    assert_eq!(hours(&facts, 4), [""; 0]);
}

#[test]
fn comments_wait_for_everybody_and_suggestions_for_the_sponsor_until_the_start() {
    let waiting = |thread, what| Waiting {
        thread: CommentThreadId(thread),
        section_title: "Cost".to_owned(),
        who: "Olga".to_owned(),
        what,
    };
    let comments = vec![
        waiting(1, Asked::Mentioned),
        waiting(2, Asked::Replied),
        waiting(3, Asked::Declined),
        waiting(4, Asked::Suggested),
        waiting(5, Asked::Commented),
    ];
    let facts = Facts {
        comments: comments.clone(),
        ..enrolling()
    };
    let to_read = [
        "Read what Olga asks you",
        "Read what Olga replied",
        "Read why Olga declined your suggestion",
    ];
    assert_eq!(titles(&facts, 6), to_read);
    assert_eq!(of(&facts, 6)[2].why, "You suggested a change to Cost");
    assert_eq!(titles(&facts, 0)[..3], to_read);
    let suggested = &of(&facts, 0)[3];
    assert_eq!(suggested.title, "Accept or decline Olga’s suggestion");
    assert_eq!(suggested.path, "proposal/comment/4");
    let said = &of(&facts, 0)[4];
    assert_eq!(
        (said.title.as_str(), said.path.as_str()),
        ("Read what Olga says", "proposal/comment/5")
    );
    let more = Facts {
        comments: comments.iter().cloned().chain([waiting(6, Asked::Commented)]).collect(),
        ..enrolling()
    };
    let said = &of(&more, 0)[4];
    assert_eq!(
        (said.title.as_str(), said.path.as_str()),
        ("Read 2 open comments", "proposal/comments")
    );
    assert_eq!(titles(&more, 6), to_read);
    let started = Facts {
        comments,
        ..under_way()
    };
    assert_eq!(titles(&started, 0), to_read);
}

#[test]
fn several_of_a_kind_are_one_row_with_their_number() {
    let waiting = |thread, section: &str, what| Waiting {
        thread: CommentThreadId(thread),
        section_title: section.to_owned(),
        who: "Olga".to_owned(),
        what,
    };
    let replies = (1..=10).map(|thread| waiting(thread, "Cost", Asked::Replied));
    let others = [
        waiting(11, "Cost", Asked::Mentioned),
        waiting(12, "Risks", Asked::Mentioned),
        waiting(13, "Cost", Asked::Declined),
        waiting(14, "Cost", Asked::Suggested),
        waiting(15, "Risks", Asked::Suggested),
    ];
    let facts = Facts {
        comments: replies.chain(others).collect(),
        ..enrolling()
    };
    let said = |person| {
        let rows = of(&facts, person).into_iter();
        rows.map(|task| format!("{}. {}. {}", task.title, task.why, task.path))
            .collect::<Vec<_>>()
    };
    let to_read = [
        "Read 2 comments that ask you. In comments on the proposal. proposal/comment/11",
        "Read 10 replies. To your comments on Cost. proposal/comment/1",
        "Read why Olga declined your suggestion. You suggested a change to Cost. proposal/comment/13",
    ];
    assert_eq!(said(6), to_read);
    assert_eq!(said(0)[..3], to_read);
    assert_eq!(
        said(0)[3],
        "Accept or decline 2 suggestions. Changes to the proposal. proposal/comment/14"
    );
}

#[test]
fn in_an_arm_of_several_each_is_asked_about_their_own() {
    // Nell works beside Mira; Emil is Mira's DRI, so that Lee is Nell's.
    const NELL: PersonId = PersonId(8);
    const EMIL: PersonId = PersonId(9);
    let (pm, dri) = (CAST[2], CAST[4]);
    let mut facts = under_way();
    facts.start.members.extend([(NELL, pm), (EMIL, dri)]);
    facts.start.dri_of = vec![(EMIL, Arm::NewModel, MIRA)];
    let asked = |facts: &Facts, person, membership: Membership| {
        let mut facts = facts.clone();
        facts.standing.person = person;
        facts.standing.memberships = vec![membership];
        tasks(&facts).into_iter().map(|task| task.title).collect::<Vec<_>>()
    };
    // Mira marked one activity, Nell none.
    assert_eq!(asked(&facts, MIRA, pm), ["Do 1 week-one activity"]);
    assert_eq!(asked(&facts, NELL, pm), ["Do 2 week-one activities"]);
    assert_eq!(asked(&facts, EMIL, dri), ["Confirm 1 week-one activity"]);
    assert_eq!(asked(&facts, LEE, dri), [""; 0]);

    // Before the start: Lee said yes, Emil has not answered, and each signs.
    let mut facts = ready();
    facts.start.members.extend([(NELL, pm), (EMIL, dri)]);
    facts
        .start
        .names
        .extend([(NELL, "Nell".to_owned()), (EMIL, "Emil".to_owned())]);
    facts.start.terms.as_mut().unwrap().pilot_pms = Some(3);
    facts.consents.push(Consent {
        arm: Arm::NewModel,
        dri: EMIL,
        name: "Emil".to_owned(),
        answer: None,
    });
    facts.unsigned = Some(SignatureStatus {
        missing: vec![Signatory::Dri(Arm::NewModel)],
        approvers: Vec::new(),
        dris: vec![(Arm::NewModel, EMIL)],
    });
    let asks_emil = [
        "Say whether you will be the new-model DRI",
        "Sign version 3 of the zone",
    ];
    assert_eq!(asked(&facts, EMIL, dri), asks_emil);
    assert_eq!(asked(&facts, LEE, dri), [""; 0]);
    let of_sponsor = asked(&facts, PersonId(1), CAST[0]);
    // Nobody said whose DRI either of them is.
    assert!(
        of_sponsor.contains(&"Say whose DRI Lee is".to_owned()),
        "{of_sponsor:?}"
    );
    assert!(
        of_sponsor.contains(&"Say whose DRI Emil is".to_owned()),
        "{of_sponsor:?}"
    );
    facts.consents[2].answer = Some((Answer::TalkFirst, now()));
    let of_sponsor = asked(&facts, PersonId(1), CAST[0]);
    assert!(
        of_sponsor.contains(&"Talk with Emil about being the DRI".to_owned()),
        "{of_sponsor:?}"
    );
}

#[test]
fn whoever_is_asked_nothing_reads_what_the_pilot_waits_for() {
    let observer = |mut facts: Facts| {
        facts.standing.person = PersonId(7);
        facts.standing.memberships = vec![CAST[6]];
        facts
    };
    for (facts, expected) in [
        (drafted(), Some("Waiting for the sponsor to send a revision.")),
        (asked(None), Some("Waiting for Priya to decide on revision 2.")),
        (
            enrolling(),
            Some("Missing before the start: engineering DRIs and baseline features."),
        ),
        (ready(), Some("Waiting for the sponsor to start the pilot.")),
        (running(), None),
        (over(), Some("Waiting for sponsor or approver to freeze the numbers.")),
        (frozen(), Some("Waiting for sponsor and approver to decide.")),
        (
            recorded(Side::Sponsor),
            Some("Waiting for the approver to confirm what Dana recorded."),
        ),
        (decided(), None),
    ] {
        assert_eq!(waits(&observer(facts)).as_deref(), expected);
    }
}

#[test]
fn an_amendment_asks_those_for_their_signature_who_have_not_given_it() {
    let mut facts = under_way();
    facts.amendment = Some((
        4,
        SignatureStatus {
            missing: vec![Signatory::Approver, Signatory::Dri(Arm::NewModel)],
            approvers: vec![PRIYA],
            dris: vec![(Arm::NewModel, LEE)],
        },
    ));
    let title = "Sign the amendment of the zone, version 4, or object";
    let asks = |place| titles(&facts, place).iter().any(|asked| asked == title);
    let whom: Vec<bool> = (0..CAST.len()).map(asks).collect();
    // Priya and Lee, of Dana, Priya, Mira, Omar, Lee, Kim and Olga.
    assert_eq!(whom, [false, true, false, false, true, false, false]);
}

#[test]
fn an_offer_to_take_over_asks_those_who_have_to_sign_it() {
    let mut facts = under_way();
    let offer = Replacement {
        arm: Arm::NewModel,
        former: LEE,
        former_name: "Lee".to_owned(),
        successor: PersonId(90),
        successor_name: "Nell".to_owned(),
        reason: "Parental leave".to_owned(),
        at: now(),
        post: crate::replacement::Post::Dri,
        former_login: String::new(),
        login: String::new(),
    };
    let title = "Sign that Nell takes over from Lee, or object";
    let asks = |facts: &Facts| titles(facts, 1).iter().any(|asked| asked == title);
    facts.offer = Some((ReplacementId(3), offer.clone(), vec![Signatory::Approver]));
    assert!(asks(&facts));
    facts.offer = Some((ReplacementId(3), offer, Vec::new()));
    assert!(!asks(&facts), "they have signed, or sign for no side");
}

#[test]
fn what_others_wait_for_comes_first_and_then_what_is_due() {
    let at = |hours| Some(now() + TimeDelta::hours(hours));
    let task = |title: &str, due, blocks| {
        let task = Task {
            due,
            blocks,
            ..Task::new(title, "", "")
        };
        ((), task)
    };
    let tasks = in_order(vec![
        task("someday", None, false),
        task("tomorrow", at(24), false),
        task("blocks, someday", None, true),
        task("someday, too", None, false),
        task("in an hour", at(1), false),
        task("blocks, tomorrow", at(24), true),
    ]);
    let titles: Vec<&str> = tasks.iter().map(|(_, task)| task.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "blocks, tomorrow",
            "blocks, someday",
            "in an hour",
            "tomorrow",
            "someday",
            "someday, too"
        ]
    );
}

#[test]
fn an_empty_list_goes_on_to_the_next_date() {
    let next = |mut facts: Facts, place: usize| {
        facts.standing.person = PersonId(i64::try_from(place).unwrap() + 1);
        facts.standing.memberships = vec![CAST[place]];
        next_date(&facts).map(|ahead| (ahead.what, ahead.at.to_rfc3339()))
    };
    let said = |what: &str, at: &str| Some((what.to_owned(), at.to_owned()));
    let readout = || said("the readout", "2026-04-03T14:00:00+00:00");
    // A draft has no date; an approved one has the readout, and where it is planned the start.
    assert_eq!(next(drafted(), 0), None);
    assert_eq!(next(enrolling(), 4), readout());
    let planned = Facts {
        planned_start: Some("2026-03-09".parse().unwrap()),
        ..ready()
    };
    assert_eq!(next(planned, 6), said("the planned start", "2026-03-08T23:00:00+00:00"));
    // Mira has answered week 1; week 2 opens a week later. Whoever answers nothing has the readout, the sponsor the end first.
    assert_eq!(next(under_way(), 2), said("week 2 survey", "2026-03-09T09:00:00+00:00"));
    assert_eq!(next(under_way(), 1), readout());
    assert_eq!(
        next(under_way(), 0),
        said("the last week ends", "2026-03-30T09:00:00+00:00")
    );
    assert_eq!(next(over(), 2), readout());
    assert_eq!(next(decided(), 2), None);
    let stranger = Facts {
        standing: Standing {
            person: PersonId(99),
            ..drafted().standing
        },
        ..under_way()
    };
    assert_eq!(next_date(&stranger), None);
}

#[test]
fn pilot_pms_are_asked_about_what_is_measured_and_who_refuses_is_not_asked_the_question() {
    use crate::participation::Standing::{NotAsked, NotAskedYet, Refuses};
    const ASKED: &str = "Say whether you agree to what is measured";
    let with = |facts: Facts, participation| Facts { participation, ..facts };
    let asks = |facts: &Facts, place| titles(facts, place).iter().any(|title| title == ASKED);
    for (facts, asked) in [
        (drafted(), false),
        (asked(None), false),
        (enrolling(), true),
        (running(), true),
        (over(), false),
        (decided(), false),
    ] {
        let facts = with(facts, NotAsked);
        let whom: Vec<bool> = (0..CAST.len()).map(|place| asks(&facts, place)).collect();
        assert_eq!(whom, [false, false, asked, asked, false, false, false]);
    }
    let refuses = with(running(), Refuses);
    assert!(!asks(&refuses, 2));
    let nothing_of_the_survey = ["Acknowledge the no-go list", "Do 2 week-one activities"];
    assert_eq!(titles(&refuses, 2), nothing_of_the_survey);
    // Whoever took over is asked whether they agree, and nothing of the survey before they do.
    let took_over = with(running(), NotAskedYet);
    assert!(asks(&took_over, 2));
    let others: Vec<String> = titles(&took_over, 2)
        .into_iter()
        .filter(|title| title != ASKED)
        .collect();
    assert_eq!(others, nothing_of_the_survey);
}
