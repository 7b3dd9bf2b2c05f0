//! What a list lists, by the heading and the words it stands under.

use crate::outline::List;
use crate::phrases;
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
        Kind::Term(TermName::Asks) => &phrases::ASK_OR_NEED,
        Kind::Term(TermName::Metrics) => &phrases::METRIC_OR_MEASUR_OR_REPORT,
        Kind::Term(TermName::WeekOne) => &phrases::WEEK_OR_WEEKS_OR_DO,
        Kind::Term(TermName::PmZone) => &phrases::ZONE,
        Kind::Criteria => &phrases::SUCCESS_OR_SUCCEED_OR_CRITERI_OR_HOLD,
        Kind::Term(_) => return true,
    };
    let opens = lead.trim_end_matches(['*', '_', ' ']).ends_with(':');
    !opens || holds(&words(lead), announced)
}

/// Whether a list with this lead goes on with an earlier one of its kind.
pub(super) fn goes_on(kind: Kind, lead: &str) -> bool {
    let lead = words(lead);
    let same = match kind {
        Kind::Term(TermName::Asks) => &phrases::ASK_OR_ASKS_OR_NEED,
        Kind::Term(TermName::Metrics) => &phrases::METRIC_OR_MEASUR,
        Kind::Criteria => &phrases::CRITERI_OR_SUCCESS,
        _ => return true,
    };
    lead.is_empty() || holds(&lead, same)
}

pub(super) fn kind(list: &List<'_>) -> Option<Kind> {
    if list.topic == Topic::Summary || list.topic.is_aside() {
        return None;
    }
    let lead = words(list.lead);
    if holds(&lead, &phrases::CONSIDERED) {
        return None;
    }
    // What a list inside another one lists is told by its lead alone.
    let topic = if list.within.is_some() {
        Topic::Other
    } else {
        list.topic
    };
    let term = |term| Some(Kind::Term(term));
    let week_one = matches!(list.topic, Topic::WeekOne | Topic::NoGo) || holds(&lead, &phrases::WEEK_ONE);
    if week_one && (forbids(&lead) || topic == Topic::NoGo) {
        return term(TermName::NoGo);
    }
    if topic == Topic::WeekOne || holds(&lead, &phrases::WEEK_ONE) {
        return term(TermName::WeekOne);
    }
    // "We will not measure:", "The pilot fails if:"
    let against = forbids(&lead) || holds(&lead, &phrases::NOT_ASKING);
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
    if zone && (holds(&lead, &phrases::ENGINEERING) || forbids(&lead))
        || topic == Topic::EngineeringZone && !permits(&lead)
    {
        return term(TermName::EngineeringZone);
    }
    if permits(&lead) || topic == Topic::PmZone {
        return term(TermName::PmZone);
    }
    if against {
        return None;
    }
    if holds(&lead, &phrases::SUCCESS_OR_SUCCEED_OR_CRITERI) {
        return Some(Kind::Criteria);
    }
    if holds(&lead, &phrases::METRIC_OR_MEASURE) {
        return term(TermName::Metrics);
    }
    holds(&lead, &phrases::ASK_OR_ASKS).then_some(Kind::Term(TermName::Asks))
}

fn forbids(lead: &[Word]) -> bool {
    holds(lead, &phrases::NO_GO)
}

fn permits(lead: &[Word]) -> bool {
    let who = &phrases::PM_OR_PMS_OR_PRODUCT_MANAGERS_OR_THEY;
    let may = &phrases::MAY;
    holds(lead, &phrases::PM_ZONE) || holds(lead, who) && holds(lead, may)
}

/// What a column of a table lists by its head, where every cell is an item: one side of the zone or of week one.
pub(super) fn column(topic: Topic, head: &[Word]) -> Option<Kind> {
    let week_one = matches!(topic, Topic::WeekOne | Topic::NoGo);
    let term = if week_one && holds(head, &phrases::DO) && !forbids(head) {
        TermName::WeekOne
    } else if week_one && (forbids(head) || holds(head, &phrases::NOT_OR_NO_ALONE)) {
        TermName::NoGo
    } else if week_one || head.len() > 8 {
        return None;
    } else {
        zone_column(head)?
    };
    Some(Kind::Term(term))
}

fn zone_column(head: &[Word]) -> Option<TermName> {
    let pm = &phrases::PM_OR_PMS_OR_PRODUCT_MANAGERS;
    // "PM zone", "PMs may change", "In the zone", and the other side of each.
    if holds(head, &phrases::ENGINEERING) || forbids(head) && holds(head, &phrases::PM_OR_PMS_OR_TOUCH) {
        return Some(TermName::EngineeringZone);
    }
    if permits(head) || holds(head, &phrases::INSIDE) {
        return Some(TermName::PmZone);
    }
    let bare = head.len() <= 2;
    if bare && holds(head, &phrases::ENGINEERING_OR_ENGINEERS_ALONE) && !holds(head, &phrases::HOURS_OR_TIME) {
        return Some(TermName::EngineeringZone);
    }
    (bare && holds(head, pm) && (head.len() == 1 || holds(head, &phrases::SIDE))).then_some(TermName::PmZone)
}

/// The side of the zone that a cell names as the owner of its row.
pub(super) fn zone_side(cell: &[Word]) -> Option<TermName> {
    if cell.is_empty() || cell.len() > 4 {
        return None;
    }
    let engineering = holds(cell, &phrases::ENGINEERING_OR_ENGINEERS);
    let pm = holds(cell, &phrases::PM_OR_PMS);
    match (pm, engineering) {
        (true, false) => Some(TermName::PmZone),
        (false, true) => Some(TermName::EngineeringZone),
        _ => None,
    }
}
