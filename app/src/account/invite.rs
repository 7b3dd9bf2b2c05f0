//! Forms that invite people, into a pilot or to the installation.

use domain::person::{Arm, Role};
use domain::policy::Action;
use leptos::server;
use store::account::{Invited, Invitee};

use super::actions::email;
use crate::error::AppError;
use crate::form::{self, Typed, notify, notify_link};
use crate::token::Token;

/// Name and address of whom a form invites.
fn invited(typed: &mut Typed, name: &str, address: &str) -> (String, String) {
    let name = typed.required("name", name, "Enter their name.", 60);
    let address = typed.parsed("email", email(address)).unwrap_or_default();
    (name, address)
}

/// Says how the person gets in. The link is shown once, to be sent by hand.
async fn tell(invited: Invited, name: &str, joined: String, link: String) -> Result<(), AppError> {
    match invited {
        Invited::ByLink(_) => {
            let sentence = format!("{name} is invited. This link lets them in once, within 72 hours:");
            notify_link(sentence, link).await
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
        let token = Token::random();
        let (role, arm) = role.ok_or(AppError::Internal)?;
        let invitee = Invitee {
            email: &address,
            name: &name,
            role: Some((here.pilot.pilot_id, role, arm)),
        };
        let invited = store::account::invite(here.pool(), here.who(), &invitee, &token.hash(), here.now).await?;
        let joined = format!("{name} has the role now. They sign in as before.");
        tell(invited, &name, joined, link(&here.state.site.base_url, &token)).await?;
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
        let (pilot, token) = (here.pilot.pilot_id, Token::random());
        let name =
            store::account::renew_invitation(here.pool(), pilot, who, here.who(), &token.hash(), here.now).await?;
        let sentence = format!("This link lets {name} in once, within 72 hours:");
        notify_link(sentence, link(&here.state.site.base_url, &token)).await?;
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
        let token = Token::random();
        let invitee = Invitee {
            email: &address,
            name: &name,
            role: None,
        };
        let (pool, who) = (&asked.state.pool, asked.person.person_id);
        let invited = store::account::invite(pool, who, &invitee, &token.hash(), asked.now).await?;
        let joined = format!("{name} has an account already.");
        tell(invited, &name, joined, link(&asked.state.site.base_url, &token)).await?;
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
