//! Whatever is pasted: nothing breaks the reader, what it takes lies within bounds, and what it asks can be answered.

use chrono_tz::Europe::Berlin;
use domain::calendar::fits;
use domain::metric::BaselinePr;
use domain::outcome_points;
use domain::pilot::entry::{read_pull_requests, write_pull_requests};
use proptest::prelude::*;

#[path = "cases/config.rs"]
mod config;

fn pasted() -> impl Strategy<Value = String> {
    let piece = "(\"|\"\"|,|;|\t|\n|\r\n|\u{feff}|sep=;\n|# |#|date|value|number|opened|merged|2026-0[1-9]-0[1-9]|26-1-1|12\\.06\\.2026|01/02/2026|[T ]0[0-9]:30|Z|\\+02:00|[0-9]{1,4}|,[0-9]{3}|\\.[0-9]|%|NaN|é|\u{a0}|-|\\+| )";
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(config::cases(512))]

    #[test]
    fn values_are_within_bounds_or_refused(text in pasted()) {
        match outcome_points::read(&text, &[], Berlin) {
            Ok(points) => {
                prop_assert!(!points.values.is_empty());
                for (day, value) in points.values {
                    prop_assert!(fits(day) && value.is_finite() && value.abs() <= outcome_points::LARGEST);
                }
            }
            Err(refused) => {
                prop_assert!(!refused.problems.is_empty());
                for ask in &refused.asks {
                    prop_assert!(!ask.options.is_empty());
                    for (value, _) in &ask.options {
                        let chosen = [(ask.field, value.as_str())];
                        prop_assert_eq!(ask.answer(&chosen), Some(value.as_str()));
                        let _ = outcome_points::read(&text, &chosen, Berlin);
                    }
                }
            }
        }
    }

    #[test]
    fn pull_requests_are_within_bounds_or_refused(text in pasted()) {
        if let Ok(read) = read_pull_requests(&text, &[], Berlin) {
            for pr in &read {
                let BaselinePr::Hand { number, opened_at, merged_at, .. } = pr else { panic!("typed") };
                prop_assert!(*number > 0 && opened_at <= merged_at);
                prop_assert!(fits(opened_at.date_naive()) && fits(merged_at.date_naive()));
            }
            prop_assert_eq!(read_pull_requests(&write_pull_requests(&read, Berlin), &[], Berlin), Ok(read));
        }
    }
}
