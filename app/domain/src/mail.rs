//! What the program says by mail: one source for the plain text and the HTML, and when somebody is asked, reminded and told.

mod asks;
mod calendar;
pub mod letters;
mod pace;
mod render;
mod url;

#[cfg(test)]
mod tests;

pub use asks::{Ask, asked};
pub use calendar::{Meeting, Method};
pub use pace::{FRESH_FOR, awake, due_reminder, last_day_reminder};
pub use render::{Sender, name, when};
pub use url::{NoServer, Security, SmtpServer};

use serde::{Deserialize, Serialize};

/// What a mail is for. The word in the database never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Lets somebody in.
    Invitation,
    /// A link to a new password.
    Reset,
    /// Confirms a new e-mail address.
    Address,
    /// Something of the account changed.
    Account,
    /// Somebody has a role in a pilot now.
    Role,
    /// A decision on a revision is asked for.
    Decide,
    /// What was decided on a revision.
    Outcome,
    /// A request was taken back.
    Withdrawn,
    /// A signature under the zone is asked for.
    Sign,
    /// A signature under an amendment of the zone is asked for.
    Amend,
    /// A signature under an offer to take over from a DRI is asked for.
    Replace,
    /// Asks in private whether somebody will be an engineering DRI.
    Consent,
    /// A condition is to be met.
    Condition,
    /// Something was done about a condition.
    Evidence,
    /// The pilot has started.
    Started,
    /// The question of a week.
    Survey,
    /// A week closed without an answer.
    MissedWeek,
    /// A recorded decision waits for the other side.
    Confirm,
    /// The decision of the readout, with its receipt.
    Decision,
    /// The readout as a calendar's entry.
    Readout,
    /// The week in a few lines.
    Digest,
    /// Mail that did not arrive.
    Undelivered,
    /// What a code host delivers is not used.
    Deliveries,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::Invitation,
        Self::Reset,
        Self::Address,
        Self::Account,
        Self::Role,
        Self::Decide,
        Self::Outcome,
        Self::Withdrawn,
        Self::Sign,
        Self::Amend,
        Self::Replace,
        Self::Consent,
        Self::Condition,
        Self::Evidence,
        Self::Started,
        Self::Survey,
        Self::MissedWeek,
        Self::Confirm,
        Self::Decision,
        Self::Readout,
        Self::Digest,
        Self::Undelivered,
        Self::Deliveries,
    ];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Address => "address",
            Self::Account => "account",
            Self::Role => "role",
            Self::Decide => "decide",
            Self::Outcome => "outcome",
            Self::Withdrawn => "withdrawn",
            Self::Sign => "sign",
            Self::Amend => "amend",
            Self::Replace => "replace",
            Self::Consent => "consent",
            Self::Condition => "condition",
            Self::Evidence => "evidence",
            Self::Started => "started",
            Self::Survey => "survey",
            Self::MissedWeek => "missed_week",
            Self::Confirm => "confirm",
            Self::Decision => "decision",
            Self::Readout => "readout",
            Self::Digest => "digest",
            Self::Undelivered => "undelivered",
            Self::Deliveries => "deliveries",
        }
    }

    /// Reads the word of a row; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What the list of mails calls it. What is private to a person is called alike, whatever it asks.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Invitation => "Invitation",
            Self::Reset => "New password",
            Self::Address => "New e-mail address",
            Self::Account => "Account",
            Self::Role => "Role in a pilot",
            Self::Decide => "Approval asked for",
            Self::Outcome => "What was decided",
            Self::Withdrawn => "Request taken back",
            Self::Sign => "Zone to sign",
            Self::Amend => "Amendment to sign",
            Self::Replace => "Replacement to sign",
            Self::Consent | Self::Survey => "Private",
            Self::Condition => "Condition due",
            Self::Evidence => "About a condition",
            Self::Started => "Start",
            Self::MissedWeek => "Survey week closed",
            Self::Confirm => "Decision to confirm",
            Self::Decision => "Decision",
            Self::Readout => "Readout invitation",
            Self::Digest => "The week",
            Self::Undelivered => "Mail that did not arrive",
            Self::Deliveries => "Deliveries not used",
        }
    }
}

/// What is no duty: its reader may choose to have none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optional {
    /// The week in a few lines.
    Digest,
    /// Reminders of what they were asked.
    Reminders,
}

impl Optional {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Digest, Self::Reminders];

    /// Which of them a mail is, by its kind and which reminder it is; `None` of what always comes.
    #[must_use]
    pub fn of(kind: Kind, nth: i32) -> Option<Self> {
        match (kind, nth) {
            (Kind::Digest, _) => Some(Self::Digest),
            (_, 1..) => Some(Self::Reminders),
            _ => None,
        }
    }

    /// The word in the address that ends it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::Reminders => "reminders",
        }
    }

    /// Reads that word; `None` for any other.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// What pages call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Digest => "the week in a few lines",
            Self::Reminders => "reminders of what you were asked",
        }
    }
}

/// A mail, before it is known how it is written: a heading, paragraphs, facts, and what to press.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The subject: our own words, never what somebody typed.
    pub subject: String,
    /// The heading, which may name people and pilots.
    pub title: String,
    /// Paragraphs of plain text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<String>,
    /// What is known, as name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(String, String)>,
    /// What to press: mostly one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    /// What is said below the buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<String>,
    /// Why the reader gets it.
    pub why: String,
    /// A meeting for the reader's calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Meeting>,
}

/// Something to press in a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// A path of this installation. `{secret}` in it stands for the secret of the mail's link, which is kept apart.
    pub path: String,
}

/// What stands for the secret in a [`Button::path`].
pub const SECRET: &str = "{secret}";

impl Button {
    fn new(label: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            path: path.into(),
        }
    }
}
