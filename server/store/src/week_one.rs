//! Week one: the two lists of the signed terms, the ticks of each arm, and who acknowledged the no-go list.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::correction::{Entry, Said};
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Role};
use domain::replacement::{Post, successor};
use domain::terms::Terms;
use domain::week_one::{Progress, Side, Tick, is_new, may_send_back, may_take_back, progress};
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::correction::{self, Entered};
use crate::pairs::{Enrolled, enrolled};
use crate::{Error, Result, replacement};

/// Who gave a tick, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// As shown.
    pub name: String,
    /// A link or a note; empty for a confirmation.
    pub evidence: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A pilot PM and the no-go list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// Who.
    pub person_id: PersonId,
    /// As shown.
    pub name: String,
    /// When they acknowledged it, once they did.
    pub at: Option<DateTime<Utc>>,
}

/// One activity with its progress in both arms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// From 1.
    pub item: u32,
    /// The document's words.
    pub text: String,
    /// Of each pilot PM, arm by arm; of an arm without one, open.
    pub progress: Vec<Doing>,
}

/// How far an activity of one pilot PM has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doing {
    /// Their arm.
    pub arm: Arm,
    /// The pilot PM, with their name where the arm has several; `None` while the arm has nobody.
    pub pm: Option<(PersonId, Option<String>)>,
    /// Who confirms it.
    pub dri: Option<PersonId>,
    /// How far it has come.
    pub progress: Progress<By>,
    /// Who sent it back last and why, until it is marked again.
    pub returned: Option<By>,
    /// What was said of it, changes a criterion that was final, and waits for a second person.
    pub waits: Option<Said>,
}

impl Doing {
    /// Whether it is this pilot PM's.
    pub fn is_of(&self, person: PersonId) -> bool {
        self.pm.as_ref().is_some_and(|(pm, _)| *pm == person)
    }

    /// The arm, and the name where it has several pilot PMs.
    pub fn whose(&self) -> String {
        match &self.pm {
            Some((_, Some(name))) => format!("{}, {name}", self.arm.label()),
            _ => self.arm.label().to_owned(),
        }
    }
}

/// Everything the week-one page shows.
#[derive(Clone, Debug)]
pub struct WeekOne {
    /// The revision the lists come from; `None` when there is no proposal yet.
    pub revision: Option<i32>,
    /// When the pilot started, once it did.
    pub started_at: Option<DateTime<Utc>>,
    /// What each pilot PM does.
    pub activities: Vec<Activity>,
    /// What nobody does.
    pub no_go: Vec<String>,
    /// Every pilot PM, and whoever acknowledged the list and was replaced since.
    pub acknowledgements: Vec<Acknowledgement>,
}

/// The lists, ticks and acknowledgements: of the started revision, before the start of the newest one.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<WeekOne> {
    let mut connection = pool.acquire().await?;
    let lists = lists(&mut connection, pilot).await?;
    let arms = enrolled(&mut connection, pilot).await?;
    let Words { ticks, returned, .. } = words(&mut connection, pilot, &arms).await?;
    let waiting = waiting(&mut connection, pilot).await?;
    let acknowledgements = sqlx::query_as!(
        Acknowledgement,
        r#"select p.person_id as "person_id: PersonId", p.name, a.acknowledged_at as "at?"
           from (select distinct on (of.person_id) of.person_id, of.arm from (
                   select m.person_id, m.arm from member m where m.pilot_id = $1 and m.role = 'pilot_pm'
                   union all
                   select x.former_id, x.arm from replacement x join replacement_outcome o using (replacement_id)
                   where x.pilot_id = $1 and x.post = 'pilot_pm' and o.bound
                       and exists (select from no_go_acknowledgement g
                           where g.pilot_id = $1 and g.person_id = x.former_id)) of
               order by of.person_id, of.arm) m
           join person p using (person_id)
           left join no_go_acknowledgement a on a.pilot_id = $1 and a.person_id = m.person_id
           order by m.arm, p.name"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    let activities = (1..)
        .zip(lists.week_one)
        .map(|(item, text)| {
            let progress = arms
                .iter()
                .map(|arm| doing(arm, &ticks, (&returned, &waiting), item))
                .collect::<Result<Vec<_>>>()?;
            let progress = progress.into_iter().flatten().collect();
            Ok(Activity { item, text, progress })
        })
        .collect::<Result<_>>()?;
    Ok(WeekOne {
        revision: lists.revision,
        started_at: lists.started_at,
        activities,
        no_go: lists.no_go,
        acknowledgements,
    })
}

