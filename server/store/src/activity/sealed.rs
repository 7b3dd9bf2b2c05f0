//! Whether the rows of covered tables are what the log sealed, in both directions: each batch of seals is the one that
//! an entry's hash covers, of tables that such an entry changes, and each row is what its newest seal says. Whoever
//! changes a row finds no way around: without a seal the row does not fit, with one there is no entry, and an entry does
//! not fit the chain. Somebody who writes the whole chain anew is found against a head that was kept elsewhere, and only so.

use std::collections::BTreeSet;

use domain::activity::event::{Business, business};
use domain::activity::{Hash, Seal, Seals};
use futures::TryStreamExt as _;
use sqlx::{PgConnection, PgPool};

use super::{Contradiction, rows};
use crate::Result;

/// Tables whose rows are not sealed, and why. All others are.
pub const UNCOVERED: &[(&str, &str)] = &[
    ("_sqlx_migrations", "which steps of the schema were applied"),
    ("activity", "the log itself, which is a chain"),
    ("activity_head", "the end of the chain"),
    ("address_wish", "e-mail addresses that are not confirmed yet"),
    ("approval_draft", "answers on their way"),
    ("approval_judgement_due", "what is to be judged once"),
    ("browser", "browsers that somebody signed in with"),
    (
        "comment_placement",
        "where threads stand now, worked out with each revision of their quotes, which are covered",
    ),
    ("comment_reading", "marks of reading"),
    ("conflict", "text that is not in a revision yet"),
    ("connection_call", "how calls to the code host go"),
    (
        "delivery",
        "what arrived, to be worked on; what was recorded of it is covered",
    ),
    ("draft", "text on its way"),
    ("mail", "letters on their way, which follow from facts that are covered"),
    ("mail_choice", "what people want by mail"),
    ("pilot_change", "counts that pages are held by"),
    ("reading", "marks of reading"),
    ("reconciliation", "how reading again goes; what it found is covered"),
    ("reconciliation_commit", "which commits were read again"),
    (
        "reconciliation_files",
        "how reading files goes; what was read is covered",
    ),
    ("reconciliation_pull", "what is to be read again"),
    ("refused_form", "forms on their way"),
    ("reset_link", "links to a new password"),
    ("seal", "the seals themselves, which entries cover"),
    ("seal_due", "seals that get their entry at the start"),
    ("seal_width", "how many columns were sealed last"),
    ("session", "who is signed in"),
    ("setup_link", "the link of the first run"),
    ("shared_key", "which key the instances share: another opens nothing"),
    ("sign_in_failure", "what throttles sign-ins"),
    (
        "told",
        "what a code host is told, worked out from facts that are covered",
    ),
    ("zone_draft", "a zone on its way"),
];

/// What fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The first entry that sealed anything; what stood before it is sealed as it stood then.
    pub since: Option<i64>,
    /// How many rows are as they were sealed.
    pub rows: i64,
    /// The covered tables.
    pub tables: Vec<String>,
}

/// Whether the database is of a version that seals, and what its upgrade left to be sealed is.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn is_upgraded(pool: &PgPool) -> Result<bool> {
    let has_seals = sqlx::query_scalar!(r#"select to_regclass('public.seal_due') is not null as "has!""#)
        .fetch_one(pool)
        .await?;
    Ok(has_seals
        && sqlx::query_scalar!(r#"select not exists (select from seal_due) as "is_done!""#)
            .fetch_one(pool)
            .await?)
}

/// Compares all facts with the log, as of one moment.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sealed(pool: &PgPool) -> Result<std::result::Result<Sealed, Contradiction>> {
    let mut tx = pool
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    sealed_in(&mut tx).await
}

/// Like [`sealed`], in a transaction under way, whose settings it changes.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sealed_in(connection: &mut PgConnection) -> Result<std::result::Result<Sealed, Contradiction>> {
    let tables = rows::covered(connection).await?;
    let known: BTreeSet<&str> = tables
        .iter()
        .map(|table| table.name.as_str())
        .chain(UNCOVERED.iter().map(|(name, _)| *name))
        .collect();
    if let Some(found) = in_batches(connection, &known).await? {
        return Ok(Err(found));
    }
    let mut rows = 0;
    for table in &tables {
        match rows::in_table(connection, table).await? {
            Ok(some) => rows += some,
            Err(found) => return Ok(Err(found)),
        }
    }
    let since = sqlx::query_scalar!("select min(seq) from activity where batch is not null")
        .fetch_one(&mut *connection)
        .await?;
    Ok(Ok(Sealed {
        since,
        rows,
        tables: tables.into_iter().map(|table| table.name).collect(),
    }))
}

