//! Gettext's PO. Read here and strictly: the libraries for it pass over lines that they do not know, and what is passed over
//! could be a change.

use super::{Held, Step, Unreadable, Value, put};

/// Lines of the header that are no words: they say how the file is read.
const SETTINGS: [&str; 5] = [
    "Content-Transfer-Encoding",
    "Content-Type",
    "Language",
    "MIME-Version",
    "Plural-Forms",
];

/// The strings of an entry, each with its keyword.
type Entry = Vec<(String, String)>;

pub(super) fn read(text: &str) -> Result<Held, Unreadable> {
    let mut held = Held::default();
    let mut entry = Entry::new();
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        let wrong = || Unreadable(format!("line {number} is not valid"));
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('"') {
            let (_, words) = entry.last_mut().ok_or_else(wrong)?;
            words.push_str(&unquoted(line).ok_or_else(wrong)?);
            continue;
        }
        let (keyword, quoted) = line.split_once(' ').ok_or_else(wrong)?;
        let words = unquoted(quoted.trim_start()).ok_or_else(wrong)?;
        let begins = match keyword {
            "msgctxt" => true,
            "msgid" => entry.iter().any(|(known, _)| known != "msgctxt"),
            "msgid_plural" | "msgstr" => false,
            _ if place(keyword).is_some() => false,
            _ => return Err(wrong()),
        };
        if begins {
            finish(std::mem::take(&mut entry), &mut held)?;
        }
        if entry.iter().any(|(known, _)| known == keyword) {
            return Err(wrong());
        }
        entry.push((keyword.to_owned(), words));
    }
    finish(entry, &mut held)?;
    Ok(held)
}

/// The number in `msgstr[2]`.
fn place(keyword: &str) -> Option<usize> {
    keyword.strip_prefix("msgstr[")?.strip_suffix(']')?.parse().ok()
}

/// An entry that is complete.
fn finish(entry: Entry, held: &mut Held) -> Result<(), Unreadable> {
    if entry.is_empty() {
        return Ok(());
    }
    let of = |keyword: &str| {
        entry
            .iter()
            .find(|(known, _)| known == keyword)
            .map(|(_, words)| words.clone())
    };
    let id = of("msgid").ok_or_else(|| Unreadable("an entry has no msgid".to_owned()))?;
    let id = match of("msgid_plural") {
        Some(plural) => format!("{id} / {plural}"),
        None => id,
    };
    let mut key: Vec<Step> = of("msgctxt").map(Step::Name).into_iter().collect();
    let is_header = id.is_empty() && key.is_empty();
    key.push(Step::Name(id));
    for (keyword, words) in &entry {
        match place(keyword) {
            Some(place) => put(held, super::under(&key, Step::Place(place)), Value::text(words.clone()))?,
            None if keyword != "msgstr" => {}
            None if is_header => header(words, held)?,
            None => put(held, key.clone(), Value::text(words.clone()))?,
        }
    }
    Ok(())
}

fn header(words: &str, held: &mut Held) -> Result<(), Unreadable> {
    for line in words.lines() {
        let (name, said) = line.split_once(':').unwrap_or((line, ""));
        let said = said.trim().to_owned();
        let value = match SETTINGS.contains(&name) {
            true => Value::Other(said),
            false => Value::text(said),
        };
        put(
            held,
            vec![Step::Name(String::new()), Step::Name(name.to_owned())],
            value,
        )?;
    }
    Ok(())
}

/// What stands between quotes, as in C; `None` for what is not written so.
fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut words = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        words.push(match letter {
            '"' => return None,
            '\\' => match letters.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                mark @ ('"' | '\\') => mark,
                _ => return None,
            },
            letter => letter,
        });
    }
    Some(words)
}
