//! M1: a dot per feature on a scale of days, the range of the baseline, its statistic, and the bar.

use domain::document::capitalised;
use domain::metric::format::{one_decimal, short};
use domain::metric::{DaysToCommit, Series};
use domain::programme::{FirstCommitCard, FirstCommitRow};

use super::rows::{Headings, Row, Side, axis, guide, lanes, leave_room_for, row};
use super::scale::Scale;
use super::{Anchor, Drawing, Mark, Size, Weight, fitted, width_of};

/// What a row of the chart shows.
enum Shown {
    /// A mark at each of these days.
    Marks(Vec<f64>),
    /// An arrow from the day that runs.
    Running(f64),
    /// Why there is no mark.
    Words(String),
}

/// A row of the chart.
struct Line {
    series: Series,
    name: String,
    under: Option<String>,
    value: String,
    shown: Shown,
}

impl Line {
    /// A row without a mark.
    fn words(series: Series, name: &str, words: &str) -> Self {
        Self {
            series,
            name: name.to_owned(),
            under: None,
            value: String::new(),
            shown: Shown::Words(words.to_owned()),
        }
    }

    fn of(feature: &FirstCommitRow) -> Self {
        let series = feature.series;
        let name = match series {
            Series::Baseline => &feature.name,
            Series::NewModel | Series::OldModel => series.label(),
        };
        let words = Self::words(series, name, &feature.label);
        match feature.measured.value {
            DaysToCommit::Known { days } => Self {
                value: one_decimal(days),
                shown: Shown::Marks(vec![days.to_f64()]),
                ..words
            },
            DaysToCommit::NotYet { running } => Self {
                under: Some("no commit yet".to_owned()),
                value: format!("day {}", short(running)),
                shown: Shown::Running(running.to_f64()),
                ..words
            },
            DaysToCommit::NoIdea | DaysToCommit::Negative { .. } => words,
        }
    }

    /// The whole baseline on one row.
    fn of_baseline(card: &FirstCommitCard, features: &[&FirstCommitRow]) -> Self {
        let days = features.iter().filter_map(|row| row.measured.days());
        Self {
            value: card.baseline.map_or_else(String::new, one_decimal),
            shown: Shown::Marks(days.map(|days| days.to_f64()).collect()),
            ..Self::words(Series::Baseline, &format!("Baseline ({})", features.len()), "")
        }
    }

    fn row(&self) -> Row<'_> {
        Row {
            series: self.series,
            name: &self.name,
            under: self.under.clone(),
            value: &self.value,
        }
    }

    fn largest(&self) -> f64 {
        match &self.shown {
            Shown::Marks(days) => days.iter().copied().fold(0.0, f64::max),
            Shown::Running(day) => *day,
            Shown::Words(_) => 0.0,
        }
    }
}

/// The rows: every baseline feature, or all on one row on the stage, then the arms.
fn lines(card: &FirstCommitCard, size: Size) -> Vec<Line> {
    let baseline: Vec<&FirstCommitRow> = card.baseline_rows().collect();
    let mut lines = match (baseline.is_empty(), size) {
        (true, _) => vec![Line::words(Series::Baseline, Series::Baseline.label(), "Not set yet")],
        (false, Size::Stage) => vec![Line::of_baseline(card, &baseline)],
        (false, _) => baseline.into_iter().map(Line::of).collect(),
    };
    for series in [Series::NewModel, Series::OldModel] {
        let feature = card.rows.iter().find(|row| row.series == series);
        lines.push(feature.map_or_else(|| Line::words(series, series.label(), "No data yet"), Line::of));
    }
    if size == Size::Stage {
        // Every word counts there: `Data error` for what it is, `No idea` for that none is recorded.
        for line in &mut lines {
            if let Shown::Words(words) = &mut line.shown {
                let first = words.split(':').next().unwrap_or_default();
                *words = first.trim_end_matches(" recorded").to_owned();
            }
        }
    }
    lines
}

