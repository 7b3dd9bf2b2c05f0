//! On which side of the boundary a path lies, and whether a change stays inside the PM zone.

mod path;

use std::borrow::Cow;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::{PathRule, Side, ZoneItem};
use path::normal;

pub use path::typed_path;

/// The most files of one change that are looked at; a change with more counts as outside.
pub const MAX_CHANGED_PATHS: usize = 300;

/// Where a path lies. `item` counts from 0 in the items judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PathVerdict {
    /// A pilot PM may change it.
    PmZone {
        /// The item whose rule matched.
        item: usize,
        /// The last rule of the side that matched.
        rule: PathRule,
    },
    /// It stays with engineering.
    EngineeringZone {
        /// The item whose rule matched.
        item: usize,
        /// The last rule of the side that matched.
        rule: PathRule,
    },
    /// No rule speaks of it, or it is no path a repository can hold: outside, until the zone says otherwise.
    Unclassified,
}

/// One file of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedPath {
    /// Its path after the change; of a deleted file, its last one.
    pub path: String,
    /// Its path before, if it was renamed.
    pub previous: Option<String>,
}

/// Whether a change stays inside the PM zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeVerdict {
    /// Every path of it is in the PM zone.
    Inside,
    /// Something is not, or it cannot be known.
    Outside {
        /// Why: at least one reason.
        reasons: Vec<OutsideReason>,
    },
}

/// Why a change is outside the PM zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutsideReason {
    /// A path lies in the engineering zone.
    Engineering {
        /// The path.
        path: String,
        /// The rule that says so.
        rule: PathRule,
    },
    /// No rule speaks of a path.
    Unclassified {
        /// The path.
        path: String,
    },
    /// More files than are looked at ([`MAX_CHANGED_PATHS`]).
    TooManyPaths {
        /// How many.
        paths: usize,
    },
    /// No file is known.
    NoPaths,
}

/// An edition of matching. A zone version keeps the one it was made with, so that what was signed means what it meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matching {
    /// Letters are compared byte by byte.
    First = 1,
    /// A letter with its accent is one letter, however it was written: `é` in one piece or in two.
    Second = 2,
}

impl Matching {
    /// The one of new versions.
    pub const NEWEST: Self = Self::Second;

    /// Its number, as it is stored.
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }

    /// The one with this number.
    #[must_use]
    pub const fn of(number: i32) -> Option<Self> {
        match number {
            1 => Some(Self::First),
            2 => Some(Self::Second),
            _ => None,
        }
    }

    /// The spelling of a text that is compared.
    fn spelt(self, text: &str) -> Cow<'_, str> {
        if self == Self::First || is_nfc(text) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.nfc().collect())
        }
    }
}

/// The rules of one zone version, ready to judge many paths.
#[derive(Clone, Debug)]
pub struct Boundary {
    matching: Matching,
    pm: Rules,
    engineering: Rules,
}

#[derive(Clone, Debug)]
struct Rules {
    set: GlobSet,
    /// The item and rule of each glob of the set.
    origins: Vec<(usize, PathRule)>,
}

impl Rules {
    fn of(items: &[ZoneItem], side: Side, matching: Matching) -> Self {
        let mut set = GlobSetBuilder::new();
        let mut origins = Vec::new();
        for (position, item) in items.iter().enumerate().filter(|(_, item)| item.side == side) {
            for rule in &item.rules {
                for glob in rule.globs() {
                    let glob = GlobBuilder::new(&matching.spelt(&glob))
                        .literal_separator(true)
                        .backslash_escape(false)
                        .build();
                    set.add(glob.expect("a parsed rule has no classes, alternatives or stray stars"));
                    origins.push((position, rule.clone()));
                }
            }
        }
        let set = set.build().expect("rules are few and short");
        Self { set, origins }
    }

    fn last_match(&self, path: &str) -> Option<(usize, PathRule)> {
        let last = self.set.matches(path).into_iter().max()?;
        self.origins.get(last).cloned()
    }
}

impl Boundary {
    /// The boundary these items draw.
    #[must_use]
    pub fn of(items: &[ZoneItem], matching: Matching) -> Self {
        Self {
            matching,
            pm: Rules::of(items, Side::PmZone, matching),
            engineering: Rules::of(items, Side::EngineeringZone, matching),
        }
    }

    /// Where a path lies. Within a side the last rule that matches counts; when both sides match,
    /// engineering wins.
    #[must_use]
    pub fn verdict(&self, path: &str) -> PathVerdict {
        let Some(path) = normal(path) else {
            return PathVerdict::Unclassified;
        };
        let path = self.matching.spelt(&path);
        if let Some((item, rule)) = self.engineering.last_match(&path) {
            PathVerdict::EngineeringZone { item, rule }
        } else if let Some((item, rule)) = self.pm.last_match(&path) {
            PathVerdict::PmZone { item, rule }
        } else {
            PathVerdict::Unclassified
        }
    }

    pub(super) fn is_engineering(&self, path: &str) -> bool {
        matches!(self.verdict(path), PathVerdict::EngineeringZone { .. })
    }

    /// Whether a change stays inside the PM zone. A rename is judged on both paths.
    #[must_use]
    pub fn judge(&self, changed: &[ChangedPath]) -> ChangeVerdict {
        if changed.is_empty() {
            let reasons = vec![OutsideReason::NoPaths];
            return ChangeVerdict::Outside { reasons };
        }
        if changed.len() > MAX_CHANGED_PATHS {
            let paths = changed.len();
            let reasons = vec![OutsideReason::TooManyPaths { paths }];
            return ChangeVerdict::Outside { reasons };
        }
        let reasons: Vec<OutsideReason> = changed
            .iter()
            .flat_map(|file| file.previous.iter().chain([&file.path]))
            .filter_map(|path| match self.verdict(path) {
                PathVerdict::PmZone { .. } => None,
                PathVerdict::EngineeringZone { rule, .. } => Some(OutsideReason::Engineering {
                    path: path.clone(),
                    rule,
                }),
                PathVerdict::Unclassified => Some(OutsideReason::Unclassified { path: path.clone() }),
            })
            .collect();
        if reasons.is_empty() {
            ChangeVerdict::Inside
        } else {
            ChangeVerdict::Outside { reasons }
        }
    }
}

/// Where one path lies, by the newest edition of matching; for many paths make a [`Boundary`] once.
#[must_use]
pub fn verdict(items: &[ZoneItem], path: &str) -> PathVerdict {
    Boundary::of(items, Matching::NEWEST).verdict(path)
}

/// Whether a change stays inside the PM zone; see [`Boundary::judge`].
#[must_use]
pub fn judge_change(items: &[ZoneItem], changed: &[ChangedPath]) -> ChangeVerdict {
    Boundary::of(items, Matching::NEWEST).judge(changed)
}
