//! Who asks, for which pilot, and whether they may: the first line of every page and form.

use chrono::{DateTime, Utc};
use cookie::Cookie;
use domain::ids::PersonId;
use domain::person::Standing;
use domain::policy::{Action, may};
use http::HeaderMap;
use http::request::Parts;
use leptos::prelude::with_context;
use store::PgPool;
use store::account::Person;
use store::pilot::Pilot;

use crate::error::AppError;
use crate::state::{AppState, state};

/// The person signed in, put into every request by the server.
#[derive(Clone, Debug)]
pub struct Viewer(pub Option<Person>);

/// The network address a request came from, for throttling.
#[derive(Clone, Debug)]
pub struct Address(pub String);

/// A request by a signed-in person who may do what they ask, outside any pilot.
#[derive(Clone)]
pub struct Asked {
    /// Who asks.
    pub person: Person,
    /// The server's parts.
    pub state: AppState,
    /// When.
    pub now: DateTime<Utc>,
}

/// A request by a signed-in person who may do what they ask in this pilot.
#[derive(Clone)]
pub struct Here {
    /// Who asks.
    pub person: Person,
    /// The pilot at hand.
    pub pilot: Pilot,
    /// What the person is to it.
    pub standing: Standing,
    /// The server's parts.
    pub state: AppState,
    /// When.
    pub now: DateTime<Utc>,
}

impl Here {
    /// The pool for store calls.
    pub fn pool(&self) -> &PgPool {
        &self.state.pool
    }

    /// Whether the person may take a further action here: for showing or leaving out its button.
    pub fn may(&self, action: Action) -> bool {
        may(&self.standing, action).is_ok()
    }

    /// Who asks.
    pub fn who(&self) -> PersonId {
        self.person.person_id
    }

    /// An address in this pilot: `here.url("zone")` is `/p/<slug>/zone`.
    pub fn url(&self, rest: &str) -> String {
        let slug = &self.pilot.slug;
        if rest.is_empty() {
            format!("/p/{slug}")
        } else {
            format!("/p/{slug}/{rest}")
        }
    }
}

/// What the server put into the request.
pub(crate) fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    with_context(|parts: &Parts| parts.extensions.get::<T>().cloned())?
}

/// The person signed in, if any.
pub fn viewer() -> Option<Person> {
    extension::<Viewer>().and_then(|viewer| viewer.0)
}

/// The network address the request came from.
pub fn address() -> String {
    extension::<Address>().map(|a| a.0).unwrap_or_default()
}

/// A cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    with_context(|parts: &Parts| cookie_of(&parts.headers, name))?
}

/// A cookie among a request's headers.
pub fn cookie_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get(http::header::COOKIE)?.to_str().ok()?;
    Cookie::split_parse(cookies)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// The session of the request.
///
/// # Errors
/// [`AppError::Internal`] outside a request.
pub fn session() -> Result<tower_sessions::Session, AppError> {
    extension().ok_or_else(|| AppError::internal("no session in this context"))
}

/// Lets something that opens a transaction come to its end, also when whoever asked goes away: a transaction whose
/// opening is broken off leaves its connection unfit for others.
///
/// # Errors
/// When the work panics; its own errors are its outcome.
pub async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = store::Result<T>> + Send + 'static,
) -> Result<store::Result<T>, AppError> {
    tokio::spawn(work).await.map_err(AppError::internal)
}

/// The first line of a page or form outside any pilot.
///
/// # Errors
/// [`AppError::SignIn`] when nobody is signed in, [`AppError::Denied`] when they may not.
pub fn ask(action: Action) -> Result<Asked, AppError> {
    let state = state()?;
    let person = viewer().ok_or(AppError::SignIn)?;
    let standing = Standing {
        person: person.person_id,
        site_admin: person.site_admin,
        memberships: Vec::new(),
        deputy: false,
    };
    may(&standing, action)?;
    let now = state.clock.now();
    Ok(Asked { person, state, now })
}

/// The first line of a page or form in a pilot. `slug` is the pilot's address. Call it before the
/// first `.await` of a page's future, or at the top of a form's function.
///
/// # Errors
/// [`AppError::SignIn`] when nobody is signed in, [`AppError::NotFound`] when the person is not in
/// the pilot, [`AppError::Denied`] when their role does not include the action.
pub async fn ask_in(slug: String, action: Action) -> Result<Here, AppError> {
    let state = state()?;
    let person = viewer().ok_or(AppError::SignIn)?;
    let now = state.clock.now();
    let (pilot, standing) = store::pilot::find(&state.pool, &slug, person.person_id, now)
        .await?
        .ok_or(AppError::NotFound)?;
    may(&standing, action)?;
    Ok(Here {
        person,
        pilot,
        standing,
        state,
        now,
    })
}
