//! `git log --pretty=raw`: merges name their pull requests, and the commits they bring say when they were written. When a pull
//! request was opened and who reviewed it, git does not know.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Exported, Kind, Told, long_ago};
use crate::github::past::PastCommit;
use crate::github::{Happened, PullRequestEvent};
use crate::pull_request::{Account, FactKind, is_revert};

/// The most commits that are read.
const MOST: usize = 200_000;

#[derive(Default)]
struct Commit<'t> {
    row: u32,
    sha: &'t str,
    parents: Vec<&'t str>,
    authored_at: Option<DateTime<Utc>>,
    committed_at: Option<DateTime<Utc>>,
    message: Vec<&'t str>,
}

pub(super) fn read(text: &str) -> Result<Exported, Vec<String>> {
    let commits = children_first(commits(text)?);
    let places = places(&commits);
    let (mut pulls, mut squashed) = (Vec::new(), 0);
    for commit in &commits {
        let Some((number, branch, title)) = named(commit) else {
            continue;
        };
        let brought = match &commit.parents[..] {
            [base, head] => brought(&commits, &places, (*base, *head)),
            _ => {
                squashed += 1;
                Vec::new()
            }
        };
        let Some(at) = commit.committed_at else { continue };
        pulls.push(Told {
            row: commit.row,
            repository: String::new(),
            commits: brought
                .iter()
                .map(|commit| PastCommit {
                    sha: commit.sha.to_owned(),
                    headline: commit.message.first().copied().unwrap_or_default().to_owned(),
                    author_login: String::new(),
                    authored_at: commit.authored_at,
                    committed_at: commit.committed_at,
                })
                .collect(),
            event: PullRequestEvent {
                number,
                // Whatever else is known of it is known better.
                described_at: long_ago(),
                is_revert: is_revert(&title, &branch, &commit.message.join("\n")),
                title,
                url: String::new(),
                author: Account::deleted(),
                assignees: None,
                labels: None,
                head_branch: branch,
                head: commit.parents.get(1).copied().unwrap_or_default().to_owned(),
                base_branch: String::new(),
                opened_at: at,
                was_draft: false,
                happened: vec![Happened {
                    at,
                    kind: FactKind::Merged,
                }],
            },
        });
    }
    if pulls.is_empty() {
        return Err(vec![
            "No commit of this log is the merge of a pull request, such as “Merge pull request #12 from acme/feature”, “See merge request acme/web/shop!12” or “Title (#12)”."
                .to_owned(),
        ]);
    }
    let mut notes = vec![
        "git does not know when a pull request was opened nor who reviewed it: without that from elsewhere it is listed as incomplete."
            .to_owned(),
    ];
    if squashed > 0 {
        notes.push(format!(
            "{squashed} merged as one commit: when its first commit was written is not in the log."
        ));
    }
    Ok(Exported {
        kind: Kind::Log,
        pulls,
        left_out: Vec::new(),
        notes,
    })
}

fn commits(text: &str) -> Result<Vec<Commit<'_>>, Vec<String>> {
    let mut commits: Vec<Commit<'_>> = Vec::new();
    for (line, number) in text.lines().zip(1_u32..) {
        if let Some(sha) = line.strip_prefix("commit ") {
            if commits.len() >= MOST {
                return Err(vec![format!(
                    "These are more than {MOST} commits. Ask for fewer with --since."
                )]);
            }
            commits.push(Commit {
                row: number,
                sha: sha.split_whitespace().next().unwrap_or_default(),
                ..Commit::default()
            });
            continue;
        }
        let Some(commit) = commits.last_mut() else {
            return Err(vec![format!("Line {number} belongs to no commit.")]);
        };
        if let Some(message) = line.strip_prefix("    ") {
            commit.message.push(message.trim());
        } else if let Some(parent) = line.strip_prefix("parent ") {
            commit.parents.push(parent.trim());
        } else if let Some(author) = line.strip_prefix("author ") {
            commit.authored_at = Some(seconds(author).ok_or_else(|| not_raw(number))?);
        } else if let Some(committer) = line.strip_prefix("committer ") {
            commit.committed_at = Some(seconds(committer).ok_or_else(|| not_raw(number))?);
        } else if line.starts_with("Author:") || line.starts_with("Date:") {
            return Err(not_raw(number));
        }
    }
    Ok(commits)
}

/// Where each commit stands.
fn places<'t>(commits: &[Commit<'t>]) -> BTreeMap<&'t str, usize> {
    let standing = commits.iter().enumerate();
    standing.map(|(at, commit)| (commit.sha, at)).collect()
}

