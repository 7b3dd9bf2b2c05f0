//! Verifying a bundle, without a database: each file against the manifest, the log from end to end, what the log sealed against
//! the files, and what was made of them, made again.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Seek, SeekFrom};

use app::evidence_bundle::index;
use domain::activity::{Broken, Expected, Link, Summary, hex};
use domain::evidence_bundle::{
    ACTIVITY, CASE, Case, Claims, DEFINITIONS, INDEX, MANIFEST, Manifest, PROGRAMME, PROPOSAL, SNAPSHOT, Somebody,
    TERMS, Unfit, ZONE, digest, json, tables,
};
use domain::programme::Programme;
use domain::proposal::{Imported, import, with_terms};
use domain::terms::{DEFINITIONS_TEXT, Terms};
use domain::zone::Policy;
use sha2::{Digest as _, Sha256};

use super::PROGRAM;
use super::archive::{Reader, Unreadable};

/// The longest of the files that are read as a whole.
const LONGEST: u64 = 64 << 20;
/// The longest log.
const LONGEST_LOG: u64 = 2 << 30;
/// The longest line of it.
const LONGEST_LINE: usize = 8 << 20;

/// What came of it.
#[derive(Debug)]
pub enum Checked {
    /// All fits.
    Whole(Box<Whole>),
    /// An entry of its log does not fit.
    Broken(Broken),
    /// A file does not fit.
    Unfit(Unfit),
    /// It could not be read.
    Unusable(String),
}

/// A bundle in which all fits.
#[derive(Debug)]
pub struct Whole {
    /// What it holds.
    pub manifest: Manifest,
    /// Its log.
    pub log: Summary,
    /// What it tells.
    pub case: Case,
    /// The SHA-256 of the whole file.
    pub sha256: String,
}

impl From<Unreadable> for Checked {
    fn from(why: Unreadable) -> Self {
        match why {
            // What it says of itself is not so.
            Unreadable::Damaged(name) => Self::Unfit(Unfit::new(
                name,
                "its content was changed: it does not fit the checksum beside it",
            )),
            Unreadable::Twice(name) => Self::Unfit(Unfit::new(name, "it is in the archive twice")),
            other => Self::Unusable(other.to_string()),
        }
    }
}

impl From<Unfit> for Checked {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}

/// Verifies the bundle in a file.
pub fn check(mut file: impl Read + Seek, expected: Vec<Expected>) -> Checked {
    let sha256 = match whole_digest(&mut file) {
        Ok(sha256) => sha256,
        Err(error) => return Checked::Unusable(error.to_string()),
    };
    match all(file, expected, sha256) {
        Ok(whole) => Checked::Whole(Box::new(whole)),
        Err(found) => found,
    }
}

fn whole_digest(file: &mut (impl Read + Seek)) -> std::io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let (mut sha, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex::encode(sha.finalize())),
            read => sha.update(&piece[..read]),
        }
    }
}

fn all(file: impl Read + Seek, expected: Vec<Expected>, sha256: String) -> Result<Whole, Checked> {
    let mut archive = Reader::new(file)?;
    let mut list = Vec::new();
    if !archive.unpack(MANIFEST, LONGEST, &mut list)? {
        return Err(Checked::Unusable(format!("{MANIFEST} is not in it")));
    }
    let manifest = String::from_utf8(list).map_err(|_| Checked::Unusable(format!("{MANIFEST} is no text")))?;
    let manifest = Manifest::read(&manifest).map_err(|why| Checked::Unusable(why.to_string()))?;
    names(&archive, &manifest)?;
    let files = contents(&mut archive, &manifest)?;
    let log = follow(&mut archive, &manifest, expected)?;
    let text = |name: &str| files.get(name).map(String::as_str);
    let case: Case = read(text(CASE), CASE)?;
    let of = (&case.pilot, case.made_at, &case.reader, &case.left_out);
    if of != (&manifest.pilot, manifest.made_at, &manifest.reader, &manifest.left_out) {
        return Err(Unfit::new(
            CASE,
            format!("it is of another pilot, moment or reader than {MANIFEST}"),
        )
        .into());
    }
    let called = |one: &Somebody| log.people.get(&one.person.0).is_some_and(|name| *name != one.name);
    if let Some(one) = case.people.iter().find(|one| called(one)) {
        return Err(Unfit::new(CASE, format!("{} has another name in the log", one.name)).into());
    }
    if log.summary.pilot.as_deref() != Some(case.pilot.as_str()) {
        return Err(Unfit::new(ACTIVITY, "it is the log of another pilot").into());
    }
    log.claims.compare(&case, text)?;
    let programme = programme(&case, text)?;
    match again(&case, programme.as_ref(), &manifest, text) {
        Ok(()) => {}
        // Another version may write it otherwise; that nobody changed it is not known.
        Err(unfit) if manifest.program != PROGRAM => {
            return Err(Checked::Unusable(format!(
                "{} is not what version {PROGRAM} of the program makes of the facts beside it. It says that version {} made it: \
                 verify it with that one.",
                unfit.file, manifest.program
            )));
        }
        Err(unfit) => return Err(unfit.into()),
    }
    Ok(Whole {
        manifest,
        log: log.summary,
        case,
        sha256,
    })
}

