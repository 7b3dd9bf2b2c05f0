//! The terms that are lists: asks, metrics, both sides of the zone, week one.

use std::ops::Range;

use super::TermName;
use super::claims::{is_aside, is_hedged};
use super::outline::{List, Outline, plain};
use super::topic::Topic;
use super::words::{Word, holds, words};

/// One item of a list term.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    /// Its words, without Markdown.
    pub(super) text: String,
    /// The exact source of the item, or of the sentence it is part of.
    pub(super) source: &'a str,
    /// Where that stands in the body, in bytes.
    pub(super) range: Range<usize>,
    pub(super) section: String,
}

/// The lists of a document, by what they list.
#[derive(Debug, Default)]
pub(super) struct Lists<'a> {
    pub(super) items: Vec<(TermName, Item<'a>)>,
    /// What the pilot is judged by; the criteria are terms one by one, not as a list.
    pub(super) criteria: Vec<Item<'a>>,
    /// What introduces the criteria.
    pub(super) criteria_lead: &'a str,
    /// What introduces the metrics.
    pub(super) metrics_lead: &'a str,
}

impl<'a> Lists<'a> {
    pub(super) fn of(&self, term: TermName) -> Vec<&Item<'a>> {
        self.items
            .iter()
            .filter(|(name, _)| *name == term)
            .map(|(_, item)| item)
            .collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Term(TermName),
    Criteria,
}

pub(super) fn lists<'a>(outline: &Outline<'a>) -> Lists<'a> {
    let mut lists = Lists::default();
    let mut home: Vec<(Kind, &str)> = Vec::new();
    for list in &outline.lists {
        let Some(kind) = kind(list).filter(|kind| introduces(*kind, list.lead)) else {
            continue;
        };
        // A second list of the same kind counts only where the first one stands, and only when it goes on with it.
        match home.iter().find(|(known, _)| *known == kind) {
            Some((_, section)) if *section != list.section || !goes_on(kind, list.lead) => continue,
            Some(_) => {}
            None => home.push((kind, &list.section)),
        }
        let items = list.items.iter().map(|item| Item {
            text: worded(kind, &item.text),
            source: item.source,
            range: item.range.clone(),
            section: list.section.clone(),
        });
        match kind {
            Kind::Criteria => {
                lists.criteria.extend(items);
                lists.criteria_lead = list.lead;
            }
            Kind::Term(term) => {
                if term == TermName::Metrics {
                    lists.metrics_lead = list.lead;
                }
                lists.items.extend(items.map(|item| (term, item)));
            }
        }
    }
    for term in [TermName::PmZone, TermName::EngineeringZone] {
        if lists.of(term).is_empty() {
            lists
                .items
                .extend(in_a_sentence(outline, term).into_iter().map(|item| (term, item)));
        }
    }
    lists
}

/// Names of things lose their full stop; statements keep it.
fn worded(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Term(TermName::PmZone | TermName::EngineeringZone | TermName::Metrics) => {
            text.strip_suffix('.').unwrap_or(text).into()
        }
        _ => text.into(),
    }
}

