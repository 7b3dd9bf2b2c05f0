//! Slides 1 to 3: what this is, what was tried, the answer.

use chrono::{DateTime, Datelike as _, Utc};

use super::criteria::{commit_bar, cycles_figures, moved_from};
use super::{Body, Evidence, Judged, Row, StatusLine, row};
use crate::calendar::instant_of;
use crate::criterion::named;
use crate::decimal::Decimal;
use crate::metric::format::{beside, date, days, one_decimal};
use crate::metric::{DaysToCommit, Series};
use crate::person::Arm;
use crate::programme::{CAPTION, Programme, Scorecard};
use crate::readout::Stage;
use crate::readout::words::{clip, counted, headline};

/// The caption where the slide says more than usual.
const SHORT_CAPTION: &str = "One feature per arm: what happened, not an average.";

pub(super) fn title(card: &Scorecard, programme: &Programme) -> Body {
    // A start although something was lost is said in the room, and what is said anyway in fewer words then.
    let lost = !programme.although.is_empty();
    let (name, caption) = match lost {
        true => (clip(&card.pilot_name, 4, 70), SHORT_CAPTION),
        false => (clip(&card.pilot_name, 8, 70), CAPTION),
    };
    let on = |at: DateTime<Utc>| date(at.with_timezone(&card.zone).date_naive());
    let ran = match (programme.started_at, programme.ended_at) {
        (None, _) => "Not started".to_owned(),
        (Some(from), None) => format!("From {}", on(from)),
        // The last week closes at the first instant of the day after it.
        (Some(from), Some(to)) => {
            let (from, to) = (from.with_timezone(&card.zone), to - chrono::Duration::seconds(1));
            let same_year = from.year() == to.with_timezone(&card.zone).year();
            let from = from.format(if same_year { "%-d %b" } else { "%-d %b %Y" });
            format!("{from} to {}", on(to))
        }
    };
    let readout_at = instant_of(programme.terms.readout_at, card.zone).with_timezone(&card.zone);
    let readout_at = readout_at.format("%-d %b %Y, %H:%M %Z").to_string();
    let mut rows = vec![row("Pilot", ran), row("Readout", readout_at)];
    if lost {
        let could_not = format!("Although {} could not be met any more", named(&programme.although));
        rows.push(row("Started", could_not));
    }
    (
        headline([format!("{name}: readout")]),
        Evidence::Facts(rows),
        StatusLine::words(caption),
    )
}

pub(super) fn what_we_tried(programme: &Programme, stage: Stage) -> Body {
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
        let nobody = || ("Not enrolled".to_owned(), String::new());
        let who = programme.feature(arm).map_or_else(nobody, |feature| {
            let people = match feature.more_pms.len() {
                0 => clip(&feature.pm_name, 2, 20),
                more => format!("{} and {more} more", clip(&feature.pm_name, 2, 20)),
            };
            (people, clip(&feature.name, 3, 30))
        });
        Row {
            beneath: who.1,
            ..row(arm.label(), who.0)
        }
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

pub(super) fn the_answer(card: &Scorecard, stage: Stage) -> Body {
    let tally = card.outlook.tally;
    let of = card.criteria.len();
    let met = tally.met + tally.met_so_far;
    let is = if met == 1 { "is" } else { "are" };
    let sentence = if tally.is_final() {
        format!("{met} of {of} criteria {is} met")
    } else {
        format!("So far {met} of {of} criteria {is} met")
    };
    let new_model = card.first_commit.new_model();
    let uncounted = match new_model.map(|row| row.measured.value) {
        None | Some(DaysToCommit::NotYet { .. }) => "none",
        Some(_) => "uncounted",
    };
    let (cycles, baseline) = cycles_figures(card);
    let cycles_bar = match card.review_cycles.tolerance_percent {
        Decimal::ZERO => baseline,
        _ => card.review_cycles.bar().map(one_decimal),
    };
    let energy = card
        .energy
        .panel(Series::NewModel)
        .and_then(|panel| panel.energy.mean());
    let first_commit = new_model.and_then(|row| row.measured.days());
    let (moved, expected) = moved_from(card);
    let outcome = card.outcome.panel(Series::NewModel).map(|panel| &panel.outcome);
    let unmoved = match outcome.and_then(|outcome| outcome.shipped.as_ref()) {
        Some(_) => "none",
        None => "unshipped",
    };
    let judged = [
        (
            "First commit",
            first_commit.map_or(uncounted.to_owned(), days),
            commit_bar(card).map(|bar| format!("≤ {bar}")),
        ),
        (
            "Review cycles",
            cycles.unwrap_or("none".to_owned()),
            cycles_bar.map(|bar| format!("≤ {bar}")),
        ),
        (
            "Energy",
            energy.map_or("none".to_owned(), |mean| beside(mean, card.energy.bar)),
            Some(format!("≥ {}", card.energy.bar)),
        ),
        (
            "Primary metric",
            moved.unwrap_or(unmoved.to_owned()),
            expected.map(str::to_owned),
        ),
    ];
    let rows = card
        .criteria
        .iter()
        .zip(judged)
        .map(|(criterion, (name, value, bar))| Judged {
            number: criterion.number,
            state: criterion.state,
            name,
            value,
            bar: bar.unwrap_or_default(),
        })
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
