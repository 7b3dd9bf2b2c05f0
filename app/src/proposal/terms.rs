//! The terms as pages show them.

use chrono_tz::Tz;
use domain::approval::local_moment;
use domain::document::{Overlay, placeholders};
use domain::terms::{DEFINITIONS_TEXT, Reading, Statistic, TermName, Terms};
use leptos::prelude::*;
use store::proposal::{Confirmation, Revision};

use crate::here::Here;
use crate::time::Time;
use crate::ui::{Title, plain};

/// A term in words, with the pilot's zone where it has a time.
pub fn shown(terms: &Terms, term: TermName, zone: Tz) -> Option<String> {
    match (term, terms.readout_at) {
        (TermName::ReadoutAt, Some(at)) => Some(local_moment(at, zone)),
        _ => terms.shown(term),
    }
}

/// The four criteria in words, each `None` while it is not set.
pub fn criteria(terms: &Terms) -> [Option<String>; 4] {
    let statistic = match terms.baseline_statistic {
        Some(Statistic::Median) => "the baseline median",
        Some(Statistic::Mean) => "the baseline mean",
        None => "the baseline",
    };
    [
        terms
            .commit_drop_percent
            .map(|n| format!("Days from idea to first commit drop by at least {n}% against {statistic}")),
        (terms.cycles_must_not_increase == Some(true)).then(|| match terms.cycles_tolerance() {
            None => "Review cycles per PR, all PRs pooled, do not increase against the baseline".to_owned(),
            Some(percent) => {
                format!("Review cycles per PR, all PRs pooled, increase by at most {percent}% against the baseline")
            }
        }),
        terms.energy_at_least.map(|n| match terms.pilot_pms {
            Some(3..) => format!("Energy of the new model's PMs, pooled, averages at least {n} of 5"),
            _ => format!("Energy of the new-model PM averages at least {n} of 5"),
        }),
        (terms.outcome_must_move == Some(true))
            .then(|| "The feature ships and moves its primary metric as expected".to_owned()),
    ]
}

/// How many criteria make which verdict.
pub fn verdict(terms: &Terms) -> Option<String> {
    let (success, iterate) = (terms.success_at?, terms.iterate_at?);
    Some(format!(
        "Success with {success} of 4 met, iterate with {iterate}, roll back with fewer"
    ))
}

/// The terms as facts: each with its value or "not set", and what of them is `open` marked as that.
pub fn facts(terms: &Terms, zone: Tz, open: &[TermName]) -> impl IntoView + use<> {
    let [commit, cycles, energy, outcome] = criteria(terms);
    let value = |term| shown(terms, term, zone);
    let hours = terms.hours_sum();
    let rows = [
        (TermName::Weeks, "Length of the pilot", value(TermName::Weeks)),
        (TermName::PilotPms, "Pilot PMs", value(TermName::PilotPms)),
        (
            TermName::DriHoursPerWeek,
            "Review hours",
            hours.or_else(|| value(TermName::DriHoursPerWeek)),
        ),
        (
            TermName::BaselineFeatures,
            "Baseline",
            value(TermName::BaselineFeatures),
        ),
        (
            TermName::BaselineStatistic,
            "Baseline statistic",
            value(TermName::BaselineStatistic),
        ),
        (TermName::CommitDropPercent, "Criterion 1", commit),
        (TermName::CyclesMustNotIncrease, "Criterion 2", cycles),
        (TermName::EnergyAtLeast, "Criterion 3", energy),
        (TermName::OutcomeMustMove, "Criterion 4", outcome),
        (VERDICT, "Verdict", verdict(terms)),
        (TermName::ReadoutAt, "Readout", value(TermName::ReadoutAt)),
        (
            TermName::EnergyBaseline,
            "Energy baseline",
            value(TermName::EnergyBaseline),
        ),
        (
            TermName::MissingData,
            "Rule for missing data",
            value(TermName::MissingData),
        ),
        (
            TermName::ZoneVersion,
            "Zone boundary",
            Some(match terms.zone_version {
                Some(version) => format!("Zone version {version}"),
                None => "The newest zone version when it is sent".to_owned(),
            }),
        ),
    ];
    // What the text itself says of these two stands there.
    let beside = |term| matches!(term, TermName::EnergyBaseline | TermName::MissingData);
    let rows = rows
        .into_iter()
        .filter(|(term, _, value)| value.is_some() || !beside(*term))
        .map(|(term, name, value)| {
            let is_open = open.contains(&term) || term == VERDICT && open.contains(&TermName::IterateAt);
            let value = match value {
                Some(value) if is_open => {
                    view! { {value} " " <span class="chip" data-kind="warn">"Open"</span> }.into_any()
                }
                Some(value) => view! { {value} }.into_any(),
                None => view! { <span class="chip" data-kind="warn">"Not set"</span> }.into_any(),
            };
            view! { <div id=format!("term-{}", term.as_str())><dt>{name}</dt><dd>{value}</dd></div> }
        })
        .collect_view();
    let definitions = value(TermName::MetricDefinitions).map(|named| {
        view! {
            <div id="term-metric_definitions">
                <dt>"Metric definitions"</dt>
                <dd><a href="/definitions">{named}</a></dd>
            </div>
        }
    });
    let ours = (terms.cycles_must_not_increase == Some(true) || terms.energy_at_least.is_some()).then(|| {
        view! {
            <p class="muted">
                "That all PRs are pooled, and whose energy it is, is added by the metric definitions and not read from the text."
            </p>
        }
    });
    view! { <dl class="facts">{rows} {definitions}</dl> {ours} }
}

