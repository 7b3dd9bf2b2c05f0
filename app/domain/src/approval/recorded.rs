use chrono::{DateTime, NaiveDate, Utc};

use super::{Part, Progress, Stated, Step};
use crate::ids::{ApprovalId, ApprovalRequestId, ConditionId, PersonId};
use crate::proposal::RevisionNumber;

/// A condition of an approval, with everything done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Which.
    pub condition_id: ConditionId,
    /// The decision it belongs to.
    pub approval_id: ApprovalId,
    /// The request that was decided on.
    pub request_id: ApprovalRequestId,
    /// The revision approved with it.
    pub revision: RevisionNumber,
    /// In whose seat it was set: who closes it.
    pub approver_id: PersonId,
    /// Who set it: "Priya", or "Sam for Priya".
    pub set_by: String,
    /// What has to happen, what will show it, who makes it happen, and by when.
    pub stated: Stated,
    /// The owner's name.
    pub owner: String,
    /// What was done about it, oldest first.
    pub steps: Vec<StepTaken>,
}

/// Something done about a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTaken {
    /// What.
    pub step: Step,
    /// The evidence, the reason or the note.
    pub note: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A condition of the approval in effect that nobody has closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCondition {
    /// Which.
    pub condition: ConditionId,
    /// What has to happen.
    pub text: String,
    /// The name of whoever makes it happen.
    pub owner: String,
    /// The last day for it.
    pub due_on: NaiveDate,
}

impl Condition {
    /// Where it stands.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let steps: Vec<Step> = self.steps.iter().map(|taken| taken.step).collect();
        Progress::of(&steps)
    }

    /// Whether it is open and its day has passed; `today` in the pilot's zone.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.progress().is_open() && self.stated.due_on < today
    }

    /// As it blocks the start; `None` once it is closed.
    #[must_use]
    pub fn open(&self) -> Option<OpenCondition> {
        self.progress().is_open().then(|| OpenCondition {
            condition: self.condition_id,
            text: self.stated.text.clone(),
            owner: self.owner.clone(),
            due_on: self.stated.due_on,
        })
    }

    /// What a person is to it, who is the deputy of these approvers now.
    #[must_use]
    pub fn part(&self, person: PersonId, sponsor: bool, stands_in_for: &[PersonId]) -> Part {
        Part {
            owner: self.stated.owner == person,
            sponsor,
            approver: self.approver_id == person,
            deputy: stands_in_for.contains(&self.approver_id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_blocks_the_start_until_it_is_closed() {
        let due_on: NaiveDate = "2026-03-06".parse().expect("a day");
        let taken = |step| StepTaken {
            step,
            note: "Done".to_owned(),
            by: "Sam".to_owned(),
            at: DateTime::UNIX_EPOCH,
        };
        let mut condition = Condition {
            condition_id: ConditionId(7),
            approval_id: ApprovalId(1),
            request_id: ApprovalRequestId(1),
            revision: RevisionNumber(2),
            approver_id: PersonId(1),
            set_by: "Priya".to_owned(),
            stated: Stated {
                text: "Freeze the schema".to_owned(),
                evidence: String::new(),
                owner: PersonId(2),
                due_on,
                ask: None,
            },
            owner: "Sam".to_owned(),
            steps: vec![taken(Step::Submit)],
        };
        let open = OpenCondition {
            condition: ConditionId(7),
            text: "Freeze the schema".to_owned(),
            owner: "Sam".to_owned(),
            due_on,
        };
        assert_eq!(condition.open(), Some(open));
        let on = |day: &str| day.parse().expect("a day");
        assert!(
            !condition.is_overdue(on("2026-03-06")),
            "its last day is one of its own"
        );
        assert!(condition.is_overdue(on("2026-03-07")));
        condition.steps.push(taken(Step::Close));
        assert_eq!(condition.open(), None);
        assert!(!condition.is_overdue(on("2026-03-07")), "it is closed");
    }
}
