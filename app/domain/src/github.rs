//! What a code host tells, in our words, and which feature it is about.

use chrono::{DateTime, Utc};

use crate::ids::FeatureId;
use crate::pull_request::{Account, FactKind};

/// What one delivery says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something about a pull request.
    PullRequest(Box<PullRequestEvent>),
    /// Commits arrived on a branch.
    Push(Push),
    /// The repository has another name.
    Renamed,
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
    /// The files it touches, where the code host says.
    pub files: Vec<String>,
    /// The author's login; whoever pushed, if the code host does not know it.
    pub author_login: String,
    /// The date the author's machine wrote; anything can stand there.
    pub authored_at: Option<DateTime<Utc>>,
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
        let theirs: Vec<&String> = commits.iter().filter(|c| !c.distinct).flat_map(|c| &c.files).collect();
        let by_hand = merge.files.iter().any(|file| !theirs.contains(&file));
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
}

/// What links a pull request or a branch to a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// The feature.
    pub feature: FeatureId,
    /// Its flag key.
    pub flag_key: String,
    /// The logins of the arm's pilot PMs.
    pub logins: Vec<String>,
    /// The code host's ids of the accounts that had these logins.
    pub ids: Vec<i64>,
}

/// The feature that a text (branch, title and labels) or else somebody points to: whoever opened a pull request, or is
/// assigned to it where an agent did. The flag key decides; of two keys the longer one; two equal ones decide nothing.
/// Linking by hand comes before all this.
pub fn feature_of(marks: &[Marks], text: &str, author: &Account, assignees: &[Account]) -> Option<FeatureId> {
    let named: Vec<&Marks> = marks.iter().filter(|m| names(text, &m.flag_key)).collect();
    let longest = named.iter().map(|m| m.flag_key.trim().len()).max();
    let by_key: Vec<&&Marks> = named
        .iter()
        .filter(|m| Some(m.flag_key.trim().len()) == longest)
        .collect();
    if let [one] = by_key[..] {
        return Some(one.feature);
    }
    let is_of = |mark: &Marks, account: &Account| {
        account.is_among(&mark.logins) || account.id.is_some_and(|id| mark.ids.contains(&id))
    };
    let of = |account: &Account| match &marks.iter().filter(|mark| is_of(mark, account)).collect::<Vec<_>>()[..] {
        [one] => Some(one.feature),
        _ => None,
    };
    of(author).or_else(|| {
        let mut assigned: Vec<FeatureId> = assignees.iter().filter_map(of).collect();
        assigned.dedup();
        match assigned[..] {
            [one] => Some(one),
            _ => None,
        }
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(feature: i64, flag_key: &str, github_login: &str) -> Marks {
        Marks {
            feature: FeatureId(feature),
            flag_key: flag_key.to_owned(),
            logins: vec![github_login.to_owned()],
            ids: Vec::new(),
        }
    }

    #[test]
    fn a_flag_key_counts_as_a_word_of_its_own() {
        for (text, found) in [
            ("feat/checkout-banner", true),
            ("feat/Checkout-Banner-v2", true),
            ("Add the checkout-banner", true),
            ("checkout-banners", false),
            ("recheckout-banner", false),
            ("checkout", false),
            ("checkout-banners then checkout-banner", true),
        ] {
            assert_eq!(names(text, "checkout-banner"), found, "{text}");
        }
        assert!(!names("anything", "  "));
    }

    fn account(login: &str, id: Option<i64>) -> Account {
        Account {
            login: login.to_owned(),
            is_bot_type: false,
            id,
        }
    }

    #[test]
    fn the_flag_key_comes_before_the_author_and_the_longer_key_before_the_shorter() {
        let of = |marks: &[Marks], text: &str, author: &str| feature_of(marks, text, &account(author, None), &[]);
        let both = [marks(1, "checkout", "lee"), marks(2, "checkout-banner", "sam")];
        assert_eq!(of(&both, "x/checkout-banner", "lee"), Some(FeatureId(2)));
        assert_eq!(of(&both, "x/checkout", "sam"), Some(FeatureId(1)));
        assert_eq!(of(&both, "fix typo", "SAM"), Some(FeatureId(2)));
        assert_eq!(of(&both, "fix typo", "kim"), None);
        assert_eq!(of(&both, "fix typo", "ghost"), None);
        let same = [marks(1, "shop", "lee"), marks(2, "shop", "lee")];
        assert_eq!(of(&same, "x/shop", "lee"), None);
    }

    #[test]
    fn what_an_agent_opened_is_of_whom_it_is_assigned_to_and_a_renamed_pm_is_still_theirs() {
        let mut both = [marks(1, "checkout", "lee"), marks(2, "banner", "sam")];
        both[1].ids = vec![7];
        let agent = account("writer[bot]", Some(1));
        let of = |author: &Account, assigned: &[Account]| feature_of(&both, "fix typo", author, assigned);
        assert_eq!(of(&agent, &[account("sam", None)]), Some(FeatureId(2)));
        assert_eq!(of(&agent, &[account("sam-renamed", Some(7))]), Some(FeatureId(2)));
        assert_eq!(
            of(&agent, &[account("kim", None), account("lee", None)]),
            Some(FeatureId(1))
        );
        assert_eq!(of(&agent, &[account("sam", None), account("lee", None)]), None);
        assert_eq!(of(&account("sam-renamed", Some(7)), &[]), Some(FeatureId(2)));
    }

    fn commit(sha: &str, message: &str, distinct: bool, files: &[&str]) -> Commit {
        Commit {
            sha: sha.to_owned(),
            message: message.to_owned(),
            distinct,
            files: files.iter().map(|&file| file.to_owned()).collect(),
            author_login: "lee".to_owned(),
            authored_at: None,
        }
    }

    #[test]
    fn a_merge_of_the_base_is_told_by_its_commits() {
        let theirs = commit("a", "Prices: round half up", false, &["prices.ts"]);
        let merge = |files: &[&str]| commit("b", "Merge branch 'main' into feat/banner", true, files);
        let merged = |forced, commits: &[Commit]| Push::merged_branch("feat/banner", forced, commits);
        let main = Some("main".to_owned());
        assert_eq!(merged(false, &[theirs.clone(), merge(&[])]), main);
        assert_eq!(merged(false, &[theirs.clone(), merge(&["prices.ts"])]), main);
        assert_eq!(merged(false, &[merge(&[])]), main);
        for (what, forced, commits) in [
            (
                "a file changed by hand",
                false,
                vec![theirs.clone(), merge(&["banner.ts"])],
            ),
            ("rewritten", true, vec![theirs.clone(), merge(&[])]),
            (
                "something else is new",
                false,
                vec![commit("c", "Fix", true, &[]), merge(&[])],
            ),
            ("nothing is new", false, vec![theirs.clone()]),
            (
                "into another",
                false,
                vec![commit("b", "Merge branch 'main' into other", true, &[])],
            ),
            (
                "conflicts",
                false,
                vec![commit(
                    "b",
                    "Merge branch 'main' into feat/banner\n\n# Conflicts:",
                    true,
                    &[],
                )],
            ),
        ] {
            assert_eq!(merged(forced, &commits), None, "{what}");
        }
    }

    #[test]
    fn a_repository_is_known_by_its_id_whatever_it_is_called() {
        let named = |id, name: &str, was: Option<&str>| Repository {
            id,
            name: name.to_owned(),
            was: was.map(str::to_owned),
        };
        for (repository, known, is) in [
            (named(Some(7), "acme/shop", None), None, true),
            (named(Some(7), "Acme/Shop", None), Some(7), true),
            (named(Some(7), "acme/store", None), Some(7), true),
            (named(Some(8), "acme/shop", None), Some(7), false),
            (named(Some(7), "acme/store", None), None, false),
            (named(Some(7), "acme/store", Some("acme/shop")), None, true),
            (named(None, "acme/shop", None), Some(7), true),
        ] {
            assert_eq!(repository.is("acme/shop", known), is, "{repository:?}");
        }
    }

    #[test]
    fn an_opening_that_was_missed_is_recorded_with_what_came_first() {
        let utc = |text: &str| text.parse().unwrap();
        let event = PullRequestEvent {
            number: 7,
            described_at: utc("2026-03-03T10:00:00Z"),
            title: "Banner".to_owned(),
            url: String::new(),
            author: account("lee", None),
            assignees: None,
            labels: None,
            head_branch: "banner".to_owned(),
            head: "a".to_owned(),
            base_branch: "main".to_owned(),
            is_revert: false,
            opened_at: utc("2026-03-02T10:00:00Z"),
            was_draft: true,
            happened: vec![Happened {
                at: utc("2026-03-03T10:00:00Z"),
                kind: FactKind::ReadyForReview,
            }],
        };
        let deduced = FactKind::Opened {
            draft: true,
            deduced_from: Some(utc("2026-03-03T10:00:00Z")),
        };
        let kinds: Vec<FactKind> = event.to_record().into_iter().map(|h| h.kind).collect();
        assert_eq!(kinds, [deduced, FactKind::ReadyForReview]);
    }

    #[test]
    fn a_repository_is_owner_and_name() {
        for text in [
            "acme/shop",
            " https://github.com/acme/shop.git ",
            "https://github.com/acme/shop/",
        ] {
            assert_eq!(repository(text).as_deref(), Ok("acme/shop"), "{text}");
        }
        for text in [
            "",
            "acme",
            "acme/",
            "/shop",
            "a/b/c",
            "acme/..",
            "acme/sh op",
            "https://evil.example/acme/shop",
        ] {
            assert!(repository(text).is_err(), "{text}");
        }
    }
}
