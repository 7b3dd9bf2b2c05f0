//! Which entries of the log are asked for.

use chrono::{Days, NaiveDate};
use domain::activity::Feature;
use domain::calendar::start_of_day;
use store::activity::{By, Filter};

use crate::address::{escaped, query};
use crate::here::Here;

/// The filter as it stands in the address.
#[derive(Clone, Default)]
pub(super) struct Asked {
    pub(super) person: String,
    pub(super) feature: String,
    pub(super) from: String,
    pub(super) to: String,
}

impl Asked {
    pub(super) fn of_address() -> Self {
        let given = |name| query(name).unwrap_or_default().trim().to_owned();
        Self {
            person: given("person"),
            feature: given("feature"),
            from: given("from"),
            to: given("to"),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        [&self.person, &self.feature, &self.from, &self.to]
            .iter()
            .all(|value| value.is_empty())
    }

    /// What is asked for, days being those of the pilot's zone; and whether all of it could be read.
    pub(super) fn filter(&self, here: &Here) -> (Filter, bool) {
        let zone = here.pilot.zone;
        let by = match self.person.as_str() {
            "" => Some(By::All),
            "software" => Some(By::Software),
            id => id.parse().ok().map(By::Person),
        };
        let feature = Feature::with_key(&self.feature);
        let (from, to) = (date(&self.from), date(&self.to));
        let read = by.is_some()
            && feature.is_some() != self.feature.is_empty()
            && from.is_some() != self.from.is_empty()
            && to.is_some() != self.to.is_empty();
        let filter = Filter {
            by: by.unwrap_or_default(),
            feature,
            from: from.map(|from| start_of_day(from, zone)),
            until: to
                .and_then(|to| to.checked_add_days(Days::new(1)))
                .map(|next| start_of_day(next, zone)),
        };
        (filter, read)
    }

    /// The address of a page of the log under this filter.
    pub(super) fn url(&self, here: &Here, seek: Option<(&str, i64)>) -> String {
        let mut query: Vec<String> = [
            ("person", &self.person),
            ("feature", &self.feature),
            ("from", &self.from),
            ("to", &self.to),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
        query.extend(seek.map(|(name, position)| format!("{name}={position}")));
        let path = here.url("activity");
        if query.is_empty() {
            path
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }
}

/// A day as a date field writes it, within years that calendars know.
fn date(text: &str) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    let day: NaiveDate = text.parse().ok()?;
    (1970..=9999).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_beyond_calendars_are_not_read() {
        assert!(date("2026-11-25").is_some());
        for text in [
            "",
            "25.11.2026",
            "2026-13-01",
            "99999-01-01",
            "-0001-01-01",
            "1900-01-01",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
