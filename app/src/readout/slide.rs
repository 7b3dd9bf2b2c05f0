//! One slide, wherever it is shown: on the stage, in the overview, on paper.

use domain::programme::Scorecard;
use domain::readout::{Counted, Evidence, Judged, Metric, Row, Signed, Slide};
use leptos::prelude::*;

use crate::metrics::charts::{self, Size, inline, instrument};
use crate::metrics::scorecard::StateMark;
use crate::metrics::{self, figure};

/// Where a slide is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Alone; its headline is the page's.
    Stage,
    /// Small, inside a link.
    Overview,
    /// One of many on paper.
    Print,
}

/// A slide with its footer. `live` marks one that follows the facts while it is shown.
pub fn slide(slide: Slide, card: &Scorecard, footer: String, shown: Shown, live: bool) -> impl IntoView + use<> {
    let headline = match shown {
        Shown::Stage => view! { <h1 class="slide-headline" id="headline">{slide.headline}</h1> }.into_any(),
        Shown::Overview => view! { <p class="slide-headline">{slide.headline}</p> }.into_any(),
        Shown::Print => view! { <h2 class="slide-headline">{slide.headline}</h2> }.into_any(),
    };
    let is_amended = slide.status.amended.then_some("");
    let status = match slide.status.state {
        Some(state) => view! { <StateMark state=state words=slide.status.words/> }.into_any(),
        None => slide.status.words.into_any(),
    };
    view! {
        <div class="slide" data-number=slide.number data-live=live.then_some("")>
            {headline}
            <div class="slide-evidence">{evidence(slide.evidence, card, shown)}</div>
            <p class="slide-status" data-amended=is_amended>{status}</p>
            <p class="slide-footer">{footer}</p>
        </div>
    }
}

fn evidence(evidence: Evidence, card: &Scorecard, shown: Shown) -> AnyView {
    match evidence {
        Evidence::Facts(rows) => facts(rows).into_any(),
        Evidence::Counts(counts) => {
            view! { <ul class="counts">{counts.into_iter().map(counted).collect_view()}</ul> }.into_any()
        }
        Evidence::Scorecard(rows) => {
            let rows = rows.into_iter().map(|row| judged(row, card)).collect_view();
            view! { <ul class="scorecard">{rows}</ul> }.into_any()
        }
        Evidence::Decided { rows, sides } => view! {
            {facts(rows)}
            {(!sides.is_empty()).then(|| view! {
                <section class="countersignature" aria-label="Signatures">
                    <ol>{sides.into_iter().map(signed).collect_view()}</ol>
                </section>
            })}
        }
        .into_any(),
        Evidence::Metric(metric) => chart(metric, card, shown),
    }
}

fn facts(rows: Vec<Row>) -> impl IntoView {
    let row = |row: Row| {
        let beneath = (!row.beneath.is_empty()).then(|| view! { <span class="fact-beneath">{row.beneath}</span> });
        view! { <div data-counts=row.counts.then_some("")><dt>{row.name}</dt><dd>{row.value} " " {beneath}</dd></div> }
    };
    view! { <dl class="facts">{rows.into_iter().map(row).collect_view()}</dl> }
}

fn counted(counted: Counted) -> impl IntoView {
    let of = counted.of.map(|of| view! { <small>{format!(" of {of}")}</small> });
    view! {
        <li data-none=(counted.count == 0).then_some("")>
            <span class="slide-number">{counted.count} {of}</span>
            <span>{counted.name} " " {counted.beneath}</span>
        </li>
    }
}

fn judged(row: Judged, card: &Scorecard) -> impl IntoView + use<> {
    let strip = metrics::Metric::of_criterion(row.number)
        .and_then(|metric| instrument(metric, card))
        .map(|drawing| inline(&drawing));
    view! {
        <li class="criterion">
            <StateMark state=row.state/>
            <span class="criterion-name">{row.name}</span>
            {strip}
            <span class="criterion-value">{row.value}</span>
            <span class="criterion-bar">{row.bar}</span>
        </li>
    }
}

fn signed(side: Signed) -> impl IntoView {
    view! {
        <li data-signed="">
            <span class="signed-act">{side.act}</span>
            <span class="signed-name">{side.name}</span>
        </li>
    }
}

/// The metric a slide is about, as pages name it.
pub fn of_slide(metric: Metric) -> metrics::Metric {
    match metric {
        Metric::FirstCommit => metrics::Metric::IdeaToCommit,
        Metric::ReviewCycles => metrics::Metric::ReviewCycles,
        Metric::CycleTime => metrics::Metric::CycleTime,
        Metric::Energy => metrics::Metric::Energy,
        Metric::Outcome => metrics::Metric::Outcome,
    }
}

/// The drawing of a metric; whoever does not see it hears its sentence. On a phone a slide is read with the drawing made for
/// one, whose letters have the size of a page's: the style sheet shows one of the two.
fn chart(metric: Metric, card: &Scorecard, shown: Shown) -> AnyView {
    let metric = of_slide(metric);
    let id = format!("chart-{}", metric.as_str());
    let labelled_by = id.clone();
    let draw = |size, class| charts::svg(figure::drawing(metric, card, size), class, id.clone());
    let on_stage = draw(Size::Stage, "wide");
    // A small slide on a phone is a sentence.
    let on_phone = (shown != Shown::Overview).then(|| draw(Size::Narrow, "narrow"));
    view! {
        <figure class="chart" aria-labelledby=labelled_by>
            <figcaption id=id.clone()>{figure::summary(metric, card).to_owned()}</figcaption>
            {on_stage}
            {on_phone}
        </figure>
    }
    .into_any()
}
