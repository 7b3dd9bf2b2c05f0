//! The numbers in sentences: chart summaries and notes.

use std::cmp::Ordering;

use super::Programme;
use super::card::{CycleTimeCard, CyclesCard, EnergyCard, FirstCommitCard, OutcomeCard};
use crate::criterion::State;
use crate::decimal::Decimal;
use crate::listing;
use crate::metric::format::{
    apart, beside, business_hours, date, days, duration, measured_apart, moment, one_decimal, prs, short,
};
use crate::metric::{CycleTime, DaysToCommit, Energy, FirstCommit, Outcome, Ratio, Series};
use crate::person::Arm;
use crate::pull_request::Apart;
use crate::replacement::Tenure;

type Words = (String, Vec<String>);

/// A count of days as a day number: whole where days are counted, one decimal where they are
/// measured.
fn day_number(value: Ratio) -> String {
    format!("day {}", short(value))
}

/// M1 of one feature in a few words.
pub(super) fn days_label(measured: &FirstCommit) -> String {
    match measured.value {
        DaysToCommit::Known { days: value } => days(value),
        DaysToCommit::NotYet { running } => format!("No commit yet, {}", day_number(running)),
        DaysToCommit::NoIdea => "No idea recorded".to_owned(),
        DaysToCommit::Negative { .. } => "Data error: the commit is before the idea".to_owned(),
    }
}

/// `45% below`, with the percentage cut so that it never looks like a bar that was not reached.
fn compared(value: Ratio, baseline: Ratio, statistic: &str) -> String {
    let (value_text, baseline_text) = apart(value, baseline);
    let difference = baseline.minus(value).unwrap_or(Ratio::whole(0));
    let part = Ratio::reduced(
        i128::from(difference.num()) * i128::from(baseline.den()) * 100,
        i128::from(difference.den()) * i128::from(baseline.num()),
    );
    let against = format!("the baseline {statistic} of {baseline_text}");
    match (value.cmp(&baseline), part) {
        (Ordering::Equal, _) => format!("{value_text} days, the same as {against}"),
        (Ordering::Less, Some(part)) if part >= Ratio::whole(1) => {
            format!("{value_text} days, {}% below {against}", part.floor())
        }
        (Ordering::Greater, Some(part)) if part <= Ratio::whole(-1) => {
            format!("{value_text} days, {}% above {against}", -part.floor())
        }
        (Ordering::Less, _) => format!("{value_text} days, just below {against}"),
        (Ordering::Greater, _) => format!("{value_text} days, above {against}"),
    }
}

pub(super) fn first_commit(programme: &Programme, card: &FirstCommitCard, state: State) -> Words {
    let drop = programme.terms.commit_drop_percent;
    let Some(row) = card.new_model() else {
        return ("No new-model feature is enrolled yet.".to_owned(), Vec::new());
    };
    let summary = match (row.measured.value, card.baseline.zip(card.bar)) {
        (DaysToCommit::Known { days }, Some((baseline, _))) => {
            let compared = compared(days, baseline, card.statistic.word());
            let so = if state.side() == Some(false) {
                ", so this is not met"
            } else {
                ""
            };
            format!("New model: {compared}. The bar is {drop}% lower{so}.")
        }
        (DaysToCommit::Known { days: value }, None) => {
            format!("New model: {}. There is no baseline to compare with.", days(value))
        }
        (DaysToCommit::NotYet { running }, Some((_, bar))) => {
            let (running_text, bar_text) = apart(running, bar);
            let running_text = if running.den() == 1 {
                short(running)
            } else {
                running_text
            };
            let chance = if running > bar {
                "It can no longer meet the bar.".to_owned()
            } else {
                format!("It can still meet the bar until day {bar_text}.")
            };
            format!("New model: No first commit yet, day {running_text}. {chance}")
        }
        (DaysToCommit::NotYet { running }, None) => {
            format!(
                "New model: No first commit yet, {}. There is no baseline to compare with.",
                day_number(running)
            )
        }
        (DaysToCommit::NoIdea, _) => "New model: no idea is recorded, so there is no value.".to_owned(),
        (DaysToCommit::Negative { .. }, _) => {
            "New model: the first commit is before the idea. This is a data error and is not used.".to_owned()
        }
    };
    let mut notes = Vec::new();
    if let Some(last) = card.last_chance {
        notes.push(format!(
            "Last moment to meet the bar: {}.",
            moment(last, programme.zone)
        ));
    }
    for row in &card.rows {
        let who = if row.series == Series::Baseline {
            row.name.as_str()
        } else {
            row.series.label()
        };
        if row.series != Series::Baseline
            && let Some(source) = &row.measured.source
        {
            notes.push(format!("{who}: first commit by {}.", source.label()));
        }
        if row.measured.retrospective {
            notes.push(format!(
                "{who}: retrospective, the idea was entered after the first commit."
            ));
        }
        if let Some(seconds) = row.measured.dates_differ_by {
            let apart = duration(Ratio::whole(seconds));
            notes.push(format!(
                "{who}: the first push received and the earliest author date differ by {apart}."
            ));
        }
        if matches!(row.measured.value, DaysToCommit::Negative { .. }) {
            notes.push(format!(
                "{who}: the first commit is before the idea. Listed and not used."
            ));
        }
    }
    notes.extend(proves_week_one(programme));
    notes.extend(set_aside(programme));
    (summary, notes)
}