/// The row of the verdict stands for both of its numbers.
const VERDICT: TermName = TermName::SuccessAt;

/// Where a term stands in the list of [`facts`], within the page.
pub fn anchor(term: TermName) -> String {
    let row = if term == TermName::IterateAt { VERDICT } else { term };
    format!("#term-{}", row.as_str())
}

/// What is marked in the text of a revision: its gaps, for editors with a link to where they are filled, and
/// the values that are terms, each with a link to its row in [`facts`].
pub fn marks(here: &Here, revision: &Revision, understood: &Reading, can_edit: bool) -> Vec<Overlay> {
    let mut distinct: Vec<String> = Vec::new();
    let gaps = placeholders(&revision.body).into_iter().map(|gap| {
        // The form asks once for gaps that read the same.
        let place = distinct.iter().position(|text| *text == gap.text).unwrap_or_else(|| {
            distinct.push(gap.text.clone());
            distinct.len() - 1
        });
        let fill = can_edit.then(|| here.url(&format!("proposal/complete#value_{}", place + 1)));
        Overlay::placeholder(&gap, fill)
    });
    let mut marks: Vec<Overlay> = gaps.collect();
    marks.extend(understood.live(&revision.terms, anchor));
    marks
}

/// The values in the text of a revision that are terms, as marks.
pub fn live(revision: &Revision, understood: &Reading) -> Vec<Overlay> {
    understood.live(&revision.terms, anchor)
}

/// Who confirmed the terms, or that nobody did.
pub fn confirmed(here: &Here, confirmation: Option<&Confirmation>, can_edit: bool) -> AnyView {
    match confirmation {
        Some(given) => view! {
            <p class="muted">
                {format!("Terms confirmed by {} on revision {}, ", given.by, given.revision)}
                <Time at=given.at zone=here.pilot.zone/> "."
            </p>
        }
        .into_any(),
        None => {
            let link = can_edit
                .then(|| view! { " " <a href=here.url("proposal/understood#confirm")>"Read and confirm them"</a> });
            view! { <p>"Nobody has confirmed these terms yet." {link}</p> }.into_any()
        }
    }
}

/// `/definitions`: how the metrics are measured, as terms name it.
#[component]
pub fn Definitions() -> impl IntoView {
    let current = domain::terms::Definitions::current();
    let text = domain::markdown::render(DEFINITIONS_TEXT);
    view! {
        <Title text="Metric definitions · Countersign"/>
        {plain(
            "Metric definitions",
            view! {
                <h1>"Metric definitions"</h1>
                <p class="lead">{format!("Edition {}. Every number of a pilot is computed by these.", current.edition)}</p>
                <p class="muted">"Terms that name them carry the hash of this text: " <code class="hash">{current.hash}</code></p>
                <article class="document" aria-label="The definitions" inner_html=text.into_string()></article>
            },
        )}
    }
}
