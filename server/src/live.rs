//! Live updates: one listener on Postgres, a version per pilot, an event stream per open page.
//! Notifications are hints: what a stream carries is read from the database, once for all that are open.

mod event;
mod hub;

use std::convert::Infallible;
use std::sync::LazyLock;
use std::time::Duration;

use app::error::AppError;
use app::here::Viewer;
use app::metrics::region::Source;
use app::state::AppState;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use domain::ids::PersonId;
use domain::policy::{Action, may};
use futures::{StreamExt as _, stream};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use store::arrival::{Place, Version};
use tokio::sync::watch;
use tokio::time::Instant;
use tower_sessions::Session;

use crate::coding::takes;
use crate::session::hash;
use event::{GZIP, Piece, Region, Told};
use hub::{Seat, TooMany};

pub use hub::{Hub, listen};

/// A stream outlives the request that opened it: whether its reader still may is asked as soon as an entry ends somebody's access,
/// and this often, since an announcement can be lost.
const STILL_MAY: Duration = Duration::from_secs(10);

/// And this soon where that could not be answered.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// A stream that has nothing to say shows at least this often that it is there (`app::live::keeping` waits for two).
const BEAT: Duration = Duration::from_secs(15);

/// What an event stream is asked for.
#[derive(Deserialize)]
pub struct Wanted {
    /// `metrics`: the content of that page's live region is sent along; `deliveries`: what arrives, of the data page.
    region: Option<String>,
    /// The digest of the content that the page shows.
    shows: Option<u64>,
}

/// `GET /p/{pilot}/live`: the pilot's version, now and at every change; with `?region=metrics` also the content of that
/// page's live region, when it is another than the page shows. With `?region=deliveries` it is what arrives from the code hosts, for
/// whoever may see that: told when it is another, also where the log has no entry of it, once a second at most. It ends soon
/// after the session does, or the reader's part in the pilot.
pub async fn stream(
    State(state): State<AppState>,
    Extension(hub): Extension<Hub>,
    Extension(viewer): Extension<Viewer>,
    session: Session,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let packed = takes(&headers, "gzip");
    // A browser that comes back names the last event it had.
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    match open(&state, &hub, viewer, &session, &slug, wanted, last).await {
        Ok(reader) => {
            let kind = [
                (header::CONTENT_TYPE, "text/event-stream"),
                (HeaderName::from_static("x-accel-buffering"), "no"),
                (header::CACHE_CONTROL, "no-store"),
                (header::VARY, "accept-encoding"),
            ];
            let start = packed.then(|| Ok(Bytes::from_static(&GZIP)));
            let events = stream::unfold(reader, move |mut reader| async move {
                let piece = reader.next().await?;
                Some((Ok::<_, Infallible>(piece.bytes(packed)), reader))
            });
            let mut response = (kind, Body::from_stream(stream::iter(start).chain(events))).into_response();
            if packed {
                let gzip = HeaderValue::from_static("gzip");
                response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
            }
            response
        }
        Err(NotOpened::Error(error)) => (error.status(), error.to_string()).into_response(),
        Err(NotOpened::TooMany(why)) => {
            let status = match why {
                TooMany::OfOne => StatusCode::TOO_MANY_REQUESTS,
                TooMany::OfAll => StatusCode::SERVICE_UNAVAILABLE,
            };
            (status, [(header::RETRY_AFTER, "30")], why.to_string()).into_response()
        }
    }
}

/// Why a stream was not opened.
enum NotOpened {
    TooMany(TooMany),
    Error(AppError),
}

