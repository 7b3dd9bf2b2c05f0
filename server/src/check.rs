//! `countersign check`: a change judged by an exported zone, without a database or a network.

mod git;
mod report;
mod sarif;

use std::fmt;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use domain::zone::{BadPolicy, ChangeVerdict, ChangedFile, NotRead, Policy, TypedChange, Why};

use git::Repository;
use report::Report;

/// Where the change comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A diff or a list in a file, or from standard input.
    Text(Option<PathBuf>),
    /// From one commit to another, as git writes it: `main...HEAD`.
    Range(String),
    /// What is not committed yet.
    WorkTree,
}

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For code hosts and editors: SARIF 2.1.0.
    Sarif,
}

/// Why nothing could be judged.
#[derive(Debug)]
enum Unusable {
    Read(PathBuf, std::io::Error),
    Zone(PathBuf, BadPolicy),
    Input(std::io::Error),
    Output(std::io::Error),
    Empty,
    NotUnderstood(Vec<NotRead>),
    Git(String),
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "{} cannot be read: {error}.", path.display()),
            Self::Zone(path, why) => write!(f, "{} cannot be judged by. {why}", path.display()),
            Self::Input(error) => write!(f, "The change cannot be read: {error}."),
            Self::Output(error) => write!(f, "What came of it cannot be written: {error}."),
            Self::Empty => write!(f, "The change is empty: nothing was judged."),
            Self::NotUnderstood(lines) => {
                write!(f, "Part of the change was not understood, so it was not judged.")?;
                for line in lines.iter().take(20) {
                    write!(f, "\n{} {}", line.sentence(), line.text.escape_debug())?;
                }
                match lines.len().saturating_sub(20) {
                    0 => Ok(()),
                    more => write!(f, "\nAnd {more} more lines."),
                }
            }
            Self::Git(why) => write!(f, "git: {why}"),
        }
    }
}

/// Judges, says what came of it, and ends with 0 inside the PM zone, 1 outside, 2 where it could not be judged.
#[must_use]
pub fn run(zone: &Path, source: Source, form: Form) -> ExitCode {
    let told = judged(zone, source).and_then(|report| {
        written(&report.told(form))?;
        Ok(u8::from(!report.is_inside()))
    });
    ExitCode::from(told.unwrap_or_else(|why| {
        // Where nobody can be told why, the answer is the same.
        let _ = writeln!(std::io::stderr(), "{why}");
        2
    }))
}

/// To standard output. Whoever stops reading, as `head` does, has read enough.
fn written(text: &str) -> Result<(), Unusable> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Unusable::Output(error)),
        _ => Ok(()),
    }
}

/// Where a file lies in the repository that holds it, however it was named.
fn place_in_repository(file: &Path) -> Option<String> {
    let file = std::fs::canonicalize(file).ok()?;
    let top = file.ancestors().skip(1).find(|folder| folder.join(".git").exists())?;
    let names: Option<Vec<&str>> = file.strip_prefix(top).ok()?.iter().map(|name| name.to_str()).collect();
    Some(names?.join("/"))
}

fn judged(zone: &Path, source: Source) -> Result<Report, Unusable> {
    let text = std::fs::read_to_string(zone).map_err(|error| Unusable::Read(zone.to_owned(), error))?;
    let policy = Policy::read(&text).map_err(|why| Unusable::Zone(zone.to_owned(), why))?;
    let mut boundary = policy.boundary();
    if let Some(place) = place_in_repository(zone) {
        boundary = boundary.read_from(&place);
    }
    let judge = |files: &[ChangedFile]| boundary.judge(files, files.len());
    let (files, verdict) = match source {
        Source::Text(file) => {
            let files = read(file)?;
            let verdict = judge(&files);
            (files, verdict)
        }
        Source::Range(range) => changed(Repository::here()?, &|repository| repository.range(&range), &judge)?,
        Source::WorkTree => changed(Repository::here()?, &Repository::work_tree, &judge)?,
    };
    Ok(Report::new(policy, files.len(), verdict))
}

/// A change as text.
fn read(file: Option<PathBuf>) -> Result<Vec<ChangedFile>, Unusable> {
    let bytes = match file.filter(|file| file.as_os_str() != "-") {
        Some(file) => std::fs::read(&file).map_err(|error| Unusable::Read(file, error))?,
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(Unusable::Input)?;
            bytes
        }
    };
    // Contents of files may be in any encoding; names that are no text are none that a rule could name.
    let text = String::from_utf8_lossy(&bytes);
    if text.trim().is_empty() {
        return Err(Unusable::Empty);
    }
    let change = TypedChange::read(&text);
    if !change.not_read.is_empty() {
        return Err(Unusable::NotUnderstood(change.not_read));
    }
    if change.files.is_empty() {
        return Err(Unusable::Empty);
    }
    Ok(change.files)
}

/// A change of a repository: contents are asked for where they decide.
fn changed(
    repository: Repository,
    list: &dyn Fn(&Repository) -> Result<Vec<git::Changed>, Unusable>,
    judge: &dyn Fn(&[ChangedFile]) -> ChangeVerdict,
) -> Result<(Vec<ChangedFile>, ChangeVerdict), Unusable> {
    let changed = list(&repository)?;
    let mut files: Vec<ChangedFile> = changed.iter().map(|changed| changed.file.clone()).collect();
    let first = judge(&files);
    let wanted: Vec<usize> = (0..first.files.len())
        .filter(|at| matches!(first.files[*at].why, Why::Unread { .. }))
        .collect();
    if wanted.is_empty() {
        return Ok((files, first));
    }
    let contents = repository.contents(wanted.iter().map(|at| &changed[*at]))?;
    for (at, contents) in wanted.into_iter().zip(contents) {
        files[at].contents = contents;
    }
    let verdict = judge(&files);
    Ok((files, verdict))
}
