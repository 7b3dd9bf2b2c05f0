//! One figure per metric: title, summary, chart at two widths, notes, and the numbers.

use domain::metric::Series;
use domain::metric::review_cycles::CyclesOutcome;
use domain::programme::{CAPTION, Programme, Scorecard};
use leptos::prelude::*;

use super::charts::{self, Drawing, Size};
use super::numbers::{self, Cut};
use super::{Metric, measured};

/// The chart of a metric at a size: pages and the readout's stage draw the same values.
pub fn drawing(metric: Metric, card: &Scorecard, size: Size) -> Drawing {
    match metric {
        Metric::IdeaToCommit => charts::m1(&card.first_commit, size),
        Metric::ReviewCycles => charts::m2(&card.review_cycles, size),
        Metric::CycleTime => charts::m3(&card.cycle_time, size),
        Metric::Energy => charts::m4(&card.energy, size),
        Metric::Outcome => charts::m5(&card.outcome, size),
    }
}

/// The sentence of a metric: also what its chart is called for whoever does not see it.
pub fn summary(metric: Metric, card: &Scorecard) -> &str {
    match metric {
        Metric::IdeaToCommit => &card.first_commit.summary,
        Metric::ReviewCycles => &card.review_cycles.summary,
        Metric::CycleTime => &card.cycle_time.summary,
        Metric::Energy => &card.energy.summary,
        Metric::Outcome => &card.outcome.summary,
    }
}

/// What to know beside a metric, a sentence each.
pub fn notes(metric: Metric, card: &Scorecard) -> &[String] {
    match metric {
        Metric::IdeaToCommit => &card.first_commit.notes,
        Metric::ReviewCycles => &card.review_cycles.notes,
        Metric::CycleTime => &card.cycle_time.notes,
        Metric::Energy => &card.energy.notes,
        Metric::Outcome => &card.outcome.notes,
    }
}

/// What the marks mean.
fn legend(metric: Metric, card: &Scorecard, shows: Shows) -> String {
    let mut legend: Vec<&str> = Vec::new();
    let old = match metric {
        Metric::IdeaToCommit => {
            if card.first_commit.band.is_some() {
                legend.push("Shaded: range of the baseline features.");
            }
            card.first_commit.rows.iter().any(|row| row.series == Series::OldModel)
        }
        Metric::ReviewCycles => {
            legend.push("One mark per PR; the upright line in a row is its mean.");
            let sets = card
                .review_cycles
                .rows
                .iter()
                .filter(|row| row.series != Series::Baseline);
            let mut prs = sets.flat_map(|row| &row.set.prs);
            if prs.any(|pr| matches!(pr.outcome, CyclesOutcome::StillOpen { cycles: 1.. })) {
                legend.push("Hollow in its arm's colour: still open.");
            }
            card.review_cycles.row(Series::OldModel).is_some()
        }
        Metric::CycleTime => {
            legend.push("One mark per PR; the upright line in a row is its median.");
            if charts::steps_grow(&card.cycle_time) {
                legend.push("Each step of the scale is longer than the last.");
            }
            card.cycle_time.row(Series::OldModel).is_some()
        }
        Metric::Energy => {
            legend.push("Dashed: the bar.");
            card.energy.panel(Series::OldModel).is_some()
        }
        Metric::Outcome => {
            if card.outcome.panels.iter().any(|panel| panel.outcome.before.is_some()) {
                legend.push("Dotted: shipped. Shaded: range before shipping.");
            }
            if card.outcome.panels.len() > 1 {
                legend.push("The scales differ.");
            }
            card.outcome.panel(Series::OldModel).is_some()
        }
    };
    // Among others these stand once, above them.
    if shows != Shows::Summary {
        legend.extend(old.then_some(OLD_MODEL));
        legend.push(CAPTION);
    }
    legend.join(" ")
}

/// What the old model's numbers are for.
pub const OLD_MODEL: &str = "Old model: for context. It does not decide the criteria.";

/// How much of a metric a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Among others: the numbers are folded, and a link leads to the metric's own page.
    Summary,
    /// Its own page: the numbers are open.
    Numbers,
    /// Its own page, with every row.
    AllNumbers,
}

impl Shows {
    /// What stands here of long tables, unless it is all of them.
    pub fn cut(self, metric: Metric, base: &str) -> Option<Cut> {
        let first = match self {
            Self::Summary => 8,
            Self::Numbers => 50,
            Self::AllNumbers => return None,
        };
        Some(Cut {
            first,
            all: format!("{base}/{}?rows=all", metric.as_str()),
        })
    }
}

/// The figure on a page. `base` is the address of all metrics.
pub fn figure(
    metric: Metric,
    programme: &Programme,
    card: &Scorecard,
    base: &str,
    shows: Shows,
) -> impl IntoView + use<> {
    let id = metric.id();
    let labelled_by = format!("{id}-title {id}-summary");
    let aside = match metric {
        Metric::CycleTime => Some("Reported, not a success criterion"),
        Metric::Energy => Some("No baseline"),
        _ => None,
    };
    let notes = notes(metric, card)
        .iter()
        .map(|note| view! { <li>{note.clone()}</li> })
        .collect_view();
    let whole = shows != Shows::Summary;
    let cut = shows.cut(metric, base);
    let tables = numbers::tables(metric, programme, card)
        .into_iter()
        .map(|table| table.view(cut.as_ref()))
        .collect_view();
    let link = (!whole).then(|| {
        let href = format!("{base}/{}", metric.as_str());
        view! {
            <p class="chart-note">
                <a href=href>"All inputs" <span class="visually-hidden">{format!(" of: {}", metric.title())}</span></a>
            </p>
        }
    });
    let rules = rules(metric, programme);
    // On its own page they stand open, between the drawing and the tables.
    let (how, folded) = match whole {
        true => (Some(view! { <h3>"How this is measured"</h3> {rules} }), None),
        false => (
            None,
            Some(view! {
                <details class="numbers">
                    <summary>
                        "How this is measured" <span class="visually-hidden">{format!(": {}", metric.title())}</span>
                    </summary>
                    {rules}
                </details>
            }),
        ),
    };
    view! {
        <figure class="chart" aria-labelledby=format!("{id}-title")>
            <figcaption>
                <h2 id=format!("{id}-title")>{metric.title()}</h2>
                {aside.map(|aside| view! { <p><span class="label">{aside}</span></p> })}
                <p id=format!("{id}-summary")>{summary(metric, card).to_owned()}</p>
            </figcaption>
            {charts::svg(drawing(metric, card, Size::Wide), "wide", labelled_by.clone())}
            {charts::svg(drawing(metric, card, Size::Narrow), "narrow", labelled_by)}
            <div class="chart-notes">
                <p class="chart-note">{legend(metric, card, shows)}</p>
                <ul class="chart-note">{notes}</ul>
                {link}
            </div>
            {whole.then(|| view! { <div class="numbers">{how}</div> })}
            <details class="numbers" open=whole>
                <summary>"Show the numbers" <span class="visually-hidden">{format!(": {}", metric.title())}</span></summary>
                {tables}
            </details>
            {folded}
        </figure>
    }
}

/// The rules of a metric, a paragraph each.
fn rules(metric: Metric, programme: &Programme) -> impl IntoView + use<> {
    measured::how(metric, programme)
        .into_iter()
        .map(|rule| view! { <p>{rule}</p> })
        .collect_view()
}
