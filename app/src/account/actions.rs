//! Forms of people: set-up, invitations, signing in and out, theme.

use domain::person::{Arm, Role};
use domain::policy::Action;
use leptos::prelude::*;
use leptos::server;
use store::account::{Invited, Invitee};

use crate::error::AppError;
use crate::form::{act, go, notify, notify_link};
use crate::here::{address, ask, ask_in, session, viewer};
use crate::password::Passwords;
use crate::state::state;
use crate::token::{self, Token};
use crate::typed;

/// The session key that holds who is signed in.
pub const PERSON: &str = "person";

/// An e-mail address as stored: trimmed, lower case, with one `@` between two parts.
fn email(text: &str) -> Result<String, &'static str> {
    let email = text.trim().to_lowercase();
    let fits = email.len() <= 254
        && !email.contains(char::is_whitespace)
        && email
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    if fits {
        Ok(email)
    } else {
        Err("Enter an e-mail address, such as dana@example.com.")
    }
}

/// Uses the set-up link: makes the first person, who runs the installation.
#[server(prefix = "/do", endpoint = "account/set_up")]
pub async fn set_up(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    act(async move {
        let state = state()?;
        let page = format!("/setup/{token}");
        let mut typed = typed!("account/set_up"; name, email);
        let name = typed.required("name", &name, "Enter your name.", 60);
        let address = typed.parsed("email", self::email(&email));
        if let Some(objection) = Passwords::objection(&password) {
            typed.problem("password", objection);
        }
        let typed = typed.check(&page).await?;
        let hash = state.passwords.hash(password).await?;
        let outcome = store::account::set_up(
            &state.pool,
            &token::hash(&token),
            &address.unwrap_or_default(),
            &name,
            &hash,
            state.clock.now(),
        )
        .await;
        typed.or_again(&page, outcome).await?;
        notify("You are set up. Sign in with your e-mail address and password.").await?;
        Ok("/sign-in".to_owned())
    })
    .await
}

/// Uses an invitation: the person chooses a password.
#[server(prefix = "/do", endpoint = "account/accept_invitation")]
pub async fn accept_invitation(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    act(async move {
        let state = state()?;
        let page = format!("/invitation/{token}");
        let mut typed = typed!("account/accept_invitation"; name);
        let name = typed.required("name", &name, "Enter your name.", 60);
        if let Some(objection) = Passwords::objection(&password) {
            typed.problem("password", objection);
        }
        let typed = typed.check(&page).await?;
        let now = state.clock.now();
        if store::account::invitation(&state.pool, &token::hash(&token), now)
            .await?
            .is_none()
        {
            return Err(AppError::Refused(
                "This invitation was used already or has run out. Ask for a new one.".to_owned(),
            ));
        }
        let hash = state.passwords.hash(password).await?;
        let outcome = store::account::accept_invitation(&state.pool, &token::hash(&token), &name, &hash, now).await;
        typed.or_again(&page, outcome).await?;
        notify("Your account is ready. Sign in with your e-mail address and password.").await?;
        Ok("/sign-in".to_owned())
    })
    .await
}

/// Uses a reset link: the person chooses a new password.
#[server(prefix = "/do", endpoint = "account/reset_password")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    act(async move {
        let state = state()?;
        let page = format!("/reset/{token}");
        let mut typed = typed!("account/reset_password");
        if let Some(objection) = Passwords::objection(&password) {
            typed.problem("password", objection);
        }
        let typed = typed.check(&page).await?;
        let (link, now) = (token::hash(&token), state.clock.now());
        if store::account::reset_link(&state.pool, &link, now).await?.is_none() {
            return Err(AppError::Refused(
                "This link was used already or has run out. Ask for a new one.".to_owned(),
            ));
        }
        let hash = state.passwords.hash(password).await?;
        let outcome = store::account::reset_password(&state.pool, &link, &hash, now).await;
        typed.or_again(&page, outcome).await?;
        notify("Your new password counts from now on. Sign in with it.").await?;
        Ok("/sign-in".to_owned())
    })
    .await
}

