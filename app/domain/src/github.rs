//! What a code host tells, in our words, and which feature it is about.

pub mod exported;
pub mod past;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::FeatureId;
use crate::pull_request::{Account, FactKind, PmAccount, Told};
use crate::zone::ChangedFile;

/// Where repositories are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeHost {
    /// GitHub, or GitHub Enterprise Server.
    GitHub,
    /// GitLab, or GitLab of one's own.
    GitLab,
}

impl CodeHost {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::GitHub, Self::GitLab];

    /// Its word in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
        }
    }

    /// That of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|host| host.as_str() == word)
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
        }
    }

    /// Reads how a repository is called there: `owner/name`, on GitLab with groups within groups, also from an address.
    ///
    /// # Errors
    /// A sentence when it is not.
    pub fn repository(self, text: &str) -> Result<String, &'static str> {
        match self {
            Self::GitHub => repository(text),
            Self::GitLab => project(text),
        }
    }
}

/// What one delivery says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something about a pull request.
    PullRequest(Box<PullRequestEvent>),
    /// Commits arrived on a branch.
    Push(Push),
    /// A check or status of a commit that is the skill file's.
    SkillResult(SkillResult),
    /// Which files a pull request changes, as the code host lists them.
    Files(ListedFiles),
    /// A merge queue tries pull requests together, or does no more.
    MergeGroup(MergeGroup),
    /// The repository has another name.
    Renamed,
    /// A pull request with its past, read again.
    Past(Box<past::Past>),
}

/// A repository as a delivery names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// The code host's id, which never changes; `None` where it does not say.
    pub id: Option<i64>,
    /// `owner/name` now.
    pub name: String,
    /// `owner/name` before, where the delivery tells of a new name.
    pub was: Option<String>,
}

impl Repository {
    /// Whether this is the repository that was connected under a name, and by then or later had an id.
    pub fn is(&self, connected: &str, id: Option<i64>) -> bool {
        let named = |name: &str| name.eq_ignore_ascii_case(connected);
        match (self.id, id) {
            (Some(this), Some(known)) => this == known,
            _ => named(&self.name) || self.was.as_deref().is_some_and(named),
        }
    }
}

/// A pull request as a delivery describes it, and what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequestEvent {
    /// Its number in the repository.
    pub number: i32,
    /// As of when it is described: of two descriptions the later one counts.
    pub described_at: DateTime<Utc>,
    /// Its title then.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// Who opened it.
    pub author: Account,
    /// The accounts it is assigned to; `None` where the delivery does not say.
    pub assignees: Option<Vec<Account>>,
    /// Its labels; `None` where the delivery does not say.
    pub labels: Option<Vec<String>>,
    /// The branch it merges; `owner:branch` when that is in another repository.
    pub head_branch: String,
    /// The newest commit of that branch.
    pub head: String,
    /// The branch it is merged into.
    pub base_branch: String,
    /// It takes another back.
    pub is_revert: bool,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Whether it was a draft before this happened.
    pub was_draft: bool,
    /// What happened, the last thing being what the delivery is about; nothing when only its description changed.
    pub happened: Vec<Happened>,
}

/// Something that happened to a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When, by the code host.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: FactKind,
}

impl PullRequestEvent {
    /// What to record. Where an earlier delivery was missed or is still on its way, the opening that this delivery itself
    /// dates comes with it: it gives way to the real one whenever that arrives.
    pub fn to_record(&self) -> Vec<Happened> {
        let is_opening = |h: &Happened| matches!(h.kind, FactKind::Opened { .. });
        let opening = (!self.happened.iter().any(is_opening)).then_some(Happened {
            at: self.opened_at,
            kind: FactKind::Opened {
                draft: self.was_draft,
                deduced_from: Some(self.described_at),
            },
        });
        opening.into_iter().chain(self.happened.iter().cloned()).collect()
    }
}

