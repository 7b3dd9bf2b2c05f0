//! What a list lists, by the heading and the words it stands under.

use crate::outline::List;
use crate::topic::Topic;
use crate::words::{Word, holds, words};
use domain::terms::TermName;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Term(TermName),
    Criteria,
}

/// Whether a list is what its lead announces: a lead that ends with a colon names what follows.
pub(super) fn introduces(kind: Kind, lead: &str) -> bool {
    let announced = match kind {
        Kind::Term(TermName::Asks) => "ask* | need* | from you | you | want* | decision* | request* | agree* | approv*",
        Kind::Term(TermName::Metrics) => {
            "metric* | measur* | report* | number* | track* | follow* | these | outcome* | look at"
        }
        Kind::Term(TermName::WeekOne) => "week | weeks | do | does | activit* | task* | first | pms | day | days",
        Kind::Term(TermName::PmZone) => {
            "zone | may | can | could | change | allowed | inside | pm | pms | scope | following"
        }
        Kind::Criteria => {
            "success* | succeed* | criteri* | hold | holds | true | met | bar | bars | following | judge* | when | if"
        }
        Kind::Term(_) => return true,
    };
    let opens = lead.trim_end_matches(['*', '_', ' ']).ends_with(':');
    !opens || holds(&words(lead), announced)
}

/// Whether a list with this lead goes on with an earlier one of its kind.
pub(super) fn goes_on(kind: Kind, lead: &str) -> bool {
    let lead = words(lead);
    let same = match kind {
        Kind::Term(TermName::Asks) => "ask | asks | need | from you | want | also | and",
        Kind::Term(TermName::Metrics) => "metric* | measur* | report* | number* | also | and",
        Kind::Criteria => "criteri* | success* | also | and",
        _ => return true,
    };
    lead.is_empty() || holds(&lead, same)
}

pub(super) fn kind(list: &List<'_>) -> Option<Kind> {
    if list.topic == Topic::Summary || list.topic.is_aside() {
        return None;
    }
    let lead = words(list.lead);
    if holds(
        &lead,
        "considered | rejected | alternative* | for example | e g | such as | instead | used to | last year | previously | \
         earlier draft | first draft",
    ) {
        return None;
    }
    // What a list inside another one lists is told by its lead alone.
    let topic = if list.within.is_some() {
        Topic::Other
    } else {
        list.topic
    };
    let term = |term| Some(Kind::Term(term));
    let week_one = matches!(list.topic, Topic::WeekOne | Topic::NoGo) || holds(&lead, "week one | week 1 | first week");
    if week_one && (forbids(&lead) || topic == Topic::NoGo) {
        return term(TermName::NoGo);
    }
    if topic == Topic::WeekOne || holds(&lead, "week one | week 1 | first week") {
        return term(TermName::WeekOne);
    }
    // "We will not measure:", "The pilot fails if:"
    let against = forbids(&lead)
        || holds(
            &lead,
            "not asking | not need | not report* | not measur* | fail* | stop",
        );
    match topic {
        Topic::Metrics | Topic::Criteria | Topic::Asks if against => return None,
        Topic::Metrics => return term(TermName::Metrics),
        Topic::Criteria => return Some(Kind::Criteria),
        Topic::Asks => return term(TermName::Asks),
        _ => {}
    }
    let zone = matches!(
        list.topic,
        Topic::PmZone | Topic::EngineeringZone | Topic::Design | Topic::Other
    );
    if zone && (holds(&lead, ENGINEERING) || forbids(&lead)) || topic == Topic::EngineeringZone && !permits(&lead) {
        return term(TermName::EngineeringZone);
    }
    if permits(&lead) || topic == Topic::PmZone {
        return term(TermName::PmZone);
    }
    if against {
        return None;
    }
    if holds(&lead, "success* | succeed* | criteri*") {
        return Some(Kind::Criteria);
    }
    if holds(
        &lead,
        "metric* | measure* | report on | will report | will track | we track",
    ) {
        return term(TermName::Metrics);
    }
    holds(
        &lead,
        "ask | asks | ask you | need from you | i need | we need | from you",
    )
    .then_some(Kind::Term(TermName::Asks))
}

const ENGINEERING: &str = "engineering zone | with engineering | engineering keeps | engineering owns | engineering retains \
         | engineering side | engineering only | engineers keep | engineers only | to engineering | outside";

fn forbids(lead: &[Word]) -> bool {
    holds(
        lead,
        "no go | off limits | must not | may not | will not | won't | not allowed | never | forbidden | \
         do not | don't | cannot | can't | nobody | not touch | not in scope | out of scope | not in the zone | not open to | \
         not part of | hands off | excluded | excludes | except | nothing of",
    )
}

fn permits(lead: &[Word]) -> bool {
    let who = "pm | pms | product managers | they";
    let may = "may | can | could | allowed | free to | are permitted";
    holds(
        lead,
        "pm zone | pm side | inside the zone | in the zone | in scope | zone is | zone covers | zone holds",
    ) || holds(lead, who) && holds(lead, may)
}

/// What a column of a table lists by its head, where every cell is an item: one side of the zone or of week one.
pub(super) fn column(topic: Topic, head: &[Word]) -> Option<Kind> {
    let week_one = matches!(topic, Topic::WeekOne | Topic::NoGo);
    let term = if week_one && holds(head, "do | does | activit* | task* | to do | allowed") && !forbids(head) {
        TermName::WeekOne
    } else if week_one && (forbids(head) || holds(head, "not | no")) {
        TermName::NoGo
    } else if week_one || head.len() > 8 {
        return None;
    } else {
        zone_column(head)?
    };
    Some(Kind::Term(term))
}

fn zone_column(head: &[Word]) -> Option<TermName> {
    let pm = "pm | pms | product managers | product manager";
    // "PM zone", "PMs may change", "In the zone", and the other side of each.
    if holds(head, ENGINEERING) || forbids(head) && holds(head, "pm | pms | touch | change | zone | scope") {
        return Some(TermName::EngineeringZone);
    }
    if permits(head) || holds(head, "inside | allowed") {
        return Some(TermName::PmZone);
    }
    let bare = head.len() <= 2;
    if bare && holds(head, "engineering | engineers") && !holds(head, "hours | time | dri | cost | lead") {
        return Some(TermName::EngineeringZone);
    }
    (bare && holds(head, pm) && (head.len() == 1 || holds(head, "side | zone | owns | product | may | can | pilot")))
        .then_some(TermName::PmZone)
}

/// The side of the zone that a cell names as the owner of its row.
pub(super) fn zone_side(cell: &[Word]) -> Option<TermName> {
    if cell.is_empty() || cell.len() > 4 {
        return None;
    }
    let engineering = holds(cell, "engineering | engineers | eng | engineer | outside | dev | devs");
    let pm = holds(cell, "pm | pms | product | inside");
    match (pm, engineering) {
        (true, false) => Some(TermName::PmZone),
        (false, true) => Some(TermName::EngineeringZone),
        _ => None,
    }
}
