//! What would flip a verdict: one pull request, one feature, one answer, one point, or another way
//! to count (`metrics.md`, "What the page may say").

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{PmEnergy, Programme, Scorecard};
use crate::criterion::{Outlook, State, Verdict, commit_bar, cycles_bar};
use crate::metric::first_commit::working_days;
use crate::metric::format::date;
use crate::metric::{EnergyWeek, Ratio, Series};
use crate::terms::Statistic;

/// The one thing that would have to be otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum FlipCause {
    /// Leaving out one pull request.
    WithoutPullRequest {
        /// Whose it is.
        series: Series,
        /// The feature it belongs to.
        feature: String,
        /// Its number.
        number: i32,
    },
    /// Leaving out one baseline feature.
    WithoutBaselineFeature {
        /// Its name.
        feature: String,
    },
    /// Leaving out one answer.
    WithoutAnswer {
        /// The week it is of.
        week: u8,
        /// Whose, where the arm has several PMs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pm: Option<String>,
    },
    /// Leaving out one point of the primary metric.
    WithoutPoint {
        /// Its day.
        on: NaiveDate,
    },
    /// The other baseline statistic.
    OtherStatistic {
        /// The one not agreed.
        statistic: Statistic,
    },
    /// Working days instead of calendar days.
    WorkingDays,
    /// The mean of per-feature means instead of the pooled value.
    MeanOfFeatureMeans,
    /// Rework until the first approval instead of all cycles.
    ReworkUntilApproval,
}

impl FlipCause {
    fn words(&self) -> String {
        match self {
            Self::WithoutPullRequest {
                series: Series::Baseline,
                feature,
                number,
            } => {
                format!("Without PR #{number} of the baseline feature {feature}")
            }
            Self::WithoutPullRequest { number, .. } => format!("Without PR #{number}"),
            Self::WithoutBaselineFeature { feature } => format!("Without the baseline feature {feature}"),
            Self::WithoutAnswer { week, pm: None } => format!("Without the answer of week {week}"),
            Self::WithoutAnswer { week, pm: Some(pm) } => format!("Without the answer of {pm} of week {week}"),
            Self::WithoutPoint { on } => format!("Without the value of {}", date(*on)),
            Self::OtherStatistic { statistic } => format!("With the baseline {}", statistic.word()),
            Self::WorkingDays => "Counted in working days".to_owned(),
            Self::MeanOfFeatureMeans => "With the mean of the features' own averages".to_owned(),
            Self::ReworkUntilApproval => "Counting only rework until the first approval".to_owned(),
        }
    }
}

impl FlipCause {
    /// As few words as a slide has room for.
    pub fn on_a_slide(&self) -> String {
        match self {
            Self::WithoutPullRequest { number, .. } => format!("Without PR #{number}"),
            Self::WithoutBaselineFeature { .. } => "Without one feature".to_owned(),
            Self::WithoutAnswer { week, .. } => format!("Without week {week}"),
            Self::WithoutPoint { .. } => "Without one value".to_owned(),
            Self::OtherStatistic { statistic } => format!("By the {}", statistic.word()),
            Self::WorkingDays => "In working days".to_owned(),
            Self::MeanOfFeatureMeans => "By features’ means".to_owned(),
            Self::ReworkUntilApproval => "By rework alone".to_owned(),
        }
    }
}

/// One thing that would put a criterion on the other side of its bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flip {
    /// The criterion, 1 to 4.
    pub criterion: u8,
    /// What would have to be otherwise.
    pub cause: FlipCause,
    /// The side it would be on.
    pub would_be_met: bool,
    /// The verdicts then possible, best first.
    pub possible: Vec<Verdict>,
    /// Whether those differ from the ones possible now, or what the values of today point to does.
    pub changes_verdict: bool,
    /// The whole in one sentence.
    pub sentence: String,
}

/// Everything that would by itself put a criterion of a scorecard on the other side of its bar, by criterion.
/// Criteria without a value have none.
pub(super) fn flips(programme: &Programme, card: &Scorecard, states: &[State]) -> Vec<Flip> {
    let alternatives = [
        commit_alternatives(programme, card),
        cycles_alternatives(card),
        energy_alternatives(programme, card),
        outcome_alternatives(card),
    ];
    let mut flips = Vec::new();
    for (index, alternatives) in alternatives.into_iter().enumerate() {
        let Some(side) = states.get(index).and_then(|state| state.side()) else {
            continue;
        };
        for (cause, would_be_met) in alternatives {
            if would_be_met != side {
                flips.push(flip(programme, states, index, cause, would_be_met));
            }
        }
    }
    flips
}

fn flip(programme: &Programme, states: &[State], index: usize, cause: FlipCause, would_be_met: bool) -> Flip {
    let mut then = states.to_vec();
    then[index] = State::of(would_be_met, states[index].is_final());
    let possible = Verdict::possible(&then, &programme.terms);
    let changes_verdict =
        possible != Verdict::possible(states, &programme.terms) || today(&then, programme) != today(states, programme);
    let met = if would_be_met { "met" } else { "not met" };
    let criterion = u8::try_from(index + 1).unwrap_or(u8::MAX);
    let mut sentence = format!("{}, criterion {criterion} would be {met}.", cause.words());
    if changes_verdict && let Some(verdict) = Outlook::of(&then, &programme.terms).verdict {
        sentence.push_str(&format!(" The agreed rule would point to: {}.", verdict.label()));
    }
    Flip {
        criterion,
        cause,
        would_be_met,
        possible,
        changes_verdict,
        sentence,
    }
}

