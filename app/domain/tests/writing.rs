//! Two and three people writing at once. The property: **every word that a writer typed is afterwards
//! in the newest text, or in a text that is kept for that writer**, unless somebody who had it in front
//! of them took it out, which the history keeps. Every word here is unique, so a word stands for each
//! of its characters. Two more hold: bringing edits together doubles nothing, and what a
//! conflict offers as its result holds both sides. Lines are paragraphs of several sentences, list items
//! and table rows, and most edits are made inside them.

use std::collections::{BTreeMap, BTreeSet};

use domain::document::{Body, reorder, sections};
use domain::proposal::{Applied, Place, apply, placed, sides};
use proptest::prelude::*;

#[path = "cases/config.rs"]
mod config;

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
    /// Types a word, or a number, in place of a word of a line.
    Word(usize, usize, bool),
    /// Types a sentence in front of one of a line, or at its end.
    Say(usize, usize),
    /// Takes a sentence out of a line.
    Unsay(usize, usize),
    /// Moves a sentence of one line into another.
    Carry(usize, usize, usize),
    /// Makes one paragraph of a line and the next one.
    Join(usize),
    /// Makes two paragraphs of a line.
    Break(usize, usize),
    /// Types a row or an item behind a line.
    Row(usize),
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
        9 => ((0..20_usize), (0..20_usize), any::<bool>()).prop_map(|(line, at, number)| Act::Word(line, at, number)),
        6 => ((0..20_usize), (0..8_usize)).prop_map(|(line, at)| Act::Say(line, at)),
        5 => ((0..20_usize), (0..8_usize)).prop_map(|(line, at)| Act::Unsay(line, at)),
        2 => ((0..20_usize), (0..8_usize), (0..20_usize)).prop_map(|(line, at, to)| Act::Carry(line, at, to)),
        2 => (0..20_usize).prop_map(Act::Join),
        2 => ((0..20_usize), (0..8_usize)).prop_map(|(line, at)| Act::Break(line, at)),
        1 => (0..20_usize).prop_map(Act::Row),
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
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
    {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// The sentences of a line, without its marker; a row is one.
fn sentences(line: &str) -> (&str, Vec<String>) {
    let (marker, said) = line.split_at(if line.starts_with("- ") { 2 } else { 0 });
    if said.starts_with('|') {
        return (marker, vec![said.to_owned()]);
    }
    let cut = said.split_inclusive(". ").map(|sentence| sentence.trim().to_owned());
    (marker, cut.filter(|sentence| !sentence.is_empty()).collect())
}

/// How often each sentence stands in a text.
fn said(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        for sentence in sentences(line).1 {
            if sentence.contains(char::is_alphanumeric) {
                *counts.entry(sentence).or_default() += 1;
            }
        }
    }
    counts
}

fn line_of(marker: &str, sentences: &[String]) -> String {
    format!("{marker}{}", sentences.join(" "))
}

