//! Where a form comes from. Browsers say it in `Sec-Fetch-Site`, on https and on the machine itself, and in `Origin`
//! everywhere; [`tower_http::csrf`] compares. This is what it cannot know.

use std::sync::Arc;

use app::error::AppError;
use app::form::{STOPPED, stopping};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method, header};

/// The forms that prove by the secret in them who sends them, open no session and use none. The mail programs and privacy
/// settings of phones, where their links are opened, hide the origin.
const BY_LINK: [&str; 2] = ["/do/survey/answer_by_link", "/do/mail/unsubscribe"];

/// In front of the comparison. A form that says nothing of where it comes from is refused: the comparison lets such through. One
/// that names the base URL is one of ours even where a proxy asks for another host.
pub async fn told(State(base_url): State<Arc<str>>, mut request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || said(request.headers(), "sec-fetch-site").is_some() {
        return next.run(request).await;
    }
    let by_link = BY_LINK.contains(&request.uri().path());
    match said(request.headers(), "origin") {
        None => refusal(),
        Some(origin) => {
            if *origin == *base_url.as_bytes() || (by_link && origin == b"null") {
                request.headers_mut().remove(header::ORIGIN);
            }
            next.run(request).await
        }
    }
}

/// What a header says, if anything.
fn said<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a [u8]> {
    headers
        .get(name)
        .map(|value| value.as_bytes())
        .filter(|value| !value.is_empty())
}

/// The answer to a form of another site; the layer around forms makes it a page that holds what was typed.
pub fn refusal() -> Response {
    let error = AppError::Elsewhere;
    let mut response = (error.status(), error.to_string()).into_response();
    if let Ok(error) = stopping(&error) {
        response.headers_mut().insert(STOPPED, error);
    }
    response
}
