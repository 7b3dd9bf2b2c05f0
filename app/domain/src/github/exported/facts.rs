//! A table of facts, one a line: number, time, event, who, commit.

use std::collections::BTreeSet;

use chrono_tz::Tz;

use super::{Exported, Kind, Told, long_ago};
use crate::github::past::PastCommit;
use crate::github::{Happened, PullRequestEvent};
use crate::pilot::entry::read_facts;

pub(super) fn read(text: &str, zone: Tz) -> Result<Exported, Vec<String>> {
    let Some(read) = read_facts(text, zone) else {
        return Err(vec![
            "This is neither a list of gh pr list --json nor a log of git nor a table of facts. A table has the heading number, time, event, who, and one fact a line: opened, ready for review, pushed, approved, changes requested, commented, closed, merged."
                .to_owned(),
        ]);
    };
    let (mut twice, mut seen) = (0, BTreeSet::new());
    let told = read
        .map_err(|refused| refused.problems)?
        .into_iter()
        .map(|(mut pull, commits)| {
            seen.clear();
            pull.facts.retain(|fact| {
                let is_new = seen.insert((fact.at, format!("{:?}", fact.kind)));
                twice += usize::from(!is_new);
                is_new
            });
            (pull, commits)
        })
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(pull, commits)| Told {
            row: pull
                .facts
                .iter()
                .map(|fact| fact.arrival)
                .min()
                .and_then(|line| u32::try_from(line).ok())
                .unwrap_or(1),
            repository: pull.repository,
            commits: commits
                .into_iter()
                .map(|(sha, at)| PastCommit {
                    // What is told without a name is one commit for each moment.
                    sha: if sha.is_empty() {
                        format!("written {}", at.timestamp())
                    } else {
                        sha
                    },
                    headline: String::new(),
                    author_login: String::new(),
                    authored_at: Some(at),
                    committed_at: None,
                })
                .collect(),
            event: PullRequestEvent {
                number: pull.number,
                // Whatever else is known of it is known better.
                described_at: long_ago(),
                title: String::new(),
                url: String::new(),
                author: pull.author,
                assignees: None,
                labels: None,
                head_branch: String::new(),
                head: String::new(),
                base_branch: String::new(),
                is_revert: false,
                opened_at: long_ago(),
                was_draft: false,
                happened: pull
                    .facts
                    .into_iter()
                    .map(|fact| Happened {
                        at: fact.at,
                        kind: fact.kind,
                    })
                    .collect(),
            },
        });
    Ok(Exported {
        kind: Kind::Facts,
        pulls: told.collect(),
        left_out: match twice {
            0 => Vec::new(),
            1 => vec!["1 line says what another one said: it counts once.".to_owned()],
            n => vec![format!("{n} lines say what others said: they count once.")],
        },
        notes: Vec::new(),
    })
}
