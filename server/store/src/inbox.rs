//! What people are asked to do: the facts it follows from, of all their pilots at once.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::comment::Waiting;
use domain::hours::missing;
use domain::ids::{PersonId, PilotId};
use domain::inbox::{Facts, Missed, WeekOne};
use domain::person::Role;
use serde_json::Value;
use sqlx::PgPool;

use crate::pilot::{self, Which, facts_of};
use crate::{Error, Result, comment};

/// What is held of a person's pilots, and those of which nothing is.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// As they are recorded now.
    pub held: Vec<Arc<pilot::Facts>>,
    /// The others.
    pub others: Vec<PilotId>,
}

/// A pilot with what waits for one person in its comments.
#[derive(Clone, Debug)]
pub struct InPilot {
    /// What is recorded about the pilot.
    pub pilot: Arc<pilot::Facts>,
    /// What waits for the person in comments.
    pub comments: Vec<Waiting>,
}

/// The pilots a person has a role in, newest first. One statement for the pilots and one for their comments, however
/// many there are. Where it is known which pilots these are, what is `held` of them is taken from there, and only of the others
/// it is asked.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn facts(pool: &PgPool, person: PersonId, held: Option<Held>) -> Result<Vec<InPilot>> {
    let mut connection = pool.acquire().await?;
    let mut pilots: Vec<Arc<pilot::Facts>> = Vec::new();
    let read = match held {
        None => facts_of(&mut connection, Which::OfPerson(person)).await?,
        Some(Held { held, others }) => {
            pilots = held;
            match others.as_slice() {
                [] => Vec::new(),
                others => facts_of(&mut connection, Which::These(others)).await?,
            }
        }
    };
    pilots.extend(read.into_iter().map(Arc::new));
    pilots.sort_by_key(|pilot| Reverse(pilot.pilot_id));
    let ids: Vec<PilotId> = pilots.iter().map(|pilot| pilot.pilot_id).collect();
    let mut comments: HashMap<PilotId, Vec<Waiting>> = HashMap::new();
    if !ids.is_empty() {
        for (pilot, waiting) in comment::waiting(&mut *connection, &ids, person).await? {
            comments.entry(pilot).or_default().push(waiting);
        }
    }
    let with_comments = pilots.into_iter().map(|pilot| InPilot {
        comments: comments.remove(&pilot.pilot_id).unwrap_or_default(),
        pilot,
    });
    Ok(with_comments.collect())
}

/// What waits for a person in the comments of one pilot.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn comments(pool: &PgPool, pilot: PilotId, person: PersonId) -> Result<Vec<Waiting>> {
    let waiting = comment::waiting(pool, &[pilot], person).await?;
    Ok(waiting.into_iter().map(|(_, waiting)| waiting).collect())
}

/// Something a person did in one of their pilots.
#[derive(Clone, Debug)]
pub struct Done {
    /// The pilot's address.
    pub slug: String,
    /// What it is called.
    pub pilot: String,
    /// When.
    pub at: DateTime<Utc>,
    /// `feature.verb`.
    pub action: String,
    /// What exactly.
    pub detail: Value,
}

/// So many things that were done are listed.
const MOST_DONE: i64 = 30;

/// What a person did in their pilots since `since`, the latest first. What is said in private has no entry of a pilot.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn done(pool: &PgPool, person: PersonId, pilots: &[InPilot], since: DateTime<Utc>) -> Result<Vec<Done>> {
    let ids: Vec<i64> = pilots.iter().map(|one| one.pilot.pilot_id.0).collect();
    let rows = sqlx::query!(
        r#"select a.at, a.action, a.detail, t.slug, t.name
           from unnest($2::bigint[]) mine (pilot_id)
           cross join lateral (select e.at, e.action, e.detail, e.pilot_id, e.seq from activity e
               where e.pilot_id = mine.pilot_id and e.person_id = $1 and e.at >= $3
               order by e.seq desc limit $4) a
           join pilot t on t.pilot_id = a.pilot_id
           order by a.seq desc limit $4"#,
        person.0,
        &ids,
        since,
        MOST_DONE,
    )
    .fetch_all(pool)
    .await?;
    let done = rows.into_iter().map(|row| {
        Ok(Done {
            slug: row.slug,
            pilot: row.name,
            at: row.at,
            action: row.action,
            detail: serde_json::from_str(&row.detail).map_err(|e| Error::inconsistent("activity", e))?,
        })
    });
    done.collect()
}

/// What [`domain::inbox::tasks`] asks of `person` at `now` follows from this.
pub fn asked_of(pilot: &pilot::Facts, comments: &[Waiting], person: PersonId, now: DateTime<Utc>) -> Facts {
    // Running the installation gives no say in a pilot.
    let standing = pilot.standing(person, false, now);
    let (activities, no_go) = match &pilot.start {
        Some(start) => (start.terms.week_one.len(), !start.terms.no_go.is_empty()),
        None => (0, false),
    };
    let theirs = |holder: &&pilot::Holder| holder.member.person_id == person;
    let acknowledged = pilot.holders.iter().filter(theirs).any(|holder| holder.acknowledged);
    let weeks = pilot.weeks.iter();
    let over = pilot.weeks.iter().filter(|week| week.closes_at <= now);
    let missed = over.flat_map(|week| {
        let asked = pilot.asked_in(week).into_iter();
        let unanswered = asked
            .filter(|(pm, _)| !pilot.participation_of(*pm).is_gap() && !pilot.answered.contains(&(*pm, week.number)));
        unanswered.map(|(person, name)| Missed {
            person,
            name,
            week: week.number,
        })
    });
    Facts {
        stands_in_for: pilot.stands_in_for(person, now),
        zone: pilot.zone,
        archived: pilot.archived_at.is_some(),
        now,
        start: pilot.start_facts(now),
        newest: pilot.newest,
        request: pilot.request().cloned(),
        conditions: pilot.conditions().cloned().collect(),
        comments: comments.to_vec(),
        unsigned: pilot.unsigned(),
        consents: pilot.consents(),
        week_one: WeekOne {
            activities: u32::try_from(activities).unwrap_or(u32::MAX),
            ticks: pilot.ticks.clone(),
            unacknowledged: standing.is(Role::PilotPm) && no_go && !acknowledged,
        },
        weeks: weeks
            .map(|week| {
                (
                    *week,
                    pilot.answered.contains(&(person, week.number)) || !pilot.is_asked(person, week),
                )
            })
            .collect(),
        participation: pilot.participation_of(person),
        missed: missed.collect(),
        planned_start: pilot.planned_start,
        connected: pilot.connected,
        unused: pilot.unused,
        recorded: pilot.recorded.clone(),
        has_final_numbers: pilot.has_final_numbers,
        corrections: pilot.corrections.clone(),
        planning: pilot.planning.clone(),
        hours: missing(&pilot.weeks, &pilot.hours, &pilot.dri_tenures(), person, now),
        remarks: pilot.remarks.clone(),
        amendment: pilot.unsigned_amendment(),
        offer: pilot
            .offer
            .as_ref()
            .map(|offer| (offer.id, offer.of.clone(), pilot.offer_owed_by(person))),
        standing,
    }
}
