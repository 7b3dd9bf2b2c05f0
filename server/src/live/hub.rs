//! The versions of all pilots somebody looks at, how many look, and the listener that keeps them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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

/// What changed without an entry of the log is announced by nobody: while somebody follows that, it is looked for so often. So seldom
/// do pages hear of it, too, however much comes.
const LOOK: Duration = Duration::from_secs(1);

/// The versions of all pilots somebody looks at.
#[derive(Clone)]
pub struct Hub {
    /// Told when a pilot's log has a new entry.
    logged: Followed,
    /// Told when anything changed that everybody in a pilot can see, of those who may see what arrives.
    all: Followed,
    open: Arc<Mutex<Open>>,
    /// The newest entry of the installation that was read; `None` before the first.
    seen: Arc<Mutex<Option<i64>>>,
    /// Says that somebody's access may have ended: every stream asks about its reader then.
    access: Arc<watch::Sender<()>>,
    /// When the versions were read last; `None` while the database is away.
    read_at: Arc<Mutex<Option<Instant>>>,
    pub(super) stop: CancellationToken,
}

impl Default for Hub {
    fn default() -> Self {
        Self::new(CancellationToken::new())
    }
}

impl Hub {
    /// A hub that ends its streams when `stop` is cancelled.
    pub fn new(stop: CancellationToken) -> Self {
        Self {
            // What changed without an entry is not told here: some of it is not for whoever listens.
            logged: Followed::by(|version, known| version.log > known.log),
            all: Followed::by(|version, known| version.log > known.log || version.beside > known.beside),
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

    /// A receiver of a pilot's versions, starting with `version`: of those with a new entry of the log.
    pub(super) fn watch(&self, pilot: i64, version: Version) -> watch::Receiver<Version> {
        self.logged.watch(pilot, version)
    }

    /// A receiver of a pilot's versions, starting with `version`: of those that differ in anything but what one person sees.
    pub(super) fn watch_all(&self, pilot: i64, version: Version) -> watch::Receiver<Version> {
        self.all.watch(pilot, version)
    }

    /// Hears when somebody's access may have ended.
    pub(super) fn access(&self) -> watch::Receiver<()> {
        self.access.subscribe()
    }

    /// Reads the versions of all watched pilots again.
    async fn refresh(&self, pool: &PgPool) -> store::Result<()> {
        self.logged.refresh(pool).await?;
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

/// The versions of pilots that somebody follows, and which of two is news.
#[derive(Clone)]
struct Followed {
    pilots: Arc<Mutex<HashMap<i64, watch::Sender<Version>>>>,
    is_news: fn(Version, Version) -> bool,
}

impl Followed {
    fn by(is_news: fn(Version, Version) -> bool) -> Self {
        Self {
            pilots: Arc::default(),
            is_news,
        }
    }

    fn pilots(&self) -> MutexGuard<'_, HashMap<i64, watch::Sender<Version>>> {
        self.pilots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self, pilot: i64, version: Version) -> watch::Receiver<Version> {
        let mut pilots = self.pilots();
        let sender = pilots.entry(pilot).or_insert_with(|| watch::Sender::new(version));
        self.raise(sender, version);
        sender.subscribe()
    }

    fn raise(&self, sender: &watch::Sender<Version>, version: Version) {
        sender.send_if_modified(|known| {
            let is_news = (self.is_news)(version, *known);
            if is_news {
                *known = version;
            }
            is_news
        });
    }

    /// The pilots that somebody follows now; what nobody follows any more is forgotten.
    fn watched(&self) -> Vec<i64> {
        let mut pilots = self.pilots();
        pilots.retain(|_, sender| sender.receiver_count() > 0);
        pilots.keys().copied().collect()
    }

    fn announce(&self, pilot: i64, version: Version) {
        if let Some(sender) = self.pilots().get(&pilot) {
            self.raise(sender, version);
        }
    }

    /// Reads the versions of these pilots again, by one statement.
    async fn refresh(&self, pool: &PgPool) -> store::Result<()> {
        for (pilot, version) in store::live::versions(pool, &self.watched()).await? {
            self.announce(pilot.0, version);
        }
        Ok(())
    }
}

/// Listens and looks until stopped.
pub async fn listen(hub: Hub, pool: PgPool, url: String, pulse: Pulse) {
    tokio::select! {
        () = look(&hub, &pool) => {}
        () = hear(&hub, &pool, &url, &pulse) => {}
    }
}

/// Looks for what changed without an entry of the log, while somebody follows that. It asks nobody to announce it: deliveries come by
/// the hundred, and an announcement takes a lock of the whole database at the end of each transaction.
async fn look(hub: &Hub, pool: &PgPool) {
    loop {
        tokio::time::sleep(LOOK).await;
        if hub.all.watched().is_empty() {
            continue;
        }
        // Whether the database answers is for the listener to notice and to say.
        if let Err(error) = hub.all.refresh(pool).await {
            tracing::debug!(%error, "what changed without an entry could not be read");
        }
    }
}

/// A lost connection is made again, and everything is read again then, because what was announced in between is gone.
async fn hear(hub: &Hub, pool: &PgPool, url: &str, pulse: &Pulse) {
    let mut wait = Duration::from_millis(500);
    while !hub.stop.is_cancelled() {
        tokio::select! {
            () = hub.stop.cancelled() => return,
            outcome = follow(hub, pool, url, pulse) => if let Err(error) = outcome {
                tracing::warn!(%error, "the listener lost the database");
                pulse.unwell("cannot reach the database");
                hub.note(None);
            },
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(Duration::from_secs(5));
        if store::answers(pool).await {
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
    fn what_changes_beside_the_log_is_told_to_who_follows_that_alone_and_forgotten_with_them() {
        let hub = Hub::default();
        let version = |log, beside| Version { log, beside, own: 0 };
        let (mut logged, mut all) = (hub.watch(7, version(3, 5)), hub.watch_all(7, version(3, 5)));
        for followed in [&hub.logged, &hub.all] {
            followed.announce(7, version(3, 6));
            followed.announce(8, version(9, 9));
            // What was read earlier and comes later is no news.
            followed.announce(7, version(3, 5));
        }
        assert!(!logged.has_changed().expect("open"));
        assert!(all.has_changed().expect("open"));
        assert_eq!(*all.borrow_and_update(), version(3, 6));
        for followed in [&hub.logged, &hub.all] {
            followed.announce(7, version(4, 6));
        }
        assert_eq!(*logged.borrow_and_update(), version(4, 6));
        assert_eq!(*all.borrow_and_update(), version(4, 6));
        assert_eq!(hub.all.watched(), [7]);
        drop(all);
        assert!(hub.all.watched().is_empty() && hub.all.pilots().is_empty());
        assert_eq!(hub.logged.watched(), [7]);
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
