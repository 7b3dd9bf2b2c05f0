//! What the stand-in has of commits: folders with modes, and what files hold.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Held;

/// An id of something, as long as git's.
fn id(of: &[u8]) -> String {
    let mut digits = hex::encode(Sha256::digest(of));
    digits.truncate(40);
    digits
}

/// The id of what a file holds.
pub fn blob_id(contents: &[u8]) -> String {
    id(&[b"blob ", contents].concat())
}

fn folder_id(commit: &str, folder: &str) -> String {
    match folder {
        "" => commit.to_owned(),
        folder => id(format!("tree {commit} {folder}").as_bytes()),
    }
}

/// Path, mode, and what it holds.
pub type File = (String, &'static str, Vec<u8>);

impl Held {
    /// The files of each commit.
    fn commits(&self) -> BTreeMap<String, Vec<File>> {
        let mut listed: Vec<File> = Vec::new();
        for (files, _) in self.files.values() {
            let paths = files.iter().filter_map(|file| file["filename"].as_str());
            listed.extend(paths.map(|path| (path.to_owned(), "100644", Vec::new())));
        }
        let mut commits: BTreeMap<String, Vec<File>> = BTreeMap::new();
        for pull in &self.pulls {
            for side in ["head", "base"] {
                if let Some(sha) = pull.described[side]["sha"].as_str() {
                    commits.insert(sha.to_owned(), listed.clone());
                }
            }
        }
        commits.extend(self.trees.iter().map(|(sha, files)| (sha.clone(), files.clone())));
        commits
    }

    pub fn tree(&self, id: &str) -> Option<Value> {
        for (commit, files) in self.commits() {
            let folders: BTreeSet<&str> = files
                .iter()
                .flat_map(|(path, ..)| path.match_indices('/').map(|(at, _)| &path[..at]))
                .chain([""])
                .collect();
            let Some(folder) = folders.iter().find(|folder| folder_id(&commit, folder) == id) else {
                continue;
            };
            let within = if folder.is_empty() {
                String::new()
            } else {
                format!("{folder}/")
            };
            let mut entries = BTreeMap::new();
            for (path, mode, contents) in &files {
                let Some(rest) = path.strip_prefix(&within) else {
                    continue;
                };
                let entry = match rest.split_once('/') {
                    Some((name, _)) => {
                        let sha = folder_id(&commit, &format!("{within}{name}"));
                        json!({ "path": name, "mode": "040000", "type": "tree", "sha": sha, "url": "" })
                    }
                    None if *mode == "160000" => {
                        json!({ "path": rest, "mode": mode, "type": "commit", "sha": "3".repeat(40), "url": "" })
                    }
                    None => json!({
                        "path": rest, "mode": mode, "type": "blob", "size": contents.len(), "sha": blob_id(contents), "url": "",
                    }),
                };
                entries.insert(entry["path"].as_str().unwrap().to_owned(), entry);
            }
            let entries: Vec<Value> = entries.into_values().collect();
            return Some(json!({ "sha": id, "url": "", "tree": entries, "truncated": false }));
        }
        None
    }

    pub fn blob(&self, id: &str) -> Option<Value> {
        let mut files = self.trees.values().flatten();
        let (.., contents) = files.find(|(.., contents)| blob_id(contents) == id)?;
        // In lines, as it gives it.
        let text = STANDARD.encode(contents);
        let lines: Vec<&str> = text
            .as_bytes()
            .chunks(60)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect();
        Some(json!({
            "sha": id, "node_id": "", "size": contents.len(), "url": "", "encoding": "base64", "content": lines.join("\n") + "\n",
        }))
    }

    /// What a file of a commit holds.
    pub fn raw(&self, commit: &str, path: &str) -> Option<Vec<u8>> {
        let (.., contents) = self.trees.get(commit)?.iter().find(|(of, ..)| of == path)?;
        Some(contents.clone())
    }
}
