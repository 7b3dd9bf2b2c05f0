//! On which side of the boundary a path lies, and whether a change stays inside the PM zone.

mod matching;
mod path;

use std::collections::BTreeSet;

use globset::{Candidate, GlobBuilder, GlobSet, GlobSetBuilder};

use super::judgement::{ChangeVerdict, FileVerdict, FileZone, Unjudged, Why};
use super::{Breach, ChangedFile, FileKind, Limit, PathRule, Side, ZoneItem};
use path::normal;

pub use matching::Matching;
pub(super) use path::plain_path;

/// The most files of one change that are judged: code hosts list no more (GitHub ends at 3,000). A change with more
/// counts as outside.
pub const MAX_CHANGED_FILES: usize = 3_000;

/// Where a path lies. `item` counts from 0 in the items judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The rules of one zone version, ready to judge many paths.
#[derive(Clone, Debug)]
pub struct Boundary {
    matching: Matching,
    pm: Rules,
    engineering: Rules,
    /// What each item allows in its files.
    limits: Vec<Option<Limit>>,
    /// The file that it was read from, if that lies in the repository.
    policy: Option<String>,
}

#[derive(Clone, Debug)]
struct Rules {
    set: GlobSet,
    /// The item and rule of each glob of the set.
    origins: Vec<(usize, PathRule)>,
    /// The last rule that matches everything, where such rules are judged last.
    default: Option<(usize, PathRule)>,
}

impl Rules {
    fn of(items: &[ZoneItem], side: Side, matching: Matching) -> Self {
        let mut set = GlobSetBuilder::new();
        let mut origins = Vec::new();
        let mut default = None;
        for (position, item) in items.iter().enumerate().filter(|(_, item)| item.side == side) {
            for rule in &item.rules {
                if matching.has_defaults() && rule.covers_everything() {
                    default = Some((position, rule.clone()));
                    continue;
                }
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
        Self { set, origins, default }
    }

    fn last_match(&self, path: &Candidate<'_>) -> Option<(usize, PathRule)> {
        let last = self.set.matches_candidate(path).into_iter().max()?;
        self.origins.get(last).cloned()
    }
}

/// What has to be known of the files of a change beside their paths, each by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those that are inside unless they are of another kind than they seem.
    pub kinds: BTreeSet<usize>,
    /// Those of which what they hold decides.
    pub contents: BTreeSet<usize>,
}

impl Boundary {
    /// The boundary these items draw.
    #[must_use]
    pub fn of(items: &[ZoneItem], matching: Matching) -> Self {
        Self {
            matching,
            pm: Rules::of(items, Side::PmZone, matching),
            engineering: Rules::of(items, Side::EngineeringZone, matching),
            limits: items.iter().map(|item| item.limit.clone()).collect(),
            policy: None,
        }
    }

    /// The same, read from this file of the repository: a change to it could move the boundary, and stays with engineering.
    #[must_use]
    pub fn read_from(self, path: &str) -> Self {
        Self {
            policy: normal(path),
            ..self
        }
    }

    /// Where a path lies. Within a side the last rule that matches counts; when both sides match,
    /// engineering wins; see [`Matching`].
    #[must_use]
    pub fn verdict(&self, path: &str) -> PathVerdict {
        match normal(path) {
            Some(path) => self.verdict_of(&path),
            None => PathVerdict::Unclassified,
        }
    }

    fn verdict_of(&self, path: &str) -> PathVerdict {
        let path = self.matching.spelt(path);
        let path = Candidate::new(&*path);
        let (pm, engineering) = (&self.pm, &self.engineering);
        if let Some((item, rule)) = engineering.last_match(&path) {
            PathVerdict::EngineeringZone { item, rule }
        } else if let Some((item, rule)) = pm.last_match(&path) {
            PathVerdict::PmZone { item, rule }
        } else if let Some((item, rule)) = engineering.default.clone() {
            PathVerdict::EngineeringZone { item, rule }
        } else if let Some((item, rule)) = pm.default.clone() {
            PathVerdict::PmZone { item, rule }
        } else {
            PathVerdict::Unclassified
        }
    }

    pub(super) fn is_engineering(&self, path: &str) -> bool {
        matches!(self.verdict(path), PathVerdict::EngineeringZone { .. })
    }

