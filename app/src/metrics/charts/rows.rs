//! What the charts with rows share: headings that do not collide, names, values, an axis.

use domain::metric::Series;

use super::scale::Scale;
use super::{Anchor, Drawing, Look, Size, Weight, fitted, width_of};

/// On which side of its line a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// A line from its heading down to the axis.
struct Upright {
    x: f64,
    from: f64,
    class: &'static str,
}

/// Headings over the plot. One that would touch another goes to the line below.
pub struct Headings {
    look: Look,
    lines: Vec<Vec<(f64, f64)>>,
    uprights: Vec<Upright>,
}

impl Headings {
    pub fn new(look: Look) -> Self {
        Self {
            look,
            lines: vec![Vec::new()],
            uprights: Vec::new(),
        }
    }

    /// The name of the value column.
    pub fn column(&mut self, drawing: &mut Drawing, text: &str) {
        let start = self.look.width - width_of(text, self.look.tick);
        self.lines[0].push((start, self.look.width));
        drawing.tick((self.look.width, self.look.tick), Anchor::End, text);
    }

    /// What stands at the beginning of the plot while there is nothing to draw a line at.
    pub fn without_line(&mut self, drawing: &mut Drawing, text: &str) {
        let (x, font) = (self.look.plot.0, self.look.tick);
        self.lines[0].push((x, x + width_of(text, font)));
        drawing.text((x, font), Anchor::Start, "chart-tick", Weight::Strong, text);
    }

    /// A heading at `x`, with a line of this class from it down to the axis.
    pub fn at(&mut self, drawing: &mut Drawing, x: f64, side: Side, weight: Weight, text: &str, class: &'static str) {
        let (font, gap) = (self.look.tick, self.look.tick * 0.4);
        let width = width_of(text, font);
        let (start, end) = match side {
            Side::Left => (x - gap - width, x - gap),
            Side::Right => (x + gap, x + gap + width),
        };
        let shift = (-start).max(0.0) - (end - self.look.width).max(0.0);
        let (start, end) = (start + shift, end + shift);
        let free = |taken: &Vec<(f64, f64)>| taken.iter().all(|(from, to)| end + gap < *from || start - gap > *to);
        let line = self.lines.iter().position(free).unwrap_or_else(|| {
            self.lines.push(Vec::new());
            self.lines.len() - 1
        });
        self.lines[line].push((start, end));
        let base = self.base(line);
        let at = match side {
            Side::Left if shift == 0.0 => (end, Anchor::End),
            _ => (start, Anchor::Start),
        };
        drawing.text((at.0, base), at.1, "chart-tick", weight, text);
        let from = base - font * 0.7;
        self.uprights.push(Upright { x, from, class });
    }

    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    fn base(&self, line: usize) -> f64 {
        self.look.tick * (1.0 + 1.25 * line as f64)
    }

    /// Where the plot begins.
    pub fn bottom(&self) -> f64 {
        self.base(self.lines.len() - 1) + self.look.tick * 0.8
    }

    /// Draws the lines down to here.
    pub fn uprights(&self, drawing: &mut Drawing, bottom: f64) {
        for upright in &self.uprights {
            drawing.line((upright.x, upright.from), (upright.x, bottom), upright.class);
        }
    }
}

/// The words of a row.
pub struct Row<'a> {
    pub series: Series,
    pub name: &'a str,
    /// Under the name, or after it on a phone.
    pub under: Option<String>,
    /// In the right column.
    pub value: &'a str,
}

/// Draws name and value of a row whose marks lie at `y`.
pub fn row(drawing: &mut Drawing, size: Size, look: Look, y: f64, row: &Row<'_>) {
    let weight = Weight::of(row.series);
    let middle = look.label * 0.35;
    if size == Size::Narrow {
        let name = match &row.under {
            Some(under) => format!("{}, {under}", row.name),
            None => row.name.to_owned(),
        };
        let name = fitted(&name, look.label, look.width);
        drawing.label((0.0, name_above(y, row.series, look)), Anchor::Start, weight, name);
    } else {
        let room = look.plot.0 - look.label;
        let name = fitted(row.name, look.label, room);
        let up = if row.under.is_some() { look.label * 0.5 } else { 0.0 };
        drawing.label((0.0, y + middle - up), Anchor::Start, weight, name);
        if let Some(under) = &row.under {
            drawing.tick((0.0, y + middle + look.label * 0.65), Anchor::Start, under.clone());
        }
    }
    drawing.value((look.width, y + look.value * 0.35), weight, row.value);
}

fn name_above(y: f64, series: Series, look: Look) -> f64 {
    y - look.radius(series) - look.label * 0.5
}

/// The hairline of a row.
pub fn guide(drawing: &mut Drawing, look: Look, y: f64) {
    drawing.line((look.plot.0, y), (look.plot.1, y), "guide");
}

/// Axis, ticks and their words under the plot; returns the height of the drawing. Words that would
/// touch the one before are left out.
pub fn axis(drawing: &mut Drawing, look: Look, y: f64, scale: &Scale, unit: &str) -> f64 {
    drawing.line((look.plot.0, y), (look.plot.1, y), "axis");
    for (value, _) in &scale.ticks {
        let x = scale.at(*value);
        drawing.line((x, y), (x, y + look.tick * 0.4), "tick");
    }
    let base = y + look.tick * 1.5;
    let mut free_from = f64::NEG_INFINITY;
    let last = scale.ticks.len().saturating_sub(1);
    for (i, (value, word)) in scale.ticks.iter().enumerate() {
        let x = scale.at(*value);
        let word = if i == last && !unit.is_empty() {
            format!("{word} {unit}")
        } else {
            word.clone()
        };
        let half = width_of(&word, look.tick) / 2.0;
        if x - half < free_from {
            continue;
        }
        free_from = x + half + look.tick * 0.4;
        drawing.tick((x, base), Anchor::Middle, word);
    }
    base + look.tick * 0.5
}
