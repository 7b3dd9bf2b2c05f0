//! M5: a panel per feature with a scale of its own: the line before and after shipping, and the
//! range before it.

use chrono::NaiveDate;
use domain::feature::OutcomePoint;
use domain::metric::format::{measured, measured_apart};
use domain::metric::{Outcome, Ratio, Series};
use domain::programme::{OutcomeCard, OutcomePanel};
use domain::readout::clip;

use super::scale::Scale;
use super::{Anchor, Drawing, Look, Size, Weight, first_fitting, width_of};

/// Words of a metric's name on the stage, where a slide has forty in all.
const MOST_WORDS_OF_NAME: usize = 4;

/// Where one panel lies.
#[derive(Clone, Copy)]
struct Place {
    left: f64,
    right: f64,
    /// Space for the words of the ticks, left of the plot.
    ticks: f64,
    above: f64,
    /// Of the plot.
    height: f64,
}

/// M5 (`metrics.md` M5).
pub fn m5(card: &OutcomeCard, size: Size) -> Drawing {
    let look = size.look();
    let mut drawing = Drawing::new(look.width);
    let place = |left, right, ticks| Place {
        left,
        right,
        ticks,
        above: 0.0,
        height: 0.0,
    };
    let series = [Series::NewModel, Series::OldModel];
    let mut places = match size {
        Size::Wide => [place(0.0, 360.0, 52.0), place(400.0, 760.0, 52.0)],
        Size::Narrow => [place(0.0, 358.0, 54.0), place(0.0, 358.0, 54.0)],
        Size::Stage => [place(0.0, 820.0, 160.0), place(908.0, 1728.0, 160.0)],
    };
    let empty = card.panels.iter().all(|panel| panel.outcome.points.is_empty());
    let height = match size {
        _ if empty => look.label * 3.0,
        Size::Wide | Size::Narrow => 150.0,
        Size::Stage => 290.0,
    };
    for (i, series) in series.into_iter().enumerate() {
        let place = Place { height, ..places[i] };
        let bottom = panel(&mut drawing, (look, size), place, (series, card.panel(series)));
        drawing.height = drawing.height.max(bottom);
        if size == Size::Narrow && i == 0 {
            places[1].above = bottom + look.tick;
        }
    }
    drawing
}

/// The points that count before shipping and after, or all of them before.
fn lines(outcome: &Outcome) -> (&[OutcomePoint], &[OutcomePoint]) {
    match (&outcome.before, &outcome.after) {
        (Some(before), Some(after)) => (&before.points, &after.points),
        _ => (&outcome.points, &[]),
    }
}

/// Days since the first one.
fn day(on: NaiveDate, first: NaiveDate) -> f64 {
    Ratio::whole((on - first).num_days()).to_f64()
}