/// The commits with each before its parents, otherwise as they stand: `--reverse` turns a log around, and a clock that was wrong
/// puts a commit before what came of it.
fn children_first(commits: Vec<Commit<'_>>) -> Vec<Commit<'_>> {
    let places = places(&commits);
    let parents: Vec<Vec<usize>> = commits
        .iter()
        .map(|commit| {
            let known = commit.parents.iter().filter_map(|parent| places.get(parent).copied());
            known.collect()
        })
        .collect();
    let mut children = vec![0_usize; commits.len()];
    for parent in parents.iter().flatten() {
        children[*parent] += 1;
    }
    let childless = children.iter().enumerate().filter(|(_, children)| **children == 0);
    let mut free: BTreeSet<usize> = childless.map(|(at, _)| at).collect();
    let mut commits: Vec<Option<Commit<'_>>> = commits.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(commits.len());
    while let Some(at) = free.pop_first() {
        ordered.extend(commits[at].take());
        for parent in &parents[at] {
            children[*parent] -= 1;
            if children[*parent] == 0 {
                free.insert(*parent);
            }
        }
    }
    // No git has a commit among its own ancestors: what is left was written by hand, and stays as it stands.
    ordered.extend(commits.into_iter().flatten());
    ordered
}

fn not_raw(line: u32) -> Vec<String> {
    vec![format!(
        "Line {line} has no time in seconds: paste what git log --pretty=raw prints."
    )]
}

/// `Mira Okafor <mira@example.org> 1767600000 +0100`.
fn seconds(person: &str) -> Option<DateTime<Utc>> {
    let mut words = person.rsplit(' ');
    let _zone = words.next()?;
    DateTime::from_timestamp(words.next()?.parse().ok()?, 0)
}

/// The pull request that a commit merges: its number, branch and title.
fn named(commit: &Commit<'_>) -> Option<(i32, String, String)> {
    let headline = commit.message.first()?;
    if let Some(rest) = headline.strip_prefix("Merge pull request #") {
        let (number, from) = rest.split_once(" from ")?;
        let branch = from.split_once('/').map_or(from, |(_, branch)| branch);
        let title = commit.message.iter().skip(1).find(|line| !line.is_empty());
        return Some((
            number.parse().ok().filter(|number| *number > 0)?,
            branch.to_owned(),
            title.copied().unwrap_or_default().to_owned(),
        ));
    }
    if let Some(number) = commit.message.iter().rev().find_map(|line| merge_request(line)) {
        let branch = headline
            .strip_prefix("Merge branch '")
            .and_then(|rest| rest.split_once('\''));
        let said = |line: &&&str| !line.is_empty() && merge_request(line).is_none();
        let title = match branch {
            Some(_) => commit.message.iter().skip(1).find(said).unwrap_or(headline),
            None => headline,
        };
        let branch = branch.map_or("", |(branch, _)| branch);
        return Some((number, branch.to_owned(), (*title).to_owned()));
    }
    let (title, number) = headline.strip_suffix(')')?.rsplit_once(" (#")?;
    let number = number.parse().ok().filter(|number| *number > 0)?;
    Some((number, String::new(), title.to_owned()))
}

/// The number in the line that GitLab ends the message of a merge with: `See merge request acme/web/shop!12`.
fn merge_request(line: &str) -> Option<i32> {
    let (_, number) = line.strip_prefix("See merge request ")?.rsplit_once('!')?;
    number.parse().ok().filter(|number| *number > 0)
}

/// The commits that a merge brings, oldest first: those that lead to its second parent and not to its first, as far as the log
/// has them.
fn brought<'c, 't>(
    commits: &'c [Commit<'t>],
    places: &BTreeMap<&str, usize>,
    (base, head): (&str, &str),
) -> Vec<&'c Commit<'t>> {
    /// A branch is not longer than this; a base that the log does not reach would never end it.
    const MOST_BROUGHT: usize = 1_000;
    // By their places, the newest first: whether they lead to the base.
    let mut waiting: BTreeMap<usize, bool> = BTreeMap::new();
    let wait = |waiting: &mut BTreeMap<usize, bool>, sha: &str, of_base: bool| {
        if let Some(at) = places.get(sha) {
            *waiting.entry(*at).or_default() |= of_base;
        }
    };
    wait(&mut waiting, base, true);
    wait(&mut waiting, head, false);
    let mut brought = Vec::new();
    while brought.len() < MOST_BROUGHT && waiting.values().any(|of_base| !of_base) {
        let Some((at, of_base)) = waiting.pop_first() else {
            break;
        };
        let Some(commit) = commits.get(at) else { break };
        for parent in &commit.parents {
            wait(&mut waiting, parent, of_base);
        }
        if !of_base {
            brought.push(commit);
        }
    }
    brought.reverse();
    brought
}
