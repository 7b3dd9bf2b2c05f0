//! What a pilot waits for, told to somebody of whom it asks nothing now.

use super::{Facts, Recorded};
use crate::approval::Request;
use crate::listing;
use crate::pilot::{Status, Step, start_blockers, told};

/// What the pilot waits for, and of whom; `None` when it waits for nobody. Of what is private it tells what the person may know.
#[must_use]
pub fn waits(facts: &Facts) -> Option<String> {
    if facts.archived {
        return None;
    }
    match facts.status() {
        Status::Drafting | Status::Returned { .. } | Status::Declined { .. } | Status::Outdated { .. } => {
            Some("Waiting for the sponsor to send a revision.".to_owned())
        }
        Status::Sent { revision } => {
            let who = facts.request.as_ref().map(Request::waits_for)?;
            Some(format!("Waiting for {who} to decide on revision {revision}."))
        }
        Status::Approved { .. } | Status::Enrolling => Some(before_the_start(facts)),
        Status::Readout => Some(match (&facts.recorded, facts.has_final_numbers) {
            (Some(Recorded { by, side }), _) => {
                format!(
                    "Waiting for the {} to confirm what {by} recorded.",
                    side.other().role().as_str()
                )
            }
            (None, true) => "Waiting for sponsor and approver to decide.".to_owned(),
            (None, false) => "Waiting for sponsor or approver to freeze the numbers.".to_owned(),
        }),
        Status::Running { .. } | Status::Decided(_) => None,
    }
}

fn before_the_start(facts: &Facts) -> String {
    let missing = told(start_blockers(&facts.start), &facts.standing);
    let steps = Step::seen_by(&facts.standing).into_iter();
    let open: Vec<String> = steps
        .filter(|step| missing.iter().any(|blocker| blocker.step() == *step))
        .map(|step| step.within_a_sentence())
        .collect();
    if open.is_empty() {
        "Waiting for the sponsor to start the pilot.".to_owned()
    } else {
        format!("Missing before the start: {}.", listing(&open))
    }
}
