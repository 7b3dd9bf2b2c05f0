//! Who asks, and where: every request learns its session, person and address with one statement, and one for a page of
//! a pilot learns the pilot's version with another. A page that was made from just these, and that time has not
//! changed since, is sent again as it is.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use app::address::Params;
use app::error::AppError;
use app::form::NOTICE;
use app::form::sent::Sent;
use app::here::{Address, Arrived, Hold, PutAway, Versions, Viewer, cookie_of};
use app::memory::{HeldPage, Memory, PageKey};
use app::state::AppState;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use http_body::Body as _;
use serde_json::Value;
use store::arrival::{self, Arrival, Door};
use tower_sessions::Session;
use tower_sessions::session::Id;

use crate::coding::{QUICK, brotli, takes};
use crate::page;
use crate::proxies::neighbourhood;
use crate::session::{PgSessions, hash, remembering};

/// How old the note of the last visit may get before it is renewed, in seconds. Renewing it is what
/// pushes the session's idle end back.
const SEEN_EVERY: i64 = 300;
/// Where the note of the last visit stands in a session.
const SEEN: &str = "seen";

/// What the layer of arrival needs.
#[derive(Clone)]
pub struct Entrance {
    /// The server's parts.
    pub state: AppState,
    /// Where sessions are.
    pub sessions: PgSessions,
    /// The name of the session's cookie.
    pub cookie: Arc<str>,
}

/// What a page or form answered before its session was stored.
#[derive(Clone, Default)]
pub struct Answered(Arc<OnceLock<(StatusCode, Option<HeaderValue>)>>);

/// Notes it. It is inside the layer of sessions.
pub async fn note_answer(request: Request, next: Next) -> Response {
    let answered = request.extensions().get::<Answered>().cloned();
    let response = next.run(request).await;
    if let Some(Answered(answered)) = answered {
        let to = response.headers().get(header::LOCATION).cloned();
        let _ = answered.set((response.status(), to));
    }
    response
}

/// Lets in, and says what happened where the layer of sessions only says that it failed: its answer has no body. A form
/// that was done by then was done, and its sender goes on to where it leads.
pub async fn arrive(State(entrance): State<Entrance>, mut request: Request, next: Next) -> Response {
    let answered = Answered::default();
    request.extensions_mut().insert(answered.clone());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let state = entrance.state.clone();
    let response = enter(&entrance, request, next).await;
    let failed = response.status() == StatusCode::INTERNAL_SERVER_ERROR && response.body().is_end_stream();
    if !failed {
        return response;
    }
    tracing::warn!("a session could not be read or stored");
    if let Some((StatusCode::SEE_OTHER | StatusCode::FOUND, Some(to))) = answered.0.get() {
        return (StatusCode::SEE_OTHER, [(header::LOCATION, to.clone())]).into_response();
    }
    let mut again = Request::new(Body::empty());
    *again.method_mut() = method;
    *again.uri_mut() = uri;
    stopped(&state, again, AppError::Unavailable).await
}

/// Puts [`Viewer`], [`Address`] and [`Arrived`] into the request, and answers with a held page where there is one.
async fn enter(entrance: &Entrance, mut request: Request, next: Next) -> Response {
    let address = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(String::new, |ConnectInfo(address)| neighbourhood(address.ip()));
    request.extensions_mut().insert(Address(address));
    let Some(id) = cookie_of(request.headers(), &entrance.cookie).and_then(|id| id.parse::<Id>().ok()) else {
        request.extensions_mut().insert(Viewer(None));
        return next.run(request).await;
    };
    let now = entrance.state.clock.now();
    let is_page = request.method() == Method::GET;
    // A form says by itself which pilot it is about.
    let form = request.extensions().get::<Sent>().and_then(Sent::pilot);
    let door = match slug(request.uri().path()) {
        Some(slug) if is_page => Door::Pilot(slug),
        _ if is_page && request.uri().path() == "/" => Door::Inbox,
        _ => form.as_deref().map_or(Door::Other, Door::Pilot),
    };
    let arrival = match arrival::arrive(&entrance.sessions.0, &hash(&id), door, now).await {
        Ok(arrival) => arrival,
        Err(error) => return stopped(&entrance.state, request, error.into()).await,
    };
    let key = is_page.then(|| key(&request, &arrival)).flatten();
    let person = arrival.session.as_ref().and_then(|session| session.person.clone());
    request.extensions_mut().insert(Viewer(person));
    if let Some(place) = arrival.place {
        request.extensions_mut().insert(Arrived(place));
    }
    if let Some(pilots) = &arrival.pilots {
        request.extensions_mut().insert(PutAway(pilots.put_away));
        request
            .extensions_mut()
            .insert(Versions(pilots.versions.clone().into()));
    }
    let Some(key) = key else {
        return remembering(id, arrival.session, next.run(request)).await;
    };
    let memory = &entrance.state.memory;
    if let Some(page) = memory.page(&key, now).await {
        return again(page, request.headers());
    }
    let hold = Hold::default();
    request.extensions_mut().insert(hold.clone());
    let response = remembering(id, arrival.session, next.run(request)).await;
    let Some(until) = hold.until() else {
        return response;
    };
    // Of the inbox, only who asked for it knows when a pilot changes by itself.
    let until = arrival
        .pilots
        .and_then(|pilots| pilots.next_change)
        .map_or(until, |at| at.min(until));
    held(memory, key, now..until, response).await
}