/// Records a pilot PM's or a DRI's word on an activity of their arm. Saying it again changes nothing. Where what a pilot PM
/// names changes a criterion that was final, it waits for a second person.
///
/// # Errors
/// [`Error::Refused`] before the start, after the decision, or when a DRI confirms what is not done;
/// [`Error::NotFound`] when the person does not hold the role for the arm.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn tick(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (arm, item, side): (Arm, u32, Side),
    evidence: &str,
    now: DateTime<Utc>,
) -> Result<Entered> {
    match side {
        Side::PilotPm => {
            let reason = format!("It proves week-one activity {item}.");
            let said = Said::Done(evidence.to_owned());
            say(pool, pilot, person, (arm, item, person), (said, &reason), now).await
        }
        Side::Dri => {
            confirm(pool, pilot, person, (arm, item), now).await?;
            Ok(Entered::Counts { replaced: 0 })
        }
    }
}

/// A DRI confirms an activity of their pilot PM; where that it is done waits for a second person, they are that person.
async fn confirm(
    pool: &PgPool,
    pilot: PilotId,
    dri: PersonId,
    (arm, item): (Arm, u32),
    now: DateTime<Utc>,
) -> Result<()> {
    let waits = {
        let mut connection = pool.acquire().await?;
        let arms = enrolled(&mut connection, pilot).await?;
        let of = whose(&arms, arm, (dri, Side::Dri)).ok_or(Error::NotFound)?;
        let mut waiting = waiting(&mut connection, pilot).await?.into_iter();
        waiting.find(|one| one.activity == (arm, item, of) && matches!(one.said, Said::Done(_)))
    };
    if let Some(waits) = waits {
        correction::confirm(pool, pilot, dri, waits.correction, now).await?;
    }
    let mut change = Change::begin(pool, pilot, dri, now).await?.after_start()?;
    let items = lists(&mut change, pilot).await?.week_one.len();
    if !holds(&mut change, pilot, (dri, Side::Dri, arm)).await? {
        return Err(Error::NotFound);
    }
    let arms = enrolled(&mut change, pilot).await?;
    let of = whose(&arms, arm, (dri, Side::Dri)).ok_or(Error::NotFound)?;
    let Words { ticks, .. } = words(&mut change, pilot, &arms).await?;
    let progress = progress_of(&ticks, (arm, of), item)?;
    if !is_new(&progress, Side::Dri, item, items).map_err(|e| Error::refused(e.to_string()))? {
        return Ok(());
    }
    let position = i32::try_from(item).map_err(|e| Error::inconsistent("checklist_tick", e))?;
    first_word(&mut change, pilot, (arm, position, dri, Side::Dri), "").await?;
    change.commit(event::Start::word(Side::Dri, arm, item, "")).await
}

/// Sends an activity that a pilot PM marked as done back to them, with a reason; they mark it again. Where that changes a
/// criterion that was final, it waits for a second person.
///
/// # Errors
/// [`Error::Refused`] before the start, after the decision, and when it is not marked or confirmed already; [`Error::NotFound`]
/// when the person is not the DRI of a pilot PM of the arm.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn send_back(
    pool: &PgPool,
    pilot: PilotId,
    dri: PersonId,
    (arm, item): (Arm, u32),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Entered> {
    let arms = enrolled(&mut *pool.acquire().await?, pilot).await?;
    let of = whose(&arms, arm, (dri, Side::Dri)).ok_or(Error::NotFound)?;
    let said = Said::SentBack(reason.to_owned());
    say(pool, pilot, dri, (arm, item, of), (said, reason), now).await
}

/// A pilot PM takes back that an activity is done, while nobody has confirmed it; they can mark it again. Where that changes a
/// criterion that was final, it waits for a second person.
///
/// # Errors
/// [`Error::Refused`] before the start, after the decision, and when it is not marked or confirmed already; [`Error::NotFound`]
/// when the person is no pilot PM of the arm.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn take_back(
    pool: &PgPool,
    pilot: PilotId,
    pm: PersonId,
    (arm, item): (Arm, u32),
    now: DateTime<Utc>,
) -> Result<Entered> {
    let reason = format!("Week-one activity {item} is not done after all.");
    say(pool, pilot, pm, (arm, item, pm), (Said::TakenBack, &reason), now).await
}

