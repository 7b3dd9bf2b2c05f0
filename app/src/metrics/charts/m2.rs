//! M2: a dot per pull request, stacked over its number of review cycles.

use domain::metric::format::{one_decimal, prs};
use domain::metric::review_cycles::CyclesOutcome;
use domain::metric::{CyclesOfSet, Series};
use domain::programme::CyclesCard;

use super::rows::{Headings, Row, Side, axis, row};
use super::scale::Scale;
use super::{Anchor, Drawing, Size, Weight};

/// The last number of the scale means "this or more".
const MOST: u8 = 5;

/// Dots of a row over each number of cycles: finished ones, then open ones.
fn counts(set: &CyclesOfSet) -> [Vec<bool>; MOST as usize] {
    let mut columns: [Vec<bool>; MOST as usize] = Default::default();
    for pr in &set.prs {
        let (cycles, open) = match pr.outcome {
            CyclesOutcome::Counted { cycles } => (cycles, false),
            CyclesOutcome::StillOpen { cycles } => (cycles, true),
            _ => continue,
        };
        if let Some(index) = usize::try_from(cycles).ok().and_then(|n| n.checked_sub(1)) {
            columns[index.min(usize::from(MOST) - 1)].push(open);
        }
    }
    for column in &mut columns {
        column.sort_unstable();
    }
    columns
}

/// M2 (`metrics.md` M2).
#[expect(
    clippy::cast_precision_loss,
    reason = "a pilot has far fewer than 2^53 pull requests"
)]
pub fn m2(card: &CyclesCard, size: Size) -> Drawing {
    let look = size.look();
    let mut drawing = Drawing::new(look.width);
    let column = (look.plot.1 - look.plot.0) / f64::from(MOST);
    let scale = {
        let ends = (look.plot.0 + column / 2.0, look.plot.1 - column / 2.0);
        let mut scale = Scale::whole(1, MOST, ends);
        if let Some((_, last)) = scale.ticks.last_mut() {
            last.push('+');
        }
        scale
    };

    let mut headings = Headings::new(look);
    headings.column(&mut drawing, "Mean");
    match card.bar() {
        Some(bar) => {
            let text = match size {
                Size::Wide if card.tolerance_percent.is_zero() => {
                    format!("Bar: baseline mean {} or less", one_decimal(bar))
                }
                Size::Wide => format!(
                    "Bar: {} or less, {}% over the baseline mean",
                    one_decimal(bar),
                    card.tolerance_percent
                ),
                Size::Narrow | Size::Stage => format!("Bar {} or less", one_decimal(bar)),
            };
            let x = scale.at(bar.to_f64());
            headings.at(&mut drawing, x, Side::Right, Weight::Strong, &text, "statistic-line");
        }
        None => headings.without_line(&mut drawing, "Bar: not set"),
    }

    // How far apart dots are, and how many stand above one another. They go upwards first: a dot beside its count could look
    // like another value, or stand on the other side of the bar.
    let (step, layers_max) = match size {
        Size::Wide => (look.dot * 2.2, 4),
        Size::Narrow => (look.dot * 2.2, 3),
        Size::Stage => (look.dot * 2.0, 2),
    };
    let fits = |count: usize| count.div_ceil(layers_max).max(1);
    let mut y = headings.bottom();
    let mut rows = Vec::new();
    for series in [Series::Baseline, Series::NewModel, Series::OldModel] {
        let set = card.row(series).map(|row| &row.set).filter(|set| !set.prs.is_empty());
        let columns = set.map(counts).unwrap_or_default();
        let layers = columns
            .iter()
            .map(|dots| dots.len().div_ceil(fits(dots.len())))
            .max()
            .unwrap_or(0)
            .max(1);
        let stack = (layers - 1) as f64 * step;
        let (above, below) = match size {
            Size::Wide => (22.0, 22.0),
            Size::Narrow => (34.0, 12.0),
            Size::Stage => (56.0, 56.0),
        };
        y += above + stack;
        rows.push((series, set, columns, stack, y));
        y += below;
    }
    headings.uprights(&mut drawing, y);
    for (series, set, columns, stack, y) in rows {
        // Names and values keep the height of the lowest dots on a page, the middle of them elsewhere.
        let middle = if size == Size::Narrow { y } else { y - stack / 2.0 };
        let value = set.and_then(CyclesOfSet::value);
        // Behind the dots: a single one would be hidden by it.
        if let Some(value) = value {
            // On a phone the name stands right above.
            let reach = look.dot * if size == Size::Narrow { 1.8 } else { 2.6 };
            let x = scale.at(value.to_f64());
            drawing.line((x, y - stack - reach), (x, y + reach), "mark-tick");
        }
        for (cycles, dots) in (1..).zip(&columns) {
            let per_layer = fits(dots.len());
            let spread = step.min((column - look.dot) / per_layer as f64);
            for (i, open) in dots.iter().enumerate() {
                let (layer, place) = (i / per_layer, i % per_layer);
                let in_layer = per_layer.min(dots.len() - layer * per_layer);
                let x = scale.at(f64::from(cycles)) + (place as f64 - (in_layer as f64 - 1.0) / 2.0) * spread;
                drawing.mark(series, *open, (x, y - layer as f64 * step), look.small(series));
            }
        }
        if columns.iter().all(Vec::is_empty) {
            let words = match (set.is_some(), size) {
                (true, Size::Stage) => "None reviewed",
                (false, Size::Stage) => "None yet",
                (true, _) => "No reviewed PRs yet",
                (false, _) => "No PRs yet",
            };
            let at = (look.plot.0 + look.label * 0.5, y + look.label * 0.35);
            drawing.label(at, Anchor::Start, Weight::Quiet, words);
        }
        let reviewed = set.and_then(|set| usize::try_from(set.reviewed).ok()).unwrap_or(0);
        let value = value.map_or_else(String::new, one_decimal);
        let name_y = if size == Size::Narrow { y - stack } else { middle };
        let words = Row {
            series,
            name: series.label(),
            under: (reviewed > 0).then(|| prs(reviewed)),
            value: if size == Size::Narrow { "" } else { &value },
        };
        row(&mut drawing, size, look, name_y, &words);
        if size == Size::Narrow {
            drawing.value((look.width, y + look.value * 0.35), Weight::of(series), value);
        }
    }
    if size == Size::Narrow {
        drawing.part_lines(look);
    }
    drawing.height = axis(&mut drawing, look, y, &scale, "");
    drawing
}
