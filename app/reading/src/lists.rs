//! The terms that are lists: asks, metrics, both sides of the zone, week one.

mod kinds;
mod named;
mod tables;

use std::collections::HashSet;
use std::ops::Range;

use self::kinds::{Kind, goes_on, introduces, kind};
use crate::claims::decides;
use crate::outline::{List, ListItem, Outline, without_number};
use crate::topic::Topic;
use crate::words::words;
use domain::terms::TermName;

/// One item of a list term.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    /// Its words, without Markdown.
    pub(crate) text: String,
    /// The exact source of the item, or of the sentence it is part of.
    pub(crate) source: &'a str,
    /// Where that stands in the body, in bytes.
    pub(crate) range: Range<usize>,
    pub(crate) section: String,
    /// What the document calls it by elsewhere, such as "m3".
    pub(crate) label: Option<String>,
}

/// The lists of a document, by what they list.
#[derive(Debug, Default)]
pub(crate) struct Lists<'a> {
    pub(crate) items: Vec<(TermName, Item<'a>)>,
    /// What the pilot is judged by; the criteria are terms one by one, not as a list.
    pub(crate) criteria: Vec<Item<'a>>,
    /// What introduces the criteria.
    pub(crate) criteria_lead: &'a str,
    /// What introduces the metrics.
    pub(crate) metrics_lead: &'a str,
    /// Items of a second list of the same side of the zone, elsewhere in the document.
    pub(crate) again: Vec<(TermName, Item<'a>)>,
}

/// A list as it stands somewhere, with what it lists.
struct Listed<'a> {
    kind: Kind,
    lead: &'a str,
    section: String,
    start: usize,
    items: Vec<Item<'a>>,
}

impl<'a> Lists<'a> {
    pub(crate) fn of(&self, term: TermName) -> Vec<&Item<'a>> {
        self.items
            .iter()
            .filter(|(name, _)| *name == term)
            .map(|(_, item)| item)
            .collect()
    }

    fn has(&self, kind: Kind) -> bool {
        match kind {
            Kind::Criteria => !self.criteria.is_empty(),
            Kind::Term(term) => self.items.iter().any(|(name, _)| *name == term),
        }
    }

    fn take(&mut self, listed: Listed<'a>) {
        match listed.kind {
            Kind::Criteria => {
                self.criteria.extend(listed.items);
                self.criteria_lead = listed.lead;
            }
            Kind::Term(term) => {
                if term == TermName::Metrics {
                    self.metrics_lead = listed.lead;
                }
                self.items.extend(listed.items.into_iter().map(|item| (term, item)));
            }
        }
    }
}

pub(crate) fn lists<'a>(outline: &Outline<'a>) -> Lists<'a> {
    let mut lists = Lists::default();
    let mut home: Vec<(Kind, String)> = Vec::new();
    let mut standing = marked(outline);
    let mut second = Vec::new();
    for table in &outline.tables {
        let (of_it, too) = tables::lists(table);
        standing.extend(of_it);
        second.extend(too);
    }
    standing.sort_by_key(|listed| listed.start);
    for listed in standing {
        let kind = listed.kind;
        // A second list of the same kind counts only where the first one stands, and only when it goes on with it.
        match home.iter().find(|(known, _)| *known == kind) {
            Some((_, section)) if *section != listed.section || !goes_on(kind, listed.lead) => {
                if let Kind::Term(term @ (TermName::PmZone | TermName::EngineeringZone)) = kind {
                    lists.again.extend(listed.items.into_iter().map(|item| (term, item)));
                }
                continue;
            }
            Some(_) => {}
            None => home.push((kind, listed.section.clone())),
        }
        lists.take(listed);
    }
    // What only reads like a list, where there is none.
    let loose = outline.loose.iter().filter_map(|list| {
        let kind = match list.topic {
            Topic::Asks => Kind::Term(TermName::Asks),
            Topic::Metrics => Kind::Term(TermName::Metrics),
            Topic::Criteria => Kind::Criteria,
            _ => return None,
        };
        Some(listed(kind, list, list.items.iter()))
    });
    for listed in second.into_iter().chain(loose) {
        if !lists.has(listed.kind) {
            lists.take(listed);
        }
    }
    for term in TermName::LISTS {
        if !lists.has(Kind::Term(term)) {
            let named = named::items(outline, term).into_iter().map(|item| (term, item));
            lists.items.extend(named);
        }
    }
    lists
}

/// The lists that are marked as such.
fn marked<'a>(outline: &Outline<'a>) -> Vec<Listed<'a>> {
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); outline.lists.len()];
    for (at, list) in outline.lists.iter().enumerate() {
        if let Some((outer, _)) = list.within {
            inside[outer].push(at);
        }
    }
    let mut found = Vec::new();
    let mut taken = HashSet::new();
    for (at, list) in outline.lists.iter().enumerate() {
        if taken.contains(&at) {
            continue;
        }
        let Some(kind) = kind(list).filter(|kind| introduces(*kind, list.lead)) else {
            continue;
        };
        // "Process metrics" and "Outcome" only group what is listed inside them.
        let grouped: HashSet<usize> = inside[at]
            .iter()
            .filter_map(|inner| outline.lists[*inner].within.map(|(_, item)| item))
            .collect();
        if kind != Kind::Term(TermName::Asks) && grouped.len() == list.items.len() && list.items.len() > 1 {
            taken.extend(inside[at].iter().copied());
            let leaves = inside[at].iter().flat_map(|inner| &outline.lists[*inner].items);
            found.push(listed(kind, list, leaves));
        } else {
            found.push(listed(kind, list, list.items.iter()));
        }
    }
    found
}

fn listed<'a, 'l>(kind: Kind, list: &'l List<'a>, items: impl Iterator<Item = &'l ListItem<'a>>) -> Listed<'a>
where
    'a: 'l,
{
    let items = items.filter_map(|item| self::item(kind, item, &list.section));
    Listed {
        kind,
        lead: list.lead,
        section: list.section.clone(),
        start: list.start,
        items: items.collect(),
    }
}

fn item<'a>(kind: Kind, item: &ListItem<'a>, section: &str) -> Option<Item<'a>> {
    // What follows from how many are met is no criterion.
    if kind == Kind::Criteria && decides(&words(item.source)) {
        return None;
    }
    Some(Item {
        text: worded(kind, &item.text),
        source: item.source,
        range: item.range.clone(),
        section: section.into(),
        label: None,
    })
}

/// Names of things lose their full stop; statements keep it.
fn worded(kind: Kind, text: &str) -> String {
    let text = without_number(text);
    match kind {
        Kind::Term(TermName::PmZone | TermName::EngineeringZone | TermName::Metrics) => {
            text.strip_suffix('.').unwrap_or(text).into()
        }
        _ => text.into(),
    }
}
