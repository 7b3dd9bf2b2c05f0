//! The activity log outside its pages: downloaded, exported, verified.

use std::fmt::{self, Write as _};
use std::io::{BufRead, BufReader, Read as _, Seek, Write as _};
use std::path::Path;

use anyhow::Context as _;
use app::error::AppError;
use app::here::Viewer;
use app::state::AppState;
use axum::body::Body;
use axum::extract::{Extension, Path as Segments, State};
use axum::response::{IntoResponse as _, Response};
use chrono::SecondsFormat;
use domain::activity::{Broken, Expected, Malformed, Reader, Summary, hex};
use domain::evidence_bundle::Unfit;
use domain::policy::{Action, may};
use http::header;
use store::PgPool;
use store::activity::{Contradiction, Export, UNCOVERED, Verified};

use crate::evidence_bundle::{self, Checked, MARK, Whole};

/// `GET /p/{pilot}/activity/export`: the pilot's log as JSON lines, sent as it is read.
pub async fn download(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Segments(slug): Segments<String>,
) -> Response {
    match open(&state, viewer, &slug).await {
        Ok((export, name)) => {
            let lines = futures::stream::try_unfold(export, |mut export| async move {
                let lines = export
                    .next()
                    .await
                    .inspect_err(|error| tracing::error!(%error, "an export broke"))?;
                Ok::<_, store::Error>(lines.map(|lines| (lines, export)))
            });
            let headers = [
                (header::CONTENT_TYPE, "application/x-ndjson".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            ];
            (headers, Body::from_stream(lines)).into_response()
        }
        Err(error) => (error.status(), error.to_string()).into_response(),
    }
}

async fn open(state: &AppState, viewer: Viewer, slug: &str) -> Result<(Export, String), AppError> {
    let person = viewer.0.ok_or(AppError::SignIn)?.person_id;
    let now = state.clock.now();
    let (pilot, standing) = store::pilot::find(&state.pool, slug, person, now)
        .await?
        .ok_or(AppError::NotFound)?;
    may(&standing, Action::ReadActivity)?;
    let day = domain::calendar::local_date(now, pilot.zone);
    let export = Export::of_pilot(&state.pool, pilot.pilot_id, &pilot.slug).await?;
    Ok((export, format!("{}-activity-{day}.jsonl", pilot.slug)))
}

/// Writes the whole log to a file that must not exist yet.
///
/// # Errors
/// When the file exists or cannot be written, or the database fails.
pub async fn export(pool: &PgPool, file: &Path) -> anyhow::Result<()> {
    let mut out = std::fs::File::create_new(file).with_context(|| format!("writing {}", file.display()))?;
    let mut export = Export::of_everything(pool).await?;
    while let Some(lines) = export.next().await? {
        out.write_all(lines.as_bytes())?;
    }
    Ok(out.sync_all()?)
}

/// What verifying came to. Its exit code is 0, 1 or 2.
#[derive(Debug)]
pub enum Outcome {
    /// Everything fits.
    Whole(String),
    /// An entry does not fit.
    Broken(Broken),
    /// Facts in the database contradict the log or each other.
    Contradicts(Contradiction),
    /// A file of an evidence bundle does not fit the others.
    Unfit(Unfit),
    /// It could not be read.
    Unusable(String),
}

impl Outcome {
    /// 0 for whole, 1 for broken, 2 for unusable.
    pub fn code(&self) -> u8 {
        match self {
            Self::Whole(_) => 0,
            Self::Broken(_) | Self::Contradicts(_) | Self::Unfit(_) => 1,
            Self::Unusable(_) => 2,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(words) => f.write_str(words),
            Self::Broken(broken) => write!(f, "The activity log is broken at {broken}."),
            Self::Contradicts(contradiction) => {
                write!(f, "The activity log is whole, but facts were changed: {contradiction}.")
            }
            Self::Unfit(unfit) => write!(f, "The evidence bundle does not fit: {unfit}."),
            Self::Unusable(why) => write!(f, "Nothing was verified: {why}"),
        }
    }
}

/// Walks the log of the database, then compares facts with it: with what entries say, and with what they sealed.
pub async fn verify_database(pool: &PgPool, expected: Vec<Expected>) -> Outcome {
    match compared(pool, expected).await {
        Ok(outcome) => outcome,
        Err(error) => Outcome::Unusable(error.to_string()),
    }
}

async fn compared(pool: &PgPool, expected: Vec<Expected>) -> Result<Outcome, store::Error> {
    if !store::activity::is_upgraded(pool).await? {
        return Ok(Outcome::Unusable(
            "the database is not up to date. Start the program once, which brings it there.".to_owned(),
        ));
    }
    let is_compared = !expected.is_empty();
    let (entries, head) = match store::activity::verify_against(pool, expected).await? {
        Verified::Whole { entries, head } => (entries, format!("{entries}:{head}")),
        Verified::Broken(broken) => return Ok(Outcome::Broken(broken)),
    };
    if let Some(contradiction) = store::activity::contradiction(pool).await? {
        return Ok(Outcome::Contradicts(contradiction));
    }
    let sealed = match store::activity::sealed(pool).await? {
        Ok(sealed) => sealed,
        Err(contradiction) => return Ok(Outcome::Contradicts(contradiction)),
    };
    let mut words = format!(
        "The activity log is whole: {entries} entries, head {head}{}\nThe facts are what it sealed: {} rows of {} tables. Covered are {}.",
        expectation(is_compared),
        sealed.rows,
        sealed.tables.len(),
        sealed.tables.join(", "),
    );
    let uncovered: Vec<String> = UNCOVERED.iter().map(|(name, why)| format!("{name} ({why})")).collect();
    let _ = write!(words, "\nNot covered are {}.", uncovered.join(", "));
    if let Some(since) = sealed.since.filter(|since| *since > 1) {
        let _ = write!(
            words,
            "\nEntry {since} is the first that sealed what it tells of, and what it found it sealed as it stood. Of the \
             entries before, revisions, zone versions, approvals and signatures were compared with what they say.",
        );
    }
    words.push('\n');
    words.push_str(rewritten(is_compared));
    Ok(Outcome::Whole(words))
}

/// What can be said of a chain that somebody could have computed anew.
fn rewritten(compared: bool) -> &'static str {
    if compared {
        "It was compared with a head that was kept elsewhere: up to there it was not rewritten as a whole either."
    } else {
        "A log that was rewritten as a whole would look like this, too: that shows only against a head that was kept \
         elsewhere, with --head. Keep this one."
    }
}

