//! What a part of the text says about the terms, whatever heading it stands under.
//!
//! Reading a proposal passes over its background and its risks, because nothing there states a term. A reader
//! of the signed text does not pass over them: "the bar is 20 %" under "Risks" says something else than
//! the criteria do.

use crate::Edition;
use crate::claims::{is_aside, is_hedged};
use crate::outline::{Sentence, outline};
use crate::phrases;
use crate::reader::read_part;
use crate::topic::{below_heading, under_own_heading};
use crate::words::holds;
use domain::decimal::Decimal;
use domain::document::{Body, Section};
use domain::proposal::Restated;
use domain::terms::{Says, TermName, Terms};

/// What the section says about terms and `terms` do not say. What is loose, conditional or told of another
/// time or place says nothing.
pub(crate) fn restated(section: &Section, terms: &Terms, edition: Edition) -> Vec<Restated> {
    // Under its own heading, which may help to understand it, and under one that says nothing.
    let bare = format!("## Text\n\n{}", below_heading(section, edition));
    let mut found: Vec<Restated> = Vec::new();
    let mut add = |term, said| {
        let one = Restated { term, said };
        if !found.contains(&one) {
            found.push(one);
        }
    };
    for body in [&*under_own_heading(section, edition), &bare]
        .into_iter()
        .filter_map(|text| Body::new(text).ok())
    {
        for mention in read_part(&body, edition).mentions {
            if mention.says != Says::Unclear && mention.agrees(terms) == Some(false) {
                add(mention.term, mention.said());
            }
        }
    }
    for said in bars(&bare, terms, edition) {
        add(TermName::CommitDropPercent, said);
    }
    found
}

/// Whether a sentence speaks of the bar, and of no other time or place.
fn speaks_of_bar(sentence: &Sentence<'_>) -> bool {
    let words = &sentence.words;
    holds(words, &phrases::BAR) && !is_aside(words) && !is_hedged(sentence.source, words)
}

/// The percentages in a sentence.
fn percentages(sentence: &Sentence<'_>) -> impl Iterator<Item = Decimal> {
    let pairs = sentence.words.windows(2).filter(|pair| pair[1].text == "percent");
    pairs.filter_map(|pair| pair[0].number?.decimal())
}

/// The sentences that speak of the bar and say neither a percentage nor another value of a term: what they come to
/// cannot be told. Without emphasis, white space as one space.
pub(crate) fn unclear(section: &Section, edition: Edition) -> Vec<String> {
    let bare = format!("## Text\n\n{}", below_heading(section, edition));
    let outline = outline(&bare, edition);
    let speak = || outline.sentences.iter().filter(|sentence| speaks_of_bar(sentence));
    if speak().next().is_none() {
        return Vec::new();
    }
    let mentions = Body::new(&bare)
        .map(|body| read_part(&body, edition).mentions)
        .unwrap_or_default();
    let says = |sentence: &Sentence<'_>| {
        let mut clear = mentions.iter().filter(|mention| mention.says != Says::Unclear);
        clear.any(|mention| sentence.range.contains(&mention.range.start)) || percentages(sentence).next().is_some()
    };
    let plain = |text: &str| {
        text.replace(['*', '_', '`'], "")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    speak()
        .filter(|sentence| !says(sentence))
        .map(|sentence| plain(sentence.source))
        .collect()
}

/// Percentages that sentences give as the bar. There is one bar in per cent, so that a sentence need not say
/// of what.
fn bars(text: &str, terms: &Terms, edition: Edition) -> Vec<String> {
    let Some(agreed) = terms.commit_drop_percent else {
        return Vec::new();
    };
    let outline = outline(text, edition);
    outline
        .sentences
        .iter()
        .filter(|sentence| speaks_of_bar(sentence))
        .flat_map(percentages)
        .filter(|percent| *percent != agreed)
        .map(|percent| format!("at least {percent} %"))
        .collect()
}

#[cfg(test)]
mod tests;
