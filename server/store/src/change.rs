//! The write path: whoever changes a recorded fact does it in a [`Change`]. It opens the transaction and locks the
//! pilot's row, so that changes of one pilot come one after another; it asks for the phase of the pilot's life; and it
//! can only be committed with the event that the log then has. What leaves no entry (drafts, sessions, reading marks,
//! throttles, kept forms) is changed outside.
//!
//! Rows of covered tables leave seals when they change (`migrations/0050_seal.sql`); the last entry of the change takes
//! all of them, so that its hash binds what was written, and [`verify`](crate::activity::verify) finds what stands there
//! without. Which tables an event may change is said in `domain::activity::event::business`; what changes another cannot
//! be committed with it.

mod log;
#[cfg(feature = "testing")]
mod testing;

use std::ops::{Deref, DerefMut};

use chrono::{DateTime, SubsecRound as _, Utc};
use chrono_tz::Tz;
use domain::activity::Event;
use domain::ids::{PersonId, PilotId};
use domain::pilot::Untimely;
use domain::timeline::Timeline;
use sqlx::{Connection as _, PgConnection, PgPool, Postgres, Transaction};

use crate::{Error, Result, mail, pilot};

/// A change under way. Dropping it changes nothing.
pub(crate) struct Change<'t> {
    tx: Transaction<'t, Postgres>,
    /// In whose logs it is recorded; in none, it is one of the installation.
    pilots: Vec<PilotId>,
    /// Who makes it; `None` for the software itself.
    person: Option<PersonId>,
    now: DateTime<Utc>,
    zone: Option<Tz>,
    phase: Phase,
    noted: Vec<Event>,
}

/// How far the lives of the locked pilots have come, together.
#[derive(Clone, Copy, Default)]
struct Phase {
    started: bool,
    decided: bool,
    archived: bool,
}

impl Change<'static> {
    /// Begins a change of one pilot, as soon as nobody else is at it.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a pilot; [`Error::Refused`] while it is archived.
    pub(crate) async fn begin(
        pool: &PgPool,
        pilot: PilotId,
        person: impl Into<Option<PersonId>>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let change = Self::begin_all(pool, &[pilot], person, now).await?;
        if change.phase.archived {
            return Err(untimely(Untimely::Archived));
        }
        Ok(change)
    }

    /// Begins a change that several pilots show, archived or not; each gets an entry. Without any, it is one of the installation.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of them is not there.
    pub(crate) async fn begin_all(
        pool: &PgPool,
        pilots: &[PilotId],
        person: impl Into<Option<PersonId>>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let mut change = Change::of_installation(pool, person, now).await?;
        let mut pilots = pilots.to_vec();
        // In one order, so that two changes never wait for each other.
        pilots.sort_unstable();
        pilots.dedup();
        for pilot in &pilots {
            change.lock(*pilot).await?;
        }
        change.pilots = pilots;
        Ok(change)
    }

    /// Begins a change of the installation: of what belongs to no pilot.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of_installation(
        pool: &PgPool,
        person: impl Into<Option<PersonId>>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        Ok(Self::new(pool.begin().await?, person.into(), now))
    }
}

impl<'t> Change<'t> {
    /// Begins what the software changes itself when it brings the database up to date.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of_upgrade(connection: &'t mut PgConnection) -> Result<Self> {
        let mut tx = connection.begin().await?;
        let now = sqlx::query_scalar!(r#"select now() as "now!""#)
            .fetch_one(&mut *tx)
            .await?;
        Ok(Self::new(tx, None, now))
    }

    fn new(tx: Transaction<'t, Postgres>, person: Option<PersonId>, now: DateTime<Utc>) -> Self {
        Self {
            tx,
            pilots: Vec::new(),
            person,
            // As exactly as the database keeps it, so that what is computed from it and what is stored agree.
            now: now.trunc_subsecs(6),
            zone: None,
            phase: Phase::default(),
            noted: Vec::new(),
        }
    }

    /// Begins a change of one pilot by the software itself, inside the transaction that claimed the work: that one
    /// goes on whether the change is committed or dropped.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a pilot.
    pub(crate) async fn within(claimed: &'t mut PgConnection, pilot: PilotId, now: DateTime<Utc>) -> Result<Self> {
        let mut change = Self::new(claimed.begin().await?, None, now);
        change.lock(pilot).await?;
        change.pilots = vec![pilot];
        Ok(change)
    }