/// Says something of an activity that moves numbers.
async fn say(
    pool: &PgPool,
    pilot: PilotId,
    by: PersonId,
    (arm, item, of): (Arm, u32, PersonId),
    (said, reason): (Said, &str),
    now: DateTime<Utc>,
) -> Result<Entered> {
    let waiting = waiting(&mut *pool.acquire().await?, pilot).await?;
    if waiting.iter().any(|one| one.activity == (arm, item, of)) {
        return Err(Error::refused(
            "What was said of this last changes a criterion that was final, and waits for a second person. Nothing else can be \
             said of it before.",
        ));
    }
    let entry = Entry::WeekOne { arm, item, of, said };
    correction::enter(pool, pilot, by, (&entry, reason), now).await
}

/// What was said of an activity and waits for a second person, because it changes a criterion that was final.
struct Waits {
    correction: i64,
    activity: (Arm, u32, PersonId),
    said: Said,
}

async fn waiting(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Waits>> {
    let rows = sqlx::query!(
        r#"select c.correction_id, c.entry from correction c where c.pilot_id = $1 and c.entry like '{"entry":"week_one"%'
               and not exists (select from correction_outcome o where o.correction_id = c.correction_id)"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let mut waiting = Vec::new();
    for row in rows {
        match serde_json::from_str(&row.entry).map_err(|e| Error::inconsistent("correction", e))? {
            Entry::WeekOne { arm, item, of, said } => waiting.push(Waits {
                correction: row.correction_id,
                activity: (arm, item, of),
                said,
            }),
            _ => {
                return Err(Error::inconsistent(
                    "correction",
                    "another entry than its JSON begins with",
                ));
            }
        }
    }
    Ok(waiting)
}

/// Writes what is said of an activity; `None` where that was said before.
pub(crate) async fn say_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    by: PersonId,
    (arm, item, of): (Arm, u32, PersonId),
    said: &Said,
) -> Result<Option<event::Start>> {
    let side = match said {
        Said::SentBack(_) => Side::Dri,
        Said::Done(_) | Said::TakenBack => Side::PilotPm,
    };
    let items = lists(change, pilot).await?.week_one.len();
    let arms = enrolled(change, pilot).await?;
    if !holds(change, pilot, (by, side, arm)).await? || whose(&arms, arm, (by, side)) != Some(of) {
        return Err(Error::NotFound);
    }
    let Words { ticks, returned, begun } = words(change, pilot, &arms).await?;
    let progress = progress_of(&ticks, (arm, of), item)?;
    let position = i32::try_from(item).map_err(|e| Error::inconsistent("checklist_step", e))?;
    // What was begun by somebody who was replaced goes on under their name.
    let first = begun.iter().find(|one| (one.arm, one.item, one.of) == (arm, item, of));
    let activity = (arm, position, first.map_or(of, |one| one.by));
    match said {
        Said::Done(evidence) => {
            if !is_new(&progress, side, item, items).map_err(|e| Error::refused(e.to_string()))? {
                return Ok(None);
            }
            if returned.iter().any(|one| one.is_of(arm, of, item)) {
                step(change, pilot, activity, ("done", evidence), by).await?;
            } else {
                first_word(change, pilot, (arm, position, by, side), evidence).await?;
            }
            Ok(Some(event::Start::word(side, arm, item, evidence)))
        }
        Said::SentBack(reason) => {
            let may = may_send_back(&progress);
            may.map_err(|problem| Error::refused(problem.to_string()))?;
            step(change, pilot, activity, ("return", reason), by).await?;
            let reason = reason.clone();
            Ok(Some(event::Start::SendBack { arm, item, reason }))
        }
        Said::TakenBack => {
            let may = may_take_back(&progress);
            may.map_err(|problem| Error::refused(problem.to_string()))?;
            step(change, pilot, activity, ("withdraw", ""), by).await?;
            Ok(Some(event::Start::TakeBack { arm, item }))
        }
    }
}

/// Whether somebody gives a side's word for an arm.
async fn holds(change: &mut Change<'_>, pilot: PilotId, (person, side, arm): (PersonId, Side, Arm)) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from member where pilot_id = $1 and person_id = $2 and role = $3 and arm = $4)
               as "exists!""#,
        pilot.0,
        person.0,
        side.as_str(),
        arm.as_str(),
    )
    .fetch_one(&mut **change)
    .await?)
}

/// The first word of a side on an activity.
async fn first_word(
    change: &mut Change<'_>,
    pilot: PilotId,
    (arm, item, person, side): (Arm, i32, PersonId, Side),
    evidence: &str,
) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "insert into checklist_tick (pilot_id, arm, item, role, person_id, evidence, ticked_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        pilot.0,
        arm.as_str(),
        item,
        side.as_str(),
        person.0,
        evidence,
        now,
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

