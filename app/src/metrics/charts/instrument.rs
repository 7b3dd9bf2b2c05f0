//! A metric in one line, as it stands beside its criterion: the bar, what the baseline was, and where both arms are.
//! The row it stands in says the same in words.

use domain::metric::{DaysToCommit, Outcome, Ratio, Series, Window};
use domain::programme::Scorecard;

use super::Drawing;
use super::scale::Scale;
use crate::metrics::Metric;

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 24.0;
const MIDDLE: f64 = 12.0;
/// Where the scale begins and ends: a mark at an end stays inside, and so does what goes on from it.
const PLOT: (f64, f64) = (8.0, 152.0);
const PLOT_OF_OPEN: (f64, f64) = (8.0, 140.0);
const RADIUS: f64 = 5.0;
/// The corners of a diamond show behind a circle at the same value.
const DIAMOND: f64 = 7.0;

/// Where an arm is.
struct Arm {
    series: Series,
    value: f64,
    /// It goes on.
    open: bool,
}

impl Arm {
    fn at(series: Series, value: f64) -> Self {
        let open = false;
        Self { series, value, open }
    }
}

/// What a line shows.
#[derive(Default)]
struct Line {
    bar: Option<f64>,
    statistic: Option<f64>,
    range: Option<(f64, f64)>,
    arms: Vec<Arm>,
}

impl Line {
    fn values(&self) -> impl Iterator<Item = f64> {
        let range = self.range.into_iter().flat_map(|(least, most)| [least, most]);
        let arms = self.arms.iter().map(|arm| arm.value);
        self.bar.into_iter().chain(self.statistic).chain(range).chain(arms)
    }
}

/// The metric in one line; `None` for one that is no criterion, and while there is nothing to show.
pub fn instrument(metric: Metric, card: &Scorecard) -> Option<Drawing> {
    let line = match metric {
        Metric::IdeaToCommit => first_commit(card),
        Metric::ReviewCycles => review_cycles(card),
        Metric::Energy => energy(card),
        Metric::Outcome => outcome(&card.outcome.panel(Series::NewModel)?.outcome),
        Metric::CycleTime => return None,
    };
    let (least, most) = line
        .values()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
            (least.min(value), most.max(value))
        });
    if !least.is_finite() {
        return None;
    }
    let plot = if line.arms.iter().any(|arm| arm.open) {
        PLOT_OF_OPEN
    } else {
        PLOT
    };
    let scale = match metric {
        Metric::IdeaToCommit => Scale::from_zero(most, plot),
        Metric::Energy => Scale::whole(1, 5, plot),
        _ => Scale::around(least, most, plot),
    };
    Some(drawn(&line, &scale, plot))
}

fn drawn(line: &Line, scale: &Scale, plot: (f64, f64)) -> Drawing {
    let mut drawing = Drawing::new(WIDTH);
    drawing.height = HEIGHT;
    if let Some((least, most)) = line.range {
        let (from, to) = (scale.at(least), scale.at(most));
        drawing.rect((from, 5.0), ((to - from).max(1.0), 14.0), "band");
    }
    drawing.line((plot.0, MIDDLE), (plot.1, MIDDLE), "guide");
    let mut upright = |value: Option<f64>, class| {
        if let Some(x) = value.map(|value| scale.at(value)) {
            drawing.line((x, 2.0), (x, HEIGHT - 2.0), class);
        }
    };
    upright(line.statistic, "statistic-line");
    upright(line.bar, "bar-line");
    for Arm { series, value, open } in &line.arms {
        let x = scale.at(*value);
        let r = if *series == Series::OldModel { DIAMOND } else { RADIUS };
        if *open {
            drawing.goes_on(*series, (x + r, MIDDLE), 2.0 * RADIUS);
        }
        drawing.mark(*series, *open, (x, MIDDLE), r);
    }
    drawing
}

/// Both arms, the one that decides on top.
fn both(of: impl Fn(Series) -> Option<Arm>) -> Vec<Arm> {
    [Series::OldModel, Series::NewModel]
        .into_iter()
        .filter_map(of)
        .collect()
}

fn first_commit(card: &Scorecard) -> Line {
    let card = &card.first_commit;
    let arm = |series| {
        let row = card.rows.iter().find(|row| row.series == series)?;
        match row.measured.value {
            DaysToCommit::Known { days } => Some(Arm::at(series, days.to_f64())),
            DaysToCommit::NotYet { running } => Some(Arm {
                open: true,
                ..Arm::at(series, running.to_f64())
            }),
            DaysToCommit::NoIdea | DaysToCommit::Negative { .. } => None,
        }
    };
    Line {
        bar: card.bar.map(|bar| bar.to_f64()),
        statistic: card.baseline.map(|baseline| baseline.to_f64()),
        range: card.band.map(|band| (band.min.to_f64(), band.max.to_f64())),
        arms: both(arm),
    }
}

fn review_cycles(card: &Scorecard) -> Line {
    let card = &card.review_cycles;
    let value = |series| Some(card.row(series)?.set.value()?.to_f64());
    Line {
        bar: card.bar().map(|bar| bar.to_f64()),
        arms: both(|series| Some(Arm::at(series, value(series)?))),
        ..Line::default()
    }
}

fn energy(card: &Scorecard) -> Line {
    let card = &card.energy;
    let mean = |series| Some(card.panel(series)?.energy.mean()?.to_f64());
    Line {
        bar: Some(Ratio::from(card.bar).to_f64()),
        arms: both(|series| Some(Arm::at(series, mean(series)?))),
        ..Line::default()
    }
}

/// Its bar is what it was before: the mean after shipping has to lie on the other side.
fn outcome(outcome: &Outcome) -> Line {
    let mean = |window: &Option<Window>| window.as_ref().and_then(Window::mean);
    Line {
        bar: mean(&outcome.before),
        range: outcome.before.as_ref().and_then(Window::range),
        arms: mean(&outcome.after)
            .map(|after| Arm::at(Series::NewModel, after))
            .into_iter()
            .collect(),
        ..Line::default()
    }
}