/// Signs in. A wrong password and an unknown address get the same answer, after the same work.
#[server(prefix = "/do", endpoint = "account/sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    act(async move {
        let state = state()?;
        let mut typed = typed!("account/sign_in"; email);
        let known = self::email(&email).unwrap_or_default();
        let from = address();
        let failures = store::account::sign_in_failures(&state.pool, &known, &from).await?;
        let found = store::account::password_hash(&state.pool, &known).await?;
        let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), Some(hash)));
        let fits = state.passwords.fits(password, hash).await?;
        let throttled = failures.address >= 20 || failures.email >= 50;
        let page = if next.is_empty() {
            "/sign-in".to_owned()
        } else {
            format!("/sign-in?next={}", safe_next(&next))
        };
        match person {
            Some(person) if fits && !throttled => {
                let session = session()?;
                session.cycle_id().await.map_err(AppError::internal)?;
                session.insert(PERSON, person.0).await.map_err(AppError::internal)?;
                store::account::note_sign_in(&state.pool, person, state.clock.now()).await?;
                Ok(safe_next(&next))
            }
            _ => {
                store::account::note_sign_in_failure(&state.pool, &known, &from).await?;
                typed.problem(
                    "email",
                    if throttled {
                        "There were many failed sign-ins. Wait a few minutes, then try again."
                    } else {
                        "This e-mail address and password do not fit together."
                    },
                );
                typed.check(&page).await.map(|_| page)
            }
        }
    })
    .await
}

/// A path of this site, or the inbox.
fn safe_next(next: &str) -> String {
    let fits = next.starts_with('/')
        && !next.starts_with("//")
        && next
            .bytes()
            .all(|b| b.is_ascii_graphic() && b != b'\\' && b != b'"' && b != b'<');
    if fits { next.to_owned() } else { "/".to_owned() }
}

/// Signs out: the session ends for good.
#[server(prefix = "/do", endpoint = "account/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    act(async move {
        if let Some(person) = viewer() {
            let state = state()?;
            store::account::note_sign_out(&state.pool, person.person_id, state.clock.now()).await?;
        }
        session()?.flush().await.map_err(AppError::internal)?;
        Ok("/sign-in".to_owned())
    })
    .await
}

/// Chooses the light or dark theme, for this browser.
#[server(prefix = "/do", endpoint = "account/theme")]
pub async fn theme(#[server(default)] theme: String) -> Result<(), AppError> {
    let response = expect_context::<leptos_axum::ResponseOptions>();
    let cookie = match theme.as_str() {
        "dark" => "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax",
        "light" => "theme=light; Path=/; Max-Age=31536000; SameSite=Lax",
        _ => "theme=; Path=/; Max-Age=0; SameSite=Lax",
    };
    response.append_header(http::header::SET_COOKIE, http::HeaderValue::from_static(cookie));
    let back = use_context::<http::request::Parts>()
        .and_then(|parts| {
            parts
                .headers
                .get(http::header::REFERER)?
                .to_str()
                .ok()?
                .parse::<http::Uri>()
                .ok()
        })
        .and_then(|uri| uri.path_and_query().map(|path| safe_next(path.as_str())))
        .unwrap_or_else(|| "/".to_owned());
    go(&response, &back);
    Ok(())
}

/// Invites somebody into a pilot with a role. The link is shown once, to be sent by hand.
#[server(prefix = "/do", endpoint = "account/invite")]
pub async fn invite(
    #[server(default)] pilot: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::InviteToPilot).await?;
        let page = here.url("people");
        let mut typed = typed!("account/invite"; name, email, role);
        let name = typed.required("name", &name, "Enter their name.", 60);
        let address = typed.parsed("email", self::email(&email));
        let role = typed.parsed("role", role_and_arm(&role).ok_or("Choose a role."));
        let typed = typed.check(&page).await?;
        let token = Token::random();
        let (role, arm) = role.ok_or(AppError::Internal)?;
        let address = address.unwrap_or_default();
        let invitee = Invitee {
            email: &address,
            name: &name,
            role: Some((here.pilot.pilot_id, role, arm)),
        };
        let outcome = store::account::invite(here.pool(), here.who(), &invitee, &token.hash(), here.now).await;
        let invited = typed.or_again(&page, outcome).await?;
        match invited {
            Invited::ByLink(_) => {
                let link = format!("{}/invitation/{}", here.state.site.base_url, token.as_str());
                notify_link(
                    format!("{name} is invited. This link lets them in once, within 72 hours:"),
                    link,
                )
                .await?;
            }
            Invited::Joined(_) => notify(format!("{name} has the role now. They sign in as before.")).await?,
            Invited::Before(_, inviter) => notify(before(&name, &inviter)).await?,
        }
        Ok(page)
    })
    .await
}