async fn step(
    change: &mut Change<'_>,
    pilot: PilotId,
    (arm, item, of): (Arm, i32, PersonId),
    (kind, note): (&str, &str),
    by: PersonId,
) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "insert into checklist_step (pilot_id, arm, item, person_id, kind, note, taken_by, taken_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        pilot.0,
        arm.as_str(),
        item,
        of.0,
        kind,
        note,
        by.0,
        now,
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Records that a pilot PM acknowledges the no-go list. Doing it again changes nothing.
///
/// # Errors
/// [`Error::Refused`] before the start; [`Error::NotFound`] when the person is no pilot PM here.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn acknowledge(pool: &PgPool, pilot: PilotId, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.after_start()?;
    let lists = lists(&mut change, pilot).await?;
    let is_pm = sqlx::query_scalar!(
        r#"select exists (select 1 from member where pilot_id = $1 and person_id = $2 and role = $3) as "exists!""#,
        pilot.0,
        person.0,
        Role::PilotPm.as_str(),
    )
    .fetch_one(&mut *change)
    .await?;
    if !is_pm {
        return Err(Error::NotFound);
    }
    let recorded = sqlx::query!(
        "insert into no_go_acknowledgement (pilot_id, person_id, acknowledged_at) values ($1, $2, $3)
         on conflict do nothing",
        pilot.0,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    if recorded.rows_affected() == 0 {
        return Ok(());
    }
    let revision = lists.revision.into();
    change.commit(event::Start::Acknowledge { revision }).await
}

struct Lists {
    revision: Option<i32>,
    started_at: Option<DateTime<Utc>>,
    week_one: Vec<String>,
    no_go: Vec<String>,
}

