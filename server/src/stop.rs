//! Forms on their way in and out: what was sent is at hand from before anybody asks who that is, and a form that is stopped
//! is answered with a page that holds it.

use app::error::AppError;
use app::form::sent::Sent;
use app::form::{STOPPED, stopped};
use app::shell::Head;
use app::state::AppState;
use app::ui::unsent::{again, typed};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{Method, StatusCode, header};
use leptos::prelude::*;
use server_fn::error::SERVER_FN_ERROR_HEADER;

use crate::page::html;

/// Forms that anybody can send, signed in or not: an address, a password, a note.
const ANYBODYS: [&str; 8] = [
    "account/accept_invitation",
    "account/confirm_address",
    "account/reset_password",
    "account/set_up",
    "account/sign_in",
    "account/theme",
    "mail/unsubscribe",
    "survey/answer_by_link",
];
/// The longest body of one of these, in bytes.
const LARGEST_OF_ANYBODY: usize = 128 << 10;

fn too_long() -> AppError {
    AppError::Refused("What was sent is longer than this form can be. Nothing was changed.".to_owned())
}

/// Puts [`Sent`] into the request of a form, and answers a stop with a page: one that a form's function made, one of the
/// framework, which marks what it cannot read as a form with a header of its own, and one of the layers below, where
/// nothing but the status says what happened. Scripts are answered in place.
pub async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(endpoint) = request.uri().path().strip_prefix("/do/").map(str::to_owned) else {
        return next.run(request).await;
    };
    if request.method() != Method::POST || is_of_a_script(&request) {
        return next.run(request).await;
    }
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let (mut parts, body) = request.into_parts();
    // Longer bodies than any form may have were refused before.
    let anybodys = ANYBODYS.contains(&&*endpoint);
    let most = if anybodys { LARGEST_OF_ANYBODY } else { usize::MAX };
    let body = match to_bytes(body, most).await {
        Ok(body) => body,
        Err(_) if anybodys => return page(&state, &too_long(), None).await,
        Err(_) => return page(&state, &AppError::incomplete(), None).await,
    };
    let sent = Sent::new(&endpoint, &kind, body.clone());
    parts.extensions.insert(sent.clone());
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let headers = response.headers();
    let error = match headers.get(STOPPED) {
        Some(header) => stopped(header).unwrap_or(AppError::Internal),
        None if headers.contains_key(SERVER_FN_ERROR_HEADER) => AppError::incomplete(),
        None if response.status() == StatusCode::SERVICE_UNAVAILABLE => AppError::Unavailable,
        None if response.status().is_server_error() => AppError::Internal,
        None => return response,
    };
    let (parts, _) = response.into_parts();
    let mut page = page(&state, &error, Some(&sent)).await;
    // What the layers below say beside the form: their cookies.
    for cookie in parts.headers.get_all(header::SET_COOKIE) {
        page.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    page
}

/// Scripts ask for what they can read.
fn is_of_a_script(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT);
    accept.is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

/// What went wrong, what was typed, and, where that can help, a button that sends it once more.
async fn page(state: &AppState, error: &AppError, sent: Option<&Sent>) -> Response {
    let fields = match sent {
        Some(sent) => sent.fields().await,
        None => Vec::new(),
    };
    let typed = typed(&fields);
    let sign_in = matches!(error, AppError::SignIn).then(|| {
        view! { <p><a href="/sign-in" target="_blank" rel="noopener">"Sign in in another tab"</a> ", then send this again."</p> }
    });
    let can_help = matches!(
        error,
        AppError::SignIn | AppError::Busy | AppError::Unavailable | AppError::Internal
    );
    let again = sent
        .filter(|_| can_help)
        .map(|sent| again(sent.endpoint(), sent.is_in_parts(), fields));
    let body = view! {
        <div class="plain">
            <header class="top-bar"><a class="pilot-name" href="/">"Countersign"</a></header>
            <main id="main">
                <h1>"This was not done"</h1>
                <p>{error.to_string()}</p>
                {sign_in}
                {typed}
                {again}
                <p><a href="/">"What you need to do"</a></p>
            </main>
        </div>
    };
    let head = Head::titled("This was not done · Countersign");
    let mut page = html(&head, &state.site, None, &body.to_html());
    *page.status_mut() = error.status();
    page
}
