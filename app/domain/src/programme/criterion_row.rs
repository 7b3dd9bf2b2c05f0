//! The criterion rows: value, bar, difference, and why the state is what it is.

use std::cmp::Ordering;

use super::scorecard::{Criterion, Scorecard};
use super::summary::movement;
use super::{Participated, Programme};
use crate::criterion::State;
use crate::decimal::Decimal;
use crate::metric::format::{apart, beside, date, days, one_decimal};
use crate::metric::{CommitSource, DaysToCommit, Ratio, Series};

/// The four rows.
pub(super) fn criteria(programme: &Programme, card: &Scorecard, states: [State; 4]) -> Vec<Criterion> {
    let terms = &programme.terms;
    let started = programme.started_at.is_some();
    let [commit, cycles, energy, outcome] = states;
    let titles = [
        format!(
            "Days from idea to first commit dropped by at least {}%",
            terms.commit_drop_percent
        ),
        match terms.cycles_tolerance_percent {
            Decimal::ZERO => "Engineering review cycles per PR did not increase".to_owned(),
            percent => format!("Engineering review cycles per PR increased by at most {percent}%"),
        },
        format!("Energy averaged at least {} of 5", terms.energy_at_least),
        "Shipped, and the primary metric moved as expected".to_owned(),
    ];
    let figures = [
        commit_figures(card),
        cycles_figures(card),
        energy_figures(card),
        outcome_figures(card),
    ];
    let whys = [
        commit_why(card, commit),
        cycles_why(card, cycles),
        match programme.energy_stays() {
            Some((_, said)) => stays(said),
            None => energy_why(card, energy),
        },
        outcome_why(card, outcome),
    ];
    (1..)
        .zip(states)
        .zip(titles)
        .zip(figures.into_iter().zip(whys))
        .map(
            |(((number, state), title), ([value, bar, difference], why))| Criterion {
                number,
                title,
                state,
                value,
                bar,
                difference,
                corrections: programme.corrections_of(number),
                why: if programme.although.contains(&number) {
                    format!("{why} The pilot was started although this could not be met any more.")
                } else if started {
                    why
                } else {
                    "Nothing is final before the pilot starts.".to_owned()
                },
            },
        )
        .collect()
}

/// `0.4 below the bar`, `at the bar`.
fn against_bar(value: Ratio, bar: Ratio, unit: &str) -> String {
    let distance = |one: Ratio, other: Ratio| one.minus(other).map(|gap| apart(gap, Ratio::whole(0)).0);
    match value.cmp(&bar) {
        Ordering::Equal => "at the bar".to_owned(),
        Ordering::Less => distance(bar, value).map_or_else(String::new, |gap| format!("{gap}{unit} below the bar")),
        Ordering::Greater => distance(value, bar).map_or_else(String::new, |gap| format!("{gap}{unit} above the bar")),
    }
}

fn commit_figures(card: &Scorecard) -> [String; 3] {
    let row = card.first_commit.new_model();
    let value = row.map_or("No feature yet".to_owned(), |row| row.label.clone());
    let bar = card.first_commit.bar;
    let bar_text = bar.map_or("No baseline yet".to_owned(), |bar| format!("{} or less", days(bar)));
    let days = row.and_then(|row| row.measured.days());
    [
        value,
        bar_text,
        days.zip(bar)
            .map_or_else(String::new, |(days, bar)| against_bar(days, bar, " days")),
    ]
}

fn cycles_figures(card: &Scorecard) -> [String; 3] {
    let new_model = card.review_cycles.row(Series::NewModel).and_then(|row| row.set.value());
    let bar = card.review_cycles.bar();
    let (new_text, bar_text) = match (new_model, bar) {
        (Some(new_model), Some(bar)) => {
            let (new_model, bar) = apart(new_model, bar);
            (Some(new_model), Some(bar))
        }
        (new_model, bar) => (new_model.map(one_decimal), bar.map(one_decimal)),
    };
    [
        new_text.unwrap_or("No reviewed, merged PRs yet".to_owned()),
        bar_text.map_or("No baseline yet".to_owned(), |bar| {
            match card.review_cycles.tolerance_percent {
                Decimal::ZERO => format!("Baseline mean {bar} or less"),
                percent => format!("{bar} or less, the baseline mean and {percent}% more"),
            }
        }),
        new_model
            .zip(bar)
            .map_or_else(String::new, |(new_model, bar)| against_bar(new_model, bar, "")),
    ]
}

fn energy_figures(card: &Scorecard) -> [String; 3] {
    let panel = card.energy.panel(Series::NewModel);
    let mean = panel.and_then(|panel| panel.energy.mean());
    let value = panel.zip(mean).map_or("No replies yet".to_owned(), |(panel, mean)| {
        let mean = beside(mean, card.energy.bar);
        format!("{mean}, {}", panel.answered())
    });
    let difference = mean.map_or_else(String::new, |mean| against_bar(mean, Ratio::from(card.energy.bar), ""));
    [value, format!("{} or more", card.energy.bar), difference]
}

