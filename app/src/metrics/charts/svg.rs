//! A drawing as SVG.

use leptos::prelude::*;

use super::{Anchor, Drawing, Mark, Weight};

/// One decimal is finer than a pixel at any size.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0").unwrap_or(&text) {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// The drawing as SVG, named by the elements with these ids (`"m1-title m1-summary"`), the first of which no other
/// drawing of the page with the same `class` has. Its inner text is hidden from screen readers: the table beside it says
/// the same in order. `class` is `wide`, `narrow` or empty.
pub fn svg(drawing: Drawing, class: &'static str, labelled_by: String) -> impl IntoView {
    let name = format!("{}{class}", labelled_by.split(' ').next().unwrap_or_default());
    let runs = drawing.marks.chunk_by(|one, next| one.goes_with(next));
    let marks = runs
        .enumerate()
        .flat_map(|(n, marks)| run(marks, || format!("{name}-{n}")))
        .collect_view();
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

/// The drawing within a line of text, which says the same: nobody who does not see it misses anything.
pub fn inline(drawing: &Drawing) -> impl IntoView + use<> {
    let marks = drawing.marks.iter().map(shape).collect_view();
    view! {
        <svg
            class="instrument"
            viewBox=format!("0 0 {} {}", number(drawing.width), number(drawing.height))
            aria-hidden="true"
        >
            {marks}
        </svg>
    }
}

/// Lines of a kind are one element, texts of a kind one group, and marks of a kind are one element, too: a path that nobody sees, stamped with the mark at each of its
/// points in turn, so that one that touches another covers it, as if each were drawn by itself.
fn run(marks: &[Mark], name: impl FnOnce() -> String) -> Vec<AnyView> {
    match marks {
        [
            Mark::Path {
                class, closed: false, ..
            },
            _,
            ..,
        ] => {
            let d: String = marks.iter().map(Mark::outline).collect();
            vec![view! { <path class=*class d=d></path> }.into_any()]
        }
        [first, _, _, ..] if first.centre().is_some() => {
            let points: Vec<(f64, f64)> = marks.iter().filter_map(Mark::centre).collect();
            let d = steps(&points);
            let name = name();
            let stamp = format!("url(#{name})");
            vec![
                view! {
                    <marker id=name markerUnits="userSpaceOnUse" overflow="visible">{shape(&first.around_nothing())}</marker>
                    <path d=d marker-start=stamp.clone() marker-mid=stamp.clone() marker-end=stamp></path>
                }
                .into_any(),
            ]
        }
        [
            Mark::Text {
                anchor, class, weight, ..
            },
            _,
            ..,
        ] => {
            let texts = marks.iter().map(bare_text).collect_view();
            vec![view! { <g class=*class text-anchor=anchor.word() data-weight=weight.word()>{texts}</g> }.into_any()]
        }
        marks => marks.iter().map(shape).collect(),
    }
}

/// A text of a group; nothing for what is none.
fn bare_text(mark: &Mark) -> Option<AnyView> {
    let Mark::Text { at: (x, y), text, .. } = mark else {
        return None;
    };
    Some(view! { <text x=number(*x) y=number(*y)>{text.clone()}</text> }.into_any())
}

/// Strokes from point to point.
fn outline(points: &[(f64, f64)]) -> String {
    let steps = points
        .iter()
        .enumerate()
        .map(|(i, (x, y))| format!("{}{} {}", if i == 0 { "M" } else { " " }, number(*x), number(*y)));
    steps.collect()
}

/// A path through points, each told from the one before: marks in a row take a few letters each.
fn steps(points: &[(f64, f64)]) -> String {
    let tenths = |(x, y): &(f64, f64)| ((x * 10.0).round(), (y * 10.0).round());
    let mut path = String::new();
    let mut command = ' ';
    for (one, next) in points.iter().zip(points.iter().skip(1)) {
        if path.is_empty() {
            path = format!("M{} {}", number(one.0), number(one.1));
        }
        let ((x, y), (to_x, to_y)) = (tenths(one), tenths(next));
        let (across, down) = (number((to_x - x) / 10.0), number((to_y - y) / 10.0));
        let (letter, by) = match (&*across, &*down) {
            (_, "0") => ('h', across),
            ("0", _) => ('v', down),
            _ => ('l', format!("{across} {down}")),
        };
        if letter != command {
            path.push(letter);
        } else if !by.starts_with('-') {
            path.push(' ');
        }
        command = letter;
        path.push_str(&by);
    }
    path
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
            (
                Self::Text {
                    anchor, class, weight, ..
                },
                Self::Text {
                    anchor: other_anchor,
                    class: other_class,
                    weight: other_weight,
                    ..
                },
            ) => (anchor, class, weight) == (other_anchor, other_class, other_weight),
            _ => self.centre().is_some() && self.around_nothing().looks_like(&next.around_nothing()),
        }
    }

    /// Of a mark: a circle or a closed shape.
    #[expect(clippy::cast_precision_loss, reason = "a shape has a handful of corners")]
    fn centre(&self) -> Option<(f64, f64)> {
        match self {
            Self::Circle { at, .. } => Some(*at),
            Self::Path {
                points, closed: true, ..
            } => {
                let corners = points.len() as f64;
                let (x, y) = points
                    .iter()
                    .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
                Some((x / corners, y / corners))
            }
            _ => None,
        }
    }

    /// The mark with its centre at 0, 0.
    fn around_nothing(&self) -> Self {
        let (x, y) = self.centre().unwrap_or_default();
        let mut moved = self.clone();
        match &mut moved {
            Self::Circle { at, .. } => *at = (0.0, 0.0),
            Self::Path { points, .. } => points.iter_mut().for_each(|point| *point = (point.0 - x, point.1 - y)),
            Self::Rect { .. } | Self::Text { .. } => {}
        }
        moved
    }

    /// Whether both look alike, as far as they are written.
    fn looks_like(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Circle { at, r, class },
                Self::Circle {
                    at: other_at,
                    r: other_r,
                    class: other_class,
                },
            ) => at == other_at && number(*r) == number(*other_r) && class == other_class,
            (
                Self::Path {
                    class, closed: true, ..
                },
                Self::Path {
                    class: other_class,
                    closed: true,
                    ..
                },
            ) => class == other_class && self.outline() == other.outline(),
            _ => false,
        }
    }

    /// The steps of a path; none of what is not drawn as one.
    fn outline(&self) -> String {
        let Self::Path { points, closed, .. } = self else {
            return String::new();
        };
        outline(points) + if *closed { "Z" } else { "" }
    }
}

