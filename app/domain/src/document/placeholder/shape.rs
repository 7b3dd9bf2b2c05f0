//! The shapes of gaps, and what has the same shape and is none. What is not known to be something else is asked about:
//! a person can say with one press that it is no gap.

mod known;
mod markup;
mod name;

use std::ops::Range;

use known::{is_instruction, is_known, is_label};
use markup::{is_element, is_name};
use name::is_open;

pub(super) use markup::{is_named_tag, tags_alone};
pub(super) use name::{asked, name};

/// The longest text between marks that counts as a gap whatever it says, in bytes.
const LONGEST: usize = 120;
/// The longest instruction to the writer.
const LONGEST_INSTRUCTION: usize = 600;

/// Finds the gaps in a stretch of text.
pub(super) fn scan(source: &str, run: Range<usize>, heading: bool, found: &mut Vec<Range<usize>>) {
    let text = Text { source, run, heading };
    let mut open = None;
    let mut quote = None;
    // Up to where a gap was found: none begins inside another.
    let mut done = text.run.start;
    let mut own: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.source[text.run.clone()].char_indices() {
        let at = text.run.start + at;
        quote = match (quote, c) {
            (Some(close), c) if c == close => None,
            (None, '"') => Some('"'),
            (None, '“') => Some('”'),
            (None, '„') => Some('“'),
            (None, '«') => Some('»'),
            (quote, _) => quote,
        };
        if at < done {
            continue;
        }
        let gap = match c {
            '[' if !text.is_escaped(at) => {
                open = Some(at);
                None
            }
            ']' if !text.is_escaped(at) => open
                .take()
                .map(|start| start..at + 1)
                .filter(|gap| text.is_bracketed(gap, quote.is_some())),
            '{' if !text.is_escaped(at) => text.braced(at),
            '<' if !text.is_escaped(at) => text.in_angles(at),
            '_' if text.before(at) != Some('_') => text.blank(at),
            c if c.is_alphabetic() && !text.before(at).is_some_and(joins) => text.word(at),
            _ => None,
        };
        if let Some(gap) = gap {
            while own.pop_if(|inner| inner.start > gap.start).is_some() {}
            done = gap.end;
            own.push(gap);
        }
    }
    found.append(&mut own);
}

/// What goes on with a word: a mark right behind one is an index, a type or a part of a name.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '#' | '.' | '/' | '\\' | '\'' | '’')
}

struct Text<'a> {
    source: &'a str,
    run: Range<usize>,
    heading: bool,
}

impl Text<'_> {
    fn before(&self, at: usize) -> Option<char> {
        self.source[..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.source[at..].chars().next()
    }

    fn is_escaped(&self, at: usize) -> bool {
        let backslashes = self.source[..at]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\')
            .count();
        backslashes % 2 == 1
    }

    /// What stands before a place, on its line and in this stretch.
    fn line_before(&self, at: usize) -> &str {
        let line = self.source[..at].rfind('\n').map_or(0, |newline| newline + 1);
        &self.source[line.max(self.run.start).min(at)..at]
    }

    fn is_bracketed(&self, gap: &Range<usize>, is_quoted: bool) -> bool {
        let inner = &self.source[gap.start + 1..gap.end - 1];
        let said = inner.trim().trim_matches(['*', '_']).trim();
        let (before, after) = (self.before(gap.start), self.after(gap.end));
        if said.is_empty() {
            let label = self.line_before(gap.start).trim_end();
            return !inner.is_empty() && label.ends_with([':', '=']);
        }
        // An index, a link of another kind, a path, a part of a word.
        let path = before == Some('/') && self.before(gap.start - 1) != Some(']');
        let indexes = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '[' | '_' | '$' | '@'));
        let leads = after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '[' | ']'));
        if path || indexes || leads || !said.chars().any(char::is_alphabetic) || said.chars().count() < 2 {
            return false;
        }
        if inner.len() > LONGEST || inner.contains('\n') {
            return inner.len() <= LONGEST_INSTRUCTION && is_instruction(said);
        }
        if is_instruction(said) {
            return true;
        }
        // Words put in by whoever quotes.
        let put_in = said.starts_with(char::is_lowercase) && is_quoted;
        let label = self.heading && self.source[gap.end..self.run.end.max(gap.end)].trim().is_empty() && is_label(said);
        !put_in && !label && !is_known(said)
    }

    fn braced(&self, at: usize) -> Option<Range<usize>> {
        let twice = self.after(at + 1) == Some('{');
        if self
            .before(at)
            .is_some_and(|c| joins(c) || matches!(c, '$' | '%' | '^' | '{' | '}' | '~' | '&'))
        {
            return None;
        }
        let (open, close) = if twice { ("{{", "}}") } else { ("{", "}") };
        let rest = &self.source[at + open.len()..self.run.end];
        let end = rest
            .find(['\n', '}', '{'])
            .filter(|end| rest[*end..].starts_with(close))?;
        let said = rest[..end].trim();
        let named = if twice {
            said.chars().any(char::is_alphabetic) && !said.starts_with(['%', '#', '>', '/', '!'])
        } else {
            let listed = said.contains(',') && said.starts_with(char::is_lowercase) && !is_instruction(said);
            is_name(said) && !listed && rest[..end].len() == said.len()
        };
        named.then_some(at..at + open.len() + end + close.len())
    }

    /// Of what is no markup for its letters or commas, such as `<Größe>`.
    fn in_angles(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.source[at + 1..self.run.end];
        let end = rest
            .find(['\n', '>', '<'])
            .filter(|end| rest[*end..].starts_with('>'))?;
        let after_word = self.before(at).is_some_and(joins);
        let named = !after_word && is_name(&rest[..end]) && !is_element(self.source, at, &rest[..end]);
        named.then_some(at..at + end + 2)
    }

    /// A line to write on.
    fn blank(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.source[at..self.run.end];
        let end = at + rest.len() - rest.trim_start_matches('_').len();
        let (before, after) = (self.before(at), self.after(end));
        let in_a_name = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        (end - at > 2 && !in_a_name && before != Some('\\')).then_some(at..end)
    }

    /// A word that says that something is still to come.
    fn word(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.source[at..self.run.end];
        let end = at + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = &self.source[at..end];
        let (after, following) = (self.after(end), &self.source[end..self.run.end]);
        if after.is_some_and(|c| matches!(c, '_' | '-' | '/' | '\\' | '\'' | '’' | '@')) {
            return None;
        }
        let quoted =
            self.before(at).is_some_and(|c| "\"“„‘«".contains(c)) && after.is_some_and(|c| "\"”“’»".contains(c));
        let open = match word {
            "TODO" => !self.is_about_todos(at, following),
            "todo" | "Todo" | "fixme" | "Fixme" => false,
            "XX" => following.trim_start().starts_with(['%', '€', '$', '£']),
            _ => is_open(word),
        } && !quoted;
        open.then_some(at..end)
    }

    /// "A TODO list": the word stands for the thing.
    fn is_about_todos(&self, at: usize, following: &str) -> bool {
        let before = self.line_before(at).trim_end();
        let before = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let next = following.strip_prefix(' ').unwrap_or_default();
        let next = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let things = [
            "list", "lists", "item", "items", "app", "apps", "comment", "comments", "file", "board", "tracker",
        ];
        let articles = [
            "a", "an", "the", "no", "any", "every", "each", "our", "another", "old", "of",
        ];
        things.contains(&next) || articles.contains(&before.to_lowercase().as_str())
    }
}

#[cfg(test)]
mod tests;
