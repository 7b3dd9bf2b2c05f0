//! The terms as pages show them.

use chrono_tz::Tz;
use domain::approval::local_moment;
use domain::terms::{Statistic, TermName, Terms, hours_sum};
use leptos::prelude::*;

/// A term in words, with the pilot's zone where it has a time.
pub fn shown(terms: &Terms, term: TermName, zone: Tz) -> Option<String> {
    match (term, terms.readout_at) {
        (TermName::ReadoutAt, Some(at)) => Some(local_moment(at, zone)),
        _ => terms.shown(term),
    }
}

/// The terms as facts: each with its value or "not set".
pub fn facts(terms: &Terms, zone: Tz) -> impl IntoView + use<> {
    let statistic = match terms.baseline_statistic {
        Some(Statistic::Median) => "the baseline median",
        Some(Statistic::Mean) => "the baseline mean",
        None => "the baseline",
    };
    let value = |term| shown(terms, term, zone);
    let hours = terms.agreed().ok().map(|agreed| hours_sum(&agreed));
    let rows = [
        ("Length of the pilot", value(TermName::Weeks)),
        ("Pilot PMs", value(TermName::PilotPms)),
        ("Review hours", hours.or_else(|| value(TermName::DriHoursPerWeek))),
        ("Baseline", value(TermName::BaselineFeatures)),
        ("Baseline statistic", value(TermName::BaselineStatistic)),
        (
            "Criterion 1",
            terms
                .commit_drop_percent
                .map(|n| format!("Days from idea to first commit drop by at least {n}% against {statistic}")),
        ),
        (
            "Criterion 2",
            (terms.cycles_must_not_increase == Some(true))
                .then(|| "Review cycles per PR, all PRs pooled, do not increase against the baseline".to_owned()),
        ),
        (
            "Criterion 3",
            terms
                .energy_at_least
                .map(|n| format!("Energy of the new-model PM averages at least {n} of 5")),
        ),
        (
            "Criterion 4",
            (terms.outcome_must_move == Some(true))
                .then(|| "The feature ships and moves its primary metric as expected".to_owned()),
        ),
        (
            "Verdict",
            match (terms.success_at, terms.iterate_at) {
                (Some(success), Some(iterate)) => Some(format!(
                    "Success with {success} of 4 met, iterate with {iterate}, roll back with fewer"
                )),
                _ => None,
            },
        ),
        ("Readout", value(TermName::ReadoutAt)),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                Some(value) => view! { {value} }.into_any(),
                None => view! { <span class="chip" data-kind="warn">"Not set"</span> }.into_any(),
            };
            view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
        })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }
}
