//! Pull requests as people export them without a token: the list of the code host's own program, a log of git, or a table of
//! facts. Each is read whole and says what is left out and why.

mod facts;
mod list;
mod log;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sha2::{Digest as _, Sha256};

use super::PullRequestEvent;
use super::past::PastCommit;
use crate::calendar::fits;
use crate::document::Digest;
use crate::pull_request::{FactKind, is_merge_queue};

/// The longest text that is read, in bytes.
pub const LONGEST: usize = 2 << 20;
/// What the code host's own program is asked for.
pub const LIST_FIELDS: &str = "number,title,url,author,assignees,labels,body,headRefName,headRefOid,baseRefName,\
     isCrossRepository,headRepositoryOwner,isDraft,createdAt,updatedAt,closedAt,mergedAt,reviews,commits";

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `gh pr list --json …`.
    List,
    /// `git log --pretty=raw`.
    Log,
    /// One fact a line.
    Facts,
}

impl Kind {
    /// Its word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Log => "log",
            Self::Facts => "facts",
        }
    }

    /// That of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::List, Self::Log, Self::Facts]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::List => "gh pr list",
            Self::Log => "git log",
            Self::Facts => "a table of facts",
        }
    }
}

/// A pull request as a text tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The entry of the list, the commit of the log or the first line, from 1.
    pub row: u32,
    /// The repository that the text says it is of, as `owner/name`; empty where it does not say.
    pub repository: String,
    /// The pull request, with everything that the text says happened to it.
    pub event: PullRequestEvent,
    /// Its commits, as far as the text has them.
    pub commits: Vec<PastCommit>,
}

/// What a text was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// What it is.
    pub kind: Kind,
    /// The pull requests, by number.
    pub pulls: Vec<Told>,
    /// What of it is not used, and why: a sentence each.
    pub left_out: Vec<String>,
    /// What it does not say, and what follows from that: a sentence each.
    pub notes: Vec<String>,
}

impl Told {
    /// Whether a text of it holds a character that no text keeps.
    fn holds_zero(&self) -> bool {
        let event = &self.event;
        let accounts = [&event.author].into_iter().chain(event.assignees.iter().flatten());
        let reviewers = event.happened.iter().filter_map(|happened| match &happened.kind {
            FactKind::Reviewed { reviewer, .. } => Some(reviewer),
            _ => None,
        });
        let logins = accounts.chain(reviewers).map(|account| &account.login);
        let told = [
            &event.title,
            &event.url,
            &event.head_branch,
            &event.head,
            &event.base_branch,
        ];
        let commits = self.commits.iter();
        let commits = commits.flat_map(|commit| [&commit.sha, &commit.headline, &commit.author_login]);
        let labels = event.labels.iter().flatten();
        let mut all = told.into_iter().chain(logins).chain(commits).chain(labels);
        all.any(|text| text.contains('\0'))
    }

    /// When it was opened and merged, as far as the text says.
    #[must_use]
    pub fn times(&self) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let first = |is: fn(&FactKind) -> bool| {
            let mut of = self.event.happened.iter().filter(|happened| is(&happened.kind));
            of.next().map(|happened| happened.at)
        };
        (
            first(|kind| matches!(kind, FactKind::Opened { .. })),
            first(|kind| *kind == FactKind::Merged),
        )
    }
}

impl Exported {
    /// The digest by which a text is known later.
    #[must_use]
    pub fn digest(text: &str) -> Digest {
        Digest::of(Sha256::new_with_prefix(text))
    }

    /// Reads a text of pull requests of one repository. Times without a zone are of `zone`; nothing happens after `now`.
    ///
    /// # Errors
    /// What is wrong, a sentence each.
    pub fn read(text: &str, zone: Tz, now: DateTime<Utc>) -> Result<Self, Vec<String>> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(vec![
                "Paste what gh pr list or git log prints, or a table of facts.".to_owned(),
            ]);
        }
        if text.len() > LONGEST {
            return Err(vec![
                "This is longer than 2 MB. Import it in parts: what is there already counts once.".to_owned(),
            ]);
        }
        if text.contains('\0') {
            return Err(vec![
                "There are characters of zero in it, as git log -z prints between commits. Print it without -z."
                    .to_owned(),
            ]);
        }
        let mut exported = match text.chars().next() {
            Some('[' | '{') => list::read(text)?,
            _ if text.starts_with("commit ") => log::read(text)?,
            _ => facts::read(text, zone)?,
        };
        exported.leave_out(now);
        exported.pulls.sort_by_key(|told| told.event.number);
        match exported.pulls.is_empty() {
            false => Ok(exported),
            true if exported.left_out.is_empty() => Err(vec!["There is no pull request in it.".to_owned()]),
            true => Err(exported.left_out),
        }
    }

    /// The other repositories that the text says it is of, where it is recorded for `repository`: a name mistyped, or the right
    /// one before the repository was renamed.
    #[must_use]
    pub fn of_others(&self, repository: &str) -> Vec<&str> {
        let named = self.pulls.iter().map(|told| told.repository.as_str());
        let others = named.filter(|named| !named.is_empty() && !named.eq_ignore_ascii_case(repository.trim()));
        others.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Takes out what cannot be used.
    fn leave_out(&mut self, now: DateTime<Utc>) {
        let latest = now + TimeDelta::days(1);
        let mut seen = BTreeSet::new();
        let left_out = &mut self.left_out;
        self.pulls.retain(|told| {
            let number = told.event.number;
            let mut times = told.event.happened.iter().map(|happened| happened.at);
            let why = if is_merge_queue(&told.event.head_branch) {
                "it is a branch of the merge queue"
            } else if !times.clone().all(|at| fits(at.date_naive())) {
                "it tells of a year before 2000 or after 2100"
            } else if times.any(|at| at > latest) {
                "it tells of something that has not happened yet"
            } else if told.holds_zero() {
                "a character of zero is in it"
            } else if !seen.insert(number) {
                "it is there twice; the first counts"
            } else {
                return true;
            };
            left_out.push(format!("Pull request {number} is left out: {why}."));
            false
        });
    }
}

/// As of when something is described that is known better wherever else it is known.
fn long_ago() -> DateTime<Utc> {
    DateTime::from_timestamp(946_684_800, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests;
