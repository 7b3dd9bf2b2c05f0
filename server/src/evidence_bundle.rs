//! The evidence bundle outside its pages: downloaded as it is made, and verified without a database.

mod archive;
mod verify;

use std::ops::ControlFlow;

use app::error::AppError;
use app::evidence_bundle::{ACTIVITY_WHAT, File, files, material};
use app::here::{Arrived, Viewer};
use app::state::AppState;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse as _, Response};
use domain::evidence_bundle::{ACTIVITY, Case, Listed, MANIFEST, Manifest, file_name, json};
use domain::policy::{Action, may};
use http::header;
use store::activity::Export;

pub use archive::{MARK, Reader, Unreadable, Writer};
pub use verify::{Checked, Whole, check};

/// The program, as bundles name it: its version, and after a plus what its pages are made of (`build.rs`). One that words a page
/// otherwise has another name, and accuses nobody of having changed what an earlier one made.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("COUNTERSIGN_WORDS"));

/// So often it is begun anew where the pilot changes while its facts are read.
const TRIES: usize = 5;

/// `GET /p/{pilot}/evidence-bundle`: a zip for a member of the pilot, with what they may read, sent as it is made. What is in it
/// beside the log is made in memory, as a page is; the log goes through in batches, however long it is.
pub async fn download(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    arrived: Option<Extension<Arrived>>,
    Path(slug): Path<String>,
) -> Response {
    match begin(&state, viewer, arrived, &slug).await {
        Ok((under_way, name)) => {
            let pieces = futures::stream::try_unfold(under_way, |mut under_way| async move {
                let piece = under_way
                    .next()
                    .await
                    .inspect_err(|error| tracing::error!(%error, "an evidence bundle broke"))?;
                Ok::<_, std::io::Error>(piece.map(|piece| (piece, under_way)))
            });
            let headers = [
                (header::CONTENT_TYPE, "application/zip".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            ];
            (headers, Body::from_stream(pieces)).into_response()
        }
        Err(error) => (error.status(), error.to_string()).into_response(),
    }
}

/// A bundle on its way out.
struct UnderWay {
    case: Case,
    files: std::vec::IntoIter<File>,
    export: Export,
    zip: Writer,
    listed: Vec<Listed>,
    at: Step,
}

/// What is written next.
#[derive(Clone, Copy)]
enum Step {
    Files,
    Log,
    Manifest,
    Nothing,
}

async fn begin(
    state: &AppState,
    viewer: Viewer,
    arrived: Option<Extension<Arrived>>,
    slug: &str,
) -> Result<(UnderWay, String), AppError> {
    let person = viewer.0.ok_or(AppError::SignIn)?;
    let now = state.clock.now();
    let mut known = arrived
        .map(|Extension(Arrived(place))| place)
        .filter(|place| place.slug == slug);
    for _ in 0..TRIES {
        let place = match known.take() {
            Some(place) => place,
            None => store::arrival::place(&state.pool, slug, person.person_id, now)
                .await?
                .ok_or(AppError::NotFound)?,
        };
        may(&place.standing, Action::ReadActivity)?;
        let material = material(state, &place, now).await?;
        let export = Export::of_pilot(&state.pool, place.pilot_id, &place.slug).await?;
        // Texts and log are of one moment where nothing was entered while they were read.
        if export.last().seq != place.version.log {
            continue;
        }
        let name = file_name(&place.slug, domain::calendar::local_date(now, place.zone));
        let head = export.last().clone();
        let made = move || files(&material, (&person, &place.standing), &head, now);
        let (case, files) = tokio::task::spawn_blocking(made).await.map_err(AppError::internal)?;
        let under_way = UnderWay {
            case,
            files: files.into_iter(),
            export,
            zip: Writer::default(),
            listed: Vec::new(),
            at: Step::Files,
        };
        return Ok((under_way, name));
    }
    Err(AppError::Unavailable)
}

impl UnderWay {
    /// The next piece of the archive; `None` at its end.
    async fn next(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        while let ControlFlow::Continue(()) = self.step().await? {
            let piece = self.zip.written();
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    /// Writes what comes next, if anything does.
    async fn step(&mut self) -> std::io::Result<ControlFlow<()>> {
        match self.at {
            Step::Files => match self.files.next() {
                Some(file) => {
                    self.zip.begin(&file.name)?;
                    self.zip.write(file.text.as_bytes())?;
                    self.end(file.name, file.what)?;
                }
                None => {
                    self.zip.begin(ACTIVITY)?;
                    self.at = Step::Log;
                }
            },
            Step::Log => match self.export.next().await.map_err(std::io::Error::other)? {
                Some(lines) => self.zip.write(lines.as_bytes())?,
                None => {
                    self.end(ACTIVITY.to_owned(), ACTIVITY_WHAT.to_owned())?;
                    self.at = Step::Manifest;
                }
            },
            Step::Manifest => {
                let manifest = Manifest::new(
                    PROGRAM,
                    &self.case.pilot,
                    (self.case.made_at, self.case.reader.clone()),
                    self.export.last().clone(),
                    self.case.left_out.clone(),
                    std::mem::take(&mut self.listed),
                );
                self.zip.begin(MANIFEST)?;
                self.zip.write(json(&manifest).as_bytes())?;
                self.zip.end()?;
                self.zip.finish()?;
                self.at = Step::Nothing;
            }
            Step::Nothing => return Ok(ControlFlow::Break(())),
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end(&mut self, name: String, what: String) -> std::io::Result<()> {
        let (bytes, sha256) = self.zip.end()?;
        self.listed.push(Listed {
            name,
            what,
            bytes,
            sha256,
        });
        Ok(())
    }
}
