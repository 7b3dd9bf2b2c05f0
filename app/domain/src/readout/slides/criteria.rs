//! Slides 4 to 9: the five metrics against their bars, and what broke.

use std::cmp::Ordering;

use super::{Body, Counted, Evidence, Metric, StatusLine};
use crate::criterion::State;
use crate::decimal::Decimal;
use crate::feature::Direction;
use crate::metric::format::{apart, beside, date, days, measured_apart, one_decimal, short};
use crate::metric::review_cycles::CyclesOutcome;
use crate::metric::{DaysToCommit, Outcome, Ratio, Series};
use crate::programme::{Criterion, Programme, Scorecard};
use crate::pull_request::ReviewState;
use crate::readout::words::{counted, headline, headline_of};

/// Words of the headline over both features' metrics, whose names are words as well.
const MOST_WORDS_OF_OUTCOME: usize = 8;

/// The status of a criterion's slide; a pilot always has four criteria.
fn status(criteria: &[Criterion], number: u8, bar: &str) -> StatusLine {
    let criterion = criteria.iter().find(|criterion| criterion.number == number);
    criterion.map_or_else(
        || StatusLine::words(State::NotKnown.label()),
        |criterion| StatusLine::criterion(criterion.state, bar),
    )
}

/// `45% below the baseline`; a difference is cut, so that it never looks like a bar that was not
/// reached.
fn compared(value: Ratio, baseline: Ratio) -> String {
    let per_cent = baseline.minus(value).and_then(|difference| {
        Ratio::reduced(
            i128::from(difference.num()) * i128::from(baseline.den()) * 100,
            i128::from(difference.den()) * i128::from(baseline.num()),
        )
    });
    match (value.cmp(&baseline), per_cent) {
        (Ordering::Equal, _) => "the same as the baseline".to_owned(),
        (Ordering::Less, Some(part)) if part >= Ratio::whole(1) => format!("{}% below the baseline", part.floor()),
        (Ordering::Greater, Some(part)) if part <= Ratio::whole(-1) => {
            format!("{}% above the baseline", -part.floor())
        }
        (Ordering::Less, _) => "just below the baseline".to_owned(),
        (Ordering::Greater, _) => "above the baseline".to_owned(),
    }
}

pub(super) fn first_commit(card: &Scorecard) -> Body {
    let m1 = &card.first_commit;
    let value = m1.new_model().map(|row| row.measured.value);
    let sentence = match (value, m1.bar) {
        (None, _) => "No new-model feature is enrolled yet".to_owned(),
        (Some(DaysToCommit::NoIdea), _) => "No idea is recorded, so no days are known".to_owned(),
        (Some(DaysToCommit::Negative { .. }), _) => "The first commit is dated before the idea: not used".to_owned(),
        (Some(DaysToCommit::NotYet { running }), None) => format!("No first commit yet on day {}", short(running)),
        (Some(DaysToCommit::NotYet { running }), Some(bar)) => {
            let (day, bar_day) = apart(running, bar);
            let day = if running.den() == 1 { short(running) } else { day };
            if running > bar {
                format!("No first commit by day {day}, past the bar of {bar_day} days")
            } else {
                format!("No first commit yet on day {day}; the bar is {bar_day} days")
            }
        }
        (Some(DaysToCommit::Known { days: value }), _) => {
            let text = days(value);
            let several = card
                .energy
                .panel(Series::NewModel)
                .is_some_and(|panel| panel.pms.len() > 1);
            let who = if several { "new-model PMs" } else { "new-model PM" };
            let reached = format!("The {who} reached a first commit in {text}");
            let compared = m1.baseline.map_or_else(
                || "with no baseline to compare".to_owned(),
                |baseline| compared(value, baseline),
            );
            headline([format!("{reached}, {compared}"), reached])
        }
    };
    let bar = commit_bar(card).map_or("no baseline".to_owned(), |bar| format!("{bar} days or less"));
    (
        headline([sentence]),
        Evidence::Metric(Metric::FirstCommit),
        status(&card.criteria, 1, &bar),
    )
}

