//! Items named in running text.

use super::Item;
use super::tables::lines;
use crate::claims::{is_aside, is_hedged};
use crate::doubts::subject;
use crate::outline::{Outline, Sentence, plain};
use crate::phrases;
use crate::topic::Topic;
use crate::words::{holds, words};
use domain::terms::TermName;

/// What follows the things that are not for pilot PMs.
const STAY_WITH_ENGINEERING: [&str; 10] = [
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
];

/// "Data models, sign-in and releases stay with engineering", "PM zone: copy, flags, prompts", "I need three
/// things from you: a yes, the hours, your time".
pub(super) fn items<'a>(outline: &Outline<'a>, term: TermName) -> Vec<Item<'a>> {
    if matches!(term, TermName::WeekOne | TermName::NoGo) {
        return in_week_one(outline, term);
    }
    let told = |summary: bool| {
        outline.sentences.iter().enumerate().filter(move |(_, sentence)| {
            !sentence.topic.is_aside()
                && !matches!(sentence.topic, Topic::WeekOne | Topic::NoGo)
                && (sentence.topic == Topic::Summary) == summary
                && !is_aside(&sentence.words)
                && !is_hedged(&sentence.source.replace("would", ""), &without_would(sentence))
        })
    };
    let first = |summary: bool| {
        told(summary).find_map(|(at, sentence)| {
            let around = around(outline, at);
            let items = match term {
                TermName::Asks => asked(sentence),
                TermName::Metrics => measured(sentence),
                _ => on_a_side(sentence, around, term).or_else(|| labelled(sentence, around, term)),
            };
            // A label stands in a sentence of its own before what it names.
            let items = items?;
            let source = around.iter().find(|sentence| sentence.source.contains(&items[0]));
            Some((source.unwrap_or(sentence), items))
        })
    };
    let in_table = || in_a_row(outline, term);
    if let Some(items) = first(false).map(made).or_else(in_table) {
        return items;
    }
    first(true).map(made).unwrap_or_default()
}

fn without_would(sentence: &Sentence<'_>) -> Vec<crate::words::Word> {
    let words = sentence.words.iter().filter(|word| word.text != "would");
    words.cloned().collect()
}

fn made<'a>((sentence, items): (&Sentence<'a>, Vec<String>)) -> Vec<Item<'a>> {
    let items = items.into_iter().map(|text| Item {
        text,
        source: sentence.source,
        range: sentence.range.clone(),
        section: sentence.section.clone(),
        label: None,
    });
    items.collect()
}

/// The paragraph, item or row that a sentence is part of.
fn around<'o, 'a>(outline: &'o Outline<'a>, at: usize) -> &'o [Sentence<'a>] {
    let sentences = &outline.sentences;
    let block = sentences[at].block;
    let from = sentences[..at]
        .iter()
        .rev()
        .take_while(|sentence| sentence.block == block)
        .count();
    let to = sentences[at..]
        .iter()
        .take_while(|sentence| sentence.block == block)
        .count();
    &sentences[at - from..at + to]
}

