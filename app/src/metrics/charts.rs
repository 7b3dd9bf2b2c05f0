//! The five charts: functions from a card of the scorecard to a drawing, at three sizes. A drawing
//! is a list of marks in classes of the style sheet; it becomes SVG here and nowhere else.

mod m1;
mod m2;
mod m3;
mod m4;
mod m5;
mod rows;
mod scale;
#[cfg(test)]
mod tests;

pub use m1::m1;
pub use m2::m2;
pub use m3::{m3, steps_grow};
pub use m4::m4;
pub use m5::m5;

use domain::metric::Series;
use leptos::prelude::*;

/// How large a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// On a page, 760 units wide.
    Wide,
    /// On a phone, 358 units wide: names above their row.
    Narrow,
    /// On the readout's stage, 1728 units wide and at most 640 high.
    Stage,
}

impl Size {
    /// Every size.
    pub const ALL: [Self; 3] = [Self::Wide, Self::Narrow, Self::Stage];

    fn look(self) -> Look {
        let page = Look {
            width: 760.0,
            plot: (160.0, 650.0),
            label: 14.0,
            tick: 13.0,
            value: 15.0,
            new: 8.0,
            old: 9.0,
            baseline: 6.0,
            dot: 6.0,
        };
        match self {
            Self::Wide => page,
            Self::Narrow => Look {
                width: 358.0,
                plot: (10.0, 252.0),
                ..page
            },
            Self::Stage => Look {
                width: 1728.0,
                plot: (400.0, 1330.0),
                label: 44.0,
                tick: 44.0,
                value: 64.0,
                new: 24.0,
                old: 26.0,
                baseline: 20.0,
                dot: 18.0,
            },
        }
    }
}

/// Measures of a size, in units of its drawing.
#[derive(Clone, Copy, Debug)]
struct Look {
    width: f64,
    /// Where the scale of a chart with rows begins and ends.
    plot: (f64, f64),
    /// Font sizes, as the style sheet sets them.
    label: f64,
    tick: f64,
    value: f64,
    /// Distances from the centre of a mark.
    new: f64,
    old: f64,
    baseline: f64,
    /// Of a mark among many.
    dot: f64,
}

/// Which end of a text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Text as it is.
    Plain,
    /// The new model, and the bar.
    Strong,
    /// The baseline.
    Quiet,
}

impl Weight {
    fn of(series: Series) -> Self {
        match series {
            Series::Baseline => Self::Quiet,
            Series::NewModel => Self::Strong,
            Series::OldModel => Self::Plain,
        }
    }
}

/// One thing drawn. Classes are those of the style sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A circle.
    Circle {
        /// Centre.
        at: (f64, f64),
        /// Radius.
        r: f64,
        /// Classes.
        class: &'static str,
    },
    /// Straight strokes from point to point.
    Path {
        /// At least two.
        points: Vec<(f64, f64)>,
        /// The last joins the first.
        closed: bool,
        /// Classes.
        class: &'static str,
    },
    /// A filled rectangle.
    Rect {
        /// Top left.
        at: (f64, f64),
        /// Width and height.
        size: (f64, f64),
        /// Classes.
        class: &'static str,
    },
    /// A line of text.
    Text {
        /// On the base line.
        at: (f64, f64),
        /// What of it is at that position.
        anchor: Anchor,
        /// Classes.
        class: &'static str,
        /// Heaviness.
        weight: Weight,
        /// What it says.
        text: String,
    },
}

/// A chart, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// Back to front.
    pub marks: Vec<Mark>,
}

impl Drawing {
    fn new(width: f64) -> Self {
        Self {
            width,
            height: 0.0,
            marks: Vec::new(),
        }
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &'static str) {
        self.path(vec![from, to], class);
    }

    fn path(&mut self, points: Vec<(f64, f64)>, class: &'static str) {
        let closed = false;
        self.marks.push(Mark::Path { points, closed, class });
    }

    fn rect(&mut self, at: (f64, f64), size: (f64, f64), class: &'static str) {
        self.marks.push(Mark::Rect { at, size, class });
    }

