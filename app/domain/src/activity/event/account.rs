use serde::{Deserialize, Serialize};

use super::{Noted, say};
use crate::activity::Sentence;
use crate::ids::PersonId;

/// Events of accounts and the installation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Account {
    /// A new set-up link took the place of the one before.
    #[serde(rename = "installation.renew_setup_link")]
    RenewSetupLink {},
    /// The first person.
    #[serde(rename = "installation.set_up")]
    SetUp {
        /// Their name.
        #[serde(default)]
        name: Noted<String>,
    },
    /// The program brought the database up to date: what stood there is sealed as it stood.
    #[serde(rename = "installation.upgrade")]
    Upgrade {
        /// How many rows.
        sealed: i64,
    },
    /// Somebody signed in.
    #[serde(rename = "person.sign_in")]
    SignIn {},
    /// Somebody signed out.
    #[serde(rename = "person.sign_out")]
    SignOut {},
    /// Whoever runs the program made a link with which a person chooses a new password.
    #[serde(rename = "person.make_reset_link")]
    MakeResetLink {
        /// Whose.
        person: PersonId,
    },
    /// The person used it.
    #[serde(rename = "person.reset_password")]
    ResetPassword {},
    /// The person chose the zone in which they read times beside the pilot's, or none.
    #[serde(rename = "person.choose_zone")]
    ChooseZone {
        /// By its name, such as `Europe/Berlin`.
        zone: Option<String>,
    },
}

impl Account {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::RenewSetupLink {} => say("renewed the set-up link"),
            Self::SetUp { .. } => say("set up the installation"),
            Self::Upgrade { sealed: 1 } => say("brought the database up to date and sealed 1 fact as it stood"),
            Self::Upgrade { sealed } => say(format!(
                "brought the database up to date and sealed {sealed} facts as they stood"
            )),
            Self::SignIn {} => say("signed in"),
            Self::SignOut {} => say("signed out"),
            Self::MakeResetLink { person } => say("made a link to a new password for ").person(*person),
            Self::ResetPassword {} => say("chose a new password"),
            Self::ChooseZone { zone: Some(zone) } => say(format!("chose {zone} as their time zone")),
            Self::ChooseZone { zone: None } => say("took back their time zone"),
        }
    }
}