/// Whether a line has sentences to write in.
fn is_running(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(['#', '|'])
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
        let count = self.words.to_string();
        let letters: String = count.bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        let word = format!("{}{letters}", ["Ann", "Bob", "Cyn"][who]);
        self.typed[who].insert(word.clone());
        word
    }

    /// A number that nobody typed before.
    fn number(&mut self, who: usize) -> String {
        self.words += 1;
        let number = format!("{}", 1000 + self.words);
        self.typed[who].insert(number.clone());
        number
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
            if let Act::Word(at, ..)
            | Act::Say(at, _)
            | Act::Unsay(at, _)
            | Act::Carry(at, ..)
            | Act::Join(at)
            | Act::Break(at, _)
            | Act::Row(at) = act
            {
                // Lines that say something, but for the heading.
                let said: Vec<usize> = (1..lines.len()).filter(|at| !lines[*at].is_empty()).collect();
                if let Some(line) = said.get(at % said.len().max(1)) {
                    self.write_in(who, &mut lines, *line, act);
                }
                continue;
            }
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

    /// Does something within a line.
    fn write_in(&mut self, who: usize, lines: &mut Vec<String>, at: usize, act: &Act) {
        let line = lines[at].clone();
        let (marker, mut said) = sentences(&line);
        match act {
            Act::Word(_, nth, number) => {
                let mut all: Vec<String> = line.split(' ').map(str::to_owned).collect();
                let is_word = |word: &String| word.chars().any(char::is_alphanumeric);
                let places: Vec<usize> = (0..all.len()).filter(|at| is_word(&all[*at])).collect();
                let Some(place) = places.get(nth % places.len().max(1)) else {
                    return;
                };
                let word = if *number { self.number(who) } else { self.word(who) };
                let end = if all[*place].ends_with('.') { "." } else { "" };
                all[*place] = format!("{word}{end}");
                lines[at] = all.join(" ");
            }
            Act::Say(_, nth) if is_running(&line) => {
                let sentence = format!("{} {}.", self.word(who), self.word(who));
                said.insert(nth % (said.len() + 1), sentence);
                lines[at] = line_of(marker, &said);
            }
            Act::Unsay(_, nth) if said.len() > 1 => {
                said.remove(nth % said.len());
                lines[at] = line_of(marker, &said);
            }
            Act::Carry(_, nth, to) if said.len() > 1 => {
                let sentence = said.remove(nth % said.len());
                lines[at] = line_of(marker, &said);
                let running: Vec<usize> = (1..lines.len()).filter(|at| is_running(&lines[*at])).collect();
                let to = running[to % running.len()];
                lines[to] = format!("{} {sentence}", lines[to]);
            }
            Act::Join(_) if is_running(&line) => {
                let Some(next) = (at + 1..lines.len()).find(|at| !lines[*at].is_empty()) else {
                    return;
                };
                if is_running(&lines[next]) {
                    let other = lines[next].trim_start_matches("- ").to_owned();
                    lines.drain(at + 1..=next);
                    lines[at] = format!("{line} {other}");
                }
            }
            Act::Break(_, nth) if is_running(&line) && said.len() > 1 => {
                let rest = said.split_off(1 + nth % (said.len() - 1));
                let second = line_of(marker, &rest);
                let gap = if marker.is_empty() {
                    vec![String::new(), second]
                } else {
                    vec![second]
                };
                lines[at] = line_of(marker, &said);
                lines.splice(at + 1..at + 1, gap);
            }
            Act::Row(_) => {
                let (one, other) = (self.word(who), self.word(who));
                let row = match line.chars().next() {
                    Some('|') => format!("| {one} | {other} |"),
                    Some('-') => format!("- {one} {other}."),
                    _ => return,
                };
                lines.insert(at + 1, row);
            }
            _ => {}
        }
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
                // What the writer has twice in their own text stands there twice. Two who each put in a changed
                // copy of a sentence, as conflicts are settled, repeat its words and not the sentence.
                let (own, _) = placed(base, place(keys), text).expect("fits");
                let (before, now) = (said(self.latest.as_str()), said(body.as_str()));
                let mine = said(own.as_str());
                for (sentence, count) in &now {
                    let most = before.get(sentence).max(mine.get(sentence)).copied().unwrap_or(1);
                    assert!(
                        *count <= most,
                        "{sentence} stands {count} times in\n{body}\nlatest\n{}\nbase\n{base}\ntext\n{text}",
                        self.latest
                    );
                }
                let own = words(own.as_str());
                for (word, count) in &is {
                    let of = |text: &BTreeMap<String, usize>| text.get(word).copied().unwrap_or(0);
                    let (theirs, mine) = (of(&was), of(&own));
                    let most = theirs.max(mine).max((theirs + mine).saturating_sub(of(&seen)));
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
                for (word, count) in &offered {
                    let most = after.get(word).unwrap_or(&0) + theirs.get(word).unwrap_or(&0);
                    assert!(
                        *count <= most.max(1),
                        "{word} is offered {count} times in\n{}",
                        sides.result
                    );
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

const TEXT: &str = "\
# Pilot

By Dana. With others here.

## One

Alpha beta gamma delta. Epsilon 11 zeta eta. Theta iota kappa lambda. Mu nu xi.

Omicron pi rho. Sigma 22 % tau upsilon. Phi chi.

- Psi omega aleph. Beth gimel.
- Dalet he vav.
- Zayin het. Tet 33 yod. Kaf lamed.

## Two

| Mem | nun |
|---|---|
| Samekh | 44 |
| Ayin | pe |

Tsadi qof resh shin. Tav alif ba ta. Tha jim.

## Three

Kha dal 55 dhal. Ra zay sin shayn. Sad dad.

Tah zah. Ghayn fa qaf kam.

Lam 66 mim.
";

proptest! {
    #![proptest_config(config::cases(2000))]

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

    /// In one paragraph, where every sentence is edited by one of two at most.
    #[test]
    fn different_sentences_come_together(
        edits in prop::collection::vec((0..3_usize, 0..4_usize), 1..9),
        marker in prop::sample::select(vec!["", "- ", "> ", "12. ", "  - [ ] "]),
    ) {
        let mut texts: [Vec<String>; 4] = Default::default();
        for text in &mut texts {
            text.push("It begins.".to_owned());
        }
        for (nth, (writer, what)) in edits.iter().enumerate() {
            let letter = char::from(b'a' + u8::try_from(nth).expect("nine at most"));
            let base = format!("So {letter}{letter} goes.");
            let edited = match what {
                0 => vec![format!("So {letter}{letter} stays.")],
                1 => vec![],
                2 => vec![base.clone(), format!("Then {letter} ends.")],
                _ => vec![format!("Now {letter} is. Or {letter} was.")],
            };
            let [before, mine, theirs, both] = &mut texts;
            before.push(base.clone());
            mine.extend(if *writer == 1 { edited.clone() } else { vec![base.clone()] });
            theirs.extend(if *writer == 2 { edited.clone() } else { vec![base.clone()] });
            both.extend(if *writer == 0 { vec![base] } else { edited });
        }
        let [before, mine, theirs, both] = texts.map(|text| format!("Above.\n\n{}\n\nBelow.\n", line_of(marker, &text)));
        prop_assert_eq!(domain::proposal::merge(&before, &mine, &theirs), domain::proposal::Merge::Merged(both));
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
