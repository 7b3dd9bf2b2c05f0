//! Pull requests that stand apart: listed, and part of no number.

use serde::{Deserialize, Serialize};

/// Why a pull request of a feature is part of no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// It takes another back, which stays counted.
    Revert,
    /// It proves an activity of week one.
    WeekOne,
    /// Its branch is one of a merge queue.
    MergeQueue,
}

impl Apart {
    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Revert => "takes another PR back",
            Self::WeekOne => "proves week one",
            Self::MergeQueue => "a branch of the merge queue",
        }
    }
}

/// Whether a branch belongs to a merge queue.
pub fn is_merge_queue(branch: &str) -> bool {
    branch.starts_with("gh-readonly-queue/")
}

/// Whether a pull request takes another back: by the code host's own title or branch, or because its text says which.
pub fn is_revert(title: &str, branch: &str, body: &str) -> bool {
    let title = title.trim();
    let by_title = title.strip_prefix("Revert \"").is_some_and(|rest| rest.ends_with('"'));
    let by_branch = branch
        .strip_prefix("revert-")
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(number, rest)| is_number(number) && !rest.is_empty());
    by_title || by_branch || body.lines().any(names_what_it_takes_back)
}

/// A line such as `Reverts acme/shop#214`, `This reverts #214.`
fn names_what_it_takes_back(line: &str) -> bool {
    let mut words = line.trim().trim_start_matches(['-', '*', ' ']).split_whitespace();
    let mut word = words.next().unwrap_or_default();
    if word.eq_ignore_ascii_case("this") {
        word = words.next().unwrap_or_default();
    }
    if !word.eq_ignore_ascii_case("reverts") {
        return false;
    }
    let mut named = words.next().unwrap_or_default();
    if ["pr", "pull"].iter().any(|pr| named.eq_ignore_ascii_case(pr)) {
        named = words
            .find(|word| !word.eq_ignore_ascii_case("request"))
            .unwrap_or_default();
    }
    let named = named.trim_end_matches(['.', ',', ';', ':', ')']);
    let number = named.rsplit_once('#').or_else(|| named.rsplit_once("/pull/"));
    number.is_some_and(|(_, number)| is_number(number))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revert_says_so_by_title_branch_or_text() {
        for (title, branch, body) in [
            ("Revert \"Checkout banner: free delivery from 40\"", "x", ""),
            ("Roll it back", "revert-214-feat/checkout-banner", ""),
            ("Roll it back", "x", "Reverts harbor-goods/storefront#214"),
            ("Roll it back", "x", "The page broke.\n\nThis reverts PR #214."),
            (
                "Roll it back",
                "x",
                "Reverts https://github.com/harbor-goods/storefront/pull/214",
            ),
        ] {
            assert!(is_revert(title, branch, body), "{title} {branch} {body}");
        }
        for (title, branch, body) in [
            ("Revert button in the banner", "feat/revert-button", ""),
            ("Add a banner", "revert-to-old-look", "It reverts nothing."),
            ("Add a banner", "x", "See #214. It reverts the colours."),
            ("Add a banner", "revert-214", "This reverts commit 2f22765d."),
        ] {
            assert!(!is_revert(title, branch, body), "{title} {branch} {body}");
        }
    }

    #[test]
    fn a_merge_queue_has_branches_of_its_own() {
        assert!(is_merge_queue("gh-readonly-queue/main/pr-214-2f22765d"));
        assert!(!is_merge_queue("feat/gh-readonly-queue"));
    }
}
