//! Two and three people writing at once. The property: **every word that a writer typed is afterwards
//! in the newest text, or in a text that is kept for that writer**, unless somebody who had it in front
//! of them took it out, which the history keeps. Every word here is unique, so a word stands for each
//! of its characters. Two more hold: bringing edits together doubles nothing, and what a
//! conflict offers as its result holds both sides.

use std::collections::{BTreeMap, BTreeSet};

use domain::proposal::{Applied, Body, Place, apply, placed, reorder, sections, sides};
use proptest::prelude::*;

/// One thing done to a section, before it is saved. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Act {
    /// Types a line in place of one of them.
    Replace(usize),
    /// Types a paragraph in front of a line.
    Insert(usize),
    /// Takes a line out.
    Remove(usize),
    /// Types another name for the section.
    Rename,
    /// Types a heading in front of a line.
    Split(usize),
    /// Moves a line in front of another, as by cut and paste.
    Move(usize, usize),
    /// Takes all out: the section is deleted.
    Clear,
}

/// What a writer does with the document as they have it before them.
#[derive(Clone, Debug)]
enum Edit {
    Section(usize, Vec<Act>),
    Add(usize),
    Order(usize, usize),
}

/// A step of the interleaving.
#[derive(Clone, Debug)]
enum Step {
    /// A writer reads the newest text.
    Read(usize),
    /// A writer saves an edit begun on what they read.
    Save(usize, Edit),
    /// A writer settles their oldest conflict by saving the result as it is offered; meanwhile
    /// another may have saved, since the page was opened at this writer's last reading.
    Settle(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..20_usize).prop_map(Act::Replace),
        4 => (0..20_usize).prop_map(Act::Insert),
        2 => (0..20_usize).prop_map(Act::Remove),
        1 => Just(Act::Rename),
        1 => (0..20_usize).prop_map(Act::Split),
        1 => ((0..20_usize), (0..20_usize)).prop_map(|(from, to)| Act::Move(from, to)),
        1 => Just(Act::Clear),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        8 => ((0..6_usize), prop::collection::vec(act(), 1..4)).prop_map(|(at, acts)| Edit::Section(at, acts)),
        1 => (0..6_usize).prop_map(Edit::Add),
        1 => ((0..6_usize), (0..6_usize)).prop_map(|(from, to)| Edit::Order(from, to)),
    ]
}

fn step(writers: usize) -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..writers).prop_map(Step::Read),
        5 => ((0..writers), edit()).prop_map(|(who, edit)| Step::Save(who, edit)),
        2 => (0..writers).prop_map(Step::Settle),
    ]
}

/// A conflict that is kept for its writer.
struct Lost {
    base: Body,
    place: (String, String),
    text: String,
    settled: bool,
}

