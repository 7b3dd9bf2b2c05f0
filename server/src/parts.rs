//! What runs beside the requests for as long as the program does. A part that ends or panics is started again after
//! a pause, `/health` names those that are not well, and one that cannot come back ends the program.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A part that ends more often than this within [`Pace::within`] cannot come back.
const MOST_ENDS: usize = 5;
/// How patient the program is with its parts.
const PACE: Pace = Pace {
    first_pause: Duration::from_millis(500),
    within: Duration::from_secs(60),
};
/// How long parts, and what goes on after an answer, may take to end once the program stops.
const END_WITHIN: Duration = Duration::from_secs(3);

/// A part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Watches the private database cluster.
    Cluster,
    /// Hears of changes and passes them to open pages.
    Listener,
    /// Turns deliveries into facts.
    Worker,
    /// Tells the code host what became of pull requests.
    Telling,
    /// Sends mail.
    Mail,
    /// Reads again what deliveries did not tell.
    Reconciling,
    /// Removes what has ended.
    Sweeper,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cluster => "private cluster",
            Self::Listener => "listener",
            Self::Worker => "worker",
            Self::Telling => "telling",
            Self::Mail => "mail",
            Self::Reconciling => "reconciling",
            Self::Sweeper => "sweeper",
        })
    }
}

/// Which parts are not well, and in few words why; and what else is to be known of them.
#[derive(Clone, Debug, Default)]
pub struct Health {
    unwell: Arc<Mutex<BTreeMap<Part, &'static str>>>,
    notes: Arc<Mutex<BTreeMap<Part, String>>>,
}

impl Health {
    fn unwell(&self) -> MutexGuard<'_, BTreeMap<Part, &'static str>> {
        self.unwell.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A line for each part of which something is to be known although it is well: what it depends on is not.
    pub fn notes(&self) -> Vec<String> {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.iter().map(|(part, note)| format!("{part}: {note}")).collect()
    }

    /// That of a part.
    pub fn pulse(&self, part: Part) -> Pulse {
        Pulse {
            part,
            health: self.clone(),
        }
    }

    /// A line for each part that is not well.
    pub fn lines(&self) -> Vec<String> {
        self.unwell()
            .iter()
            .map(|(part, why)| format!("{part}: {why}"))
            .collect()
    }
}

/// By which a part says how it is.
#[derive(Clone, Debug)]
pub struct Pulse {
    part: Part,
    health: Health,
}

impl Pulse {
    /// It does what it is there for.
    pub fn well(&self) {
        self.health.unwell().remove(&self.part);
    }

    /// Something is to be known of it, or nothing any more.
    pub fn note(&self, note: Option<String>) {
        let mut notes = self.health.notes.lock().unwrap_or_else(PoisonError::into_inner);
        match note {
            Some(note) => notes.insert(self.part, note),
            None => notes.remove(&self.part),
        };
    }

    /// It does not, for this reason.
    pub fn unwell(&self, why: &'static str) {
        self.health.unwell().insert(self.part, why);
    }
}

/// How patient one is with a part that ends.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// The pause before it is started again. It doubles with each of its ends in a row.
    first_pause: Duration,
    /// See [`MOST_ENDS`].
    within: Duration,
}

/// The parts of a running program.
#[derive(Debug)]
pub struct Parts {
    pace: Pace,
    /// Cancelled to stop the program, and by a part that cannot come back.
    stop: CancellationToken,
    health: Health,
    tracker: TaskTracker,
    lost: Arc<OnceLock<Part>>,
}

/// A part could not come back.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the {0} ended again and again and could not be brought back, so the program stopped")]
pub struct Lost(pub Part);

impl Parts {
    /// None yet. All that come end with `stop`.
    pub fn new(stop: CancellationToken) -> Self {
        Self::at(PACE, stop)
    }

    fn at(pace: Pace, stop: CancellationToken) -> Self {
        Self {
            pace,
            stop,
            health: Health::default(),
            tracker: TaskTracker::new(),
            lost: Arc::default(),
        }
    }

    /// For what goes on after an answer was given: its end is waited for as that of the parts is.
    pub fn afterwards(&self) -> TaskTracker {
        self.tracker.clone()
    }

    /// How the parts are.
    pub fn health(&self) -> Health {
        self.health.clone()
    }

    /// Runs a part, again and again until the program stops. `run` looks at the program's stop itself.
    pub fn keep<R>(&self, part: Part, run: impl Fn(Pulse) -> R + Send + 'static)
    where
        R: Future<Output = ()> + Send + 'static,
    {
        let (pace, stop, lost) = (self.pace, self.stop.clone(), Arc::clone(&self.lost));
        let pulse = self.health.pulse(part);
        self.tracker.spawn(async move {
            let mut ends = VecDeque::new();
            loop {
                let outcome = tokio::spawn(run(pulse.clone())).await;
                if stop.is_cancelled() {
                    return;
                }
                pulse.unwell("starting again");
                tracing::error!(%part, panicked = outcome.is_err(), "a part of the program ended");
                let now = Instant::now();
                ends.retain(|end: &Instant| now - *end < pace.within);
                ends.push_back(now);
                if ends.len() > MOST_ENDS {
                    let _ = lost.set(part);
                    stop.cancel();
                    return;
                }
                let pause = pace.first_pause * 2_u32.pow(u32::try_from(ends.len() - 1).unwrap_or_default());
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(pause) => pulse.well(),
                }
            }
        });
    }

    /// Waits for the end of all parts and of what goes on after answers, once the program stops.
    ///
    /// # Errors
    /// [`Lost`] when it stops because of one.
    pub async fn ended(self) -> Result<(), Lost> {
        self.tracker.close();
        if tokio::time::timeout(END_WITHIN, self.tracker.wait()).await.is_err() {
            tracing::warn!("stopped with parts still running");
        }
        self.lost.get().map_or(Ok(()), |part| Err(Lost(*part)))
    }
}

#[cfg(test)]
mod tests;