pub(super) fn unfit(fact: impl Into<String>, what: &'static str) -> Contradiction {
    Contradiction {
        pilot: None,
        fact: fact.into(),
        what,
        entry: None,
    }
}

/// `zone signature 4`.
pub(super) fn named(relation: &str, key: &str) -> String {
    format!("{} {key}", relation.replace('_', " "))
}

/// A batch as it is read.
struct Batch {
    number: Option<i64>,
    entry: Option<i64>,
    /// What the entry says was done, and what it may seal.
    action: String,
    business: Business,
    expected: Option<Hash>,
    /// The first row it seals.
    first: Option<(String, String)>,
    seals: Seals,
}

impl Batch {
    /// A table whose rows such an entry never changes.
    fn foreign(&self, relation: &str) -> Option<Contradiction> {
        let seq = self.entry.filter(|_| !self.business.is_with(relation))?;
        Some(unfit(
            format!("entry {seq}, {}, seals a row of {relation}", self.action),
            "such an entry never changes one",
        ))
    }

    fn contradiction(self) -> Option<Contradiction> {
        match (self.entry, self.first) {
            (None, Some((relation, key))) => {
                Some(unfit(named(&relation, &key), "it was changed, and no entry says so"))
            }
            (Some(seq), _) if self.seals.digest() != self.expected => Some(unfit(
                format!("what entry {seq} sealed"),
                "its seals are not those it was written with",
            )),
            _ => None,
        }
    }
}

/// The first batch that is not what its entry covers, that has none, or that seals what such an entry never changes; the
/// tables it speaks of are there.
async fn in_batches(connection: &mut PgConnection, known: &BTreeSet<&str>) -> Result<Option<Contradiction>> {
    let mut rows = sqlx::query!(
        r#"select batch, a.seq as "seq?", a.action as "action?", a.seals as "expected?", s.seal_id as "seal_id?", s.relation as "relation?",
               s.key as "key?", s.width as "width?", s.salt as "salt?", s.digest as "digest?"
           from (select seq, action, batch, seals from activity where batch is not null or seals is not null) a
               full join seal s using (batch)
           order by batch, a.seq, s.seal_id"#
    )
    .fetch(connection);
    let mut under_way: Option<Batch> = None;
    while let Some(row) = rows.try_next().await? {
        let is_next = under_way
            .as_ref()
            .is_none_or(|batch| (batch.number, batch.entry) != (row.batch, row.seq));
        if is_next {
            let action = row.action.unwrap_or_default();
            let next = Batch {
                number: row.batch,
                entry: row.seq,
                business: business(&action).unwrap_or(Business::NONE),
                action,
                expected: row.expected.and_then(|seals| Hash::try_from(seals).ok()),
                first: None,
                seals: Seals::default(),
            };
            if let Some(found) = under_way.replace(next).and_then(Batch::contradiction) {
                return Ok(Some(found));
            }
        }
        let (Some(batch), Some(id), Some(relation), Some(key), Some(width), Some(salt)) =
            (&mut under_way, row.seal_id, row.relation, row.key, row.width, row.salt)
        else {
            continue;
        };
        if !known.contains(relation.as_str()) {
            return Ok(Some(unfit(
                format!("the table {relation}"),
                "rows of it were sealed, but it is not there",
            )));
        }
        if let Some(found) = batch.foreign(&relation) {
            return Ok(Some(found));
        }
        let Ok(digest) = row.digest.map(Hash::try_from).transpose() else {
            return Ok(Some(unfit(named(&relation, &key), "its seal was changed")));
        };
        batch.seals.take(&Seal {
            id,
            relation: &relation,
            key: &key,
            width,
            salt: &salt,
            digest,
        });
        batch.first.get_or_insert((relation, key));
    }
    Ok(under_way.and_then(Batch::contradiction))
}
