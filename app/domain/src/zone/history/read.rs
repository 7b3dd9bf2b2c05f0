//! Reading past changes: what `git log --name-status` prints, or the list of the code host's own program.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{MAX_PAST_CHANGES, Past, PastChange};
use crate::calendar::fits;
use crate::zone::{ChangedFile, FileChange, NotRead, TypedChange};

impl Past {
    /// Reads what people paste: the output of `git log --name-status`, or of `gh pr list --json number,title,mergedAt,files`.
    ///
    /// # Errors
    /// A sentence: what is wrong, and where.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}').trim();
        let past = match text.chars().next() {
            None => return Err("Paste the output of git log --name-status.".to_owned()),
            Some('[') => pulls(text)?,
            Some(_) => log(text)?,
        };
        if past.changes.is_empty() {
            return Err("None of these changes has a file. Use git log with --name-status.".to_owned());
        }
        if past.changes.len() > MAX_PAST_CHANGES {
            let all = past.changes.len();
            return Err(format!(
                "These are {all} changes; at most {MAX_PAST_CHANGES} are looked at."
            ));
        }
        if let Some(out) = past.changes.iter().find(|change| !fits(change.at.date_naive())) {
            return Err(format!("{} is of a year before 2000 or after 2100.", out.name));
        }
        Ok(past)
    }
}

/// A pull request as the code host's program lists it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    number: u64,
    #[serde(default)]
    title: String,
    merged_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    created_at: Option<DateTime<Utc>>,
    files: Option<Vec<ListedFile>>,
    changed_files: Option<usize>,
}

#[derive(Deserialize)]
struct ListedFile {
    path: String,
}

fn pulls(text: &str) -> Result<Past, String> {
    let listed: Vec<Listed> = serde_json::from_str(text).map_err(|error| {
        format!(
            "This is no list of pull requests: line {}, column {}.",
            error.line(),
            error.column()
        )
    })?;
    let mut past = Past {
        changes: Vec::new(),
        without_files: 0,
    };
    for pull in listed {
        let name = format!("#{}", pull.number);
        let Some(files) = pull.files else {
            return Err(format!(
                "{name} comes without files. Ask for --json number,title,mergedAt,changedFiles,files."
            ));
        };
        let Some(at) = pull.merged_at.or(pull.closed_at).or(pull.created_at) else {
            return Err(format!(
                "{name} comes without a time. Ask for --json number,title,mergedAt,changedFiles,files."
            ));
        };
        let total = pull.changed_files.unwrap_or(0).max(files.len());
        if total == 0 {
            past.without_files += 1;
            continue;
        }
        let file = |file: ListedFile| ChangedFile::new(file.path, FileChange::Modified);
        past.changes.push(PastChange {
            name,
            title: pull.title,
            at,
            files: files.into_iter().map(file).collect(),
            total,
        });
    }
    Ok(past)
}

/// A commit of the log on its way.
struct Commit<'a> {
    sha: &'a str,
    at: Option<DateTime<Utc>>,
    title: &'a str,
    files: Vec<&'a str>,
}

fn log(text: &str) -> Result<Past, String> {
    let mut past = Past {
        changes: Vec::new(),
        without_files: 0,
    };
    let mut commit: Option<Commit<'_>> = None;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(sha) = commit_line(line) {
            past.take(commit.take())?;
            commit = Some(Commit {
                sha,
                at: None,
                title: "",
                files: Vec::new(),
            });
            continue;
        }
        let Some(commit) = commit.as_mut() else {
            return Err(format!(
                "Line {number} belongs to no commit. Paste what git log --name-status prints, from its first line."
            ));
        };
        commit.read(line, number)?;
    }
    past.take(commit)?;
    Ok(past)
}

/// The id in the line that begins a commit.
fn commit_line(line: &str) -> Option<&str> {
    let id = line.strip_prefix("commit ")?.split_whitespace().next()?;
    let is_id = (7..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then_some(id)
}

impl<'a> Commit<'a> {
    fn read(&mut self, line: &'a str, number: usize) -> Result<(), String> {
        // The message is indented, and what precedes the files may be a date or anything that git knows of a commit.
        if let Some(message) = line.strip_prefix("    ") {
            if self.title.is_empty() {
                self.title = message.trim();
            }
            return Ok(());
        }
        let line = line.trim_end();
        match line.split_once(':') {
            Some(("Date" | "AuthorDate", date)) if self.title.is_empty() => {
                let at = read_time(date.trim()).ok_or_else(|| {
                    format!("Line {number} has a date that is not understood. Use git log with --date=iso-strict.")
                })?;
                self.at = self.at.or(Some(at));
            }
            Some(("CommitDate", date)) if self.title.is_empty() => {
                self.at = read_time(date.trim()).or(self.at);
            }
            Some(("Author" | "Commit" | "Merge" | "Reflog" | "Notes", _)) if self.title.is_empty() => {}
            _ if line.is_empty() => {}
            _ => self.files.push(line),
        }
        Ok(())
    }
}

impl Past {
    fn take(&mut self, commit: Option<Commit<'_>>) -> Result<(), String> {
        let Some(commit) = commit else { return Ok(()) };
        if commit.files.is_empty() {
            self.without_files += 1;
            return Ok(());
        }
        let name: String = commit.sha.chars().take(7).collect();
        let change = TypedChange::read(&commit.files.join("\n"));
        if !change.not_read.is_empty() {
            let wrong: Vec<String> = change.not_read.iter().take(2).map(NotRead::sentence).collect();
            return Err(format!("The files of {name} are not understood. {}", wrong.join(" ")));
        }
        let at = commit
            .at
            .ok_or_else(|| format!("{name} has no date. Use git log --name-status as it is."))?;
        self.changes.push(PastChange {
            total: change.files.len(),
            name,
            title: commit.title.to_owned(),
            at,
            files: change.files,
        });
        Ok(())
    }
}

/// A date as git prints it: as it does unless told otherwise, `iso`, or `iso-strict`.
fn read_time(text: &str) -> Option<DateTime<Utc>> {
    let forms = [
        "%a %b %e %H:%M:%S %Y %z",
        "%Y-%m-%d %H:%M:%S %z",
        "%a, %e %b %Y %H:%M:%S %z",
    ];
    let read = |form| DateTime::parse_from_str(text, form).ok();
    let at = DateTime::parse_from_rfc3339(text)
        .ok()
        .or_else(|| forms.into_iter().find_map(read));
    at.map(|at| at.to_utc())
}
