//! What an archive holds: each file with its hash, and the end of the log.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{LeftOut, MANIFEST, Reader};
use crate::activity::Link;

/// What the file is known by.
const KIND: &str = "countersign evidence bundle";
/// The format that is written. A new one has another number, and this one is read for ever.
const FORMAT: u32 = 1;
/// More files than this no bundle has.
const MOST_FILES: usize = 64;

/// The list of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    kind: String,
    format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The pilot's address.
    pub pilot: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// For whom: it has what they may read on pages.
    pub reader: Reader,
    /// The newest entry of the pilot's log.
    pub head: Link,
    /// What other bundles of the pilot have and this one has not.
    pub left_out: Vec<LeftOut>,
    /// Every other file, in the order of the archive.
    pub files: Vec<Listed>,
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What it is, in a sentence.
    pub what: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in lower-case hex.
    pub sha256: String,
}

/// A file that is no manifest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAManifest {
    /// No JSON, or not what a manifest has.
    #[error("MANIFEST.json is not the list of an evidence bundle: {0}")]
    Form(String),
    /// Of a later edition of the program.
    #[error("the bundle is of a format that this program does not know. Use a newer one")]
    Format,
}

/// What is asked of a file before the rest of it.
#[derive(Deserialize)]
struct Named {
    kind: String,
    format: u32,
}

impl Manifest {
    /// The list of a bundle.
    #[must_use]
    pub fn new(
        program: &str,
        pilot: &str,
        (made_at, reader): (DateTime<Utc>, Reader),
        head: Link,
        left_out: Vec<LeftOut>,
        files: Vec<Listed>,
    ) -> Self {
        Self {
            kind: KIND.to_owned(),
            format: FORMAT,
            program: program.to_owned(),
            pilot: pilot.to_owned(),
            made_at,
            reader,
            head,
            left_out,
            files,
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`NotAManifest`].
    pub fn read(text: &str) -> Result<Self, NotAManifest> {
        let form = |error: serde_json::Error| NotAManifest::Form(error.to_string());
        let named: Named = serde_json::from_str(text).map_err(form)?;
        if named.kind != KIND {
            return Err(NotAManifest::Form(format!("its kind is not “{KIND}”")));
        }
        if named.format != FORMAT {
            return Err(NotAManifest::Format);
        }
        let manifest: Self = serde_json::from_str(text).map_err(form)?;
        let names: BTreeSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
        if names.len() != manifest.files.len() || names.contains(MANIFEST) {
            return Err(NotAManifest::Form("it names a file twice, or itself".to_owned()));
        }
        if names.len() > MOST_FILES || !names.iter().all(|name| is_plain(name)) {
            return Err(NotAManifest::Form("it names files that no bundle has".to_owned()));
        }
        Ok(manifest)
    }

    /// A file of it by its name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&Listed> {
        self.files.iter().find(|file| file.name == name)
    }
}

/// Letters, digits, hyphens and dots inside: no name that leads elsewhere than beside the others.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    (1..=64).contains(&name.len()) && name.chars().all(plain) && !name.starts_with('.') && !name.contains("..")
}
