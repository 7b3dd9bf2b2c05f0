//! What was judged of a change: each file with what decided, and a sentence for people.

use serde::{Deserialize, Serialize};

use super::boundary::MAX_CHANGED_FILES;
use super::{PathRule, ZoneItem};
use crate::document::unseen;

/// What was judged of a change. Its JSON may be stored for ever; items are named by their place in the zone version that
/// it was judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeVerdict {
    /// Each file, in the order of the change.
    pub files: Vec<FileVerdict>,
    /// Why the change cannot be judged as a whole: it is outside, whatever its files are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unjudged: Option<Unjudged>,
}

/// Where a file lies, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileZone {
    /// The change to it is a pilot PM's to make.
    PmZone,
    /// No rule speaks of it: outside, until the next version does.
    Unclassified,
    /// It stays with engineering.
    EngineeringZone,
}

/// What was judged of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileVerdict {
    /// Its path after the change.
    pub path: String,
    /// Its path before, or what it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Where it lies.
    pub zone: FileZone,
    /// What decided.
    pub why: Why,
    /// Whether the path before decided, not the one after.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_previous: bool,
}

/// What decided where a file lies. `item` counts from 0 in the items of the zone version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The last rule of a side that matches.
    Rule {
        /// The item it is of.
        item: usize,
        /// The rule.
        rule: PathRule,
    },
    /// A rule of the PM zone matches, and the change is not what its item takes.
    Breach {
        /// The item.
        item: usize,
        /// The rule.
        rule: PathRule,
        /// What of the change is not: the rest of a sentence, as in [`Breach`](super::Breach).
        what: String,
    },
    /// A rule of the PM zone matches, its item does not take every change, and what the file holds is not known.
    Unread {
        /// The item.
        item: usize,
        /// The rule.
        rule: PathRule,
    },
    /// No rule matches.
    NoRule,
    /// It is no path that a rule can name.
    NoPath,
    /// It says who reviews what.
    Policy,
    /// It becomes executable, or its mode changed otherwise.
    ModeChanged,
    /// It is a symbolic link.
    Symlink,
    /// It is a submodule.
    Submodule,
}

/// Why a change cannot be judged as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unjudged {
    /// None of its files is known.
    NoFiles,
    /// It has more than are judged ([`MAX_CHANGED_FILES`]).
    TooMany {
        /// How many it has.
        files: usize,
    },
    /// Not all of its files are listed.
    Incomplete {
        /// How many are.
        listed: usize,
        /// How many it has.
        files: usize,
    },
}

/// How many files lie where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the PM zone.
    pub pm_zone: usize,
    /// With engineering.
    pub engineering_zone: usize,
    /// Not classified.
    pub unclassified: usize,
}

impl ChangeVerdict {
    /// Whether every file is in the PM zone, and every file is known.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.unjudged.is_none() && self.outside().next().is_none()
    }

    /// The files that are not in the PM zone.
    pub fn outside(&self) -> impl Iterator<Item = &FileVerdict> {
        self.files.iter().filter(|file| file.zone != FileZone::PmZone)
    }

    /// How many of the files that were judged lie where.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let of = |zone| self.files.iter().filter(|file| file.zone == zone).count();
        Counts {
            pm_zone: of(FileZone::PmZone),
            engineering_zone: of(FileZone::EngineeringZone),
            unclassified: of(FileZone::Unclassified),
        }
    }

    /// Why it is outside, a sentence each: first what concerns the whole, then each file. Empty where it is inside.
    #[must_use]
    pub fn reasons(&self, items: &[ZoneItem]) -> Vec<String> {
        let whole = self.unjudged.iter().map(|unjudged| unjudged.sentence());
        let files = self.outside().map(|file| file.sentence(items));
        whole.chain(files).collect()
    }

    /// The answer in a line: "Outside the PM zone: of 4 files 1 is in the PM zone, 2 stay with engineering, 1 is not
    /// classified."
    #[must_use]
    pub fn summary(&self) -> String {
        let inside = if self.is_inside() { "Inside" } else { "Outside" };
        format!("{inside} the PM zone: {}", self.counts().sentence())
    }
}

