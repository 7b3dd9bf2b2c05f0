//! Live updates: one listener on Postgres, a version per pilot, an event stream per open page.
//! Notifications are hints: the stream carries a version, the page fetches what it shows.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::error::AppError;
use app::here::Viewer;
use app::state::AppState;
use axum::extract::{Extension, Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::ids::{PersonId, PilotId};
use domain::policy::{Action, may};
use futures::StreamExt as _;
use futures::stream::Stream;
use store::PgPool;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_util::sync::CancellationToken;
use tower_sessions::Session;

use crate::parts::Pulse;
use crate::session::hash;

/// At most this many open streams per instance.
const MOST_STREAMS: usize = 1000;
/// Versions are read again at least this often, whatever was or was not announced.
const BACKSTOP: Duration = Duration::from_secs(20);

/// A stream outlives the request that opened it: whether its reader still may is asked again this often.
const STILL_MAY: Duration = Duration::from_secs(10);

/// The versions of all pilots somebody looks at.
#[derive(Clone, Default)]
pub struct Hub {
    pilots: Arc<Mutex<HashMap<i64, watch::Sender<i64>>>>,
    stop: CancellationToken,
}

impl Hub {
    /// A hub that ends its streams when `stop` is cancelled.
    pub fn new(stop: CancellationToken) -> Self {
        Self {
            pilots: Arc::default(),
            stop,
        }
    }

    /// A receiver of a pilot's versions, starting with `version`.
    fn watch(&self, pilot: i64, version: i64) -> Option<watch::Receiver<i64>> {
        let mut pilots = self.pilots.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        pilots.retain(|_, sender| sender.receiver_count() > 0);
        let open: usize = pilots.values().map(watch::Sender::receiver_count).sum();
        if open >= MOST_STREAMS {
            return None;
        }
        let sender = pilots.entry(pilot).or_insert_with(|| watch::Sender::new(version));
        sender.send_if_modified(|v| raise(v, version));
        Some(sender.subscribe())
    }

    fn watched(&self) -> Vec<i64> {
        let pilots = self.pilots.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        pilots
            .iter()
            .filter(|(_, s)| s.receiver_count() > 0)
            .map(|(pilot, _)| *pilot)
            .collect()
    }

    fn announce(&self, pilot: i64, version: i64) {
        let pilots = self.pilots.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(sender) = pilots.get(&pilot) {
            sender.send_if_modified(|v| raise(v, version));
        }
    }

    /// Reads the versions of all watched pilots again.
    async fn refresh(&self, pool: &PgPool) -> store::Result<()> {
        for (pilot, version) in store::live::versions(pool, &self.watched()).await? {
            self.announce(pilot.0, version.log);
        }
        Ok(())
    }
}

fn raise(current: &mut i64, version: i64) -> bool {
    let news = version > *current;
    if news {
        *current = version;
    }
    news
}

/// Listens until stopped. A lost connection is made again, and everything is read again then,
/// because what was announced in between is gone.
pub async fn listen(hub: Hub, pool: PgPool, url: String, pulse: Pulse) {
    let mut wait = Duration::from_millis(500);
    while !hub.stop.is_cancelled() {
        tokio::select! {
            () = hub.stop.cancelled() => return,
            outcome = follow(&hub, &pool, &url, &pulse) => if let Err(error) = outcome {
                tracing::warn!(%error, "the listener lost the database");
                pulse.unwell("cannot reach the database");
            },
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(Duration::from_secs(5));
        if store::answers(&pool).await {
            wait = Duration::from_millis(500);
        }
    }
}

async fn follow(hub: &Hub, pool: &PgPool, url: &str, pulse: &Pulse) -> store::Result<()> {
    let mut listener = store::live::Listener::connect(url, "live").await?;
    hub.refresh(pool).await?;
    pulse.well();
    loop {
        match tokio::time::timeout(BACKSTOP, listener.next()).await {
            Ok(changed) => {
                changed?;
                // One reading for a burst of changes: at most ten a second.
                tokio::time::sleep(Duration::from_millis(100)).await;
                hub.refresh(pool).await?;
            }
            Err(_quiet) => {
                // A half-open connection looks like silence: the heartbeat fails on it.
                listener.heartbeat().await?;
                hub.refresh(pool).await?;
            }
        }
    }
}

/// `GET /p/{pilot}/live`: the pilot's version now, and at every change. It ends soon after the session does, or
/// the reader's part in the pilot.
pub async fn stream(
    State(state): State<AppState>,
    Extension(hub): Extension<Hub>,
    Extension(viewer): Extension<Viewer>,
    session: Session,
    Path(slug): Path<String>,
) -> Response {
    match open(&state, &hub, viewer, &session, &slug).await {
        Ok(stream) => {
            let beat = KeepAlive::new().interval(Duration::from_secs(15));
            let headers = [("x-accel-buffering", "no"), ("cache-control", "no-store")];
            (headers, Sse::new(stream).keep_alive(beat)).into_response()
        }
        Err(error) => (error.status(), error.to_string()).into_response(),
    }
}

async fn open(
    state: &AppState,
    hub: &Hub,
    viewer: Viewer,
    session: &Session,
    slug: &str,
) -> Result<impl Stream<Item = Result<Event, Infallible>> + use<>, AppError> {
    let person = viewer.0.ok_or(AppError::SignIn)?.person_id;
    let session = hash(&session.id().ok_or(AppError::SignIn)?);
    let now = state.clock.now();
    let (pilot, standing) = store::pilot::find(&state.pool, slug, person, now)
        .await?
        .ok_or(AppError::NotFound)?;
    may(&standing, Action::ReadMetrics)?;
    let id = pilot.pilot_id.0;
    let version = store::live::versions(&state.pool, &[id])
        .await?
        .first()
        .map_or(0, |(_, version)| version.log);
    let versions = hub.watch(id, version).ok_or(AppError::Unavailable)?;
    let (stop, pool) = (hub.stop.clone(), state.pool.clone());
    Ok(WatchStream::new(versions)
        .map(|version| Ok(Event::default().data(version.to_string())))
        .take_until(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = no_longer(pool, session, person, pilot.pilot_id) => {}
            }
        }))
}

/// Waits until the reader no longer may read. A database that does not answer takes nothing from them.
async fn no_longer(pool: PgPool, session: [u8; 32], person: PersonId, pilot: PilotId) {
    loop {
        tokio::time::sleep(STILL_MAY).await;
        if let Ok(false) = store::live::still_may(&pool, &session, person, pilot).await {
            return;
        }
    }
}