/// Makes a new link for somebody of a pilot who has not joined yet; the one before stops working.
#[server(prefix = "/do", endpoint = "account/renew_invitation")]
pub async fn renew_invitation(
    #[server(default)] pilot: String,
    #[server(default)] person: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::InviteToPilot).await?;
        let page = here.url("people");
        let who = person.parse().map_err(|_| AppError::NotFound)?;
        let token = Token::random();
        let outcome = store::account::renew_invitation(
            here.pool(),
            here.pilot.pilot_id,
            who,
            here.who(),
            &token.hash(),
            here.now,
        )
        .await;
        let name = typed!("account/renew_invitation").or_again(&page, outcome).await?;
        let link = format!("{}/invitation/{}", here.state.site.base_url, token.as_str());
        notify_link(format!("This link lets {name} in once, within 72 hours:"), link).await?;
        Ok(page)
    })
    .await
}

/// What is said when somebody else's invitation still lets a person in.
fn before(name: &str, inviter: &str) -> String {
    format!("{name} was invited by {inviter} already; they have to use that invitation.")
}

/// `sponsor`, or `dri:new_model` for the roles that belong to an arm.
fn role_and_arm(word: &str) -> Option<(Role, Option<Arm>)> {
    match word.split_once(':') {
        Some((role, arm)) => Some((Role::parse(role)?, Some(Arm::parse(arm)?))),
        None => {
            let role = Role::parse(word)?;
            (!matches!(role, Role::PilotPm | Role::Dri)).then_some((role, None))
        }
    }
}

/// Invites somebody to the installation, without a pilot.
#[server(prefix = "/do", endpoint = "account/invite_to_installation")]
pub async fn invite_to_installation(
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<(), AppError> {
    act(async move {
        let asked = ask(Action::InviteToInstallation)?;
        let page = "/settings".to_owned();
        let mut typed = typed!("account/invite_to_installation"; name, email);
        let name = typed.required("name", &name, "Enter their name.", 60);
        let address = typed.parsed("email", self::email(&email)).unwrap_or_default();
        let typed = typed.check(&page).await?;
        let token = Token::random();
        let invitee = Invitee {
            email: &address,
            name: &name,
            role: None,
        };
        let outcome = store::account::invite(
            &asked.state.pool,
            asked.person.person_id,
            &invitee,
            &token.hash(),
            asked.now,
        )
        .await;
        let invited = typed.or_again(&page, outcome).await?;
        match invited {
            Invited::ByLink(_) => {
                let link = format!("{}/invitation/{}", asked.state.site.base_url, token.as_str());
                notify_link(
                    format!("{name} is invited. This link lets them in once, within 72 hours:"),
                    link,
                )
                .await?;
            }
            Invited::Joined(_) => notify(format!("{name} has an account already.")).await?,
            Invited::Before(_, inviter) => notify(before(&name, &inviter)).await?,
        }
        Ok(page)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{email, role_and_arm, safe_next};

    #[test]
    fn only_own_paths_are_followed_after_sign_in() {
        for (next, goes_to) in [
            ("/p/checkout/approval", "/p/checkout/approval"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
        ] {
            assert_eq!(safe_next(next), goes_to, "{next}");
        }
    }

    #[test]
    fn addresses_are_lower_case_and_have_two_parts() {
        assert_eq!(email(" Dana@Example.COM ").as_deref(), Ok("dana@example.com"));
        for bad in [
            "",
            "dana",
            "dana@",
            "@example.com",
            "dana@example",
            "a b@example.com",
            "a@b@example.com",
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn roles_of_an_arm_need_their_arm() {
        assert!(role_and_arm("dri").is_none());
        assert!(role_and_arm("dri:new_model").is_some());
        assert!(role_and_arm("approver").is_some());
        assert!(role_and_arm("emperor").is_none());
    }
}
