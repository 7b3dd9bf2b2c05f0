//! A pull request whose opening never reached us, and the opening that somebody enters for it.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::calendar::fits;
use domain::correction::Entry;
use domain::github::LinkedBy;
use domain::github::exported::Kind;
use domain::ids::{PersonId, PilotId, PullRequestId};
use domain::person::Arm;
use domain::pull_request::{Apart, Fact, FactKind, Life, PullRequestState, Source};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::change::Change;
use crate::correction::{self, Entered};
use crate::programme::facts::{apart, evidence, facts_of};
use crate::{Error, Result, github};

/// A pull request, as far as its opening is known.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Like `acme/shop#12`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// The arm of its feature.
    pub arm: Option<Arm>,
    /// By what it belongs to its feature, or by hand to none.
    pub by: Option<LinkedBy>,
    /// When it was opened, by what was told or entered.
    pub opened_at: Option<DateTime<Utc>>,
    /// When the first thing known of it happened.
    pub first_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: PullRequestState,
    /// Why it is part of no number, where it stands apart.
    pub apart: Option<Apart>,
}

/// What is known of the opening of a pull request.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn heard(pool: &PgPool, pilot: PilotId, id: PullRequestId) -> Result<Heard> {
    heard_in(&mut *pool.acquire().await?, pilot, id).await
}

async fn heard_in(connection: &mut sqlx::PgConnection, pilot: PilotId, id: PullRequestId) -> Result<Heard> {
    let r = sqlx::query!(
        r#"select p.repository, p.number, p.title, p.url, p.head_branch, p.is_revert, f.arm as "arm?: Arm",
               (select min(c.at) from pull_request_fact c where c.pull_request_id = p.pull_request_id
                   and c.kind->>'fact' = 'opened' and c.kind->>'deduced_from' is null) as opened_at,
               (select min(c.at) from pull_request_fact c where c.pull_request_id = p.pull_request_id
                   and c.kind->>'fact' <> 'opened') as first_at
           from pull_request p left join feature f using (feature_id)
           where p.pull_request_id = $2 and p.pilot_id = $1"#,
        pilot.0,
        id.0,
    )
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(Error::NotFound)?;
    let facts = facts_of(&mut *connection, pilot, Some(&[id.0])).await?;
    let linked = github::linked_by(&mut *connection, pilot, &[id.0]).await?;
    let evidence = evidence(connection, pilot).await?;
    Ok(Heard {
        by: linked.get(&id.0).copied(),
        name: format!("{}#{}", r.repository, r.number),
        arm: r.arm,
        opened_at: r.opened_at,
        first_at: r.first_at,
        state: Life::of(facts.get(&id.0).map_or(&[], Vec::as_slice)).state(),
        apart: apart(
            &evidence,
            (&r.repository, r.number, &r.url),
            (&r.head_branch, r.is_revert),
        ),
        title: r.title,
        url: r.url,
    })
}

/// When a pull request was opened, as somebody says.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// As a draft.
    pub draft: bool,
    /// Where it can be checked.
    pub evidence: &'a str,
    /// The arms whose pull requests the person may speak for; `None` for any.
    pub of: Option<&'a [Arm]>,
}

/// Enters when a pull request was opened whose opening never reached us. What the code host tells later counts before it.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot; [`Error::Refused`] when its opening is known, it is not for this person
/// to say, it cannot have been opened then, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn complete(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: PullRequestId,
    Opening {
        at,
        draft,
        evidence,
        of,
    }: Opening<'_>,
    now: DateTime<Utc>,
) -> Result<Entered> {
    let entry = Entry::Open {
        pull_request: id,
        at,
        draft,
        of: of.map(<[Arm]>::to_vec),
    };
    correction::enter(pool, pilot, person, (&entry, evidence), now).await
}

pub(crate) async fn open_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    by: PersonId,
    (id, of): (PullRequestId, Option<&[Arm]>),
    (at, draft, evidence): (DateTime<Utc>, bool, &str),
) -> Result<event::Data> {
    let heard = heard_in(change, pilot, id).await?;
    if of.is_some_and(|of| heard.arm.is_none_or(|arm| !of.contains(&arm))) {
        return Err(Error::refused(
            "You can complete pull requests of your own arm's feature. Ask the sponsor for others.",
        ));
    }
    if heard.opened_at.is_some() {
        return Err(Error::refused("When it was opened is known."));
    }
    if evidence.is_empty() {
        return Err(Error::refused("Say where it can be checked when it was opened."));
    }
    if at > change.now() || !fits(at.date_naive()) || heard.first_at.is_some_and(|first| first < at) {
        return Err(Error::refused(
            "It cannot have been opened then: something that is known of it happened before.",
        ));
    }
    let fact = Fact {
        at,
        arrival: i64::MAX,
        kind: FactKind::Opened {
            draft,
            deduced_from: None,
        },
        source: Source::Hand {
            person: by,
            corrects: None,
        },
    };
    sqlx::query!(
        "insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at)
         values ($1, $2, $3, $4, $5, $6)",
        id.0,
        fact.at,
        Json(&fact.kind) as _,
        Json(&fact.source) as _,
        fact.key(),
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(event::Data::Complete {
        pull_request: heard.name,
        opened_at: at,
        evidence: evidence.to_owned().into(),
    })
}

/// A fact of a pull request, and how it is known.
#[derive(Clone, Debug)]
pub struct KnownFact {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: FactKind,
    /// How it is known.
    pub source: Source,
    /// Who entered or imported it.
    pub by: Option<String>,
    /// From what it was imported, and when.
    pub import: Option<(Kind, DateTime<Utc>)>,
}

/// The facts of a pull request in the order in which they happened.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn facts(pool: &PgPool, pilot: PilotId, id: PullRequestId) -> Result<Vec<KnownFact>> {
    let rows = sqlx::query!(
        r#"select f.at, f.kind as "kind: Json<FactKind>", f.source as "source: Json<Source>", i.kind as "from?",
               i.imported_at as "imported_at?", q.name as "by?"
           from pull_request_fact f join pull_request p using (pull_request_id)
               left join import i on i.import_id = case when f.source->>'from' = 'import' then (f.source->>'import')::bigint end
               left join person q on q.person_id = coalesce(i.imported_by,
                   case when f.source->>'from' = 'hand' then (f.source->>'person')::bigint end)
           where f.pull_request_id = $2 and p.pilot_id = $1 order by f.at, f.fact_id"#,
        pilot.0,
        id.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let import = match row.from.zip(row.imported_at) {
                Some((kind, at)) => Some((
                    Kind::parse(&kind).ok_or_else(|| Error::inconsistent("import", &kind))?,
                    at,
                )),
                None => None,
            };
            Ok(KnownFact {
                at: row.at,
                kind: row.kind.0,
                source: row.source.0,
                by: row.by,
                import,
            })
        })
        .collect()
}
