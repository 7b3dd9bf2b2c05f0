//! What changed in the repository at hand, asked of git itself.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use domain::zone::{ChangedFile, Contents, FileChange, FileKind, TypedChange};

use super::Unusable;

/// The repository around the current directory.
pub(super) struct Repository {
    top: PathBuf,
}

/// A changed file and where its contents are.
pub(super) struct Changed {
    pub(super) file: ChangedFile,
    before: Place,
    after: Place,
}

/// Where contents are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// There are none.
    Nowhere,
    /// In an object of git.
    Object(String),
    /// In the work tree.
    File(PathBuf),
}

impl Repository {
    pub(super) fn here() -> Result<Self, Unusable> {
        let line = |args: [&str; 2]| {
            let said = output(Command::new("git").args(args))?;
            Ok(String::from_utf8_lossy(&said).trim_end_matches(['\n', '\r']).to_owned())
        };
        let top = line(["rev-parse", "--show-toplevel"]).or_else(|why| {
            // A repository on a server has no work tree, and ranges none the less.
            match line(["rev-parse", "--is-inside-git-dir"]) {
                Ok(said) if said == "true" => Ok(".".to_owned()),
                _ => Err(why),
            }
        })?;
        Ok(Self {
            top: PathBuf::from(top),
        })
    }

    /// From one commit to another.
    pub(super) fn range(&self, range: &str) -> Result<Vec<Changed>, Unusable> {
        if range.starts_with('-') || !range.contains("..") {
            return Err(Unusable::Git(format!("“{range}” is no range, such as main...HEAD.")));
        }
        self.diff(range)
    }

    /// From the last commit to the files as they are.
    pub(super) fn work_tree(&self) -> Result<Vec<Changed>, Unusable> {
        let mut changed = self.diff("HEAD")?;
        let list = output(self.git().args(["ls-files", "--others", "--exclude-standard", "-z"]))?;
        let list = text(list)?;
        changed.extend(
            list.split('\0')
                .filter(|path| !path.is_empty())
                .map(|path| self.untracked(path)),
        );
        Ok(changed)
    }

    fn untracked(&self, path: &str) -> Changed {
        let place = self.top.join(path);
        let kind = std::fs::symlink_metadata(&place).map_or(FileKind::ModeChanged, |metadata| kind(&metadata));
        Changed {
            file: ChangedFile {
                kind,
                ..ChangedFile::new(path, FileChange::Added)
            },
            before: Place::Nowhere,
            after: Place::File(place),
        }
    }

    fn git(&self) -> Command {
        let mut git = Command::new("git");
        git.current_dir(&self.top);
        git
    }

    /// What git lists between two states, whatever its configuration says about how diffs are shown.
    fn diff(&self, range: &str) -> Result<Vec<Changed>, Unusable> {
        let list = output(self.git().args([
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--find-renames",
            "--no-ext-diff",
            "--no-color",
            "--no-relative",
            "--ignore-submodules=none",
            range,
            "--",
        ]))?;
        let list = text(list)?;
        if list.is_empty() {
            return Ok(Vec::new());
        }
        let change = TypedChange::read(&list);
        if !change.not_read.is_empty() {
            return Err(Unusable::NotUnderstood(change.not_read));
        }
        let places = objects(&list);
        if places.len() != change.files.len() {
            return Err(Unusable::Git("its list cannot be read.".to_owned()));
        }
        let place = |object: &str, path: &str, is_there: bool| match is_there {
            false => Place::Nowhere,
            // What is not committed has no object yet.
            true if object.bytes().all(|byte| byte == b'0') => Place::File(self.top.join(path)),
            true => Place::Object(object.to_owned()),
        };
        Ok(change
            .files
            .into_iter()
            .zip(places)
            .map(|(file, (before, after))| Changed {
                before: place(before, &file.path, file.change != FileChange::Added),
                after: place(after, &file.path, file.change != FileChange::Deleted),
                file,
            })
            .collect())
    }

