//! YAML. What one program reads as a word and another as a truth value is no word here. Aliases and tags are not read: the
//! one lets a line change another place, the other can make a program do anything.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{DEEPEST, Held, Step, Unreadable, Value, put, under};

/// Where the reader is.
enum Open {
    /// In a list, at this place.
    List(Vec<Step>, usize),
    /// In an object, whose next key is this one once it is read.
    Object(Vec<Step>, Option<String>, usize),
}

pub(super) fn read(text: &str) -> Result<Held, Unreadable> {
    let mut held = Held::default();
    let mut open: Vec<Open> = Vec::new();
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        if open.len() > DEEPEST {
            return Err(Unreadable(format!("it is nested more than {DEEPEST} deep")));
        }
        let (event, _) = event.map_err(|error| Unreadable(format!("line {} is not valid", error.marker().line())))?;
        match event {
            Event::DocumentStart(_) => documents += 1,
            Event::Alias(_) => return Err(Unreadable("it uses aliases".to_owned())),
            Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                return Err(Unreadable("it uses tags".to_owned()));
            }
            Event::Scalar(words, style, _, None) => {
                if let Some(Open::Object(_, name @ None, _)) = open.last_mut() {
                    // "on" and on are two keys.
                    *name = Some(match style != ScalarStyle::Plain && is_no_word(&words) {
                        true => format!("\"{words}\""),
                        false => words.into_owned(),
                    });
                } else {
                    let key = next(&mut open, documents);
                    put(&mut held, key, scalar(&words, style))?;
                }
            }
            Event::SequenceStart(_, None) => {
                is_no_key(&open)?;
                let key = next(&mut open, documents);
                open.push(Open::List(key, 0));
            }
            Event::MappingStart(_, None) => {
                is_no_key(&open)?;
                let key = next(&mut open, documents);
                open.push(Open::Object(key, None, 0));
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(key, 0)) => put(&mut held, key, Value::Empty("[]"))?,
                Some(Open::Object(key, _, 0)) => put(&mut held, key, Value::Empty("{}"))?,
                _ => {}
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }
    Ok(held)
}

/// The key of what comes next; that of a whole document where several follow each other is its place.
fn next(open: &mut [Open], documents: usize) -> Vec<Step> {
    match open.last_mut() {
        None if documents > 1 => vec![Step::Place(documents - 1)],
        None => Vec::new(),
        Some(Open::List(key, count)) => {
            *count += 1;
            under(key, Step::Place(*count - 1))
        }
        Some(Open::Object(key, name, count)) => {
            *count += 1;
            under(key, Step::Name(name.take().unwrap_or_default()))
        }
    }
}

fn is_no_key(open: &[Open]) -> Result<(), Unreadable> {
    match open.last() {
        Some(Open::Object(_, None, _)) => Err(Unreadable("a list or an object is a key in it".to_owned())),
        _ => Ok(()),
    }
}

fn scalar(words: &str, style: ScalarStyle) -> Value {
    if style == ScalarStyle::Plain && is_no_word(words) {
        Value::Other(words.to_owned())
    } else {
        Value::text(words)
    }
}

/// Whether some program takes it for a number, a date, a truth value or for nothing when it stands without quotes.
fn is_no_word(words: &str) -> bool {
    const NAMES: [&str; 14] = [
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "<<",
    ];
    let lower = words.to_ascii_lowercase();
    let begins = lower.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let has_digit = lower.bytes().any(|byte| byte.is_ascii_digit());
    let is_number = begins
        && has_digit
        && lower
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "+-._:, xotz".contains(c));
    NAMES.contains(&&*lower) || is_number || lower.trim_start_matches(['+', '-']) == ".inf"
}
