//! What an evidence bundle is made from beside the pilot's facts: texts, signatures, frozen or live numbers, the decision. All
//! of it follows from the pilot's version.

use domain::decision::Recorded;
use domain::programme::Programme;
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

use crate::flag::FeatureFlag;
use crate::pilot::Facts;
use crate::proposal::Revision;
use crate::readout::Snapshot;
use crate::start::Started;
use crate::zone::ZoneVersion;
use crate::{Error, Result, decision, flag, programme, proposal, readout, start, zone};

/// What is recorded, as the bundle of any member tells it.
#[derive(Clone, Debug)]
pub struct Record {
    /// The text in force: the one the pilot started by, else the approved one, else the newest.
    pub revision: Revision,
    /// The zone version that counts; `None` before the first.
    pub zone: Option<ZoneVersion>,
    /// The start, once it happened.
    pub start: Option<Started>,
    /// The flags of the features.
    pub flags: Vec<FeatureFlag>,
    /// The decision as it stands.
    pub decision: Option<Recorded>,
    /// What the numbers rest on.
    pub numbers: Numbers,
}

/// What the numbers of a bundle rest on.
#[derive(Clone, Debug)]
pub enum Numbers {
    /// A frozen copy: that of the confirmed decision, else the newest, as on the stage.
    Frozen(Box<Snapshot>),
    /// The facts as they are, while none are frozen.
    Live(Box<Programme>),
    /// Nothing says yet what to measure; why, in a sentence.
    None(String),
}

/// What is recorded of a pilot of which this is known. It opens a transaction: call it where no client that goes away drops it.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn record(pool: &PgPool, known: &Facts) -> Result<Record> {
    let pilot = known.pilot_id;
    let start = match known.start {
        Some(_) => start::started(pool, pilot).await?,
        None => None,
    };
    let number = match (&start, known.approved()) {
        (Some(start), _) => Some(RevisionNumber(start.revision)),
        (None, Some(approved)) => Some(approved.revision),
        (None, None) => None,
    };
    let decision = decision::current(pool, pilot).await?;
    let decided_on = decision
        .as_ref()
        .filter(|decision| decision.confirmed.is_some())
        .map(|decision| decision.snapshot_id);
    let frozen = match decided_on {
        Some(named) => Some(readout::snapshot(pool, pilot, named).await?),
        None => readout::latest(pool, pilot).await?,
    };
    let numbers = match frozen {
        Some(frozen) => Numbers::Frozen(Box::new(frozen)),
        None => match programme::load(pool, pilot).await {
            Ok(programme) => Numbers::Live(Box::new(programme)),
            Err(Error::Refused(why)) => Numbers::None(why),
            Err(error) => return Err(error),
        },
    };
    Ok(Record {
        revision: match number {
            Some(number) => proposal::revision(pool, pilot, number).await?,
            None => proposal::latest(pool, pilot).await?,
        },
        zone: match known.zone_version {
            Some((number, _)) => Some(zone::version(pool, known, number).await?),
            None => None,
        },
        flags: flag::flags(pool, pilot).await?,
        start,
        decision,
        numbers,
    })
}

impl Record {
    /// About how many bytes it takes, for a memory that is bounded by them.
    pub fn weight(&self) -> usize {
        let frozen = match &self.numbers {
            // The text, and what was read of it.
            Numbers::Frozen(frozen) => 3 * frozen.text.len(),
            Numbers::Live(programme) => {
                let arms = [&programme.new_model, &programme.old_model].into_iter().flatten();
                let pulls = arms.flat_map(|feature| &feature.pull_requests);
                4_000 + pulls.map(|pull| 800 + 400 * pull.facts.len()).sum::<usize>()
            }
            Numbers::None(_) => 0,
        };
        let start = self.start.as_ref().map_or(0, |start| start.frozen.len());
        20_000 + self.revision.body.as_str().len() + start + frozen
    }
}