/// What is in the archive is what the manifest lists, and nothing else.
fn names<R: Read + Seek>(archive: &Reader<R>, manifest: &Manifest) -> Result<(), Unfit> {
    let there = |name: &str| archive.names().any(|other| other == name);
    if let Some(missing) = manifest.files.iter().find(|file| !there(&file.name)) {
        return Err(Unfit::new(
            &missing.name,
            format!("{MANIFEST} lists it, but it is not there"),
        ));
    }
    let extra = archive
        .names()
        .find(|name| *name != MANIFEST && manifest.file(name).is_none());
    extra.map_or(Ok(()), |extra| {
        Err(Unfit::new(extra, format!("{MANIFEST} does not list it")))
    })
}

/// Every file but the log, each with the hash that the manifest says.
fn contents<R: Read + Seek>(archive: &mut Reader<R>, manifest: &Manifest) -> Result<BTreeMap<String, String>, Checked> {
    let mut files = BTreeMap::new();
    let mut left = LONGEST;
    for file in manifest.files.iter().filter(|file| file.name != ACTIVITY) {
        let mut content = Vec::new();
        archive.unpack(&file.name, left, &mut content)?;
        left -= content.len() as u64;
        if (content.len() as u64, digest(&content)) != (file.bytes, file.sha256.clone()) {
            return Err(changed(&file.name).into());
        }
        let text = String::from_utf8(content).map_err(|_| Unfit::new(&file.name, "it is no text"))?;
        files.insert(file.name.clone(), text);
    }
    Ok(files)
}

fn changed(name: &str) -> Unfit {
    Unfit::new(
        name,
        format!("its content was changed: it does not have the hash that {MANIFEST} names"),
    )
}

/// Follows the log while it is unpacked.
fn follow<R: Read + Seek>(
    archive: &mut Reader<R>,
    manifest: &Manifest,
    expected: Vec<Expected>,
) -> Result<Followed, Checked> {
    let mut lines = Lines {
        expected,
        ..Lines::default()
    };
    let listed = manifest
        .file(ACTIVITY)
        .ok_or_else(|| Unfit::new(ACTIVITY, "it is not there"))?;
    let unpacked = archive.unpack(ACTIVITY, LONGEST_LOG, &mut lines);
    if let Some(why) = lines.malformed.take() {
        return Err(Checked::Unusable(format!("{ACTIVITY}, line {}: {why}", lines.number)));
    }
    unpacked?;
    let (bytes, sha256) = (lines.bytes, hex::encode(std::mem::take(&mut lines.sha).finalize()));
    let intact = (bytes, &sha256) == (listed.bytes, &listed.sha256);
    let (reader, claims) = match lines.end() {
        Ok(Some(found)) => found,
        Ok(None) => return Err(Unfit::new(ACTIVITY, "it is empty").into()),
        Err(why) => return Err(Checked::Unusable(format!("{ACTIVITY}: {why}"))),
    };
    let people = reader.people().clone();
    let summary = reader.end().map_err(Checked::Broken)?;
    if !intact {
        return Err(changed(ACTIVITY).into());
    }
    let (seq, hash) = &summary.head;
    let head = Link {
        seq: *seq,
        hash: hex(hash),
    };
    if head != manifest.head {
        return Err(Unfit::new(
            ACTIVITY,
            format!("it does not end with the entry that {MANIFEST} names"),
        )
        .into());
    }
    Ok(Followed {
        summary,
        claims,
        people,
    })
}

/// The log, followed to its end.
struct Followed {
    summary: Summary,
    /// What it says of what binds.
    claims: Claims,
    /// What it calls people.
    people: BTreeMap<i64, String>,
}

