//! Who asks, and where: the one question in front of every page.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role, Standing};
use domain::pilot::Status;
use serde_json::Value;
use sqlx::PgPool;

use crate::account::Person;
use crate::pilot::{Pilot, zone};
use crate::{Error, Result};

/// How far a pilot's facts have come: what its pages show follows from it (and from the time).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// The newest entry of its log.
    pub log: i64,
    /// What changed without one, for everybody.
    pub beside: i64,
    /// What changed for the person who asks alone.
    pub own: i64,
}

impl Version {
    /// Without what only the person who asks sees.
    #[must_use]
    pub fn for_everybody(self) -> Self {
        Self { own: 0, ..self }
    }
}

/// A pilot as the first question of every page and form of it finds it: which, of which version, and what the
/// person who asks is to it. Whoever has no role has an empty standing: policy answers not found.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub pilot_id: PilotId,
    /// In addresses.
    pub slug: String,
    /// In titles.
    pub name: String,
    /// Weeks and deadlines belong to this zone.
    pub zone: Tz,
    /// Example data, marked on every page.
    pub example: bool,
    /// How far its facts have come.
    pub version: Version,
    /// When time by itself changes next what its pages show, other than at whole minutes: an invitation, a request, a
    /// deputy's time or a week of the survey ends, or one of these begins.
    pub next_change: Option<DateTime<Utc>>,
    /// What the person is to it.
    pub standing: Standing,
}

impl Place {
    /// As its pages show it, with where it stands.
    pub fn pilot(self, status: Status) -> (Pilot, Standing) {
        let pilot = Pilot {
            pilot_id: self.pilot_id,
            slug: self.slug,
            name: self.name,
            zone: self.zone,
            example: self.example,
            status,
        };
        (pilot, self.standing)
    }
}

/// A living session: not revoked, not idle too long, at most seven days old.
#[derive(Clone, Debug)]
pub struct Living {
    /// What it holds.
    pub data: Value,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
    /// Whose it is, unless nobody is signed in or their account was closed.
    pub person: Option<Person>,
}

/// Where a request goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door<'a> {
    /// A page of the pilot with this address.
    Pilot(&'a str),
    /// The page of all pilots of a person.
    Inbox,
    /// Elsewhere.
    Other,
}

/// What was found out about a request before anything is done for it.
#[derive(Clone, Debug, Default)]
pub struct Arrival {
    /// The session it names, if that lives.
    pub session: Option<Living>,
    /// The pilot it goes to, if there is one; of a request by a known person alone.
    pub place: Option<Place>,
    /// Of the inbox: what the person's pilots are.
    pub pilots: Option<Pilots>,
}

/// All pilots of a person, as their inbox shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pilots {
    /// Their versions, the newest pilot last.
    pub versions: Vec<(PilotId, Version)>,
    /// When time changes one of them next.
    pub next_change: Option<DateTime<Utc>>,
    /// How many drafts they could bring back.
    pub put_away: i64,
}

/// The living session under a hash with its person, and where it leads to. One statement.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn arrive(pool: &PgPool, session: &[u8], door: Door<'_>, now: DateTime<Utc>) -> Result<Arrival> {
    asked(pool, Some(session), None, door, now).await
}

/// The living session under a hash.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn living(pool: &PgPool, session: &[u8]) -> Result<Option<Living>> {
    let epoch = DateTime::UNIX_EPOCH;
    Ok(asked(pool, Some(session), None, Door::Other, epoch).await?.session)
}

/// The pilot with this address and what `person` is to it; `None` when there is no such pilot. One statement.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn place(pool: &PgPool, slug: &str, person: PersonId, now: DateTime<Utc>) -> Result<Option<Place>> {
    Ok(asked(pool, None, Some(person), Door::Pilot(slug), now).await?.place)
}

