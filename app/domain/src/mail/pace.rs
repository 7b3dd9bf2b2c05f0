//! When mail is sent: never at night, reminders after working days, and once more on the day a survey closes.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::approval::reminders;
use crate::calendar::{SurveyWeek, instant_of, local_date};

/// From then on people are written to, in their own zone.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).expect("08:00 is a time of day");
/// Up to then.
const EVENING: NaiveTime = NaiveTime::from_hms_opt(20, 0, 0).expect("20:00 is a time of day");
/// When somebody is reminded of a survey on the day it closes.
const LAST_DAY: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("09:00 is a time of day");
/// How long before a survey closes it is worth while to be reminded.
const IN_TIME: TimeDelta = TimeDelta::hours(1);
/// So many reminders of one thing, and no more: after about four weeks one more would change nothing.
const MOST_REMINDERS: usize = 10;
/// What time alone gives rise to is told so long afterwards at most: a program that was off for a month says nothing of it.
pub const FRESH_FOR: TimeDelta = TimeDelta::days(2);

/// The first instant from `at` on at which somebody in the zone is written to: between 08:00 and 20:00.
#[must_use]
pub fn awake(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let local = at.with_timezone(&zone);
    let (day, time) = (local.date_naive(), local.time());
    if time < MORNING {
        instant_of(day.and_time(MORNING), zone).max(at)
    } else if time >= EVENING {
        instant_of((day + Days::new(1)).and_time(MORNING), zone)
    } else {
        at
    }
}

/// Which reminder is due to somebody who was asked at `asked_at`, was reminded `reminded` times and has not answered: the
/// first after two working days, then one every two. Those that nobody sent in time are left out.
#[must_use]
pub fn due_reminder(asked_at: DateTime<Utc>, reminded: usize, now: DateTime<Utc>, zone: Tz) -> Option<usize> {
    let due = reminders(asked_at, now, zone).len().min(MOST_REMINDERS);
    (due > reminded).then_some(due)
}

/// When somebody who has not answered is reminded of a survey week, once: at 09:00 of its last day where they are, or, where it
/// closes before ten, the evening before. `None` where that is not after its opening.
#[must_use]
pub fn last_day_reminder(week: &SurveyWeek, zone: Tz) -> Option<DateTime<Utc>> {
    let last = local_date(week.closes_at - TimeDelta::microseconds(1), zone);
    let morning = instant_of(last.and_time(LAST_DAY), zone);
    let at = if morning + IN_TIME <= week.closes_at {
        morning
    } else {
        instant_of((last - Days::new(1)).and_time(EVENING), zone) - IN_TIME
    };
    (at > awake(week.opens_at, zone)).then_some(at)
}
