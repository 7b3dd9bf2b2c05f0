//! What an instance remembers. Everything a pilot shows follows from its version, so what was read, computed or
//! rendered for one version is right for as long as the version stands, on any number of instances, and nobody has to
//! be told when it no longer is: the next reader asks for another version. Where time changes something by itself, what
//! is held says until when it can be shown.

use std::any::Any;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::ids::PilotId;
use moka::future::Cache;
use store::arrival::Version;

use crate::error::AppError;

/// What parts may weigh together, in bytes.
const PARTS: u64 = 16 << 20;
/// What whole pages may weigh together, in bytes.
const PAGES: u64 = 8 << 20;
/// How long anything is held at most: what was changed behind the program's back, by hand in the database, shows after
/// that.
const LONGEST: Duration = Duration::from_secs(300);
/// What nobody asks for goes: mostly it is of a version that has passed.
const IDLE: Duration = Duration::from_secs(60);
/// What an entry weighs beside its content.
const ENTRY: usize = 200;

/// A part of what follows from a pilot's version: a kind, and what tells several of a kind apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct PartKey {
    pilot: PilotId,
    version: Version,
    kind: &'static str,
    of: String,
}

/// Something held.
#[derive(Clone)]
struct Entry {
    value: Arc<dyn Any + Send + Sync>,
    made_at: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
    weight: u32,
}

/// What a part is held for.
pub struct Part<T> {
    /// The part.
    pub value: T,
    /// About how many bytes it takes.
    pub weight: usize,
    /// When time alone makes it another; `None` for never.
    pub until: Option<DateTime<Utc>>,
}

impl<T> Part<T> {
    /// A part that only a new version changes.
    pub fn lasting(value: T, weight: usize) -> Self {
        Self {
            value,
            weight,
            until: None,
        }
    }
}

/// Which page, and what it follows from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// Path and query.
    pub address: String,
    /// Everything that it was made from: who reads, versions, roles, theme.
    pub made_from: String,
}

/// A whole page as it was sent.
#[derive(Clone, Debug)]
pub struct HeldPage {
    /// The document.
    pub html: bytes::Bytes,
    /// The same, compressed for the first browser that asked for it so.
    pub brotli: Arc<OnceLock<bytes::Bytes>>,
    /// What was sent with it.
    pub headers: http::HeaderMap,
    /// From when until when it can be sent again.
    pub good: std::ops::Range<DateTime<Utc>>,
}

/// The memory of an instance, bounded by weight; what was not asked for the longest goes first.
#[derive(Clone)]
pub struct Memory {
    parts: Cache<PartKey, Entry>,
    pages: Cache<PageKey, HeldPage>,
}

impl Default for Memory {
    fn default() -> Self {
        let parts = Cache::builder()
            .time_to_live(LONGEST)
            .time_to_idle(IDLE)
            .max_capacity(PARTS)
            .weigher(|key: &PartKey, entry: &Entry| entry.weight.saturating_add(bytes(key.of.len())));
        let pages = Cache::builder()
            .time_to_live(LONGEST)
            .time_to_idle(IDLE)
            .max_capacity(PAGES)
            .weigher(|key: &PageKey, page: &HeldPage| {
                bytes(1000 + page.html.len() + key.address.len() + key.made_from.len())
            });
        Self {
            parts: parts.build(),
            pages: pages.build(),
        }
    }
}

fn bytes(content: usize) -> u32 {
    u32::try_from(content + ENTRY).unwrap_or(u32::MAX)
}

impl Memory {
    /// The part of this `kind` of a pilot's version, made by `load` unless it is held. However many ask at once, one
    /// of them makes it, in a task of its own: a reader who goes away breaks no statement off.
    ///
    /// # Errors
    /// Those of `load`, which is asked again next time.
    pub fn part<T: Send + Sync + 'static>(
        &self,
        (pilot, version): (PilotId, Version),
        (kind, of): (&'static str, String),
        now: DateTime<Utc>,
        load: impl Future<Output = Result<Part<T>, AppError>> + Send + 'static,
    ) -> impl Future<Output = Result<Arc<T>, AppError>> + Send {
        // Loads ask for parts, and so on: what waits for one holds no more than a pointer to it.
        let load = Box::pin(load);
        let parts = self.parts.clone();
        let key = PartKey {
            pilot,
            version,
            kind,
            of,
        };
        async move {
            if let Some(entry) = parts.get(&key).await {
                if entry.until.is_none_or(|until| (entry.made_at..until).contains(&now)) {
                    return typed(entry);
                }
                parts.invalidate(&key).await;
            }
            let made = parts.try_get_with(key, async move {
                let part = tokio::spawn(load).await.map_err(AppError::internal)??;
                Ok::<_, AppError>(Entry {
                    weight: bytes(part.weight),
                    made_at: now,
                    until: part.until,
                    value: Arc::new(part.value),
                })
            });
            typed(made.await.map_err(|error: Arc<AppError>| (*error).clone())?)
        }
    }

    /// The part of this `kind` of a pilot's version, if it is held and time alone does not change it.
    pub async fn held<T: Send + Sync + 'static>(
        &self,
        (pilot, version): (PilotId, Version),
        kind: &'static str,
    ) -> Option<Arc<T>> {
        let key = PartKey {
            pilot,
            version,
            kind,
            of: String::new(),
        };
        let entry = self.parts.get(&key).await?;
        entry.until.is_none().then(|| typed(entry).ok()).flatten()
    }

    /// Remembers a part that was read with others, and that only a new version changes.
    pub async fn keep<T: Send + Sync + 'static>(
        &self,
        (pilot, version): (PilotId, Version),
        kind: &'static str,
        (value, weight): (Arc<T>, usize),
        now: DateTime<Utc>,
    ) {
        let key = PartKey {
            pilot,
            version,
            kind,
            of: String::new(),
        };
        if self.parts.contains_key(&key) {
            return;
        }
        let entry = Entry {
            value,
            made_at: now,
            until: None,
            weight: bytes(weight),
        };
        self.parts.insert(key, entry).await;
    }

    /// The page as it was sent before, if it can be sent again at `now`.
    pub async fn page(&self, key: &PageKey, now: DateTime<Utc>) -> Option<HeldPage> {
        self.pages.get(key).await.filter(|page| page.good.contains(&now))
    }

    /// Remembers a page.
    pub async fn keep_page(&self, key: PageKey, page: HeldPage) {
        self.pages.insert(key, page).await;
    }
}

fn typed<T: Send + Sync + 'static>(entry: Entry) -> Result<Arc<T>, AppError> {
    entry
        .value
        .downcast::<T>()
        .map_err(|_| AppError::internal("two kinds of parts under one name"))
}
