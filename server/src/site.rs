//! The built site: style, islands, fonts. Inside the program in release builds, on disk otherwise.

use std::borrow::Cow;
use std::sync::Arc;

use app::state::{AppState, Islands, Site};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use sha2::{Digest as _, Sha256};

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

/// A file of the site.
#[cfg(feature = "embed")]
fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    Embedded::get(path).map(|file| file.data)
}

/// The site's file names.
#[cfg(feature = "embed")]
fn names() -> Vec<String> {
    Embedded::iter().map(Cow::into_owned).collect()
}

#[cfg(not(feature = "embed"))]
fn root() -> std::path::PathBuf {
    std::env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| "target/site".into(), Into::into)
}

/// A file of the site.
#[cfg(not(feature = "embed"))]
fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    let inside = std::path::Path::new(path)
        .components()
        .all(|c| matches!(c, std::path::Component::Normal(_)));
    if !inside {
        return None;
    }
    // `cargo leptos` leaves the imports of the style sheet as they are: they lie beside its source.
    let source = std::path::Path::new("style").join(path.strip_prefix("pkg/").unwrap_or(path));
    let bytes = std::fs::read(root().join(path)).or_else(|_| std::fs::read(source));
    bytes.ok().map(Cow::Owned)
}

/// The site's file names.
#[cfg(not(feature = "embed"))]
fn names() -> Vec<String> {
    std::fs::read_dir(root().join("pkg"))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(format!("pkg/{}", entry.ok()?.file_name().to_str()?)))
        .collect()
}

/// How this installation is reached and what its files are called.
pub fn site(base_url: &str) -> Site {
    let mut names = names();
    names.sort();
    let find = |ending: &str| {
        names
            .iter()
            .find(|name| name.starts_with("pkg/countersign") && name.ends_with(ending))
            .map(|name| Arc::<str>::from(format!("/{name}")))
    };
    Site {
        base_url: base_url.trim_end_matches('/').into(),
        css: find(".css").unwrap_or_else(|| "/pkg/countersign.css".into()),
        islands: find(".js")
            .zip(find(".wasm"))
            .map(|(script, program)| islands(script, program)),
    }
}

/// Names the loader by its text, as the files under `pkg` are.
fn islands(script: Arc<str>, program: Arc<str>) -> Islands {
    let mut islands = Islands {
        loader: "".into(),
        script,
        program,
    };
    let hash: String = Sha256::digest(islands.loading())[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    islands.loader = format!("/pkg/islands.{hash}.js").into();
    islands
}

/// Answers with a file of the site, or not found. Names under `pkg` carry a hash and never change.
pub async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let loader = state
        .site
        .islands
        .filter(|islands| *islands.loader == *request.uri().path());
    let path = request.uri().path().trim_start_matches('/');
    let Some(bytes) = loader
        .map(|islands| islands.loading().into_bytes().into())
        .or_else(|| file(path))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let lasts = if path.starts_with("pkg/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=86400"
    };
    let mut response = bytes.into_owned().into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(lasts));
    response
}