/// The bar of the first criterion in days, with as many decimals as it takes to tell the value from it.
pub(super) fn commit_bar(card: &Scorecard) -> Option<String> {
    let bar = card.first_commit.bar?;
    let known = card.first_commit.new_model().and_then(|row| row.measured.days());
    Some(known.map_or_else(|| one_decimal(bar), |value| apart(value, bar).1))
}

pub(super) fn review_cycles(card: &Scorecard) -> Body {
    let value = |series| card.review_cycles.row(series).and_then(|row| row.set.value());
    let order = value(Series::NewModel)
        .zip(value(Series::Baseline))
        .map(|(new, old)| new.cmp(&old));
    let (new, baseline) = cycles_figures(card);
    let sentence = match (order, &new, &baseline) {
        (Some(Ordering::Less), Some(new), Some(old)) => {
            format!("Review cycles per PR fell to {new} from a baseline of {old}")
        }
        (Some(Ordering::Equal), Some(new), _) => format!("Review cycles per PR stayed at the baseline of {new}"),
        (Some(Ordering::Greater), Some(new), Some(old)) => {
            format!("Review cycles per PR rose to {new} from a baseline of {old}")
        }
        (_, Some(new), _) => format!("The new model takes {new} review cycles per PR; there is no baseline"),
        (_, None, _) => "No reviewed PR of the new model is merged yet".to_owned(),
    };
    let bar = match (card.review_cycles.bar(), baseline, card.review_cycles.tolerance_percent) {
        (_, Some(old), Decimal::ZERO) => format!("baseline {old} or less"),
        (Some(bar), Some(_), percent) => {
            let value = value(Series::NewModel);
            let bar = value.map_or_else(|| one_decimal(bar), |value| apart(value, bar).1);
            format!("{bar} or less, {percent}% over baseline")
        }
        _ => "no baseline".to_owned(),
    };
    (
        headline([sentence]),
        Evidence::Metric(Metric::ReviewCycles),
        status(&card.criteria, 2, &bar),
    )
}

pub(super) fn cycle_time(card: &Scorecard) -> Body {
    let new = card.cycle_time.median(Series::NewModel);
    let sentence = match (&new, card.cycle_time.median(Series::Baseline)) {
        (Some(new), Some(old)) => format!("The median PR took {new} from opened to merged, baseline {old}"),
        (Some(new), None) => format!("The median PR took {new} from opened to merged"),
        (None, _) => "No PR of the new model is merged yet".to_owned(),
    };
    (
        headline([sentence]),
        Evidence::Metric(Metric::CycleTime),
        StatusLine::words("Reported, not a success criterion"),
    )
}

pub(super) fn energy(card: &Scorecard) -> Body {
    let panel = card.energy.panel(Series::NewModel);
    let mean = panel.and_then(|panel| Some((panel, beside(panel.energy.mean()?, card.energy.bar))));
    let sentence = match (&mean, panel) {
        (Some((panel, mean)), _) if panel.pms.len() > 1 => {
            format!(
                "The new-model PMs' energy averaged {mean} of 5 over {}",
                panel.answered()
            )
        }
        (Some((panel, mean)), _) => format!(
            "The new-model PM's energy averaged {mean} of 5 over {} of {}",
            panel.energy.given,
            counted(panel.energy.weeks.len(), "week", "weeks")
        ),
        (None, Some(panel)) if panel.pms.len() > 1 => "The new-model PMs have not answered a survey yet".to_owned(),
        (None, Some(_)) => "The new-model PM has not answered a survey yet".to_owned(),
        (None, None) => "No new-model PM is enrolled yet".to_owned(),
    };
    (
        headline([sentence]),
        Evidence::Metric(Metric::Energy),
        status(&card.criteria, 3, &format!("{} or more, no baseline", card.energy.bar)),
    )
}

