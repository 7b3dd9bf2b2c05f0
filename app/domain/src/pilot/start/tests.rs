use super::*;
use crate::feature::Direction;
use crate::ids::ConditionId;
use crate::person::Standing;
use crate::terms::{Statistic, TermName};

fn feature(arm: Arm) -> Feature {
    Feature {
        arm,
        name: "Saved addresses".to_owned(),
        surface: "Checkout".to_owned(),
        brief: "Let people reuse an address.".to_owned(),
        idea: Moment::Date("2026-02-20".parse().unwrap()),
        idea_evidence: "https://tickets.example/7".to_owned(),
        idea_entered_at: "2026-02-21T09:00:00Z".parse().unwrap(),
        flag_key: format!("saved-{}", arm.as_str()),
        github_login: arm.as_str().to_owned(),
        primary_metric: PrimaryMetric {
            name: "Orders with a saved address".to_owned(),
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

fn m(role: Role, arm: Option<Arm>) -> Membership {
    Membership { role, arm }
}

const NEW: Option<Arm> = Some(Arm::NewModel);
const OLD: Option<Arm> = Some(Arm::OldModel);

fn condition() -> OpenCondition {
    OpenCondition {
        condition: ConditionId(12),
        text: "Freeze the schema first.\nThen tell us.".to_owned(),
        owner: "Lee".to_owned(),
        due_on: "2026-03-04".parse().unwrap(),
    }
}

#[test]
fn an_open_condition_is_named_and_linked() {
    let blocker = Blocker::ConditionOpen(condition());
    assert_eq!(
        blocker.sentence(),
        "A condition is open: “Freeze the schema first.”, Lee, due 4 Mar 2026."
    );
    assert_eq!(blocker.path(), "approval/condition/12");
    let long = OpenCondition {
        text: "word ".repeat(30),
        ..condition()
    };
    let sentence = Blocker::ConditionOpen(long).sentence();
    assert!(
        sentence.starts_with(&format!("A condition is open: “{} …”", ["word"; 18].join(" "))),
        "{sentence}"
    );
}

/// A pilot that can start.
fn ready() -> StartFacts {
    let sides = [
        m(Role::Sponsor, None),
        m(Role::Approver, None),
        m(Role::Dri, NEW),
        m(Role::Dri, OLD),
    ];
    let everybody = [
        sides[0],
        sides[1],
        sides[2],
        sides[3],
        m(Role::PilotPm, NEW),
        m(Role::PilotPm, OLD),
    ];
    StartFacts {
        life: Life {
            request: Some(Request {
                revision: 2,
                verdict: Some(Verdict::Approve),
            }),
            ..Life::default()
        },
        approved_by: vec![PersonId(2)],
        open_conditions: Vec::new(),
        terms: Some(Terms {
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
        }),
        members: (1..).map(PersonId).zip(everybody).collect(),
        zone: Some(SignedZone {
            version: 3,
            signed: sides.to_vec(),
            unsigned_approvers: vec![],
            unsigned_dris: vec![],
        }),
        approved_zone: Some(3),
        features: Arm::ALL.map(feature).to_vec(),
        names: Vec::new(),
        dri_of: Vec::new(),
        consents: vec![
            (Arm::NewModel, PersonId(3), Answer::Yes),
            (Arm::OldModel, PersonId(4), Answer::Yes),
        ],
        baseline: vec![1, 2, 3, 4],
        today: "2026-03-02".parse().unwrap(),
    }
}

#[test]
fn nothing_missing_blocks_nothing() {
    assert_eq!(start_blockers(&ready()), []);
}

type Break = fn(&mut StartFacts);

#[test]
fn each_missing_thing_is_named_alone() {
    let cases: Vec<(Break, Blocker)> = vec![
        (|f| f.life.request = None, Blocker::NotSent),
        (
            |f| {
                f.life.request = Some(Request {
                    revision: 2,
                    verdict: None,
                })
            },
            Blocker::Undecided { revision: 2 },
        ),
        (
            |f| {
                f.life.request = Some(Request {
                    revision: 2,
                    verdict: Some(Verdict::RequestChanges),
                })
            },
            Blocker::NotApproved {
                revision: 2,
                verdict: Verdict::RequestChanges,
            },
        ),
        (
            |f| {
                f.life.request = Some(Request {
                    revision: 2,
                    verdict: Some(Verdict::Decline),
                })
            },
            Blocker::NotApproved {
                revision: 2,
                verdict: Verdict::Decline,
            },
        ),
        (|f| f.life.edited_materially = true, Blocker::Outdated { revision: 2 }),
        (|f| f.approved_by.push(PersonId(1)), Blocker::FourEyes),
        (
            |f| f.open_conditions.push(condition()),
            Blocker::ConditionOpen(condition()),
        ),
        (
            |f| {
                f.terms = Some(Terms {
                    readout_at: None,
                    ..f.terms.clone().unwrap()
                })
            },
            Blocker::TermMissing(TermName::ReadoutAt),
        ),
        (
            |f| {
                f.members.remove(0);
            },
            Blocker::NobodyIs(Role::Sponsor, None),
        ),
        (
            |f| {
                f.members.remove(1);
            },
            Blocker::NobodyIs(Role::Approver, None),
        ),
        (
            |f| {
                f.members.remove(2);
            },
            Blocker::NobodyIs(Role::Dri, NEW),
        ),
        (
            |f| {
                f.members.remove(3);
            },
            Blocker::NobodyIs(Role::Dri, OLD),
        ),
        (
            |f| {
                f.members.remove(4);
            },
            Blocker::NobodyIs(Role::PilotPm, NEW),
        ),
        (
            |f| {
                f.members.remove(5);
            },
            Blocker::NobodyIs(Role::PilotPm, OLD),
        ),
        (|f| f.members[5].0 = f.members[4].0, Blocker::OnePmForBoth),
        (|f| f.members[4].0 = f.members[2].0, Blocker::OwnDri(Arm::NewModel)),
        (
            |f| {
                f.consents.remove(0);
            },
            Blocker::NotReady(Arm::NewModel),
        ),
        (
            |f| f.consents[1].2 = Answer::TalkFirst,
            Blocker::NotReady(Arm::OldModel),
        ),
        (|f| f.consents[1].2 = Answer::No, Blocker::NotReady(Arm::OldModel)),
        (
            |f| {
                f.features.remove(0);
            },
            Blocker::NoFeature(Arm::NewModel),
        ),
        (
            |f| {
                f.features.remove(1);
            },
            Blocker::NoFeature(Arm::OldModel),
        ),
        (
            |f| f.features[0].name.clear(),
            Blocker::FeatureLacks(Arm::NewModel, "name"),
        ),
        (
            |f| f.features[0].surface.clear(),
            Blocker::FeatureLacks(Arm::NewModel, "surface"),
        ),
        (
            |f| f.features[0].brief.clear(),
            Blocker::FeatureLacks(Arm::NewModel, "brief"),
        ),
        (
            |f| f.features[0].idea_evidence.clear(),
            Blocker::FeatureLacks(Arm::NewModel, "evidence of the idea"),
        ),
        (
            |f| f.features[0].flag_key.clear(),
            Blocker::FeatureLacks(Arm::NewModel, "flag key"),
        ),
        (
            |f| f.features[1].github_login.clear(),
            Blocker::FeatureLacks(Arm::OldModel, "GitHub login of the PM"),
        ),
        (
            |f| f.features[1].primary_metric.name.clear(),
            Blocker::FeatureLacks(Arm::OldModel, "name of the primary metric"),
        ),
        (
            |f| f.features[1].primary_metric.unit.clear(),
            Blocker::FeatureLacks(Arm::OldModel, "unit of the primary metric"),
        ),
        (
            |f| f.features[1].primary_metric.source.clear(),
            Blocker::FeatureLacks(Arm::OldModel, "source of the primary metric"),
        ),
        (
            |f| f.features[1].primary_metric.read_on = f.today,
            Blocker::ReadTooEarly(Arm::OldModel),
        ),
        (|f| f.features[1].brief.push_str(" Twice."), Blocker::BriefsDiffer),
        (
            |f| f.terms.as_mut().unwrap().zone_version = Some(2),
            Blocker::OtherZone { named: 2, newest: 3 },
        ),
        (
            |f| {
                let zone = f.zone.as_mut().unwrap();
                zone.signed.remove(1);
                zone.unsigned_approvers = vec!["Otto".to_owned()];
            },
            Blocker::ApproverUnsigned {
                version: 3,
                name: "Otto".to_owned(),
            },
        ),
        (|f| f.zone = None, Blocker::NoZone),
        (
            |f| {
                f.zone.as_mut().unwrap().signed.remove(0);
            },
            Blocker::ZoneUnsigned(3, Role::Sponsor, None),
        ),
        (
            |f| {
                f.zone.as_mut().unwrap().signed.remove(1);
            },
            Blocker::ZoneUnsigned(3, Role::Approver, None),
        ),
        (
            |f| {
                f.zone.as_mut().unwrap().signed.remove(2);
            },
            Blocker::ZoneUnsigned(3, Role::Dri, NEW),
        ),
        (
            |f| {
                f.zone.as_mut().unwrap().signed.remove(3);
            },
            Blocker::ZoneUnsigned(3, Role::Dri, OLD),
        ),
        (
            |f| f.baseline = vec![1, 3, 4, 5],
            Blocker::Baseline { entered: 3, needed: 4 },
        ),
    ];
    for (make, blocker) in cases {
        let mut facts = ready();
        make(&mut facts);
        assert_eq!(start_blockers(&facts), std::slice::from_ref(&blocker), "{blocker:?}");
        assert!(blocker.sentence().ends_with('.'), "{blocker:?}");
        assert!(Step::ALL.contains(&blocker.step()), "{blocker:?}");
    }
}

#[test]
fn an_unconsented_arm_reads_the_same_whatever_the_answer() {
    let sentence = |answer: Option<Answer>| {
        let mut facts = ready();
        let of = |answer| (Arm::NewModel, PersonId(3), answer);
        facts.consents = answer.map(of).into_iter().collect();
        facts.consents.push((Arm::OldModel, PersonId(4), Answer::Yes));
        start_blockers(&facts).iter().map(Blocker::sentence).collect::<Vec<_>>()
    };
    assert_eq!(sentence(None), ["The new-model surface is not ready."]);
    assert_eq!(sentence(Some(Answer::No)), sentence(None));
    assert_eq!(sentence(Some(Answer::TalkFirst)), sentence(None));
}

#[test]
fn sides_that_have_not_signed_share_a_sentence() {
    let unsigned = [
        Blocker::ZoneUnsigned(3, Role::Sponsor, None),
        Blocker::ZoneUnsigned(3, Role::Approver, None),
        Blocker::ZoneUnsigned(3, Role::Dri, NEW),
    ];
    let all: Vec<_> = unsigned.iter().collect();
    assert_eq!(
        sentences(&all),
        "Zone version 3 waits for sponsor, approver and new-model engineering DRI."
    );
    assert_eq!(sentences(&all[..1]), "The sponsor has not signed zone version 3.");
    assert_eq!(sentences(&[]), "");
}

#[test]
fn spaces_and_line_ends_do_not_make_another_brief() {
    let mut facts = ready();
    facts.features[1].brief = "Let people\r\nreuse  an address.\n".to_owned();
    assert_eq!(start_blockers(&facts), []);
}

#[test]
fn a_new_pilot_lists_everything() {
    let facts = StartFacts {
        life: Life::default(),
        approved_by: Vec::new(),
        open_conditions: Vec::new(),
        terms: None,
        members: vec![(PersonId(1), m(Role::Sponsor, None))],
        zone: None,
        approved_zone: None,
        features: Vec::new(),
        names: Vec::new(),
        dri_of: Vec::new(),
        consents: Vec::new(),
        baseline: Vec::new(),
        today: "2026-03-02".parse().unwrap(),
    };
    let blockers = start_blockers(&facts);
    assert_eq!(
        blockers,
        [
            Blocker::NotSent,
            Blocker::NobodyIs(Role::Approver, None),
            Blocker::NoZone,
            Blocker::NobodyIs(Role::PilotPm, NEW),
            Blocker::NoFeature(Arm::NewModel),
            Blocker::NobodyIs(Role::Dri, NEW),
            Blocker::NobodyIs(Role::PilotPm, OLD),
            Blocker::NoFeature(Arm::OldModel),
            Blocker::NobodyIs(Role::Dri, OLD),
        ]
    );
}

#[test]
fn the_zone_that_starts_is_the_one_the_terms_name() {
    let mut facts = ready();
    for named in [None, Some(3)] {
        facts.terms.as_mut().unwrap().zone_version = named;
        assert_eq!(start_blockers(&facts), [], "{named:?}");
    }
    facts.terms.as_mut().unwrap().zone_version = Some(1);
    let blockers = start_blockers(&facts);
    assert_eq!(
        blockers.iter().map(Blocker::sentence).collect::<Vec<_>>(),
        [
            "The terms name zone version 1, and the zone is at version 3. Name version 3 in the terms and send them for approval, so that what is approved is what starts."
        ]
    );
    assert_eq!(blockers[0].path(), "proposal");
    assert_eq!(blockers[0].step(), Step::Zone);
}

#[test]
fn whoever_has_not_signed_shares_a_sentence_and_nothing_else_is_dropped() {
    let otto = Blocker::ApproverUnsigned {
        version: 3,
        name: "Otto".to_owned(),
    };
    assert_eq!(
        otto.sentence(),
        "Otto has not signed zone version 3. Everybody whose approval it took signs."
    );
    let sponsor = Blocker::ZoneUnsigned(3, Role::Sponsor, None);
    let other = Blocker::OtherZone { named: 2, newest: 3 };
    assert_eq!(sentences(&[&otto]), otto.sentence());
    assert_eq!(
        sentences(&[&sponsor, &otto]),
        "Zone version 3 waits for sponsor and Otto."
    );
    assert_eq!(
        sentences(&[&other, &sponsor, &otto]),
        format!("{} Zone version 3 waits for sponsor and Otto.", other.sentence())
    );
}

/// Two pilot PMs and two DRIs in the new model, said to belong together as 5 with 3 and 7 with 8.
fn two_in_an_arm() -> StartFacts {
    let mut facts = ready();
    facts.members.push((PersonId(7), m(Role::PilotPm, NEW)));
    facts.members.push((PersonId(8), m(Role::Dri, NEW)));
    facts.dri_of = vec![(PersonId(8), Arm::NewModel, PersonId(7))];
    facts.consents.push((Arm::NewModel, PersonId(8), Answer::Yes));
    facts.names = vec![(PersonId(7), "Ines".to_owned()), (PersonId(8), "Emil".to_owned())];
    if let Some(terms) = &mut facts.terms {
        terms.pilot_pms = Some(3);
    }
    facts
}

#[test]
fn an_arm_can_have_several_pms_each_with_a_dri() {
    assert_eq!(start_blockers(&two_in_an_arm()), []);
    assert_eq!(
        two_in_an_arm().pairs(Arm::NewModel).dri_of(PersonId(5)),
        Some(PersonId(3))
    );
    let cases: Vec<(Break, &str)> = vec![
        (
            |f| f.members.retain(|(person, _)| *person != PersonId(8)),
            "Ines has no engineering DRI of the new-model arm. Each pilot PM needs their own.",
        ),
        (
            |f| f.consents.retain(|(_, person, _)| *person != PersonId(8)),
            "The new-model surface is not ready.",
        ),
        (
            |f| f.members.retain(|(person, _)| *person != PersonId(7)),
            "Emil is an engineering DRI of the new-model arm, and nobody said of which pilot PM. Release the role and \
             give it for one.",
        ),
        (
            |f| f.terms.iter_mut().for_each(|terms| terms.pilot_pms = Some(2)),
            "The terms say 2 pilot PMs, and 3 are enrolled. Enrol as many, or change the terms and send them again.",
        ),
        (
            |f| {
                let unsigned = vec![(Arm::NewModel, "Emil".to_owned())];
                f.zone.iter_mut().for_each(|zone| zone.unsigned_dris = unsigned.clone());
            },
            "Emil has not signed zone version 3. Every engineering DRI signs.",
        ),
    ];
    for (breaks, sentence) in cases {
        let mut facts = two_in_an_arm();
        breaks(&mut facts);
        let sentences: Vec<_> = start_blockers(&facts).iter().map(Blocker::sentence).collect();
        assert!(sentences.iter().any(|one| one == sentence), "{sentences:?}");
    }
}

#[test]
fn whoever_is_no_sponsor_is_told_of_the_dris_in_one_line_until_the_last_has_agreed() {
    let standing = |role, arm| Standing {
        person: PersonId(9),
        site_admin: true,
        memberships: vec![Membership { role, arm }],
        deputy: false,
        was_pm: false,
    };
    let mut facts = ready();
    facts.baseline.clear();
    let baseline = Blocker::Baseline { entered: 0, needed: 4 };
    let not_ready = Arm::ALL.map(Blocker::NotReady);
    let [new, old] = facts.consents[..] else {
        panic!("two consents")
    };
    // Nobody, one, the other: the same two lines.
    for consents in [vec![], vec![new], vec![old]] {
        facts.consents = consents;
        for (role, arm) in [
            (Role::Approver, None),
            (Role::Dri, Some(Arm::NewModel)),
            (Role::Observer, None),
        ] {
            let told = told(start_blockers(&facts), &standing(role, arm));
            assert_eq!(told, [baseline.clone(), Blocker::DrisNotComplete]);
        }
        let all = told(start_blockers(&facts), &standing(Role::Sponsor, None));
        assert_eq!(all, start_blockers(&facts));
        assert!(not_ready.iter().any(|blocker| all.contains(blocker)));
    }
    facts.consents = vec![new, old];
    assert_eq!(
        told(start_blockers(&facts), &standing(Role::Observer, None)),
        [baseline]
    );
    let steps = Step::seen_by(&standing(Role::Observer, None));
    assert!(steps.contains(&Step::Dris) && !steps.contains(&Step::Dri(Arm::NewModel)));
    assert_eq!(Step::seen_by(&standing(Role::Sponsor, None)), Step::ALL);
}
