//! Changes of the past, as git or the code host lists them, and what a zone would have said of them: whoever signs a
//! boundary can see first what it would have let through.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Boundary, ChangeVerdict, ChangedFile, FileVerdict, Matching, Unjudged, Why, ZoneItem};

/// The most changes that are looked at.
pub const MAX_PAST_CHANGES: usize = 10_000;

/// A commit or pull request of the past. Its JSON is stored for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastChange {
    /// `#12`, or a commit in seven digits.
    pub name: String,
    /// Its title.
    pub title: String,
    /// When it was committed or merged.
    pub at: DateTime<Utc>,
    /// Its files, as far as they are listed.
    pub files: Vec<ChangedFile>,
    /// How many it has by whoever listed them.
    pub total: usize,
}

/// What a text of past changes was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The changes, as they are listed.
    pub changes: Vec<PastChange>,
    /// How many changes without a file were left out, such as merges.
    pub without_files: usize,
}

/// What a zone says of past changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Of each change, in their order.
    pub verdicts: Vec<ChangeVerdict>,
}

/// What keeps changes outside: a rule, or that there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// In words: "rule /server/pay/ of “Payments”", "no rule for files in web/src/".
    pub what: String,
    /// How many changes it keeps outside.
    pub changes: usize,
    /// How many of those nothing else keeps outside: they would be inside without it.
    pub alone: usize,
}

impl Effect {
    /// What these items would have said.
    #[must_use]
    pub fn of(items: &[ZoneItem], matching: Matching, changes: &[PastChange]) -> Self {
        let boundary = Boundary::of(items, matching);
        let verdicts = changes.iter().map(|change| boundary.judge(&change.files, change.total));
        Self {
            verdicts: verdicts.collect(),
        }
    }

    /// How many changes would have been inside.
    #[must_use]
    pub fn inside(&self) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.is_inside()).count()
    }

    /// That, in words: "14 of 37 would have been inside the PM zone".
    #[must_use]
    pub fn sentence(&self) -> String {
        let (inside, all) = (self.inside(), self.verdicts.len());
        format!("{inside} of {all} would have been inside the PM zone")
    }

    /// What keeps changes outside, that first without which most would be inside.
    #[must_use]
    pub fn obstacles(&self, items: &[ZoneItem]) -> Vec<Obstacle> {
        let mut counted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for verdict in &self.verdicts {
            let whole = verdict.unjudged.map(|unjudged| obstacle_of_whole(unjudged).to_owned());
            let files = verdict.outside().map(|file| obstacle(file, items));
            let in_the_way: BTreeSet<String> = whole.into_iter().chain(files).collect();
            let alone = in_the_way.len() == 1;
            for what in in_the_way {
                let (changes, only) = counted.entry(what).or_default();
                *changes += 1;
                *only += usize::from(alone);
            }
        }
        let obstacle = |(what, (changes, alone))| Obstacle { what, changes, alone };
        let mut obstacles: Vec<Obstacle> = counted.into_iter().map(obstacle).collect();
        obstacles.sort_by_key(|obstacle| std::cmp::Reverse((obstacle.alone, obstacle.changes)));
        obstacles
    }
}

impl Obstacle {
    /// How many changes it keeps outside, in words: "6 changes, 2 of them alone".
    #[must_use]
    pub fn sentence(&self) -> String {
        let changes = match self.changes {
            1 => "1 change".to_owned(),
            n => format!("{n} changes"),
        };
        match self.alone {
            0 => changes,
            alone if alone == self.changes => format!("{changes}, nothing else in the way"),
            alone => format!("{changes}, {alone} with nothing else in the way"),
        }
    }
}

fn obstacle_of_whole(unjudged: Unjudged) -> &'static str {
    match unjudged {
        Unjudged::NoFiles => "files that are not known",
        Unjudged::TooMany { .. } => "more files than are judged",
        Unjudged::Incomplete { .. } => "files that are not listed",
    }
}

/// The rule that keeps a file outside, or the folder that no rule speaks of.
fn obstacle(file: &FileVerdict, items: &[ZoneItem]) -> String {
    match &file.why {
        Why::NoRule => {
            let path = file
                .previous
                .as_deref()
                .filter(|_| file.by_previous)
                .unwrap_or(&file.path);
            let mut folders: Vec<&str> = path.split('/').collect();
            folders.pop();
            folders.truncate(2);
            match folders.is_empty() {
                true => "no rule for files at the root".to_owned(),
                false => format!("no rule for files in {}/", folders.join("/")),
            }
        }
        _ => {
            let plain = FileVerdict {
                by_previous: false,
                ..file.clone()
            };
            plain.reason(items)
        }
    }
}

#[cfg(test)]
mod tests;
