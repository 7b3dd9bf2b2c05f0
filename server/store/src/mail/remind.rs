//! What time alone gives rise to: reminders, surveys that open, weeks that closed, the readout's entry in calendars, the
//! week in a few lines. It follows from the facts and from what was sent before, so that any number of instances may look, and
//! each mail is queued once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Datelike as _, Days, NaiveTime, TimeDelta, Utc, Weekday};
use domain::activity::{Feature, event};
use domain::approval::working_days_after;
use domain::calendar::{instant_of, local_date};
use domain::ids::{PersonId, PilotId};
use domain::inbox::{self, tasks};
use domain::mail::{Ask, FRESH_FOR, Kind, Letter, Method, asked, awake, due_reminder, last_day_reminder, letters};
use domain::person::Role;
use domain::pilot::Status;
use sqlx::PgPool;

use super::events::{Readers, named};
use super::{Link, New, deliveries, queue};
use crate::change::Change;
use crate::inbox::asked_of;
use crate::pilot::{Facts, facts_in};
use crate::secret::Key;
use crate::{Error, Result};

/// How often it is looked.
const LOOK_EVERY: TimeDelta = TimeDelta::seconds(30);
/// The week in a few lines is sent on Mondays between these.
const DIGEST: (NaiveTime, NaiveTime) = (
    NaiveTime::from_hms_opt(8, 0, 0).expect("08:00 is a time of day"),
    NaiveTime::from_hms_opt(20, 0, 0).expect("20:00 is a time of day"),
);

/// When it was looked last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looked(Option<DateTime<Utc>>);

/// A secret for a link and its hash.
pub type Fresh = fn() -> (String, [u8; 32]);

/// Queues what time gives rise to, in every pilot that is under way. `fresh` makes the secret of a link.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn remind_all(pool: &PgPool, key: &Key, fresh: Fresh, looked: &mut Looked, now: DateTime<Utc>) -> Result<()> {
    if looked.0.is_some_and(|at| at <= now && now - at < LOOK_EVERY) {
        return Ok(());
    }
    let pilots = sqlx::query_scalar!(
        r#"select pilot_id as "pilot_id: PilotId" from pilot
           where archived_at is null and put_away_at is null and not example
               and not exists (select from decision d join decision_confirmation using (decision_id)
                   where d.pilot_id = pilot.pilot_id)
           order by pilot_id"#
    )
    .fetch_all(pool)
    .await?;
    for pilot in pilots {
        match remind(pool, key, fresh, pilot, now).await {
            // It was put away or archived meanwhile.
            Err(Error::NotFound | Error::Refused(_)) => {}
            // What cannot be read of one pilot keeps mail from nobody else.
            Err(error @ Error::Inconsistent { .. }) => {
                tracing::error!(%error, pilot = pilot.0, "a pilot cannot be read")
            }
            outcome => outcome?,
        }
    }
    looked.0 = Some(now);
    Ok(())
}

/// What was sent to somebody about one thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent {
    pub(super) first: DateTime<Utc>,
    last_nth: i32,
}

pub(super) type Before = HashMap<(PersonId, Kind, String), Sent>;

