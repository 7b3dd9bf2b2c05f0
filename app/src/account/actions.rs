//! Forms of people: set-up, using a link, signing in and out, theme.

use domain::ids::PersonId;
use domain::policy::Action;
use leptos::prelude::*;
use leptos::server;
use store::sign_in::{self, Attempt};

use super::agent::named;
use crate::address::escaped;
use crate::browser::{browser, named_browser};
use crate::error::AppError;
use crate::form::{self, go, notify};
use crate::here::{address, session, viewer};
use crate::password::Passwords;
use crate::state::AppState;
use crate::time::city;
use crate::token;
use crate::ui::read_zone;

/// The session key that holds who is signed in.
pub const PERSON: &str = "person";

/// The session key that holds what the browser is, for the list of one's sessions.
const AGENT: &str = "agent";

/// What the browser at hand is, in a few words.
fn agent() -> String {
    let agent = with_context(|parts: &http::request::Parts| {
        let agent = parts.headers.get(http::header::USER_AGENT)?.to_str().ok()?;
        Some(named(agent))
    });
    agent.flatten().unwrap_or_else(|| named(""))
}

/// An e-mail address as stored: trimmed, lower case, with one `@` between two parts.
pub(crate) fn email(text: &str) -> Result<String, &'static str> {
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
    let page = format!("/setup/{}", escaped(&token));
    form::open(&page, async |state, mut typed| {
        let name = typed.required("name", &name, "Enter your name.", 60);
        let address = typed.parsed("email", self::email(&email));
        if let Some(objection) = Passwords::objection(&password) {
            typed.problem("password", objection);
        }
        typed.check()?;
        let hash = state.passwords.hash(password).await?;
        let person = store::account::set_up(
            &state.pool,
            &token::hash(&token),
            &address.unwrap_or_default(),
            &name,
            &hash,
            state.clock.now(),
        )
        .await?;
        enter(&state, person).await?;
        notify(format!("Welcome, {name}. You are set up and signed in.")).await?;
        Ok("/".to_owned())
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
    let page = format!("/invitation/{}", escaped(&token));
    form::open(&page, async |state, mut typed| {
        let name = typed.required("name", &name, "Enter your name.", 60);
        if let Some(objection) = Passwords::objection(&password) {
            typed.problem("password", objection);
        }
        typed.check()?;
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
        let person = store::account::accept_invitation(&state.pool, &token::hash(&token), &name, &hash, now).await?;
        enter(&state, person).await?;
        notify(format!(
            "Welcome, {name}. Your account is ready, and you are signed in."
        ))
        .await?;
        Ok("/".to_owned())
    })
    .await
}

/// Uses a reset link: the person chooses a new password.
#[server(prefix = "/do", endpoint = "account/reset_password")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    let page = format!("/reset/{}", escaped(&token));
    form::open(&page, async |state, mut typed| {
        if let Some(objection) = Passwords::objection(&password) {
            typed.problem("password", objection);
        }
        typed.check()?;
        let (link, now) = (token::hash(&token), state.clock.now());
        if store::account::reset_link(&state.pool, &link, now).await?.is_none() {
            return Err(AppError::Refused(
                "This link was used already or has run out. Ask for a new one.".to_owned(),
            ));
        }
        let hash = state.passwords.hash(password).await?;
        let person = store::account::reset_password(&state.pool, &link, &hash, now).await?;
        enter(&state, person).await?;
        notify("Your new password counts from now on, and you are signed in with it.").await?;
        Ok("/".to_owned())
    })
    .await
}

/// Signs in. A wrong password and an unknown address get the same answer, after the same work; after many of them, no work
/// is done, so that guesses do not take the turns of others.
#[server(prefix = "/do", endpoint = "account/sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    let page = if next.is_empty() {
        "/sign-in".to_owned()
    } else {
        format!("/sign-in?next={}", escaped(&safe_next(&next)))
    };
    form::open(&page, async |state, mut typed| {
        let known = self::email(&email).unwrap_or_default();
        let (from, browser) = (address(), browser());
        let attempt = Attempt {
            email: &known,
            address: &from,
            browser: browser.as_ref().map(<[u8; 32]>::as_slice),
        };
        if sign_in::failures(&state.pool, attempt).await?.are_many() {
            typed.problem(
                "email",
                "There were many failed sign-ins. Wait a few minutes, then try again.",
            );
            return Err(typed.again());
        }
        let found = store::account::password_hash(&state.pool, &known).await?;
        let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), Some(hash)));
        let fits = state.passwords.fits(password, hash).await?;
        let Some(person) = person.filter(|_| fits) else {
            sign_in::note_failure(&state.pool, attempt).await?;
            typed.problem("email", "This e-mail address and password do not fit together.");
            return Err(typed.again());
        };
        enter(&state, person).await?;
        Ok(safe_next(&next))
    })
    .await
}

/// Signs somebody in who has just shown who they are, by their password or by the link with which they chose it. The browser
/// is no stranger to them from then on: guesses from elsewhere do not keep them out. The session is a new one, and nothing
/// stays of what it held for whoever was signed in before.
async fn enter(state: &AppState, person: PersonId) -> Result<(), AppError> {
    store::browser::signed_in(&state.pool, &named_browser(state), person).await?;
    let session = session()?;
    session.clear().await;
    session.cycle_id().await.map_err(AppError::internal)?;
    session.insert(PERSON, person.0).await.map_err(AppError::internal)?;
    session.insert(AGENT, agent()).await.map_err(AppError::internal)?;
    store::account::note_sign_in(&state.pool, person, state.clock.now()).await?;
    Ok(())
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
    form::open("/sign-in", async |state, _| {
        if let Some(person) = viewer() {
            store::account::note_sign_out(&state.pool, person.person_id, state.clock.now()).await?;
        }
        session()?.flush().await.map_err(AppError::internal)?;
        Ok("/sign-in".to_owned())
    })
    .await
}

/// Chooses the zone in which times are shown beside the pilot's, or none.
#[server(prefix = "/do", endpoint = "account/choose_zone")]
pub async fn choose_zone(#[server(default)] zone: String) -> Result<(), AppError> {
    form::outside("/settings", Action::UseAccount, async |asked, mut typed| {
        let zone = match zone.trim() {
            "" => None,
            name => typed.parsed("zone", read_zone(name)),
        };
        typed.check()?;
        store::account::choose_zone(&asked.state.pool, asked.person.person_id, zone, asked.now).await?;
        let done = match zone {
            Some(zone) => format!(
                "Where it is another time in {}, that stands beside the pilot's.",
                city(zone)
            ),
            None => "Times are shown in the pilot's zone alone.".to_owned(),
        };
        notify(done).await?;
        Ok("/settings".to_owned())
    })
    .await
}

/// Chooses the light or dark theme, for this browser.
#[server(prefix = "/do", endpoint = "account/theme")]
pub async fn theme(#[server(default)] theme: String) -> Result<(), AppError> {
    let response = expect_context::<leptos_axum::ResponseOptions>();
    let secure = crate::state::state()?.is_secure();
    let cookie = match (theme.as_str(), secure) {
        ("dark", false) => "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax",
        ("dark", true) => "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; Secure",
        ("light", false) => "theme=light; Path=/; Max-Age=31536000; SameSite=Lax",
        ("light", true) => "theme=light; Path=/; Max-Age=31536000; SameSite=Lax; Secure",
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

#[cfg(test)]
mod tests {
    use super::{email, safe_next};

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
}
