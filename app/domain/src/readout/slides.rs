//! Each slide: one sentence, one piece of evidence, one status line, all from the data.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::words::{clip, counted, headline, small};
use super::{SLIDES, Stage};
use crate::criterion::{Choice, State};
use crate::decimal::Decimal;
use crate::decision::Recorded;
use crate::metric::format::{apart, beside, date, days, duration, measured_apart, one_decimal, short};
use crate::metric::review_cycles::CyclesOutcome;
use crate::metric::{DaysToCommit, Outcome, Ratio, Series};
use crate::person::Arm;
use crate::programme::{CAPTION, Criterion, Programme, Scorecard};
use crate::pull_request::ReviewState;

/// One slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slide {
    /// From 1.
    pub number: u8,
    /// The sentence, at most 14 words and 80 characters.
    pub headline: String,
    /// What shows it.
    pub evidence: Evidence,
    /// The line under it.
    pub status: StatusLine,
}

/// The evidence of a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// At most four rows.
    Facts(Vec<Row>),
    /// The criteria: where each stands, its name, its value.
    Scorecard(Vec<(State, &'static str, String)>),
    /// The drawing of a metric.
    Metric(Metric),
}

/// One row of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The five metrics in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// M1.
    FirstCommit,
    /// M2.
    ReviewCycles,
    /// M3.
    CycleTime,
    /// M4.
    Energy,
    /// M5.
    Outcome,
}

/// The line under the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLine {
    /// The criterion's state, drawn as its mark, where the slide is about one.
    pub state: Option<State>,
    /// The words, the state's included.
    pub words: String,
}

impl StatusLine {
    fn words(words: impl Into<String>) -> Self {
        Self {
            state: None,
            words: words.into(),
        }
    }

    fn criterion(state: State, bar: &str) -> Self {
        Self {
            state: Some(state),
            words: format!("{}: {bar}", state.label()),
        }
    }
}

/// `5 / 11 · data to 28 Mar 17:00 CET`, and before the date whether the numbers can still change.
pub fn footer(number: u8, as_of: DateTime<Utc>, zone: Tz, stage: Stage, frozen: bool) -> String {
    let still = match (frozen, stage) {
        (false, _) => "not frozen · ",
        (true, Stage::Over) => "",
        (true, Stage::Provisional { .. } | Stage::NotStarted) => "provisional · ",
    };
    let to = as_of.with_timezone(&zone).format("%-d %b %H:%M %Z");
    format!("{number} / {SLIDES} · {still}data to {to}")
}

/// The eleven slides of a pilot's numbers and of the newest recorded decision, if any.
pub fn slides(card: &Scorecard, programme: &Programme, decision: Option<&Recorded>) -> [Slide; 11] {
    let stage = Stage::of(programme, card.as_of);
    let bodies = [
        title(card, programme),
        what_we_tried(programme, stage),
        the_answer(card, stage),
        first_commit(card),
        review_cycles(card),
        cycle_time(card),
        energy(card),
        outcome(card),
        what_broke(card, programme),
        the_rule(card, programme),
        decision.map_or_else(|| to_decide(card), |decision| decided(decision, card.zone)),
    ];
    let mut number = 0;
    bodies.map(|(headline, evidence, status)| {
        number += 1;
        Slide {
            number,
            headline,
            evidence,
            status,
        }
    })
}

type Body = (String, Evidence, StatusLine);

fn row(name: impl Into<String>, value: impl Into<String>) -> Row {
    Row {
        name: name.into(),
        value: value.into(),
    }
}

fn title(card: &Scorecard, programme: &Programme) -> Body {
    let name = clip(&card.pilot_name, 8, 70);
    let on = |at: DateTime<Utc>| date(at.with_timezone(&card.zone).date_naive());
    let ran = match (programme.started_at, programme.ended_at) {
        (None, _) => "Not started".to_owned(),
        (Some(from), None) => format!("From {}", on(from)),
        // The last week closes at the first instant of the day after it.
        (Some(from), Some(to)) => format!("{} to {}", on(from), on(to - chrono::Duration::seconds(1))),
    };
    let readout_at = programme.terms.readout_at.format("%-d %b %Y, %H:%M").to_string();
    (
        headline([format!("{name}: readout")]),
        Evidence::Facts(vec![row("Pilot", ran), row("Readout", readout_at)]),
        StatusLine::words(CAPTION),
    )
}

