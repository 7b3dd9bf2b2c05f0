//! Who takes part with what: consents, what pilot PMs agree to, the baseline and the features of both arms.

use chrono::{DateTime, TimeDelta, Utc};
use domain::calendar::Moment;
use domain::feature::{Direction, PrimaryMetric};
use domain::ids::PilotId;
use domain::metric::BaselinePr;
use domain::participation::EDITION;
use domain::person::Arm;
use domain::pilot::{Answer, Feature};
use store::{PgPool, baseline, enrolment, feature as features, participation};

use super::cast::Cast;
use super::days::Days;

/// Consents, agreements, baseline and features.
pub async fn enrol(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    for (arm, answer, at) in [
        (Arm::NewModel, Answer::Yes, days.at(-18, (10, 15))),
        (Arm::OldModel, Answer::TalkFirst, days.at(-18, (11, 2))),
        (Arm::OldModel, Answer::Yes, days.at(-17, (16, 30))),
    ] {
        enrolment::consent(pool, pilot, cast.dri(arm), arm, answer, at).await?;
    }
    for (arm, at) in [
        (Arm::NewModel, days.at(-16, (9, 5))),
        (Arm::OldModel, days.at(-16, (9, 40))),
    ] {
        participation::say(pool, pilot, cast.pm(arm), (EDITION, true), at).await?;
    }
    for (position, entry) in (1..).zip(baseline_features(days)) {
        let at = days.at(-13, (9, 30)) + TimeDelta::minutes(12 * i64::from(position));
        baseline::save(pool, pilot, position, &entry, cast.sponsor(), at).await?;
    }
    for (arm, at) in [
        (Arm::NewModel, days.at(-4, (11, 10))),
        (Arm::OldModel, days.at(-4, (11, 24))),
    ] {
        features::save(pool, pilot, &feature(arm, days, at), cast.sponsor(), at).await?;
    }
    Ok(())
}

/// The feature of an arm; both ideas come from the planning on day -4.
fn feature(arm: Arm, days: &Days, at: DateTime<Utc>) -> Feature {
    let (name, surface, flag_key, github_login, metric, ticket) = match arm {
        Arm::NewModel => (
            "Luggage hints",
            "Trip search",
            "luggage-hints",
            "ines-c",
            "Luggage questions to support",
            "1180",
        ),
        Arm::OldModel => (
            "Change rules",
            "Booking confirmation",
            "change-rules",
            "tobias-brandt",
            "Change questions to support",
            "1181",
        ),
    };
    Feature {
        arm,
        name: name.to_owned(),
        surface: surface.to_owned(),
        brief: "Answer one question that travellers write to support about, in the place where it comes up. Two weeks \
                of work at most."
            .to_owned(),
        idea: Moment::Date(days.on(-4)),
        idea_evidence: format!("https://tickets.example.com/booking/{ticket}"),
        idea_entered_at: at,
        flag_key: flag_key.to_owned(),
        github_login: github_login.to_owned(),
        primary_metric: PrimaryMetric {
            name: metric.to_owned(),
            unit: "per 1,000 bookings".to_owned(),
            source: "Support desk, by topic and day".to_owned(),
            direction: Direction::Down,
            read_on: days.on(28),
            window_days: 28,
        },
        more_logins: Vec::new(),
        known_by: domain::pilot::Known::default(),
    }
}

/// Number, opened and merged by day and hour, review cycles.
type HandPr = (i32, (i64, u32), (i64, u32), u32);

/// Days to the first commit: 11, 17, 9 and 13. Review cycles: 15 in 10 pull requests.
fn baseline_features(days: &Days) -> [baseline::Entry; 4] {
    let entry = |name: &str, ticket: u32, [idea, first_commit, shipped]: [i64; 3], prs: &[HandPr]| baseline::Entry {
        name: name.to_owned(),
        evidence: format!("https://tickets.example.com/booking/{ticket}"),
        idea: Moment::Date(days.on(idea)),
        first_commit: Moment::Date(days.on(first_commit)),
        shipped_on: days.on(shipped),
        pull_requests: prs
            .iter()
            .map(|&(number, opened, merged, cycles)| BaselinePr::Hand {
                number,
                opened_at: days.at(opened.0, (opened.1, 20)),
                merged_at: days.at(merged.0, (merged.1, 45)),
                cycles: Some(cycles),
            })
            .collect(),
    };
    [
        entry(
            "Seat map on the phone",
            1012,
            [-119, -108, -83],
            &[(301, (-103, 10), (-101, 15), 2), (309, (-89, 9), (-88, 11), 1)],
        ),
        entry(
            "Price alerts by e-mail",
            1035,
            [-104, -87, -62],
            &[
                (322, (-81, 11), (-80, 16), 1),
                (327, (-75, 14), (-70, 10), 2),
                (331, (-66, 9), (-63, 15), 1),
            ],
        ),
        entry(
            "Receipts for companies",
            1058,
            [-90, -81, -55],
            &[(335, (-74, 10), (-73, 12), 2), (340, (-61, 13), (-60, 17), 1)],
        ),
        entry(
            "Pay with a voucher",
            1077,
            [-75, -62, -34],
            &[
                (352, (-52, 10), (-48, 11), 2),
                (358, (-45, 14), (-45, 17), 1),
                (366, (-39, 9), (-38, 16), 2),
            ],
        ),
    ]
}
