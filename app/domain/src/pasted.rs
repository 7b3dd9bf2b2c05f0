//! Tables as people paste them and as other programs export them: rows under a heading or without one, cut by commas,
//! semicolons or tabs, with quotes, empty lines and remarks. What can be read in two ways is asked, never guessed.

pub mod number;
pub mod time;

use csv::{ReaderBuilder, Trim};

/// Why a table cannot be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// One sentence each.
    pub problems: Vec<String>,
    /// What has to be chosen, or was.
    pub asks: Vec<Ask>,
}

/// What can be read in more than one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The name of the choice.
    pub field: &'static str,
    /// What is asked, for people.
    pub question: &'static str,
    /// Each way: its value, and what it is for people.
    pub options: Vec<(String, String)>,
}

/// What was chosen: the name of a choice with its value, empty where nothing was.
pub type Chosen<'a> = &'a [(&'a str, &'a str)];

/// A row with the number of its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on.
    pub line: u64,
    /// Its fields, without quotes and the space around them.
    pub fields: Vec<String>,
}

/// A table that was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, if the first row has them.
    pub head: Option<Vec<String>>,
    /// The rows below.
    pub rows: Vec<Row>,
    /// What stands between the fields.
    pub separator: char,
}

impl Table {
    /// Reads a table. The first row is its heading when nothing in it is a value, as `is_value` tells.
    #[must_use]
    pub fn read(text: &str, is_value: impl Fn(&str) -> bool) -> Self {
        let (text, told) = tidied(text);
        let separator = told.unwrap_or_else(|| separator(&text));
        let mut rows = rows(&text, separator);
        let named = rows.first().is_some_and(|row| {
            let mut fields = row.fields.iter().filter(|field| !field.is_empty());
            row.fields.len() > 1
                && row.fields.iter().any(|field| field.chars().any(char::is_alphabetic))
                && !fields.any(|field| is_value(field))
        });
        let head = named.then(|| rows.remove(0).fields);
        Self { head, rows, separator }
    }

    /// How many columns it has.
    #[must_use]
    pub fn width(&self) -> usize {
        let rows = self.rows.iter().map(|row| row.fields.len());
        rows.chain(self.head.iter().map(Vec::len)).max().unwrap_or_default()
    }

    /// The column under one of these names, whatever its case, spaces and marks.
    #[must_use]
    pub fn named(&self, names: &[&str]) -> Option<usize> {
        let plain = |name: &str| -> String {
            let letters = name.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let head = self.head.as_ref()?;
        names
            .iter()
            .find_map(|name| head.iter().position(|field| plain(field) == *name))
    }

    /// Asks which column it is: each by its name, or by what stands in it first.
    #[must_use]
    pub fn ask(&self, field: &'static str, question: &'static str, columns: impl IntoIterator<Item = usize>) -> Ask {
        let options = columns.into_iter().map(|at| {
            let name = self.head.as_ref().and_then(|head| head.get(at));
            let first = self
                .rows
                .iter()
                .find_map(|row| row.fields.get(at))
                .map_or("", String::as_str);
            let label = match name.filter(|name| !name.is_empty()) {
                Some(name) => format!("{name}, such as {first}"),
                None => format!("column {}, such as {first}", at + 1),
            };
            ((at + 1).to_string(), label)
        });
        Ask {
            field,
            question,
            options: options.collect(),
        }
    }
}

impl Ask {
    /// What was chosen, if it is one of the ways.
    #[must_use]
    pub fn answer<'a>(&self, chosen: Chosen<'a>) -> Option<&'a str> {
        let answer = chosen
            .iter()
            .find(|(field, _)| *field == self.field)
            .map(|(_, value)| *value)?;
        self.options.iter().any(|(value, _)| value == answer).then_some(answer)
    }

    /// The column that was chosen, counted from 0.
    #[must_use]
    pub fn column(&self, chosen: Chosen<'_>) -> Option<usize> {
        self.answer(chosen)?.parse::<usize>().ok()?.checked_sub(1)
    }
}

/// What is wrong with a row: a word for the kind of it, and a sentence.
pub type Problem = (&'static str, String);

/// The sentences of what is wrong with these lines of so many: one for all of them where it is the same thing.
#[must_use]
pub fn told(problems: Vec<(u64, Problem)>, lines: usize) -> Vec<String> {
    if let [(line, (kind, sentence)), rest @ ..] = &problems[..]
        && !rest.is_empty()
        && problems.len() == lines
        && rest.iter().all(|(_, (other, _))| other == kind)
    {
        return vec![format!(
            "None of the {lines} lines can be read, for one reason. Line {line}: {sentence}"
        )];
    }
    let line = |(line, (_, sentence)): (u64, Problem)| format!("Line {line}: {sentence}");
    problems.into_iter().map(line).collect()
}

/// The text without what a file begins with, and with remarks as empty lines; and the separator that a first line
/// such as `sep=;` tells.
fn tidied(text: &str) -> (String, Option<char>) {
    let text = text.trim_start_matches('\u{feff}');
    let mut told = None;
    let mut kept = String::with_capacity(text.len());
    let mut in_quotes = false;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let separator = trimmed
            .get(..4)
            .filter(|start| at == 0 && start.eq_ignore_ascii_case("sep="))
            .and_then(|_| trimmed[4..].chars().next().or(Some('\t')));
        // `#181` is the number of a pull request.
        let remark = trimmed
            .strip_prefix('#')
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
            || trimmed.starts_with("//");
        if !in_quotes && (separator.is_some() || remark) {
            told = told.or(separator.filter(char::is_ascii));
        } else {
            kept.push_str(line);
            in_quotes ^= line.matches('"').count() % 2 == 1;
        }
        kept.push('\n');
    }
    (kept, told)
}

/// What cuts every row: tabs and semicolons before commas, which also stand in numbers.
fn separator(text: &str) -> char {
    let cut = |separator: char| {
        let rows = rows(text, separator);
        let several = rows.iter().filter(|row| row.fields.len() > 1).count();
        (several, several > 0 && several == rows.len())
    };
    let all = ['\t', ';', ','];
    let every = all.into_iter().find(|separator| cut(*separator).1);
    every.unwrap_or_else(|| {
        let most = all.into_iter().rev().max_by_key(|separator| cut(*separator).0);
        most.filter(|most| cut(*most).0 > cut(',').0).unwrap_or(',')
    })
}

fn rows(text: &str, separator: char) -> Vec<Row> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let records = reader.records().filter_map(Result::ok);
    records
        .map(|record| Row {
            line: record.position().map_or(1, |position| begins(text, position)),
            fields: record.iter().map(unquoted).collect(),
        })
        .filter(|row| row.fields.iter().any(|field| !field.is_empty()))
        .collect()
}

/// The line a record begins on: the reader counts from the end of the one before, empty lines and all.
fn begins(text: &str, position: &csv::Position) -> u64 {
    let at = usize::try_from(position.byte()).unwrap_or(text.len());
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + empty.filter(|byte| **byte == b'\n').count() as u64
}

/// A field without quotes that did not stand at its very beginning.
fn unquoted(field: &str) -> String {
    let field = field.trim_matches(['\u{feff}', '\u{a0}', ' ']);
    let inner = field.strip_prefix('"').and_then(|field| field.strip_suffix('"'));
    inner.unwrap_or(field).trim().to_owned()
}

#[cfg(test)]
mod tests;
