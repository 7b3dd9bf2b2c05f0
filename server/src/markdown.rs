//! The Markdown of a revision as a file: the body as it is, or with a block that carries its terms.

use app::error::AppError;
use app::here::Viewer;
use app::state::AppState;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Response};
use domain::policy::{Action, may};
use domain::proposal::{RevisionNumber, with_terms};
use http::header;
use serde::Deserialize;

/// What the file holds besides the text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    with: String,
}

/// `GET /p/{pilot}/proposal/r/{number}/markdown`, with `?with=terms` for the terms as well.
pub async fn export(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Path((slug, number)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Response {
    match file(&state, viewer, (&slug, &number), wanted.with == "terms").await {
        Ok((name, text)) => {
            let headers = [
                (header::CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            ];
            (headers, text).into_response()
        }
        Err(error) => (error.status(), error.to_string()).into_response(),
    }
}

/// The name and the text of the file.
async fn file(
    state: &AppState,
    viewer: Viewer,
    (slug, number): (&str, &str),
    terms: bool,
) -> Result<(String, String), AppError> {
    let person = viewer.0.ok_or(AppError::SignIn)?.person_id;
    let (pilot, standing) = store::pilot::find(&state.pool, slug, person, state.clock.now())
        .await?
        .ok_or(AppError::NotFound)?;
    may(&standing, Action::ReadPilot)?;
    let number: RevisionNumber = number.parse().map_err(|_| AppError::NotFound)?;
    let revision = store::proposal::revision(&state.pool, pilot.pilot_id, number).await?;
    // The address of a pilot has letters, digits and hyphens; other scripts stay out of a header.
    let name: String = pilot
        .slug
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let name = if name.is_empty() { "proposal".to_owned() } else { name };
    let name = format!("{name}-revision-{number}.md");
    let text = if terms {
        with_terms(number, &revision.body, &revision.terms)
    } else {
        revision.body.into()
    };
    Ok((name, text))
}