struct Desk {
    latest: Body,
    /// What each writer has before them.
    read: Vec<Body>,
    lost: Vec<Vec<Lost>>,
    /// What each writer typed, and what was knowingly taken out.
    typed: Vec<BTreeSet<String>>,
    removed: BTreeSet<String>,
    /// Words of texts that were sent to be saved.
    sent: BTreeSet<String>,
    words: usize,
}

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
    {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

impl Desk {
    fn new(text: &str, writers: usize) -> Self {
        let latest = Body::new(text).expect("short");
        Self {
            read: vec![latest.clone(); writers],
            latest,
            lost: (0..writers).map(|_| Vec::new()).collect(),
            typed: vec![BTreeSet::new(); writers],
            removed: BTreeSet::new(),
            sent: BTreeSet::new(),
            words: 0,
        }
    }

    /// A word that nobody typed before.
    fn word(&mut self, who: usize) -> String {
        self.words += 1;
        let word = format!("{}{}", ["ann", "bob", "cyn"][who], self.words);
        self.typed[who].insert(word.clone());
        word
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Read(who) => self.read[*who] = self.latest.clone(),
            Step::Save(who, Edit::Section(at, acts)) => self.edit(*who, *at, acts),
            Step::Save(who, Edit::Add(after)) => {
                let all = sections(&self.read[*who]);
                let after = all
                    .get(after % (all.len() + 1))
                    .map_or("", |section| &section.key)
                    .to_owned();
                let (title, line) = (self.word(*who), self.word(*who));
                let base = self.read[*who].clone();
                self.save(*who, &base, ("", &after), &format!("## {title}\n\n{line}\n"), "");
            }
            Step::Save(who, Edit::Order(from, to)) => {
                let all = sections(&self.read[*who]);
                let mut keys: Vec<&str> = all.iter().map(|section| section.key.as_str()).collect();
                if keys.is_empty() {
                    return;
                }
                let moved = keys.remove(from % keys.len());
                keys.insert(to % (keys.len() + 1), moved);
                let before = words(self.latest.as_str());
                if let Ok(body) = reorder(&self.latest, &keys) {
                    assert_eq!(words(body.as_str()), before, "moving sections changes no word");
                    self.latest = body;
                }
            }
            Step::Settle(who) => {
                let Some(at) = self.lost[*who].iter().position(|lost| !lost.settled) else {
                    return;
                };
                let lost = &self.lost[*who][at];
                let page = self.read[*who].clone();
                let place = place((&lost.place.0, &lost.place.1));
                let sides = sides(&lost.base, &page, place, &lost.text);
                let (first, last) = sides.place.clone().unwrap_or_default();
                self.lost[*who][at].settled = true;
                self.save(
                    *who,
                    &page,
                    (&first, &last),
                    &sides.result,
                    sides.theirs.as_deref().unwrap_or_default(),
                );
            }
        }
    }

    fn edit(&mut self, who: usize, at: usize, acts: &[Act]) {
        let base = self.read[who].clone();
        let all = sections(&base);
        let Some(section) = all.get(at % all.len().max(1)) else {
            return;
        };
        let mut lines: Vec<String> = section.text.lines().map(str::to_owned).collect();
        for act in acts {
            let count = lines.len().max(1);
            match act {
                Act::Replace(at) if at % count > 0 && !lines.is_empty() => lines[at % count] = self.word(who),
                Act::Insert(at) => {
                    let (at, word) = ((at % (count + 1)).max(1).min(lines.len()), self.word(who));
                    lines.splice(at..at, [word, String::new()]);
                }
                Act::Remove(at) if at % count > 0 && !lines.is_empty() => {
                    lines.remove(at % count);
                }
                Act::Rename if !lines.is_empty() => lines[0] = format!("## {}", self.word(who)),
                Act::Split(at) => {
                    let (at, word) = ((at % (count + 1)).max(1).min(lines.len()), self.word(who));
                    lines.splice(at..at, [String::new(), format!("## {word}"), String::new()]);
                }
                Act::Move(from, to) if count > 2 => {
                    let line = lines.remove(1 + from % (count - 1));
                    lines.insert(1 + to % (count - 1), line);
                }
                Act::Clear => lines.clear(),
                _ => {}
            }
        }
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        // The editor keeps an empty text from being saved: deleting is asked for on a page of its own,
        // and refused when the section changed.
        let deletes = text.trim().is_empty();
        let key = section.key.clone();
        let before = section.text.clone();
        if deletes {
            if let Ok(Applied::Body { body, .. }) = apply(&base, &self.latest, Place::Over(&key, &key), "") {
                self.removed.extend(words(&before).into_keys());
                self.latest = body;
            }
            return;
        }
        self.save(who, &base, (&key, &key), &text, &before);
    }

    /// Saves as the store does, and checks what must hold of one save. `before` is what the writer had
    /// in front of them in this place.
    fn save(&mut self, who: usize, base: &Body, keys: (&str, &str), text: &str, before: &str) {
        let after = words(text);
        self.sent.extend(after.keys().cloned());
        let taken_out = words(before).into_keys().filter(|word| !after.contains_key(word));
        match apply(base, &self.latest, place(keys), text) {
            Ok(Applied::Body { body, .. }) => {
                let (was, is, seen) = (words(self.latest.as_str()), words(body.as_str()), words(base.as_str()));
                self.removed.extend(taken_out);
                for word in after.keys().filter(|word| !seen.contains_key(*word)) {
                    assert!(
                        is.contains_key(word),
                        "{word} was typed and is not in\n{body}\nlatest\n{}\nbase\n{base}\ntext\n{text}",
                        self.latest
                    );
                }
                // What the writer has twice in their own text stands there twice.
                let (own, _) = placed(base, place(keys), text).expect("fits");
                let own = words(own.as_str());
                for (word, count) in &is {
                    let most = was.get(word).max(own.get(word)).copied().unwrap_or(0);
                    assert!(
                        *count <= most,
                        "{word} stands {count} times in\n{body}\nlatest\n{}\nbase\n{base}\ntext\n{text}",
                        self.latest
                    );
                }
                for word in was.keys().filter(|word| !self.removed.contains(*word)) {
                    assert!(
                        is.contains_key(word),
                        "{word} of another is gone from\n{body}\nlatest\n{}\nbase\n{base}\ntext\n{text}",
                        self.latest
                    );
                }
                self.latest = body;
            }
            Ok(Applied::Unchanged) => {}
            Ok(Applied::Conflict) => {
                let sides = sides(base, &self.latest, place(keys), text);
                let (offered, seen) = (words(&sides.result), words(&sides.base));
                let theirs = words(sides.theirs.as_deref().unwrap_or_default());
                for word in after
                    .keys()
                    .chain(theirs.keys())
                    .filter(|word| !seen.contains_key(*word))
                {
                    assert!(offered.contains_key(word), "{word} is not offered in\n{}", sides.result);
                }
                self.lost[who].push(Lost {
                    base: base.clone(),
                    place: (keys.0.to_owned(), keys.1.to_owned()),
                    text: text.to_owned(),
                    settled: false,
                });
            }
            Err(error) => panic!("{error}"),
        }
    }

    fn nothing_is_lost(&self) {
        let text = words(self.latest.as_str());
        for (who, typed) in self.typed.iter().enumerate() {
            let kept: BTreeSet<String> = self.lost[who]
                .iter()
                .flat_map(|lost| words(&lost.text).into_keys())
                .collect();
            for word in typed.iter().filter(|word| !self.removed.contains(*word)) {
                let there = text.contains_key(word) || kept.contains(word);
                // What was typed and taken out again within one edit was never sent.
                assert!(there || !self.sent.contains(word), "{word} is lost:\n{}", self.latest);
            }
        }
    }
}