async fn lists(connection: &mut PgConnection, pilot: PilotId) -> Result<Lists> {
    let row = sqlx::query!(
        r#"select r.number, r.terms as "terms: Json<Terms>", s.started_at as "started_at?"
           from revision r left join pilot_start s using (pilot_id)
           where r.pilot_id = $1 and (s.revision_number is null or s.revision_number = r.number)
           order by r.number desc limit 1"#,
        pilot.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(match row {
        Some(row) => Lists {
            revision: Some(row.number),
            started_at: row.started_at,
            week_one: row.terms.0.week_one,
            no_go: row.terms.0.no_go,
        },
        None => Lists {
            revision: None,
            started_at: None,
            week_one: Vec::new(),
            no_go: Vec::new(),
        },
    })
}

/// Of which pilot PM somebody speaks: they of themselves, a DRI of theirs.
pub(crate) fn whose(arms: &[Enrolled], arm: Arm, (person, side): (PersonId, Side)) -> Option<PersonId> {
    match side {
        Side::PilotPm => Some(person),
        Side::Dri => {
            let enrolled = arms.iter().find(|enrolled| enrolled.arm == arm)?;
            let pairs = enrolled.pairs().pairs;
            pairs.into_iter().find(|(_, dri)| *dri == person).map(|(pm, _)| pm)
        }
    }
}

/// How far an activity of each pilot PM of an arm has come.
fn doing(
    of: &Enrolled,
    ticks: &[Tick<By>],
    (returned, waiting): (&[Returned], &[Waits]),
    item: u32,
) -> Result<Vec<Doing>> {
    let (arm, pairs) = (of.arm, of.pairs());
    if of.pms.is_empty() {
        return Ok(vec![Doing {
            arm,
            pm: None,
            dri: None,
            progress: Progress::Open,
            returned: None,
            waits: None,
        }]);
    }
    let of_pm = |(pm, name): &(PersonId, String)| {
        Ok(Doing {
            arm,
            pm: Some((*pm, (of.pms.len() > 1).then(|| name.clone()))),
            dri: pairs.dri_of(*pm),
            progress: progress_of(ticks, (arm, *pm), item)?,
            returned: returned
                .iter()
                .find(|one| one.is_of(arm, *pm, item))
                .and_then(|one| one.by.clone()),
            waits: waiting
                .iter()
                .find(|one| one.activity == (arm, item, *pm))
                .map(|one| one.said.clone()),
        })
    };
    of.pms.iter().map(of_pm).collect()
}

/// An activity that was marked as done once and is not now.
struct Returned {
    arm: Arm,
    item: u32,
    of: PersonId,
    /// Who sent it back and why; `None` where the pilot PM took it back.
    by: Option<By>,
}

impl Returned {
    fn is_of(&self, arm: Arm, pm: PersonId, item: u32) -> bool {
        (self.arm, self.of, self.item) == (arm, pm, item)
    }
}

/// What was said of activities.
struct Words {
    /// The words that count.
    ticks: Vec<Tick<By>>,
    /// What was sent back or taken back.
    returned: Vec<Returned>,
    /// Who said first that an activity of a pilot PM is done.
    begun: Vec<Begun>,
}

/// The first word on an activity of a pilot PM.
struct Begun {
    arm: Arm,
    item: u32,
    /// Whose it is today.
    of: PersonId,
    /// Whose word it was: theirs, or of somebody from whom they took over.
    by: PersonId,
}

async fn words(connection: &mut PgConnection, pilot: PilotId, arms: &[Enrolled]) -> Result<Words> {
    let (mut ticks, begun) = first_words(&mut *connection, pilot, arms).await?;
    let steps = sqlx::query!(
        r#"select distinct on (s.arm, s.item, s.person_id) s.arm, s.item, s.person_id as "of: PersonId", s.kind,
               p.name, s.note, s.taken_at
           from checklist_step s join person p on p.person_id = s.taken_by where s.pilot_id = $1
           order by s.arm, s.item, s.person_id, s.checklist_step_id desc"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    let (mut returned, mut again) = (Vec::new(), Vec::new());
    for row in steps {
        let arm = Arm::parse(&row.arm).ok_or_else(|| Error::inconsistent("checklist_step", &row.arm))?;
        let item = u32::try_from(row.item).map_err(|e| Error::inconsistent("checklist_step", e))?;
        let first = begun
            .iter()
            .find(|one| (one.arm, one.item, one.by) == (arm, item, row.of));
        let of = first.map_or(row.of, |one| one.of);
        let by = By {
            name: row.name,
            evidence: row.note,
            at: row.taken_at,
        };
        match row.kind.as_str() {
            "done" => again.push((arm, of, item, by)),
            "return" => returned.push(Returned {
                arm,
                item,
                of,
                by: Some(by),
            }),
            "withdraw" => returned.push(Returned {
                arm,
                item,
                of,
                by: None,
            }),
            other => return Err(Error::inconsistent("checklist_step", other)),
        }
    }
    ticks.retain(|tick| {
        tick.side != Side::PilotPm || !returned.iter().any(|one| one.is_of(tick.arm, tick.of, tick.item))
    });
    for tick in ticks.iter_mut().filter(|tick| tick.side == Side::PilotPm) {
        let step = again
            .iter()
            .find(|(arm, of, item, _)| (*arm, *of, *item) == (tick.arm, tick.of, tick.item));
        if let Some((.., by)) = step {
            tick.by = by.clone();
        }
    }
    Ok(Words { ticks, returned, begun })
}

/// From which post a side speaks.
pub(crate) fn post(side: Side) -> Post {
    match side {
        Side::PilotPm => Post::PilotPm,
        Side::Dri => Post::Dri,
    }
}

async fn first_words(
    connection: &mut PgConnection,
    pilot: PilotId,
    arms: &[Enrolled],
) -> Result<(Vec<Tick<By>>, Vec<Begun>)> {
    // Whoever said it may have been replaced since: it is said of the activity of the same post.
    let replaced = replacement::bound(&mut *connection, pilot).await?;
    let rows = sqlx::query!(
        r#"select t.arm, t.item, t.role, t.person_id as "person: PersonId", p.name, t.evidence, t.ticked_at
           from checklist_tick t join person p using (person_id) where t.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?;
    let (mut ticks, mut begun) = (Vec::new(), Vec::new());
    for r in rows {
        let arm = Arm::parse(&r.arm).ok_or_else(|| Error::inconsistent("checklist_tick", &r.arm))?;
        let side = Side::parse(&r.role).ok_or_else(|| Error::inconsistent("checklist_tick", &r.role))?;
        let item = u32::try_from(r.item).map_err(|e| Error::inconsistent("checklist_tick", e))?;
        let speaks_today = successor(&replaced, (post(side), arm), (r.person, r.ticked_at));
        let of = whose(arms, arm, (speaks_today, side))
            .ok_or_else(|| Error::inconsistent("checklist_tick", "confirmed by the DRI of nobody"))?;
        if side == Side::PilotPm {
            begun.push(Begun {
                arm,
                item,
                of,
                by: r.person,
            });
        }
        ticks.push(Tick {
            arm,
            of,
            item,
            side,
            by: By {
                name: r.name,
                evidence: r.evidence,
                at: r.ticked_at,
            },
        });
    }
    Ok((ticks, begun))
}

fn progress_of(ticks: &[Tick<By>], of: (Arm, PersonId), item: u32) -> Result<Progress<By>> {
    progress(ticks, of, item).map_err(|e| Error::inconsistent("checklist_tick", e))
}
