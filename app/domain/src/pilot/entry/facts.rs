//! Pull requests of a baseline feature told fact by fact: a line for each thing that happened, as a history is exported.
//! Their numbers are computed by the same code as those of the pilot.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;

use crate::ids::PullRequestId;
use crate::metric::BaselinePr;
use crate::pasted::time::{Stamp, is_stamp};
use crate::pasted::{Problem, Refused, Row, Table, told};
use crate::pull_request::Told as Known;
use crate::pull_request::{Account, Commits, Fact, FactKind, Flaw, PullRequest, ReviewState, Source};

/// At most this many lines at once.
const MOST_LINES: usize = 20_000;

const NUMBER: &[&str] = &["number", "prnumber", "pr", "pullrequest", "pullnumber", "iid"];
const AT: &[&str] = &["at", "time", "timestamp", "date", "when", "createdat", "occurredat"];
const EVENT: &[&str] = &["event", "fact", "happened", "action", "eventtype", "type", "what"];
const WHO: &[&str] = &["who", "actor", "login", "user", "author", "by", "reviewer"];
const SHA: &[&str] = &["sha", "commit", "commitid", "head", "headsha"];
const REPOSITORY: &[&str] = &["repository", "repo", "project"];

/// What a line can tell.
enum Event {
    /// A fact.
    Fact(FactKind),
    /// When a commit was written.
    Committed,
}

/// Where things stand.
struct Columns {
    number: usize,
    at: usize,
    event: usize,
    who: Option<usize>,
    sha: Option<usize>,
    repository: Option<usize>,
}

impl Columns {
    /// Those of a table of facts: by its heading, or number, time, event and who. `None` for another table.
    fn of(table: &Table) -> Option<Self> {
        if table.head.is_some() {
            return Some(Self {
                number: table.named(NUMBER)?,
                at: table.named(AT)?,
                event: table.named(EVENT)?,
                who: table.named(WHO),
                sha: table.named(SHA),
                repository: table.named(REPOSITORY),
            });
        }
        let tells = |row: &Row| row.fields.get(2).is_some_and(|word| event(word, "", "").is_some());
        table.rows.iter().all(tells).then_some(Self {
            number: 0,
            at: 1,
            event: 2,
            who: Some(3),
            sha: Some(4),
            repository: None,
        })
    }
}

/// The pull requests that a text tells fact by fact, open ones too, each with its commits and when they were written; `None`
/// for a text of another kind.
pub(crate) fn read_facts(text: &str, zone: Tz) -> Option<Result<Vec<WithCommits>, Refused>> {
    let number = |field: &str| field.trim_start_matches('#').parse::<u64>().is_ok();
    let table = Table::read(text, |field| is_stamp(field) || number(field));
    if table.rows.is_empty() {
        return None;
    }
    let pulls = gathered(&table, zone)?;
    Some(pulls.map(|pulls| pulls.into_values().map(|told| (told.pull, told.written)).collect()))
}

/// The pull requests that a table tells fact by fact; `None` for a table of another kind.
pub(super) fn read(table: &Table, zone: Tz) -> Option<Result<Vec<BaselinePr>, Refused>> {
    let pulls = match gathered(table, zone)? {
        Ok(pulls) => pulls,
        Err(refused) => return Some(Err(refused)),
    };
    let problems: Vec<String> = pulls.values().filter_map(wrong).collect();
    if !problems.is_empty() {
        return Some(Err(Refused { problems, asks: vec![] }));
    }
    let pulls = pulls.into_values().map(|told| BaselinePr::Facts(Box::new(told.pull)));
    Some(Ok(pulls.collect()))
}

fn gathered(table: &Table, zone: Tz) -> Option<Result<Pulls, Refused>> {
    let columns = Columns::of(table)?;
    let refused = |problems| Err(Refused { problems, asks: vec![] });
    if table.rows.len() > MOST_LINES {
        return Some(refused(vec![format!("Enter at most {MOST_LINES} lines.")]));
    }
    let mut pulls = Pulls::new();
    let mut problems = Vec::new();
    for row in &table.rows {
        if let Err(problem) = take(&mut pulls, row, &columns, zone) {
            problems.push((row.line, problem));
        }
    }
    let problems = told(problems, table.rows.len());
    Some(match problems.is_empty() {
        true => Ok(pulls),
        false => refused(problems),
    })
}