    async fn lock(&mut self, pilot: PilotId) -> Result<()> {
        let locked = sqlx::query!(
            r#"select zone, started as "started!", decided as "decided!",
                   archived as "archived?" from locked_pilot($1)"#,
            pilot.0,
        )
        .fetch_one(&mut *self.tx)
        .await?;
        self.zone = Some(pilot::zone(&locked.zone.ok_or(Error::NotFound)?)?);
        self.phase.started |= locked.started;
        self.phase.decided |= locked.decided;
        self.phase.archived |= locked.archived.unwrap_or_default();
        Ok(())
    }

    /// Goes on as a change of the pilot that was added in it, or brought back.
    pub(crate) fn of_pilot(&mut self, pilot: PilotId) {
        self.pilots = vec![pilot];
    }

    /// Goes on as a change of the pilot that was added in it, too: both have its entry.
    pub(crate) fn also_of_pilot(&mut self, pilot: PilotId) {
        self.pilots.push(pilot);
    }

    /// Names who makes it, known only now.
    pub(crate) fn by(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }

    /// Keeps the log of the pilot silent: the entry belongs to the installation.
    pub(crate) fn apart(mut self) -> Self {
        self.pilots.clear();
        self
    }

    /// When it is made.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The zone that weeks and deadlines of the locked pilot belong to.
    ///
    /// # Errors
    /// When it is no change of a pilot.
    pub(crate) fn zone(&self) -> Result<Tz> {
        self.zone.ok_or_else(|| Error::inconsistent("pilot", "none is locked"))
    }

    /// Where on the pilot's time the change stands.
    ///
    /// # Errors
    /// When it is no change of a pilot.
    pub(crate) fn timeline(&self) -> Result<Timeline> {
        Ok(Timeline {
            now: self.now(),
            zone: self.zone()?,
        })
    }

    /// Whether the pilot has started: zone, terms, baseline and features are frozen then.
    pub(crate) fn started(&self) -> bool {
        self.phase.started
    }

    /// Goes on with what the start freezes.
    ///
    /// # Errors
    /// [`Error::Refused`] once the pilot has started.
    pub(crate) fn before_start(self) -> Result<Self> {
        if self.phase.started {
            return Err(untimely(Untimely::Started));
        }
        Ok(self)
    }

    /// Goes on with what begins with the start.
    ///
    /// # Errors
    /// [`Error::Refused`] before it.
    pub(crate) fn after_start(self) -> Result<Self> {
        if !self.phase.started {
            return Err(untimely(Untimely::NotStarted));
        }
        Ok(self)
    }

    /// Goes on with facts that the decision rests on.
    ///
    /// # Errors
    /// [`Error::Refused`] once it is confirmed.
    pub(crate) fn undecided(self) -> Result<Self> {
        if self.phase.decided {
            return Err(untimely(Untimely::Decided));
        }
        Ok(self)
    }

    /// Records an event beside the one it will be committed with; in the log it comes before that.
    pub(crate) fn note(&mut self, event: impl Into<Event>) {
        self.noted.push(event.into());
    }

    /// Appends to the log, which locks its head until the end of the transaction and so keeps the chain in one line,
    /// and commits.
    ///
    /// # Errors
    /// When the database fails; nothing is changed then.
    pub(crate) async fn commit(mut self, event: impl Into<Event>) -> Result<()> {
        self.note(event);
        self.commit_noted().await
    }

    /// Commits with the events that were noted.
    ///
    /// # Errors
    /// As [`Change::commit`], and when none was.
    pub(crate) async fn commit_noted(mut self) -> Result<()> {
        if self.noted.is_empty() {
            return Err(Error::inconsistent("activity", "a change without an event"));
        }
        // What is told by mail, and who is asked, is queued with what causes it: neither is without the other.
        if let [pilot] = self.pilots[..] {
            mail::follow(&mut self.tx, pilot, self.person, &self.noted, self.now).await?;
        }
        let mut written = Vec::new();
        for event in &self.noted {
            written.push(event.written().map_err(|e| Error::inconsistent("activity", e))?);
        }
        self.append(written).await?;
        self.tx.commit().await?;
        Ok(())
    }
}

fn untimely(why: Untimely) -> Error {
    Error::refused(why.to_string())
}

/// Statements run on it.
impl Deref for Change<'_> {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for Change<'_> {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
