//! The example's calendar: days counted from its start, a Monday at least five weeks ago.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveTime, Utc};
use domain::calendar::{instant_of, local_date};

/// The zone of the example pilot.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

/// Days of the example; day 0 is the Monday on which the pilot started.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    monday: NaiveDate,
}

impl Days {
    /// The example that is over by `now`: its last act was on day 31, and day 35 is not after today.
    pub fn before(now: DateTime<Utc>) -> Self {
        Self::of_week(now, 5)
    }

    /// The example that is in its third week at `now`.
    pub fn around(now: DateTime<Utc>) -> Self {
        Self::of_week(now, 2)
    }

    fn of_week(now: DateTime<Utc>, weeks_ago: i64) -> Self {
        let then = local_date(now, ZONE) - Duration::weeks(weeks_ago);
        Self {
            monday: then - Duration::days(then.weekday().num_days_from_monday().into()),
        }
    }

    /// The date of a day.
    pub fn on(&self, day: i64) -> NaiveDate {
        self.monday + Duration::days(day)
    }

    /// A time of a day, by the clock of the pilot's zone.
    pub fn at(&self, day: i64, (hour, minute): (u32, u32)) -> DateTime<Utc> {
        let time = NaiveTime::MIN + Duration::hours(i64::from(hour) % 24) + Duration::minutes(i64::from(minute) % 60);
        instant_of(self.on(day).and_time(time), ZONE)
    }
}
