//! The keys by which sections are named.

use std::collections::{HashMap, HashSet};

/// What is an id, or the first word of an id, on a page that shows the text: no key is one of these.
const TAKEN: [&str; 10] = [
    "main",
    "placeholder",
    "term",
    "send",
    "comment",
    "comments",
    "text",
    "quote",
    "replacement",
    "password",
];

/// A title as a key: lowercase letters and digits, joined by single hyphens. Never empty, and never
/// an id that the page around the text has.
#[must_use]
pub fn slug(title: &str) -> String {
    let words = title
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|word| {
            word.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if !slug.is_empty() && slug.len() + word.len() > 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(80));
    }
    match slug.as_str() {
        "" => "section".into(),
        taken if TAKEN.contains(&taken.split('-').next().unwrap_or_default()) => format!("section-{taken}"),
        _ => slug,
    }
}

/// Keys given out so far.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    taken: HashSet<String>,
    /// Where to go on counting for a key that was wanted before.
    next: HashMap<String, usize>,
}

impl Keys {
    /// The first free one of `wanted`, `wanted-2`, `wanted-3`…
    pub(crate) fn unique(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let n = self.next.entry(wanted.clone()).or_insert(2);
        loop {
            let key = format!("{wanted}-{n}");
            *n += 1;
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}
