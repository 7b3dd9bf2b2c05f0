//! The sweeper: removes what has ended. Every instance runs one.

use std::time::Duration;

use app::clock::Clock;
use store::PgPool;
use tokio_util::sync::CancellationToken;

use crate::parts::Pulse;

/// How often it sweeps.
const EVERY: Duration = Duration::from_secs(3600);
/// How soon it tries again what failed.
const AGAIN: Duration = Duration::from_secs(60);

/// Sweeps now and every hour, until `stop`.
pub async fn run(pool: PgPool, clock: Clock, stop: CancellationToken, pulse: Pulse) {
    loop {
        let pause = match store::session::sweep(&pool, clock.now()).await {
            Ok(()) => {
                pulse.well();
                EVERY
            }
            Err(error) => {
                tracing::warn!(%error, "could not sweep what has ended");
                pulse.unwell("cannot reach the database");
                AGAIN
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}
