//! Slides 10 and 11: where the rule points, and what two people decide.

use chrono_tz::Tz;

use super::{Body, Evidence, Row, Signed, StatusLine, row};
use crate::criterion::Choice;
use crate::decision::Recorded;
use crate::metric::format::date;
use crate::programme::{Programme, Scorecard};
use crate::readout::words::{clip, headline, small};

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

pub(super) fn the_rule(card: &Scorecard, programme: &Programme) -> Body {
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
            (true, None) => "possible",
            (false, _) => "ruled out",
        };
        Some(Row {
            beneath: so.to_owned(),
            counts: possible && outlook.verdict.is_some(),
            ..row(band?, choice.label())
        })
    });
    (
        headline([rule(card)]),
        Evidence::Facts(rows.chain(would_turn(card)).collect()),
        StatusLine::words(outlook.tally.sentence()),
    )
}

/// The one thing left out or counted otherwise by which the rule would point elsewhere, so that the room that decides sees it
/// once everything is final.
fn would_turn(card: &Scorecard) -> Option<Row> {
    let now = card.outlook.verdict.filter(|_| card.outlook.tally.is_final())?;
    let mut turning = card.flips.iter().filter_map(|flip| match flip.possible[..] {
        [then] if then != now => Some((flip, then)),
        _ => None,
    });
    let (flip, then) = turning.next()?;
    Some(row(flip.cause.on_a_slide(), Choice::of(then).label()))
}

pub(super) fn to_decide(card: &Scorecard) -> Body {
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

pub(super) fn decided(decision: &Recorded, zone: Tz) -> Body {
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
    // Where nothing has to be explained there is room for what happens next.
    let explained = decision.pointed_to != Some(decision.choice);
    let (words, characters) = if explained { (5, 50) } else { (10, 90) };
    let mut rows = vec![
        row("Next", clip(&decision.next_step, words, characters)),
        row("Owner", clip(&decision.owner, 2, 20)),
        row("Due", date(decision.due_on)),
    ];
    if explained {
        rows.insert(0, row("Why", clip(&decision.reason, 4, 50)));
    }
    let sides = decision.confirmed.iter().flat_map(|(confirmed_by, _)| {
        let by = [
            ("Recorded by", &decision.recorded_by_name),
            ("Confirmed by", confirmed_by),
        ];
        by.map(|(act, name)| Signed { act, name: who(name) })
    });
    let sides = sides.collect();
    (
        headline([sentence]),
        Evidence::Decided { rows, sides },
        StatusLine::words(status),
    )
}
