//! Since when criteria are final. Where a criterion stands is computed; that it became final, and that it is no longer what
//! it finally was, is noted, because pages have to say what was final before.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::{Event, event};
use domain::criterion::State;
use domain::ids::PilotId;
use domain::programme::{Programme, Scorecard, scorecard};
use sqlx::PgPool;

use crate::change::Change;
use crate::{Error, Result, programme};

/// A criterion can become final by time alone, so each pilot is looked at this often at least.
const LOOK_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The programme as it stands in a change, and its numbers.
pub(crate) async fn card(change: &mut Change<'_>, pilot: PilotId) -> Result<(Programme, Scorecard)> {
    let programme = programme::load_in(change, pilot).await?;
    let card = scorecard(&programme, change.now());
    Ok((programme, card))
}

/// Notes in a change of a pilot that has started what became final and what no longer is, because of something. Returns
/// the numbers.
pub(crate) async fn note_in(change: &mut Change<'_>, pilot: PilotId, because: &str) -> Result<Scorecard> {
    Ok(note_news(change, pilot, because).await?.0)
}

/// As [`note_in`], with whether there was anything to note.
async fn note_news(change: &mut Change<'_>, pilot: PilotId, because: &str) -> Result<(Scorecard, bool)> {
    let (programme, card) = card(change, pilot).await?;
    let news = programme.to_note(&card);
    let any = !news.is_empty();
    for (criterion, state, value) in news {
        // What becomes final the first time does so by what the page says anyway.
        let is_first = programme.settled.iter().all(|settled| settled.criterion != criterion);
        let because = if is_first { "" } else { because };
        sqlx::query!(
            "insert into finality (pilot_id, criterion, state, value, because, noted_at) values ($1, $2, $3, $4, $5, $6)",
            pilot.0,
            i32::from(criterion),
            state.as_str(),
            value,
            because,
            change.now(),
        )
        .execute(&mut **change)
        .await?;
        change.note(event::Data::Settle {
            criterion,
            state,
            value: value.into(),
            because: because.to_owned().into(),
        });
    }
    Ok((card, any))
}

/// What was looked at, and when.
#[derive(Debug, Default)]
pub struct Looked(HashMap<PilotId, (i64, DateTime<Utc>)>);

/// Looks at every pilot between its start and its decision that has news, or that was not looked at for a minute, and notes
/// what became final and what no longer is.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn note_all(pool: &PgPool, looked: &mut Looked, now: DateTime<Utc>) -> Result<()> {
    let running = sqlx::query_scalar!(
        "select s.pilot_id from pilot_start s where not exists (
             select from decision d join decision_confirmation using (decision_id) where d.pilot_id = s.pilot_id)",
    )
    .fetch_all(pool)
    .await?;
    looked.0.retain(|pilot, _| running.contains(&pilot.0));
    for (pilot, version) in crate::live::versions(pool, &running).await? {
        let last = looked.0.get(&pilot);
        if last.is_some_and(|(seen, at)| *seen == version.log && *at <= now && now - *at < LOOK_EVERY) {
            continue;
        }
        match note(pool, pilot, now).await {
            Ok(()) => {}
            Err(error) if error.is_unavailable() => return Err(error),
            Err(error) => tracing::error!(%error, %pilot, "what is final cannot be noted"),
        }
        looked.0.insert(pilot, (version.log, now));
    }
    Ok(())
}

/// Notes what became final in one pilot and what no longer is, by its facts and the time.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn note(pool: &PgPool, pilot: PilotId, now: DateTime<Utc>) -> Result<()> {
    let programme = programme::load(pool, pilot).await?;
    if programme.to_note(&scorecard(&programme, now)).is_empty() {
        return Ok(());
    }
    let mut change = match Change::begin(pool, pilot, None, now).await?.undecided() {
        Ok(change) => change,
        Err(Error::Refused(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    let because = news(&mut change, pilot).await?;
    // Another instance may have noted it meanwhile.
    match note_news(&mut change, pilot, &because).await? {
        (_, true) => change.commit_noted().await,
        (_, false) => Ok(()),
    }
}

/// What was recorded last that numbers rest on, in words.
async fn news(change: &mut Change<'_>, pilot: PilotId) -> Result<String> {
    let entry = sqlx::query!(
        "select action, detail from activity
         where pilot_id = $1 and action in ('pull_request.record', 'week_one.tick', 'survey.answer')
             and at >= coalesce((select max(noted_at) from finality where pilot_id = $1), '-infinity')
         order by seq desc limit 1",
        pilot.0,
    )
    .fetch_optional(&mut **change)
    .await?;
    let Some(entry) = entry else { return Ok(String::new()) };
    let detail = serde_json::from_str(&entry.detail).map_err(|e| Error::inconsistent("activity", e))?;
    Ok(match Event::read(&entry.action, &detail) {
        Some(Event::Data(event::Data::Record { repository, news, .. })) => match news {
            event::News::PullRequest { number } => format!("a delivery about {repository}#{number} arrived"),
            event::News::Push { branch, .. } => format!("a delivery about a push to {branch} of {repository} arrived"),
            event::News::Other {} => format!("a delivery from {repository} arrived"),
        },
        Some(event) => format!("somebody {}", event.sentence()),
        None => String::new(),
    })
}

pub(crate) fn state(word: &str) -> Result<State> {
    State::parse(word).ok_or_else(|| Error::inconsistent("finality", word))
}
