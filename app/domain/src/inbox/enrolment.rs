//! What is asked of people between a revision that is sent and the start: signatures, consents, enrolment.

use super::{Facts, Task};
use crate::approval::Request;
use crate::ids::ReplacementId;
use crate::participation::Standing;
use crate::person::{Arm, Role};
use crate::pilot::{Answer, Blocker, Consent, Status, start_blockers};
use crate::replacement::{Post, Replacement};
use crate::zone::Signatory;

/// The zone version the person owes a signature to, once a revision is sent or approved and until the start.
pub(crate) fn owed_signature(facts: &Facts) -> Option<i32> {
    let asked = matches!(
        facts.status(),
        Status::Sent { .. } | Status::Approved { .. } | Status::Outdated { .. } | Status::Enrolling
    );
    let memberships = &facts.standing.memberships;
    let signs = memberships.iter().any(|m| Signatory::of(*m).is_some());
    let (version, unsigned) = (facts.start.zone.as_ref()?.version, facts.unsigned.as_ref()?);
    let by_name = facts.request.as_ref().is_some_and(Request::is_approved);
    let owed = unsigned.owed_by(facts.person(), memberships, by_name);
    (asked && signs && !owed.is_empty()).then_some(version)
}

/// That signature as a task.
pub(super) fn of_zone(facts: &Facts) -> Option<Task> {
    owed_signature(facts).map(|version| {
        Task::new(
            format!("Sign version {version} of the zone"),
            "The pilot starts when both sides have signed the same version",
            "zone#signatures",
        )
        .blocking()
    })
}

/// The question to a DRI who has not answered it, until the start.
pub(super) fn of_consent(facts: &Facts) -> Vec<Task> {
    if facts.status().is_frozen() {
        return Vec::new();
    }
    let unanswered = facts
        .consents
        .iter()
        .filter(|consent| consent.dri == facts.person() && consent.answer.is_none());
    let task = |consent: &Consent| {
        Task::new(
            format!("Say whether you will be the {} DRI", of_arm(consent.arm)),
            "Only you and the sponsor see the answer.",
            "people/consent",
        )
        .blocking()
    };
    unanswered.map(task).collect()
}

/// What is measured about a pilot PM, once the terms are approved and until the decision.
pub(super) fn of_participation(facts: &Facts) -> Option<Task> {
    let asked = matches!(
        facts.status(),
        Status::Approved { .. } | Status::Enrolling | Status::Running { .. }
    );
    let unasked = matches!(facts.participation, Standing::NotAsked | Standing::NotAskedYet);
    let open = facts.standing.is(Role::PilotPm) && unasked;
    (asked && open).then(|| {
        Task::new(
            "Say whether you agree to what is measured",
            "You can take it back, and then no answer of yours counts",
            "people/participation",
        )
    })
}

/// What the sponsor prepares.
pub(super) fn of_people(facts: &Facts) -> Vec<Task> {
    let (standing, status) = (&facts.standing, facts.status());
    if status.is_frozen() || !standing.is(Role::Sponsor) {
        return Vec::new();
    }
    let preparing = matches!(status, Status::Approved { .. } | Status::Enrolling);
    of_sponsor(facts, preparing)
}

/// What waits for the sponsor: answers of DRIs at once, everything else once the terms are approved.
fn of_sponsor(facts: &Facts, preparing: bool) -> Vec<Task> {
    let blockers = start_blockers(&facts.start);
    if blockers.is_empty() {
        let why = "Nothing is missing. Terms and zone freeze with the start.";
        return vec![Task::new("Start the pilot", why, "start").blocking()];
    }
    let mut tasks: Vec<Task> = Vec::new();
    for blocker in &blockers {
        if !preparing && !matches!(blocker, Blocker::NotReady(_)) {
            continue;
        }
        let Some((title, why)) = asked_by(facts, blocker) else {
            continue;
        };
        if !tasks.iter().any(|other| other.title == title) {
            tasks.push(Task::new(title, why, blocker.path()));
        }
    }
    tasks
}

fn asked_by(facts: &Facts, blocker: &Blocker) -> Option<(String, &'static str)> {
    Some(match blocker {
        Blocker::NobodyIs(Role::PilotPm, Some(arm)) => {
            (format!("Enrol the {} PM", of_arm(*arm)), "The arm has nobody yet.")
        }
        Blocker::NobodyIs(Role::Dri, Some(arm)) => (
            format!("Ask an engineer to be the {} DRI", of_arm(*arm)),
            "They are asked in private.",
        ),
        Blocker::OtherZone { newest, .. } => (
            format!("Name zone version {newest} in the terms and ask again"),
            "What was approved names another version, and the pilot starts with neither.",
        ),
        Blocker::NotReady(arm) => {
            // Of several DRIs of an arm, the one whose answer keeps it from being ready.
            let open = |consent: &&Consent| consent.arm == *arm && !matches!(consent.answer, Some((Answer::Yes, _)));
            let consent = facts.consents.iter().find(open)?;
            match consent.answer?.0 {
                Answer::TalkFirst => (
                    format!("Talk with {} about being the DRI", consent.name),
                    "They want to talk before they decide.",
                ),
                Answer::No => (
                    format!("Ask another engineer to be the {} DRI", of_arm(*arm)),
                    "The one you asked would rather not.",
                ),
                Answer::Yes => return None,
            }
        }
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
        _ => return None,
    })
}

fn of_arm(arm: Arm) -> &'static str {
    match arm {
        Arm::NewModel => "new-model",
        Arm::OldModel => "old-model",
    }
}

/// The offer to take over that the person owes a signature to, until the pilot is decided.
pub(crate) fn owed_offer(facts: &Facts) -> Option<(ReplacementId, &Replacement)> {
    let (id, offer, owed) = facts.offer.as_ref()?;
    let asked = matches!(facts.status(), Status::Running { .. } | Status::Readout);
    (asked && !owed.is_empty()).then_some((*id, offer))
}

/// That signature as a task.
pub(super) fn of_offer(facts: &Facts) -> Option<Task> {
    owed_offer(facts).map(|(_, offer)| {
        Task::new(
            format!(
                "Sign that {} takes over from {}, or object",
                offer.successor_name, offer.former_name
            ),
            match offer.post {
                Post::PilotPm => "They are the pilot PM from the last signature on",
                Post::Dri => "They are the engineering DRI from the last signature on",
            },
            "people#replacement",
        )
        .blocking()
    })
}