fn place<'a>((first, last): (&'a str, &'a str)) -> Place<'a> {
    if first.is_empty() {
        Place::After(last)
    } else {
        Place::Over(first, last)
    }
}

const TEXT: &str = "# Pilot\n\nBy Dana.\n\n## One\n\nalpha\n\nbeta\n\n- gamma\n- delta\n- epsilon\n\n## Two\n\nzeta\n\neta\n\n## Three\n\ntheta\n\niota\n\nkappa\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn two_writers_lose_nothing(steps in prop::collection::vec(step(2), 2..8)) {
        let mut desk = Desk::new(TEXT, 2);
        steps.iter().for_each(|step| desk.take(step));
        desk.nothing_is_lost();
    }

    #[test]
    fn three_writers_lose_nothing(steps in prop::collection::vec(step(3), 3..14)) {
        let mut desk = Desk::new(TEXT, 3);
        steps.iter().for_each(|step| desk.take(step));
        desk.nothing_is_lost();
    }
}

/// Texts made to be slow to compare are answered all the same, and nothing of them is lost.
#[test]
fn texts_made_to_be_slow_are_bounded() {
    let mut seed = 7_u32;
    let mut noise = |lines: usize, words: u32| -> String {
        (0..lines)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                format!("{}\n", (seed >> 16) % words)
            })
            .collect()
    };
    for (lines, words) in [(5_400, 2), (5_400, 1_000), (20_000, 9), (30_000, 2)] {
        let texts = [noise(lines, words), noise(lines, words), noise(lines, words)];
        let [base, mine, theirs] = texts.map(|text| format!("## A\n\n{text}"));
        let outcome = domain::proposal::merge(&base, &mine, &theirs);
        assert!(matches!(outcome, domain::proposal::Merge::Conflict(_)));
    }
    let long = |word: &str| Body::new(&format!("## A\n\n{}\n", word.repeat(65_000 / word.len()))).expect("64 KB");
    let (base, latest) = (long("x"), long("y "));
    let text = format!("## A\n\n{}\n", "[".repeat(60_000));
    assert_eq!(
        apply(&base, &latest, Place::Over("a", "a"), &text),
        Ok(Applied::Conflict)
    );
    let sides = sides(&base, &latest, Place::Over("a", "a"), &text);
    assert!(sides.result.contains(&"[".repeat(60_000)) && sides.result.contains("y y"));
}