/// Commits that arrived on a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// The branch.
    pub branch: String,
    /// Whether that is the repository's default branch.
    pub to_default: bool,
    /// Its head before; `None` for a new branch.
    pub before: Option<String>,
    /// Its head afterwards.
    pub after: String,
    /// History was rewritten.
    pub forced: bool,
    /// Who pushed.
    pub by: Account,
    /// When, by the code host; `None` if it does not say.
    pub at: Option<DateTime<Utc>>,
    /// The branch that the push only merges in, as far as its commits tell.
    pub merges: Option<String>,
    /// Its commits, oldest first.
    pub commits: Vec<Commit>,
}

/// One commit of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub sha: String,
    /// The first line of its message, and whether there is more.
    pub message: String,
    /// No other branch of the repository had it.
    pub distinct: bool,
    /// The files it touches; `None` where the code host does not say.
    pub files: Option<Touched>,
    /// The author's login; whoever pushed, if the code host does not know it.
    pub author_login: String,
    /// The date the author's machine wrote; anything can stand there.
    pub authored_at: Option<DateTime<Utc>>,
}

impl Commit {
    /// The paths it touches, as far as they are told.
    fn touches(&self) -> impl Iterator<Item = &String> {
        self.files.iter().flat_map(Touched::paths)
    }
}

/// The files that a commit touches, as the code host tells them: a rename is a file removed and one added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Files that were not there before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    /// Files that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
    /// Files whose contents changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modified: Vec<String>,
}

impl Touched {
    /// Every path.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.added.iter().chain(&self.removed).chain(&self.modified)
    }
}

/// Which files a pull request changes at one commit, as the code host lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFiles {
    /// The number of the pull request.
    pub number: i32,
    /// Its newest commit.
    pub head: String,
    /// The files.
    pub files: Vec<ChangedFile>,
    /// How many there are by the code host's count.
    pub total: usize,
}

/// What the PM PR Review skill file said of one commit, as the code host tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillResult {
    /// The commit.
    pub head: String,
    /// Whether it passed.
    pub passed: bool,
    /// Where it can be read; empty where that is not said.
    pub url: String,
    /// When it was done.
    pub at: DateTime<Utc>,
}

impl SkillResult {
    /// The longest address that is kept, in bytes.
    const LONGEST_URL: usize = 2000;

    /// Where it can be read, as a code host says it: anybody who may run a check can have anything stand there, and what is no
    /// address that can be kept is left out.
    #[must_use]
    pub fn address(url: Option<String>) -> String {
        let is_kept = |url: &String| url.len() <= Self::LONGEST_URL && !url.contains(char::is_control);
        url.filter(is_kept).unwrap_or_default()
    }
}

/// A group of a merge queue: pull requests that are tried together, each group on top of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeGroup {
    /// Its commit.
    pub head: String,
    /// The pull request that was put into it last.
    pub number: i32,
    /// It is no more: merged, or given up.
    pub gone: bool,
}

/// Whether a check, a job or a status of this name is the PM PR Review skill file: these words are in it, however they are
/// joined, as in `pm-pr-review`.
pub fn is_skill_file(name: &str) -> bool {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.to_lowercase().contains("pmprreview")
}

impl Push {
    /// The branch that a push only merges in, as far as its commits tell: one commit that is new, with the message the
    /// code host gives to a merge into this branch, and nothing else that is new. Where files are told, the merge touches
    /// none that the merged commits do not: that would be a change by hand.
    pub fn merged_branch(branch: &str, forced: bool, commits: &[Commit]) -> Option<String> {
        let mut new = commits.iter().filter(|commit| commit.distinct);
        let (Some(merge), None, false) = (new.next(), new.next(), forced) else {
            return None;
        };
        let rest = merge.message.strip_prefix("Merge branch '")?;
        let merged = rest.strip_suffix(&format!("' into {branch}"))?;
        let brought = commits.iter().filter(|commit| !commit.distinct);
        let theirs: Vec<&String> = brought.flat_map(Commit::touches).collect();
        let by_hand = merge.touches().any(|file| !theirs.contains(&file));
        (!by_hand && !merged.is_empty()).then(|| merged.to_owned())
    }

    /// Whether a commit of the push came with it from elsewhere: from the branch it merges, or from beneath a rewritten
    /// history.
    pub fn is_brought(&self, commit: &Commit) -> bool {
        let merges = self
            .commits
            .iter()
            .any(|other| other.distinct && other.message.starts_with("Merge "));
        !commit.distinct && (self.forced || merges)
    }

