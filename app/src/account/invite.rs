//! Forms that invite people, into a pilot or to the installation.

use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::person::{Arm, Role};
use domain::policy::Action;
use leptos::server;
use store::account::{Invited, Invitee};
use store::mail::Link;

use super::actions::email;
use crate::error::AppError;
use crate::form::{self, Typed, notify, notify_link};
use crate::state::AppState;
use crate::token::Token;

/// Name and address of whom a form invites.
fn invited(typed: &mut Typed, name: &str, address: &str) -> (String, String) {
    let name = typed.required("name", name, "Enter their name.", 60);
    let address = typed.parsed("email", email(address)).unwrap_or_default();
    (name, address)
}

/// Invitations by mail have an end: so nobody floods others by them.
async fn paced(state: &AppState, by: PersonId, now: DateTime<Utc>) -> Result<(), AppError> {
    if state.sends_mail && store::account::many_invitation_mails(&state.pool, by, now).await? {
        return Err(AppError::Refused(
            "You have invited 20 people by mail within an hour. Go on in a while.".to_owned(),
        ));
    }
    Ok(())
}

/// Says how the person gets in: by a mail, or, where none is sent, by a link that is shown once, to be sent by hand.
async fn tell(
    state: &AppState,
    invited: Invited,
    (name, address): (&str, &str),
    joined: String,
    token: &Token,
) -> Result<(), AppError> {
    match invited {
        Invited::ByLink(_) if state.sends_mail => notify(on_its_way(name, address)).await,
        Invited::ByLink(_) => {
            let sentence = format!("{name} is invited. This link lets them in once, within 72 hours:");
            notify_link(sentence, link(&state.site.base_url, token)).await
        }
        Invited::Joined(_) => notify(joined).await,
        Invited::Before(_, inviter) => {
            notify(format!(
                "{name} was invited by {inviter} already; they have to use that invitation."
            ))
            .await
        }
    }
}

fn on_its_way(name: &str, address: &str) -> String {
    format!("{name} is invited. A mail to {address} lets them in once, within 72 hours.")
}

fn link(base_url: &str, token: &Token) -> String {
    format!("{base_url}/invitation/{}", token.as_str())
}

/// Invites somebody into a pilot with a role.
#[server(prefix = "/do", endpoint = "account/invite")]
pub async fn invite(
    #[server(default)] pilot: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "people", Action::InviteToPilot, async |here, mut typed| {
        let (name, address) = invited(&mut typed, &name, &email);
        let role = typed.parsed("role", role_and_arm(&role).ok_or("Choose a role."));
        typed.check()?;
        paced(&here.state, here.who(), here.now).await?;
        let token = Token::random();
        let (role, arm) = role.ok_or(AppError::Internal)?;
        let invitee = Invitee {
            email: &address,
            name: &name,
            role: Some((here.pilot.pilot_id, role, arm)),
        };
        let hash = token.hash();
        let link = Link::by_mail(&hash, &here.state.key, token.as_str()).shown(!here.state.sends_mail);
        let invited = store::account::invite(here.pool(), here.who(), &invitee, link, here.now).await?;
        let joined = format!("{name} has the role now. They sign in as before.");
        tell(&here.state, invited, (&name, &address), joined, &token).await?;
        Ok(here.url("people"))
    })
    .await
}

/// Makes a new link for somebody of a pilot who has not joined yet; the one before stops working.
#[server(prefix = "/do", endpoint = "account/renew_invitation")]
pub async fn renew_invitation(
    #[server(default)] pilot: String,
    #[server(default)] person: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "people", Action::InviteToPilot, async |here, _| {
        let who = person.parse().map_err(|_| AppError::NotFound)?;
        paced(&here.state, here.who(), here.now).await?;
        let (pilot, token) = (here.pilot.pilot_id, Token::random());
        let hash = token.hash();
        let by_mail = Link::by_mail(&hash, &here.state.key, token.as_str()).shown(!here.state.sends_mail);
        let name = store::account::renew_invitation(here.pool(), pilot, who, here.who(), by_mail, here.now).await?;
        let theirs = here.facts.members().find(|member| member.person_id == who);
        match theirs.filter(|_| here.state.sends_mail) {
            Some(member) => notify(on_its_way(&name, &member.email)).await?,
            None => {
                let sentence = format!("This link lets {name} in once, within 72 hours:");
                notify_link(sentence, link(&here.state.site.base_url, &token)).await?;
            }
        }
        Ok(here.url("people"))
    })
    .await
}

/// Puts the address right that somebody of a pilot was invited by, before they join; the link before stops working.
#[server(prefix = "/do", endpoint = "account/correct_invitation")]
pub async fn correct_invitation(
    #[server(default)] pilot: String,
    #[server(default)] invited: String,
    #[server(default)] corrected_email: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "people", Action::InviteToPilot, async |here, mut typed| {
        let who = typed.parsed("invited", invited.parse().map_err(|_| "Choose whose address it is."));
        let address = typed.parsed("corrected_email", email(&corrected_email));
        typed.check()?;
        let (who, address) = who.zip(address).ok_or(AppError::Internal)?;
        paced(&here.state, here.who(), here.now).await?;
        let (pilot, token) = (here.pilot.pilot_id, Token::random());
        let hash = token.hash();
        let by_mail = Link::by_mail(&hash, &here.state.key, token.as_str());
        let to = (who, address.as_str());
        let name = store::account::correct_invitation(here.pool(), pilot, to, here.who(), by_mail, here.now).await?;
        if here.state.sends_mail {
            notify(on_its_way(&name, &address)).await?;
        } else {
            let sentence = format!("Send this link to {address}. It lets {name} in once, within 72 hours:");
            notify_link(sentence, link(&here.state.site.base_url, &token)).await?;
        }
        Ok(here.url("people"))
    })
    .await
}

/// `sponsor`, or `dri:new_model` for the roles that belong to an arm.
fn role_and_arm(word: &str) -> Option<(Role, Option<Arm>)> {
    let (role, arm) = match word.split_once(':') {
        Some((role, arm)) => (Role::parse(role)?, Some(Arm::parse(arm)?)),
        None => (Role::parse(word)?, None),
    };
    (role.has_arm() == arm.is_some()).then_some((role, arm))
}

/// Invites somebody to the installation, without a pilot.
#[server(prefix = "/do", endpoint = "account/invite_to_installation")]
pub async fn invite_to_installation(
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<(), AppError> {
    form::outside("/admin", Action::InviteToInstallation, async |asked, mut typed| {
        let (name, address) = invited(&mut typed, &name, &email);
        typed.check()?;
        paced(&asked.state, asked.person.person_id, asked.now).await?;
        let token = Token::random();
        let invitee = Invitee {
            email: &address,
            name: &name,
            role: None,
        };
        let (pool, who) = (&asked.state.pool, asked.person.person_id);
        let hash = token.hash();
        let link = Link::by_mail(&hash, &asked.state.key, token.as_str()).shown(!asked.state.sends_mail);
        let invited = store::account::invite(pool, who, &invitee, link, asked.now).await?;
        let joined = format!("{name} has an account already.");
        tell(&asked.state, invited, (&name, &address), joined, &token).await?;
        Ok("/admin".to_owned())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::role_and_arm;

    #[test]
    fn roles_of_an_arm_need_their_arm() {
        assert!(role_and_arm("dri").is_none());
        assert!(role_and_arm("dri:new_model").is_some());
        assert!(role_and_arm("approver").is_some());
        assert!(role_and_arm("emperor").is_none());
    }
}