pub(super) fn outcome(card: &Scorecard) -> Body {
    let panel = card.outcome.panel(Series::NewModel).map(|panel| &panel.outcome);
    let sentence = match panel {
        None => "No new-model feature is enrolled yet".to_owned(),
        Some(outcome) => outcome_sentence(outcome),
    };
    let bar = panel.map_or("no feature".to_owned(), |outcome| {
        let inside = if outcome.inside_normal_range {
            ", within normal range"
        } else {
            ""
        };
        // That it shipped is in the headline.
        let shipped = if outcome.shipped.is_some() { "" } else { "shipped, " };
        format!("{shipped}expected {}{inside}", outcome.direction.as_str())
    });
    (
        headline([sentence]),
        Evidence::Metric(Metric::Outcome),
        status(&card.criteria, 4, &bar),
    )
}

fn outcome_sentence(outcome: &Outcome) -> String {
    let mean = |window: &Option<crate::metric::Window>| window.as_ref().and_then(crate::metric::Window::mean);
    let Some(shipped) = &outcome.shipped else {
        return if outcome.read {
            format!("The new-model feature had not shipped by {}", date(outcome.read_on))
        } else {
            "The new-model feature has not shipped yet".to_owned()
        };
    };
    let (Some(change), Some(before), Some(after)) = (outcome.change(), mean(&outcome.before), mean(&outcome.after))
    else {
        return format!("Shipped {}, but values to compare are missing", date(shipped.on));
    };
    let went = went(change);
    let moved = |name: &str, unit: &str| {
        let (before, after) = measured_apart(before, after, unit);
        match change {
            Ordering::Equal => format!("{name} stayed at {after} after shipping"),
            Ordering::Less | Ordering::Greater => format!("{name} {went} from {before} to {after} after shipping"),
        }
    };
    headline_of(
        MOST_WORDS_OF_OUTCOME,
        [
            moved(&outcome.name, &outcome.unit),
            moved(&outcome.name, ""),
            moved("The primary metric", &outcome.unit),
            moved("The primary metric", ""),
            format!("The primary metric {went} after shipping"),
        ],
    )
}

/// What the primary metric of the new model was and is, `6.4 → 5.3`, and the sign of where it was expected to go.
pub(super) fn moved_from(card: &Scorecard) -> (Option<String>, Option<&'static str>) {
    let Some(panel) = card.outcome.panel(Series::NewModel) else {
        return (None, None);
    };
    let outcome = &panel.outcome;
    let mean = |window: &Option<crate::metric::Window>| window.as_ref().and_then(crate::metric::Window::mean);
    let moved = mean(&outcome.before).zip(mean(&outcome.after)).map(|(before, after)| {
        let (before, after) = measured_apart(before, after, "");
        format!("{before} → {after}")
    });
    let expected = match outcome.direction {
        Direction::Up => "↑",
        Direction::Down => "↓",
    };
    (moved, Some(expected))
}