impl Anchor {
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::Middle => Some("middle"),
            Self::End => Some("end"),
        }
    }
}

impl Weight {
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("strong"),
            Self::Quiet => Some("quiet"),
        }
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
        } => view! {
            <text class=class x=number(x) y=number(y) text-anchor=anchor.word() data-weight=weight.word()>
                {text}
            </text>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn marks_in_a_row_are_told_from_the_one_before() {
        for (points, path) in [
            (&[(1.04, 2.0)][..], ""),
            (&[(1.04, 2.0), (1.04, 2.0)], "M1 2h0"),
            (
                &[
                    (1.0, 2.0),
                    (7.6, 2.0),
                    (7.6, 2.0),
                    (7.6, 1.5),
                    (7.1, 1.0),
                    (8.0, 1.2),
                    (5.0, 1.2),
                ],
                "M1 2h6.6 0v-0.5l-0.5 -0.5 0.9 0.2h-3",
            ),
            // Rounding does not add up: each stands where it would by itself, at 0.3, 0.7, 1 and 1.3.
            (
                &[(0.33, 0.0), (0.66, 0.0), (0.99, 0.0), (1.32, 0.0)],
                "M0.3 0h0.4 0.3 0.3",
            ),
        ] {
            assert_eq!(steps(points), path);
        }
    }
}
