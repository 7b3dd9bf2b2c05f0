//! A stand-in for the code host's interface for programs, as far as the program calls it: commit statuses, comments,
//! and what it reads again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::Result;

/// A token that it takes.
pub const TOKEN: &str = "github_pat_11AAAAAAA0standinstandin";

#[derive(Default)]
struct Held {
    /// Commit, state, description.
    statuses: Vec<(String, String, String)>,
    /// Pull request, text.
    comments: Vec<(u64, String)>,
    /// How often a comment was written, anew or over one.
    written: (u32, u32),
    /// Of a pull request its newest commit and the files it changes.
    files: HashMap<String, (String, Vec<String>)>,
}

impl Held {
    /// What is in a folder of a newest commit: each file is a plain one.
    fn folder(&self, id: &str) -> Option<Vec<Value>> {
        let commits: BTreeMap<&String, &Vec<String>> = self.files.values().map(|(sha, files)| (sha, files)).collect();
        let folders = commits.iter().flat_map(|(sha, files)| {
            let of = |file: &'_ String| {
                file.match_indices('/')
                    .map(|(at, _)| file[..=at].to_owned())
                    .collect::<Vec<_>>()
            };
            let all: BTreeSet<String> = files.iter().flat_map(of).chain([String::new()]).collect();
            all.into_iter().map(|folder| (*sha, *files, folder))
        });
        let folders: Vec<(&String, &Vec<String>, String)> = folders.collect();
        let id_of = |sha: &String, folder: &str| match folder {
            "" => sha.clone(),
            _ => {
                let place = folders.iter().position(|(of, _, at)| *of == sha && at == folder);
                format!("{:040x}", place.map_or(0, |place| place + 1))
            }
        };
        let (sha, files, folder) = folders.iter().find(|(sha, _, folder)| id_of(sha, folder) == id)?;
        let within: BTreeSet<&str> = files.iter().filter_map(|file| file.strip_prefix(&**folder)).collect();
        let entry = |rest: &str| match rest.split_once('/') {
            Some((name, _)) => {
                json!({ "path": name, "mode": "040000", "type": "tree", "sha": id_of(sha, &format!("{folder}{name}/")) })
            }
            None => json!({ "path": rest, "mode": "100644", "type": "blob", "sha": "b".repeat(40) }),
        };
        Some(within.into_iter().map(entry).collect())
    }
}

/// The stand-in. It goes with the test.
#[derive(Clone)]
pub struct CodeHost {
    held: Arc<Mutex<Held>>,
    /// Its address.
    pub address: String,
}

