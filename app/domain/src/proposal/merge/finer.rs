//! Within lines that both sides changed: a paragraph is one long line, and two people who edit different
//! sentences of it do not overlap.

mod pieces;

use std::collections::HashSet;

use super::{Stretch, is_kept, loses, says_something, stretches};
use crate::document::number::is_number;
use pieces::{is_prose, is_source, pieces};

/// What becomes of lines that both sides changed, sentence by sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Finer {
    /// Every sentence is as one of the sides wrote it, and no two edits met.
    Merged(String),
    /// A first text for the person who has to look at it.
    Offered(String),
}

/// Above this many pairs of pieces nobody follows sentence by sentence, and the cost stays bounded.
const PAIRS: usize = 4_000_000;

/// Brings whole lines together sentence by sentence; `None` when that helps nobody: no sentence is left
/// that both can live with.
///
/// Edits of different sentences of running text are merged. These are offered only, for a person to look
/// at: words of one sentence, cells of a table and words of a heading that are apart; sentences that
/// overlap, mine before theirs; and two sides that each changed a number, since the numbers of a paragraph
/// usually speak of each other.
pub(super) fn finer([base, mine, theirs]: [&str; 3]) -> Option<Finer> {
    let texts = [base, mine, theirs];
    let is_one_line = texts.iter().all(|text| text.lines().count() == 1);
    let has_sentences = base.lines().any(|line| statements(line).count() > 1);
    if !is_one_line && !has_sentences {
        return None;
    }
    let tokens = texts.map(pieces);
    if is_much(&tokens) {
        return None;
    }
    let mut result = Text::default();
    for stretch in stretches(&tokens[0], &tokens[1], &tokens[2], false) {
        match stretch {
            Stretch::Same(same) => result.agree(same),
            Stretch::Changed { base, mine, theirs } => result.settle(&base, &mine, &theirs)?,
        }
    }
    if !result.text.is_empty() && !result.text.ends_with('\n') {
        result.text.push('\n');
    }
    let Text {
        text,
        shared,
        asks,
        combined,
    } = result;
    if !shared || loses(texts, &text) || !combined && runs_on(texts, &text) {
        return None;
    }
    let asks = asks
        || !texts.iter().all(|text| text.lines().all(is_prose))
        || !is_kept(texts, &text)
        || !is_of_a_side(&tokens, &text)
        || both_count(texts);
    Some(if asks {
        Finer::Offered(text)
    } else {
        Finer::Merged(text)
    })
}

/// What a text says, sentence by sentence.
pub(super) fn statements(text: &str) -> impl Iterator<Item = &str> {
    pieces(text)
        .into_iter()
        .filter(|piece| !is_marker(piece))
        .map(str::trim)
}

fn is_marker(piece: &str) -> bool {
    piece.ends_with([' ', '\t'])
}

/// Whether every piece of a text is as one of the sides wrote it.
fn is_of_a_side(sides: &[Vec<&str>; 3], text: &str) -> bool {
    let known: HashSet<&str> = sides.iter().flatten().copied().collect();
    pieces(text).iter().all(|piece| known.contains(piece))
}

/// Whether a line of one sentence that a side typed has run together with another: two new paragraphs in
/// one place, say.
fn runs_on([base, mine, theirs]: [&str; 3], text: &str) -> bool {
    let known: HashSet<&str> = statements(base).collect();
    let result: HashSet<&str> = text.lines().collect();
    let is_typed = |line: &&str| {
        let mut said = statements(line);
        said.next().is_some_and(|sentence| !known.contains(sentence)) && said.next().is_none()
    };
    let lines = mine.lines().chain(theirs.lines());
    lines.filter(is_typed).any(|line| !result.contains(line))
}

fn is_much(tokens: &[Vec<&str>; 3]) -> bool {
    tokens[0].len().saturating_mul(tokens[1].len().max(tokens[2].len())) > PAIRS
}

/// A text put together from pieces.
#[derive(Default)]
struct Text {
    text: String,
    /// Both sides can live with some sentence of it.
    shared: bool,
    /// A person has to look at it.
    asks: bool,
    /// Some sentence has the words of both.
    combined: bool,
}

