//! Examples: paths that an item is meant to cover. They are tried whenever a zone is saved, so that a rule that stops to
//! cover what people agreed to is noticed by whoever writes it.

use super::boundary::plain_path;
use super::{Boundary, Matching, PathVerdict, ZoneItem};

/// The most examples one item may have.
pub const MAX_EXAMPLES: usize = 20;
/// The longest an example may be, in characters.
pub const MAX_EXAMPLE_LENGTH: usize = 400;

/// An example that its item does not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The item it is of, from 0.
    pub item: usize,
    /// The path.
    pub path: String,
    /// Which rule has it instead, with the sentence of its item; `None` where no rule has it.
    pub by: Option<(String, String)>,
}

impl Missed {
    /// That, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match &self.by {
            None => format!("The example {} no longer matches: no rule speaks of it.", self.path),
            Some((rule, item)) => format!(
                "The example {} no longer matches: rule {rule} of “{item}” has it.",
                self.path
            ),
        }
    }
}

/// Reads a form's field: one path per line, empty lines skipped.
///
/// # Errors
/// A sentence for the field.
pub fn examples(text: &str) -> Result<Vec<String>, String> {
    let mut paths: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let path = plain_path(line);
        if path.chars().count() > MAX_EXAMPLE_LENGTH {
            return Err(format!("An example can have at most {MAX_EXAMPLE_LENGTH} characters."));
        }
        if path.ends_with('/') || line.trim().ends_with('/') {
            return Err(format!("{path} is a folder. Name a file in it."));
        }
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    if paths.len() > MAX_EXAMPLES {
        return Err(format!(
            "An item can have at most {MAX_EXAMPLES} examples; these are {}.",
            paths.len()
        ));
    }
    Ok(paths)
}

/// The examples that their items do not cover.
#[must_use]
pub fn missed(items: &[ZoneItem], matching: Matching) -> Vec<Missed> {
    if items.iter().all(|item| item.examples.is_empty()) {
        return Vec::new();
    }
    let boundary = Boundary::of(items, matching);
    let tried = items
        .iter()
        .enumerate()
        .flat_map(|(at, item)| item.examples.iter().map(move |path| (at, path)));
    tried
        .filter_map(|(at, path)| {
            let by = match boundary.verdict(path) {
                PathVerdict::PmZone { item, .. } | PathVerdict::EngineeringZone { item, .. } if item == at => {
                    return None;
                }
                PathVerdict::PmZone { item, rule } | PathVerdict::EngineeringZone { item, rule } => {
                    Some((rule.to_string(), items[item].text.clone()))
                }
                PathVerdict::Unclassified => None,
            };
            Some(Missed {
                item: at,
                path: path.clone(),
                by,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::{Side, digest};

    fn item(side: Side, text: &str, rules: &[&str], examples: &[&str]) -> ZoneItem {
        ZoneItem {
            side,
            category: None,
            text: text.to_owned(),
            rules: rules.iter().map(|rule| rule.parse().expect("a rule")).collect(),
            limit: None,
            examples: examples.iter().map(|path| (*path).to_owned()).collect(),
        }
    }

    #[test]
    fn an_example_is_tried_against_the_whole_zone() {
        let zone = [
            item(
                Side::PmZone,
                "Words",
                &["/web/locales/"],
                &["web/locales/sv.json", "web/texts/sv.json", "web/locales/db/a"],
            ),
            item(Side::PmZone, "Texts", &["/web/texts/"], &["web/texts/a"]),
            item(Side::EngineeringZone, "Data", &["db/"], &["db/a.sql", "server/a.rs"]),
        ];
        let said: Vec<(usize, String)> = missed(&zone, Matching::NEWEST)
            .iter()
            .map(|missed| (missed.item, missed.sentence()))
            .collect();
        assert_eq!(
            said,
            [
                (
                    0,
                    "The example web/texts/sv.json no longer matches: rule /web/texts/ of “Texts” has it.".to_owned()
                ),
                (
                    0,
                    "The example web/locales/db/a no longer matches: rule db/ of “Data” has it.".to_owned()
                ),
                (
                    2,
                    "The example server/a.rs no longer matches: no rule speaks of it.".to_owned()
                ),
            ]
        );
        // By what was signed before there were defaults, engineering has all of it.
        let zone = [
            item(Side::PmZone, "Words", &["/locales/"], &["locales/a"]),
            item(Side::EngineeringZone, "The rest", &["*"], &["x"]),
        ];
        assert_eq!(missed(&zone, Matching::NEWEST), []);
        assert_eq!(missed(&zone, Matching::Second).len(), 1);
    }

    #[test]
    fn examples_are_paths_as_people_type_them() {
        assert_eq!(
            examples(" web\\a.json \n\n\"caf\\303\\251.md\"\n./web/a.json\n"),
            Ok(vec!["web/a.json".to_owned(), "café.md".to_owned()])
        );
        assert_eq!(examples(""), Ok(vec![]));
        assert_eq!(
            examples("web/\n"),
            Err("web is a folder. Name a file in it.".to_owned())
        );
        let many: String = (0..21).map(|n| format!("{n}\n")).collect();
        assert_eq!(
            examples(&many),
            Err("An item can have at most 20 examples; these are 21.".to_owned())
        );
        assert_eq!(
            examples(&"x".repeat(401)),
            Err("An example can have at most 400 characters.".to_owned())
        );
    }

    /// What was signed before there were examples has the digest it had.
    #[test]
    fn an_item_without_examples_is_written_as_before() {
        let bare = item(Side::PmZone, "Words", &["/a/"], &[]);
        assert_eq!(
            serde_json::to_string(&bare).expect("JSON"),
            r#"{"side":"pm_zone","category":null,"text":"Words","rules":["/a/"]}"#
        );
        let with = item(Side::PmZone, "Words", &["/a/"], &["a/b"]);
        assert_eq!(
            serde_json::to_string(&with).expect("JSON"),
            r#"{"side":"pm_zone","category":null,"text":"Words","rules":["/a/"],"examples":["a/b"]}"#
        );
        assert_ne!(digest(&[bare]), digest(&[with]));
    }
}