/// Which pull requests are evidence of week one: they are no work on the feature, and neither are their commits.
fn proves_week_one(programme: &Programme) -> Vec<String> {
    let of_arm = |arm: Arm| {
        let pulls = &programme.feature(arm)?.pull_requests;
        let proving = pulls.iter().filter(|pull| pull.apart == Some(Apart::WeekOne));
        let named: Vec<String> = proving
            .map(|pull| format!("{}#{}", pull.repository, pull.number))
            .collect();
        let their = if named.len() == 1 { "It proves" } else { "They prove" };
        (!named.is_empty()).then(|| {
            let named = named.join(", ");
            format!(
                "{}: the commits of {named} do not count. {their} week one.",
                arm.label()
            )
        })
    };
    Arm::ALL.into_iter().filter_map(of_arm).collect()
}

/// Which pull requests somebody took out by hand, so that none goes without a trace.
fn set_aside(programme: &Programme) -> Option<String> {
    let named = &programme.set_aside;
    (!named.is_empty()).then(|| format!("Taken out by hand: {}.", named.join(", ")))
}

pub(super) fn review_cycles(programme: &Programme, card: &CyclesCard) -> Words {
    let (new_model, baseline) = (card.row(Series::NewModel), card.row(Series::Baseline));
    let reviewed = |count: u64| prs(usize::try_from(count).unwrap_or(usize::MAX));
    let value = new_model.and_then(|row| Some((row.set.value()?, reviewed(row.set.reviewed))));
    let before = baseline.and_then(|row| Some((row.set.value()?, reviewed(row.set.reviewed))));
    let summary = match (value, before) {
        (Some((value, count)), Some((before, of))) => {
            let (value_text, before_text) = apart(value, before);
            let verdict = match (value.cmp(&before), card.tolerance_percent) {
                (Ordering::Less, _) => "Did not increase.".to_owned(),
                (Ordering::Equal, _) => "Same as baseline, which counts as not increased.".to_owned(),
                (Ordering::Greater, Decimal::ZERO) => "Increased.".to_owned(),
                (Ordering::Greater, percent) if card.bar().is_some_and(|bar| value <= bar) => {
                    format!("Increased by no more than the {percent}% allowed.")
                }
                (Ordering::Greater, percent) => format!("Increased by more than the {percent}% allowed."),
            };
            format!("New model: {value_text} on average over {count}. Baseline: {before_text} over {of}. {verdict}")
        }
        (Some((value, count)), None) => {
            format!(
                "New model: {} on average over {count}. There is no baseline to compare with.",
                one_decimal(value)
            )
        }
        (None, Some((before, of))) => {
            format!(
                "New model: no reviewed, merged PRs yet. Baseline: {} over {of}.",
                one_decimal(before)
            )
        }
        (None, None) => "No reviewed, merged PRs yet.".to_owned(),
    };
    let mut notes = Vec::new();
    for row in &card.rows {
        let mut excluded: Vec<(&str, usize)> = Vec::new();
        for reason in row.set.prs.iter().filter_map(|pr| pr.outcome.excluded()) {
            match excluded.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => excluded.push((reason, 1)),
            }
        }
        for (reason, count) in excluded {
            notes.push(format!(
                "{}: {} not in the mean, {reason}.",
                row.series.label(),
                prs(count)
            ));
        }
    }
    notes.extend(set_aside(programme));
    (summary, notes)
}

