//! Who asks, for which pilot, and whether they may: the first line of every page and form.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use cookie::Cookie;
use domain::ids::{PersonId, PilotId};
use domain::person::Standing;
use domain::pilot::Status;
use domain::policy::{Action, may};
use domain::timeline::Timeline;
use http::HeaderMap;
use http::request::Parts;
use leptos::prelude::with_context;
use store::PgPool;
use store::account::Person;
use store::arrival::{Place, Version};
use store::inbox::{Held, InPilot};
use store::pilot::{Facts, Pilot};

use crate::error::AppError;
use crate::memory::{Memory, Part};
use crate::state::{AppState, state};
use crate::time::Zones;

/// The person signed in, put into every request by the server.
#[derive(Clone, Debug)]
pub struct Viewer(pub Option<Person>);

/// The network address a request came from, for throttling.
#[derive(Clone, Debug)]
pub struct Address(pub String);

/// The pilot whose page was asked for, put into the request by the server.
#[derive(Clone, Debug)]
pub struct Arrived(pub Place);

/// How many drafts the person who opens their inbox could bring back, put into the request by the server.
#[derive(Clone, Copy, Debug)]
pub struct PutAway(pub i64);

/// The versions of the pilots of whoever asks for their inbox, the newest pilot last.
#[derive(Clone)]
pub struct Versions(pub Arc<[(PilotId, Version)]>);

/// A line for each part of the program that is not well, put into the request by the server.
#[derive(Clone)]
pub struct HowItIs(pub Arc<dyn Fn() -> Vec<String> + Send + Sync>);

/// Where a page that can be sent again says until when.
#[derive(Clone, Debug, Default)]
pub struct Hold(Arc<Mutex<Option<DateTime<Utc>>>>);

impl Hold {
    /// Until when the page can be sent again, if it said so.
    pub fn until(&self) -> Option<DateTime<Utc>> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at_most(&self, until: DateTime<Utc>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(held.map_or(until, |before| before.min(until)));
    }
}

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
    /// What is recorded about it.
    pub facts: Arc<Facts>,
    /// How far the pilot's facts had come when it was asked who is here: what is shown is at least as new.
    pub version: Version,
    /// The server's parts.
    pub state: AppState,
    /// When.
    pub now: DateTime<Utc>,
    /// When time by itself changes something here, other than at whole minutes.
    next_change: Option<DateTime<Utc>>,
}

impl Here {
    /// The pool for store calls.
    pub fn pool(&self) -> &PgPool {
        &self.state.pool
    }

    /// Where on the pilot's time the request stands: what a date that is entered is held to.
    pub fn timeline(&self) -> Timeline {
        Timeline {
            now: self.now,
            zone: self.pilot.zone,
        }
    }

    /// What follows from the pilot's version for everybody, read once for it: a `kind`, and what tells several of a kind
    /// apart. What time changes is no part of it.
    ///
    /// # Errors
    /// Those of `load`.
    pub async fn part<T: Send + Sync + 'static>(
        &self,
        kind: (&'static str, String),
        load: impl Future<Output = Result<Part<T>, AppError>> + Send + 'static,
    ) -> Result<Arc<T>, AppError> {
        let of = (self.pilot.pilot_id, self.version.for_everybody());
        self.state.memory.part(of, kind, self.now, load).await
    }

    /// The zones of the times on which the reader acts.
    pub fn zones(&self) -> Zones {
        Zones {
            pilot: self.pilot.zone,
            own: self.person.zone,
        }
    }

    /// Says that this page can be sent again to the same person while the pilot's version stands: nothing on it was
    /// read from anywhere else. It is made anew with every minute, the finest time on any page, and when it is known that
    /// something changes sooner.
    pub fn hold(&self) {
        let minute = next_minute(self.now);
        hold_until(self.next_change.map_or(minute, |at| at.min(minute)));
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
        url(&self.pilot.slug, rest)
    }
}

/// An address in the pilot with this slug.
pub fn url(slug: &str, rest: &str) -> String {
    if rest.is_empty() {
        format!("/p/{slug}")
    } else {
        format!("/p/{slug}/{rest}")
    }
}

/// The next whole minute.
pub fn next_minute(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now) + TimeDelta::minutes(1)
}