fn expectation(compared: bool) -> &'static str {
    if compared { ", as expected" } else { "" }
}

/// Longest line of an export, in bytes: no entry comes near it.
const LONGEST_LINE: u64 = 8 << 20;

/// Reads an exported log or an evidence bundle from a file: its content says which it is.
pub fn verify_file(file: &Path, expected: Vec<Expected>) -> Outcome {
    let opened = std::fs::File::open(file).and_then(|mut open| {
        let mut first = Vec::new();
        (&mut open).take(MARK.len() as u64).read_to_end(&mut first)?;
        open.rewind()?;
        Ok((open, first == MARK))
    });
    match opened {
        Ok((open, true)) => verify_bundle(BufReader::new(open), expected),
        Ok((open, false)) => verify_lines(BufReader::new(open), expected),
        Err(error) => Outcome::Unusable(format!("{}: {error}", file.display())),
    }
}

/// Reads an evidence bundle.
pub fn verify_bundle(input: impl std::io::Read + Seek, expected: Vec<Expected>) -> Outcome {
    let compared = !expected.is_empty();
    match evidence_bundle::check(input, expected) {
        Checked::Whole(whole) => Outcome::Whole(of_bundle(&whole, compared)),
        Checked::Broken(broken) => Outcome::Broken(broken),
        Checked::Unfit(unfit) => Outcome::Unfit(unfit),
        Checked::Unusable(why) => Outcome::Unusable(why),
    }
}