/// Where the rule would point if nothing changed any more; `None` with a criterion not known.
fn today(states: &[State], programme: &Programme) -> Option<Verdict> {
    let sides: Option<Vec<bool>> = states.iter().map(|state| state.side()).collect();
    Some(Verdict::of(
        sides?.into_iter().filter(|met| *met).count(),
        &programme.terms,
    ))
}

type Alternatives = Vec<(FlipCause, bool)>;

fn commit_alternatives(programme: &Programme, card: &Scorecard) -> Alternatives {
    let (terms, first_commit) = (&programme.terms, &card.first_commit);
    let Some(new_model) = first_commit.new_model() else {
        return Vec::new();
    };
    let meets = |value: Ratio, baseline: &[Ratio], statistic: Statistic| {
        Some(value <= commit_bar(statistic.of(baseline)?, terms)?)
    };
    let Some(value) = new_model.measured.days() else {
        return Vec::new();
    };
    let used: Vec<(&str, Ratio)> = first_commit
        .baseline_rows()
        .filter_map(|row| Some((row.name.as_str(), row.measured.days()?)))
        .collect();
    let values = |without: Option<usize>| -> Vec<Ratio> {
        used.iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != without)
            .map(|(_, (_, days))| *days)
            .collect()
    };
    let mut found: Vec<(FlipCause, Option<bool>)> = Vec::new();
    for (index, (name, _)) in used.iter().enumerate() {
        let cause = FlipCause::WithoutBaselineFeature {
            feature: (*name).to_owned(),
        };
        found.push((cause, meets(value, &values(Some(index)), terms.baseline_statistic)));
    }
    let other = match terms.baseline_statistic {
        Statistic::Median => Statistic::Mean,
        Statistic::Mean => Statistic::Median,
    };
    found.push((
        FlipCause::OtherStatistic { statistic: other },
        meets(value, &values(None), other),
    ));
    let working = |row: &super::FirstCommitRow| working_days(&row.measured, programme.zone, &programme.holidays);
    let baseline: Vec<Ratio> = first_commit.baseline_rows().filter_map(working).collect();
    let in_working_days = working(new_model).and_then(|days| meets(days, &baseline, terms.baseline_statistic));
    found.push((FlipCause::WorkingDays, in_working_days));
    known(found)
}

fn cycles_alternatives(card: &Scorecard) -> Alternatives {
    let cycles = &card.review_cycles;
    let (Some(row), Some(baseline)) = (cycles.row(Series::NewModel), cycles.row(Series::Baseline)) else {
        return Vec::new();
    };
    let (new_value, baseline_value) = (row.set.value(), baseline.set.value());
    let at_most =
        |new: Option<Ratio>, baseline: Option<Ratio>| Some(new? <= cycles_bar(baseline?, cycles.tolerance_percent)?);
    let mut found = Vec::new();
    for pr in &row.set.prs {
        if let Some(counted) = pr.counted() {
            let cause = FlipCause::WithoutPullRequest {
                series: Series::NewModel,
                feature: row.name.clone(),
                number: pr.number,
            };
            found.push((cause, at_most(row.set.without(counted), baseline_value)));
        }
    }
    for feature in &cycles.baseline_features {
        for pr in &feature.set.prs {
            if let Some(counted) = pr.counted() {
                let cause = FlipCause::WithoutPullRequest {
                    series: Series::Baseline,
                    feature: feature.name.clone(),
                    number: pr.number,
                };
                found.push((cause, at_most(new_value, baseline.set.without(counted))));
            }
        }
    }
    found.push((
        FlipCause::MeanOfFeatureMeans,
        at_most(new_value, cycles.mean_of_feature_means),
    ));
    found.push((
        FlipCause::ReworkUntilApproval,
        at_most(row.set.rework_until_approval(), baseline.set.rework_until_approval()),
    ));
    known(found)
}

fn energy_alternatives(programme: &Programme, card: &Scorecard) -> Alternatives {
    // What was final before somebody took their answers back, no answer that is left can flip.
    let panel = card.energy.panel(Series::NewModel);
    let Some(panel) = panel.filter(|_| programme.energy_stays().is_none()) else {
        return Vec::new();
    };
    let bar = Ratio::from(programme.terms.energy_at_least);
    let left_out = |pm: &PmEnergy, week: &EnergyWeek| {
        let mean = Ratio::reduced(
            i128::from(panel.energy.sum) - i128::from(week.score?),
            i128::from(panel.energy.given) - 1,
        );
        let cause = FlipCause::WithoutAnswer {
            week: week.number,
            pm: (panel.pms.len() > 1).then(|| pm.name.clone()),
        };
        Some((cause, mean.map(|mean| mean >= bar)))
    };
    let weeks = panel
        .pms
        .iter()
        .flat_map(|pm| pm.energy.weeks.iter().map(move |week| (pm, week)));
    known(weeks.filter_map(|(pm, week)| left_out(pm, week)).collect())
}

fn outcome_alternatives(card: &Scorecard) -> Alternatives {
    let Some(outcome) = card.outcome.panel(Series::NewModel).map(|panel| &panel.outcome) else {
        return Vec::new();
    };
    let windows = outcome.before.iter().chain(&outcome.after);
    let points = windows.flat_map(|window| &window.points);
    known(
        points
            .map(|point| {
                (
                    FlipCause::WithoutPoint { on: point.on },
                    outcome.moved_without(point.on),
                )
            })
            .collect(),
    )
}

fn known(found: Vec<(FlipCause, Option<bool>)>) -> Alternatives {
    found
        .into_iter()
        .filter_map(|(cause, met)| Some((cause, met?)))
        .collect()
}