impl CodeHost {
    /// Listens on a port of its own.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let host = Self {
            held: Arc::default(),
            address: format!("http://{}", listener.local_addr()?),
        };
        let of_calls = host.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let host = of_calls.clone();
                // A call that breaks off is its caller's to notice.
                tokio::spawn(async move { host.answer(stream).await.ok() });
            }
        });
        Ok(host)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The statuses that a commit was given, oldest first: state and description.
    #[must_use]
    pub fn statuses(&self, sha: &str) -> Vec<(String, String)> {
        let held = self.held();
        let of = held.statuses.iter().filter(|(of, ..)| of == sha);
        of.map(|(_, state, description)| (state.clone(), description.clone()))
            .collect()
    }

    /// The comments at a pull request.
    #[must_use]
    pub fn comments(&self, number: u64) -> Vec<String> {
        let held = self.held();
        let of = held.comments.iter().filter(|(of, _)| *of == number);
        of.map(|(_, text)| text.clone()).collect()
    }

    /// How often a comment was written, and how often over one.
    #[must_use]
    pub fn written(&self) -> (u32, u32) {
        self.held().written
    }

    /// It lists these files of a pull request, each modified at its newest commit.
    pub fn lists_files(&self, number: u64, sha: &str, files: &[&str]) {
        let files = files.iter().map(|&file| file.to_owned()).collect();
        self.held().files.insert(number.to_string(), (sha.to_owned(), files));
    }

    async fn answer(&self, mut stream: TcpStream) -> Result {
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") {
                break end + 4;
            }
            ensure!(stream.read_buf(&mut bytes).await? > 0, "it broke off");
        };
        let head = String::from_utf8(bytes[..end].to_vec())?.to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(Ok(0), |digits| digits.trim().parse())?;
        while bytes.len() < end + length {
            ensure!(stream.read_buf(&mut bytes).await? > 0, "it broke off");
        }
        let first = String::from_utf8(bytes[..end].to_vec())?;
        let mut words = first.split(' ');
        let (method, path) = (words.next().context("a method")?, words.next().context("a path")?);
        let is_known = head.contains(&format!("authorization: bearer {}", TOKEN.to_lowercase()));
        let body = serde_json::from_slice(&bytes[end..]).unwrap_or_default();
        let (status, answer) = match is_known {
            true => self.call(method, path.split('?').next().unwrap_or_default(), &body),
            false => (401, json!({ "message": "Bad credentials" })),
        };
        let answer = answer.to_string();
        let answer = format!(
            "HTTP/1.1 {status} As said\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}",
            answer.len()
        );
        stream.write_all(answer.as_bytes()).await?;
        Ok(stream.shutdown().await?)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let own = json!({ "login": "countersign-bot", "id": 4242, "type": "User" });
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let mut held = self.held();
        let comment = |id: usize, text: &str| json!({ "id": id, "body": text, "user": own });
        match (method, &parts[..]) {
            ("GET", ["user"]) => (200, own),
            ("GET", ["repos", owner, name]) => (
                200,
                json!({ "full_name": format!("{owner}/{name}"), "default_branch": "main", "private": true }),
            ),
            // Nothing was missed: whoever reads again finds no pull request of before.
            ("GET", ["repos", _, _, "pulls"]) => (200, json!([])),
            ("GET", ["repos", _, _, "pulls", number, rest @ ..]) => match (held.files.get(*number), rest) {
                (Some((sha, files)), []) => (
                    200,
                    json!({ "head": { "sha": sha }, "base": { "ref": "main", "sha": sha }, "changed_files": files.len(),
                        "updated_at": "2026-09-07T07:02:30Z" }),
                ),
                (Some((_, files)), ["files"]) => {
                    let file = |file: &String| json!({ "filename": file, "status": "modified" });
                    (200, files.iter().map(file).collect())
                }
                _ => (404, json!({ "message": "Not Found" })),
            },
            ("GET", ["repos", _, _, "git", "trees", id]) => match held.folder(id) {
                Some(entries) => (200, json!({ "sha": id, "tree": entries, "truncated": false })),
                None => (404, json!({ "message": "Not Found" })),
            },
            ("POST", ["repos", _, _, "statuses", sha]) => {
                held.statuses
                    .push(((*sha).to_owned(), text("state"), text("description")));
                (201, body.clone())
            }
            ("GET", ["repos", _, _, "issues", number, "comments"]) => {
                let of = held
                    .comments
                    .iter()
                    .enumerate()
                    .filter(|(_, (of, _))| of.to_string() == *number);
                (200, of.map(|(id, (_, text))| comment(id, text)).collect())
            }
            ("POST", ["repos", _, _, "issues", number, "comments"]) => {
                held.comments.push((number.parse().unwrap_or_default(), text("body")));
                held.written.0 += 1;
                (201, comment(held.comments.len() - 1, &text("body")))
            }
            ("PATCH", ["repos", _, _, "issues", "comments", id]) => {
                let id: usize = id.parse().unwrap_or(usize::MAX);
                held.written.1 += 1;
                match held.comments.get_mut(id) {
                    Some((_, there)) => {
                        *there = text("body");
                        (200, comment(id, &text("body")))
                    }
                    None => (404, json!({ "message": "Not Found" })),
                }
            }
            _ => (404, json!({ "message": "Not Found" })),
        }
    }
}
