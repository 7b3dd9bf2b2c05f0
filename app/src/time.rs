//! Times as pages write them: always with their zone.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

/// `Fri 14 Mar 2025, 17:00 CET`.
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%a %-d %b %Y, %H:%M %Z").to_string()
}

/// `14 Mar, 17:00 CET`, where the year is plain.
pub fn short(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%-d %b, %H:%M %Z").to_string()
}

/// `Fri 14 Mar 2025`.
pub fn day(on: NaiveDate) -> String {
    on.format("%a %-d %b %Y").to_string()
}

/// A `<time>` element with the moment in the pilot's zone.
#[component]
pub fn Time(
    /// The instant.
    at: DateTime<Utc>,
    /// The zone to write it in.
    zone: Tz,
) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)>{moment(at, zone)}</time> }
}