fn of_bundle(whole: &Whole, compared: bool) -> String {
    let (case, manifest) = (&whole.case, &whole.manifest);
    let mut said = format!(
        "The evidence bundle of {} is whole: {} files, made {} for {}, SHA-256 {}.\n{}\n",
        case.pilot,
        manifest.files.len() + 1,
        manifest.made_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        manifest.reader.name,
        whole.sha256,
        words(&whole.log, compared),
    );
    let mut sealed = vec![format!("revision {} with its terms", case.text.revision)];
    sealed.extend(
        case.boundary
            .iter()
            .map(|zone| format!("zone version {}", zone.version)),
    );
    sealed.extend(case.start.iter().map(|_| "what froze with the start".to_owned()));
    let frozen = case.numbers.as_ref().and_then(|numbers| numbers.frozen.as_ref());
    sealed.extend(
        frozen
            .filter(|frozen| frozen.whole)
            .map(|_| "the frozen numbers".to_owned()),
    );
    sealed.extend(case.decision.iter().map(|_| "the decision".to_owned()));
    let _ = write!(
        said,
        "What its log names is what its files hold: {}.",
        sealed.join(", ")
    );
    match (&case.numbers, frozen) {
        (Some(_), None) => said.push_str(" The numbers are not frozen, so no entry of the log stands for them."),
        (Some(_), Some(frozen)) if !frozen.whole => said.push_str(
            " The frozen numbers are without answers that somebody changed, so their hash was compared with the log and not computed.",
        ),
        _ => {}
    }
    said.push_str(" Page and tables were made again from them and are the same.");
    said
}

/// Reads an exported log, one line at a time.
pub fn verify_lines(mut input: impl BufRead, expected: Vec<Expected>) -> Outcome {
    let compared = !expected.is_empty();
    match read(&mut input, expected) {
        Ok(Ok(summary)) => Outcome::Whole(words(&summary, compared)),
        Ok(Err(broken)) => Outcome::Broken(broken),
        Err((line, why)) => Outcome::Unusable(format!("line {line}: {why}")),
    }
}

type Unreadable = (u64, String);

fn read(input: &mut impl BufRead, expected: Vec<Expected>) -> Result<Result<Summary, Broken>, Unreadable> {
    let malformed = |line| move |Malformed(why)| (line, why);
    let mut line = String::new();
    if !next_line(input, &mut line, 1)? {
        return Err((1, "the file is empty".to_owned()));
    }
    let mut reader = Reader::new(&line, expected).map_err(malformed(1))?;
    for number in 2.. {
        if !next_line(input, &mut line, number)? {
            break;
        }
        reader.take(&line).map_err(malformed(number))?;
    }
    Ok(reader.end())
}

/// Reads one line; whether there was one.
fn next_line(input: &mut impl BufRead, line: &mut String, number: u64) -> Result<bool, Unreadable> {
    line.clear();
    let read = input
        .take(LONGEST_LINE)
        .read_line(line)
        .map_err(|e| (number, e.to_string()))?;
    if read as u64 == LONGEST_LINE {
        return Err((number, "it is too long".to_owned()));
    }
    Ok(read > 0)
}

fn words(summary: &Summary, compared: bool) -> String {
    let (seq, hash) = &summary.head;
    let head = format!("head {seq}:{}{}", hex(hash), expectation(compared));
    let whole = match &summary.pilot {
        None => format!("The exported log is whole: {} entries, {head}", summary.whole),
        Some(pilot) => format!(
            "The exported log of {pilot} is whole: {} entries, {head}\n\
             Between them are {} entries of others, by their hashes alone: those were followed, not computed again.",
            summary.whole, summary.withheld
        ),
    };
    format!("{whole}\n{}", rewritten(compared))
}