/// The log, line by line as it comes.
#[derive(Default)]
struct Lines {
    expected: Vec<Expected>,
    reader: Option<domain::activity::Reader>,
    claims: Claims,
    /// What follows the last end of line.
    rest: Vec<u8>,
    number: u64,
    malformed: Option<String>,
    bytes: u64,
    sha: Sha256,
}

impl Lines {
    fn line(&mut self, line: &[u8]) -> Result<(), String> {
        self.number += 1;
        let line = std::str::from_utf8(line).map_err(|_| "it is no text".to_owned())?;
        match &mut self.reader {
            None => {
                let expected = std::mem::take(&mut self.expected);
                let reader = domain::activity::Reader::new(line, expected).map_err(|why| why.to_string())?;
                self.reader = Some(reader);
            }
            Some(reader) => {
                if let Some(entry) = reader.take(line).map_err(|why| why.to_string())? {
                    self.claims.take(&entry);
                }
            }
        }
        Ok(())
    }

    fn end(mut self) -> Result<Option<(domain::activity::Reader, Claims)>, String> {
        let rest = std::mem::take(&mut self.rest);
        if !rest.is_empty() {
            self.line(&rest)?;
        }
        Ok(self.reader.map(|reader| (reader, self.claims)))
    }
}

impl std::io::Write for Lines {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.sha.update(piece);
        self.bytes += piece.len() as u64;
        let mut from = BufReader::new(piece);
        loop {
            let mut rest = std::mem::take(&mut self.rest);
            from.read_until(b'\n', &mut rest)?;
            let is_whole = rest.last() == Some(&b'\n');
            if !is_whole {
                self.rest = rest;
                if self.rest.len() > LONGEST_LINE {
                    self.malformed = Some("it is too long".to_owned());
                    return Err(std::io::Error::other("too long"));
                }
                return Ok(piece.len());
            }
            if let Err(why) = self.line(&rest) {
                self.malformed = Some(why);
                return Err(std::io::Error::other("no line of a log"));
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn read<T: serde::de::DeserializeOwned>(text: Option<&str>, name: &str) -> Result<T, Checked> {
    let text = text.ok_or_else(|| Unfit::new(name, "it is not there"))?;
    serde_json::from_str(text).map_err(|error| Unfit::new(name, format!("it cannot be read: {error}")).into())
}

/// What the numbers rest on, where the case has numbers.
fn programme<'a>(case: &Case, text: impl Fn(&str) -> Option<&'a str>) -> Result<Option<Programme>, Checked> {
    let name = match &case.numbers {
        None => return Ok(None),
        Some(numbers) if numbers.frozen.is_some() => SNAPSHOT,
        Some(_) => PROGRAMME,
    };
    read(text(name), name).map(Some)
}

/// The text in force, written again.
fn proposal(text: &str) -> Option<String> {
    match import(text).ok()? {
        Imported::Exported {
            body, terms, revision, ..
        } => Some(with_terms(revision, &body, &terms)),
        _ => None,
    }
}

/// Makes the tables and the page again and compares them; the rest is written as it is written.
fn again<'a>(
    case: &Case,
    programme: Option<&Programme>,
    manifest: &Manifest,
    text: impl Fn(&str) -> Option<&'a str>,
) -> Result<(), Unfit> {
    let differs = |name: &str| Unfit::new(name, "made again from the facts beside it, it is another");
    let written = [
        (CASE, Some(json(case))),
        (PROPOSAL, text(PROPOSAL).and_then(proposal)),
        (
            TERMS,
            text(TERMS).and_then(|terms| Some(json(&serde_json::from_str::<Terms>(terms).ok()?))),
        ),
        (
            ZONE,
            text(ZONE).and_then(|zone| Some(Policy::read(zone).ok()?.to_json())),
        ),
        (DEFINITIONS, text(DEFINITIONS).map(|_| DEFINITIONS_TEXT.to_owned())),
    ];
    for (name, made) in written {
        if text(name) != made.as_deref() {
            return Err(Unfit::new(name, "it is not written as such a file is"));
        }
    }
    for (name, _, made) in tables(case, programme) {
        if text(name) != Some(made.as_str()) {
            return Err(differs(name));
        }
    }
    let others = manifest.files.iter().filter(|file| file.name != INDEX);
    let listed: Vec<(&str, &str)> = others.map(|file| (file.name.as_str(), file.what.as_str())).collect();
    if text(INDEX) != Some(index(case, programme, &manifest.head, &listed).as_str()) {
        return Err(differs(INDEX));
    }
    Ok(())
}
