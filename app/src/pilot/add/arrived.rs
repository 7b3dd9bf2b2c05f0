//! What arrived in the form, and the document in it.

use domain::document::{self, InPieces, MAX_BODY_BYTES};
use domain::proposal::{Imported, import};
use leptos::server_fn::codec::MultipartData;

use crate::error::AppError;

/// The longest file: the longest proposal with the block that an export with terms begins with.
const MAX_FILE_BYTES: usize = MAX_BODY_BYTES + 64 * 1024;

/// What arrived in the form.
#[derive(Default)]
pub(super) struct Arrived {
    pub(super) name: String,
    pub(super) zone: String,
    pub(super) built_in: String,
    pub(super) document: String,
    pub(super) file: Vec<u8>,
    pub(super) file_name: String,
    pub(super) file_too_large: bool,
}

impl Arrived {
    /// Reads the form part by part. A file is kept up to one byte more than can be accepted.
    pub(super) async fn read(data: MultipartData) -> Result<Self, AppError> {
        let incomplete = |_| AppError::incomplete();
        let mut arrived = Self::default();
        let mut parts = data.into_inner().ok_or(AppError::Internal)?;
        while let Some(mut part) = parts.next_field().await.map_err(incomplete)? {
            if part.name() == Some("file") {
                arrived.file_name = part.file_name().unwrap_or_default().to_owned();
                while let Some(chunk) = part.chunk().await.map_err(incomplete)? {
                    if arrived.file.len() + chunk.len() > MAX_FILE_BYTES {
                        arrived.file_too_large = true;
                    } else if !arrived.file_too_large {
                        arrived.file.extend_from_slice(&chunk);
                    }
                }
                continue;
            }
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(incomplete)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            match name.as_str() {
                "name" => arrived.name = text,
                "zone" => arrived.zone = text,
                "built_in" => arrived.built_in = text,
                "document" => arrived.document = text,
                _ => {}
            }
        }
        Ok(arrived)
    }
}

/// The text to start from with a word on where it came from, or the field and the sentence of what is wrong.
pub(super) fn document(arrived: &Arrived) -> Result<(Imported, &'static str), (&'static str, String)> {
    let pasted = !arrived.document.trim().is_empty();
    let chosen = !arrived.file_name.is_empty();
    let ways = [arrived.built_in == "yes", pasted, chosen];
    match ways {
        [false, false, false] => Err((
            "document",
            "Paste a document, choose a file, or start from the built-in proposal.".to_owned(),
        )),
        [true, false, false] => Ok((
            Imported::Text(domain::template::body()),
            "Started from the built-in proposal",
        )),
        [false, true, false] => import(&arrived.document)
            .map(|body| (body, "Imported from pasted text"))
            .map_err(|e| ("document", e.to_string())),
        [false, false, true] => {
            if arrived.file_too_large {
                return Err((
                    "file",
                    format!(
                        "This file is larger than {} KiB. Choose a smaller one.",
                        MAX_BODY_BYTES / 1024
                    ),
                ));
            }
            // A document of a word processor is an archive.
            if [&b"PK\x03\x04"[..], b"%PDF-"]
                .iter()
                .any(|begins| arrived.file.starts_with(begins))
            {
                return Err((
                    "file",
                    "This file is laid out pages and no plain text. Open it, copy its whole text and paste it below."
                        .to_owned(),
                ));
            }
            let text = std::str::from_utf8(&arrived.file).map_err(|_| {
                (
                    "file",
                    "This file is not text in UTF-8. Save it as Markdown in UTF-8, then choose it again.".to_owned(),
                )
            })?;
            if text.trim().is_empty() {
                return Err(("file", "This file is empty. Choose another one.".to_owned()));
            }
            import(text)
                .map(|body| (body, "Imported from a file"))
                .map_err(|e| ("file", e.to_string()))
        }
        _ => Err((
            if pasted { "document" } else { "file" },
            "You gave more than one document. Keep one: the built-in proposal, the pasted text or the file.".to_owned(),
        )),
    }
}

/// What is said of a document with a section that is too long, and the text with that section cut into pieces. Nothing for
/// any other one.
pub(super) fn in_pieces(arrived: &Arrived) -> Option<(String, String)> {
    let text = if arrived.document.trim().is_empty() {
        std::str::from_utf8(&arrived.file).ok()?
    } else {
        &arrived.document
    };
    let InPieces { text, cut } = document::in_pieces(text)?;
    let titles = cut.iter().map(|(title, parts)| match parts {
        2 => format!("“{title}” and “{title} (2)”"),
        parts => format!("“{title}” to “{title} ({parts})”"),
    });
    let titles = titles.collect::<Vec<_>>().join(", ");
    let at_most = document::size(document::MAX_SECTION_BYTES);
    let sentence = format!(
        "A section can be at most {at_most}. Below, what is longer is cut between paragraphs into {titles}; nothing else was \
         changed. Begin the proposal with it, or cut it elsewhere: a line with ## and a name begins a section."
    );
    (!cut.is_empty()).then_some((text, sentence))
}

/// What is said once the pilot is there: an export must come back as what it was, or be said to differ.
pub(super) fn begun(imported: &Imported) -> String {
    let begun = "The proposal is begun: this is its revision 1.";
    match imported {
        Imported::Text(_) => begun.to_owned(),
        Imported::Damaged(_) => format!(
            "{begun} The file begins like an export with terms, but they could not be read: the whole of it is kept as text, and the terms were read out of that."
        ),
        Imported::Exported { revision, digest, .. } if imported.is_whole() == Some(true) => format!(
            "{begun} Text and terms are exactly those of the exported revision {revision}, hash {}.",
            digest.short()
        ),
        Imported::Exported { revision, .. } => format!(
            "{begun} The file says it is revision {revision} of an export, but its text or its terms were changed after that. Both are taken as they stand in the file."
        ),
    }
}
