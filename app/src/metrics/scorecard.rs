//! The tally and the four criteria.

use domain::criterion::State;
use domain::programme::{Criterion, Flip, Scorecard};
use leptos::prelude::*;

use super::Metric;
use super::charts::{inline, instrument};

/// The icon and word of a state.
#[component]
pub fn StateMark(
    /// The state.
    state: State,
    /// The words, if there are more than the state's own: `Met: 3 or more`.
    #[prop(optional, into)]
    words: Option<String>,
) -> impl IntoView {
    let words = words.unwrap_or_else(|| state.label().to_owned());
    let icon = match state {
        State::Met => view! {
            <circle class="solid" cx="10" cy="10" r="9"></circle>
            <path class="cut" d="m5.8 10.4 2.9 2.9 5.6-6.2"></path>
        }
        .into_any(),
        State::MetSoFar => view! {
            <circle cx="10" cy="10" r="8.2"></circle>
            <path d="m5.8 10.4 2.9 2.9 5.6-6.2"></path>
        }
        .into_any(),
        State::NotMet => view! {
            <rect class="solid" x="1" y="1" width="18" height="18" rx="3"></rect>
            <path class="cut" d="m6.3 6.3 7.4 7.4m0-7.4-7.4 7.4"></path>
        }
        .into_any(),
        State::NotMetSoFar => view! {
            <rect x="1.8" y="1.8" width="16.4" height="16.4" rx="3"></rect>
            <path d="m6.3 6.3 7.4 7.4m0-7.4-7.4 7.4"></path>
        }
        .into_any(),
        State::NotKnown => view! { <circle class="dashed" cx="10" cy="10" r="8.2"></circle> }.into_any(),
    };
    view! {
        <span class="state" data-state=state.as_str()>
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">{icon}</svg>
            " "
            {words}
        </span>
    }
}

/// Criteria as rows.
#[component]
pub fn Criteria(
    /// In their order.
    criteria: Vec<Criterion>,
    /// `/p/<slug>/metrics`, for a link to each metric.
    #[prop(optional, into)]
    base: Option<String>,
    /// Each metric in one line, by [`instruments`].
    #[prop(optional)]
    instruments: Vec<Option<AnyView>>,
) -> impl IntoView {
    let instruments = instruments.into_iter().chain(std::iter::repeat_with(|| None));
    let rows = criteria
        .into_iter()
        .zip(instruments)
        .map(|(criterion, instrument)| {
            let href = base
                .as_ref()
                .zip(Metric::of_criterion(criterion.number))
                .map(|(base, metric)| format!("{base}/{}", metric.as_str()));
            let name = match href {
                Some(href) => view! { <a href=href>{criterion.title}</a> }.into_any(),
                None => criterion.title.into_any(),
            };
            let hint = |text: String| (!text.is_empty()).then(|| view! { <small class="hint">{text}</small> });
            let corrections = criterion.corrections.into_iter().map(&hint).collect_view();
            let bar = if criterion.bar.is_empty() {
                String::new()
            } else {
                format!("Bar: {}", criterion.bar)
            };
            view! {
                <li class="criterion">
                    <StateMark state=criterion.state/>
                    <span class="criterion-name">{name} " " {hint(criterion.why)} {corrections}</span>
                    {instrument}
                    <span class="criterion-value">{criterion.value} " " {hint(bar)}</span>
                    <span class="criterion-difference">{criterion.difference}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="scorecard">{rows}</ul> }
}

/// The metrics of the criteria in one line each, in their order.
pub fn instruments(card: &Scorecard) -> Vec<Option<AnyView>> {
    let of = |criterion: &Criterion| instrument(Metric::of_criterion(criterion.number)?, card);
    let drawn = card.criteria.iter().map(of);
    drawn.map(|drawing| Some(inline(&drawing?).into_any())).collect()
}

/// What would by itself put a criterion on the other side of its bar.
pub fn flips(card: &Scorecard) -> impl IntoView + use<> {
    let has_side = card.criteria.iter().any(|criterion| criterion.state.side().is_some());
    let sentence = |flip: &Flip| {
        let sentence = flip.sentence.clone();
        if flip.changes_verdict {
            view! { <li><strong>{sentence}</strong></li> }.into_any()
        } else {
            view! { <li>{sentence}</li> }.into_any()
        }
    };
    let list = card.flips.iter().map(sentence).collect_view();
    let none = card.flips.is_empty();
    has_side.then(|| {
        view! {
            <section class="flips" aria-labelledby="flips-title">
                <h2 id="flips-title">"What would change a criterion"</h2>
                {if none {
                    view! {
                        <p>
                            "No single pull request, answer, value, baseline feature or way of counting would put a criterion on the other side of its bar."
                        </p>
                    }
                    .into_any()
                } else {
                    view! {
                        <p>"One thing left out, or counted another way. In bold: where the agreed rule would point elsewhere."</p>
                        <ul>{list}</ul>
                    }
                    .into_any()
                }}
            </section>
        }
    })
}
