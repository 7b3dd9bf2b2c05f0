//! Features, baselines and consents.

use chrono::{DateTime, Days, Utc};
use domain::calendar::{Moment, local_date};
use domain::feature::{Direction, PrimaryMetric};
use domain::metric::BaselinePr;
use domain::person::Arm;
use domain::pilot::{Answer, Feature};
use sqlx::PgPool;

use super::cast::{Cast, ZONE};
use crate::{Result, baseline, enrolment, feature as features};

/// The feature of an arm, with an idea one week before `now`, known to the day.
pub fn feature(arm: Arm, now: DateTime<Utc>) -> Feature {
    let today = local_date(now, ZONE);
    let (name, login) = match arm {
        Arm::NewModel => ("Saved addresses", "mira-codes"),
        Arm::OldModel => ("Gift notes", "omar-codes"),
    };
    Feature {
        arm,
        name: name.to_owned(),
        surface: "Checkout".to_owned(),
        brief: "Raise the share of orders that are finished in one visit.".to_owned(),
        idea: Moment::Date(today - Days::new(7)),
        idea_evidence: "https://tickets.example.com/7".to_owned(),
        idea_entered_at: now,
        flag_key: name.to_lowercase().replace(' ', "-"),
        github_login: login.to_owned(),
        primary_metric: PrimaryMetric {
            name: "Orders finished in one visit".to_owned(),
            unit: "%".to_owned(),
            source: "Product analytics".to_owned(),
            direction: Direction::Up,
            read_on: today + Days::new(49),
            window_days: 28,
        },
        more_logins: Vec::new(),
        known_by: domain::pilot::Known::default(),
    }
}

/// The baseline feature at a position from 1: first commit 2 days later in each than in the one before,
/// from 8; one pull request of one day and as many review cycles as its position.
pub fn baseline_feature(position: u8, now: DateTime<Utc>) -> baseline::Entry {
    let idea = local_date(now, ZONE) - Days::new(120);
    let opened_at = now - chrono::TimeDelta::days(100);
    baseline::Entry {
        name: format!("Earlier feature {position}"),
        evidence: format!("https://tickets.example.com/10{position}"),
        idea: Moment::Date(idea),
        first_commit: Moment::Date(idea + Days::new(6 + 2 * u64::from(position))),
        shipped_on: idea + Days::new(40),
        pull_requests: vec![BaselinePr::Hand {
            number: 100 + i32::from(position),
            opened_at,
            merged_at: opened_at + chrono::TimeDelta::days(1),
            cycles: Some(u32::from(position)),
        }],
    }
}

/// Enters both features and four baseline features, and has both DRIs consent.
///
/// # Errors
/// When the database fails.
pub async fn enrolled(pool: &PgPool, cast: &Cast, now: DateTime<Utc>) -> Result<()> {
    for (arm, dri) in [(Arm::NewModel, cast.new_dri), (Arm::OldModel, cast.old_dri)] {
        features::save(pool, cast.pilot, &feature(arm, now), cast.sponsor, now).await?;
        enrolment::consent(pool, cast.pilot, dri, arm, Answer::Yes, now).await?;
    }
    for position in 1..=4 {
        let entry = baseline_feature(position, now);
        baseline::save(pool, cast.pilot, position, &entry, cast.sponsor, now).await?;
    }
    Ok(())
}
