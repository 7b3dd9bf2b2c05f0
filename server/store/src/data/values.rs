//! Values of a feature's primary metric. They are never edited: one that takes the place of another, or withdraws it,
//! is a row of its own that names the old one and says why.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event::{self, Replaced};
use domain::calendar::fits;
use domain::correction::{Entry, Exactly};
use domain::ids::{PersonId, PilotId};
use domain::outcome_points::LARGEST;
use domain::person::Arm;
use sqlx::PgPool;

use super::feature;
use crate::change::Change;
use crate::correction::{self, Entered};
use crate::{Error, Result};

/// How many values a page lists.
const ON_A_PAGE: i64 = 200;

/// Values as somebody pasted them.
#[derive(Clone, Copy, Debug)]
pub struct Pasted<'a> {
    /// By day.
    pub points: &'a BTreeMap<NaiveDate, f64>,
    /// Why days change that have a value already, or had one.
    pub reason: &'a str,
}

/// Adds values of the primary metric of an arm's feature, all of them or none. A day that has another value gets the
/// new one beside it, with the reason.
///
/// # Errors
/// [`Error::Refused`] when the arm has no feature, the pilot is decided, days change without a reason, or a criterion was
/// final and there is none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn add_points(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    arm: Arm,
    Pasted { points, reason }: Pasted<'_>,
    now: DateTime<Utc>,
) -> Result<Entered> {
    let points = points.iter().map(|(day, value)| (*day, Exactly(*value))).collect();
    let entry = Entry::Points { arm, points };
    correction::enter(pool, pilot, person, (&entry, reason), now).await
}

pub(crate) async fn add_points_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    (arm, points): (Arm, &BTreeMap<NaiveDate, Exactly>),
    reason: &str,
) -> Result<event::Data> {
    let id = feature(change, pilot, arm).await?;
    let days: Vec<NaiveDate> = points.keys().copied().collect();
    let newest = sqlx::query!(
        "select o.outcome_point_id, o.day, o.value from outcome_point o
         where o.feature_id = $1 and o.day = any($2)
             and not exists (select from outcome_point c where c.corrects = o.outcome_point_id)",
        id,
        &days,
    )
    .fetch_all(&mut **change)
    .await?;
    let known: BTreeMap<NaiveDate, (i64, Option<f64>)> = newest
        .into_iter()
        .map(|r| (r.day, (r.outcome_point_id, r.value)))
        .collect();
    let fresh = points
        .iter()
        .map(|(day, value)| (day, &value.0))
        .filter(|(day, value)| {
            let was = known.get(day).map(|(_, value)| *value);
            was != Some(Some(**value))
        });
    let (mut days, mut values, mut old, mut replaced) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (day, value) in fresh {
        let was = known.get(day);
        days.push(*day);
        values.push(*value);
        old.push(was.map(|(id, _)| *id));
        if let Some((_, was)) = was {
            replaced.push(Replaced {
                day: *day,
                was: *was,
                is: *value,
            });
        }
    }
    let changed = replaced.len();
    if changed > 0 && reason.is_empty() {
        return Err(Error::refused(match changed {
            1 => "1 of these days has another value already, or had one that was withdrawn. Say why it changes."
                .to_owned(),
            n => format!(
                "{n} of these days have another value already, or had one that was withdrawn. Say why they change."
            ),
        }));
    }
    sqlx::query!(
        "insert into outcome_point (feature_id, day, value, source, entered_by, entered_at, corrects, reason)
         select $1, n.day, n.value, 'pasted', $5, $6, n.old, case when n.old is not null then $7 end
         from unnest($2::date[], $3::double precision[], $4::bigint[]) as n (day, value, old)",
        id,
        &days,
        &values,
        &old as _,
        person.0,
        change.now(),
        reason,
    )
    .execute(&mut **change)
    .await?;
    Ok(event::Data::AddPoints {
        arm,
        points: points.len(),
        replaced: replaced.into(),
        reason: (changed > 0).then(|| reason.to_owned()),
    })
}

/// Puts another value in the place of one, or with `None` withdraws it.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot; [`Error::Refused`] when it was corrected already, its day lies
/// outside the bounds and it is not withdrawn, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn correct(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    point: i64,
    (value, reason): (Option<f64>, &str),
    now: DateTime<Utc>,
) -> Result<Entered> {
    let value = value.map(Exactly);
    let entry = Entry::Correct { point, value };
    correction::enter(pool, pilot, person, (&entry, reason), now).await
}

