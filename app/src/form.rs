//! Forms: each is sent by one of the functions here, which see to what can happen to every one. What was typed is at hand
//! before it is asked who sends it, and comes back to its writer whatever the answer is.

mod by_password;
mod notice;
mod refused;
pub mod sent;
mod typed;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use domain::policy::Action;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use store::form::{RefusedForm, Writer};

pub use by_password::{by_password, own_password};
pub use notice::{
    NOTICE, Notice, notify, notify_and_see, notify_link, notify_secret, notify_token, notify_warning, take_notice,
};
pub use refused::Refused;
pub use typed::Typed;

use crate::address::{escaped, sound};
use crate::browser::{browser, named_browser};
use crate::editor::Answer;
use crate::error::AppError;
use crate::here::{Asked, At, Here, ask, ask_at, ask_in, viewer};
use crate::state::{AppState, state};
use crate::token::{self, Token};

/// The most that is kept of what was typed in a browser that nobody is known in, in bytes.
const LONGEST_OF_UNKNOWN: usize = 8 << 10;

/// A form of a pilot, for whoever may take the action there: the one way into it. `page` is where it stands, within the
/// pilot; the work answers with the address to go on to.
///
/// # Errors
/// None: the answer is made by status and headers, so that plain forms get pages.
pub async fn in_pilot(
    pilot: String,
    page: &str,
    action: Action,
    work: impl AsyncFnOnce(Here, Typed) -> Result<String, AppError>,
) -> Result<(), AppError> {
    let page = format!("/p/{}/{page}", escaped(&pilot));
    sent(&page, async |typed| work(ask_in(pilot, action).await?, typed).await).await
}

/// [`in_pilot`], for a form that is sent often and needs to know no more than who sends it, and where.
///
/// # Errors
/// None: see [`in_pilot`].
pub async fn at_pilot(
    pilot: String,
    page: &str,
    action: Action,
    work: impl AsyncFnOnce(At, Typed) -> Result<String, AppError>,
) -> Result<(), AppError> {
    let page = format!("/p/{}/{page}", escaped(&pilot));
    sent(&page, async |typed| work(ask_at(pilot, action).await?, typed).await).await
}

/// A form outside any pilot, for whoever is signed in and may take the action.
///
/// # Errors
/// None: see [`in_pilot`].
pub async fn outside(
    page: &str,
    action: Action,
    work: impl AsyncFnOnce(Asked, Typed) -> Result<String, AppError>,
) -> Result<(), AppError> {
    sent(page, async |typed| work(ask(action)?, typed).await).await
}

/// A form for anybody: it looks after itself, by a link's secret or a password.
///
/// # Errors
/// None: see [`in_pilot`].
pub async fn open(
    page: &str,
    work: impl AsyncFnOnce(AppState, Typed) -> Result<String, AppError>,
) -> Result<(), AppError> {
    sent(page, async |typed| work(state()?, typed).await).await
}

/// A form whose work asks by itself who sends it.
///
/// # Errors
/// None: see [`in_pilot`].
pub async fn sent(page: &str, work: impl AsyncFnOnce(Typed) -> Result<String, AppError>) -> Result<(), AppError> {
    let typed = Typed::of_request(page).await;
    let outcome = match work(typed.clone()).await {
        Err(AppError::SignIn) => {
            let mut typed = typed;
            typed.problem(
                "",
                "You had been signed out, so nothing was sent. This is what you typed.",
            );
            until_signed_in(typed.again()).await
        }
        Err(AppError::Refused(sentence)) => {
            let mut typed = typed;
            typed.problem("", sentence);
            again(typed.again()).await
        }
        Err(wrong @ AppError::Wrong(..)) => again(wrong).await,
        Ok(to) => {
            done(&typed).await;
            Ok(to)
        }
        outcome => outcome,
    };
    let response = expect_context::<ResponseOptions>();
    match outcome {
        Ok(to) | Err(AppError::Again(to)) => go(&response, &to),
        Err(error) => stop(&response, &error)?,
    }
    Ok(())
}

/// What was done is not shown as refused any more: not on the way back, nor in another tab. It was done, so that nothing stops
/// here.
async fn done(typed: &Typed) {
    let Ok(state) = state() else { return };
    let person = viewer().map(|person| person.person_id);
    let (shown, browser) = (shown_before(), browser());
    // Whoever neither is known nor has a browser with a name has nothing kept.
    if person.is_none() && browser.is_none() {
        return;
    }
    if let Err(error) = store::form::done(&state.pool, typed.form(), shown, person, browser).await {
        tracing::warn!(%error, "a kept form could not be dropped");
    }
}

/// What is stored of the kept form that the page showed which this one was sent from.
fn shown_before() -> Option<[u8; 32]> {
    let from = with_context(|parts: &http::request::Parts| {
        let from = parts.headers.get(http::header::REFERER)?.to_str().ok()?;
        from.parse::<http::Uri>().ok()
    })??;
    form_urlencoded::parse(from.query()?.as_bytes())
        .find(|(name, token)| name == "refused" && Token::fits(token))
        .map(|(_, token)| token::hash(&token))
}

