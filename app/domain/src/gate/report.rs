//! What people and programs report of a pull request, before it is taken.

use serde::{Deserialize, Deserializer};

use crate::github;
use crate::zone::{ChangedFile, MAX_CHANGED_FILES, NotRead, TypedChange};

/// The longest list or diff that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// What a program says of the PM PR Review skill file at one commit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillReport {
    /// `owner/name`.
    pub repository: String,
    /// The commit, in full.
    pub commit: String,
    /// Whether it passed.
    pub passed: bool,
    /// Where it can be read; empty where it cannot.
    #[serde(default, deserialize_with = "or_empty")]
    pub url: String,
}

/// A text that can be left out or null.
fn or_empty<'de, D: Deserializer<'de>>(reader: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or_default())
}

impl SkillReport {
    /// The report as it is recorded.
    ///
    /// # Errors
    /// A sentence that names the field.
    pub fn checked(self) -> Result<Self, String> {
        let (repository, commit) = of_commit(&self.repository, &self.commit)?;
        let url = self.url.trim();
        if !url.is_empty() && (!url.starts_with("https://") || url.len() > 500 || url.contains(char::is_control)) {
            return Err("url: an address that starts with https://, at most 500 characters long.".to_owned());
        }
        let url = url.to_owned();
        Ok(Self {
            repository,
            commit,
            url,
            ..self
        })
    }
}

/// What a program says of the files that a pull request changes at one commit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesReport {
    /// `owner/name`.
    pub repository: String,
    /// Its number.
    pub pull_request: i32,
    /// The commit, in full.
    pub commit: String,
    /// The whole change against the base, as git prints it: `--name-status`, `--raw`, or a diff.
    pub changes: String,
}

impl FilesReport {
    /// Repository, commit and files, as they are recorded.
    ///
    /// # Errors
    /// A sentence that names the field.
    pub fn checked(&self) -> Result<(String, String, Vec<ChangedFile>), String> {
        let (repository, commit) = of_commit(&self.repository, &self.commit)?;
        let files = read_files(&self.changes).map_err(|why| format!("changes: {why}"))?;
        Ok((repository, commit, files))
    }
}

fn of_commit(repository: &str, commit: &str) -> Result<(String, String), String> {
    let repository = github::repository(repository).map_err(|why| format!("repository: {why}"))?;
    let commit = commit.trim().to_lowercase();
    if !is_commit(&commit) {
        return Err("commit: the commit in full, 40 digits, 0 to 9 and a to f.".to_owned());
    }
    Ok((repository, commit))
}

/// Whether this is a commit in full.
#[must_use]
pub fn is_commit(text: &str) -> bool {
    [40, 64].contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Reads a whole list of changed files, of which nothing may be missing.
///
/// # Errors
/// A sentence for the field.
pub fn read_files(text: &str) -> Result<Vec<ChangedFile>, String> {
    if text.len() > LONGEST {
        return Err("This is longer than 1 MB. The output of git diff --name-status lists the files alone.".to_owned());
    }
    let change = TypedChange::read(text);
    let wrong: Vec<String> = change.not_read.iter().take(3).map(NotRead::sentence).collect();
    match (wrong.is_empty(), change.files.len()) {
        (true, 0) => Err("Paste the list of files.".to_owned()),
        (true, files) if files > MAX_CHANGED_FILES => Err(format!(
            "These are {files} files; at most {MAX_CHANGED_FILES} are judged."
        )),
        // What can be judged by is kept, and no more.
        (true, _) => Ok(change.files.into_iter().map(ChangedFile::kept).collect()),
        (false, _) => Err(format!("All of it has to be understood. {}", wrong.join(" "))),
    }
}
