//! That what a code host delivers is not used: by mail to the sponsors, who connected it, and to whoever runs the installation. Once a
//! day at most for a connection, only of what came since the last such mail, and never after one that was used.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{ConnectionId, PersonId, PilotId};
use domain::mail::{Kind, awake, letters};
use domain::person::Role;
use sqlx::PgConnection;

use super::events::{Readers, named};
use super::remind::{Before, Mail};
use crate::Result;
use crate::pilot::Facts;

/// How long it is silent about a connection.
const SILENT_FOR: TimeDelta = TimeDelta::hours(24);
/// The longest reason that is written, in characters.
const LONGEST: usize = 200;

/// A connection that brought nothing that was used since.
struct Unused {
    connection: ConnectionId,
    repository: String,
    /// When the last delivery came that was not used.
    at: DateTime<Utc>,
    /// What became of it.
    outcome: String,
    /// It is about another repository.
    is_elsewhere: bool,
}

/// The connections of a pilot whose newest delivery that says anything was refused, failed, or is about another repository: as
/// the facts of the pilot say it of all of them.
async fn unused(tx: &mut PgConnection, pilot: PilotId) -> Result<Vec<Unused>> {
    Ok(sqlx::query_as!(
        Unused,
        r#"select c.connection_id as "connection: ConnectionId", c.repository, n.at as "at!", coalesce(n.outcome, '') as "outcome!",
               n.about is not null as "is_elsewhere!"
           from connection c
           cross join lateral (select d.processed_at as at, d.outcome, d.about from delivery d
               where d.connection_id = c.connection_id and d.processed_at is not null
                   and (d.event = 'refused' or d.about is not null or d.outcome like 'failed: %')
               order by d.processed_at desc limit 1) n
           cross join lateral (select max(d.processed_at) as at from delivery d
               where d.connection_id = c.connection_id and is_sent(d.event) and d.about is null
                   and coalesce(d.outcome, '') not like 'failed: %') u
           where c.pilot_id = $1 and n.at > coalesce(u.at, '-infinity') order by c.connection_id"#,
        pilot.0,
    )
    .fetch_all(tx)
    .await?)
}

/// Whether deliveries of the connection that a mail is about are still not used.
pub(super) async fn still_unused(tx: &mut PgConnection, pilot: PilotId, about: &str) -> Result<bool> {
    let unused = unused(tx, pilot).await?;
    Ok(unused.iter().any(|one| of(about, one.connection)))
}

/// Whether a mail is about the connection: `7 2026-03-02`.
fn of(about: &str, connection: ConnectionId) -> bool {
    about
        .split_once(' ')
        .is_some_and(|(id, _)| id == connection.to_string())
}

/// What there is to say.
pub(super) async fn due(
    tx: &mut PgConnection,
    facts: &Facts,
    readers: &Readers,
    before: &Before,
    now: DateTime<Utc>,
) -> Result<Vec<Mail>> {
    if !facts.unused {
        return Ok(Vec::new());
    }
    let admins = sqlx::query_scalar!(
        r#"select person_id as "person_id: PersonId" from person
           where site_admin and disabled_at is null and password_hash is not null order by person_id"#
    )
    .fetch_all(&mut *tx)
    .await?;
    let sponsors = facts.members().filter(|member| member.membership.role == Role::Sponsor);
    let sponsors: BTreeSet<PersonId> = sponsors.map(|member| member.person_id).collect();
    let mut mails = Vec::new();
    for one in unused(tx, facts.pilot_id).await? {
        let admins = admins.iter().filter(|admin| !sponsors.contains(admin));
        for (to, admin) in sponsors.iter().map(|to| (to, false)).chain(admins.map(|to| (to, true))) {
            let told = before
                .iter()
                .filter(|((person, kind, about), _)| {
                    person == to && *kind == Kind::Deliveries && of(about, one.connection)
                })
                .map(|(_, sent)| sent.first)
                .max();
            if told.is_some_and(|told| now - told < SILENT_FOR || one.at <= told) {
                continue;
            }
            let own = readers.own(*to);
            // Of another repository not even the name: it is what somebody elsewhere chose.
            let why: String = match one.is_elsewhere {
                true => "They are about another repository than the one that is connected.".to_owned(),
                false => one.outcome.chars().take(LONGEST).collect(),
            };
            let letter = letters::deliveries(&named(facts), &one.repository, &why, one.at, own, admin);
            let about = format!("{} {}", one.connection, now.date_naive());
            let at = awake(now, own.unwrap_or(facts.zone));
            mails.push(Mail::new(*to, Kind::Deliveries, about, letter, at));
        }
    }
    Ok(mails)
}
