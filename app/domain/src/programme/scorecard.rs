//! The scorecard: every metric of both arms and the baseline, the criteria, and what the agreed
//! rule makes of them, at one moment.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Programme;
use super::card::{
    CycleTimeCard, CycleTimeRow, CyclesCard, CyclesRow, EnergyCard, EnergyPanel, FirstCommitCard, FirstCommitRow,
    OutcomeCard, OutcomePanel, Place, PmEnergy, Position,
};
use super::flip::{self, Flip};
use super::{criterion_row, summary};
use crate::calendar::{Moment, SurveyWeek, survey_week};
use crate::criterion::{
    Outlook, State, commit_bar, commit_dropped, cycles_did_not_increase, energy_held, outcome_moved,
};
use crate::feature::ArmFeature;
use crate::metric::cycle_time::{baseline_pr_cycle_time, pr_cycle_time};
use crate::metric::first_commit::{baseline_first_commit, last_chance};
use crate::metric::review_cycles::{Scope, baseline_pr_cycles, mean_of_feature_means, pr_cycles};
use crate::metric::{
    Band, Continuations, CycleTimes, CyclesOfSet, DaysToCommit, Energy, FirstCommit, Ratio, Series, days_between,
    energy, first_commit, outcome,
};
use crate::person::Arm;
use crate::replacement::Tenure;
use crate::terms::Statistic;

/// Said wherever a number of the pilot is shown.
pub const CAPTION: &str = "One feature per arm. This shows what happened, not what would happen on average.";

/// Every number of a pilot at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The moment.
    pub as_of: DateTime<Utc>,
    /// The pilot's name.
    pub pilot_name: String,
    /// The pilot's zone.
    pub zone: Tz,
    /// M1.
    pub first_commit: FirstCommitCard,
    /// M2.
    pub review_cycles: CyclesCard,
    /// M3.
    pub cycle_time: CycleTimeCard,
    /// M4.
    pub energy: EnergyCard,
    /// M5.
    pub outcome: OutcomeCard,
    /// The four criteria in order.
    pub criteria: Vec<Criterion>,
    /// Where the agreed rule points.
    pub outlook: Outlook,
    /// What would by itself put a criterion on the other side.
    pub flips: Vec<Flip>,
}

impl Scorecard {
    /// When time by itself makes a number another, other than at a whole minute or the end of a week: right after the
    /// last moment at which a first commit still meets the bar.
    pub fn changes_at(&self) -> Option<DateTime<Utc>> {
        match self.first_commit.last_chance? {
            Moment::Instant(last) => last.checked_add_signed(TimeDelta::microseconds(1)),
            Moment::Date(_) => None,
        }
    }
}

/// One criterion and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// From 1.
    pub number: u8,
    /// What was agreed.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// The value, in words and numbers.
    pub value: String,
    /// The bar.
    pub bar: String,
    /// The exact difference between value and bar; empty without both.
    pub difference: String,
    /// Why it is final, or what can still change it.
    pub why: String,
    /// What was final before, since when it is not, and why; what was corrected or waits to be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<String>,
}

