//! The edge's clock: the one place that asks what time it is.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine.
    #[default]
    System,
    /// A file, for walking through weeks in a test. While it is in use, every page says so.
    File(Arc<TestClock>),
}

/// A file with one RFC 3339 instant.
#[derive(Debug)]
pub struct TestClock {
    path: PathBuf,
    /// What was read last: the time stands still while the file cannot be read.
    last: Mutex<DateTime<Utc>>,
}

impl Clock {
    /// The time in a file.
    ///
    /// # Errors
    /// When it cannot be read, or holds no instant.
    pub fn file(path: PathBuf) -> Result<Self, String> {
        let last = Mutex::new(read(&path)?);
        Ok(Self::File(Arc::new(TestClock { path, last })))
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => machine(),
            Self::File(clock) => {
                let mut last = clock.last.lock().unwrap_or_else(PoisonError::into_inner);
                match read(&clock.path) {
                    Ok(now) => *last = now,
                    Err(error) => tracing::warn!(error, "the test clock stands still"),
                }
                *last
            }
        }
    }

    /// Whether pages must say that the time is not real.
    pub fn is_test(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

fn read(path: &Path) -> Result<DateTime<Utc>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let now = text.trim().parse();
    now.map_err(|error| format!("{} holds no instant: {error}", path.display()))
}

/// The machine's time, for what is no fact of a pilot: sessions, throttles.
#[expect(clippy::disallowed_methods, reason = "this is the edge")]
pub fn machine() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_clock_that_cannot_be_read_stands_still() {
        let path = std::env::temp_dir().join(format!("countersign-clock-{}", std::process::id()));
        assert!(Clock::file(path.clone()).is_err(), "there is none yet");
        std::fs::write(&path, "2026-03-02T09:00:00Z").expect("written");
        let clock = Clock::file(path.clone()).expect("an instant");
        for broken in ["2026-03", ""] {
            std::fs::write(&path, broken).expect("written");
            assert_eq!(clock.now().to_rfc3339(), "2026-03-02T09:00:00+00:00");
        }
        std::fs::write(&path, "2026-03-09T09:00:00Z\n").expect("written");
        assert_eq!(clock.now().to_rfc3339(), "2026-03-09T09:00:00+00:00");
        std::fs::remove_file(&path).expect("removed");
        assert_eq!(clock.now().to_rfc3339(), "2026-03-09T09:00:00+00:00");
    }
}
