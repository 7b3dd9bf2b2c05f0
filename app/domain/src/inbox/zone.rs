//! What comments and objections on the zone ask of people, and what an amendment does while the pilot runs.

use super::{Facts, Task};
use crate::approval::Request;
use crate::pilot::Status;
use crate::policy::{Action, may};
use crate::zone::remark::{OpenRemark, RemarkKind, Turn, named};

/// Remarks whose turn the person's is, until the pilot is decided.
pub(super) fn of_remarks(facts: &Facts) -> Vec<Task> {
    let standing = &facts.standing;
    if !standing.is_member() || facts.status().is_decided() {
        return Vec::new();
    }
    let edits = may(standing, Action::EditZone).is_ok();
    let task = |remark: &OpenRemark| {
        let is_theirs = remark.by == standing.person;
        let item = named(&remark.item);
        let (title, why) = match (remark.turn, remark.kind) {
            (Turn::Zone, kind) if edits && !is_theirs => (
                match kind {
                    RemarkKind::Objection => format!("Answer the objection of {} to {item}", remark.name),
                    RemarkKind::Comment => format!("Answer the comment of {} on {item}", remark.name),
                },
                "It stands on the zone until they resolve it".to_owned(),
            ),
            (Turn::Answered | Turn::Changed(_), kind) if is_theirs => (
                match kind {
                    RemarkKind::Objection => format!("See whether your objection to {item} is met"),
                    RemarkKind::Comment => format!("See what became of your comment on {item}"),
                },
                match remark.turn {
                    Turn::Changed(version) => format!("Version {version} of the zone changed the item"),
                    Turn::Answered | Turn::Zone => "It was answered; resolve it or say what is still wrong".to_owned(),
                },
            ),
            _ => return None,
        };
        Some(Task::new(title, why, format!("zone/remark/{}", remark.id)))
    };
    facts.remarks.iter().filter_map(task).collect()
}

/// The amendment the person owes a signature to, while the pilot runs and until it is decided.
pub(crate) fn owed_amendment(facts: &Facts) -> Option<i32> {
    let (version, unsigned) = facts.amendment.as_ref()?;
    let by_name = facts.request.as_ref().is_some_and(Request::is_approved);
    let owed = unsigned.owed_by(facts.person(), &facts.standing.memberships, by_name);
    let asked = matches!(facts.status(), Status::Running { .. } | Status::Readout);
    (asked && !owed.is_empty()).then_some(*version)
}

/// That signature as a task.
pub(super) fn of_amendment(facts: &Facts) -> Option<Task> {
    owed_amendment(facts).map(|version| {
        Task::new(
            format!("Sign the amendment of the zone, version {version}, or object"),
            "It is in force from the last signature on",
            "zone#amendment",
        )
        .blocking()
    })
}