/// M1 (`metrics.md` M1).
pub fn m1(card: &FirstCommitCard, size: Size) -> Drawing {
    let mut look = size.look();
    let mut drawing = Drawing::new(look.width);
    let lines = lines(card, size);
    if size == Size::Wide {
        // Features have names of their own: room for them before the scale begins.
        let widths = lines.iter().map(|line| width_of(&line.name, look.label));
        look.plot.0 = (widths.fold(0.0, f64::max) + 1.5 * look.label).clamp(look.plot.0, 340.0);
    }
    // The largest mark, and what goes on from it.
    let reach = 4.0 * look.old;
    leave_room_for(&mut look, lines.iter().map(|line| &*line.value), reach);
    let bars = card.bar.iter().chain(&card.baseline).map(|ratio| ratio.to_f64());
    let largest = lines.iter().map(Line::largest).chain(bars).fold(0.0, f64::max);
    let scale = Scale::from_zero(if largest > 0.0 { largest } else { 20.0 }, look.plot);

    let mut headings = Headings::new(look);
    headings.column(&mut drawing, "Days");
    bar_and_statistic(card, size, &scale, &mut headings, &mut drawing);
    let top = headings.bottom();
    // Down to the first row, from row to row, before the arms, and down to the axis.
    let (first, step, before_arms, last) = match size {
        Size::Wide => (14.0, 30.0, 10.0, 20.0),
        Size::Narrow => (34.0, 48.0, 0.0, 18.0),
        Size::Stage => (64.0, 128.0, 0.0, 64.0),
    };
    let mut y = top + first;
    let mut rows = Vec::with_capacity(lines.len());
    let mut last_step = step;
    for line in &lines {
        if line.series == Series::NewModel {
            y += before_arms;
        }
        y += line.row().more(size, look);
        rows.push((line, y));
        // Words under a name reach further down.
        let under = if size == Size::Wide && line.under.is_some() {
            4.0
        } else {
            0.0
        };
        last_step = step + under;
        y += last_step;
    }
    let bottom = y - last_step + last;

    if let Some(band) = card.band {
        let (from, to) = (scale.at(band.min.to_f64()), scale.at(band.max.to_f64()));
        let (at, size) = ((from, top), (to - from, bottom - top));
        // Behind everything, the headings' lines included.
        drawing.marks.insert(
            0,
            Mark::Rect {
                at,
                size,
                class: "band",
            },
        );
    }
    for (line, y) in &rows {
        if size != Size::Narrow && !matches!(line.shown, Shown::Words(_)) {
            guide(&mut drawing, look, *y);
        }
    }
    headings.uprights(&mut drawing, bottom);
    for (line, y) in rows {
        let r = look.radius(line.series);
        match &line.shown {
            Shown::Marks(days) => {
                let mut places: Vec<f64> = days.iter().map(|day| scale.at(*day)).collect();
                places.sort_by(f64::total_cmp);
                for (x, off) in places.iter().zip(lanes(&places, 2.0 * r)) {
                    drawing.mark(line.series, false, (*x, y + off), r);
                }
            }
            Shown::Running(day) => {
                let x = scale.at(*day);
                drawing.goes_on(line.series, (x + r, y), 3.0 * r);
                drawing.mark(line.series, true, (x, y), r);
            }
            Shown::Words(words) => {
                let x = look.plot.0 + look.label * 0.5;
                let words = fitted(words, look.label, look.width - x);
                drawing.label((x, y + look.label * 0.35), Anchor::Start, Weight::Quiet, words);
            }
        }
        row(&mut drawing, size, look, y, &line.row());
    }
    if size == Size::Narrow {
        drawing.part_lines(look);
    }
    drawing.height = axis(&mut drawing, look, bottom, &scale, "");
    drawing
}

/// Bar and statistic over their lines.
fn bar_and_statistic(
    card: &FirstCommitCard,
    size: Size,
    scale: &Scale,
    headings: &mut Headings,
    drawing: &mut Drawing,
) {
    let wide = size == Size::Wide;
    match card.bar {
        Some(bar) => {
            let text = match wide {
                true => format!("Bar: {} or less", one_decimal(bar)),
                false => format!("Bar {}", one_decimal(bar)),
            };
            let x = scale.at(bar.to_f64());
            headings.at(drawing, x, Side::Left, Weight::Strong, &text, "bar-line");
        }
        None => headings.without_line(drawing, "Bar: not set"),
    }
    if let Some(baseline) = card.baseline {
        let (word, value) = (card.statistic.word(), one_decimal(baseline));
        let text = match wide {
            true => format!("Baseline {word} {value}"),
            false => format!("{} {value}", capitalised(word)),
        };
        let x = scale.at(baseline.to_f64());
        headings.at(drawing, x, Side::Right, Weight::Quiet, &text, "statistic-line");
    }
}
