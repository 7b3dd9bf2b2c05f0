//! The edge's clock: the one place that asks what time it is.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine.
    #[default]
    System,
    /// A file with one RFC 3339 instant, for walking through weeks in a test. While it is in use,
    /// every page says so.
    File(Arc<PathBuf>),
}

impl Clock {
    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => system(),
            Self::File(path) => std::fs::read_to_string(path.as_path())
                .ok()
                .and_then(|text| text.trim().parse().ok())
                .unwrap_or_else(system),
        }
    }

    /// Whether pages must say that the time is not real.
    pub fn is_test(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the edge")]
fn system() -> DateTime<Utc> {
    Utc::now()
}
