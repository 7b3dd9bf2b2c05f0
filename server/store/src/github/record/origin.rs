//! Where facts come from, for whatever records them.

use chrono::{DateTime, Utc};
use domain::ids::PilotId;
use domain::pull_request::Source;

use crate::github::{Delivery, is_history};

/// Where facts come from.
pub(crate) struct Origin<'o> {
    /// Of which pilot.
    pub(crate) pilot: PilotId,
    /// Of which repository, as it was connected.
    pub(crate) repository: &'o str,
    /// How they are known.
    pub(crate) source: Source,
    /// When they came.
    pub(crate) received_at: DateTime<Utc>,
}

impl Delivery {
    /// Where what it tells comes from.
    pub(super) fn origin(&self) -> Origin<'_> {
        let delivery = self.guid.clone();
        Origin {
            pilot: self.pilot,
            repository: &self.repository,
            source: match is_history(&self.event) {
                true => Source::Api { delivery },
                false => Source::Webhook { delivery },
            },
            received_at: self.received_at,
        }
    }
}
