//! The versions of all pilots somebody looks at, how many look, and the listener that keeps them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::PersonId;
use store::PgPool;
use store::arrival::Version;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::parts::Pulse;

/// At most this many open streams per instance.
const MOST_STREAMS: usize = 1000;
/// At most this many of one person: a page lets go of its stream while it is hidden, so this is as many windows side by
/// side.
const MOST_OF_ONE: usize = 16;
/// Versions are read again at least this often, whatever was or was not announced.
const BACKSTOP: Duration = Duration::from_secs(20);

/// Versions that were read longer ago than this say nothing of what is the newest: two backstops, and the time to read.
const GOOD_FOR: Duration = Duration::from_secs(45);

/// The versions of all pilots somebody looks at.
#[derive(Clone, Default)]
pub struct Hub {
    pilots: Arc<Mutex<HashMap<i64, watch::Sender<Version>>>>,
    open: Arc<Mutex<Open>>,
    /// The newest entry of the installation that was read; `None` before the first.
    seen: Arc<Mutex<Option<i64>>>,
    /// Says that somebody's access may have ended: every stream asks about its reader then.
    access: Arc<watch::Sender<()>>,
    /// When the versions were read last; `None` while the database is away.
    read_at: Arc<Mutex<Option<Instant>>>,
    pub(super) stop: CancellationToken,
}

impl Hub {
    /// A hub that ends its streams when `stop` is cancelled.
    pub fn new(stop: CancellationToken) -> Self {
        Self {
            pilots: Arc::default(),
            open: Arc::default(),
            seen: Arc::default(),
            access: Arc::default(),
            read_at: Arc::new(Mutex::new(Some(Instant::now()))),
            stop,
        }
    }

    /// How many streams are open.
    pub fn streams(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).all
    }

    /// A place among the open streams, if there is one for this person.
    pub(super) fn enter(&self, person: PersonId) -> Result<Seat, TooMany> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.all >= MOST_STREAMS {
            return Err(TooMany::OfAll);
        }
        let own = open.of.entry(person).or_default();
        if *own >= MOST_OF_ONE {
            return Err(TooMany::OfOne);
        }
        *own += 1;
        open.all += 1;
        Ok(Seat {
            hub: self.clone(),
            person,
        })
    }

    /// A receiver of a pilot's versions, starting with `version`.
    pub(super) fn watch(&self, pilot: i64, version: Version) -> watch::Receiver<Version> {
        let mut pilots = self.pilots.lock().unwrap_or_else(PoisonError::into_inner);
        pilots.retain(|_, sender| sender.receiver_count() > 0);
        let sender = pilots.entry(pilot).or_insert_with(|| watch::Sender::new(version));
        sender.send_if_modified(|v| raise(v, version));
        sender.subscribe()
    }

    /// Hears when somebody's access may have ended.
    pub(super) fn access(&self) -> watch::Receiver<()> {
        self.access.subscribe()
    }

    fn watched(&self) -> Vec<i64> {
        let pilots = self.pilots.lock().unwrap_or_else(PoisonError::into_inner);
        pilots
            .iter()
            .filter(|(_, s)| s.receiver_count() > 0)
            .map(|(pilot, _)| *pilot)
            .collect()
    }

    fn announce(&self, pilot: i64, version: Version) {
        let pilots = self.pilots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = pilots.get(&pilot) {
            sender.send_if_modified(|v| raise(v, version));
        }
    }

    /// Reads the versions of all watched pilots again.
    async fn refresh(&self, pool: &PgPool) -> store::Result<()> {
        for (pilot, version) in store::live::versions(pool, &self.watched()).await? {
            self.announce(pilot.0, version);
        }
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (newest, ended) = store::live::access_ended(pool, seen).await?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(newest);
        if ended {
            self.access.send_replace(());
        }
        self.note(Some(Instant::now()));
        Ok(())
    }

    fn note(&self, read_at: Option<Instant>) {
        *self.read_at.lock().unwrap_or_else(PoisonError::into_inner) = read_at;
    }

    /// Whether the versions are the newest, as far as can be known.
    pub(super) fn knows(&self) -> bool {
        let read_at = *self.read_at.lock().unwrap_or_else(PoisonError::into_inner);
        read_at.is_some_and(|at| at.elapsed() < GOOD_FOR)
    }
}

/// How many streams are open.
#[derive(Default)]
struct Open {
    all: usize,
    of: HashMap<PersonId, usize>,
}

/// Why no further stream is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TooMany {
    /// Of the same person.
    #[error("You have many live pages open. This one shows what was true when it was loaded; close another one.")]
    OfOne,
    /// Of everybody.
    #[error("Too many live pages are open. This one shows what was true when it was loaded; reload it to see news.")]
    OfAll,
}

/// The place of an open stream.
pub(super) struct Seat {
    pub(super) hub: Hub,
    person: PersonId,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.hub.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        if let Some(own) = open.of.get_mut(&self.person) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                open.of.remove(&self.person);
            }
        }
    }
}

/// What changed without an entry in the log is not announced: some of it is private.
fn raise(current: &mut Version, version: Version) -> bool {
    let news = version.log > current.log;
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
                hub.note(None);
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
                // The first of a burst is read at once, the rest together: at most ten readings a second.
                hub.refresh(pool).await?;
                tokio::time::sleep(Duration::from_millis(100)).await;
                if listener.skip() {
                    hub.refresh(pool).await?;
                }
            }
            Err(_quiet) => {
                hub.refresh(pool).await?;
                // A half-open or frozen connection looks like silence: the heartbeat fails on it, or does not end.
                listener.heartbeat().await?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_does_not_take_all_streams() {
        let hub = Hub::default();
        let mut seats: Vec<Seat> = (0..MOST_OF_ONE)
            .map(|_| hub.enter(PersonId(1)).unwrap_or_else(|e| panic!("{e}")))
            .collect();
        assert_eq!(hub.enter(PersonId(1)).err(), Some(TooMany::OfOne));
        assert!(hub.enter(PersonId(2)).is_ok(), "somebody else has one");
        seats.pop();
        assert!(hub.enter(PersonId(1)).is_ok(), "one that was closed makes room");
        drop(seats);
        let open = hub.open.lock().expect("whole");
        assert_eq!((open.all, open.of.len()), (0, 0));
    }

    #[test]
    fn all_together_there_is_an_end() {
        let hub = Hub::default();
        let people = (1..).map(PersonId).flat_map(|person| [person; MOST_OF_ONE]);
        let seats: Vec<Seat> = people
            .take(MOST_STREAMS)
            .filter_map(|person| hub.enter(person).ok())
            .collect();
        assert_eq!(seats.len(), MOST_STREAMS);
        assert_eq!(hub.enter(PersonId(1_000_000)).err(), Some(TooMany::OfAll));
    }
}
