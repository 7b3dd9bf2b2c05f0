//! What enrolment asks of people.

use chrono::{DateTime, Utc};
use domain::calendar::local_date;
use domain::person::Role;
use domain::pilot::{Answer, Blocker, Status};
use store::PgPool;
use store::enrolment::{Consent, PeoplePage};
use store::pilot::Listed;

use super::of_arm;
use crate::account::inbox::Task;

/// What waits for a person before the start of a pilot.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed, now: DateTime<Utc>) -> store::Result<Vec<Task>> {
    let (pilot, standing) = (&listed.pilot, &listed.standing);
    if pilot.status.is_frozen() || !(standing.is(Role::Sponsor) || standing.is(Role::Dri)) {
        return Ok(Vec::new());
    }
    let people = store::enrolment::page(pool, pilot.pilot_id, standing, local_date(now, pilot.zone)).await?;
    let mut rows = Vec::new();
    let unanswered = |c: &&Consent| c.dri == standing.person && c.answer.is_none();
    for asked in people.consents.iter().filter(unanswered) {
        rows.push((
            format!("Say whether you will be the {} DRI", of_arm(asked.arm)),
            "Only you and the sponsor see the answer.",
            "people/consent".to_owned(),
        ));
    }
    let preparing = matches!(pilot.status, Status::Approved { .. } | Status::Enrolling);
    if standing.is(Role::Sponsor) {
        rows.extend(of_sponsor(&people, preparing));
    }
    Ok(rows
        .into_iter()
        .map(|(title, why, path)| Task {
            title,
            why: why.to_owned(),
            url: format!("/p/{}/{path}", pilot.slug),
            due: None,
        })
        .collect())
}

/// What waits for the sponsor: answers of DRIs at once, everything else once the terms are approved.
fn of_sponsor(people: &PeoplePage, preparing: bool) -> Vec<(String, &'static str, String)> {
    if people.blockers.is_empty() {
        let why = "Nothing is missing. Terms and zone freeze with the start.";
        return vec![("Start the pilot".to_owned(), why, "start".to_owned())];
    }
    // Of several DRIs of an arm, the one whose answer keeps it from being ready.
    let answer = |arm| {
        let open = |c: &&Consent| c.arm == arm && !matches!(c.answer, Some((Answer::Yes, _)));
        people.consents.iter().find(open)
    };
    let mut rows: Vec<(String, &str, String)> = Vec::new();
    for blocker in &people.blockers {
        if !preparing && !matches!(blocker, Blocker::NotReady(_)) {
            continue;
        }
        let (title, why) = match blocker {
            Blocker::NobodyIs(Role::PilotPm, Some(arm)) => {
                (format!("Enrol the {} PM", of_arm(*arm)), "The arm has nobody yet.")
            }
            Blocker::NobodyIs(Role::Dri, Some(arm)) => (
                format!("Ask an engineer to be the {} DRI", of_arm(*arm)),
                "They are asked in private.",
            ),
            Blocker::NotReady(arm) => match answer(*arm).and_then(|c| Some((c.name.clone(), c.answer?.0))) {
                Some((name, Answer::TalkFirst)) => (
                    format!("Talk with {name} about being the DRI"),
                    "They want to talk before they decide.",
                ),
                Some((_, Answer::No)) => (
                    format!("Ask another engineer to be the {} DRI", of_arm(*arm)),
                    "The one you asked would rather not.",
                ),
                _ => continue,
            },
            Blocker::NoFeature(arm) | Blocker::FeatureLacks(arm, _) | Blocker::ReadTooEarly(arm) => {
                (format!("Enter the {} feature", of_arm(*arm)), "It is not complete yet.")
            }
            Blocker::BriefsDiffer => (
                "Give both arms the same brief".to_owned(),
                "The arms can be compared only on the same brief.",
            ),
            Blocker::Baseline { entered, needed } => (
                format!("Enter baseline features, {entered} of {needed}"),
                "The numbers are compared with them.",
            ),
            Blocker::NoDri { pm, .. } => (
                format!("Ask an engineer to be the DRI of {pm}"),
                "Each pilot PM has their own.",
            ),
            Blocker::DriOfNobody { name, .. } => (format!("Say whose DRI {name} is"), "The arm has several pilot PMs."),
            Blocker::PilotPms { .. } => (
                "Enrol as many pilot PMs as the terms say".to_owned(),
                "Or change the terms.",
            ),
            Blocker::OnePmForBoth | Blocker::OwnDri(_) => (
                "Give a role to another person".to_owned(),
                "One person holds two that exclude each other.",
            ),
            _ => continue,
        };
        if !rows.iter().any(|(other, ..)| *other == title) {
            rows.push((title, why, blocker.path()));
        }
    }
    rows
}
