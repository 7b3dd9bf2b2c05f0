//! The worker: turns stored deliveries into facts, and notes what became final with them or with time. Any number of
//! instances may run one; each delivery is held by one of them at a time.

use std::time::Duration;

use app::clock::Clock;
use chrono::{DateTime, Utc};
use store::PgPool;
use store::finality::{self, Looked};
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
        let worked = match work_one(&pool, clock.now()).await {
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

/// Processes one waiting delivery; false when there is none.
///
/// # Errors
/// When the database does not answer. What goes wrong with the delivery itself is noted on it.
pub async fn work_one(pool: &PgPool, now: DateTime<Utc>) -> store::Result<bool> {
    let Some(claimed) = store::github::claim(pool, now).await? else {
        return Ok(false);
    };
    let delivery = claimed.delivery.clone();
    let outcome = match payload::read(&delivery.event, &delivery.body) {
        Ok(Heard::Event(heard)) => claimed.record(&heard.0, &heard.1, now).await.map_err(|error| {
            let why = "its facts could not be recorded".to_owned();
            (Some(error), why)
        }),
        Ok(Heard::Ignored(outcome)) => match claimed.ignore(&outcome, now).await {
            Ok(()) => Ok(outcome),
            Err(error) => Err((Some(error), "it could not be marked".to_owned())),
        },
        Err(unreadable) => {
            drop(claimed);
            Err((None, unreadable.to_string()))
        }
    };
    match outcome {
        Ok(outcome) => tracing::info!(guid = delivery.guid, outcome, "processed"),
        Err((Some(error), _)) if error.is_unavailable() => return Err(error),
        Err((error, why)) => {
            tracing::warn!(
                guid = delivery.guid,
                error = error.map(|e| e.to_string()),
                why,
                "a delivery failed"
            );
            store::github::fail(pool, &delivery, &why, now).await?;
        }
    }
    Ok(true)
}
