//! Whether binding facts still are what they were when the log spoke of them: digests are computed
//! again over the stored texts and compared with what the log, approvals and signatures say.

use std::fmt;

use domain::document::Body;
use domain::proposal::digest;
use domain::terms::Terms;
use domain::zone::{self, ZoneItem};
use serde_json::Value;
use sqlx::PgPool;
use sqlx::types::Json;

use crate::Result;

/// Revisions read at once: each can weigh a megabyte.
const BATCH: i64 = 8;

/// The first fact that contradicts another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The address of its pilot, where that is known.
    pub pilot: Option<String>,
    /// The fact, such as `revision 3`.
    pub fact: String,
    /// What is wrong with it.
    pub what: &'static str,
    /// The entry that it does not fit.
    pub entry: Option<i64>,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fact)?;
        if let Some(pilot) = &self.pilot {
            write!(f, " of {pilot}")?;
        }
        write!(f, ": {}", self.what)?;
        match self.entry {
            Some(seq) => write!(f, " (entry {seq})"),
            None => Ok(()),
        }
    }
}

/// The first contradiction among the facts, if there is one.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn contradiction(pool: &PgPool) -> Result<Option<Contradiction>> {
    if let Some(found) = in_revisions(pool).await? {
        return Ok(Some(found));
    }
    if let Some(found) = in_zone_versions(pool).await? {
        return Ok(Some(found));
    }
    if let Some(found) = with_the_log(pool).await? {
        return Ok(Some(found));
    }
    between_facts(pool).await
}

/// What a pilot has one after the other, and whether it has the digest of its content.
struct Numbered {
    pilot_id: i64,
    slug: String,
    number: i32,
    fits: bool,
}

/// The first that does not fit. `after` reads what follows a pilot and number, some at a time.
async fn first_unfit(
    (fact, what): (&str, &'static str),
    after: impl AsyncFn(i64, i32) -> Result<Vec<Numbered>>,
) -> Result<Option<Contradiction>> {
    let (mut pilot, mut number) = (i64::MIN, 0);
    loop {
        let rows = after(pilot, number).await?;
        let Some(last) = rows.last() else {
            return Ok(None);
        };
        (pilot, number) = (last.pilot_id, last.number);
        if let Some(unfit) = rows.into_iter().find(|row| !row.fits) {
            return Ok(Some(Contradiction {
                pilot: Some(unfit.slug),
                fact: format!("{fact} {}", unfit.number),
                what,
                entry: None,
            }));
        }
    }
}

/// Revisions whose digest is not that of their prose and terms.
async fn in_revisions(pool: &PgPool) -> Result<Option<Contradiction>> {
    let said = ("revision", "its prose or terms are not those of its digest");
    first_unfit(said, async |pilot, number| {
        let rows = sqlx::query!(
            r#"select r.pilot_id, p.slug, r.number, r.body, r.terms as "terms: Json<Value>", r.digest
               from revision r join pilot p using (pilot_id)
               where (r.pilot_id, r.number) > ($1, $2) order by r.pilot_id, r.number limit $3"#,
            pilot,
            number,
            BATCH,
        )
        .fetch_all(pool)
        .await?;
        let numbered = rows.into_iter().map(|row| {
            let terms: Option<Terms> = serde_json::from_value(row.terms.0).ok();
            let own = Body::new(&row.body)
                .ok()
                .zip(terms)
                .map(|(body, terms)| digest(&body, &terms));
            Numbered {
                pilot_id: row.pilot_id,
                slug: row.slug,
                number: row.number,
                fits: own.is_some_and(|own| own.as_str() == row.digest),
            }
        });
        Ok(numbered.collect())
    })
    .await
}

/// Zone versions whose digest is not that of their items.
async fn in_zone_versions(pool: &PgPool) -> Result<Option<Contradiction>> {
    let said = ("zone version", "its items are not those of its digest");
    first_unfit(said, async |pilot, number| {
        let rows = sqlx::query!(
            r#"select v.pilot_id, p.slug, v.number, v.items as "items: Json<Value>", v.digest
               from zone_version v join pilot p using (pilot_id)
               where (v.pilot_id, v.number) > ($1, $2) order by v.pilot_id, v.number limit $3"#,
            pilot,
            number,
            BATCH,
        )
        .fetch_all(pool)
        .await?;
        let numbered = rows.into_iter().map(|row| {
            let items: Option<Vec<ZoneItem>> = serde_json::from_value(row.items.0).ok();
            Numbered {
                pilot_id: row.pilot_id,
                slug: row.slug,
                number: row.number,
                fits: items.is_some_and(|items| zone::digest(&items).as_str() == row.digest),
            }
        });
        Ok(numbered.collect())
    })
    .await
}

/// Revisions and zone versions that the log speaks of with another digest, or not at all. What an entry
/// says of a revision is `revision` and `digest` in its detail; the entry of the start carries the digest
/// of the whole programme and is left out.
async fn with_the_log(pool: &PgPool) -> Result<Option<Contradiction>> {
    let revision = sqlx::query!(
        r#"with said as materialized (
               select distinct pilot_id, (detail::jsonb ->> 'revision')::int as number, detail::jsonb ->> 'digest' as digest
               from activity
               where pilot_id is not null and action <> 'pilot.start'
                   and jsonb_typeof(detail::jsonb -> 'revision') = 'number'
               union
               -- A second pilot begins with the signed text of its first, and its first entry speaks of that.
               select e.pilot_id, 1, e.detail::jsonb ->> 'digest'
               from activity e
               where e.action = 'pilot.iterate'
                   and not exists (select from activity b where b.pilot_id = e.pilot_id and b.seq < e.seq)
           )
           select p.slug, number as "number!", r.digest is not null as "is_there!", said.pilot_id is not null as "is_known!"
           from said full join revision r using (pilot_id, number) join pilot p using (pilot_id)
           where said.pilot_id is null or r.digest is null and said.digest is not null or said.digest <> r.digest
           order by pilot_id, number limit 1"#,
    )
    .fetch_optional(pool)
    .await?;
    if let Some(row) = revision {
        return Ok(Some(Contradiction {
            pilot: Some(row.slug),
            fact: format!("revision {}", row.number),
            what: disagreement(row.is_there, row.is_known),
            entry: None,
        }));
    }
    let version = sqlx::query!(
        r#"with said as materialized (
               select distinct pilot_id, (detail::jsonb ->> 'version')::int as number, detail::jsonb ->> 'digest' as digest
               from activity where pilot_id is not null and action in ('zone.revise', 'zone.propose')
           )
           select p.slug, number as "number!", v.digest is not null as "is_there!"
           from said left join zone_version v using (pilot_id, number) join pilot p using (pilot_id)
           where v.digest is distinct from said.digest
           order by pilot_id, number limit 1"#,
    )
    .fetch_optional(pool)
    .await?;
    Ok(version.map(|row| Contradiction {
        pilot: Some(row.slug),
        fact: format!("zone version {}", row.number),
        what: disagreement(row.is_there, true),
        entry: None,
    }))
}

