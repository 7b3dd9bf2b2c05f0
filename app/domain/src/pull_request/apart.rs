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

    /// The reason in full, as a sentence goes on.
    pub fn in_full(self) -> &'static str {
        match self {
            Self::Revert => "it takes another pull request back",
            Self::WeekOne => "it is named as evidence of a week-one activity, so neither it nor its commits count",
            Self::MergeQueue => "its branch is one of the merge queue",
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

/// Whether a text names a pull request: by its address, by the address of its repository with its number, or as
/// `owner/name#12` (`owner/name!12` on GitLab). A number alone names none, since a pilot can have several repositories.
#[must_use]
pub fn is_named_in(text: &str, repository: &str, number: i32, url: &str) -> bool {
    let (text, repository, url) = (text.to_lowercase(), repository.to_lowercase(), url.to_lowercase());
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    let by_address = !url.is_empty() && text.match_indices(&url).any(|(at, _)| ends(&text[at + url.len()..]));
    let number = number.to_string();
    let by_name = !repository.is_empty()
        && text.match_indices(&repository).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + repository.len()..]);
            let short = ["#", "!"].iter().find_map(|mark| after.strip_prefix(mark));
            let long = ["/pull/", "/pulls/", "/-/merge_requests/", "/merge_requests/"]
                .iter()
                .find_map(|path| after.strip_prefix(path));
            let begins = match short {
                Some(_) => begins_a_name(before),
                None => begins_a_name(before) || follows_a_host(before),
            };
            let rest = short.or(long).and_then(|after| after.strip_prefix(&number));
            begins && rest.is_some_and(ends)
        });
    by_address || by_name
}

/// A pull request that is named by its address and nothing else, in short: `owner/name#12`, `owner/name!12` on GitLab.
#[must_use]
pub fn short_name(text: &str) -> Option<String> {
    let text = text.trim();
    let (_, path) = text.strip_prefix("https://")?.split_once('/')?;
    let (repository, mark, number) = [("/-/merge_requests/", '!'), ("/pull/", '#')]
        .into_iter()
        .find_map(|(between, mark)| path.split_once(between).map(|(name, number)| (name, mark, number)))?;
    let is_name = repository.contains('/') && !repository.contains(|c: char| c.is_whitespace() || "?#".contains(c));
    (is_name && is_number(number)).then(|| format!("{repository}{mark}{number}"))
}

/// Whether what follows begins a name of its own, so that `shop#1` is not found in `web-shop#1`.
fn begins_a_name(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || "-_./".contains(c))
}

/// Whether what follows is the whole path of an address: `https://host/`, or `host.example/`.
fn follows_a_host(before: &str) -> bool {
    let Some(before) = before.strip_suffix('/') else {
        return false;
    };
    let host = before
        .rsplit(|c: char| c == '/' || c.is_whitespace())
        .next()
        .unwrap_or_default();
    let scheme = before.strip_suffix(host).unwrap_or_default();
    !host.is_empty() && (scheme.ends_with("//") || host.contains('.') && !scheme.ends_with('/'))
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
    fn an_address_of_a_pull_request_alone_has_a_short_name() {
        for (text, short) in [
            ("https://code.example/acme/web/pull/12", Some("acme/web#12")),
            (" https://code.example/acme/web/pull/12\n", Some("acme/web#12")),
            (
                "https://gitlab.example/acme/shop/web/-/merge_requests/7",
                Some("acme/shop/web!7"),
            ),
            ("https://code.example/acme/web/pull/12/files", None),
            ("https://code.example/acme/web/pull/", None),
            ("https://code.example/web/pull/12", None),
            ("See https://code.example/acme/web/pull/12", None),
            ("https://code.example/a b/web/pull/12", None),
            ("acme/web#12", None),
            ("", None),
        ] {
            assert_eq!(short_name(text).as_deref(), short, "{text}");
        }
    }

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
    fn a_pull_request_is_named_by_its_address_or_with_its_repository() {
        let (repository, number, url) = ("acme/web", 12, "https://code.example/acme/web/pull/12");
        for text in [
            "https://code.example/acme/web/pull/12",
            "See https://code.example/acme/web/pull/12/files.",
            "(https://code.example/acme/web/pull/12#discussion_r4)",
            "https://github.com/Acme/Web/pull/12, merged on Tuesday",
            "github.com/acme/web/pull/12",
            "Merged as acme/web#12.",
            "ACME/WEB#12 and acme/web#13",
            "https://gitlab.example/acme/web/-/merge_requests/12",
            "acme/web!12",
        ] {
            assert!(is_named_in(text, repository, number, url), "{text}");
        }
        for text in [
            "",
            "#12",
            "The planning text is merged.",
            "https://code.example/acme/web/pull/123",
            "acme/web#121",
            "acme/web#1",
            "my-acme/web#12",
            "acme/web-shop#12",
            "acme/web/issues/12",
            "https://gitlab.example/group/acme/web/-/merge_requests/12",
            "group/acme/web#12",
        ] {
            assert!(!is_named_in(text, repository, number, url), "{text}");
        }
        // Whatever is not known names nothing.
        assert!(!is_named_in("acme/web#12", "", 12, ""));
    }

    #[test]
    fn a_merge_queue_has_branches_of_its_own() {
        assert!(is_merge_queue("gh-readonly-queue/main/pr-214-2f22765d"));
        assert!(!is_merge_queue("feat/gh-readonly-queue"));
    }
}
