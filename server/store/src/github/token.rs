//! What a connection is called with, a token or a GitHub App: statuses and comments are written with it, and what was missed is
//! read again.

use std::fmt;

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PersonId, PilotId};
use sqlx::PgPool;

use super::app::App;
use super::connection::named;
use crate::change::Change;
use crate::secret::{self, Bound, Key};
use crate::{Error, Result};

/// A token as it was entered, which never shows itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Bearer(String);

impl Bearer {
    /// Reads a token as somebody pastes it.
    ///
    /// # Errors
    /// A sentence when it cannot be one.
    pub fn read(text: &str) -> std::result::Result<Self, &'static str> {
        let text = text.trim();
        let sound = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
        match text.len() {
            0 => Err("Paste the token."),
            20..=500 if text.chars().all(sound) => Ok(Self(text.to_owned())),
            _ => Err("This is no token: it has at least 20 letters, digits and underscores, and no spaces."),
        }
    }

    /// A token that the code host gave to a program, or that a program signs for itself; `None` when it cannot be one.
    #[must_use]
    pub fn issued(text: String) -> Option<Self> {
        let sound = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
        let fits = (20..=4096).contains(&text.len()) && text.chars().all(sound);
        fits.then_some(Self(text))
    }

    /// For the head of a request.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn last_four(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(…)")
    }
}

/// What a connection is called with.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A token as somebody entered it.
    Token(Bearer),
    /// A GitHub App, which asks for tokens that last an hour.
    App(App),
}

impl Credential {
    /// The App's id; `None` for a token.
    #[must_use]
    pub fn app(&self) -> Option<i64> {
        match self {
            Self::Token(_) => None,
            Self::App(app) => Some(app.id()),
        }
    }
}

/// What a connection is called with, as it was sealed; `None` when this instance's key does not open it.
pub(crate) fn opened(
    key: &Key,
    (id, api_url): (ConnectionId, &str),
    (app, sealed): (Option<i64>, &[u8]),
) -> Option<Credential> {
    match app {
        None => Some(Credential::Token(
            Bearer::read(&key.open(Bound::Token(id, api_url), sealed)?).ok()?,
        )),
        Some(app) => {
            let pem = key.open(Bound::App(id, api_url, app), sealed)?;
            App::read(app, &pem).ok().map(Credential::App)
        }
    }
}

/// Where a connection of a pilot is.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not of this pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn host_of(pool: &PgPool, pilot: PilotId, id: ConnectionId) -> Result<CodeHost> {
    let host = sqlx::query_scalar!(
        "select host from connection where connection_id = $1 and pilot_id = $2",
        id.0,
        pilot.0,
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    CodeHost::parse(&host).ok_or_else(|| Error::inconsistent("connection", &host))
}

/// Gives a connection a token, in the place of the token or App it has.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not of this pilot; [`Error::Refused`] when the pilot is decided, or the key is not
/// the one that all instances share.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn set_token(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: ConnectionId,
    (key, api_url, token): (&Key, &str, &Bearer),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let repository = named(&mut change, pilot, id).await?;
    secret::is_shared(&mut change, key, now).await?;
    sqlx::query!(
        "insert into connection_token (connection_id, api_url, sealed, last_four, entered_by, entered_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (connection_id) do update set api_url = excluded.api_url, sealed = excluded.sealed,
             last_four = excluded.last_four, entered_by = excluded.entered_by, entered_at = excluded.entered_at, app_id = null",
        id.0,
        api_url,
        key.seal(Bound::Token(id, api_url), token.as_str()),
        token.last_four(),
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    go_on(&mut change, id, now).await?;
    let event = event::Data::SetToken {
        repository,
        api_url: api_url.to_owned().into(),
    };
    change.commit(event).await
}

/// Takes the token of a connection away, or its App.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not of this pilot; [`Error::Refused`] when it has neither.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn remove_token(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: ConnectionId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin_all(pool, &[pilot], person, now).await?;
    let repository = named(&mut change, pilot, id).await?;
    let removed = sqlx::query_scalar!(
        "delete from connection_token where connection_id = $1 returning app_id",
        id.0
    )
    .fetch_optional(&mut *change)
    .await?;
    match removed {
        None => Err(Error::refused(format!("{repository} has no token."))),
        Some(None) => change.commit(event::Data::RemoveToken { repository }).await,
        Some(Some(_)) => change.commit(event::Data::RemoveApp { repository }).await,
    }
}

/// Tries again what was given up on a connection.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not of this pilot; [`Error::Refused`] when nothing was given up, or the pilot is
/// decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn tell_again(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: ConnectionId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let repository = named(&mut change, pilot, id).await?;
    if go_on(&mut change, id, now).await? == 0 {
        return Err(Error::refused("Nothing was given up there."));
    }
    change.commit(event::Data::TellAgain { repository }).await
}

/// Forgets why calls were stopped; says of how much.
pub(super) async fn go_on(change: &mut Change<'_>, id: ConnectionId, now: DateTime<Utc>) -> Result<u64> {
    let calls = sqlx::query!(
        "update connection_call set stopped = null, stopped_at = null, paused_until = null
         where connection_id = $1 and stopped is not null",
        id.0,
    )
    .execute(&mut **change)
    .await?;
    let told = sqlx::query!(
        "update told set stopped = null, attempts = 0, not_before = case when attempting is null then $2 else greatest(not_before, $2) end
         where connection_id = $1 and stopped is not null",
        id.0,
        now,
    )
    .execute(&mut **change)
    .await?;
    // What another token could not read may be there for this one.
    sqlx::query!(
        "update reconciliation_files set not_before = $2, attempts = 0 where connection_id = $1 and why_not is not null",
        id.0,
        now,
    )
    .execute(&mut **change)
    .await?;
    Ok(calls.rows_affected() + told.rows_affected())
}
