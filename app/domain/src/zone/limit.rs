//! What an item of the PM zone allows within its files, beyond where they lie.

use serde::{Deserialize, Serialize};

use super::contents::{Format, Marks, Step, Value, shown};
use super::{ChangedFile, Edits, FileChange, KeyEdit, Matching};

/// The most keys an item may own.
pub const MAX_KEYS: usize = 40;
/// The longest such a key may be, in characters.
pub const MAX_KEY_LENGTH: usize = 200;

/// What may change in the files of an item. Its JSON is part of what is signed: it never changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Only words: the texts under keys that are there and stay.
    CopyOnly,
    /// Only more: keys are added, and none is changed or taken out.
    AdditiveOnly,
    /// Only what stands under these keys.
    OwnedKeys(Vec<String>),
}

/// A change that an item does not allow, or of which that cannot be told: the rest of a sentence that says what the item
/// takes, "“cart.total” is new".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach(pub String);

impl Limit {
    /// The words of the choice in forms, and on pages.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::CopyOnly => "Copy only".to_owned(),
            Self::AdditiveOnly => "Additions only".to_owned(),
            Self::OwnedKeys(keys) => format!("Own keys only: {}", keys.join(", ")),
        }
    }

    /// What the item takes: "takes copy only".
    #[must_use]
    pub fn takes(&self) -> &'static str {
        match self {
            Self::CopyOnly => "takes copy only",
            Self::AdditiveOnly => "takes additions only",
            Self::OwnedKeys(_) => "takes changes to its own keys only",
        }
    }

    /// The word in forms.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::CopyOnly => "copy_only",
            Self::AdditiveOnly => "additive_only",
            Self::OwnedKeys(_) => "owned_keys",
        }
    }

    /// The choices of forms: word and label.
    pub const CHOICES: [(&'static str, &'static str); 3] = [
        ("copy_only", "Copy only: nothing but words changes"),
        ("additive_only", "Additions only: keys are added, none changes"),
        ("owned_keys", "Own keys only: the ones named below"),
    ];

    /// Reads a form's choice, with the keys that were typed beside it, one a line.
    ///
    /// # Errors
    /// A sentence for the field of the keys.
    pub fn parse(word: &str, keys: &str) -> Result<Option<Self>, String> {
        let keys: Vec<String> = keys
            .lines()
            .map(str::trim)
            .filter(|key| !key.is_empty())
            .map(str::to_owned)
            .collect();
        let limit = match word {
            "" => None,
            "copy_only" => Some(Self::CopyOnly),
            "additive_only" => Some(Self::AdditiveOnly),
            "owned_keys" => Some(Self::OwnedKeys(keys.clone())),
            _ => return Err("Choose what may change from the list.".to_owned()),
        };
        match &limit {
            Some(Self::OwnedKeys(keys)) if keys.is_empty() => Err("Name the keys it owns, one per line.".to_owned()),
            Some(Self::OwnedKeys(keys)) if keys.len() > MAX_KEYS => Err(format!(
                "An item can own at most {MAX_KEYS} keys; these are {}.",
                keys.len()
            )),
            Some(Self::OwnedKeys(keys)) if keys.iter().any(|key| key.chars().count() > MAX_KEY_LENGTH) => {
                Err(format!("A key can have at most {MAX_KEY_LENGTH} characters."))
            }
            Some(Self::OwnedKeys(_)) => Ok(limit),
            _ if keys.is_empty() => Ok(limit),
            _ => Err("Keys belong to “Own keys only”: choose it, or take them out.".to_owned()),
        }
    }

    /// Whether a change to a file keeps to it, by an edition. `None` on a side where there is no such file.
    ///
    /// # Errors
    /// Why it does not, or why that cannot be told.
    pub fn check(
        &self,
        path: &str,
        before: Option<&str>,
        after: Option<&str>,
        matching: Matching,
    ) -> Result<(), Breach> {
        let edits = Edits::between(path, before, after).ok_or_else(not_judged)?;
        self.check_edits(path, (before.is_some(), after.is_some()), &edits, matching)
    }

    /// [`check`](Self::check), by what happens key by key and on which sides there is such a file.
    fn check_edits(&self, path: &str, sides: (bool, bool), edits: &Edits, matching: Matching) -> Result<(), Breach> {
        let format = Format::of(path).ok_or_else(not_judged)?;
        let (keys, byte_order) = match edits {
            Edits::Told { keys, byte_order } => (keys, byte_order),
            Edits::Untold(why) => return Err(Breach(why.clone())),
        };
        if let Some(marked) = byte_order.filter(|_| matching.keeps_marks()) {
            let what = if marked { "gets" } else { "loses" };
            return Err(Breach(format!("the file {what} a mark of byte order at its start")));
        }
        if let Some(breach) = self.sides(sides) {
            return Err(breach);
        }
        let source = |key: &[Step]| format.source(key);
        let source: Option<Source<'_>> = if matching.keeps_marks() { Some(&source) } else { None };
        keys.iter().try_for_each(|edit| match self {
            Self::CopyOnly => edit.copy(source),
            Self::AdditiveOnly => edit.addition(),
            Self::OwnedKeys(keys) => edit.owned(keys),
        })
    }

    /// What it says by whether there is such a file before and after, whatever the file holds.
    fn sides(&self, (before, after): (bool, bool)) -> Option<Breach> {
        let what = match self {
            Self::CopyOnly if !before => "the file is new",
            Self::CopyOnly | Self::AdditiveOnly if !after => "the file is gone",
            _ => return None,
        };
        Some(Breach(what.to_owned()))
    }

    /// [`check`](Self::check), of one path of a changed file; `None` where what it holds would have to be known, and is not.
    pub(super) fn check_file(
        &self,
        path: &str,
        file: &ChangedFile,
        is_previous: bool,
        matching: Matching,
    ) -> Option<Result<(), Breach>> {
        // A rename is a deletion and an addition.
        let sides = match (file.change, is_previous) {
            (_, true) | (FileChange::Deleted, false) => (true, false),
            (FileChange::Renamed | FileChange::Copied | FileChange::Added, false) => (false, true),
            (FileChange::Modified, false) => (true, true),
        };
        if Format::of(path).is_none() {
            return Some(Err(not_judged()));
        }
        let Some(contents) = &file.contents else {
            return match &file.edits {
                Some(edits) if file.left().is_none() => Some(self.check_edits(path, sides, edits, matching)),
                _ => self.sides(sides).map(Err),
            };
        };
        let (before, after) = (contents.before.as_deref(), contents.after.as_deref());
        let (before, after) = match sides {
            (true, true) if before.is_none() || after.is_none() => {
                // A file that is there on both sides and of which one is not given is not known.
                return Some(Err(Breach("what the file holds is known on one side only".to_owned())));
            }
            (was, is) => (before.filter(|_| was), after.filter(|_| is)),
        };
        Some(self.check(path, before, after, matching))
    }
}