/// What the answer to a request follows from, if it can be told before it is made: a page of a pilot or the inbox, for a
/// person who is signed in, while nothing of the request makes it another than the last time: no form to be shown
/// again, no notice, and no visit to be noted.
fn key(request: &Request, arrival: &Arrival) -> Option<PageKey> {
    let session = arrival.session.as_ref()?;
    let person = session.person.as_ref()?;
    let again = request.uri().query().is_some_and(|query| query.contains("refused="));
    if again || session.data.get(NOTICE).is_some() || is_due(session.data.get(SEEN).and_then(Value::as_i64)) {
        return None;
    }
    let pilots = arrival
        .pilots
        .as_ref()
        .map(|pilots| (&pilots.versions, pilots.put_away));
    let place = arrival
        .place
        .as_ref()
        .map(|place| (place.pilot_id, place.version, &place.standing));
    if pilots.is_none() && place.is_none() {
        return None;
    }
    let theme = cookie_of(request.headers(), "theme");
    Some(PageKey {
        address: request.uri().to_string(),
        made_from: format!("{person:?} {theme:?} {place:?} {pilots:?}"),
    })
}

/// The pilot whose pages these are.
fn slug(path: &str) -> Option<&str> {
    let slug = path.strip_prefix("/p/")?.split('/').next()?;
    (!slug.is_empty() && !slug.contains('%')).then_some(slug)
}

fn is_due(seen: Option<i64>) -> bool {
    app::clock::machine().timestamp() - seen.unwrap_or_default() > SEEN_EVERY
}

/// The page as it was, compressed once for everybody who asks for it so.
fn again(page: HeldPage, asked: &HeaderMap) -> Response {
    let coded = takes(asked, "br").then(|| {
        page.brotli
            .get_or_init(|| brotli(&page.html, QUICK).unwrap_or_default())
            .clone()
    });
    let coded = coded.filter(|coded| !coded.is_empty());
    let is_coded = coded.is_some();
    let mut response = Response::new(Body::from(coded.unwrap_or(page.html)));
    *response.headers_mut() = page.headers;
    if is_coded {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.remove(header::CONTENT_LENGTH);
    }
    response
}

/// Holds the page that is on its way out, if it is one.
async fn held(memory: &Memory, key: PageKey, good: std::ops::Range<DateTime<Utc>>, response: Response) -> Response {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if response.status() != StatusCode::OK || !is_page || response.headers().contains_key(header::SET_COOKIE) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(html) = axum::body::to_bytes(body, usize::MAX).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, AppError::Internal.to_string()).into_response();
    };
    let mut headers = parts.headers.clone();
    headers.remove(header::TRANSFER_ENCODING);
    let page = HeldPage {
        html: html.clone(),
        brotli: Arc::default(),
        headers,
        good,
    };
    memory.keep_page(key, page).await;
    Response::from_parts(parts, Body::from(html))
}

/// Notes the visit of a signed-in person in their session now and then.
pub async fn note_visit(session: Session, request: Request, next: Next) -> Response {
    let signed_in = request
        .extensions()
        .get::<Viewer>()
        .is_some_and(|Viewer(person)| person.is_some());
    if signed_in {
        let seen = session.get::<i64>(SEEN).await.ok().flatten();
        if is_due(seen) && session.insert(SEEN, app::clock::machine().timestamp()).await.is_err() {
            tracing::warn!("could not renew a session");
        }
    }
    next.run(request).await
}

/// Where nothing could be found out: a page that says so; a form is answered by the layer around.
async fn stopped(state: &AppState, mut request: Request, error: AppError) -> Response {
    let mut response = if request.method() == Method::GET {
        request.extensions_mut().insert(error);
        page::show(state.clone(), Params::default(), request, app::routes::broken).await
    } else {
        (error.status(), error.to_string()).into_response()
    };
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        let soon = HeaderValue::from_static("5");
        response.headers_mut().insert(header::RETRY_AFTER, soon);
    }
    response
}