/// Items beside words that say on which side of the zone they are.
fn on_a_side(sentence: &Sentence<'_>, around: &[Sentence<'_>], term: TermName) -> Option<Vec<String>> {
    let engineering = term == TermName::EngineeringZone;
    let (before, after): (&[&str], &[&str]) = if engineering {
        (
            &STAY_WITH_ENGINEERING,
            &[
                "engineering keeps ",
                "engineering retains ",
                "engineering owns ",
                "engineering continues to own ",
                "engineers keep ",
                "engineering zone: ",
            ],
        )
    } else {
        (
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
                "stay within ",
                "stay inside ",
            ],
        )
    };
    let who = &phrases::PM_OR_PMS_OR_PRODUCT_MANAGERS_OR_ZONE;
    let about = matches!(
        sentence.topic,
        Topic::PmZone | Topic::EngineeringZone | Topic::Design | Topic::Summary | Topic::Reviewer
    ) || holds(&sentence.words, &phrases::ZONE_ALONE)
        || sentence.under.is_empty()
            && around
                .iter()
                .any(|sentence| holds(&sentence.words, &phrases::PM_OR_PMS_OR_PRODUCT_MANAGERS_OR_PM_ZONE));
    if !about || !engineering && !holds(&sentence.words, who) {
        return None;
    }
    let text = plain(sentence.source);
    let lower = text.to_ascii_lowercase();
    let stated = |at: &usize| {
        let words = words(&text[..*at]);
        let last = &words[words.len().saturating_sub(2)..];
        !holds(last, &phrases::NOT_OR_NEVER_OR_LONGER)
    };
    let left = |phrase: &&str| lower.find(*phrase).filter(stated).map(|at| &text[..at]);
    let right = |phrase: &&str| lower.find(*phrase).filter(stated).map(|at| &text[at + phrase.len()..]);
    // What stands on the far side of a semicolon, if it is about the other side of the zone, is no item.
    let items = before
        .iter()
        .find_map(left)
        .map(|text| match text.rsplit_once(';') {
            Some((first, rest)) if holds(&words(first), who) => rest,
            _ => text,
        })
        .or_else(|| {
            after.iter().find_map(right).map(|text| match text.split_once(';') {
                Some((first, rest)) if holds(&words(rest), &phrases::ENGINEERING_OR_ENGINEERS_OR_EVERYTHING) => first,
                _ => text,
            })
        })?;
    several(enumerated(items))
}

/// "PM zone: copy, flags, prompts": a label and what it names, in one sentence or two.
fn labelled(sentence: &Sentence<'_>, around: &[Sentence<'_>], term: TermName) -> Option<Vec<String>> {
    if sentence.source.starts_with('|') {
        return None;
    }
    let text = plain(sentence.source);
    let bold = sentence
        .source
        .strip_prefix("**")
        .and_then(|text| text.split_once("**"));
    let rest = match (text.split_once(':'), bold) {
        (Some((label, rest)), _) if names(label, term, sentence.topic) && !rest.contains(": ") => rest.to_owned(),
        // What a bold label names may stand in the next sentence.
        (_, Some((label, rest))) if names(label.trim_end_matches(['.', ':']), term, sentence.topic) => {
            if rest.chars().any(char::is_alphanumeric) {
                plain(rest)
            } else {
                let next = around.iter().position(|other| other.range == sentence.range)? + 1;
                plain(around.get(next)?.source)
            }
        }
        _ => return None,
    };
    // What stands on the far side of a semicolon is about the other side of the zone, or is an item too.
    let rest = match rest.split_once(';') {
        Some((first, other)) if holds(&words(other), &phrases::ENGINEERING_OR_ENGINEERS_OR_PMS) => first,
        _ => &rest,
    };
    // "Engineering zone. Data models and releases all remain with engineering": the label said that already.
    let lower = rest.to_ascii_lowercase();
    let said = STAY_WITH_ENGINEERING.iter().find_map(|phrase| lower.find(phrase));
    let rest = said.map_or(rest, |at| &rest[..at]);
    let says_more = &phrases::MAY_OR_CAN;
    (!holds(&words(rest), says_more))
        .then(|| several(enumerated(rest)))
        .flatten()
}

/// "Do: read the guide, ship a word", "Don't: touch billing": labels under week one.
fn in_week_one<'a>(outline: &Outline<'a>, term: TermName) -> Vec<Item<'a>> {
    let labelled = |sentence: &Sentence<'a>| {
        let week_one = matches!(sentence.topic, Topic::WeekOne | Topic::NoGo);
        let text = plain(sentence.source);
        let (label, rest) = text.split_once(':').filter(|_| week_one)?;
        let side = match label.trim().to_lowercase().replace('’', "'").as_str() {
            "do" | "dos" | "do's" | "to do" | "activities" => TermName::WeekOne,
            "don't" | "don'ts" | "donts" | "do not" | "no-go" | "no-gos" | "never" => TermName::NoGo,
            _ => return None,
        };
        (side == term && !rest.contains(": "))
            .then(|| several(enumerated(rest)))
            .flatten()
    };
    let mut sentences = outline.sentences.iter();
    let named = sentences.find_map(|sentence| labelled(sentence).map(|items| (sentence, items)));
    named.map(made).unwrap_or_default()
}

