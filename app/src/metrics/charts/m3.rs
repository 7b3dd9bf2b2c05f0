//! M3: a dot per pull request on a scale of time. Reported, not a success criterion.

use domain::metric::format::prs;
use domain::metric::{CycleTime, CycleTimes, Series};
use domain::programme::CycleTimeCard;

use super::rows::{Headings, Row, axis, guide, lanes, leave_room_for, row};
use super::scale::Scale;
use super::{Anchor, Drawing, Look, Size, Weight};

const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;

/// Ticks of a scale of equal factors: plain lengths of time.
const STEPS: [(f64, &str); 9] = [
    (60.0, "1 min"),
    (900.0, "15 min"),
    (HOUR, "1 h"),
    (4.0 * HOUR, "4 h"),
    (DAY, "1 day"),
    (3.0 * DAY, "3 days"),
    (7.0 * DAY, "1 week"),
    (28.0 * DAY, "4 weeks"),
    (364.0 * DAY, "1 year"),
];

/// A dot: seconds, and whether it is still open.
fn dots(times: &CycleTimes) -> Vec<(f64, bool)> {
    let mut dots: Vec<(f64, bool)> = times
        .prs
        .iter()
        .filter_map(|pr| match pr.time {
            CycleTime::Merged { seconds: s, .. } => Some((s.to_f64(), false)),
            CycleTime::StillOpen { age_seconds } => Some((age_seconds.to_f64(), true)),
            _ => None,
        })
        .collect();
    dots.sort_by(|one, other| one.0.total_cmp(&other.0));
    dots
}

/// Whether the scale has equal factors: the longest is more than eight times a median.
pub fn steps_grow(card: &CycleTimeCard) -> bool {
    let longest = card
        .rows
        .iter()
        .flat_map(|row| dots(&row.times))
        .map(|dot| dot.0)
        .fold(0.0, f64::max);
    let medians = card.rows.iter().filter_map(|row| row.times.median);
    medians
        .map(|median| median.to_f64())
        .any(|median| longest > 8.0 * median)
}

/// The scale and the unit after its last tick.
fn scale(card: &CycleTimeCard, look: Look) -> (Scale, &'static str) {
    let all: Vec<f64> = card
        .rows
        .iter()
        .flat_map(|row| dots(&row.times))
        .map(|dot| dot.0)
        .collect();
    let longest = all.iter().copied().fold(0.0, f64::max);
    if steps_grow(card) {
        let shortest = all.iter().copied().fold(f64::INFINITY, f64::min);
        let first = STEPS.iter().rposition(|(at, _)| *at <= shortest).unwrap_or(0);
        let last = STEPS
            .iter()
            .position(|(at, _)| *at >= longest)
            .unwrap_or(STEPS.len() - 1);
        let ticks = STEPS[first..=last.max(first + 1).min(STEPS.len() - 1)].iter();
        return (
            Scale::factors(ticks.map(|(at, word)| (*at, (*word).to_owned())).collect(), look.plot),
            "",
        );
    }
    let (unit, word) = if longest > 2.0 * DAY {
        (DAY, "days")
    } else {
        (HOUR, "hours")
    };
    let longest = if longest > 0.0 { longest } else { 8.0 * HOUR };
    let mut scale = Scale::from_zero(longest / unit, look.plot);
    scale.in_units_of(unit);
    (scale, word)
}

/// M3 (`metrics.md` M3).
pub fn m3(card: &CycleTimeCard, size: Size) -> Drawing {
    let mut look = size.look();
    let values: Vec<String> = card.rows.iter().filter_map(|row| card.median(row.series)).collect();
    // A dot, and the arrow of one that is still open.
    let reach = 3.5 * look.dot;
    leave_room_for(&mut look, values.iter().map(String::as_str), reach);
    let mut drawing = Drawing::new(look.width);
    let (mut scale, unit) = scale(card, look);
    if size == Size::Stage && steps_grow(card) {
        // Each tick has its unit, and on the stage every word counts: the first, the last and two between.
        let last = scale.ticks.len().saturating_sub(1);
        let kept = [0, last.div_ceil(3), (2 * last).div_ceil(3), last];
        let mut place = 0..;
        scale
            .ticks
            .retain(|_| place.next().is_some_and(|place| kept.contains(&place)));
    }
    let mut headings = Headings::new(look);
    headings.column(&mut drawing, "Median");
    let top = headings.bottom();

    let (first, height, below) = match size {
        Size::Wide => (24.0, 52.0, 26.0),
        Size::Narrow => (48.0, 74.0, 28.0),
        Size::Stage => (80.0, 150.0, 74.0),
    };
    let mut y = top + first;
    for series in [Series::Baseline, Series::NewModel, Series::OldModel] {
        let times = card
            .row(series)
            .map(|row| &row.times)
            .filter(|times| !times.prs.is_empty());
        let dots = times.map(dots).unwrap_or_default();
        if !dots.is_empty() {
            guide(&mut drawing, look, y);
        }
        let positions: Vec<f64> = dots.iter().map(|dot| scale.at(dot.0)).collect();
        let step = look.dot * 2.2;
        let median = times.and_then(|times| times.median);
        // Behind the dots: a single one would be hidden by it.
        if let Some(median) = median {
            let (x, reach) = (scale.at(median.to_f64()), step * 1.8);
            drawing.line((x, y - reach), (x, y + reach), "mark-tick");
        }
        // From above: each shows where the next begins.
        let mut placed: Vec<_> = dots.iter().zip(positions.iter().zip(lanes(&positions, step))).collect();
        placed.sort_by(|one, next| one.1.1.total_cmp(&next.1.1));
        for ((_, open), (x, off)) in placed {
            if *open {
                drawing.goes_on(series, (x + look.dot, y + off), look.dot * 2.5);
            }
            drawing.mark(series, *open, (*x, y + off), look.small(series));
        }
        if dots.is_empty() {
            let words = match (times.is_some(), size) {
                (true, Size::Stage) => "None merged",
                (false, Size::Stage) => "None yet",
                (true, _) => "No merged PRs yet",
                (false, _) => "No PRs yet",
            };
            let at = (look.plot.0 + look.label * 0.5, y + look.label * 0.35);
            drawing.label(at, Anchor::Start, Weight::Quiet, words);
        }
        let merged = times.map_or(0, CycleTimes::merged);
        let value = card.median(series).unwrap_or_default();
        let narrow = size == Size::Narrow;
        let words = Row {
            series,
            name: series.label(),
            under: (merged > 0).then(|| prs(merged)),
            value: if narrow { "" } else { &value },
        };
        // On a phone the name stays clear of the upper lane.
        row(&mut drawing, size, look, if narrow { y - step } else { y }, &words);
        if narrow {
            drawing.value((look.width, y + look.value * 0.35), Weight::of(series), value);
        }
        y += height;
    }
    let bottom = y - height + below;
    drawing.height = axis(&mut drawing, look, bottom, &scale, unit);
    drawing
}
