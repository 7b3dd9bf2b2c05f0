//! The session store: on Postgres, ids hashed, saving never brings a session back.

use std::cell::Cell;

use async_trait::async_trait;
use chrono::DateTime;
use store::PgPool;
use store::arrival::{Living, living};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

/// Sessions on a pool of their own.
#[derive(Clone, Debug)]
pub struct PgSessions(pub PgPool);

/// The session a request arrived with, as it was found then.
struct Found {
    id: Id,
    living: Option<Living>,
}

tokio::task_local! {
    /// Handed to the first question for it, so that one request asks once.
    static FOUND: Cell<Option<Found>>;
}

/// Answers a request whose session was looked up when it arrived.
pub(crate) async fn remembering<T>(id: Id, living: Option<Living>, work: impl Future<Output = T>) -> T {
    FOUND.scope(Cell::new(Some(Found { id, living })), work).await
}

pub(crate) use app::token::session_hash as hash;

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn expiry(record: &Record) -> Result<DateTime<chrono::Utc>> {
    DateTime::from_timestamp(record.expiry_date.unix_timestamp(), 0).ok_or_else(|| Error::Encode("expiry".to_owned()))
}

#[async_trait]
impl SessionStore for PgSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let data = serde_json::to_value(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        loop {
            if store::session::add(&self.0, &hash(&record.id), &data, expiry(record)?)
                .await
                .map_err(backend)?
            {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_value(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        store::session::save(&self.0, &hash(&record.id), &data, expiry(record)?)
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let known = FOUND.try_with(Cell::take).ok().flatten();
        let living = match known {
            Some(found) if found.id == *id => found.living,
            _ => living(&self.0, &hash(id)).await.map_err(backend)?,
        };
        let Some(living) = living else { return Ok(None) };
        let data = serde_json::from_value(living.data).map_err(|e| Error::Decode(e.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(living.expires_at.timestamp())
            .map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        store::session::revoke(&self.0, &hash(id)).await.map_err(backend)
    }
}