/// Keeps a form that was refused, and answers with the address that shows it again.
async fn again(wrong: AppError) -> Result<String, AppError> {
    let AppError::Wrong(page, form) = wrong else {
        return Err(wrong);
    };
    let state = state()?;
    let writer = match viewer() {
        Some(person) => Writer::Person(person.person_id),
        None => Writer::Browser(named_browser(&state)),
    };
    if let Some(shown) = keep(&state, writer, &page, &form).await? {
        return Ok(shown);
    }
    let sentences: Vec<&str> = form.problems.iter().map(|(_, sentence)| sentence.as_str()).collect();
    Err(AppError::Refused(sentences.join(" ")))
}

/// Keeps a form whose sender has to sign in first, and answers with the address of the page for that, which leads back
/// to where it is shown. It belongs to whoever signed in last in the browser; where nobody did, to the browser.
async fn until_signed_in(wrong: AppError) -> Result<String, AppError> {
    let AppError::Wrong(page, form) = wrong else {
        return Err(wrong);
    };
    let state = state()?;
    let browser = named_browser(&state);
    let writer = match store::browser::last_signed_in(&state.pool, &browser).await? {
        Some(person) => Writer::Person(person),
        None => Writer::Browser(browser),
    };
    let shown = keep(&state, writer, &page, &form).await?.ok_or(AppError::SignIn)?;
    Ok(format!("/sign-in?next={}", escaped(&shown)))
}

/// Where the form is shown again; nowhere when it is one of somebody who is not known and too long, or there are many of
/// those. The answer itself holds it then.
async fn keep(state: &AppState, writer: Writer, page: &str, form: &RefusedForm) -> Result<Option<String>, AppError> {
    if matches!(writer, Writer::Browser(_)) && form.size() > LONGEST_OF_UNKNOWN {
        return Ok(None);
    }
    let token = Token::random();
    if !store::form::keep(&state.pool, &token.hash(), writer, form).await? {
        return Ok(None);
    }
    let (page, anchor) = match page.split_once('#') {
        Some((page, anchor)) => (page, format!("#{anchor}")),
        None => (page, String::new()),
    };
    let joint = if page.contains('?') { '&' } else { '?' };
    Ok(Some(format!("{page}{joint}refused={}{anchor}", token.as_str())))
}

/// A script's request about a pilot, for whoever may take the action there. It is answered in place: an error by its
/// status and its sentence. What was typed stands in the script's page still, so that it is not kept here. Somebody
/// not signed in is redirected, as by a form, which a script sees.
///
/// # Errors
/// None: see [`in_pilot`].
pub async fn answer_in_pilot(
    pilot: String,
    action: Action,
    work: impl AsyncFnOnce(Here) -> Result<Answer, AppError>,
) -> Result<Answer, AppError> {
    let response = expect_context::<ResponseOptions>();
    let outcome = match ask_in(pilot, action).await {
        Ok(here) => work(here).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(answer) => {
            response.set_status(http::StatusCode::OK);
            Ok(answer)
        }
        Err(AppError::SignIn) => {
            go(&response, "/sign-in");
            Ok(Answer::default())
        }
        Err(error) => {
            response.set_status(error.status());
            Ok(Answer {
                text: error.to_string(),
                ..Answer::default()
            })
        }
    }
}

/// The header by which a form tells the server to answer with an error page.
pub const STOPPED: &str = "x-countersign-stopped";

fn stop(response: &ResponseOptions, error: &AppError) -> Result<(), AppError> {
    response.set_status(error.status());
    response.insert_header(http::HeaderName::from_static(STOPPED), stopping(error)?);
    Ok(())
}

/// What stands in that header.
///
/// # Errors
/// When it cannot be written.
pub fn stopping(error: &AppError) -> Result<http::HeaderValue, AppError> {
    let text = serde_json::to_vec(error).map_err(AppError::internal)?;
    http::HeaderValue::from_str(&URL_SAFE.encode(text)).map_err(AppError::internal)
}

/// Reads the header that a stopped form leaves.
pub fn stopped(header: &http::HeaderValue) -> Option<AppError> {
    serde_json::from_slice(&URL_SAFE.decode(header).ok()?).ok()
}

/// Answers with a redirect to a path of this site, whatever the request accepts. What an address
/// cannot hold is escaped.
pub fn go(response: &leptos_axum::ResponseOptions, to: &str) {
    let to = sound(to);
    // Longer addresses are not followed everywhere; one gets this long only by somebody's hand.
    let to = if to.len() > 4096 { "/".to_owned() } else { to };
    let to = http::HeaderValue::from_str(&to).unwrap_or(http::HeaderValue::from_static("/"));
    response.set_status(http::StatusCode::SEE_OTHER);
    response.insert_header(http::header::LOCATION, to);
}