    /// What the push is to a pull request that merges the branch into `base`; empty where that is not known.
    pub fn to_pull_request(&self, base: &str) -> FactKind {
        FactKind::Pushed {
            sha: self.after.clone(),
            author: self.by.clone(),
            forced: self.forced,
            content_id: None,
            merge_of_base_only: self
                .merges
                .as_ref()
                .is_some_and(|merged| base.is_empty() || merged == base),
            before: Some(self.before.clone().unwrap_or_default()),
            told: Told::Branch,
        }
    }
}

/// What links a pull request or a branch to a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// The feature.
    pub feature: FeatureId,
    /// Its flag key.
    pub flag_key: String,
    /// The accounts of the arm's pilot PMs, each for its time.
    pub pms: Vec<PmAccount>,
    /// How its branches are called, `carts/*`; empty where nothing was said.
    pub branch: String,
    /// A label of its pull requests; empty where nothing was said.
    pub label: String,
}

impl Marks {
    /// Whether an account was one of the arm's pilot PMs when a pull request was opened; where that is not known, whether it ever
    /// was.
    pub fn is_of(&self, account: &Account, opened_at: Option<DateTime<Utc>>) -> bool {
        self.pms.iter().any(|pm| pm.is_at(account, opened_at))
    }
}

/// The feature of whoever opened a pull request, or is assigned to it where an agent did, if they were its pilot PM then.
fn feature_by_person(marks: &[Marks], pull: Pointers<'_>) -> Option<(FeatureId, LinkedBy)> {
    let Pointers {
        author,
        assignees,
        opened_at,
        ..
    } = pull;
    let claims = |account: &Account| -> Vec<&Marks> {
        let theirs = marks.iter().filter(|mark| mark.is_of(account, opened_at));
        theirs.collect()
    };
    let of = |account: &Account| match &claims(account)[..] {
        [one] => Some(one.feature),
        _ => None,
    };
    if let Some(feature) = of(author) {
        return Some((feature, LinkedBy::Author));
    }
    let mut assigned: Vec<FeatureId> = assignees.iter().filter_map(of).collect();
    assigned.dedup();
    match assigned[..] {
        [one] => Some((one, LinkedBy::Assignee)),
        _ => None,
    }
}

/// What of a pull request points to a feature.
#[derive(Clone, Copy, Debug)]
pub struct Pointers<'a> {
    /// Every name its branch had, the newest last.
    pub branches: &'a [&'a str],
    /// Its title.
    pub title: &'a str,
    /// Its labels.
    pub labels: &'a [String],
    /// Who opened it.
    pub author: &'a Account,
    /// Who is assigned to it.
    pub assignees: &'a [Account],
    /// When it was opened, as far as that is known.
    pub opened_at: Option<DateTime<Utc>>,
}

/// By what a pull request belongs to a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkedBy {
    /// Somebody said so, or that it belongs to none.
    Hand,
    /// Branch, title or a label names the flag key.
    FlagKey,
    /// Its branch is called as the feature's branches are.
    Branch,
    /// It has the feature's label.
    Label,
    /// A pilot PM of the arm opened it.
    Author,
    /// It is assigned to a pilot PM of the arm: an agent or somebody else opened it.
    Assignee,
}

impl LinkedBy {
    /// In words, after the feature.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Hand => "by hand",
            Self::FlagKey => "by flag key",
            Self::Branch => "by branch",
            Self::Label => "by label",
            Self::Author => "by author",
            Self::Assignee => "by assignee",
        }
    }
}

/// The feature of a pull request, and by what: the flag key before the branch pattern and the label, and those before whoever
/// opened it or is assigned to it. Of two keys the longer one decides; two equal ones decide nothing. Linking by hand comes
/// before all this.
pub fn linked(marks: &[Marks], pull: Pointers<'_>) -> Option<(FeatureId, LinkedBy)> {
    let head = pull.branches.last().copied().unwrap_or_default();
    let text = format!("{head} {} {}", pull.title, pull.labels.join(" "));
    if let Some(feature) = feature_by_key(marks, &text) {
        return Some((feature, LinkedBy::FlagKey));
    }
    if let Some(feature) = feature_by_mark(marks, pull.branches, pull.labels) {
        let own = marks
            .iter()
            .find(|mark| mark.feature == feature && !mark.branch.is_empty());
        let by_branch = own.is_some_and(|mark| pull.branches.iter().any(|one| is_called(one, &mark.branch)));
        return Some((feature, if by_branch { LinkedBy::Branch } else { LinkedBy::Label }));
    }
    feature_by_person(marks, pull)
}