fn panel(
    drawing: &mut Drawing,
    (look, size): (Look, Size),
    place: Place,
    (series, data): (Series, Option<&OutcomePanel>),
) -> f64 {
    let on_stage = size == Size::Stage;
    let weight = Weight::of(series);
    let width = place.right - place.left;
    let head = place.above + look.label;
    let top = head + look.label * 2.9 + look.tick * 1.4;
    let bottom = top + place.height;
    let dates = bottom + look.tick * 1.5;
    let end = dates + look.tick * 0.5;
    let mut left = place.left + place.ticks;
    drawing.label((place.left, head), Anchor::Start, weight, series.label());
    let said = |drawing: &mut Drawing, line: f64, ways: &[String]| {
        let text = first_fitting(ways, look.tick, width);
        drawing.tick((place.left, head + look.tick * 1.4 * line), Anchor::Start, text);
    };
    let Some(OutcomePanel { outcome, .. }) = data else {
        said(drawing, 1.0, &["No data yet".to_owned()]);
        drawing.line((left, bottom), (place.right, bottom), "axis");
        return end;
    };
    let name = match on_stage {
        true => clip(&outcome.name, MOST_WORDS_OF_NAME, outcome.name.len()),
        false => outcome.name.clone(),
    };
    said(drawing, 1.0, &[name]);
    let (before, after) = lines(outcome);
    let state = state(outcome);
    match (
        on_stage,
        outcome.shipped.is_some() && before.is_empty() && after.is_empty(),
    ) {
        (false, _) => said(drawing, 2.0, &state),
        (true, false) => said(drawing, 2.0, &state[state.len() - 1..]),
        // That there are no values is said in the picture.
        (true, true) => {}
    }
    let all = || before.iter().chain(after);
    let (Some(first), Some(last)) = (all().map(|p| p.on).min(), all().map(|p| p.on).max()) else {
        drawing.line((left, bottom), (place.right, bottom), "axis");
        let at = (left + look.label * 0.5, (top + bottom) / 2.0);
        // What has not shipped has no values to look for.
        if !on_stage || outcome.shipped.is_some() {
            drawing.label(at, Anchor::Start, Weight::Quiet, "No values yet");
        }
        return end;
    };
    let values = || all().map(|point| point.value);
    let (smallest, largest) = (
        values().fold(f64::INFINITY, f64::min),
        values().fold(f64::NEG_INFINITY, f64::max),
    );
    let ys = Scale::around(smallest, largest, (bottom, top));
    // A number is never cut: what it takes is taken from the plot.
    let sign = sign(&outcome.unit);
    let words = ys.ticks.iter().map(|(value, word)| (*value, format!("{word}{sign}")));
    let words: Vec<(f64, String)> = words.collect();
    let widest = words
        .iter()
        .map(|(_, word)| width_of(word, look.tick))
        .fold(0.0, f64::max);
    left = left.max(place.left + widest + look.tick * 0.6);
    drawing.line((left, bottom), (place.right, bottom), "axis");
    let shipped = outcome.shipped.as_ref().map(|shipped| shipped.on);
    let last = shipped.map_or(last, |on| last.max(on));
    let first = shipped.map_or(first, |on| first.min(on));
    // A mark at an end stays inside.
    let ends = (left + look.dot, place.right - look.dot);
    let xs = |on: NaiveDate| {
        let days = day(last, first);
        let share = if days > 0.0 { day(on, first) / days } else { 0.5 };
        ends.0 + share * (ends.1 - ends.0)
    };

    if let Some((lowest, highest)) = outcome.before.as_ref().and_then(domain::metric::Window::range) {
        let (from, to) = (ys.at(highest), ys.at(lowest));
        drawing.rect((left, from), (place.right - left, to - from), "band");
    }
    for (value, _) in &words {
        let y = ys.at(*value);
        drawing.line((left, y), (place.right, y), "guide");
    }
    for (value, word) in words {
        let y = ys.at(value);
        drawing.tick((left - look.tick * 0.6, y + look.tick * 0.35), Anchor::End, word);
    }
    let points = |points: &[OutcomePoint]| {
        points
            .iter()
            .map(|p| (p.on, (xs(p.on), ys.at(p.value))))
            .collect::<Vec<_>>()
    };
    let (before_points, after_points) = (points(before), points(after));
    let step = usual_step(all().map(|point| point.on));
    stretches(drawing, look, &before_points, step, Series::Baseline);
    stretches(drawing, look, &after_points, step, series);
    if let Some(on) = shipped {
        let x = xs(on);
        drawing.line((x, top - look.tick * 0.4), (x, bottom), "event-line");
    }
    if on_stage {
        return end;
    }
    drawing.tick((left, dates), Anchor::Start, short(first));
    if last > first {
        drawing.tick((place.right, dates), Anchor::End, short(last));
    }
    if let Some(on) = shipped.filter(|on| *on > first && *on < last) {
        let text = short(on);
        let half = width_of(&text, look.tick) / 2.0;
        let x = xs(on);
        let room = width_of(&short(first), look.tick) + look.tick;
        if x - half > left + room && x + half < place.right - room {
            drawing.tick((x, dates), Anchor::Middle, text);
        }
    }
    end
}

/// What stands under the name, in more words and in fewer: before and after, or why there is nothing to compare.
fn state(outcome: &Outcome) -> Vec<String> {
    if outcome.shipped.is_none() {
        return ["Not shipped yet: nothing to compare", "Not shipped yet"]
            .map(str::to_owned)
            .to_vec();
    }
    let mean = |window: &Option<domain::metric::Window>| window.as_ref().and_then(domain::metric::Window::mean);
    let sign = sign(&outcome.unit);
    match (mean(&outcome.before), mean(&outcome.after)) {
        (Some(before), Some(after)) => {
            let (before, after) = measured_apart(before, after, sign);
            let expected = outcome.direction.as_str();
            vec![
                format!("Before {before}, after {after}. Expected: {expected}"),
                format!("{before} to {after}, expected {expected}"),
                format!("{before} to {after}"),
            ]
        }
        (Some(before), None) => {
            let before = measured(before, sign);
            vec![
                format!("Before {before}, no values since shipping"),
                format!("Before {before}, none since"),
            ]
        }
        (None, _) => vec![
            "No values from before shipping".to_owned(),
            "No values before".to_owned(),
        ],
    }
}

/// A unit of signs alone (`%`) stands at every number; a word stands in the table.
pub fn sign(unit: &str) -> &str {
    if unit.contains(char::is_alphanumeric) { "" } else { unit }
}

/// `3 Mar`.
fn short(on: NaiveDate) -> String {
    on.format("%-d %b").to_string()
}

/// The middle of the steps from point to point, in days.
fn usual_step(days: impl Iterator<Item = NaiveDate>) -> i64 {
    let mut days: Vec<NaiveDate> = days.collect();
    days.sort_unstable();
    let mut steps: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied().unwrap_or(1)
}

/// A line per stretch without a gap; a gap is more than twice the usual step. A point alone is a
/// mark.
fn stretches(drawing: &mut Drawing, look: Look, points: &[(NaiveDate, (f64, f64))], step: i64, series: Series) {
    let class = match series {
        Series::Baseline => "statistic-line",
        Series::NewModel => "series-new",
        Series::OldModel => "series-old",
    };
    for stretch in points.chunk_by(|one, next| (next.0 - one.0).num_days() <= 2 * step.max(1)) {
        match stretch {
            [(_, at)] => drawing.mark(series, false, *at, look.dot * 0.7),
            _ => drawing.path(stretch.iter().map(|(_, at)| *at).collect(), class),
        }
    }
}
