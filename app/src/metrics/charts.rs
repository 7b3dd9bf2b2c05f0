//! The five charts: functions from a card of the scorecard to a drawing, at three sizes. A drawing
//! is a list of marks in classes of the style sheet; it becomes SVG here and nowhere else.

mod instrument;
mod m1;
mod m2;
mod m3;
mod m4;
mod m5;
mod rows;
mod scale;
mod svg;
#[cfg(test)]
mod tests;

pub use instrument::instrument;
pub use m1::m1;
pub use m2::m2;
pub use m3::{m3, steps_grow};
pub use m4::m4;
pub use m5::m5;
pub use svg::{inline, svg};

use domain::metric::Series;

/// How large a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// On a page, 760 units wide. A unit is a pixel, or up to a twentieth less.
    Wide,
    /// On a phone, 358 units wide: names above their row. On the narrowest, a unit is 0.8 pixels and letters take more
    /// units, so that they stay as large: it is laid out for those.
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
            label: 14.8,
            tick: 13.75,
            value: 15.85,
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
                label: 17.5,
                tick: 16.25,
                value: 18.75,
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
    /// Font sizes, as the style sheet sets them; the largest where they follow the width.
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

    /// Takes bar and statistic out where a name stands on them, as it does above its row on a phone.
    fn part_lines(&mut self, look: Look) {
        const BESIDE: f64 = 1.0;
        let names = self.marks.iter().filter_map(|mark| match mark {
            Mark::Text {
                at,
                anchor: Anchor::Start,
                class: "chart-label",
                text,
                ..
            } => Some((*at, at.0 + width_of(text, look.label))),
            _ => None,
        });
        let mut names: Vec<((f64, f64), f64)> = names.collect();
        names.sort_by(|one, other| one.0.1.total_cmp(&other.0.1));
        for mark in std::mem::take(&mut self.marks) {
            let upright = match &mark {
                Mark::Path {
                    points,
                    class: class @ ("bar-line" | "statistic-line"),
                    ..
                } => match points[..] {
                    [from, to] if from.0 == to.0 && from.1 < to.1 => Some((from, to.1, *class)),
                    _ => None,
                },
                _ => None,
            };
            let Some(((x, mut from), to, class)) = upright else {
                self.marks.push(mark);
                continue;
            };
            for ((left, base), right) in &names {
                let (top, bottom) = (base - look.label, base + look.label * 0.35);
                if left - BESIDE < x && x < right + BESIDE && from < bottom && top < to {
                    if from < top {
                        self.line((x, from), (x, top), class);
                    }
                    from = bottom;
                }
            }
            if from < to {
                self.line((x, from), (x, to), class);
            }
        }
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

/// About how wide a text is, rather more than less: the advances of Inter at its heaviest here, digits as wide as in a
/// column.
fn width_of(text: &str, font: f64) -> f64 {
    let advance = |letter| match letter {
        'i' | 'j' | 'l' | 'I' | ' ' | ',' | '.' | ':' | ';' | '!' | '\'' | '’' => 0.3,
        'f' | 'r' | 't' | '/' | '(' | ')' | '[' | ']' | '|' => 0.4,
        'a' | 'c' | 'e' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'F' | 'J' | 'L' | '–' => 0.58,
        'B' | 'E' | 'P' | 'R' | 'S' | 'T' | 'Z' | '0'..='9' => 0.65,
        'm' | 'w' | 'M' => 0.92,
        'W' | '%' | '@' | '…' => 1.04,
        'A'..='Z' => 0.76,
        '\u{2e80}'.. => 1.1,
        '\u{80}'.. => 0.7,
        _ => 0.63,
    };
    text.chars().map(advance).sum::<f64>() * font
}

/// The first of some ways to say it that fits into a width, or the last, cut.
fn first_fitting(ways: &[String], font: f64, width: f64) -> String {
    let fits = |way: &&String| width_of(way, font) <= width;
    match (ways.iter().find(fits), ways.last()) {
        (Some(way), _) => way.clone(),
        (None, Some(last)) => fitted(last, font, width),
        (None, None) => String::new(),
    }
}

/// The text in at most two lines of a width, the second cut.
fn in_two_lines(text: &str, font: f64, width: f64) -> Vec<String> {
    let fits = |text: &str| width_of(text, font) <= width;
    let mut spaces = text.match_indices(' ').map(|(at, _)| at);
    let breaks = spaces.rfind(|at| fits(&text[..*at]));
    match breaks {
        Some(at) if !fits(text) => vec![text[..at].to_owned(), fitted(text[at..].trim_start(), font, width)],
        _ => vec![fitted(text, font, width)],
    }
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