pub(super) fn cycle_time(programme: &Programme, card: &CycleTimeCard) -> Words {
    let median = |series| Some((card.median(series)?, prs(card.row(series)?.times.merged())));
    let baseline = median(Series::Baseline);
    let against = baseline.map_or("There is no baseline to compare with.".to_owned(), |(median, count)| {
        format!("Baseline {median} over {count}.")
    });
    let value = median(Series::NewModel).map_or("New model: no merged PRs yet.".to_owned(), |(median, count)| {
        format!("New model: median {median} over {count}.")
    });
    let mut notes = Vec::new();
    for row in &card.rows {
        let who = row.series.label();
        if let Some(business) = row.times.business_median {
            notes.push(format!(
                "{who}: median {}, Monday to Friday, 09:00 to 17:00.",
                business_hours(business)
            ));
        }
        if row.times.open() > 0 {
            notes.push(format!(
                "{who}: {} still open, not in the median.",
                prs(row.times.open())
            ));
        }
        let unready = |time| {
            matches!(
                time,
                CycleTime::Merged {
                    draft_to_merge: true,
                    ..
                }
            )
        };
        let unready = row.times.prs.iter().filter(|pr| unready(pr.time)).count();
        if unready > 0 {
            notes.push(format!(
                "{who}: {} merged without being ready for review, counted from opening.",
                prs(unready)
            ));
        }
        let left_out = row.times.prs.iter().filter(|pr| {
            matches!(
                pr.time,
                CycleTime::Apart { .. } | CycleTime::FollowUp | CycleTime::Flawed { .. }
            )
        });
        let mut reasons: Vec<(&str, usize)> = Vec::new();
        for reason in left_out.filter_map(|pr| pr.time.excluded()) {
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => reasons.push((reason, 1)),
            }
        }
        for (reason, count) in reasons {
            notes.push(format!("{who}: {} not in the median, {reason}.", prs(count)));
        }
    }
    notes.extend(set_aside(programme));
    (format!("{value} {against} Reported, not a success criterion."), notes)
}

/// What the answers not given could make of the mean.
fn possible_means(energy: &Energy, bar: Decimal) -> Option<(String, String)> {
    Some((beside(energy.lowest()?, bar), beside(energy.highest()?, bar)))
}

/// Whose the weeks of an arm are, where somebody took over from a pilot PM.
fn handed_over(programme: &Programme, series: Series, arm: Arm) -> Vec<String> {
    let over_time = programme.pms_over_time(arm).into_iter();
    let of = |over_time: Vec<(Tenure, &str)>| {
        let theirs = over_time.iter().filter_map(|(tenure, name)| {
            let weeks = programme.survey_weeks.iter().filter(|week| tenure.answers(week));
            let weeks: Vec<String> = weeks.map(|week| week.number.to_string()).collect();
            match &weeks[..] {
                [] => None,
                [one] => Some(format!("week {one} is {name}'s")),
                several => Some(format!("weeks {} are {name}'s", listing(several))),
            }
        });
        let theirs: Vec<String> = theirs.collect();
        format!(
            "{}: {}. A week is of whoever was the pilot PM when its question opened.",
            series.label(),
            theirs.join(", ")
        )
    };
    over_time.filter(|over_time| over_time.len() > 1).map(of).collect()
}