async fn remind(pool: &PgPool, key: &Key, fresh: Fresh, pilot: PilotId, now: DateTime<Utc>) -> Result<()> {
    let mut connection = pool.acquire().await?;
    let facts = facts_in(&mut connection, pilot).await?;
    let rows = sqlx::query!(
        r#"select person_id as "person_id: PersonId", kind, about, min(queued_at) as "first!", max(nth) as "nth!"
           from mail where pilot_id = $1 group by person_id, kind, about"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut before = Before::new();
    for row in rows {
        let sent = Sent {
            first: row.first,
            last_nth: row.nth,
        };
        before.insert((row.person_id, super::kind(&row.kind)?, row.about), sent);
    }
    let readers = Readers::of(&mut connection, &facts).await?;
    let mut mails = missed_weeks(&facts, &readers, now);
    mails.extend(readout(&facts, &readers, &before, now));
    mails.extend(deliveries::due(&mut connection, &facts, &readers, &before, now).await?);
    let mut surveys: BTreeMap<u8, Vec<Mail>> = BTreeMap::new();
    let mut week = None;
    for person in readers.people() {
        let of_person = asked_of(&facts, &[], person, now);
        for ask in asked(&of_person) {
            let Some(mail) = due(&facts, &readers, &of_person, &ask, &before, now) else {
                continue;
            };
            match ask {
                Ask::Survey(week) => surveys.entry(week).or_default().push(mail),
                _ => mails.push(mail),
            }
        }
        if let Some(day) = digest_day(&facts, &readers, person, now)
            && !before.contains_key(&(person, Kind::Digest, day.clone()))
        {
            let happened = match &week {
                Some(happened) => happened,
                None => week.insert(happened(&mut connection, pilot, now).await?),
            };
            let tasks: Vec<String> = tasks(&of_person).into_iter().map(|task| task.title).collect();
            let letter = letters::digest(&named(&facts), &facts.status_label(now), happened, &tasks);
            mails.push(Mail {
                expires_at: Some(now + FRESH_FOR),
                ..Mail::new(person, Kind::Digest, day, letter, now)
            });
        }
    }
    for mail in &mails {
        queue(&mut connection, &mail.new_of(pilot, None), now).await?;
    }
    drop(connection);
    for (week, mails) in surveys {
        ask_week(pool, key, fresh, pilot, week, &mails, now).await?;
    }
    Ok(())
}

/// A mail that is due.
pub(super) struct Mail {
    to: PersonId,
    kind: Kind,
    about: String,
    nth: i32,
    letter: Letter,
    not_before: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
}

impl Mail {
    pub(super) fn new(to: PersonId, kind: Kind, about: String, letter: Letter, not_before: DateTime<Utc>) -> Self {
        Self {
            to,
            kind,
            about,
            nth: 0,
            letter,
            not_before,
            expires_at: None,
        }
    }

    fn new_of<'a>(&'a self, pilot: PilotId, link: Option<Link<'a>>) -> New<'a> {
        New {
            address: None,
            pilot: Some(pilot),
            to: self.to,
            kind: self.kind,
            about: &self.about,
            nth: self.nth,
            letter: self.letter.clone(),
            link,
            not_before: self.not_before,
            expires_at: self.expires_at,
        }
    }
}

/// The mail about something that is asked of a person now, if one is due: the first, or a reminder.
fn due(
    facts: &Facts,
    readers: &Readers,
    of_person: &inbox::Facts,
    ask: &Ask,
    before: &Before,
    now: DateTime<Utc>,
) -> Option<Mail> {
    let (person, own, about) = (
        of_person.standing.person,
        readers.own(of_person.standing.person),
        ask.about(),
    );
    let zone = own.unwrap_or(facts.zone);
    let sent = before.get(&(person, ask.kind(), about.clone()));
    let week = match ask {
        Ask::Survey(number) => facts.weeks.iter().find(|week| week.number == *number),
        _ => None,
    };
    let nth = match (sent, week) {
        (None, _) => 0,
        // Once, on the day on which it closes.
        (Some(sent), Some(week)) => {
            let at = last_day_reminder(week, zone)?;
            if sent.last_nth > 0 || now < at {
                return None;
            }
            1
        }
        (Some(sent), None) => {
            let asked_at = match ask {
                // Of a condition somebody is reminded towards the day on which it is due, and from then on.
                Ask::Condition(id) => {
                    let condition = facts.conditions.iter().find(|one| one.condition_id == *id)?;
                    sent.first.max(before_due(condition.stated.due_on, sent.first, zone))
                }
                _ => sent.first,
            };
            let reminded = usize::try_from(sent.last_nth).unwrap_or_default();
            i32::try_from(due_reminder(asked_at, reminded, now, zone)?).ok()?
        }
    };
    let mut letter = letters::ask(ask, &named(facts), of_person, own)?;
    if let Some(sent) = sent {
        letter = letters::reminder(letter, sent.first, facts.zone, own);
    }
    Some(Mail {
        nth,
        expires_at: week.map(|week| week.closes_at),
        ..Mail::new(person, ask.kind(), about, letter, awake(now, zone))
    })
}

/// Four working days before a day, at the time of day of `asked_at`: the first reminder comes two working days before it.
fn before_due(due: chrono::NaiveDate, asked_at: DateTime<Utc>, zone: chrono_tz::Tz) -> DateTime<Utc> {
    let mut day = due;
    while working_days_after(day, 4) > due {
        day = day - Days::new(1);
    }
    instant_of(day.and_time(asked_at.with_timezone(&zone).time()), zone)
}

/// Asks a week's question of these people, each by a link of their own.
async fn ask_week(
    pool: &PgPool,
    key: &Key,
    fresh: Fresh,
    pilot: PilotId,
    week: u8,
    mails: &[Mail],
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, None, now).await?;
    let mut any = false;
    for mail in mails {
        let (secret, hash) = fresh();
        let link = Link::by_mail(&hash, key, &secret);
        // Another instance may have asked meanwhile.
        if !queue(&mut change, &mail.new_of(pilot, Some(link)), now).await? {
            continue;
        }
        any = true;
        sqlx::query!(
            "insert into survey_link (token_hash, pilot_id, week, person_id, created_at) values ($1, $2, $3, $4, $5)",
            &hash[..],
            pilot.0,
            i32::from(week),
            mail.to.0,
            now,
        )
        .execute(&mut *change)
        .await?;
    }
    if any {
        change.commit(event::Survey::MakeLink { week: week.into() }).await?;
    }
    Ok(())
}