/// Says until when the page at hand can be sent again to the same person, while the versions it was asked under stand:
/// the earliest that was said counts.
pub fn hold_until(until: DateTime<Utc>) {
    if let Some(hold) = extension::<Hold>() {
        hold.at_most(until);
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
        was_pm: false,
    };
    may(&standing, action)?;
    let now = state.clock.now();
    Ok(Asked { person, state, now })
}

/// What is recorded about a pilot at a version.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn facts(
    memory: &Memory,
    pool: &PgPool,
    of: (PilotId, Version),
    now: DateTime<Utc>,
) -> Result<Arc<Facts>, AppError> {
    let pool = pool.clone();
    let load = async move {
        let facts = store::pilot::facts(&pool, of.0).await?;
        let weight = facts.weight();
        Ok(Part::lasting(facts, weight))
    };
    memory.part(of, (FACTS, String::new()), now, load).await
}

/// The kind of part that the facts of a pilot are.
const FACTS: &str = "facts";
/// So many pilots of a person are listed at most, as the store lists them.
const MOST_PILOTS: usize = 250;

/// What is held of the pilots of whoever asks for their inbox; `None` where it is not known which these are.
pub(crate) async fn held_facts(memory: &Memory) -> Option<Held> {
    let Versions(versions) = extension::<Versions>()?;
    let mut found = Held::default();
    // The newest ones are listed.
    for (pilot, version) in versions.iter().rev().take(MOST_PILOTS) {
        match memory.held::<Facts>((*pilot, version.for_everybody()), FACTS).await {
            Some(facts) => found.held.push(facts),
            None => found.others.push(*pilot),
        }
    }
    Some(found)
}

/// Remembers what was read of pilots for an inbox.
pub(crate) async fn keep_facts(memory: &Memory, pilots: &[InPilot], now: DateTime<Utc>) {
    let Some(Versions(versions)) = extension::<Versions>() else {
        return;
    };
    for one in pilots {
        let of = one.pilot.pilot_id;
        if let Ok(at) = versions.binary_search_by_key(&of, |(pilot, _)| *pilot) {
            let part = (Arc::clone(&one.pilot), one.pilot.weight());
            memory
                .keep((of, versions[at].1.for_everybody()), FACTS, part, now)
                .await;
        }
    }
}

/// A request by a signed-in person who may do what they ask in this pilot, before anything was read of it.
#[derive(Clone)]
pub struct At {
    /// Who asks.
    pub person: Person,
    /// Where, and what the person is there.
    pub place: Place,
    /// The server's parts.
    pub state: AppState,
    /// When.
    pub now: DateTime<Utc>,
}

/// Who asks, in which pilot, and whether they may: for a form that is sent often and needs nothing else. `slug` is the
/// pilot's address.
///
/// # Errors
/// As [`ask_in`].
pub async fn ask_at(slug: String, action: Action) -> Result<At, AppError> {
    let state = state()?;
    let person = viewer().ok_or(AppError::SignIn)?;
    let now = state.clock.now();
    let arrived = extension();
    let place = match arrived {
        Some(Arrived(place)) if place.slug == slug => place,
        _ => store::arrival::place(&state.pool, &slug, person.person_id, now)
            .await?
            .ok_or(AppError::NotFound)?,
    };
    may(&place.standing, action)?;
    Ok(At {
        person,
        place,
        state,
        now,
    })
}

/// The first line of a page or form in a pilot. `slug` is the pilot's address. Call it before the
/// first `.await` of a page's future, or at the top of a form's function.
///
/// # Errors
/// [`AppError::SignIn`] when nobody is signed in, [`AppError::NotFound`] when the person is not in
/// the pilot, [`AppError::Denied`] when their role does not include the action.
pub async fn ask_in(slug: String, action: Action) -> Result<Here, AppError> {
    let At {
        person,
        place,
        state,
        now,
    } = ask_at(slug, action).await?;
    let (version, next_change) = (place.version, place.next_change);
    let of = (place.pilot_id, version.for_everybody());
    let facts = facts(&state.memory, &state.pool, of, now).await?;
    let (pilot, standing) = place.pilot(Status::of(&facts.life, now));
    Ok(Here {
        person,
        pilot,
        standing,
        facts,
        version,
        state,
        now,
        next_change,
    })
}
