//! The built site: style, islands, fonts. Inside the program in release builds, on disk otherwise.

mod files;

use std::sync::Arc;

use app::state::{Islands, Site};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

pub use files::{Files, serve};

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

/// The files inside the program.
#[cfg(feature = "embed")]
fn held() -> impl Iterator<Item = (String, Bytes)> {
    Embedded::iter().filter_map(|path| {
        let data = match Embedded::get(&path)?.data {
            std::borrow::Cow::Borrowed(data) => Bytes::from_static(data),
            std::borrow::Cow::Owned(data) => data.into(),
        };
        Some((path.into_owned(), data))
    })
}

/// The site's file names.
#[cfg(feature = "embed")]
fn names() -> Vec<String> {
    Embedded::iter().map(std::borrow::Cow::into_owned).collect()
}

/// A file beside the program: none.
#[cfg(feature = "embed")]
fn on_disk(_: &str) -> Option<Bytes> {
    None
}

#[cfg(not(feature = "embed"))]
fn root() -> std::path::PathBuf {
    std::env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| "target/site".into(), Into::into)
}

/// The files inside the program: none, so that what is edited shows at once.
#[cfg(not(feature = "embed"))]
fn held() -> impl Iterator<Item = (String, Bytes)> {
    std::iter::empty()
}

/// A file beside the program.
#[cfg(not(feature = "embed"))]
fn on_disk(path: &str) -> Option<Bytes> {
    let inside = std::path::Path::new(path)
        .components()
        .all(|c| matches!(c, std::path::Component::Normal(_)));
    if !inside {
        return None;
    }
    // `cargo leptos` leaves the imports of the style sheet as they are: they lie beside its source.
    let source = std::path::Path::new("style").join(path.strip_prefix("pkg/").unwrap_or(path));
    let bytes = std::fs::read(root().join(path)).or_else(|_| std::fs::read(source));
    bytes.ok().map(Bytes::from)
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
    let hash = hex::encode(&Sha256::digest(islands.loading())[..8]);
    islands.loader = format!("/pkg/islands.{hash}.js").into();
    islands
}