/// Whether a list is what its lead announces: a lead that ends with a colon names what follows.
fn introduces(kind: Kind, lead: &str) -> bool {
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
fn goes_on(kind: Kind, lead: &str) -> bool {
    let lead = words(lead);
    let same = match kind {
        Kind::Term(TermName::Asks) => "ask | asks | need | from you | want | also | and",
        Kind::Term(TermName::Metrics) => "metric* | measur* | report* | number* | also | and",
        Kind::Criteria => "criteri* | success* | also | and",
        _ => return true,
    };
    lead.is_empty() || holds(&lead, same)
}

fn kind(list: &List<'_>) -> Option<Kind> {
    if list.topic == Topic::Summary || list.topic.is_aside() {
        return None;
    }
    let lead = words(list.lead);
    if holds(
        &lead,
        "considered | rejected | alternative* | for example | e g | such as | instead | used to | last year | previously",
    ) {
        return None;
    }
    // What a list inside another one lists is told by its lead alone.
    let topic = if list.nested { Topic::Other } else { list.topic };
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
    if holds(&lead, "metric* | measure* | report on | will report") {
        return term(TermName::Metrics);
    }
    holds(
        &lead,
        "ask | asks | ask you | need from you | i need | we need | from you",
    )
    .then_some(Kind::Term(TermName::Asks))
}

const ENGINEERING: &str = "engineering zone | with engineering | engineering keeps | engineering owns | engineering retains \
         | engineering side | engineers keep | to engineering | outside";

fn forbids(lead: &[Word]) -> bool {
    holds(
        lead,
        "no go | off limits | must not | may not | will not | won't | not allowed | never | forbidden | \
         do not | don't | cannot | can't | nobody | not touch",
    )
}

fn permits(lead: &[Word]) -> bool {
    let who = "pm | pms | product managers | they";
    let may = "may | can | could | allowed | free to | are permitted";
    holds(
        lead,
        "pm zone | pm side | inside the zone | in the zone | zone is | zone covers | zone holds",
    ) || holds(lead, who) && holds(lead, may)
}

/// "Data models, sign-in and releases stay with engineering": items named in running text.
fn in_a_sentence<'a>(outline: &Outline<'a>, term: TermName) -> Vec<Item<'a>> {
    let (before, after): (&[&str], &[&str]) = match term {
        TermName::EngineeringZone => (
            &[
                " remain with engineering",
                " remains with engineering",
                " stay with engineering",
                " stays with engineering",
                " belong to engineering",
                " belongs to engineering",
                " remain in engineering",
                " remain engineering",
                " stay engineering",
                " stay in engineering",
            ],
            &[
                "engineering keeps ",
                "engineering retains ",
                "engineering owns ",
                "engineering continues to own ",
                "engineers keep ",
                "engineering zone: ",
            ],
        ),
        _ => (
            &[
                " are inside the pm zone",
                " are in the pm zone",
                " make up the pm zone",
                " are open to the pilot pms",
            ],
            &[
                "zone is limited to ",
                "zone covers ",
                "zone includes ",
                "zone contains ",
                "zone consists of ",
                "zone holds ",
                "zone: ",
                "may change ",
                "may edit ",
                "may touch ",
                "can change ",
                "can edit ",
                "can touch ",
            ],
        ),
    };
    let named = |summary: bool| {
        outline
            .sentences
            .iter()
            .filter(|sentence| {
                !sentence.topic.is_aside()
                    && !matches!(sentence.topic, Topic::WeekOne | Topic::NoGo)
                    && !is_aside(&sentence.words)
                    && !is_hedged(sentence.source, &sentence.words)
            })
            .filter(|sentence| {
                let who = "pm | pms | product managers | zone | they";
                let about = matches!(
                    sentence.topic,
                    Topic::PmZone | Topic::EngineeringZone | Topic::Design | Topic::Summary | Topic::Reviewer
                );
                (about || holds(&sentence.words, "zone"))
                    && (term == TermName::EngineeringZone || holds(&sentence.words, who))
            })
            .filter(|sentence| (sentence.topic == Topic::Summary) == summary)
            .find_map(|sentence| {
                let text = plain(sentence.source);
                let lower = text.to_ascii_lowercase();
                let stated = |at: &usize| {
                    let words = words(&text[..*at]);
                    let last = &words[words.len().saturating_sub(2)..];
                    !holds(last, "not | never | longer | nor | if | whether")
                };
                let items = before
                    .iter()
                    .find_map(|phrase| lower.find(phrase).filter(stated).map(|at| &text[..at]))
                    .or_else(|| {
                        after
                            .iter()
                            .find_map(|phrase| lower.find(phrase).filter(stated).map(|at| &text[at + phrase.len()..]))
                    })?;
                let items = enumerated(items);
                (items.len() > 1).then_some((sentence, items))
            })
    };
    let Some((sentence, items)) = named(false).or_else(|| named(true)) else {
        return Vec::new();
    };
    items
        .into_iter()
        .map(|text| Item {
            text,
            source: sentence.source,
            range: sentence.range.clone(),
            section: sentence.section.clone(),
        })
        .collect()
}

/// The parts of "a, b, and c"; a comma in parentheses does not part.
fn enumerated(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches(['.', ':', ';']);
    let text = [" all", " must", " will", " both"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    let text = text.rsplit_once(": ").map_or(text, |(_, items)| items);
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if depth > 0 || !matches!(c, ',' | ';') => part.push(c),
            _ => parts.push(String::new()),
        }
    }
    let last = parts.pop().unwrap_or_default();
    match last.trim().strip_prefix("and ").or(last.trim().strip_prefix("or ")) {
        Some(last) => parts.push(last.into()),
        None => match last.rsplit_once(" and ") {
            Some((one, other)) => parts.extend([one.into(), other.into()]),
            None => parts.push(last),
        },
    }
    parts
        .iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}