    /// Whether a change stays inside the PM zone, file by file. `total` is how many files it has by whoever listed
    /// them: where the list ends before, it cannot be inside.
    #[must_use]
    pub fn judge(&self, files: &[ChangedFile], total: usize) -> ChangeVerdict {
        let total = total.max(files.len());
        let unjudged = if total == 0 {
            Some(Unjudged::NoFiles)
        } else if total > MAX_CHANGED_FILES {
            Some(Unjudged::TooMany { files: total })
        } else if total > files.len() {
            Some(Unjudged::Incomplete {
                listed: files.len(),
                files: total,
            })
        } else {
            None
        };
        let judged = files.iter().take(MAX_CHANGED_FILES);
        ChangeVerdict {
            files: judged.map(|file| self.judge_file(file)).collect(),
            unjudged,
        }
    }

    /// Of which files of a change more has to be known than their paths, and what, by their places in it. Of a change that cannot be
    /// judged as a whole, of none.
    #[must_use]
    pub fn wanted(&self, files: &[ChangedFile], total: usize) -> Wanted {
        let verdict = self.judge(files, total);
        let mut wanted = Wanted::default();
        if verdict.unjudged.is_some() {
            return wanted;
        }
        for (at, file) in verdict.files.iter().enumerate() {
            let is_unread = matches!(file.why, Why::Unread { .. });
            if is_unread {
                wanted.contents.insert(at);
            }
            if is_unread || file.zone == FileZone::PmZone {
                wanted.kinds.insert(at);
            }
        }
        wanted
    }

    /// Where one file lies; of a renamed one the path that lies further from the PM zone decides.
    fn judge_file(&self, file: &ChangedFile) -> FileVerdict {
        let now = self.judge_path(&file.path, file, false);
        let before = file.left().map(|path| self.judge_path(path, file, true));
        let ((zone, why), by_previous) = match before {
            Some(before) if before.0 > now.0 => (before, true),
            _ => (now, false),
        };
        FileVerdict {
            path: file.path.clone(),
            previous: file.previous.clone(),
            zone,
            why,
            by_previous,
        }
    }

    fn judge_path(&self, path: &str, file: &ChangedFile, is_previous: bool) -> (FileZone, Why) {
        let Some(path) = normal(path) else {
            return (FileZone::Unclassified, Why::NoPath);
        };
        if is_policy(&path) || self.policy.as_ref() == Some(&path) {
            return (FileZone::EngineeringZone, Why::Policy);
        }
        match (self.verdict_of(&path), file.kind) {
            (PathVerdict::EngineeringZone { item, rule }, _) => (FileZone::EngineeringZone, Why::Rule { item, rule }),
            (_, FileKind::Submodule) => (FileZone::EngineeringZone, Why::Submodule),
            (_, FileKind::Symlink) => (FileZone::EngineeringZone, Why::Symlink),
            (_, FileKind::ModeChanged) => (FileZone::EngineeringZone, Why::ModeChanged),
            (PathVerdict::PmZone { item, rule }, FileKind::Plain) => match &self.limits[item] {
                None => (FileZone::PmZone, Why::Rule { item, rule }),
                Some(limit) => limited((limit, self.matching), &path, file, is_previous, (item, rule)),
            },
            (PathVerdict::Unclassified, FileKind::Plain) => (FileZone::Unclassified, Why::NoRule),
        }
    }
}

/// Of a file whose item does not take every change.
fn limited(
    (limit, matching): (&Limit, Matching),
    path: &str,
    file: &ChangedFile,
    is_previous: bool,
    (item, rule): (usize, PathRule),
) -> (FileZone, Why) {
    match limit.check_file(path, file, is_previous, matching) {
        None => (FileZone::EngineeringZone, Why::Unread { item, rule }),
        Some(Ok(())) => (FileZone::PmZone, Why::Rule { item, rule }),
        Some(Err(Breach(what))) => (FileZone::EngineeringZone, Why::Breach { item, rule, what }),
    }
}

/// Whether a file says who reviews what, so that a change to it could move the boundary it is judged by: the code
/// owners of a code host, wherever it looks for them, and exported zones.
fn is_policy(path: &str) -> bool {
    let folder = path.strip_suffix("CODEOWNERS");
    let is_owners = folder.is_some_and(|folder| ["", ".github/", ".gitlab/", ".gitea/", "docs/"].contains(&folder));
    is_owners || path.starts_with(".countersign/")
}
