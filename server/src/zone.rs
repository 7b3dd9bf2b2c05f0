//! Files made from a zone version, as downloads.

use app::error::AppError;
use app::here::Viewer;
use app::state::AppState;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Response};
use domain::policy::{Action, may};
use domain::zone::{Agreed, Export};
use http::header;
use serde::Deserialize;

/// Which version; the newest where none is named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    version: Option<String>,
}

/// `GET /p/{pilot}/zone/export/{file}`, with `?version=2` for another than the newest.
pub async fn export(
    State(state): State<AppState>,
    Extension(viewer): Extension<Viewer>,
    Path((slug, file)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Response {
    match made(&state, viewer, (&slug, &file), wanted.version).await {
        Ok((export, text)) => {
            let name = export.file_name();
            let headers = [
                (header::CONTENT_TYPE, export.content_type().to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            ];
            (headers, text).into_response()
        }
        Err(error) => (error.status(), error.to_string()).into_response(),
    }
}

async fn made(
    state: &AppState,
    viewer: Viewer,
    (slug, file): (&str, &str),
    version: Option<String>,
) -> Result<(Export, String), AppError> {
    let person = viewer.0.ok_or(AppError::SignIn)?.person_id;
    let (pilot, standing) = store::pilot::find(&state.pool, slug, person, state.clock.now())
        .await?
        .ok_or(AppError::NotFound)?;
    may(&standing, Action::ReadPilot)?;
    let export = Export::parse(file).ok_or(AppError::NotFound)?;
    let facts = store::pilot::facts(&state.pool, pilot.pilot_id).await?;
    let number = match version {
        Some(number) => number.parse().map_err(|_| AppError::NotFound)?,
        None => facts.zone_version.as_ref().ok_or(AppError::NotFound)?.0,
    };
    let version = store::zone::version(&state.pool, &facts, number).await?;
    let features: Vec<(&str, &str)> = facts
        .features
        .iter()
        .filter(|feature| !feature.flag_key.is_empty())
        .map(|feature| (feature.name.as_str(), feature.flag_key.as_str()))
        .collect();
    let dris: Vec<&str> = version.dris.iter().map(|(_, _, name)| name.as_str()).collect();
    let agreed = Agreed {
        pilot: (&facts.name, &facts.slug),
        version: version.number,
        matching: version.matching,
        items: &version.items,
        signed: version.status().is_complete(),
        no_go: facts.terms.as_ref().map_or(&[], |terms| &terms.no_go),
        features: &features,
        dris: &dris,
    };
    Ok((export, export.text(&agreed)))
}
