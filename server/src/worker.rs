//! The worker: turns stored deliveries into facts, and notes what became final with them or with time. Any number of
//! instances may run one; each delivery is held by one of them at a time.

use std::time::Duration;

use app::clock::Clock;
use chrono::{DateTime, Utc};
use store::PgPool;
use store::finality::{self, Looked};
use store::github::{self, Claimed, Delivery, MOST_AT_ONCE, Meaning, Outcome};
use store::live::Listener;
use tokio_util::sync::CancellationToken;

use crate::github::payload::{self, Heard};
use crate::parts::Pulse;

/// A look at the waiting deliveries at least this often: announcements are hints.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Works until `stop`.
pub async fn run(pool: PgPool, url: String, clock: Clock, stop: CancellationToken, pulse: Pulse) {
    let (mut listener, mut looked) = (None, Looked::default());
    while !stop.is_cancelled() {
        let worked = match work_some(&pool, clock.now()).await {
            Ok(true) => continue,
            Ok(false) => finality::note_all(&pool, &mut looked, clock.now()).await,
            Err(error) => Err(error),
        };
        match worked {
            Ok(()) => pulse.well(),
            Err(error) => {
                tracing::warn!(%error, "the worker could not reach the database");
                pulse.unwell("cannot reach the database");
            }
        }
        if listener.is_none() {
            listener = Listener::connect(&url, "delivery").await.ok();
        }
        let announced = async {
            match &mut listener {
                Some(listener) => listener.next().await,
                None => std::future::pending().await,
            }
        };
        let outcome = tokio::select! {
            () = stop.cancelled() => return,
            outcome = announced => outcome,
            () = tokio::time::sleep(LOOK_EVERY) => Ok(()),
        };
        if outcome.is_err() {
            listener = None;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// Works on the deliveries of one pilot that wait longest, many in one transaction; false when there are none.
///
/// # Errors
/// When the database does not answer. What goes wrong with a delivery itself is noted on it.
pub async fn work_some(pool: &PgPool, now: DateTime<Utc>) -> store::Result<bool> {
    let Some(claimed) = github::claim(pool, now, MOST_AT_ONCE).await? else {
        return Ok(false);
    };
    let together = claimed.deliveries.len();
    match work_on(pool, claimed, now).await {
        Err(error) if !error.is_unavailable() => {
            tracing::warn!(%error, together, "deliveries cannot be recorded together");
            // Each by itself, so that the one that cannot be recorded neither stops nor undoes the others.
            for _ in 0..together {
                work_one(pool, now).await?;
            }
        }
        worked => worked?,
    }
    Ok(true)
}

/// Works on the delivery that waits longest; false when there is none.
///
/// # Errors
/// As [`work_some`].
pub async fn work_one(pool: &PgPool, now: DateTime<Utc>) -> store::Result<bool> {
    let Some(claimed) = github::claim(pool, now, 1).await? else {
        return Ok(false);
    };
    let alone = claimed.deliveries.clone();
    match work_on(pool, claimed, now).await {
        Err(error) if !error.is_unavailable() => {
            for delivery in alone {
                tracing::warn!(guid = delivery.guid, %error, "a delivery failed");
                github::fail(pool, &delivery, "its facts could not be recorded", now).await?;
            }
        }
        worked => worked?,
    }
    Ok(true)
}

async fn work_on(pool: &PgPool, claimed: Claimed, now: DateTime<Utc>) -> store::Result<()> {
    for (delivery, outcome) in claimed.record(meaning, now).await? {
        match outcome {
            Outcome::Done(outcome) => tracing::info!(guid = delivery.guid, outcome, "processed"),
            Outcome::Failed(why) => {
                tracing::warn!(guid = delivery.guid, why, "a delivery failed");
                github::fail(pool, &delivery, &why, now).await?;
            }
        }
    }
    Ok(())
}

fn meaning(delivery: &Delivery) -> Meaning {
    match payload::read(&delivery.event, &delivery.body) {
        Ok(Heard::Event(heard)) => Meaning::Event(heard),
        Ok(Heard::Ignored(outcome)) => Meaning::Ignored(outcome),
        Err(unreadable) => Meaning::Unreadable(unreadable.to_string()),
    }
}