/// All numbers of a pilot at one moment (`metrics.md`).
pub fn scorecard(programme: &Programme, as_of: DateTime<Utc>) -> Scorecard {
    let ended = programme.ended_at.is_some_and(|ended| as_of >= ended);
    let mut first_commit = first_commit_card(programme, as_of);
    let mut review_cycles = cycles_card(programme, as_of);
    let mut cycle_time = cycle_time_card(programme, as_of);
    let mut energy = energy_card(programme, as_of);
    let mut outcome = outcome_card(programme, as_of);

    let new_model = Series::NewModel;
    let cycles_of = |series| review_cycles.row(series).and_then(|row| row.set.value());
    let terms = &programme.terms;
    let idea = programme.new_model.as_ref().and_then(|feature| feature.idea);
    let unlinked = programme
        .unlinked_since
        .zip(idea)
        .map(|(received, idea)| days_between(idea, Moment::Instant(received), programme.zone));
    let mut states = [
        first_commit.new_model().map(|row| {
            commit_dropped(
                &row.measured,
                first_commit.bar,
                programme.ended_at.filter(|_| ended),
                unlinked,
            )
        }),
        programme.new_model.as_ref().map(|feature| {
            let still = Continuations::of(feature, programme.people(), programme.zone, as_of);
            cycles_did_not_increase(cycles_of(new_model), review_cycles.bar(), &still)
        }),
        energy
            .panel(new_model)
            .map(|panel| energy_held(&panel.energy, terms.energy_at_least, ended)),
        outcome.panel(new_model).map(|panel| outcome_moved(&panel.outcome)),
    ]
    .map(|state| state.unwrap_or(State::NotKnown));
    if let Some((stays, _)) = programme.energy_stays() {
        states[2] = stays;
    }
    if programme.started_at.is_none() {
        states = states.map(State::not_final);
    }
    // In the order of the criteria: M1, M2, M4 and M5.
    for (state, metric) in states.iter_mut().zip([1, 2, 4, 5]) {
        if programme.unreadable(metric).is_some() {
            *state = State::NotKnown;
        }
    }

    (first_commit.summary, first_commit.notes) = summary::first_commit(programme, &first_commit, states[0]);
    (review_cycles.summary, review_cycles.notes) = summary::review_cycles(programme, &review_cycles);
    (cycle_time.summary, cycle_time.notes) = summary::cycle_time(programme, &cycle_time);
    (energy.summary, energy.notes) = summary::energy(programme, &energy);
    (outcome.summary, outcome.notes) = summary::outcome(&outcome);
    for (metric, words) in (1_u8..).zip([
        (&mut first_commit.summary, &mut first_commit.notes),
        (&mut review_cycles.summary, &mut review_cycles.notes),
        (&mut cycle_time.summary, &mut cycle_time.notes),
        (&mut energy.summary, &mut energy.notes),
        (&mut outcome.summary, &mut outcome.notes),
    ]) {
        if let Some(why) = programme.unreadable(metric) {
            *words.0 = format!("This metric cannot be computed: {why}");
            words.1.clear();
        }
    }
    let mut card = Scorecard {
        as_of,
        pilot_name: programme.pilot_name.clone(),
        zone: programme.zone,
        first_commit,
        review_cycles,
        cycle_time,
        energy,
        outcome,
        criteria: Vec::new(),
        outlook: Outlook::of(&states, terms),
        flips: Vec::new(),
    };
    card.criteria = criterion_row::criteria(programme, &card, states);
    card.flips = flip::flips(programme, &card, &states);
    card
}

impl From<Arm> for Series {
    fn from(arm: Arm) -> Self {
        match arm {
            Arm::NewModel => Self::NewModel,
            Arm::OldModel => Self::OldModel,
        }
    }
}

fn arms(programme: &Programme) -> impl Iterator<Item = (Series, &ArmFeature)> {
    Arm::ALL
        .into_iter()
        .filter_map(|arm| Some((arm.into(), programme.feature(arm)?)))
}

fn first_commit_card(programme: &Programme, as_of: DateTime<Utc>) -> FirstCommitCard {
    let zone = programme.zone;
    let row = |series, name: &str, measured: FirstCommit| FirstCommitRow {
        series,
        name: name.to_owned(),
        label: summary::days_label(&measured),
        measured,
    };
    let baseline = programme
        .baseline
        .iter()
        .map(|feature| row(Series::Baseline, &feature.name, baseline_first_commit(feature, zone)));
    let pilot = arms(programme).map(|(series, feature)| row(series, &feature.name, first_commit(feature, zone, as_of)));
    let rows: Vec<FirstCommitRow> = baseline.chain(pilot).collect();

    let of_series = |series| rows.iter().filter(move |row: &&FirstCommitRow| row.series == series);
    let values: Vec<Ratio> = of_series(Series::Baseline)
        .filter_map(|row| row.measured.days())
        .collect();
    let new_model = of_series(Series::NewModel).next().map(|row| &row.measured);
    let days = new_model.and_then(FirstCommit::days);
    let statistic = programme.terms.baseline_statistic;
    let other = match statistic {
        Statistic::Median => Statistic::Mean,
        Statistic::Mean => Statistic::Median,
    };
    let baseline = statistic.of(&values);
    let band = Band::of(&values);
    let bar = baseline.and_then(|baseline| commit_bar(baseline, &programme.terms));
    let can_meet = |measured: &&FirstCommit| match (measured.value, bar) {
        (DaysToCommit::NotYet { running }, Some(bar)) => running <= bar,
        _ => false,
    };
    let waiting = new_model.filter(can_meet);
    FirstCommitCard {
        statistic,
        baseline,
        other_statistic: other.of(&values),
        band,
        bar,
        place: days.filter(|_| !values.is_empty()).map(|days| Place {
            place: 1 + values.iter().filter(|value| **value < days).count(),
            of: values.len() + 1,
            shared: values.contains(&days),
        }),
        position: days.zip(band).map(|(days, band)| Position::of(days, band)),
        last_chance: waiting.and_then(|measured| last_chance(measured.idea?, bar?)),
        rows,
        summary: String::new(),
        notes: Vec::new(),
    }
}