    fn text(&mut self, at: (f64, f64), anchor: Anchor, class: &'static str, weight: Weight, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.marks.push(Mark::Text {
                at,
                anchor,
                class,
                weight,
                text,
            });
        }
    }

    fn label(&mut self, at: (f64, f64), anchor: Anchor, weight: Weight, text: impl Into<String>) {
        self.text(at, anchor, "chart-label", weight, text);
    }

    fn tick(&mut self, at: (f64, f64), anchor: Anchor, text: impl Into<String>) {
        self.text(at, anchor, "chart-tick", Weight::Plain, text);
    }

    fn value(&mut self, at: (f64, f64), weight: Weight, text: impl Into<String>) {
        self.text(at, Anchor::End, "chart-value", weight, text);
    }

    /// The mark of a series: the same three everywhere. `open` is one that is not finished.
    fn mark(&mut self, series: Series, open: bool, (x, y): (f64, f64), r: f64) {
        let class = match (series, open) {
            (Series::Baseline, false) => "mark-baseline",
            (Series::Baseline, true) => "mark-baseline mark-open",
            (Series::NewModel, false) => "mark-new",
            (Series::NewModel, true) => "mark-new mark-open",
            (Series::OldModel, false) => "mark-old",
            (Series::OldModel, true) => "mark-old mark-open",
        };
        self.marks.push(match series {
            Series::OldModel => Mark::Path {
                points: vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
                closed: true,
                class,
            },
            Series::Baseline | Series::NewModel => Mark::Circle { at: (x, y), r, class },
        });
    }

    /// An arrow to the right: it goes on.
    fn goes_on(&mut self, series: Series, (x, y): (f64, f64), length: f64) {
        let class = match series {
            Series::NewModel => "arrow-new",
            Series::OldModel => "arrow-old",
            Series::Baseline => "statistic-line",
        };
        let (end, head) = (x + length, length / 4.0);
        self.line((x, y), (end, y), class);
        self.path(vec![(end - head, y - head), (end, y), (end - head, y + head)], class);
    }

    /// The texts, in drawing order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }
}

/// A mark whose shape and size belong to its series.
impl Look {
    fn radius(&self, series: Series) -> f64 {
        match series {
            Series::Baseline => self.baseline,
            Series::NewModel => self.new,
            Series::OldModel => self.old,
        }
    }

    /// Of a mark among many. A diamond needs more to look as large as a circle.
    fn small(&self, series: Series) -> f64 {
        match series {
            Series::Baseline | Series::NewModel => self.dot,
            Series::OldModel => self.dot * 1.2,
        }
    }
}

/// About how wide a text is. Inter's letters are 0.55 em wide on average; this is a little more.
#[expect(clippy::cast_precision_loss, reason = "a text has far fewer than 2^53 letters")]
fn width_of(text: &str, font: f64) -> f64 {
    text.chars().count() as f64 * font * 0.57
}

/// The text, cut to a width. The table beside the chart holds the whole.
fn fitted(text: &str, font: f64, width: f64) -> String {
    if width_of(text, font) <= width {
        return text.to_owned();
    }
    let mut cut: String = text.to_owned();
    while !cut.is_empty() && width_of(&cut, font) + font > width {
        cut.pop();
    }
    format!("{}…", cut.trim_end())
}

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

/// Marks that go together: one element for all where they are outlines, since there can be hundreds.
fn run(marks: &[Mark]) -> Vec<AnyView> {
    let outline = |mark: &Mark| match mark {
        Mark::Circle { .. } | Mark::Path { .. } => Some(mark.outline()),
        Mark::Rect { .. } | Mark::Text { .. } => None,
    };
    match marks {
        [Mark::Circle { class, .. } | Mark::Path { class, .. }, _, ..] => {
            let d: String = marks.iter().filter_map(outline).collect();
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
                Self::Circle { class, .. } | Self::Path { class, .. },
                Self::Circle { class: other, .. } | Self::Path { class: other, .. },
            ) => class == other,
            _ => false,
        }
    }

    /// The steps of its outline; none of what is not drawn as one.
    fn outline(&self) -> String {
        match self {
            // From the top nearly all the way around, and back.
            Self::Circle { at: (x, y), r, .. } => {
                let radius = number(*r);
                format!("M{} {}a{radius} {radius} 0 1 0 .1 0Z", number(*x), number(y - r))
            }
            Self::Path { points, closed, .. } => {
                let steps = points
                    .iter()
                    .enumerate()
                    .map(|(i, (x, y))| format!("{}{} {}", if i == 0 { "M" } else { "L" }, number(*x), number(*y)));
                steps.collect::<String>() + if *closed { "Z" } else { "" }
            }
            Self::Rect { .. } | Self::Text { .. } => String::new(),
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
