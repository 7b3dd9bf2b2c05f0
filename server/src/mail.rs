//! Mail: queues what time gives rise to, and sends what waits. Any number of instances may do it; each mail is held by one of them
//! at a time. Without a mail server what waits is kept where whoever runs the installation reads it.

mod smtp;

use std::sync::Arc;
use std::time::Duration;

use app::clock::Clock;
use app::token::Token;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, TimeDelta, Utc};
use domain::mail::Optional;
use http::StatusCode;
use store::PgPool;
use store::mail::{Claimed, Looked, Outcome, claim, remind_all, stuck, sweep, unsubscribe, unsubscribe_token};
use store::secret::Key;
use tokio_util::sync::CancellationToken;

pub use smtp::{Smtp, SmtpSettings};

use crate::parts::Pulse;

/// How often it is looked for mail that waits.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many mails are on their way at once: one that hangs keeps no other from being sent.
const AT_ONCE: usize = 4;
/// How often what ended long ago is erased.
const SWEEP_EVERY: TimeDelta = TimeDelta::hours(1);
/// The pause after the first attempt that failed, in seconds; it doubles with each.
const FIRST_PAUSE: i64 = 10;
/// The longest pause, in seconds: a server that was away is tried again within a quarter of an hour.
const LONGEST_PAUSE: i64 = 900;

/// What sending mail needs.
#[derive(Clone)]
pub struct Mailing {
    /// The database.
    pub pool: PgPool,
    /// What time it is.
    pub clock: Clock,
    /// What opens the secrets of links.
    pub key: Key,
    /// The mail server; without one mail is kept.
    pub smtp: Option<Arc<Smtp>>,
    /// How people reach the application.
    pub base_url: Arc<str>,
}

impl Mailing {
    /// Works until `stop`.
    pub async fn run(self, stop: CancellationToken, pulse: Pulse) {
        let (mut looked, mut swept) = (Looked::default(), None);
        loop {
            match self.turn(&mut looked, &mut swept, &stop).await {
                Ok(stuck) => {
                    pulse.well();
                    pulse.note(stuck.map(|(count, since)| {
                        let since = since.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                        format!("{count} not sent yet, the oldest of {since}; the outbox says why")
                    }));
                }
                Err(error) => {
                    tracing::warn!(%error, "mail could not be read");
                    pulse.unwell("cannot reach the database");
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Queues, sends and erases what there is to; since when mail is stuck, if it is.
    async fn turn(
        &self,
        looked: &mut Looked,
        swept: &mut Option<DateTime<Utc>>,
        stop: &CancellationToken,
    ) -> store::Result<Option<(i64, DateTime<Utc>)>> {
        self.remind(looked).await?;
        let sending = (0..AT_ONCE).map(|_| async {
            while !stop.is_cancelled() && self.send_one().await? {}
            Ok(())
        });
        let outcomes: Vec<store::Result<()>> = futures::future::join_all(sending).await;
        for outcome in outcomes {
            outcome?;
        }
        let now = self.clock.now();
        if swept.is_none_or(|at| now - at >= SWEEP_EVERY || now < at) {
            sweep(&self.pool, now).await?;
            *swept = Some(now);
        }
        stuck(&self.pool, now).await
    }

    /// Queues what time gives rise to.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remind(&self, looked: &mut Looked) -> store::Result<()> {
        let fresh = || {
            let token = Token::random();
            (token.as_str().to_owned(), token.hash())
        };
        remind_all(&self.pool, &self.key, fresh, looked, self.clock.now()).await
    }

    /// Sends one mail that waits; false when there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn send_one(&self) -> store::Result<bool> {
        let Some(claimed) = claim(&self.pool, &self.key, self.clock.now()).await? else {
            return Ok(false);
        };
        let outcome = self.send(&claimed).await;
        let (message, kind) = (claimed.message.clone(), claimed.kind.as_str());
        // Neither address nor content: the log is read by others than the mail.
        match &outcome {
            Outcome::Sent => tracing::info!(message, kind, "mail sent"),
            Outcome::Kept => tracing::debug!(message, kind, "mail kept"),
            Outcome::Later { why, .. } | Outcome::Refused(why) | Outcome::Unheard(why) => {
                tracing::warn!(message, kind, why, "mail did not get out");
            }
        }
        claimed.finish(&outcome, self.clock.now()).await?;
        Ok(true)
    }

    /// Hands a claimed mail to the mail server.
    pub async fn send(&self, claimed: &Claimed) -> Outcome {
        let Some(smtp) = &self.smtp else {
            return Outcome::Kept;
        };
        let now = self.clock.now();
        let unsubscribe = Optional::of(claimed.kind, claimed.nth).map(|what| {
            let token = unsubscribe_token(&self.key, claimed.person, what);
            format!("{}/unsubscribe/{token}", self.base_url.trim_end_matches('/'))
        });
        match smtp.send(claimed, (&self.base_url, unsubscribe.as_deref()), now).await {
            Ok(()) => Outcome::Sent,
            Err(smtp::Trouble::Later(why)) => Outcome::Later {
                why,
                again: again(claimed.attempts(), now),
            },
            Err(smtp::Trouble::Refused(why)) => Outcome::Refused(why),
            Err(smtp::Trouble::Unheard(why)) => Outcome::Unheard(why),
        }
    }
}

/// The longest body of an unsubscription, in bytes.
pub const LARGEST_UNSUBSCRIPTION: usize = 4 << 10;

/// `POST /unsubscribe/{token}`, by the reader's mail program in one click (RFC 8058): without a session, since the address says whose
/// mail of which kind ends, and does nothing else. It redirects nowhere, because such programs do not follow.
pub async fn one_click(
    State(pool): State<PgPool>,
    State(key): State<Key>,
    State(clock): State<Clock>,
    Path(token): Path<String>,
    body: Body,
) -> Response {
    let said = to_bytes(body, LARGEST_UNSUBSCRIPTION).await;
    let holds = |body: &[u8], word: &str| body.windows(word.len()).any(|some| some == word.as_bytes());
    // What looks into links sends no such form.
    if !said.is_ok_and(|body| holds(&body, "List-Unsubscribe") && holds(&body, "One-Click")) {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Nothing was changed: this takes List-Unsubscribe=One-Click.",
        )
            .into_response();
    }
    match unsubscribe(&pool, &key, &token, clock.now()).await {
        Ok(Some(what)) => format!("You get no more of this by mail: {}.", what.label()).into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, "There is no such address.").into_response(),
        Err(error) => {
            tracing::warn!(%error, "mail could not be ended");
            (StatusCode::SERVICE_UNAVAILABLE, "It was not done. Try again.").into_response()
        }
    }
}

/// When to try again after so many attempts.
fn again(attempts: i32, now: DateTime<Utc>) -> DateTime<Utc> {
    let doubled = u32::try_from(attempts - 1)
        .ok()
        .and_then(|n| FIRST_PAUSE.checked_shl(n.min(20)));
    let pause = doubled.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
    // Not all at once.
    let mut random = [0; 1];
    let _ = getrandom::fill(&mut random);
    now + TimeDelta::seconds(pause) + TimeDelta::milliseconds(pause * i64::from(random[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_at_a_quarter_of_an_hour() {
        let now = "2026-03-02T08:00:00Z".parse().expect("a time");
        for (attempts, least) in [
            (1, 10),
            (2, 20),
            (3, 40),
            (7, 640),
            (8, 900),
            (40, 900),
            (i32::MAX, 900),
        ] {
            let pause = (again(attempts, now) - now).num_seconds();
            assert!((least..=least + least / 3).contains(&pause), "{attempts}: {pause}");
        }
    }
}
