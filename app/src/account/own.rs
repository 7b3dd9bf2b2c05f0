//! Forms by which people change their own account.

use domain::policy::Action;
use leptos::server;
use store::mail::Link;

use super::actions::email;
use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::{Asked, session, viewer};
use crate::password::Passwords;
use crate::token::{self, Token};

/// What is stored of the session at hand.
pub(super) fn own_session() -> Result<[u8; 32], AppError> {
    let id = session()?.id().ok_or(AppError::SignIn)?;
    Ok(token::session_hash(&id))
}

/// Changes the name that others see.
#[server(prefix = "/do", endpoint = "account/rename")]
pub async fn rename(#[server(default)] name: String) -> Result<(), AppError> {
    form::outside("/settings/name", Action::UseAccount, async |asked: Asked, mut typed| {
        let name = typed.required("name", &name, "Enter your name.", 60);
        typed.check()?;
        store::account::rename(&asked.state.pool, asked.person.person_id, &name, asked.now).await?;
        notify(format!(
            "Others see you as {name} from now on, on what you did before, too."
        ))
        .await?;
        Ok("/settings".to_owned())
    })
    .await
}

/// Chooses another password, for whoever knows the one before. Other browsers are signed out.
#[server(prefix = "/do", endpoint = "account/change_password")]
pub async fn change_password(
    #[server(default)] password: String,
    #[server(default)] new_password: String,
) -> Result<(), AppError> {
    form::outside(
        "/settings/password",
        Action::UseAccount,
        async |asked: Asked, mut typed| {
            if let Some(objection) = Passwords::objection(&new_password) {
                typed.problem("new_password", objection);
            } else if new_password == password {
                typed.problem("new_password", "This is the password you have. Choose another.");
            }
            typed.check()?;
            form::own_password(
                &asked.state,
                &asked.person,
                &mut typed,
                password,
                "Nothing was changed.",
            )
            .await?;
            typed.check()?;
            let hash = asked.state.passwords.hash(new_password).await?;
            let (pool, who) = (&asked.state.pool, asked.person.person_id);
            store::account::change_password(pool, who, &hash, &own_session()?, asked.now).await?;
            notify("Your new password counts from now on. Other browsers are signed out.").await?;
            Ok("/settings".to_owned())
        },
    )
    .await
}

/// Signs out everywhere else.
#[server(prefix = "/do", endpoint = "account/end_sessions")]
pub async fn end_sessions() -> Result<(), AppError> {
    form::outside("/settings", Action::UseAccount, async |asked: Asked, _| {
        let (pool, who) = (&asked.state.pool, asked.person.person_id);
        let ended = store::account::end_sessions(pool, who, &own_session()?, asked.now).await?;
        notify(match ended {
            0 => "You were signed in nowhere else.".to_owned(),
            1 => "You are signed out in 1 other browser.".to_owned(),
            n => format!("You are signed out in {n} other browsers."),
        })
        .await?;
        Ok("/settings".to_owned())
    })
    .await
}

/// Asks to sign in with another e-mail address, which counts once it is confirmed.
#[server(prefix = "/do", endpoint = "account/ask_address")]
pub async fn ask_address(
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    form::outside(
        "/settings/email",
        Action::UseAccount,
        async |asked: Asked, mut typed| {
            let address = typed.parsed("email", self::email(&email));
            typed.check()?;
            form::own_password(
                &asked.state,
                &asked.person,
                &mut typed,
                password,
                "Nothing was changed.",
            )
            .await?;
            typed.check()?;
            let address = address.ok_or(AppError::Internal)?;
            let (pool, who) = (&asked.state.pool, asked.person.person_id);
            store::account::ask_address(pool, who, &address, asked.now).await?;
            let token = Token::random();
            let hash = token.hash();
            if asked.state.sends_mail {
                let link = Link::by_mail(&hash, &asked.state.key, token.as_str());
                store::account::make_address_link(pool, who, None, link, asked.now).await?;
            }
            let by_mail = match asked.state.sends_mail {
                true => " A mail with a link is on its way there.",
                false => "",
            };
            notify(format!(
                "{address} has to be confirmed. Until then you sign in with {}.{by_mail}",
                asked.person.email
            ))
            .await?;
            Ok("/settings/email".to_owned())
        },
    )
    .await
}

/// Takes the wish for another e-mail address back.
#[server(prefix = "/do", endpoint = "account/drop_address")]
pub async fn drop_address() -> Result<(), AppError> {
    form::outside("/settings/email", Action::UseAccount, async |asked: Asked, _| {
        store::account::drop_address(&asked.state.pool, asked.person.person_id, asked.now).await?;
        notify(format!("You go on signing in with {}.", asked.person.email)).await?;
        Ok("/settings".to_owned())
    })
    .await
}

/// Confirms a new e-mail address, by the link that was sent there.
#[server(prefix = "/do", endpoint = "account/confirm_address")]
pub async fn confirm_address(#[server(default)] token: String) -> Result<(), AppError> {
    let page = format!("/new-address/{}", escaped(&token));
    form::open(&page, async |state, _| {
        let email = store::account::confirm_address(&state.pool, &token::hash(&token), state.clock.now()).await?;
        notify(format!("{email} is confirmed. Sign in with it from now on.")).await?;
        let page = if viewer().is_some() { "/" } else { "/sign-in" };
        Ok(page.to_owned())
    })
    .await
}