fn outcome_figures(card: &Scorecard) -> [String; 3] {
    let Some(outcome) = card.outcome.panel(Series::NewModel).map(|panel| &panel.outcome) else {
        return ["No feature yet".to_owned(), String::new(), String::new()];
    };
    let value = match (&outcome.shipped, movement(outcome)) {
        (None, _) => "Not shipped".to_owned(),
        (Some(_), Some(movement)) => format!("{} {movement}", outcome.name),
        (Some(_), None) => format!("{}: no values to compare", outcome.name),
    };
    let inside = if outcome.inside_normal_range {
        "inside its normal range before shipping"
    } else {
        ""
    };
    [
        value,
        format!("Shipped, and {} {}", outcome.name, outcome.direction.as_str()),
        inside.to_owned(),
    ]
}

fn commit_why(card: &Scorecard, state: State) -> String {
    let Some(row) = card.first_commit.new_model() else {
        return "No new-model feature is enrolled.".to_owned();
    };
    let source = row.measured.source.as_ref();
    match (row.measured.value, state) {
        (DaysToCommit::NoIdea, _) => "No idea is recorded.",
        (DaysToCommit::Negative { .. }, State::NotMet) => {
            "Final: the day count has passed the bar without a commit that can be used."
        }
        (DaysToCommit::Negative { .. }, _) => "The first commit is before the idea, which is a data error.",
        (_, State::NotKnown) if card.first_commit.bar.is_none() => "There is no baseline.",
        (DaysToCommit::NotYet { .. }, State::NotMet) => "Final: the day count has passed the bar without a commit.",
        (DaysToCommit::NotYet { .. }, State::NotMetSoFar) => {
            "The day count has passed the bar, but a commit received before that belongs to no feature yet."
        }
        (DaysToCommit::NotYet { .. }, _) => "There is no commit yet, and the bar can still be met.",
        (DaysToCommit::Known { days }, State::NotMet) if card.first_commit.bar.is_some_and(|bar| days <= bar) => {
            "Final: it came to be known after the day count had passed the bar."
        }
        (_, State::Met | State::NotMet) => "Final: the first commit exists.",
        _ if !matches!(source, Some(CommitSource::Received { .. })) => {
            "No receipt of it is known: an earlier push could still take its place until the pilot ends."
        }
        _ => "",
    }
    .to_owned()
}

fn cycles_why(card: &Scorecard, state: State) -> String {
    let has_value = |series| card.review_cycles.row(series).is_some_and(|row| row.set.reviewed > 0);
    match state {
        State::Met | State::NotMet => "Final: nothing that can still happen to its PRs changes it.",
        State::MetSoFar | State::NotMetSoFar => {
            "It can change until the feature has shipped and the PRs opened by then are merged, or the read date is over."
        }
        State::NotKnown if !has_value(Series::Baseline) => "There is no baseline.",
        State::NotKnown => "No reviewed PR is merged.",
    }
    .to_owned()
}

fn energy_why(card: &Scorecard, state: State) -> String {
    let Some(energy) = card.energy.panel(Series::NewModel).map(|panel| &panel.energy) else {
        return "No new-model PM is enrolled.".to_owned();
    };
    match state {
        State::Met | State::NotMet if energy.missing() == 0 && !energy.can_change() => "Final: every week is answered.",
        State::Met => "Final: even with 1s for every week still open or not answered it meets the bar.",
        State::NotMet => "Final: even with 5s for every week still open or not answered it cannot meet the bar.",
        State::MetSoFar | State::NotMetSoFar => "It can change until the last week has closed.",
        State::NotKnown if energy.given == 0 && energy.more_to_come() => "There are no replies yet.",
        State::NotKnown => "The missing replies could put it on either side of the bar.",
    }
    .to_owned()
}

/// Why a final state of criterion 3 is not that of the answers that count now.
fn stays(said: &Participated) -> String {
    let name = &said.name;
    match said.agrees {
        false => format!(
            "It was final before {name} took their agreement to be measured back: it stays, and their answers are a gap."
        ),
        true => {
            format!("It was final before {name} agreed again to be measured: it stays, and their answers are shown.")
        }
    }
}

fn outcome_why(card: &Scorecard, state: State) -> String {
    let Some(outcome) = card.outcome.panel(Series::NewModel).map(|panel| &panel.outcome) else {
        return "No new-model feature is enrolled.".to_owned();
    };
    let read_on = date(outcome.read_on);
    match (state, &outcome.shipped) {
        (State::NotMet, None) => format!("Final: not shipped by the read date, {read_on}."),
        (State::Met | State::NotMet, _) => format!("Final: the read date was {read_on}."),
        (State::NotMetSoFar, None) => format!("Not shipped yet. The read date is {read_on}."),
        (State::MetSoFar | State::NotMetSoFar, _) => format!("It can change until the read date, {read_on}, is over."),
        (State::NotKnown, _) => "The values before or after shipping are missing.".to_owned(),
    }
}