/// That weeks closed without somebody's answer, to the sponsors.
fn missed_weeks(facts: &Facts, readers: &Readers, now: DateTime<Utc>) -> Vec<Mail> {
    let closed = facts.weeks.iter();
    let closed = closed.filter(|week| week.closes_at <= now && now - week.closes_at < FRESH_FOR);
    let mut mails = Vec::new();
    for week in closed {
        let missing: BTreeSet<String> = facts
            .asked_in(week)
            .into_iter()
            .filter(|(pm, _)| !facts.participation_of(*pm).is_gap() && !facts.answered.contains(&(*pm, week.number)))
            .map(|(_, name)| name)
            .collect();
        if missing.is_empty() {
            continue;
        }
        let missing: Vec<String> = missing.into_iter().collect();
        let letter = letters::missed_week(&named(facts), week.number, &missing);
        let sponsors = facts.members().filter(|member| member.membership.role == Role::Sponsor);
        mails.extend(sponsors.map(|sponsor| {
            let to = sponsor.person_id;
            let not_before = awake(now, readers.own(to).unwrap_or(facts.zone));
            Mail::new(
                to,
                Kind::MissedWeek,
                week.number.to_string(),
                letter.clone(),
                not_before,
            )
        }));
    }
    mails
}

/// What was told of a readout before: how often it was changed, and when it is; `None` where it is off.
fn told(about: &str) -> Option<(i32, Option<DateTime<Utc>>)> {
    let (sequence, at) = about.split_once(' ')?;
    Some((sequence.parse().ok()?, at.parse().ok()))
}

