//! What a pilot asks of one person today: derived from what is recorded, so that a thing done is gone from the
//! list and a thing undone is back on it.

mod ahead;
mod approval;
mod enrolment;
mod proposal;
mod running;
mod waiting;
mod zone;

#[cfg(test)]
mod tests;

pub use ahead::{Ahead, next_date};
pub(crate) use enrolment::{owed_offer, owed_signature};
pub use waiting::waits;
pub(crate) use zone::owed_amendment;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::approval::{Condition, Flaws, Request};
use crate::calendar::{SurveyWeek, local_date};
use crate::comment::Waiting;
use crate::correction;
use crate::decision::Side;
use crate::ids::{PersonId, ReplacementId};
use crate::participation;
use crate::person::{Arm, Standing};
use crate::pilot::{Consent, StartFacts, Status};
use crate::proposal::RevisionNumber;
use crate::replacement::Replacement;
use crate::week_one::Tick;
use crate::zone::remark::OpenRemark;
use crate::zone::{Signatory, SignatureStatus};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Verb first.
    pub title: String,
    /// Why it matters, in at most 12 words.
    pub why: String,
    /// Where it is done, within the pilot: `approval/condition/7`.
    pub path: String,
    /// When it is due.
    pub due: Option<DateTime<Utc>>,
    /// Whether somebody else cannot go on before.
    pub blocks: bool,
    /// The survey week whose question can be answered where the task is listed.
    pub question: Option<u8>,
}

impl Task {
    /// Somebody else cannot go on before.
    #[must_use]
    pub(crate) fn blocking(self) -> Self {
        Self { blocks: true, ..self }
    }

    fn new(title: impl Into<String>, why: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            why: why.into(),
            path: path.into(),
            due: None,
            blocks: false,
            question: None,
        }
    }
}

/// What is recorded about a pilot, as far as it asks something of one person.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who they are, and what they are to the pilot.
    pub standing: Standing,
    /// The approvers whose deputy they are now.
    pub stands_in_for: Vec<PersonId>,
    /// Weeks and deadlines belong to this zone.
    pub zone: Tz,
    /// A draft out of the way asks nobody for anything.
    pub archived: bool,
    /// The time it is.
    pub now: DateTime<Utc>,
    /// The day the pilot is meant to start on.
    pub planned_start: Option<NaiveDate>,
    /// What the start rests on.
    pub start: StartFacts,
    /// The newest revision; `None` without one.
    pub newest: Option<Newest>,
    /// The request for approval in effect.
    pub request: Option<Request>,
    /// The conditions of that request's decisions.
    pub conditions: Vec<Condition>,
    /// What waits for them in comments, oldest first.
    pub comments: Vec<Waiting>,
    /// Who has still to sign the newest zone version; `None` without one.
    pub unsigned: Option<SignatureStatus>,
    /// What each DRI was asked and answered.
    pub consents: Vec<Consent>,
    /// Week one, as the started revision describes it.
    pub week_one: WeekOne,
    /// Each survey week, and whether they have answered it.
    pub weeks: Vec<(SurveyWeek, bool)>,
    /// What the person, as a pilot PM, says of what is measured.
    pub participation: participation::Standing,
    /// The weeks whose question closed without an answer, and whose: of every pilot PM.
    pub missed: Vec<Missed>,
    /// Whether a repository is connected.
    pub connected: bool,
    /// Whether deliveries came that were not used, since the last one that was.
    pub unused: bool,
    /// The decision that was recorded last and waits for its confirmation.
    pub recorded: Option<Recorded>,
    /// Whether numbers were frozen after the last week.
    pub has_final_numbers: bool,
    /// Corrections of what was final that wait for a second person.
    pub corrections: Vec<correction::Waiting>,
    /// The arms whose PLANNING.md waits for a DRI's sign-off, and who linked each text.
    pub planning: Vec<(Arm, PersonId)>,
    /// The weeks that are over, for which the person as a DRI has logged no review hours.
    pub hours: Vec<u8>,
    /// Comments and objections on the zone that nobody has resolved, oldest first.
    pub remarks: Vec<OpenRemark>,
    /// An amendment that waits for signatures: its version, and who has still to sign it.
    pub amendment: Option<(i32, SignatureStatus)>,
    /// An offer to take over from a DRI that waits for signatures, and what the person has still to sign it as.
    pub offer: Option<(ReplacementId, Replacement, Vec<Signatory>)>,
}

/// The newest revision, as far as it can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Which.
    pub number: RevisionNumber,
    /// What is wrong with its text.
    pub flaws: Flaws,
    /// Whether somebody confirmed its terms.
    pub confirmed: bool,
}

/// Week one as far as it has come.
#[derive(Clone, Debug, Default)]
pub struct WeekOne {
    /// How many activities there are.
    pub activities: u32,
    /// What was ticked.
    pub ticks: Vec<Tick<()>>,
    /// Whether the person has to acknowledge a no-go list and has not.
    pub unacknowledged: bool,
}

/// A week of the survey that closed without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// From 1.
    pub week: u8,
}

/// A decision that waits for the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Who recorded it, by name.
    pub by: String,
    /// For which side.
    pub side: Side,
}

impl Facts {
    /// Where the pilot stands.
    #[must_use]
    pub fn status(&self) -> Status {
        Status::of(&self.start.life, self.now)
    }

    fn today(&self) -> NaiveDate {
        local_date(self.now, self.zone)
    }

    fn person(&self) -> PersonId {
        self.standing.person
    }
}

/// What waits for the person, in the order pages list it.
#[must_use]
pub fn tasks(facts: &Facts) -> Vec<Task> {
    if facts.archived {
        return Vec::new();
    }
    let mut tasks = approval::tasks(facts);
    tasks.extend(proposal::of_sponsor(facts));
    tasks.extend(proposal::of_comments(facts));
    tasks.extend(zone::of_remarks(facts));
    tasks.extend(enrolment::of_consent(facts));
    tasks.extend(enrolment::of_participation(facts));
    tasks.extend(enrolment::of_zone(facts));
    tasks.extend(zone::of_amendment(facts));
    tasks.extend(enrolment::of_offer(facts));
    tasks.extend(running::of_week_one(facts));
    tasks.extend(running::of_planning(facts));
    tasks.extend(running::of_survey(facts));
    tasks.extend(running::of_missed(facts));
    tasks.extend(running::of_hours(facts));
    tasks.extend(running::of_data(facts));
    tasks.extend(running::of_deliveries(facts));
    tasks.extend(running::of_corrections(facts));
    tasks.extend(enrolment::of_people(facts));
    tasks.extend(running::of_readout(facts));
    tasks.extend(ahead::of_attending(facts));
    tasks
}

/// The tasks of several pilots, what others wait for first, then by when they are due; otherwise as they came.
#[must_use]
pub fn in_order<P>(mut tasks: Vec<(P, Task)>) -> Vec<(P, Task)> {
    tasks.sort_by_key(|(_, task)| (!task.blocks, task.due.is_none(), task.due));
    tasks
}