async fn asked(
    pool: &PgPool,
    session: Option<&[u8]>,
    person: Option<PersonId>,
    door: Door<'_>,
    now: DateTime<Utc>,
) -> Result<Arrival> {
    let slug = match door {
        Door::Pilot(slug) => Some(slug),
        Door::Inbox | Door::Other => None,
    };
    let row = sqlx::query!(
        r#"select s.data as "data?", s.expires_at as "expires_at?",
               p.person_id as "person_id?: PersonId", p.email as "email?", p.name as "person_name?",
               p.site_admin as "site_admin?", p.zone as person_zone,
               t.pilot_id as "pilot_id?: PilotId", t.slug as "slug?", t.name as "name?", t.zone as "zone?",
               t.example as "example?",
               (select max(a.seq) from activity a where a.pilot_id = t.pilot_id) as log,
               (select c.number from pilot_change c where c.pilot_id = t.pilot_id and c.person_id = 0) as beside,
               (select c.number from pilot_change c
                   where c.pilot_id = t.pilot_id and c.person_id = p.person_id) as own,
               least(
                   (select min(i.expires_at) from invitation i
                       where i.pilot_id = any (shown.pilots) and i.expires_at > $5),
                   (select min(d.starts_at) from delegation d where d.pilot_id = any (shown.pilots) and d.starts_at > $5),
                   (select min(d.ends_at) from delegation d where d.pilot_id = any (shown.pilots) and d.ends_at > $5),
                   (select min(q.due_at) from approval_request q where q.pilot_id = any (shown.pilots) and q.due_at > $5),
                   (select min(w.opens_at) from survey_week w where w.pilot_id = any (shown.pilots) and w.opens_at > $5),
                   (select min(w.closes_at) from survey_week w where w.pilot_id = any (shown.pilots) and w.closes_at > $5),
                   (select min(w.begins_at) from survey_week w where w.pilot_id = any (shown.pilots) and w.begins_at > $5),
                   (select min(w.ends_at) from survey_week w where w.pilot_id = any (shown.pilots) and w.ends_at > $5))
                   as next_change,
               case when $4 then (
                   select string_agg(concat_ws(':', m.pilot_id,
                       coalesce((select max(a.seq) from activity a where a.pilot_id = m.pilot_id), 0),
                       coalesce((select c.number from pilot_change c
                           where c.pilot_id = m.pilot_id and c.person_id = 0), 0),
                       coalesce((select c.number from pilot_change c
                           where c.pilot_id = m.pilot_id and c.person_id = p.person_id), 0)), ' ' order by m.pilot_id)
                   from unnest(shown.pilots) m (pilot_id)) end as versions,
               case when $4 then (select count(distinct m.pilot_id) from member m join pilot o using (pilot_id)
                   where m.person_id = p.person_id and m.role = 'sponsor' and o.put_away_at is not null)
                   end as put_away,
               array(select m.role from member m where m.pilot_id = t.pilot_id and m.person_id = p.person_id
                   order by m.role, m.arm) as "roles!: Vec<String>",
               array(select m.arm from member m where m.pilot_id = t.pilot_id and m.person_id = p.person_id
                   order by m.role, m.arm) as "arms!: Vec<Option<String>>",
               exists (select 1 from delegation d where d.pilot_id = t.pilot_id and d.deputy_id = p.person_id
                   and d.starts_at <= $5 and $5 < d.ends_at
                   and not exists (select 1 from delegation_revocation r where r.delegation_id = d.delegation_id))
                   as "deputy!",
               exists (select from replacement x join replacement_outcome o using (replacement_id)
                   where x.pilot_id = t.pilot_id and x.former_id = p.person_id and x.post = 'pilot_pm' and o.bound)
                   as "was_pm!"
           from (select) asked
           left join session s on s.session_hash = $1 and s.revoked_at is null and s.expires_at > now()
               and s.created_at > now() - interval '7 days'
           left join person p on p.person_id = coalesce($2, (s.data ->> 'person')::bigint) and p.disabled_at is null
           left join pilot t on t.slug = $3 and t.put_away_at is null
           cross join lateral (
               select case when $4
                   then array(select distinct m.pilot_id from member m join pilot o using (pilot_id)
                       where m.person_id = p.person_id and o.put_away_at is null order by 1)
                   else array[t.pilot_id] end as pilots) shown"#,
        session,
        person.map(|person| person.0),
        slug,
        door == Door::Inbox,
        now,
    )
    .fetch_one(pool)
    .await?;
    let person = match (row.person_id, row.email, row.person_name, row.site_admin) {
        (Some(person_id), Some(email), Some(name), Some(site_admin)) => Some(Person {
            person_id,
            email,
            name,
            site_admin,
            zone: row.person_zone.as_deref().map(zone).transpose()?,
        }),
        _ => None,
    };
    let place = match (&person, row.pilot_id, row.slug, row.name, row.zone, row.example) {
        (Some(person), Some(pilot_id), Some(slug), Some(name), Some(in_zone), Some(example)) => Some(Place {
            pilot_id,
            slug,
            name,
            zone: zone(&in_zone)?,
            example,
            version: Version {
                log: row.log.unwrap_or_default(),
                beside: row.beside.unwrap_or_default(),
                own: row.own.unwrap_or_default(),
            },
            next_change: row.next_change,
            standing: Standing {
                person: person.person_id,
                site_admin: person.site_admin,
                memberships: memberships(row.roles, row.arms)?,
                deputy: row.deputy,
                was_pm: row.was_pm,
            },
        }),
        _ => None,
    };
    let pilots = match person.is_some() && door == Door::Inbox {
        true => Some(Pilots {
            versions: versions(row.versions.as_deref().unwrap_or_default())?,
            next_change: row.next_change,
            put_away: row.put_away.unwrap_or_default(),
        }),
        false => None,
    };
    Ok(Arrival {
        session: row.data.zip(row.expires_at).map(|(data, expires_at)| Living {
            data,
            expires_at,
            person,
        }),
        place,
        pilots,
    })
}

/// Reads `pilot:log:beside:own`, with spaces between several.
fn versions(words: &str) -> Result<Vec<(PilotId, Version)>> {
    let impossible = || Error::inconsistent("pilot_change", "a version that is none");
    let version = |word: &str| {
        let numbers: Option<Vec<i64>> = word.split(':').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[pilot, log, beside, own]) => Ok((PilotId(pilot), Version { log, beside, own })),
            _ => Err(impossible()),
        }
    };
    words.split_whitespace().map(version).collect()
}

fn memberships(roles: Vec<String>, arms: Vec<Option<String>>) -> Result<Vec<Membership>> {
    roles
        .into_iter()
        .zip(arms)
        .map(|(role, arm)| {
            let impossible = |word: &str| Error::inconsistent("member", word);
            Ok(Membership {
                role: Role::parse(&role).ok_or_else(|| impossible(&role))?,
                arm: match arm {
                    Some(arm) => Some(Arm::parse(&arm).ok_or_else(|| impossible(&arm))?),
                    None => None,
                },
            })
        })
        .collect()
}