fn not_judged() -> Breach {
    Breach("what this kind of file holds cannot be judged".to_owned())
}

/// What gives the text that a translation is of.
type Source<'a> = &'a dyn Fn(&[Step]) -> Option<String>;

impl KeyEdit {
    fn breach(&self, what: &str) -> Result<(), Breach> {
        Err(Breach(format!("“{}” {what}", shortened(&shown(&self.key)))))
    }

    /// `source` gives the text that a translation is of, where what is no word in a text has to stay.
    fn copy(&self, source: Option<Source<'_>>) -> Result<(), Breach> {
        match (&self.old, &self.new) {
            (None, _) => self.breach("is new"),
            (_, None) => self.breach("is gone"),
            (
                Some(Value::Text {
                    words: before,
                    holes: old,
                }),
                Some(Value::Text {
                    words: after,
                    holes: new,
                }),
            ) => {
                if old != new {
                    return self.breach("has other variables in it");
                }
                match source.and_then(|source| marked(before, after, source(&self.key))) {
                    Some(what) => self.breach(&what),
                    None => Ok(()),
                }
            }
            (Some(old), Some(new)) => self.breach(&format!("changes from {} to {}", said(old), said(new))),
        }
    }

    fn addition(&self) -> Result<(), Breach> {
        match (&self.old, &self.new) {
            (None, _) => Ok(()),
            (_, None) => self.breach("is gone"),
            _ => self.breach("changes"),
        }
    }

    fn owned(&self, keys: &[String]) -> Result<(), Breach> {
        let key = shown(&self.key);
        if keys.iter().any(|owned| owns(owned, &key)) {
            return Ok(());
        }
        self.breach(match (&self.old, &self.new) {
            (None, _) => "is new and not among them",
            (_, None) => "is gone and not among them",
            _ => "changes and is not among them",
        })
    }
}

/// What a text loses or gets that is no word. A translation that is empty shows its source, so that it can be emptied, and
/// be filled with what the source has.
fn marked(before: &str, after: &str, source: Option<String>) -> Option<String> {
    let (old, new) = (Marks::of(before), Marks::of(after));
    match source {
        Some(_) if after.is_empty() => None,
        Some(source) if before.is_empty() => {
            let more = new.beyond(&Marks::of(&source))?;
            Some(format!("has “{}” in it, which its source has not", shortened(more)))
        }
        _ => old.breach(&new),
    }
}

/// Whether a key is the owned one or stands under it; `checkout-*` owns all that begin so.
fn owns(owned: &str, key: &str) -> bool {
    if let Some(start) = owned.strip_suffix('*') {
        return key.starts_with(start);
    }
    let rest = key.strip_prefix(owned);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn said(value: &Value) -> String {
    match value {
        Value::Text { words, .. } => format!("“{}”", shortened(words)),
        value => shortened(&value.shown()),
    }
}

/// So much of a text that it fits into a sentence.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests;