impl Text {
    fn push(&mut self, pieces: &[&str]) {
        for piece in pieces {
            let within_a_line = !self.text.is_empty() && !self.text.ends_with('\n');
            let begins_a_line = is_marker(piece) || piece.ends_with('\n') && says_something(piece);
            if within_a_line && begins_a_line {
                // The line end in front of it is gone, and something came in before that.
                self.text.push('\n');
                self.asks = true;
            } else if within_a_line
                && !self.text.ends_with(char::is_whitespace)
                && !piece.starts_with(char::is_whitespace)
            {
                self.text.push(' ');
            }
            self.text.push_str(piece);
        }
    }

    fn agree(&mut self, pieces: &[&str]) {
        self.shared |= pieces.iter().any(|piece| says_something(piece));
        self.push(pieces);
    }

    /// Adds what both sides changed; `None` when it cannot stand one after the other where it is.
    fn settle(&mut self, base: &[&str], mine: &[&str], theirs: &[&str]) -> Option<()> {
        if mine == theirs || theirs == base {
            self.agree(mine);
        } else if mine == base {
            self.agree(theirs);
        } else if base.len() > 1 && base.len() == mine.len() && base.len() == theirs.len() {
            for at in 0..base.len() {
                self.settle(&base[at..=at], &mine[at..=at], &theirs[at..=at])?;
            }
        } else if let Some(sentence) = words_apart([base, mine, theirs]) {
            (self.asks, self.combined) = (true, true);
            self.agree(&[&sentence]);
        } else {
            self.asks = true;
            let both = [mine, theirs];
            let within_a_line = both.iter().all(|side| side.iter().all(|piece| !piece.contains('\n')));
            let starts_a_line = self.text.is_empty() || self.text.ends_with('\n');
            let whole_lines = both
                .iter()
                .all(|side| side.last().is_none_or(|piece| piece.ends_with('\n')));
            if !(within_a_line || starts_a_line && whole_lines) {
                return None;
            }
            self.push(mine);
            self.push(theirs);
        }
        Some(())
    }
}

/// One sentence, table row or heading with the words of both sides, when they are apart: an unchanged
/// word lies between any two edits. Two numbers are never brought together, not even to be offered.
fn words_apart(sides: [&[&str]; 3]) -> Option<String> {
    let is_row = sides.iter().all(|side| matches!(side, [row] if row.ends_with('\n')));
    let is_running = sides.iter().all(|side| {
        let plain = |piece: &&str| !piece.starts_with(char::is_whitespace) && !piece.ends_with(char::is_whitespace);
        !side.is_empty() && side.iter().all(plain)
    });
    if !is_row && !is_running {
        return None;
    }
    let texts = sides.map(|side| side.join(" "));
    let texts = texts.each_ref().map(String::as_str);
    if both_count(texts) || is_row && texts.iter().any(|row| is_source(row)) {
        return None;
    }
    let words = texts.map(|text| text.split_whitespace().collect::<Vec<_>>());
    if is_much(&words) {
        return None;
    }
    let mut all: Vec<&str> = Vec::new();
    for stretch in stretches(&words[0], &words[1], &words[2], true) {
        match stretch {
            Stretch::Same(same) => all.extend_from_slice(same),
            Stretch::Changed { base, mine, theirs } if mine == theirs || theirs == base => all.extend(mine),
            Stretch::Changed { base, mine, theirs } if mine == base => all.extend(theirs),
            Stretch::Changed { .. } => return None,
        }
    }
    let mut text = all.join(" ");
    if is_row {
        text.push('\n');
    }
    is_kept(texts, &text).then_some(text)
}

/// Whether both sides changed a number, and not in the same way.
fn both_count(texts: [&str; 3]) -> bool {
    let [base, mine, theirs] = texts.map(|text| {
        let mut numbers: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || "-–—/|".contains(c))
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'))
            .filter(|word| is_number(word))
            .collect();
        numbers.sort_unstable();
        numbers
    });
    mine != base && theirs != base && mine != theirs
}

#[cfg(test)]
mod tests;
