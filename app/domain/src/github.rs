//! What a code host tells, in our words, and which feature it is about.

use chrono::{DateTime, Utc};

use crate::ids::FeatureId;
use crate::pull_request::{Account, Fact, FactKind, PullRequestState};

/// What one delivery says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something about a pull request.
    PullRequest(PullRequestEvent),
    /// Commits arrived on a branch.
    Push(Push),
}

/// A pull request as a delivery describes it, and what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequestEvent {
    /// `owner/name`.
    pub repository: String,
    /// Its number in the repository.
    pub number: i32,
    /// Its title now.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// Who opened it.
    pub author: Account,
    /// The branch it merges; `owner:branch` when that is in another repository.
    pub head_branch: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Whether it was a draft before this happened.
    pub was_draft: bool,
    /// What happened; `None` when only the title changed.
    pub happened: Option<Happened>,
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
    /// What to record. Where no opening is known, because an earlier delivery was missed or is
    /// still on its way, the opening that this delivery itself dates comes first.
    pub fn to_record(&self, opening_known: bool) -> Vec<Happened> {
        let opens = |h: &Happened| matches!(h.kind, FactKind::Opened { .. });
        let opening = (!opening_known && !self.happened.as_ref().is_some_and(opens)).then_some(Happened {
            at: self.opened_at,
            kind: FactKind::Opened { draft: self.was_draft },
        });
        opening.into_iter().chain(self.happened.clone()).collect()
    }
}

/// Commits that arrived on a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// `owner/name`.
    pub repository: String,
    /// The branch.
    pub branch: String,
    /// Its head afterwards.
    pub after: String,
    /// History was rewritten.
    pub forced: bool,
    /// Who pushed.
    pub by: Account,
    /// When, by the code host; `None` if it does not say.
    pub at: Option<DateTime<Utc>>,
    /// The commits that are new in the repository, oldest first.
    pub commits: Vec<Commit>,
}

/// One commit of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub sha: String,
    /// The author's login; whoever pushed, if the code host does not know it.
    pub author_login: String,
    /// The date the author's machine wrote; anything can stand there.
    pub authored_at: Option<DateTime<Utc>>,
}

impl Push {
    /// What the push means for a pull request of its branch; `None` for one that is not open.
    pub fn happened(&self, state: PullRequestState, received_at: DateTime<Utc>) -> Option<Happened> {
        matches!(state, PullRequestState::Draft | PullRequestState::Ready).then(|| Happened {
            at: self.at.unwrap_or(received_at),
            kind: FactKind::Pushed {
                sha: self.after.clone(),
                author: self.by.clone(),
                forced: self.forced,
                content_id: None,
                merge_of_base_only: false,
            },
        })
    }
}

/// Whether a push only repeats the push before it: the code host tells each push of a pull request
/// twice, once for the branch and once for the pull request. `known` are the facts so far, in order.
pub fn repeats(known: &[&Fact], happened: &Happened) -> bool {
    let FactKind::Pushed { sha, .. } = &happened.kind else {
        return false;
    };
    let before = known.iter().rev().filter(|fact| fact.at <= happened.at);
    let head = before.into_iter().find_map(|fact| match &fact.kind {
        FactKind::Pushed { sha, .. } => Some(sha),
        _ => None,
    });
    !sha.is_empty() && head == Some(sha)
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
}

/// The feature that a text (branch and title) or else an author points to. The flag key decides; of
/// two keys the longer one; two equal ones decide nothing. Linking by hand comes before all this.
pub fn feature_of(marks: &[Marks], text: &str, author_login: &str) -> Option<FeatureId> {
    let named: Vec<&Marks> = marks.iter().filter(|m| names(text, &m.flag_key)).collect();
    let longest = named.iter().map(|m| m.flag_key.trim().len()).max();
    let by_key: Vec<&&Marks> = named
        .iter()
        .filter(|m| Some(m.flag_key.trim().len()) == longest)
        .collect();
    if let [one] = by_key[..] {
        return Some(one.feature);
    }
    let is_author = |login: &String| !login.is_empty() && login.eq_ignore_ascii_case(author_login);
    let login = |m: &&Marks| m.logins.iter().any(is_author);
    match &marks.iter().filter(login).collect::<Vec<_>>()[..] {
        [one] => Some(one.feature),
        _ => None,
    }
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
    use crate::pull_request::Source;

    fn marks(feature: i64, flag_key: &str, github_login: &str) -> Marks {
        Marks {
            feature: FeatureId(feature),
            flag_key: flag_key.to_owned(),
            logins: vec![github_login.to_owned()],
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

    #[test]
    fn the_flag_key_comes_before_the_author_and_the_longer_key_before_the_shorter() {
        let both = [marks(1, "checkout", "lee"), marks(2, "checkout-banner", "sam")];
        assert_eq!(feature_of(&both, "x/checkout-banner", "lee"), Some(FeatureId(2)));
        assert_eq!(feature_of(&both, "x/checkout", "sam"), Some(FeatureId(1)));
        assert_eq!(feature_of(&both, "fix typo", "SAM"), Some(FeatureId(2)));
        assert_eq!(feature_of(&both, "fix typo", "kim"), None);
        let same = [marks(1, "shop", "lee"), marks(2, "shop", "lee")];
        assert_eq!(feature_of(&same, "x/shop", "lee"), None);
    }

    #[test]
    fn a_push_is_recorded_once_however_often_it_is_told() {
        let pushed = |sha: &str, second: u32| Happened {
            at: format!("2026-03-02T10:00:{second:02}Z").parse().unwrap(),
            kind: FactKind::Pushed {
                sha: sha.to_owned(),
                author: Account {
                    login: "lee".to_owned(),
                    is_bot_type: false,
                },
                forced: false,
                content_id: None,
                merge_of_base_only: false,
            },
        };
        let fact = |happened: Happened, arrival| Fact {
            at: happened.at,
            arrival,
            kind: happened.kind,
            source: Source::Webhook {
                delivery: arrival.to_string(),
            },
        };
        let (a, b) = (fact(pushed("a", 1), 1), fact(pushed("b", 5), 2));
        assert!(repeats(&[&a], &pushed("a", 3)));
        assert!(!repeats(&[&a], &pushed("b", 3)));
        // Back to an earlier head is a push of its own.
        assert!(!repeats(&[&a, &b], &pushed("a", 9)));
        assert!(repeats(&[&a, &b], &pushed("a", 2)));
    }

    #[test]
    fn an_opening_that_was_missed_is_recorded_first() {
        let event = PullRequestEvent {
            repository: "acme/shop".to_owned(),
            number: 7,
            title: "Banner".to_owned(),
            url: String::new(),
            author: Account {
                login: "lee".to_owned(),
                is_bot_type: false,
            },
            head_branch: "banner".to_owned(),
            opened_at: "2026-03-02T10:00:00Z".parse().unwrap(),
            was_draft: true,
            happened: Some(Happened {
                at: "2026-03-03T10:00:00Z".parse().unwrap(),
                kind: FactKind::ReadyForReview,
            }),
        };
        let kinds = |known| event.to_record(known).into_iter().map(|h| h.kind).collect::<Vec<_>>();
        assert_eq!(
            kinds(false),
            [FactKind::Opened { draft: true }, FactKind::ReadyForReview]
        );
        assert_eq!(kinds(true), [FactKind::ReadyForReview]);
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