    /// What these files hold, before and after; nothing of a file that is no text on a side.
    pub(super) fn contents<'a>(
        &self,
        changed: impl Iterator<Item = &'a Changed>,
    ) -> Result<Vec<Option<Contents>>, Unusable> {
        let changed: Vec<&Changed> = changed.collect();
        let objects: Vec<&str> = changed
            .iter()
            .flat_map(|changed| [&changed.before, &changed.after])
            .filter_map(|place| match place {
                Place::Object(object) => Some(object.as_str()),
                _ => None,
            })
            .collect();
        let objects = self.objects(&objects)?;
        // Nothing at all where there is something that is no text.
        let held = |place: &Place| match place {
            Place::Nowhere => Some(None),
            Place::Object(object) => objects.get(object.as_str()).cloned().map(Some),
            Place::File(path) => std::fs::read_to_string(path).ok().map(Some),
        };
        let both = |changed: &&Changed| {
            Some(Contents {
                before: held(&changed.before)?,
                after: held(&changed.after)?,
            })
        };
        Ok(changed.iter().map(both).collect())
    }

    /// Objects that are text, by their names: one process gives all of them.
    fn objects(&self, names: &[&str]) -> Result<BTreeMap<String, String>, Unusable> {
        if names.is_empty() {
            return Ok(BTreeMap::new());
        }
        let failed = |error: std::io::Error| Unusable::Git(format!("{error}."));
        let mut git = self
            .git()
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let mut input = git
            .stdin
            .take()
            .ok_or_else(|| Unusable::Git("it takes no names.".to_owned()))?;
        let asked: String = names.iter().map(|name| format!("{name}\n")).collect();
        let writer = std::thread::spawn(move || input.write_all(asked.as_bytes()));
        let output = git.wait_with_output().map_err(failed)?.stdout;
        if !matches!(writer.join(), Ok(Ok(()))) {
            return Err(Unusable::Git("it did not take all names.".to_owned()));
        }
        Ok(batch(&output))
    }
}

/// Reads what `cat-file --batch` gives: a line with name, type and size, so many bytes, and the end of a line.
fn batch(mut output: &[u8]) -> BTreeMap<String, String> {
    let mut objects = BTreeMap::new();
    while let Some(end) = output.iter().position(|byte| *byte == b'\n') {
        let (head, rest) = (String::from_utf8_lossy(&output[..end]), &output[end + 1..]);
        let fields: Vec<&str> = head.split(' ').collect();
        let size = match fields[..] {
            [_, "blob", size] => size.parse::<usize>().ok(),
            _ => None,
        };
        let Some(size) = size.filter(|size| *size <= rest.len()) else {
            output = rest;
            continue;
        };
        if let Ok(text) = std::str::from_utf8(&rest[..size]) {
            objects.insert(fields[0].to_owned(), text.to_owned());
        }
        output = rest.get(size + 1..).unwrap_or_default();
    }
    objects
}

/// The two objects of each file of a raw list.
fn objects(list: &str) -> Vec<(&str, &str)> {
    let mut fields = list.split('\0');
    let mut found = Vec::new();
    while let Some(head) = fields.next() {
        let parts: Vec<&str> = head.split(' ').collect();
        let [_, _, before, after, status] = parts[..] else {
            break;
        };
        found.push((before, after));
        let names = if status.starts_with(['R', 'C']) { 2 } else { 1 };
        for _ in 0..names {
            let _ = fields.next();
        }
    }
    found
}

#[cfg(unix)]
fn kind(metadata: &std::fs::Metadata) -> FileKind {
    use std::os::unix::fs::PermissionsExt as _;
    if metadata.is_symlink() {
        FileKind::Symlink
    } else if metadata.permissions().mode() & 0o111 != 0 {
        FileKind::ModeChanged
    } else {
        FileKind::Plain
    }
}

#[cfg(not(unix))]
fn kind(metadata: &std::fs::Metadata) -> FileKind {
    if metadata.is_symlink() {
        FileKind::Symlink
    } else {
        FileKind::Plain
    }
}

/// Names that are no UTF-8 are none that a rule could name.
fn text(bytes: Vec<u8>) -> Result<String, Unusable> {
    String::from_utf8(bytes).map_err(|_| Unusable::Git("a changed file has a name that is no text.".to_owned()))
}

fn output(git: &mut Command) -> Result<Vec<u8>, Unusable> {
    let output = git
        .output()
        .map_err(|error| Unusable::Git(format!("it cannot be run: {error}.")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let args: Vec<&OsStr> = git.get_args().take(1).collect();
    let what = args.first().map(|arg| arg.to_string_lossy()).unwrap_or_default();
    Err(Unusable::Git(format!("{what} failed: {}", said.trim())))
}