fn what_we_tried(programme: &Programme, stage: Stage) -> Body {
    let weeks = counted(programme.terms.weeks.into(), "week", "weeks");
    let pms = |arm: Arm| programme.feature(arm).map_or(1, |feature| feature.pms().count());
    let (new, old) = (counted(pms(Arm::NewModel), "PM", "PMs"), pms(Arm::OldModel));
    let (new, old) = match (pms(Arm::NewModel), old) {
        (1, 1) => ("one PM".to_owned(), "one".to_owned()),
        _ => (new, old.to_string()),
    };
    let many = |arm| pms(arm) > 1;
    let sentence = match stage {
        Stage::Over => format!("For {weeks}, {new} shipped code and {old} worked as before"),
        Stage::NotStarted | Stage::Provisional { .. } => format!(
            "For {weeks}, {new} {} code and {old} {} as before",
            if many(Arm::NewModel) { "ship" } else { "ships" },
            if many(Arm::OldModel) { "work" } else { "works" }
        ),
    };
    let arm = |arm: Arm| {
        let who = programme.feature(arm).map_or("Not enrolled".to_owned(), |feature| {
            let people = match feature.more_pms.len() {
                0 => clip(&feature.pm_name, 2, 20),
                more => format!("{} and {more} more", clip(&feature.pm_name, 2, 20)),
            };
            format!("{people}: {}", clip(&feature.name, 3, 30))
        });
        row(arm.label(), who)
    };
    let earlier = counted(programme.baseline.len(), "earlier feature", "earlier features");
    (
        headline([sentence]),
        Evidence::Facts(vec![
            arm(Arm::NewModel),
            arm(Arm::OldModel),
            row(Series::Baseline.label(), earlier),
        ]),
        StatusLine::words("One feature per arm"),
    )
}

fn the_answer(card: &Scorecard, stage: Stage) -> Body {
    let tally = card.outlook.tally;
    let of = card.criteria.len();
    let met = tally.met + tally.met_so_far;
    let is = if met == 1 { "is" } else { "are" };
    let sentence = if tally.is_final() {
        format!("{met} of {of} criteria {is} met")
    } else {
        format!("So far {met} of {of} criteria {is} met")
    };
    let (cycles, _) = cycles_figures(card);
    let moved = card
        .outcome
        .panel(Series::NewModel)
        .and_then(|panel| panel.outcome.change());
    let values = [
        card.first_commit
            .new_model()
            .and_then(|row| row.measured.days())
            .map(days),
        cycles,
        card.energy
            .panel(Series::NewModel)
            .and_then(|panel| panel.energy.mean())
            .map(|mean| beside(mean, card.energy.bar)),
        moved.map(|moved| went(moved).to_owned()),
    ];
    let names = ["First commit", "Review cycles", "Energy", "Primary metric"];
    let rows = card
        .criteria
        .iter()
        .zip(names)
        .zip(values)
        .map(|((criterion, name), value)| (criterion.state, name, value.unwrap_or_default()))
        .collect();
    let status = match stage.warning() {
        Some(warning) => warning,
        None if tally.is_final() => "Final".to_owned(),
        None => "Not all final yet".to_owned(),
    };
    (
        headline([sentence]),
        Evidence::Scorecard(rows),
        StatusLine::words(status),
    )
}

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