/// By repository and number.
type Pulls = BTreeMap<(String, i32), Told>;

/// What the lines tell of a pull request.
struct Told {
    pull: PullRequest,
    /// When its last commit was written.
    last_authored: Option<DateTime<Utc>>,
    written: Vec<Written>,
}

/// A commit by its id, empty where that is not told, and when it was written.
pub(crate) type Written = (String, DateTime<Utc>);

/// A pull request with its commits.
pub(crate) type WithCommits = (PullRequest, Vec<Written>);

/// Adds what a line tells to its pull request.
fn take(pulls: &mut Pulls, row: &Row, columns: &Columns, zone: Tz) -> Result<(), Problem> {
    let field = |at: Option<usize>| at.and_then(|at| row.fields.get(at)).map_or("", String::as_str);
    let number = field(Some(columns.number));
    let number = number
        .trim_start_matches(['#', '!'])
        .parse::<i32>()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| ("number", format!("“{number}” is not the number of a pull request.")))?;
    let time = field(Some(columns.at));
    let at = Stamp::read(time)
        .map_err(|(kind, _)| (kind, format!("“{time}” is not a time. Write it like 2026-03-02 14:30.")))?
        .instant(zone)
        .map_err(|why| ("time", format!("“{time}” {why}")))?;
    let (who, word) = (field(columns.who).trim_start_matches('@'), field(Some(columns.event)));
    let event = event(word, who, field(columns.sha)).ok_or_else(|| {
        let sentence =
            "is nothing that happens to a pull request, such as opened, committed, pushed, approved or merged.";
        ("event", format!("“{word}” {sentence}"))
    })?;
    let repository = field(columns.repository).to_owned();
    let key = (repository.to_lowercase(), number);
    let Told {
        pull,
        last_authored,
        written,
    } = pulls.entry(key).or_insert_with(|| Told {
        pull: unheard_of(repository, number),
        last_authored: None,
        written: Vec::new(),
    });
    let kind = match event {
        Event::Fact(kind) => kind,
        Event::Committed => {
            let commits = pull.commits.get_or_insert_default();
            commits.first_authored = Some(commits.first_authored.map_or(at, |first| first.min(at)));
            *last_authored = (*last_authored).max(Some(at));
            written.push((field(columns.sha).to_owned(), at));
            return Ok(());
        }
    };
    if matches!(kind, FactKind::Opened { .. }) {
        pull.author = account(who);
    }
    let line = u32::try_from(row.line).unwrap_or(u32::MAX);
    pull.facts.push(Fact {
        at,
        arrival: line.into(),
        kind,
        source: Source::Import { import: 0, row: line },
    });
    Ok(())
}

fn unheard_of(repository: String, number: i32) -> PullRequest {
    PullRequest {
        id: PullRequestId(0),
        repository,
        number,
        title: String::new(),
        url: String::new(),
        author: Account::deleted(),
        head_branch: String::new(),
        facts: Vec::new(),
        apart: None,
        commits: None,
    }
}

/// Why a pull request as told cannot be one of a baseline, in a sentence.
fn wrong(
    Told {
        pull, last_authored, ..
    }: &Told,
) -> Option<String> {
    let (life, number) = (pull.life(), pull.number);
    let is_push = |fact: &Fact| matches!(fact.kind, FactKind::Pushed { .. });
    let why = match life.flaw() {
        Some(Flaw::MergedBeforeOpened) => "was merged before it was opened.",
        Some(Flaw::NoOpening | Flaw::OpeningDeduced) => "has no line that says when it was opened.",
        None if life.merged_at().is_none() => {
            "has no line that says when it was merged. Leave out what was never merged."
        }
        None if *last_authored > life.opened_at() && !life.facts().any(is_push) => {
            "has commits after its opening and no push. Say when they were pushed: reviews before and after a push are two cycles."
        }
        None => return None,
    };
    Some(format!("Pull request {number} {why}"))
}

