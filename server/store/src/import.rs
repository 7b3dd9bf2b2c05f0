//! Pull requests imported from what people export without a token: recorded as facts whose source is the import.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::correction::Entry;
use domain::github::exported::{Exported, Kind};
use domain::ids::{PersonId, PilotId};
use domain::pull_request::{FactKind, Source};
use sqlx::PgPool;

use crate::change::Change;
use crate::correction::{self, Entered};
use crate::github::{Origin, relink};
use crate::{Error, Result};

/// An import that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its id, which facts name.
    pub id: i64,
    /// Of which repository.
    pub repository: String,
    /// From what.
    pub kind: Kind,
    /// How many pull requests it told of.
    pub pulls: i32,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The imports of a pilot, the newest first.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, pilot: PilotId) -> Result<Vec<Imported>> {
    let rows = sqlx::query!(
        r#"select i.import_id, i.repository, i.kind, i.pulls, p.name as by, i.imported_at
           from import i join person p on p.person_id = i.imported_by
           where i.pilot_id = $1 order by i.import_id desc"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Imported {
                id: row.import_id,
                repository: row.repository,
                kind: Kind::parse(&row.kind).ok_or_else(|| Error::inconsistent("import", &row.kind))?,
                pulls: row.pulls,
                by: row.by,
                at: row.imported_at,
            })
        })
        .collect()
}

/// Imports what a text tells of a repository. Where a final criterion rests on it, it waits for a second person.
///
/// # Errors
/// [`Error::Refused`] when the text cannot be read, the pilot is decided, or a reason is missing.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn import(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (repository, text): (&str, &str),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Entered> {
    let entry = Entry::Import {
        repository: repository.to_owned(),
        text: text.to_owned(),
    };
    correction::enter(pool, pilot, person, (&entry, reason), now).await
}

/// Records what a text tells, as somebody's.
///
/// # Errors
/// [`Error::Refused`] when it cannot be read.
pub(crate) async fn import_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    by: PersonId,
    (repository, text): (&str, &str),
) -> Result<event::Data> {
    let exported =
        Exported::read(text, change.zone()?, change.now()).map_err(|problems| Error::refused(problems.join(" ")))?;
    // Under the name that it was connected by, whatever its case.
    let known = sqlx::query_scalar!(
        "select repository from connection where pilot_id = $1 and lower(repository) = lower($2)",
        pilot.0,
        repository,
    )
    .fetch_optional(&mut **change)
    .await?;
    let repository = known.unwrap_or_else(|| repository.to_owned());
    let digest = Exported::digest(text);
    let import = sqlx::query_scalar!(
        "insert into import (pilot_id, repository, kind, digest, pulls, imported_by, imported_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning import_id",
        pilot.0,
        repository,
        exported.kind.as_str(),
        digest.as_str(),
        i32::try_from(exported.pulls.len()).unwrap_or(i32::MAX),
        by.0,
        change.now(),
    )
    .fetch_one(&mut **change)
    .await?;
    let (mut added, pulls) = (0_u64, exported.pulls.len());
    for told in exported.pulls {
        let origin = Origin {
            pilot,
            repository: &repository,
            source: Source::Import { import, row: told.row },
            received_at: change.now(),
        };
        let (id, _) = origin.write_pull_request(change, &told.event).await?;
        let mut accounts = vec![told.event.author.clone()];
        for happened in told.event.happened {
            if let FactKind::Reviewed { reviewer: account, .. } | FactKind::Pushed { author: account, .. } =
                &happened.kind
            {
                accounts.push(account.clone());
            }
            added += u64::from(origin.add_fact(change, id, happened).await?);
        }
        origin
            .note_accounts(change, &accounts.iter().collect::<Vec<_>>())
            .await?;
        added += origin.add_past_commits(change, id, &told.commits).await?;
    }
    relink(change, pilot).await?;
    Ok(event::Data::Import {
        repository,
        from: exported.kind.label().to_owned(),
        pulls,
        import: import.into(),
        added: added.into(),
    })
}
