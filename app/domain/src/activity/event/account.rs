use serde::{Deserialize, Serialize};

use super::{Noted, after, say};
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
    /// Whoever runs the program, or a site admin, made a link with which a person chooses a new password.
    #[serde(rename = "person.make_reset_link")]
    MakeResetLink {
        /// Whose.
        person: PersonId,
        /// Why, where a site admin made it in the browser.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The person used it.
    #[serde(rename = "person.reset_password")]
    ResetPassword {},
    /// Somebody who runs the installation read a mail that is another's and may hold a link.
    #[serde(rename = "mail.open")]
    OpenMail {
        /// The mail.
        #[serde(default)]
        mail: Noted<i64>,
        /// Whose it is.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// The person chose another password, knowing the one before.
    #[serde(rename = "person.change_password")]
    ChangePassword {},
    /// The person ended their sessions in other browsers.
    #[serde(rename = "person.end_sessions")]
    EndSessions {
        /// How many.
        ended: i64,
    },
    /// The person is called otherwise.
    #[serde(rename = "person.rename")]
    Rename {},
    /// The person wants to sign in with another e-mail address, once it is confirmed.
    #[serde(rename = "person.ask_address")]
    AskAddress {},
    /// They do not want it any more.
    #[serde(rename = "person.drop_address")]
    DropAddress {},
    /// A link was made that confirms a person's new e-mail address, to be sent there.
    #[serde(rename = "person.make_address_link")]
    MakeAddressLink {
        /// Whose.
        person: PersonId,
    },
    /// The new e-mail address was confirmed by whoever received the link, and counts.
    #[serde(rename = "person.confirm_address")]
    ConfirmAddress {},
    /// A site admin closed an account: nobody signs in with it any more.
    #[serde(rename = "person.disable")]
    Disable {
        /// Whose.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// A site admin opened it again.
    #[serde(rename = "person.enable")]
    Enable {
        /// Whose.
        person: PersonId,
    },
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
            Self::MakeResetLink { person, reason } => say("made a link to a new password for ")
                .person(*person)
                .and(after(": ", reason)),
            Self::ResetPassword {} => say("chose a new password"),
            Self::ChangePassword {} => say("changed their password"),
            Self::EndSessions { ended: 1 } => say("signed out 1 other browser of theirs"),
            Self::EndSessions { ended } => say(format!("signed out {ended} other browsers of theirs")),
            Self::Rename {} => say("changed their name"),
            Self::AskAddress {} => say("asked to use another e-mail address"),
            Self::DropAddress {} => say("took back the wish for another e-mail address"),
            Self::MakeAddressLink { person } => {
                say("made a link that confirms a new e-mail address of ").person(*person)
            }
            Self::ConfirmAddress {} => say("confirmed a new e-mail address"),
            Self::Disable { person, reason } => say("closed the account of ").person(*person).and(after(": ", reason)),
            Self::Enable { person } => say("opened the account of ").person(*person).and(" again"),
            Self::OpenMail { person, reason, .. } => say("opened a mail to ").person(*person).and(after(": ", reason)),
            Self::ChooseZone { zone: Some(zone) } => say(format!("chose {zone} as their time zone")),
            Self::ChooseZone { zone: None } => say("took back their time zone"),
        }
    }
}
