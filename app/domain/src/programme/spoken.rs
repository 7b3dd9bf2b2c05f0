//! The numbers of a page one by one, each in a sentence that can be spoken by itself when it changes.

use super::scorecard::Scorecard;
use super::summary::movement;
use crate::metric::format::{beside, one_decimal, prs};
use crate::metric::{DaysToCommit, Ratio, Series};

const COMMIT: &str = "Days to first commit";
const CYCLES: &str = "Review cycles per PR";
const CYCLE_TIME: &str = "Cycle time";
const ENERGY: &str = "Energy";
const OUTCOME: &str = "Outcome";

/// Every number that somebody reads, the ones that decide first. A day that is still counted is none of them: it
/// becomes another by itself.
pub fn spoken(card: &Scorecard) -> Vec<String> {
    let deciding = card
        .criteria
        .iter()
        .zip([COMMIT, CYCLES, ENERGY, OUTCOME])
        .map(|(criterion, name)| {
            let value = match criterion.number {
                1 => first_commit(card, Series::NewModel).unwrap_or_else(|| criterion.value.clone()),
                2 => review_cycles(card, Series::NewModel).unwrap_or_else(|| criterion.value.clone()),
                _ => criterion.value.clone(),
            };
            let state = criterion.state.label().to_lowercase();
            sentence(name, Series::NewModel, &format!("{value}; {state}"))
        });
    let beside = |series, name, value: Option<String>| Some(sentence(name, series, &value?));
    let (new, old, baseline) = (Series::NewModel, Series::OldModel, Series::Baseline);
    let others = [
        beside(new, CYCLE_TIME, cycle_time(card, new)),
        beside(old, COMMIT, first_commit(card, old)),
        beside(old, CYCLES, review_cycles(card, old)),
        beside(old, CYCLE_TIME, cycle_time(card, old)),
        beside(old, ENERGY, energy(card, old)),
        beside(old, OUTCOME, outcome(card, old)),
        beside(baseline, COMMIT, card.first_commit.baseline.map(one_decimal)),
        beside(baseline, CYCLES, review_cycles(card, baseline)),
        beside(baseline, CYCLE_TIME, cycle_time(card, baseline)),
    ];
    deciding.chain(others.into_iter().flatten()).collect()
}

fn sentence(name: &str, series: Series, value: &str) -> String {
    format!("{name}, {}, now: {value}.", series.label().to_lowercase())
}

fn over(value: &str, count: usize) -> String {
    format!("{value} over {}", prs(count))
}

fn first_commit(card: &Scorecard, series: Series) -> Option<String> {
    let row = card.first_commit.rows.iter().find(|row| row.series == series)?;
    Some(match row.measured.value {
        DaysToCommit::NotYet { .. } => "no commit yet".to_owned(),
        _ => row.label.clone(),
    })
}

fn review_cycles(card: &Scorecard, series: Series) -> Option<String> {
    let set = &card.review_cycles.row(series)?.set;
    let reviewed = usize::try_from(set.reviewed).unwrap_or(usize::MAX);
    Some(over(&one_decimal(set.value()?), reviewed))
}

fn cycle_time(card: &Scorecard, series: Series) -> Option<String> {
    let merged = card.cycle_time.row(series)?.times.merged();
    Some(over(&card.cycle_time.median(series)?, merged))
}

fn energy(card: &Scorecard, series: Series) -> Option<String> {
    let panel = card.energy.panel(series)?;
    let mean: Ratio = panel.energy.mean()?;
    Some(format!("{}, {}", beside(mean, card.energy.bar), panel.answered()))
}

fn outcome(card: &Scorecard, series: Series) -> Option<String> {
    let outcome = &card.outcome.panel(series)?.outcome;
    let moved = movement(outcome).map(|movement| format!("{} {movement}", outcome.name));
    moved.or_else(|| outcome.shipped.is_some().then(|| "shipped".to_owned()))
}