/// The feature whose flag key a text names; of two keys the longer one, and of two equal ones none.
pub fn feature_by_key(marks: &[Marks], text: &str) -> Option<FeatureId> {
    let named: Vec<&Marks> = marks.iter().filter(|m| names(text, &m.flag_key)).collect();
    let longest = named.iter().map(|m| m.flag_key.trim().len()).max();
    let by_key: Vec<&&Marks> = named
        .iter()
        .filter(|m| Some(m.flag_key.trim().len()) == longest)
        .collect();
    match by_key[..] {
        [one] => Some(one.feature),
        _ => None,
    }
}

/// The feature that branches by their names, or labels, belong to, as its sponsor said; none where two features claim them. It comes
/// after the flag key and before the author.
pub fn feature_by_mark(marks: &[Marks], branches: &[&str], labels: &[String]) -> Option<FeatureId> {
    let claims = |mark: &&Marks| {
        let branch = !mark.branch.is_empty() && branches.iter().any(|branch| is_called(branch, &mark.branch));
        let label = !mark.label.is_empty()
            && labels
                .iter()
                .any(|label| label.to_lowercase() == mark.label.to_lowercase());
        branch || label
    };
    match &marks.iter().filter(claims).collect::<Vec<_>>()[..] {
        [one] => Some(one.feature),
        _ => None,
    }
}

/// Whether a branch is called as a pattern says, in which `*` stands for any letters, also none.
fn is_called(branch: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = branch.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let Some(last) = pattern
        .contains('*')
        .then(|| pattern.rsplit('*').next().unwrap_or_default())
    else {
        return rest.is_empty();
    };
    let between: Vec<&str> = parts.collect();
    for part in &between[..between.len().saturating_sub(1)] {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Whether a text contains a flag key as a word of its own, whatever the case.
pub fn names(text: &str, flag_key: &str) -> bool {
    let (text, key) = (text.to_lowercase(), flag_key.trim().to_lowercase());
    if key.is_empty() {
        return false;
    }
    text.match_indices(&key).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// Reads `owner/name`, also from an address that ends in it.
///
/// # Errors
/// A sentence when it is neither.
pub fn repository(text: &str) -> Result<String, &'static str> {
    const SENTENCE: &str = "Enter the repository as owner/name, such as acme/shop.";
    let text = text.trim().trim_end_matches('/');
    let text = text.strip_prefix("https://github.com/").unwrap_or(text);
    let text = text.strip_suffix(".git").unwrap_or(text);
    let part = |part: &str| {
        !part.is_empty()
            && part.len() <= 100
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
            && part.chars().any(|c| c != '.')
    };
    match text.split_once('/') {
        Some((owner, name)) if part(owner) && part(name) => Ok(text.to_owned()),
        _ => Err(SENTENCE),
    }
}

/// Reads the path of a project on GitLab, also from an address that ends in it.
fn project(text: &str) -> Result<String, &'static str> {
    const SENTENCE: &str =
        "Enter the project with its groups, such as acme/web/shop: what its address has after the host.";
    let text = text.trim().trim_end_matches('/');
    let text = match text.strip_prefix("https://") {
        Some(address) => address.split_once('/').map_or("", |(_, path)| path),
        None => text,
    };
    let text = text.strip_suffix(".git").unwrap_or(text);
    let part = |part: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        !part.is_empty() && part.len() <= 100 && part.chars().all(fits) && part.chars().any(|c| c != '.')
    };
    let parts: Vec<&str> = text.split('/').collect();
    match (2..=20).contains(&parts.len()) && parts.iter().all(|one| part(one)) {
        true => Ok(text.to_owned()),
        false => Err(SENTENCE),
    }
}

#[cfg(test)]
mod tests;
