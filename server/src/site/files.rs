//! Files as they are sent: each compressed once, in the background of the start, so that no reader waits for it or
//! makes it be done again.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use app::state::AppState;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use sha2::{Digest as _, Sha256};

use crate::coding::{BEST, brotli, takes};

/// The files that the program holds, by their path.
#[derive(Clone)]
pub struct Files(Arc<BTreeMap<String, File>>);

struct File {
    plain: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
    tag: HeaderValue,
}

impl Files {
    /// Of the site inside the program, and of the loader of islands. They are compressed meanwhile.
    pub fn of(state: &AppState) -> Self {
        let loader = state.site.islands.as_ref().map(|islands| {
            let path = islands.loader.trim_start_matches('/').to_owned();
            (path, Bytes::from(islands.loading()))
        });
        let files = Self::held(super::held().chain(loader));
        let all = files.clone();
        // A thread of its own: it takes a second or two, which nobody waits for.
        std::thread::spawn(move || all.compress());
        files
    }

    fn held(files: impl Iterator<Item = (String, Bytes)>) -> Self {
        Self(Arc::new(files.map(|(path, plain)| (path, File::new(plain))).collect()))
    }

    fn compress(&self) {
        for (_, file) in self.0.iter().filter(|(path, _)| is_text(path)) {
            let (brotli, gzip) = (brotli(&file.plain, BEST), gzip(&file.plain));
            for (held, made) in [(&file.brotli, brotli), (&file.gzip, gzip)] {
                // Writing to memory cannot fail, and what grew is no gain.
                if let Some(made) = made.ok().filter(|made| made.len() < file.plain.len()) {
                    held.get_or_init(|| made);
                }
            }
        }
    }

    fn answer(&self, path: &str, asked: &HeaderMap) -> Response {
        match self.0.get(path) {
            Some(file) => file.answer(path, asked),
            None => match super::on_disk(path) {
                Some(plain) => File::new(plain).answer(path, asked),
                None => StatusCode::NOT_FOUND.into_response(),
            },
        }
    }
}

impl File {
    fn new(plain: Bytes) -> Self {
        let hash = hex::encode(&Sha256::digest(&plain)[..8]);
        Self {
            plain,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
            // Weak: the same text, in whichever coding.
            tag: HeaderValue::from_str(&format!("W/\"{hash}\"")).expect("digits fit a header"),
        }
    }

    /// In the best coding that the browser takes. What is not compressed yet is left to the layer that compresses pages.
    fn answer(&self, path: &str, asked: &HeaderMap) -> Response {
        let coded = [("br", &self.brotli), ("gzip", &self.gzip)];
        let coded = coded
            .into_iter()
            .find_map(|(coding, held)| Some((coding, held.get().filter(|_| takes(asked, coding))?)));
        let known = asked.get(IF_NONE_MATCH).is_some_and(|tags| {
            let tags = tags.to_str().unwrap_or_default().split(',');
            tags.map(str::trim).any(|tag| tag == "*" || self.tag == tag.as_bytes())
        });
        let mut response = Response::new(Body::empty());
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            *response.body_mut() = Body::from(coded.map_or(&self.plain, |(_, bytes)| bytes).clone());
        }
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind(path)));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(lasts(path)));
        headers.insert(ETAG, self.tag.clone());
        if is_text(path) {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Some((coding, _)) = coded.filter(|_| !known) {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

/// Answers with a file of the site, or not found.
pub async fn serve(State(files): State<Files>, request: Request) -> Response {
    files.answer(request.uri().path().trim_start_matches('/'), request.headers())
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Fonts are compressed as they are.
fn is_text(path: &str) -> bool {
    !matches!(kind(path), "font/woff2" | "application/octet-stream")
}

/// Names under `pkg` carry a hash and never change.
fn lasts(path: &str) -> &'static str {
    if path.starts_with("pkg/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=86400"
    }
}

fn gzip(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut coded = GzEncoder::new(Vec::new(), Compression::best());
    coded.write_all(plain)?;
    Ok(coded.finish()?.into())
}

#[cfg(test)]
mod tests;