impl From<AppError> for NotOpened {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

async fn open(
    state: &AppState,
    hub: &Hub,
    viewer: Viewer,
    session: &Session,
    slug: &str,
    wanted: Wanted,
    last: Option<u64>,
) -> Result<Reader, NotOpened> {
    let person = viewer.0.ok_or(AppError::SignIn)?.person_id;
    let session = hash(&session.id().ok_or(AppError::SignIn)?);
    let place = store::arrival::place(&state.pool, slug, person, state.clock.now())
        .await
        .map_err(AppError::from)?
        .ok_or(AppError::NotFound)?;
    // Whoever may not know that there is such a pilot is told nothing else of the request.
    may(&place.standing, Action::ReadMetrics).map_err(AppError::from)?;
    let region = match wanted.region.as_deref() {
        None => None,
        Some("metrics") => Some(Region::Metrics),
        Some("deliveries") => Some(Region::Deliveries),
        Some(_) => return Err(AppError::NotFound.into()),
    };
    may(&place.standing, needed(region)).map_err(AppError::from)?;
    let version = place.version.for_everybody();
    let seat = hub.enter(person).map_err(NotOpened::TooMany)?;
    let pilot = place.pilot_id.0;
    Ok(Reader {
        access: hub.access(),
        seat,
        state: state.clone(),
        versions: match region {
            Some(Region::Deliveries) => hub.watch_all(pilot, version),
            _ => hub.watch(pilot, version),
        },
        place,
        person,
        session,
        region,
        shown: last.or(wanted.shows),
        told: None,
        unsure: false,
        again_at: Some(Instant::now()),
        beat_at: Instant::now() + BEAT,
        ask_at: Instant::now() + STILL_MAY,
    })
}

/// What somebody has to be allowed who follows this.
fn needed(region: Option<Region>) -> Action {
    match region {
        None | Some(Region::Metrics) => Action::ReadMetrics,
        Some(Region::Deliveries) => Action::EnterData,
    }
}

/// One open stream.
struct Reader {
    seat: Seat,
    state: AppState,
    versions: watch::Receiver<Version>,
    access: watch::Receiver<()>,
    place: Place,
    person: PersonId,
    session: [u8; 32],
    region: Option<Region>,
    /// The digest of what the page shows.
    shown: Option<u64>,
    /// The version it was told of last.
    told: Option<i64>,
    /// Whether the page was told that there may be something newer.
    unsure: bool,
    /// When it is to be looked again, whatever is announced: at first at once, then when time changes what is shown.
    again_at: Option<Instant>,
    beat_at: Instant,
    ask_at: Instant,
}

impl Reader {
    /// The next piece to send; `None` at the end.
    async fn next(&mut self) -> Option<Piece> {
        loop {
            let again = async {
                match self.again_at {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                () = self.seat.hub.stop.cancelled() => return None,
                // Before anything else is sent: somebody's access has ended, perhaps the reader's.
                changed = self.access.changed() => {
                    changed.ok()?;
                    self.ask_at = Instant::now();
                    continue;
                }
                () = tokio::time::sleep_until(self.ask_at) => {
                    let wait = match Box::pin(self.still_may()).await {
                        Ok(false) => return None,
                        Ok(true) => STILL_MAY,
                        // A database that does not answer takes nothing from anybody, and is asked again soon.
                        Err(_) => ASK_AGAIN,
                    };
                    self.ask_at = Instant::now() + wait;
                    continue;
                }
                changed = self.versions.changed() => changed.ok()?,
                () = again => {}
                () = tokio::time::sleep_until(self.beat_at) => {
                    self.beat_at = Instant::now() + BEAT;
                    if !self.seat.hub.knows() {
                        self.unsure = true;
                        return Some(UNSURE.clone());
                    }
                    if !self.unsure {
                        return Some(BEATS.clone());
                    }
                }
            }
            // Asking takes room only while it lasts: a stream is quiet most of the time, and there are many.
            if let Some(piece) = Box::pin(self.news()).await {
                return Some(piece);
            }
        }
    }

    /// Whether its reader still may.
    async fn still_may(&self) -> store::Result<bool> {
        let (pool, person) = (&self.state.pool, self.person);
        let may_read = store::live::still_may(pool, &self.session, person, self.place.pilot_id).await?;
        // Everybody in a pilot reads its metrics; for anything else it takes a role, which can be taken away.
        if !may_read || self.region != Some(Region::Deliveries) {
            return Ok(may_read);
        }
        let place = store::arrival::place(pool, &self.place.slug, person, self.state.clock.now()).await?;
        Ok(place.is_some_and(|place| may(&place.standing, needed(self.region)).is_ok()))
    }

    /// What there is to say now, if the page does not show it.
    async fn news(&mut self) -> Option<Piece> {
        let version = *self.versions.borrow_and_update();
        // Whoever was told of doubts is told when there are none any more.
        if self.unsure {
            self.told = None;
        }
        let Some(region) = self.region else {
            self.again_at = None;
            self.unsure = false;
            self.beat_at = Instant::now() + BEAT;
            let knows = self.told.replace(version.log) == Some(version.log);
            return (!knows).then(|| event::version(version.log));
        };
        let now = self.state.clock.now();
        let source = Source {
            pilot: self.place.pilot_id,
            slug: self.place.slug.clone(),
            zone: self.place.zone,
            version,
            memory: self.state.memory.clone(),
            pool: self.state.pool.clone(),
            now,
        };
        let told = match Told::of(&source, region).await {
            Ok(told) => told,
            Err(error) => {
                tracing::warn!(%error, "a live region could not be made");
                self.again_at = Some(Instant::now() + Duration::from_secs(1));
                let said = std::mem::replace(&mut self.unsure, true);
                return (!said).then(|| UNSURE.clone());
            }
        };
        self.unsure = false;
        self.again_at = told.until.map(|until| {
            let wait = (until - now).to_std().unwrap_or_default();
            Instant::now() + wait.max(Duration::from_millis(50))
        });
        let has_it = self.shown.replace(told.digest) == Some(told.digest);
        let knew = self.told.replace(version.log);
        // Of a version that changed nothing of what arrives there is nothing to say, once the page knows that it is live.
        let knows = match region {
            Region::Metrics => knew == Some(version.log),
            Region::Deliveries => knew.is_some(),
        };
        if has_it && knows {
            return None;
        }
        self.beat_at = Instant::now() + BEAT;
        Some(if has_it {
            told.nothing_new.clone()
        } else {
            told.content.clone()
        })
    }
}

/// Shows that the stream is there: an event, because a page hears of no comments.
static BEATS: LazyLock<Piece> = LazyLock::new(|| Piece::new("event: beat\ndata:\n\n"));

/// Says that there may be something newer than what was told.
static UNSURE: LazyLock<Piece> = LazyLock::new(|| Piece::new("event: unsure\ndata:\n\n"));
