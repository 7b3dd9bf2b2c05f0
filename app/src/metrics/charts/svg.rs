//! A drawing as SVG.

use leptos::prelude::*;

use super::{Anchor, Drawing, Mark, Weight};

/// One decimal is finer than a pixel at any size.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// The drawing as SVG, named by the elements with these ids (`"m1-title m1-summary"`). Its inner
/// text is hidden from screen readers: the table beside it says the same in order. `class` is
/// `wide`, `narrow` or empty.
pub fn svg(drawing: Drawing, class: &'static str, labelled_by: String) -> impl IntoView {
    let runs = drawing.marks.chunk_by(|one, next| one.goes_with(next));
    let marks = runs.flat_map(run).collect_view();
    let class = (!class.is_empty()).then_some(class);
    view! {
        <svg
            class=class
            viewBox=format!("0 0 {} {}", number(drawing.width), number(drawing.height))
            role="img"
            aria-labelledby=labelled_by
        >
            <g aria-hidden="true">{marks}</g>
        </svg>
    }
}

/// Lines of a kind are one element. Marks are not: each that touches another covers it, where in one outline their
/// edges would cut both.
fn run(marks: &[Mark]) -> Vec<AnyView> {
    match marks {
        [Mark::Path { class, .. }, _, ..] => {
            let d: String = marks.iter().map(Mark::outline).collect();
            vec![view! { <path class=*class d=d></path> }.into_any()]
        }
        marks => marks.iter().map(shape).collect(),
    }
}

impl Mark {
    /// Whether both can be drawn by one element.
    fn goes_with(&self, next: &Self) -> bool {
        match (self, next) {
            (
                Self::Path {
                    class, closed: false, ..
                },
                Self::Path {
                    class: other,
                    closed: false,
                    ..
                },
            ) => class == other,
            _ => false,
        }
    }

    /// The steps of a path; none of what is not drawn as one.
    fn outline(&self) -> String {
        let Self::Path { points, closed, .. } = self else {
            return String::new();
        };
        let steps = points
            .iter()
            .enumerate()
            .map(|(i, (x, y))| format!("{}{} {}", if i == 0 { "M" } else { "L" }, number(*x), number(*y)));
        steps.collect::<String>() + if *closed { "Z" } else { "" }
    }
}

fn shape(mark: &Mark) -> AnyView {
    match mark.clone() {
        Mark::Circle { at: (x, y), r, class } => {
            view! { <circle class=class cx=number(x) cy=number(y) r=number(r)></circle> }.into_any()
        }
        Mark::Rect {
            at: (x, y),
            size: (width, height),
            class,
        } => view! {
            <rect class=class x=number(x) y=number(y) width=number(width) height=number(height)></rect>
        }
        .into_any(),
        Mark::Path { class, .. } => {
            let d = mark.outline();
            view! { <path class=class d=d></path> }.into_any()
        }
        Mark::Text {
            at: (x, y),
            anchor,
            class,
            weight,
            text,
        } => {
            let anchor = match anchor {
                Anchor::Start => None,
                Anchor::Middle => Some("middle"),
                Anchor::End => Some("end"),
            };
            let weight = match weight {
                Weight::Plain => None,
                Weight::Strong => Some("strong"),
                Weight::Quiet => Some("quiet"),
            };
            view! {
                <text class=class x=number(x) y=number(y) text-anchor=anchor data-weight=weight>
                    {text}
                </text>
            }
            .into_any()
        }
    }
}
