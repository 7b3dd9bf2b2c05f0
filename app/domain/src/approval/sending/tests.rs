use super::*;
use crate::terms::Statistic;

fn complete() -> Terms {
    Terms {
        weeks: Some(4),
        pilot_pms: Some(2),
        dri_hours_per_week: Some(2.into()),
        baseline_features: Some(4),
        baseline_statistic: Some(Statistic::Median),
        commit_drop_percent: Some(30.into()),
        cycles_must_not_increase: Some(true),
        energy_at_least: Some(3.into()),
        outcome_must_move: Some(true),
        success_at: Some(4),
        iterate_at: Some(3),
        readout_at: Some("2026-04-24T15:00:00".parse().expect("a time")),
        ..Terms::default()
    }
}

fn of(text: &str, terms: &Terms, approvers: usize, newest: Option<Asked>) -> Vec<Blocker> {
    let body = Body::new(text).expect("short");
    blockers(
        Flaws::of(&body, terms, 0),
        terms,
        (RevisionNumber(3), 2),
        approvers,
        true,
        newest,
    )
}

#[test]
fn each_thing_in_the_way_is_named() {
    assert_eq!(of("Whole.", &complete(), 1, None), []);
    assert_eq!(
        of("To [CTO], on [Date].", &complete(), 0, None),
        [Blocker::Placeholders(2), Blocker::NoApprover]
    );
    assert_eq!(
        of("\u{202e}.eciwT\u{202c} 👩\u{200d}👧", &complete(), 1, None),
        [Blocker::Unseen(2)]
    );
    let hidden = Terms {
        asks: vec!["Appro\u{200b}ve".to_owned()],
        ..complete()
    };
    assert_eq!(of("Whole.", &hidden, 1, None), [Blocker::Unseen(1)]);
    let unstated = Terms {
        weeks: None,
        readout_at: None,
        ..complete()
    };
    assert_eq!(
        of("", &unstated, 1, None),
        [Blocker::Missing(vec![TermName::Weeks, TermName::ReadoutAt])]
    );
    let impossible = Terms {
        iterate_at: Some(4),
        ..complete()
    };
    assert!(matches!(of("", &impossible, 1, None)[..], [Blocker::Problem(_), ..]));
}

#[test]
fn terms_are_sent_confirmed_and_with_the_zone_they_name() {
    let sent = |terms: &Terms, confirmed| {
        let body = Body::new("Whole.").expect("short");
        blockers(
            Flaws::of(&body, terms, 0),
            terms,
            (RevisionNumber(3), 2),
            1,
            confirmed,
            None,
        )
    };
    assert_eq!(sent(&complete(), false), [Blocker::Unconfirmed]);
    let naming = |version| Terms {
        zone_version: Some(version),
        ..complete()
    };
    assert_eq!(sent(&naming(2), true), []);
    assert_eq!(sent(&naming(1), true), [Blocker::OtherZone { named: 1, newest: 2 }]);
    let incomplete = Terms {
        weeks: None,
        ..complete()
    };
    assert_eq!(sent(&incomplete, false), [Blocker::Missing(vec![TermName::Weeks])]);
}

#[test]
fn what_is_open_is_in_the_way_whatever_was_confirmed_before() {
    let body = Body::new("Whole.").expect("short");
    for (confirmed, open, way) in [
        (true, 0, vec![]),
        (true, 2, vec![Blocker::Unsettled(2)]),
        (false, 1, vec![Blocker::Unsettled(1)]),
    ] {
        let flaws = Flaws::of(&body, &complete(), open);
        let found = blockers(flaws, &complete(), (RevisionNumber(3), 2), 1, confirmed, None);
        assert_eq!(found, way);
    }
}

#[test]
fn only_a_request_for_the_very_same_thing_is_in_the_way() {
    let newest = |revision, zone_version, verdict| {
        Some(Asked {
            revision: RevisionNumber(revision),
            zone_version,
            verdict,
        })
    };
    for (newest, expected) in [
        (newest(3, 2, None), vec![Blocker::Open]),
        (newest(3, 2, Some(Verdict::Approve)), vec![Blocker::Approved]),
        (
            newest(3, 2, Some(Verdict::ApproveWithConditions)),
            vec![Blocker::Approved],
        ),
        (newest(3, 2, Some(Verdict::RequestChanges)), vec![]),
        (newest(3, 1, None), vec![]),
        (newest(2, 2, None), vec![]),
        (newest(2, 2, Some(Verdict::Approve)), vec![]),
    ] {
        assert_eq!(of("", &complete(), 1, newest), expected, "{newest:?}");
    }
}