pub(crate) async fn correct_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    point: i64,
    (value, reason): (Option<f64>, &str),
) -> Result<event::Data> {
    let old = sqlx::query!(
        r#"select o.feature_id, f.arm as "arm: Arm", o.day, o.value, o.source,
               exists (select from outcome_point c where c.corrects = o.outcome_point_id) as "corrected!"
           from outcome_point o join feature f using (feature_id)
           where o.outcome_point_id = $1 and f.pilot_id = $2"#,
        point,
        pilot.0,
    )
    .fetch_optional(&mut **change)
    .await?
    .ok_or(Error::NotFound)?;
    if old.corrected || old.value.is_none() {
        return Err(Error::refused(
            "This value was corrected or withdrawn meanwhile. The list shows what counts now.",
        ));
    }
    if value.is_some() && !fits(old.day) {
        return Err(Error::refused(
            "Nothing of a pilot happens on this day. Withdraw the value, and add it under the right day.",
        ));
    }
    if value.is_some_and(|value| !value.is_finite() || value.abs() > LARGEST) {
        return Err(Error::refused("Values go up to 1e15."));
    }
    sqlx::query!(
        "insert into outcome_point (feature_id, day, value, source, entered_by, entered_at, corrects, reason)
         values ($1, $2, $3, 'by hand', $4, $5, $6, $7)",
        old.feature_id,
        old.day,
        value,
        person.0,
        change.now(),
        point,
        reason,
    )
    .execute(&mut **change)
    .await?;
    let (arm, on) = (old.arm, old.day.to_string());
    let was = old.value.into();
    let reason = reason.to_owned().into();
    Ok(match value {
        Some(is) => event::Data::CorrectPoint {
            arm,
            on,
            was,
            is: is.into(),
            reason,
        },
        None => event::Data::WithdrawPoint { arm, on, was, reason },
    })
}

/// A value as it was entered.
#[derive(Clone, Debug)]
pub struct Value {
    /// Which.
    pub id: i64,
    /// Of which arm's feature.
    pub arm: Arm,
    /// Its day, as the database writes it: from before there were bounds it can be any.
    pub day: String,
    /// `None` for what withdraws another.
    pub value: Option<f64>,
    /// How it came.
    pub source: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why it takes the place of another.
    pub reason: Option<String>,
    /// Whether it is used: neither corrected nor outside the bounds.
    pub counts: bool,
}

/// Some of the values that stand, by day, the newest first.
#[derive(Clone, Debug)]
pub struct Values {
    /// At most a page of them.
    pub listed: Vec<Value>,
    /// How many there are.
    pub all: i64,
}

/// The values that stand for an arm's feature, with those outside the bounds, from the `skipped`th on.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn values(pool: &PgPool, pilot: PilotId, arm: Arm, skipped: i64) -> Result<Values> {
    let all = sqlx::query_scalar!(
        r#"select count(*) as "all!" from outcome_point o join feature f using (feature_id)
           where f.pilot_id = $1 and f.arm = $2 and o.value is not null
               and not exists (select from outcome_point c where c.corrects = o.outcome_point_id)"#,
        pilot.0,
        arm.as_str(),
    )
    .fetch_one(pool)
    .await?;
    let listed = sqlx::query_as!(
        Value,
        r#"select o.outcome_point_id as id, f.arm as "arm: Arm", o.day::text as "day!", o.value, o.source, p.name as by,
               o.entered_at as at, o.reason, v.day is not null as "counts!"
           from outcome_point o join feature f using (feature_id) join person p on p.person_id = o.entered_by
           left join outcome_value v using (outcome_point_id)
           where f.pilot_id = $1 and f.arm = $2 and o.value is not null
               and not exists (select from outcome_point c where c.corrects = o.outcome_point_id)
           order by v.day is not null, o.day desc offset $3 limit $4"#,
        pilot.0,
        arm.as_str(),
        skipped.max(0),
        ON_A_PAGE,
    )
    .fetch_all(pool)
    .await?;
    Ok(Values { listed, all })
}

/// A value and everything that stood in its place before, the newest first.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn value(pool: &PgPool, pilot: PilotId, point: i64) -> Result<Vec<Value>> {
    let chain = sqlx::query_as!(
        Value,
        r#"with recursive chain (id, corrects, length) as (
               select o.outcome_point_id, o.corrects, 1 from outcome_point o join feature f using (feature_id)
               where o.outcome_point_id = $1 and f.pilot_id = $2
               union all
               select o.outcome_point_id, o.corrects, c.length + 1 from outcome_point o join chain c
                   on o.outcome_point_id = c.corrects where c.length < 200)
           select o.outcome_point_id as id, f.arm as "arm: Arm", o.day::text as "day!", o.value, o.source, p.name as by,
               o.entered_at as at, o.reason, v.day is not null as "counts!"
           from chain c join outcome_point o on o.outcome_point_id = c.id join feature f using (feature_id)
           join person p on p.person_id = o.entered_by left join outcome_value v using (outcome_point_id)
           order by c.length"#,
        point,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    if chain.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(chain)
}