/// The readout as an entry for calendars: to everybody once both sides have agreed on its time, again when it moves, and that it
/// is off when the approval is, or to whoever has no role any more.
fn readout(facts: &Facts, readers: &Readers, before: &Before, now: DateTime<Utc>) -> Vec<Mail> {
    let status = Status::of(&facts.life, now);
    let terms = match (&facts.start, status) {
        (Some(start), _) => Some(&start.terms),
        (None, Status::Approved { .. } | Status::Enrolling) => facts.terms.as_ref(),
        (None, _) => None,
    };
    let planned = terms
        .and_then(|terms| terms.readout_at)
        .map(|at| instant_of(at, facts.zone));
    let known = before.keys().filter(|(_, kind, _)| *kind == Kind::Readout);
    let newest = known.clone().filter_map(|(_, _, about)| told(about)).max();
    let off = matches!(status, Status::Declined { .. } | Status::Returned { .. });
    let (sequence, at) = match (newest, planned) {
        (None, Some(at)) => (0, Some(at)),
        (Some((sequence, Some(before))), Some(at)) if before == at => (sequence, Some(at)),
        (Some((sequence, _)), Some(at)) => (sequence + 1, Some(at)),
        (Some((sequence, Some(_))), None) if off => (sequence + 1, None),
        _ => return Vec::new(),
    };
    // The time that stands in calendars now.
    let in_calendars = newest.and_then(|(_, at)| at);
    let Some(starts_at) = at.or(in_calendars).filter(|at| *at > now) else {
        return Vec::new();
    };
    let members: BTreeSet<PersonId> = facts.members().map(|member| member.person_id).collect();
    let mut mails = Vec::new();
    let mut add = |to: PersonId, method, about: String| {
        let own = readers.own(to);
        let letter = letters::readout(&named(facts), facts.pilot_id.0, method, sequence, (starts_at, now), own);
        if !before.contains_key(&(to, Kind::Readout, about.clone())) {
            mails.push(Mail::new(
                to,
                Kind::Readout,
                about,
                letter,
                awake(now, own.unwrap_or(facts.zone)),
            ));
        }
    };
    let about = match at {
        Some(at) => format!("{sequence} {}", at.to_rfc3339()),
        None => format!("{sequence} off"),
    };
    // Whoever has it in their calendar: they were told of it after they were last told that it is off.
    let mut last: BTreeMap<PersonId, (i32, bool)> = BTreeMap::new();
    for (person, _, about) in known {
        if let Some((sequence, at)) = told(about) {
            let off = at.is_none();
            let newest = last.entry(*person).or_insert((sequence, off));
            *newest = (*newest).max((sequence, off));
        }
    }
    let have_it = last.into_iter().filter(|(_, (_, off))| !off).map(|(person, _)| person);
    match at {
        Some(_) => {
            for person in &members {
                add(*person, Method::Request, about.clone());
            }
            // Whoever has no role any more takes it out of their calendar.
            for person in have_it.filter(|person| !members.contains(person)) {
                add(person, Method::Cancel, format!("{sequence} left"));
            }
        }
        None => {
            for person in have_it {
                add(person, Method::Cancel, about.clone());
            }
        }
    }
    mails
}

/// The day for which the week in a few lines is due to somebody: Mondays, where they are, while the pilot is under way.
fn digest_day(facts: &Facts, readers: &Readers, person: PersonId, now: DateTime<Utc>) -> Option<String> {
    let under_way = !matches!(
        Status::of(&facts.life, now),
        Status::Drafting | Status::Returned { .. } | Status::Declined { .. } | Status::Decided(_)
    );
    if !under_way || !facts.members().any(|member| member.person_id == person) {
        return None;
    }
    let zone = readers.own(person).unwrap_or(facts.zone);
    let (local, day) = (now.with_timezone(&zone), local_date(now, zone));
    let in_time = DIGEST.0 <= local.time() && local.time() < DIGEST.1;
    (day.weekday() == Weekday::Mon && in_time).then(|| day.to_string())
}

/// How much of each feature the pilot's log holds of the last seven days.
async fn happened(
    connection: &mut sqlx::PgConnection,
    pilot: PilotId,
    now: DateTime<Utc>,
) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        r#"select action, count(*) as "count!" from activity where pilot_id = $1 and at > $2 group by action"#,
        pilot.0,
        now - TimeDelta::days(7),
    )
    .fetch_all(connection)
    .await?;
    let of = |feature: Feature| {
        let theirs = |action: &str| {
            let known = feature.actions().iter();
            known
                .clone()
                .any(|known| *known == action || known.ends_with('.') && action.starts_with(known))
        };
        rows.iter()
            .filter(|row| theirs(&row.action))
            .map(|row| row.count)
            .sum::<i64>()
    };
    // What is private in enrolment is counted nowhere.
    let shown = Feature::ALL.into_iter().filter(|feature| *feature != Feature::People);
    let counts = shown.map(|feature| (feature.label().to_owned(), of(feature)));
    Ok(counts.filter(|(_, count)| *count > 0).collect())
}