fn first_commit(card: &Scorecard) -> Body {
    let m1 = &card.first_commit;
    let value = m1.new_model().map(|row| row.measured.value);
    let sentence = match (value, m1.bar) {
        (None, _) => "No new-model feature is enrolled yet".to_owned(),
        (Some(DaysToCommit::NoIdea), _) => "No idea is recorded, so days to first commit are not known".to_owned(),
        (Some(DaysToCommit::Negative { .. }), _) => {
            "The first commit is dated before the idea, so it is not used".to_owned()
        }
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
    let bar = m1.bar.map_or("no baseline".to_owned(), |bar| {
        // As many decimals as it takes to tell the value from the bar.
        let known = m1.new_model().and_then(|row| row.measured.days());
        let text = known.map_or_else(|| one_decimal(bar), |value| apart(value, bar).1);
        format!("{text} days or less")
    });
    (
        headline([sentence]),
        Evidence::Metric(Metric::FirstCommit),
        status(&card.criteria, 1, &bar),
    )
}

/// The new model's and the baseline's review cycles per pull request, told apart.
fn cycles_figures(card: &Scorecard) -> (Option<String>, Option<String>) {
    let value = |series| card.review_cycles.row(series).and_then(|row| row.set.value());
    match (value(Series::NewModel), value(Series::Baseline)) {
        (Some(value), Some(baseline)) => {
            let (value, baseline) = apart(value, baseline);
            (Some(value), Some(baseline))
        }
        (value, baseline) => (value.map(one_decimal), baseline.map(one_decimal)),
    }
}

fn review_cycles(card: &Scorecard) -> Body {
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

fn cycle_time(card: &Scorecard) -> Body {
    let median = |series| {
        card.cycle_time
            .row(series)
            .and_then(|row| row.times.median)
            .map(duration)
    };
    let new = median(Series::NewModel);
    let sentence = match (&new, median(Series::Baseline)) {
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

fn energy(card: &Scorecard) -> Body {
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

fn went(change: Ordering) -> &'static str {
    match change {
        Ordering::Less => "fell",
        Ordering::Equal => "stayed",
        Ordering::Greater => "rose",
    }
}

fn outcome(card: &Scorecard) -> Body {
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
        format!("shipped, expected {}{inside}", outcome.direction.as_str())
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
    headline([
        moved(&outcome.name, &outcome.unit),
        moved(&outcome.name, ""),
        moved("The primary metric", &outcome.unit),
        moved("The primary metric", ""),
        format!("The primary metric {went} after shipping"),
    ])
}

fn what_broke(card: &Scorecard, programme: &Programme) -> Body {
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
    let left_out = match programme.set_aside.len() {
        0 => left_out.to_string(),
        by_hand => format!("{left_out}, and {by_hand} taken out by hand"),
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
        (0, 0, 0) if prs.is_empty() => "No PR of the new model is recorded yet".to_owned(),
        (0, 0, 0) => "Nothing is recorded as broken".to_owned(),
        (0, 0, answers) => format!(
            "No PR was sent back; {} late or missing",
            counted(answers, "answer", "answers")
        ),
        (back, 0, _) => format!("{} {} sent back for changes", counted(back, "PR", "PRs"), were(back)),
        (0, bare, _) => format!("{} {} merged without a review", counted(bare, "PR", "PRs"), were(bare)),
        (back, bare, _) => format!(
            "{} {} sent back for changes, and {bare} merged without a review",
            counted(back, "PR", "PRs"),
            were(back)
        ),
    };
    (
        headline([sentence]),
        Evidence::Facts(vec![
            row("PRs sent back", format!("{sent_back} of {}", prs.len())),
            row("Merged unreviewed", unreviewed.to_string()),
            row("Otherwise left out", left_out),
            row("Survey answers", format!("{missing} missing, {late} late")),
        ]),
        StatusLine::words("No-go incidents are not recorded here"),
    )
}

/// Where the agreed rule points, or what it leaves open; at most a headline.
pub fn rule(card: &Scorecard) -> String {
    let outlook = &card.outlook;
    match Choice::pointed_to(outlook) {
        Some(choice) if outlook.tally.is_final() => format!(
            "The agreed rule points to: {} ({} of {} met)",
            choice.label(),
            outlook.tally.met,
            card.criteria.len()
        ),
        Some(choice) => format!(
            "Whatever is still open, the agreed rule points to: {}",
            small(choice.label())
        ),
        None => {
            let open = outlook
                .possible
                .iter()
                .map(|verdict| small(Choice::of(*verdict).label()));
            let open: Vec<String> = open.collect();
            format!("The agreed rule still leaves open: {}", open.join(" or "))
        }
    }
}

fn the_rule(card: &Scorecard, programme: &Programme) -> Body {
    let outlook = &card.outlook;
    let (success, iterate) = (programme.terms.success_at, programme.terms.iterate_at);
    let between = match success.checked_sub(1) {
        Some(most) if most > iterate => Some(format!("{iterate} to {most} met")),
        Some(most) if most == iterate => Some(format!("{iterate} met")),
        _ => None,
    };
    let bands = [
        (Some(format!("{success} met")), Choice::Expand),
        (between, Choice::Iterate),
        (Some("Fewer met".to_owned()), Choice::RollBack),
    ];
    let rows = bands.into_iter().filter_map(|(band, choice)| {
        let possible = outlook.possible.iter().any(|verdict| Choice::of(*verdict) == choice);
        let so = match (possible, outlook.verdict) {
            (true, Some(_)) => "points here",
            (true, None) => "still possible",
            (false, _) => "ruled out",
        };
        Some(row(band?, format!("{}: {so}", choice.label())))
    });
    (
        headline([rule(card)]),
        Evidence::Facts(rows.collect()),
        StatusLine::words(outlook.tally.sentence()),
    )
}

fn to_decide(card: &Scorecard) -> Body {
    let points = Choice::pointed_to(&card.outlook).map_or("Not decided yet".to_owned(), |choice| {
        format!("The rule points to: {}", choice.label())
    });
    (
        headline(["Now two people decide: expand, iterate or roll back".to_owned()]),
        Evidence::Facts(vec![
            row(Choice::Expand.label(), "take the model to more teams"),
            row(Choice::Iterate.label(), "run a second pilot"),
            row(Choice::RollBack.label(), "stay on the current model"),
        ]),
        StatusLine::words(points),
    )
}

fn decided(decision: &Recorded, zone: Tz) -> Body {
    let choice = decision.choice.label();
    let who = |name: &str| clip(name, 2, 20);
    let (sentence, status) = match &decision.confirmed {
        Some((_, at)) => {
            let at = at.with_timezone(&zone).format("%-d %b %H:%M %Z");
            (format!("The decision: {choice}"), format!("Decided together, {at}"))
        }
        None => (
            format!("{choice}: recorded, not confirmed yet"),
            format!(
                "Recorded by {}. Waiting for {} to confirm.",
                who(&decision.recorded_by_name),
                who(&decision.waits_for)
            ),
        ),
    };
    let mut rows = vec![
        row("Next", clip(&decision.next_step, 6, 50)),
        row("Owner", clip(&decision.owner, 2, 20)),
        row("Due", date(decision.due_on)),
    ];
    if decision.pointed_to != Some(decision.choice) {
        rows.insert(0, row("Why", clip(&decision.reason, 5, 50)));
    }
    (headline([sentence]), Evidence::Facts(rows), StatusLine::words(status))
}