fn account(login: &str) -> Account {
    match login {
        "" => Account::deleted(),
        login => Account {
            login: login.to_owned(),
            is_bot_type: false,
            id: None,
        },
    }
}

/// What a word of a line tells, as programs and people write it.
fn event(word: &str, who: &str, sha: &str) -> Option<Event> {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    let word: String = letters.flat_map(char::to_lowercase).collect();
    let opened = |draft| FactKind::Opened {
        draft,
        deduced_from: None,
    };
    let pushed = |forced| FactKind::Pushed {
        sha: sha.to_owned(),
        author: account(who),
        forced,
        content_id: None,
        merge_of_base_only: false,
        before: None,
        told: Known::Unknown,
    };
    let reviewed = |state| FactKind::Reviewed {
        reviewer: account(who),
        state,
    };
    Some(Event::Fact(match word.as_str() {
        "committed" | "commit" | "authored" => return Some(Event::Committed),
        "opened" | "open" | "created" => opened(false),
        "openedasdraft" | "openeddraft" | "draftopened" => opened(true),
        "readyforreview" | "ready" => FactKind::ReadyForReview,
        "convertedtodraft" | "converttodraft" => FactKind::ConvertedToDraft,
        "pushed" | "push" | "synchronize" => pushed(false),
        "forcepushed" | "forcepush" | "headrefforcepushed" => pushed(true),
        "approved" | "approve" => reviewed(ReviewState::Approved),
        "changesrequested" | "requestedchanges" => reviewed(ReviewState::ChangesRequested),
        "commented" | "reviewcommented" => reviewed(ReviewState::Commented),
        "dismissed" | "reviewdismissed" => FactKind::ReviewDismissed,
        "closed" => FactKind::Closed,
        "reopened" => FactKind::Reopened,
        "merged" => FactKind::Merged,
        _ => return None,
    }))
}

/// Pull requests known by their facts as lines again, as [`read`] reads them; empty without any.
pub(super) fn write(pulls: &[BaselinePr]) -> Vec<String> {
    let mut lines = Vec::new();
    for pull in pulls {
        let BaselinePr::Facts(pull) = pull else { continue };
        let line = |at: DateTime<Utc>, event: &str, who: &str, sha: &str| {
            let at = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            format!("{}, {at}, {event}, {who}, {sha}, {}", pull.number, pull.repository)
        };
        let Commits { first_authored, .. } = pull.commits.clone().unwrap_or_default();
        lines.extend(first_authored.map(|at| line(at, "committed", "", "")));
        for fact in pull.life().facts() {
            let (event, who, sha) = match &fact.kind {
                FactKind::Opened { draft: false, .. } => ("opened", &pull.author, ""),
                FactKind::Opened { draft: true, .. } => ("opened as draft", &pull.author, ""),
                FactKind::Pushed {
                    forced, author, sha, ..
                } => (if *forced { "force pushed" } else { "pushed" }, author, sha.as_str()),
                FactKind::Reviewed { reviewer, state } => {
                    let word = match state {
                        ReviewState::Approved => "approved",
                        ReviewState::ChangesRequested => "changes requested",
                        ReviewState::Commented => "commented",
                    };
                    (word, reviewer, "")
                }
                kind => {
                    let word = match kind {
                        FactKind::ReadyForReview => "ready for review",
                        FactKind::ConvertedToDraft => "converted to draft",
                        FactKind::ReviewDismissed => "dismissed",
                        FactKind::Closed => "closed",
                        FactKind::Reopened => "reopened",
                        _ => "merged",
                    };
                    lines.push(line(fact.at, word, "", ""));
                    continue;
                }
            };
            lines.push(line(fact.at, event, &who.login, sha));
        }
    }
    if !lines.is_empty() {
        lines.insert(0, "number, time, event, who, sha, repository".to_owned());
    }
    lines
}
