//! Who asks: every request learns its person and address before any page or form runs.

use std::net::SocketAddr;

use app::account::actions::PERSON;
use app::here::{Address, Viewer};
use app::state::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::ids::PersonId;
use http::StatusCode;
use tower_sessions::Session;

/// How old the note of the last visit may get before it is renewed, in seconds. Renewing it is what
/// pushes the session's idle end back.
const SEEN_EVERY: i64 = 300;

/// Puts [`Viewer`] and [`Address`] into the request.
pub async fn who_asks(State(state): State<AppState>, session: Session, mut request: Request, next: Next) -> Response {
    let person = match session.get::<i64>(PERSON).await {
        Ok(Some(id)) => match store::account::find(&state.pool, PersonId(id)).await {
            Ok(person) => person,
            Err(error) => return unavailable(&error),
        },
        Ok(None) => None,
        Err(error) => return unavailable(&error),
    };
    if person.is_some() {
        let now = app::clock::machine().timestamp();
        let seen = session.get::<i64>("seen").await.ok().flatten().unwrap_or_default();
        if now - seen > SEEN_EVERY && session.insert("seen", now).await.is_err() {
            tracing::warn!("could not renew a session");
        }
    }
    let address = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(String::new, |ConnectInfo(address)| address.ip().to_string());
    request.extensions_mut().insert(Viewer(person));
    request.extensions_mut().insert(Address(address));
    next.run(request).await
}

fn unavailable(error: &dyn std::fmt::Display) -> Response {
    tracing::warn!(%error, "the database does not answer");
    let sentence = "The database does not answer right now. Nothing was changed. Try again in a moment.";
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(http::header::RETRY_AFTER, "5")],
        sentence,
    )
        .into_response()
}
