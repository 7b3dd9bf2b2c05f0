//! The terms that are lists.

use domain::terms::{Found, TermName};

use super::{Reader, missing};
use crate::lists::Lists;
use crate::outline::{Outline, Sentence};
use crate::phrases;
use crate::topic::Topic;
use crate::words::holds;

/// The first sentence under a heading that promises a list.
fn spoken_list<'o, 'a>(term: TermName, outline: &'o Outline<'a>) -> Option<&'o Sentence<'a>> {
    let topic = match term {
        TermName::Asks => Topic::Asks,
        TermName::Metrics => Topic::Metrics,
        TermName::PmZone => Topic::PmZone,
        TermName::EngineeringZone => Topic::EngineeringZone,
        TermName::WeekOne => Topic::WeekOne,
        _ => Topic::NoGo,
    };
    let zone = matches!(topic, Topic::PmZone | Topic::EngineeringZone);
    let sided = &phrases::ZONE_OR_BOUNDARY;
    let told = |sentence: &&Sentence<'_>| {
        sentence.topic == topic && !sentence.source.ends_with(':') && (!zone || holds(&sentence.words, sided))
    };
    // "Everything else stays with engineering."
    let rest = |sentence: &&Sentence<'_>| {
        let rest = &phrases::EVERYTHING_ELSE;
        let engineering = term == TermName::EngineeringZone && !sentence.topic.is_aside();
        engineering && holds(&sentence.words, rest) && holds(&sentence.words, &phrases::ENGINEERING_OR_ENGINEERS_ALONE)
    };
    let mut sentences = outline.sentences.iter();
    sentences.find(told).or_else(|| outline.sentences.iter().find(rest))
}

impl Reader {
    pub(super) fn lists(&mut self, lists: &Lists<'_>, outline: &Outline<'_>) {
        for term in [
            TermName::Asks,
            TermName::Metrics,
            TermName::PmZone,
            TermName::EngineeringZone,
            TermName::WeekOne,
            TermName::NoGo,
        ] {
            let items = lists.of(term);
            if items.is_empty() {
                self.reading.missing.push(missing(term, spoken_list(term, outline)));
            }
            self.reading.found.extend(items.iter().map(|item| Found {
                term,
                value: item.text.clone(),
                sentence: item.source.into(),
                section: item.section.clone(),
                range: item.range.clone(),
            }));
            let texts = items.into_iter().map(|item| item.text.clone()).collect();
            match term {
                TermName::Asks => self.reading.terms.asks = texts,
                TermName::Metrics => self.reading.terms.metrics = texts,
                TermName::PmZone => self.reading.terms.pm_zone = texts,
                TermName::EngineeringZone => self.reading.terms.engineering_zone = texts,
                TermName::WeekOne => self.reading.terms.week_one = texts,
                _ => self.reading.terms.no_go = texts,
            }
        }
    }
}
