//! What is told of a merge queue: a group of pull requests is tried together, or is gone.

use domain::github::{Event, MergeGroup};
use serde::Deserialize;

use super::{Heard, Repository};

#[derive(Deserialize)]
pub(super) struct MergeGroupPayload {
    action: String,
    merge_group: Group,
    repository: Repository,
}

#[derive(Deserialize)]
struct Group {
    head_sha: String,
    /// `refs/heads/gh-readonly-queue/main/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64`.
    head_ref: String,
}

impl MergeGroupPayload {
    pub(super) fn heard(self) -> Heard {
        let gone = match self.action.as_str() {
            "checks_requested" => false,
            "destroyed" => true,
            action => return Heard::Ignored(format!("ignored: merge group {action}")),
        };
        let is_sha = matches!(self.merge_group.head_sha.len(), 40 | 64)
            && self
                .merge_group
                .head_sha
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let Some(number) = number(&self.merge_group.head_ref).filter(|_| is_sha) else {
            return Heard::Ignored("ignored: the merge group names no pull request".to_owned());
        };
        let group = MergeGroup {
            head: self.merge_group.head_sha,
            number,
            gone,
        };
        Heard::Event(Box::new((self.repository.into(), Event::MergeGroup(group))))
    }
}

/// The pull request that was put into the group last, as its branch names it.
fn number(head_ref: &str) -> Option<i32> {
    let (_, last) = head_ref.split_once("gh-readonly-queue/")?.1.rsplit_once('/')?;
    last.strip_prefix("pr-")?.split('-').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn the_branch_of_a_group_names_the_pull_request_that_came_last() {
        let sha = "929f8209d40f77f4abc622a499c93a83babdbe64";
        for (branch, is) in [
            (format!("refs/heads/gh-readonly-queue/main/pr-104-{sha}"), Some(104)),
            (format!("refs/heads/gh-readonly-queue/release/2.x/pr-7-{sha}"), Some(7)),
            (format!("refs/heads/gh-readonly-queue/main/{sha}"), None),
            ("refs/heads/pr-104-x".to_owned(), None),
            ("refs/heads/gh-readonly-queue/main/pr--x".to_owned(), None),
        ] {
            assert_eq!(number(&branch), is, "{branch}");
        }
    }
}