pub(super) fn what_broke(card: &Scorecard, programme: &Programme) -> Body {
    let prs = card
        .review_cycles
        .row(Series::NewModel)
        .map(|row| row.set.prs.as_slice())
        .unwrap_or_default();
    let sent_back = prs
        .iter()
        .filter(|pr| {
            pr.detail.as_ref().is_some_and(|detail| {
                let reviews = &mut detail.reviews.iter();
                reviews.any(|review| review.outcome.is_ok() && review.state == ReviewState::ChangesRequested)
            })
        })
        .count();
    let unreviewed = prs.iter().filter(|pr| pr.outcome == CyclesOutcome::Unreviewed).count();
    let left_out = prs.iter().filter(|pr| pr.outcome.excluded().is_some()).count() - unreviewed;
    let by_hand = match programme.set_aside.len() {
        0 => String::new(),
        by_hand => format!("{by_hand} by hand"),
    };
    let weeks = card
        .energy
        .panel(Series::NewModel)
        .map(|panel| panel.energy.weeks.as_slice())
        .unwrap_or_default();
    let late = weeks.iter().filter(|week| week.late).count();
    let missing = weeks.iter().filter(|week| week.closed && week.score.is_none()).count();

    let were = |count| if count == 1 { "was" } else { "were" };
    let sentence = match (sent_back, unreviewed, late + missing) {
        (0, 0, 0) if !programme.incidents.is_empty() => format!(
            "{} against the no-go list",
            counted(programme.incidents.len(), "incident", "incidents")
        ),
        (0, 0, 0) if prs.is_empty() => "No PR of the new model is recorded yet".to_owned(),
        (0, 0, 0) => "Nothing is recorded as broken".to_owned(),
        (0, 0, answers) => format!(
            "No PR was sent back; {} late or missing",
            counted(answers, "answer", "answers")
        ),
        (back, 0, _) => format!("{} {} sent back for changes", counted(back, "PR", "PRs"), were(back)),
        (0, bare, _) => format!("{} {} merged without a review", counted(bare, "PR", "PRs"), were(bare)),
        (back, bare, _) => format!(
            "{} {} sent back, and {bare} merged without a review",
            counted(back, "PR", "PRs"),
            were(back)
        ),
    };
    (
        headline([sentence]),
        Evidence::Counts(vec![
            Counted {
                of: Some(prs.len()),
                ..counted_as(sent_back, "PRs sent back")
            },
            counted_as(unreviewed, "merged unreviewed"),
            Counted {
                beneath: by_hand,
                ..counted_as(left_out, "left out")
            },
            Counted {
                beneath: format!("{late} late"),
                ..counted_as(missing, "answers missing")
            },
        ]),
        StatusLine {
            amended: !programme.amendments.is_empty() || !programme.replaced.is_empty(),
            ..StatusLine::words(said_of_gates(programme))
        },
    )
}

/// What was let pass, and that the boundary was moved or somebody replaced after the start.
fn said_of_gates(programme: &Programme) -> String {
    let replaced = match &programme.replaced[..] {
        [] => None,
        [one] => Some(one.sentence()),
        several => Some(format!("{} people were replaced after the start", several.len())),
    };
    let amended = match &programme.amendments[..] {
        [] => None,
        [one] => Some(format!("The zone was amended after the start: version {}", one.version)),
        [.., last] => Some(format!(
            "The zone was amended {} times: version {}",
            programme.amendments.len(),
            last.version
        )),
    };
    let waived = match programme.waivers.len() {
        0 => None,
        1 => Some("1 gate was waived".to_owned()),
        n => Some(format!("{n} gates were waived")),
    };
    // Beside an amendment every word counts.
    let incidents = match (programme.incidents.len(), &amended) {
        (0, _) => None,
        (n, Some(_)) => Some(counted(n, "incident", "incidents")),
        (1, None) => Some("1 incident is recorded".to_owned()),
        (n, None) => Some(format!("{n} incidents are recorded")),
    };
    let left_out = (amended.is_none() && replaced.is_none()).then(|| match (&waived, &incidents) {
        (None, None) => "What was left out is listed under Metrics".to_owned(),
        _ => "left out: see Metrics".to_owned(),
    });
    let said: Vec<String> = amended
        .into_iter()
        .chain(replaced)
        .chain(waived)
        .chain(incidents)
        .chain(left_out)
        .collect();
    said.join("; ")
}

fn counted_as(count: usize, name: &'static str) -> Counted {
    Counted {
        count,
        of: None,
        name,
        beneath: String::new(),
    }
}

/// The new model's and the baseline's review cycles per pull request, told apart.
pub(super) fn cycles_figures(card: &Scorecard) -> (Option<String>, Option<String>) {
    let value = |series| card.review_cycles.row(series).and_then(|row| row.set.value());
    match (value(Series::NewModel), value(Series::Baseline)) {
        (Some(value), Some(baseline)) => {
            let (value, baseline) = apart(value, baseline);
            (Some(value), Some(baseline))
        }
        (value, baseline) => (value.map(one_decimal), baseline.map(one_decimal)),
    }
}

pub(super) fn went(change: Ordering) -> &'static str {
    match change {
        Ordering::Less => "fell",
        Ordering::Equal => "stayed",
        Ordering::Greater => "rose",
    }
}