fn cycles_card(programme: &Programme, as_of: DateTime<Utc>) -> CyclesCard {
    let people = programme.people();
    let baseline_features: Vec<CyclesRow> = programme
        .baseline
        .iter()
        .map(|feature| CyclesRow {
            series: Series::Baseline,
            name: feature.name.clone(),
            set: CyclesOfSet::of(
                feature
                    .pull_requests
                    .iter()
                    .map(|pr| baseline_pr_cycles(pr, people))
                    .collect(),
            ),
        })
        .collect();
    let pooled = baseline_features
        .iter()
        .flat_map(|row| row.set.prs.iter().cloned())
        .collect();
    let sets: Vec<CyclesOfSet> = baseline_features.iter().map(|row| row.set.clone()).collect();
    let mut rows = vec![CyclesRow {
        series: Series::Baseline,
        name: Series::Baseline.label().to_owned(),
        set: CyclesOfSet::of(pooled),
    }];
    rows.extend(arms(programme).map(|(series, feature)| {
        let scope = Scope::of(feature, programme.zone, as_of);
        CyclesRow {
            series,
            name: feature.name.clone(),
            set: CyclesOfSet::of(
                feature
                    .pull_requests
                    .iter()
                    .map(|pr| pr_cycles(pr, people, Some(&scope)))
                    .collect(),
            ),
        }
    }));
    CyclesCard {
        rows,
        baseline_features,
        mean_of_feature_means: mean_of_feature_means(&sets),
        tolerance_percent: programme.terms.cycles_tolerance_percent,
        summary: String::new(),
        notes: Vec::new(),
    }
}

fn cycle_time_card(programme: &Programme, as_of: DateTime<Utc>) -> CycleTimeCard {
    let (zone, holidays) = (programme.zone, programme.holidays.as_slice());
    let baseline = programme.baseline.iter().flat_map(|feature| &feature.pull_requests);
    let mut rows = vec![CycleTimeRow {
        series: Series::Baseline,
        name: Series::Baseline.label().to_owned(),
        times: CycleTimes::of(
            baseline
                .map(|pr| baseline_pr_cycle_time(pr, zone, holidays, as_of))
                .collect(),
        ),
    }];
    rows.extend(arms(programme).map(|(series, feature)| {
        let scope = Scope::of(feature, zone, as_of);
        CycleTimeRow {
            series,
            name: feature.name.clone(),
            times: CycleTimes::of(
                feature
                    .pull_requests
                    .iter()
                    .map(|pr| pr_cycle_time(pr, Some(&scope), zone, holidays, as_of))
                    .collect(),
            ),
        }
    }));
    CycleTimeCard {
        rows,
        summary: String::new(),
        notes: Vec::new(),
    }
}

fn energy_card(programme: &Programme, as_of: DateTime<Utc>) -> EnergyCard {
    let scheduled = |number| {
        programme
            .survey_weeks
            .iter()
            .find(|week| week.number == number)
            .copied()
    };
    let from_start = |number| {
        programme
            .started_at
            .map(|started| survey_week(started, programme.zone, number, None))
    };
    let weeks = programme.terms.weeks;
    let schedule: Vec<SurveyWeek> = (1..=weeks)
        .filter_map(|number| scheduled(number).or_else(|| from_start(number)))
        .collect();
    let panels = arms(programme).map(|(series, feature)| {
        let of = |over_time: Vec<(Tenure, &str)>| {
            let tenures: Vec<Tenure> = over_time.iter().map(|(tenure, _)| *tenure).collect();
            let names: Vec<&str> = over_time.iter().map(|(_, name)| *name).collect();
            PmEnergy {
                name: names.join(", then "),
                energy: energy(&tenures, weeks, &schedule, &programme.answers, as_of),
            }
        };
        let pms: Vec<PmEnergy> = programme.pms_over_time(feature.arm).into_iter().map(of).collect();
        EnergyPanel {
            series,
            name: feature.pm_names(),
            energy: Energy::pooled(pms.iter().map(|pm| &pm.energy)),
            pms,
        }
    });
    EnergyCard {
        panels: panels.collect(),
        bar: programme.terms.energy_at_least,
        summary: String::new(),
        notes: Vec::new(),
    }
}

fn outcome_card(programme: &Programme, as_of: DateTime<Utc>) -> OutcomeCard {
    let panels = arms(programme).map(|(series, feature)| OutcomePanel {
        series,
        name: feature.name.clone(),
        outcome: outcome(feature, programme.zone, as_of),
    });
    OutcomeCard {
        panels: panels.collect(),
        summary: String::new(),
        notes: Vec::new(),
    }
}
