//! How a text being written will read, and what to look at in it. The same on the page and for the
//! editor's script.

use domain::document::{Body, MAX_SECTION_BYTES, Overlay, placeholders, section_level, sections, size};
use domain::markdown::render_with;
use domain::proposal::{Lint, Place, lints, placed};
use domain::terms::{Reading, Terms};
use leptos::prelude::*;
use reading::read;
use store::proposal::Revision;

/// What is marked in the text: its gaps and the values that are terms. They lead nowhere: their rows are on
/// another page, and somebody is typing on this one.
fn marks(body: &Body, reading: &Reading, terms: &Terms) -> Vec<Overlay> {
    let gaps = placeholders(body)
        .into_iter()
        .map(|gap| Overlay::placeholder(&gap, None));
    let live = reading.live(terms, |_| String::new()).into_iter();
    gaps.chain(live.map(|mark| Overlay { href: None, ..mark })).collect()
}

/// A text in its place.
pub struct Preview {
    html: Vec<String>,
    lints: Vec<Lint>,
    problem: Option<String>,
}

impl Preview {
    /// Of a text that stands for the sections from the first key to the last of `base`; with an empty
    /// first key it is a new one after the last.
    pub fn of(base: &Revision, (section, last): (&str, &str), text: &str) -> Self {
        let place = if section.is_empty() {
            Place::After(last)
        } else {
            Place::Over(section, last)
        };
        if text.len() > MAX_SECTION_BYTES {
            return Self::problem(format!(
                "The text is {} too long. A section can be at most {}; there is no preview of more.",
                size(text.len() - MAX_SECTION_BYTES),
                size(MAX_SECTION_BYTES)
            ));
        }
        match placed(&base.body, place, text) {
            Ok((body, range)) => {
                let reading = read(&body);
                let level = section_level(&body);
                let recut = level != section_level(&base.body) && !sections(&base.body).is_empty();
                Self {
                    html: render_with(&body, &marks(&body, &reading, &base.terms))
                        .into_iter()
                        .filter(|(section, _)| section.range.start < range.end && range.start < section.range.end)
                        .map(|(_, html)| html.into_string())
                        .collect(),
                    lints: recut
                        .then_some(Lint::OtherLevel(level))
                        .into_iter()
                        .chain(lints(&body, &range, &reading, &base.terms))
                        .collect(),
                    problem: None,
                }
            }
            Err(error) => Self::problem(error.to_string()),
        }
    }

    fn problem(sentence: String) -> Self {
        Self {
            html: Vec::new(),
            lints: Vec::new(),
            problem: Some(sentence),
        }
    }

    /// What goes into the pane beside the text.
    pub fn into_view(self) -> impl IntoView {
        let lints = (!self.lints.is_empty()).then(|| {
            let rows = self
                .lints
                .into_iter()
                .map(|lint| view! { <li>{lint.to_string()}</li> })
                .collect_view();
            view! { <ul class="lints">{rows}</ul> }
        });
        let problem = self
            .problem
            .map(|problem| view! { <p class="row-message" data-kind="warn">{problem}</p> });
        let html = self
            .html
            .into_iter()
            .map(|html| view! { <section><div inner_html=html></div></section> })
            .collect_view();
        view! {
            {lints}
            {problem}
            <div class="document">{html}</div>
        }
    }
}