impl Counts {
    /// The counts in words: "of 4 files 1 is in the PM zone, 2 stay with engineering, 1 is not classified."
    #[must_use]
    pub fn sentence(self) -> String {
        let of = |n: usize, one: &str, several: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {several}")),
        };
        let told: Vec<String> = [
            of(self.pm_zone, "is in the PM zone", "are in the PM zone"),
            of(self.engineering_zone, "stays with engineering", "stay with engineering"),
            of(self.unclassified, "is not classified", "are not classified"),
        ]
        .into_iter()
        .flatten()
        .collect();
        match self.pm_zone + self.engineering_zone + self.unclassified {
            0 => "no file was judged.".to_owned(),
            1 => format!("of 1 file {}.", told.join(", ")),
            n => format!("of {n} files {}.", told.join(", ")),
        }
    }
}

impl FileZone {
    /// The words pages use.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::PmZone => "PM zone",
            Self::EngineeringZone => "Engineering zone",
            Self::Unclassified => "Not classified",
        }
    }

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PmZone => "pm_zone",
            Self::EngineeringZone => "engineering_zone",
            Self::Unclassified => "unclassified",
        }
    }
}

impl FileVerdict {
    /// Where the file lies and why: "web/src/pay.ts stays with engineering: rule /web/src/ of “Checkout logic”." `items`
    /// are those of the version it was judged by.
    #[must_use]
    pub fn sentence(&self, items: &[ZoneItem]) -> String {
        let path = unseen::shown(&self.path);
        let zone = match self.zone {
            FileZone::PmZone => "is in the PM zone",
            FileZone::EngineeringZone => "stays with engineering",
            FileZone::Unclassified => "is not classified",
        };
        format!("{path} {zone}: {}.", self.reason(items))
    }

    /// What decided, without the path: "rule /web/src/ of “Checkout logic”".
    #[must_use]
    pub fn reason(&self, items: &[ZoneItem]) -> String {
        let why = self.why.reason(items);
        match self.previous.as_deref().filter(|_| self.by_previous) {
            Some(previous) => format!("it was {}, {why}", unseen::shown(previous)),
            None => why,
        }
    }
}

impl Why {
    fn reason(&self, items: &[ZoneItem]) -> String {
        match self {
            Self::Rule { item, rule } => {
                let rule = unseen::shown(rule.as_str());
                match items.get(*item) {
                    Some(item) => format!("rule {rule} of “{}”", unseen::shown(&item.text)),
                    None => format!("rule {rule}"),
                }
            }
            Self::Breach { item, what, .. } => format!("{}, and {}", taken(items.get(*item)), unseen::shown(what)),
            Self::Unread { item, .. } => format!("{}, and what the file holds is not known", taken(items.get(*item))),
            Self::NoRule => "no rule speaks of it, so it counts as outside the PM zone".to_owned(),
            Self::NoPath => "no rule can name such a path, so it counts as outside the PM zone".to_owned(),
            Self::Policy => "it says who reviews what".to_owned(),
            Self::ModeChanged => "the change makes it executable, or another kind of file".to_owned(),
            Self::Symlink => "it is a symbolic link, which leads wherever it says".to_owned(),
            Self::Submodule => "it is a submodule, the code of another repository".to_owned(),
        }
    }
}

/// "“Words” takes copy only".
fn taken(item: Option<&ZoneItem>) -> String {
    match item.and_then(|item| Some((item, item.limit.as_ref()?))) {
        Some((item, limit)) => format!("“{}” {}", unseen::shown(&item.text), limit.takes()),
        None => "its item does not take every change".to_owned(),
    }
}

impl Unjudged {
    /// That, as a sentence.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::NoFiles => "No file of this change is known, so it counts as outside the PM zone.".to_owned(),
            Self::TooMany { files } => format!(
                "The change has {files} files; at most {MAX_CHANGED_FILES} are judged, so it counts as outside the PM zone."
            ),
            Self::Incomplete { listed, files } => {
                format!(
                    "Only {listed} of the {files} files of this change are listed, so it counts as outside the PM zone."
                )
            }
        }
    }
}

#[cfg(test)]
mod tests;