pub(super) fn energy(programme: &Programme, card: &EnergyCard) -> Words {
    let Some(panel) = card.panel(Series::NewModel) else {
        return ("No new-model PM is enrolled yet.".to_owned(), Vec::new());
    };
    let (energy, bar) = (&panel.energy, card.bar);
    let answered = match panel.pms.len() {
        0 | 1 => panel.answered(),
        pms => format!("{} of {pms} PMs", panel.answered()),
    };
    let summary = match (energy.mean(), possible_means(energy, bar)) {
        (Some(mean), _) if energy.missing() == 0 => format!(
            "New model averages {} over {answered}. The bar is {}. There is no baseline for energy.",
            beside(mean, bar),
            card.bar
        ),
        (Some(mean), Some((lowest, highest))) => {
            let missing = match (energy.more_to_come(), energy.missing()) {
                (true, 1) => "reply still to come",
                (true, _) => "replies missing or still to come",
                (false, 1) => "missing reply",
                (false, _) => "missing replies",
            };
            format!(
                "New model: {} over {answered}. The {missing} could make it {lowest} to {highest}. The bar \
                 is {}. There is no baseline for energy.",
                beside(mean, bar),
                card.bar
            )
        }
        _ => format!(
            "New model: no replies yet. The bar is {}. There is no baseline for energy.",
            card.bar
        ),
    };
    let mut notes = handed_over(programme, Series::NewModel, Arm::NewModel);
    notes.extend(handed_over(programme, Series::OldModel, Arm::OldModel));
    for (panel, pm) in card
        .panels
        .iter()
        .flat_map(|panel| panel.pms.iter().map(move |pm| (panel, pm)))
    {
        let who = match panel.pms.len() {
            1 => panel.series.label().to_owned(),
            _ => format!("{}, {}", panel.series.label(), pm.name),
        };
        for week in &pm.energy.weeks {
            if week.late {
                notes.push(format!(
                    "{who}: week {} was answered after it closed. It counts.",
                    week.number
                ));
            } else if week.closed && week.score.is_none() {
                notes.push(format!("{who}: no reply for week {}.", week.number));
            }
        }
    }
    if let Some(panel) = card.panel(Series::OldModel) {
        let whose = if panel.pms.len() > 1 { "PMs'" } else { "PM's" };
        notes.push(format!(
            "The old-model {whose} scores are for context. They decide nothing."
        ));
    }
    (summary, notes)
}

/// `rose from 41% to 46%`; `None` without both values.
pub(super) fn movement(outcome: &Outcome) -> Option<String> {
    let (before, after) = (outcome.before.as_ref()?.mean()?, outcome.after.as_ref()?.mean()?);
    let (before, after) = measured_apart(before, after, &outcome.unit);
    Some(match outcome.change()? {
        Ordering::Greater => format!("rose from {before} to {after}"),
        Ordering::Less => format!("fell from {before} to {after}"),
        Ordering::Equal => format!("stayed at {after}"),
    })
}

fn outcome_sentence(who: &str, outcome: &Outcome) -> String {
    let Some(shipped) = &outcome.shipped else {
        return if outcome.read {
            format!(
                "{who} had not shipped by the read date, {}: nothing to compare.",
                date(outcome.read_on)
            )
        } else {
            format!("{who} has not shipped yet: nothing to compare.")
        };
    };
    let shipped = format!("{who} shipped {}.", date(shipped.on));
    let Some(movement) = movement(outcome) else {
        let missing = if outcome.before.as_ref().is_none_or(|window| window.points.is_empty()) {
            "before shipping"
        } else {
            "since shipping"
        };
        return format!(
            "{shipped} {} has no values from {missing}, so nothing can be compared.",
            outcome.name
        );
    };
    let expected = outcome.direction.as_str();
    let inside = if outcome.inside_normal_range {
        " That is inside its normal range before shipping."
    } else {
        ""
    };
    format!("{shipped} {} {movement}. Expected: {expected}.{inside}", outcome.name)
}

pub(super) fn outcome(card: &OutcomeCard) -> Words {
    let sentence = |series: Series| Some(outcome_sentence(series.label(), &card.panel(series)?.outcome));
    let summary = sentence(Series::NewModel).unwrap_or_else(|| "No new-model feature is enrolled yet.".to_owned());
    (summary, sentence(Series::OldModel).into_iter().collect())
}
