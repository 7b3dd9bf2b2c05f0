//! One slide, wherever it is shown: on the stage, in the overview, on paper.

use domain::criterion::State;
use domain::readout::{Evidence, Row, Slide};
use leptos::prelude::*;

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
pub fn slide(slide: Slide, footer: String, shown: Shown, live: bool) -> impl IntoView + use<> {
    let headline = match shown {
        Shown::Stage => view! { <h1 class="slide-headline" id="headline">{slide.headline}</h1> }.into_any(),
        Shown::Overview => view! { <p class="slide-headline">{slide.headline}</p> }.into_any(),
        Shown::Print => view! { <h2 class="slide-headline">{slide.headline}</h2> }.into_any(),
    };
    let status = match slide.status.state {
        Some(state) => {
            view! { <span class="state" data-state=state.as_str()>{icon(state)} {slide.status.words}</span> }.into_any()
        }
        None => slide.status.words.into_any(),
    };
    view! {
        <div class="slide" data-live=live.then_some("")>
            {headline}
            <div class="slide-evidence">{evidence(slide.evidence)}</div>
            <p class="slide-status">{status}</p>
            <p class="slide-footer">{footer}</p>
        </div>
    }
}

fn evidence(evidence: Evidence) -> AnyView {
    match evidence {
        Evidence::Facts(rows) => {
            let row = |Row { name, value }: Row| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
            view! { <dl class="facts">{rows.into_iter().map(row).collect_view()}</dl> }.into_any()
        }
        Evidence::Scorecard(rows) => {
            let rows = rows.into_iter().map(|(state, name, value)| {
                view! {
                    <li class="criterion">
                        <span class="state" data-state=state.as_str()>{icon(state)} {state.label()}</span>
                        <span class="criterion-name">{name}</span>
                        <span class="criterion-value">{value}</span>
                    </li>
                }
            });
            view! { <ul class="scorecard">{rows.collect_view()}</ul> }.into_any()
        }
        Evidence::Metric {
            figure: Some((figure, unit)),
            ..
        } => view! { <p class="slide-number">{figure} " " <small>{unit}</small></p> }.into_any(),
        Evidence::Metric { figure: None, .. } => view! { <p>"No value yet"</p> }.into_any(),
    }
}

/// The mark of a criterion's state; the word always stands beside it.
fn icon(state: State) -> AnyView {
    let tick = "m5.8 10.4 2.9 2.9 5.6-6.2";
    let cross = "m6.3 6.3 7.4 7.4m0-7.4-7.4 7.4";
    let shape = match state {
        State::Met => view! { <circle class="solid" cx="10" cy="10" r="9"/><path class="cut" d=tick/> }.into_any(),
        State::MetSoFar => view! { <circle cx="10" cy="10" r="8.2"/><path d=tick/> }.into_any(),
        State::NotMet => {
            view! { <rect class="solid" x="1" y="1" width="18" height="18" rx="3"/><path class="cut" d=cross/> }
                .into_any()
        }
        State::NotMetSoFar => {
            view! { <rect x="1.8" y="1.8" width="16.4" height="16.4" rx="3"/><path d=cross/> }.into_any()
        }
        State::NotKnown => view! { <circle class="dashed" cx="10" cy="10" r="8.2"/> }.into_any(),
    };
    view! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">{shape}</svg> }.into_any()
}