fn disagreement(is_there: bool, is_known: bool) -> &'static str {
    match (is_there, is_known) {
        (false, _) => "the log speaks of it, but it is not there",
        (true, false) => "no entry of the log speaks of it",
        (true, true) => "its digest is not the one in the log",
    }
}

/// Approvals and signatures under another digest than that of what they name, and approvals that the
/// log knows with another verdict or not at all.
async fn between_facts(pool: &PgPool) -> Result<Option<Contradiction>> {
    let approval = sqlx::query!(
        r#"with said as materialized (
               select (detail::jsonb ->> 'approval')::bigint as approval_id, detail::jsonb ->> 'verdict' as verdict
               from activity where action = 'approval.decide'
           )
           select p.slug, a.approval_id, a.digest = r.digest as "is_bound!"
           from approval a join approval_request q using (approval_request_id) join pilot p using (pilot_id)
           join revision r on r.pilot_id = q.pilot_id and r.number = q.revision_number
           where a.digest <> r.digest
               or not exists (select 1 from said where said.approval_id = a.approval_id and said.verdict = a.verdict)
           order by a.approval_id limit 1"#,
    )
    .fetch_optional(pool)
    .await?;
    if let Some(row) = approval {
        return Ok(Some(Contradiction {
            pilot: Some(row.slug),
            fact: format!("approval {}", row.approval_id),
            what: if row.is_bound {
                "the log does not know this decision"
            } else {
                "its digest is not that of the revision it is about"
            },
            entry: None,
        }));
    }
    let signature = sqlx::query!(
        "select p.slug, s.zone_version, e.name
         from zone_signature s join pilot p using (pilot_id) join person e using (person_id)
         join zone_version v on v.pilot_id = s.pilot_id and v.number = s.zone_version
         where s.digest <> v.digest order by s.pilot_id, s.zone_version limit 1",
    )
    .fetch_optional(pool)
    .await?;
    Ok(signature.map(|row| Contradiction {
        pilot: Some(row.slug),
        fact: format!("{}'s signature under zone version {}", row.name, row.zone_version),
        what: "its digest is not that of the version",
        entry: None,
    }))
}
