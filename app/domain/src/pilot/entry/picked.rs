//! Pull requests that somebody picks from those that are known: by number, with the repository where there are several.

use std::collections::BTreeSet;

use crate::metric::BaselinePr;
use crate::pull_request::{Flaw, PullRequest};

/// The most that are picked for one feature.
const MOST: usize = 500;

/// What was typed for one pull request: `acme/shop#12`, `#12` or `12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its repository, where that was said.
    pub repository: Option<String>,
    /// Its number.
    pub number: i32,
}

impl Pick {
    fn words(&self) -> String {
        match &self.repository {
            Some(repository) => format!("{repository}#{}", self.number),
            None => format!("#{}", self.number),
        }
    }
}

/// Reads picks with commas, spaces or lines between.
///
/// # Errors
/// A sentence for whoever typed it.
pub fn read_picks(text: &str) -> Result<Vec<Pick>, String> {
    let words = text
        .split([',', ';', '\n', '\r', '\t', ' '])
        .filter(|word| !word.is_empty());
    let picks: Vec<Pick> = words
        .map(|word| {
            let (repository, number) = word.rsplit_once('#').unwrap_or(("", word));
            let number = number.parse::<i32>().ok().filter(|number| *number > 0);
            let repository = match repository {
                "" => Some(None),
                name => read_repository(name).map(Some),
            };
            number
                .zip(repository)
                .map(|(number, repository)| Pick { repository, number })
                .ok_or_else(|| {
                    let word: String = word.chars().take(60).collect();
                    format!("“{word}” is no pull request. Write 12 or acme/shop#12, with commas between.")
                })
        })
        .collect::<Result<_, _>>()?;
    match picks.len() > MOST {
        true => Err(format!("Pick at most {MOST} pull requests.")),
        false => Ok(picks),
    }
}

/// `owner/name`, also as an address.
fn read_repository(text: &str) -> Option<String> {
    let name = text.strip_prefix("https://github.com/").unwrap_or(text);
    let (owner, rest) = name.split_once('/')?;
    (!owner.is_empty() && !rest.is_empty()).then(|| name.to_owned())
}

/// The pull requests that were picked, out of those that are known.
///
/// # Errors
/// A sentence for each that cannot be one of a baseline, and why.
pub fn picked(picks: &[Pick], known: &[PullRequest]) -> Result<Vec<BaselinePr>, Vec<String>> {
    let (mut pulls, mut problems, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for pick in picks {
        let named = |pull: &&PullRequest| {
            let here = pick
                .repository
                .as_ref()
                .is_none_or(|name| name.eq_ignore_ascii_case(&pull.repository));
            here && pull.number == pick.number
        };
        let found: Vec<&PullRequest> = known.iter().filter(named).collect();
        let words = pick.words();
        match found[..] {
            [pull] => match why_not(pull) {
                Some(why) => problems.push(format!("{words} {why}")),
                None if !seen.insert(pull.id) => problems.push(format!("{words} is there twice.")),
                None => pulls.push(BaselinePr::Facts(Box::new(pull.clone()))),
            },
            [] => problems.push(format!("{words} is not among the pull requests that are known.")),
            _ => problems.push(format!(
                "{words} is in several repositories. Write one as owner/name{words}."
            )),
        }
    }
    if problems.is_empty() { Ok(pulls) } else { Err(problems) }
}

fn why_not(pull: &PullRequest) -> Option<String> {
    let life = pull.life();
    match life.flaw() {
        Some(flaw @ Flaw::MergedBeforeOpened) => Some(format!("cannot be used: {}.", flaw.label())),
        Some(flaw) => Some(format!(
            "cannot be used: {}. Import or read its history first.",
            flaw.label()
        )),
        None if life.merged_at().is_none() => Some("is not merged.".to_owned()),
        None => None,
    }
}

/// What was picked, as it is typed again.
pub fn write_picks(pulls: &[BaselinePr]) -> String {
    let names = pulls.iter().filter_map(|pull| match pull {
        BaselinePr::Facts(pull) if is_picked(pull) => Some(format!("{}#{}", pull.repository, pull.number)),
        _ => None,
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Whether a pull request of a baseline was picked from those that are known, and not told line by line.
pub fn is_picked(pull: &PullRequest) -> bool {
    pull.id.0 != 0
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::ids::PullRequestId;
    use crate::pull_request::{Account, Fact, FactKind, Source};

    fn pull(id: i64, repository: &str, number: i32, kinds: &[FactKind]) -> PullRequest {
        let at: DateTime<Utc> = "2026-01-12T09:00:00Z".parse().expect("a time");
        let facts = kinds.iter().zip(0..).map(|(kind, hour)| Fact {
            at: at + chrono::TimeDelta::hours(hour),
            arrival: hour,
            kind: kind.clone(),
            source: Source::Import { import: 3, row: 1 },
        });
        PullRequest {
            id: PullRequestId(id),
            repository: repository.to_owned(),
            number,
            title: String::new(),
            url: String::new(),
            author: Account::named("mira"),
            head_branch: String::new(),
            facts: facts.collect(),
            apart: None,
            commits: None,
        }
    }

    const OPENED: FactKind = FactKind::Opened {
        draft: false,
        deduced_from: None,
    };

    #[test]
    fn picks_are_read_as_people_write_them() {
        let picks = read_picks("12, #13\nacme/shop#14 https://github.com/acme/shop#15").expect("picks");
        let read: Vec<(Option<&str>, i32)> = picks
            .iter()
            .map(|pick| (pick.repository.as_deref(), pick.number))
            .collect();
        assert_eq!(
            read,
            [(None, 12), (None, 13), (Some("acme/shop"), 14), (Some("acme/shop"), 15)]
        );
        for wrong in ["twelve", "-3", "0", "acme#12", "12.5", "99999999999"] {
            assert!(read_picks(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_picked_is_merged_and_known_from_its_opening() {
        let known = [
            pull(1, "acme/shop", 12, &[OPENED, FactKind::Merged]),
            pull(2, "acme/shop", 13, &[OPENED]),
            pull(3, "acme/shop", 14, &[FactKind::Merged]),
            pull(4, "acme/app", 12, &[OPENED, FactKind::Merged]),
        ];
        let pick = |text: &str| picked(&read_picks(text).expect("picks"), &known);
        let pulls = pick("acme/shop#12, ACME/app#12").expect("two");
        assert_eq!(write_picks(&pulls), "acme/shop#12, acme/app#12");
        let problems = pick("12, 13, 14, 15, acme/app#12, acme/app#12").expect_err("problems");
        assert_eq!(
            problems,
            [
                "#12 is in several repositories. Write one as owner/name#12.",
                "#13 is not merged.",
                "#14 cannot be used: its opening is not recorded. Import or read its history first.",
                "#15 is not among the pull requests that are known.",
                "acme/app#12 is there twice.",
            ]
        );
    }
}
