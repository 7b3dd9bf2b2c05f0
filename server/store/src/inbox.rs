//! What people are asked to do: the facts it follows from, of all their pilots at once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::comment::Waiting;
use domain::hours::missing;
use domain::ids::{PersonId, PilotId};
use domain::inbox::{Facts, WeekOne};
use domain::person::Role;
use sqlx::PgPool;

use crate::pilot::{self, Which, facts_of};
use crate::{Result, comment};

/// A pilot with what waits for one person in its comments.
#[derive(Clone, Debug)]
pub struct InPilot {
    /// What is recorded about the pilot.
    pub pilot: pilot::Facts,
    /// What waits for the person in comments.
    pub comments: Vec<Waiting>,
}

/// The pilots a person has a role in, newest first. One statement for the pilots and one for their comments, however
/// many there are.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn facts(pool: &PgPool, person: PersonId) -> Result<Vec<InPilot>> {
    let mut connection = pool.acquire().await?;
    let pilots = facts_of(&mut connection, Which::OfPerson(person)).await?;
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
            .map(|week| (*week, pilot.answered.contains(&(person, week.number))))
            .collect(),
        connected: pilot.connected,
        unused: pilot.unused,
        recorded: pilot.recorded.clone(),
        has_final_numbers: pilot.has_final_numbers,
        corrections: pilot.corrections.clone(),
        planning: pilot.planning.clone(),
        hours: missing(&pilot.weeks, &pilot.hours, person, now),
        remarks: pilot.remarks.clone(),
        amendment: pilot.unsigned_amendment(),
        standing,
    }
}