/// "PM zone | copy, flags, prompts": a row of a table of facts.
fn in_a_row<'a>(outline: &Outline<'a>, term: TermName) -> Option<Vec<Item<'a>>> {
    let mut tables = outline
        .tables
        .iter()
        .filter(|table| !table.topic.is_aside() && matches!(term, TermName::PmZone | TermName::EngineeringZone));
    tables.find_map(|table| {
        table.rows.iter().find_map(|(row, cells)| {
            let [label, named, ..] = &cells[..] else { return None };
            let lines = Some(lines(&named.text)).filter(|lines| lines.len() > 1);
            let items = lines.or_else(|| several(enumerated(&named.text)))?;
            names(&label.text, term, table.topic).then(|| {
                let items = items.into_iter().map(|text| Item {
                    text,
                    source: row.source,
                    range: row.range.clone(),
                    section: table.section.clone(),
                    label: None,
                });
                items.collect()
            })
        })
    })
}

/// Whether a label names this side of the zone.
fn names(label: &str, term: TermName, topic: Topic) -> bool {
    let wanted = match term {
        TermName::PmZone => Topic::PmZone,
        _ => Topic::EngineeringZone,
    };
    // "In: copy, flags" and "Out: schema" under the zone
    let side = match label.trim().to_lowercase().as_str() {
        "in" | "inside" | "allowed" | "yes" | "open" => Some(Topic::PmZone),
        "out" | "not allowed" | "no" | "closed" => Some(Topic::EngineeringZone),
        _ => None,
    };
    let zone = matches!(topic, Topic::PmZone | Topic::EngineeringZone);
    label.split_whitespace().count() <= 5 && (Topic::of(label) == wanted || zone && side == Some(wanted))
}

/// "I need four things from you: a yes, the hours, your agreement and your time."
fn asked(sentence: &Sentence<'_>) -> Option<Vec<String>> {
    let text = plain(sentence.source);
    let (lead, rest) = text.split_once(": ")?;
    let lead = words(lead);
    let asks = holds(&lead, &phrases::NEED) && holds(&lead, &phrases::YOU);
    (asks && !holds(&lead, &phrases::NOT_OR_NOTHING))
        .then(|| several(enumerated(rest)))
        .flatten()
}

/// "We measure days to first commit, review cycles and energy."
fn measured(sentence: &Sentence<'_>) -> Option<Vec<String>> {
    let text = plain(sentence.source);
    let lower = text.to_ascii_lowercase();
    let verbs = ["measure ", "report on ", "report ", "track ", "look at "];
    let ours = ["we ", "we will ", "we'll ", "we’ll ", "we would ", "we shall "];
    let rest = ours.iter().find_map(|ours| {
        verbs.iter().find_map(|verb| {
            let at = lower.find(&format!("{ours}{verb}"))?;
            Some(&text[at + ours.len() + verb.len()..])
        })
    })?;
    let items = enumerated(rest);
    let counted = items
        .iter()
        .any(|item| words(item).first().is_none_or(|word| word.number.is_some()));
    let known = items.iter().filter(|item| subject(&words(item)).is_some()).count();
    (items.len() > 2 && !counted && (known > 1 || sentence.topic == Topic::Metrics)).then_some(items)
}

fn several(items: Vec<String>) -> Option<Vec<String>> {
    (items.len() > 1).then_some(items)
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
