//! The presentation: the readout as it is shown in the room.

use chrono::{DateTime, Utc};
use domain::decision::Recorded;
use domain::ids::{PilotId, SnapshotId};
use domain::programme::{Programme, Scorecard, scorecard};
use domain::readout::{Slide, Stage, slides};
use sqlx::PgPool;

use crate::{Result, decision, programme, readout};

/// What is shown in the room: frozen numbers, or live ones while there are none.
#[derive(Clone, Debug)]
pub struct Presentation {
    /// The snapshot; `None` for live numbers.
    pub snapshot: Option<SnapshotId>,
    /// The facts.
    pub programme: Programme,
    /// Every number.
    pub card: Scorecard,
    /// The decision as it stands.
    pub decision: Option<Recorded>,
}

impl Presentation {
    /// The eleven slides.
    pub fn slides(&self) -> [Slide; 11] {
        slides(&self.card, &self.programme, self.decision.as_ref())
    }

    /// How far along the numbers are.
    pub fn stage(&self) -> Stage {
        Stage::of(&self.programme, self.card.as_of)
    }
}

/// The readout from one snapshot; without one named, from that of the confirmed decision, else from
/// the newest, else from the facts as they are at `now`.
///
/// # Errors
/// As [`readout::snapshot`] and [`programme::load`].
#[tracing::instrument(level = "debug", skip_all)]
pub async fn open(
    pool: &PgPool,
    pilot: PilotId,
    named: Option<SnapshotId>,
    now: DateTime<Utc>,
) -> Result<Presentation> {
    let decision = decision::current(pool, pilot).await?;
    let decided_on = decision
        .as_ref()
        .filter(|d| d.confirmed.is_some())
        .map(|d| d.snapshot_id);
    let frozen = match named.or(decided_on) {
        Some(named) => Some(readout::snapshot(pool, pilot, named).await?),
        None => readout::latest(pool, pilot).await?,
    };
    Ok(match frozen {
        Some(frozen) => Presentation {
            snapshot: Some(frozen.snapshot_id),
            card: frozen.scorecard(),
            programme: frozen.programme,
            decision,
        },
        None => {
            let programme = programme::load(pool, pilot).await?;
            Presentation {
                snapshot: None,
                card: scorecard(&programme, now),
                programme,
                decision,
            }
        }
    })
}
