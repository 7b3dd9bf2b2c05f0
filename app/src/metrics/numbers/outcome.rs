//! M5: every point, and what it is used for.

use domain::metric::Outcome;
use domain::metric::format::{date, measured, measured_each};
use domain::programme::{OutcomePanel, Scorecard};

use super::{NONE, Numbers, who};

pub(super) fn outcome(card: &Scorecard) -> Vec<Numbers> {
    let mut tables = Vec::new();
    let mut values = Numbers::new(
        "Before and after shipping",
        &[
            ("Feature", false),
            ("Metric", false),
            ("Shipped", false),
            ("Before", true),
            ("Range before", true),
            ("After", true),
            ("Moved as expected", false),
        ],
    );
    for OutcomePanel { series, name, outcome } in &card.outcome.panels {
        let with_unit = |value: f64| measured(value, &outcome.unit);
        let mean = |window: &Option<domain::metric::Window>| window.as_ref().and_then(domain::metric::Window::mean);
        // To the digit as the sentence and the chart say them.
        let (before, after) = match (mean(&outcome.before), mean(&outcome.after)) {
            (Some(before), Some(after)) => {
                let (before, after) = measured_each(before, after, &outcome.unit);
                (Some(before), Some(after))
            }
            (before, after) => (before.map(with_unit), after.map(with_unit)),
        };
        let or_none = |text: Option<String>| text.unwrap_or_else(|| NONE.to_owned());
        let range = outcome.before.as_ref().and_then(domain::metric::Window::range);
        values.row([
            who(*series, name).into(),
            outcome.name.clone().into(),
            outcome
                .shipped
                .as_ref()
                .map_or("Not shipped".to_owned(), |s| format!("{}, {}", date(s.on), s.evidence))
                .into(),
            or_none(before).into(),
            range
                .map_or_else(
                    || NONE.to_owned(),
                    |(low, high)| format!("{} to {}", with_unit(low), with_unit(high)),
                )
                .into(),
            or_none(after).into(),
            match outcome.moved {
                Some(true) if outcome.inside_normal_range => "Yes, inside its normal range before shipping",
                Some(true) => "Yes",
                Some(false) => "No",
                None => "Nothing to compare",
            }
            .into(),
        ]);
        let mut points = Numbers::new(
            format!("{}: {}, every value", series.label(), outcome.name),
            &[("Day", false), ("Value", true), ("Source", false), ("Used", false)],
        );
        for point in &outcome.points {
            points.row([
                date(point.on).into(),
                measured(point.value, &outcome.unit).into(),
                point.source.clone().into(),
                used(outcome, point.on).into(),
            ]);
        }
        tables.push(points);
    }
    tables.insert(0, values);
    tables
}

fn used(outcome: &Outcome, on: chrono::NaiveDate) -> &'static str {
    let within = |window: &Option<domain::metric::Window>| {
        window
            .as_ref()
            .is_some_and(|window| window.from <= on && on <= window.to)
    };
    if outcome.shipped.is_none() {
        "Not yet: not shipped"
    } else if within(&outcome.before) {
        "Before"
    } else if within(&outcome.after) {
        "After"
    } else {
        "No: outside both windows"
    }
}
