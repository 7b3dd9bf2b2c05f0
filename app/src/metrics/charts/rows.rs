//! What the charts with rows share: headings that do not collide, names, values, an axis.

use domain::metric::Series;

use super::scale::Scale;
use super::{Anchor, Drawing, Look, Size, Weight, fitted, in_two_lines, width_of};

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
        let beside = |side| match side {
            Side::Left => (x - gap - width, Anchor::End),
            Side::Right => (x + gap, Anchor::Start),
        };
        let sides = match side {
            Side::Left => [Side::Left, Side::Right],
            Side::Right => [Side::Right, Side::Left],
        };
        let inside = |(start, _): &(f64, Anchor)| *start >= 0.0 && start + width <= self.look.width;
        let beside: Vec<(f64, Anchor)> = sides.map(beside).into_iter().filter(inside).collect();
        let places = (0..=self.lines.len()).flat_map(|line| beside.iter().map(move |place| (line, *place)));
        let free =
            |(line, (start, _)): &(usize, (f64, Anchor))| self.is_free(*line, (start - gap, start + width + gap), x);
        let found = places.into_iter().find(free);
        // Where it fits on neither side of its line, the line begins beneath it.
        let (line, (start, anchor)) = found.unwrap_or_else(|| {
            let start = (x - width / 2.0).clamp(0.0, (self.look.width - width).max(0.0));
            (self.lines.len(), (start, Anchor::Start))
        });
        if line == self.lines.len() {
            self.lines.push(Vec::new());
        }
        self.lines[line].push((start, start + width));
        let base = self.base(line);
        let at = if anchor == Anchor::End { start + width } else { start };
        drawing.text((at, base), anchor, "chart-tick", weight, text);
        let from = if found.is_some() {
            base - font * 0.7
        } else {
            base + font * 0.3
        };
        self.uprights.push(Upright { x, from, class });
    }

    /// Whether words fit into a line, and a line down from there passes what stands below.
    fn is_free(&self, line: usize, (start, end): (f64, f64), x: f64) -> bool {
        let passes = |(from, to): &(f64, f64)| x < *from || *to < x;
        let beneath = self.lines.iter().skip(line + 1).flatten();
        let crossed = |upright: &Upright| start < upright.x && upright.x < end && upright.from < self.base(line);
        let words = self.lines.get(line).into_iter().flatten();
        words.into_iter().all(|(from, to)| end < *from || *to < start)
            && beneath.into_iter().all(passes)
            && !self.uprights.iter().any(crossed)
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

impl Row<'_> {
    /// The name as it stands above its row on a phone: one line or two.
    fn above(&self, look: Look) -> Vec<String> {
        let name = match &self.under {
            Some(under) => format!("{}, {under}", self.name),
            None => self.name.to_owned(),
        };
        in_two_lines(&name, look.label, look.width)
    }

    /// How much more than one line the name takes on a phone.
    pub fn more(&self, size: Size, look: Look) -> f64 {
        match (size, self.above(look).len()) {
            (Size::Narrow, 2) => look.label * 1.2,
            _ => 0.0,
        }
    }
}

/// Room for the widest of these values right of the plot, and for a mark that reaches out of it.
pub fn leave_room_for<'a>(look: &mut Look, values: impl Iterator<Item = &'a str>, reach: f64) {
    let widest = values.map(|value| width_of(value, look.value)).fold(0.0, f64::max);
    look.plot.1 = look.plot.1.min(look.width - widest - reach - look.tick * 0.4);
}

/// Heights for marks in one row so that none covers another: in as many lanes as it takes, the first in the middle, and
/// closer to one another where there are more than three. More than nine of the same value cover one another.
#[expect(clippy::cast_precision_loss, reason = "at most nine lanes")]
pub fn lanes(positions: &[f64], distance: f64) -> Vec<f64> {
    const MOST: usize = 9;
    let mut ends: Vec<f64> = Vec::new();
    let mut places = Vec::with_capacity(positions.len());
    for x in positions {
        let free = ends.iter().position(|end| x - end >= distance);
        if free.is_none() && ends.len() < MOST {
            ends.push(f64::NEG_INFINITY);
        }
        // Where there are more than fit, the one behind which this shows most.
        let furthest = (0..ends.len()).min_by(|one, other| ends[*one].total_cmp(&ends[*other]));
        let lane = free.or(furthest).unwrap_or_default();
        ends[lane] = *x;
        places.push(lane);
    }
    let apart = match ends.len() {
        0..=3 => distance,
        lanes => 2.0 * distance / (lanes - 1) as f64,
    };
    let side = |lane: usize| if lane % 2 == 1 { -1.0 } else { 1.0 };
    places
        .into_iter()
        .map(|lane| side(lane) * lane.div_ceil(2) as f64 * apart)
        .collect()
}

/// Draws name and value of a row whose marks lie at `y`.
pub fn row(drawing: &mut Drawing, size: Size, look: Look, y: f64, row: &Row<'_>) {
    let weight = Weight::of(row.series);
    let middle = look.label * 0.35;
    if size == Size::Narrow {
        let mut base = name_above(y, row.series, look) - row.more(size, look);
        for line in row.above(look) {
            drawing.label((0.0, base), Anchor::Start, weight, line);
            base += look.label * 1.2;
        }
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
        // A long word at an end stays in the picture.
        let x = x.clamp(half, look.width - half);
        if x - half < free_from {
            continue;
        }
        free_from = x + half + look.tick * 0.4;
        drawing.tick((x, base), Anchor::Middle, word);
    }
    base + look.tick * 0.5
}
