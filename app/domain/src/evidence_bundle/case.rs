//! What is recorded of a pilot beside its numbers: who signed, asked and decided what, and when.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::approval::Verdict;
use crate::criterion::Choice;
use crate::decimal::Decimal;
use crate::ids::{ApprovalId, ApprovalRequestId, ConditionId, DecisionId, PersonId, SnapshotId};
use crate::proposal::RevisionNumber;
use crate::zone::Signatory;

/// The case of a pilot, as one member of it may read it at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The pilot's address.
    pub pilot: String,
    /// Its name.
    pub name: String,
    /// Its zone: days and times on the page belong to it.
    pub zone: Tz,
    /// It is made of example data.
    pub example: bool,
    /// When the bundle was made.
    pub made_at: DateTime<Utc>,
    /// For whom.
    pub reader: Reader,
    /// Where the pilot stands, in words.
    pub status: String,
    /// Everybody with a role.
    pub people: Vec<Somebody>,
    /// The text in force.
    pub text: Text,
    /// Every request for approval, oldest first.
    pub requests: Vec<Request>,
    /// Every condition of the approval in effect.
    pub conditions: Vec<OnCondition>,
    /// The zone version that counts; none before the first.
    pub boundary: Option<Boundary>,
    /// The start, once it happened.
    pub start: Option<Started>,
    /// Of when the numbers are; none while there are no terms to measure by.
    pub numbers: Option<Numbers>,
    /// The decision as it stands.
    pub decision: Option<Decision>,
    /// Review hours, for whoever may read them; only one's own, for a DRI.
    pub hours: Option<Vec<Amount>>,
    /// The flags of the features.
    pub flags: Vec<Flag>,
    /// What other bundles have and this one has not.
    pub left_out: Vec<LeftOut>,
}

/// Whom a bundle was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    /// Who, as the log names people.
    pub person: PersonId,
    /// As shown.
    pub name: String,
    /// As what, in words.
    pub roles: Vec<String>,
}

/// Somebody with roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Somebody {
    /// Who, as the log names people.
    pub person: PersonId,
    /// As shown.
    pub name: String,
    /// As what, in words.
    pub roles: Vec<String>,
}

/// What binds by a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InForce {
    /// The pilot started by it.
    Started,
    /// It is approved.
    Approved,
    /// Nobody approved it: it is the newest.
    NotApproved,
}

/// The text in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Which revision.
    pub revision: RevisionNumber,
    /// The SHA-256 over prose and terms.
    pub digest: String,
    /// What binds by it.
    pub in_force: InForce,
}

/// A request for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Which.
    pub request: ApprovalRequestId,
    /// The revision it asks about.
    pub revision: RevisionNumber,
    /// The zone version it asks about.
    pub zone_version: i32,
    /// Who asked.
    pub sent_by: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// What was decided, in each seat that somebody filled.
    pub decided: Vec<Decided>,
    /// Whose decision it still takes.
    pub waits_for: Vec<String>,
    /// Why the sponsor took it back, and when.
    pub withdrawn: Option<(String, DateTime<Utc>)>,
}

/// What somebody decided on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The record.
    pub approval: ApprovalId,
    /// Who, as the log names people.
    pub person: PersonId,
    /// As shown: "Priya", or "Sam for Priya".
    pub by: String,
    /// The decision.
    pub verdict: Verdict,
    /// When.
    pub at: DateTime<Utc>,
}

/// A condition and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnCondition {
    /// Which.
    pub condition: ConditionId,
    /// What has to happen.
    pub text: String,
    /// Who makes it happen.
    pub owner: String,
    /// The last day for it.
    pub due_on: NaiveDate,
    /// Since when it is closed; none while it is open.
    pub closed_at: Option<DateTime<Utc>>,
}

/// The boundary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boundary {
    /// Which version of the zone.
    pub version: i32,
    /// The SHA-256 over its items.
    pub digest: String,
    /// Whether everybody it takes has signed.
    pub signed: bool,
    /// Who signed, in that order.
    pub signatures: Vec<Signed>,
}

/// A signature under the zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// Who, as the log names people.
    pub person: PersonId,
    /// As shown.
    pub by: String,
    /// As what.
    #[serde(rename = "as")]
    pub signatory: Signatory,
    /// When.
    pub at: DateTime<Utc>,
}

/// The start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Started {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// The revision whose terms froze.
    pub revision: RevisionNumber,
    /// The zone version that froze.
    pub zone_version: i32,
    /// The SHA-256 of the text that froze.
    pub digest: String,
}

/// Of when the numbers are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// The moment.
    pub as_of: DateTime<Utc>,
    /// The edition of the definitions they are computed by.
    pub definitions: u32,
    /// The copy they are from; none for numbers that are not frozen.
    pub frozen: Option<Frozen>,
}

/// A frozen copy of the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Which.
    pub snapshot: SnapshotId,
    /// By whom.
    pub by: String,
    /// The SHA-256 of its text.
    pub digest: String,
    /// Whether the bundle has that text. Answers that somebody changed while their week was open are nobody's to read: a
    /// copy that has such is in the bundle without them, and its hash is only named.
    pub whole: bool,
}

/// The decision of the readout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Which.
    pub decision: DecisionId,
    /// The frozen numbers it rests on.
    pub snapshot: SnapshotId,
    /// What was chosen.
    pub choice: Choice,
    /// Where the agreed rule pointed; none if it left more than one open.
    pub pointed_to: Option<Choice>,
    /// Why; may be empty where the rule pointed to the choice.
    pub reason: String,
    /// Who was there.
    pub attendees: String,
    /// What happens next.
    pub next_step: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
    /// Who recorded it, as the log names people.
    pub person: PersonId,
    /// As shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who of the other side confirmed it, and when.
    pub confirmed: Option<(String, DateTime<Utc>)>,
}

/// Review hours of one DRI in one week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Who.
    pub dri: String,
    /// The week, from 1.
    pub week: u8,
    /// How long they reviewed.
    pub hours: Decimal,
}

/// The flag of a feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// Its feature.
    pub feature: String,
    /// Its key.
    pub key: String,
    /// What was recorded, oldest first.
    pub turned: Vec<Turned>,
}

/// That a flag was turned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turned {
    /// Whether it was turned on.
    pub on: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, or by whom.
    pub note: String,
    /// Who told it.
    pub by: String,
    /// Why it was withdrawn.
    pub withdrawn: Option<String>,
}

/// Something that is not in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// What.
    pub what: String,
    /// Why, in a sentence.
    pub why: String,
}
