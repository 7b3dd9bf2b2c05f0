//! A new pilot: its name, its time zone, and the document it starts from.

use chrono_tz::Tz;
use domain::document::{self, InPieces, MAX_BODY_BYTES};
use domain::policy::Action;
use domain::proposal::{Imported, import};
use leptos::prelude::*;
use leptos::server;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};
use store::pilot::NewPilot;

use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::ask;
use crate::ui::{ErrorSummary, Field, TextArea, page, plain};

/// `/pilots/new`.
#[component]
pub fn AddPilot() -> impl IntoView {
    let refused = Refused::token();
    page(async move {
        ask(Action::AddPilot)?;
        let refused = Refused::load(refused).await?;
        let zone = refused.value("zone", "UTC");
        let zones = chrono_tz::TZ_VARIANTS
            .iter()
            .map(|zone| view! { <option value=zone.name()></option> })
            .collect_view();
        let zone_problem = refused.problem("zone");
        let file_problem = refused.problem("file");
        let built_in = refused.value("built_in", "") == "yes";
        Ok(plain(
            "Start a pilot",
            view! {
                <ErrorSummary refused=refused.clone()/>
                <h1>"Start a pilot"</h1>
                <p class="lead">"You become its sponsor: you write the proposal and send it. Somebody else approves it."</p>
                <form class="form" method="post" action="/do/pilot/add" enctype="multipart/form-data" novalidate="">
                    <Field refused=refused.clone() name="name" label="Name of the pilot" hint="At most 80 characters, such as Checkout pilot."/>
                    <div class="field" data-width="medium" data-invalid=zone_problem.is_some().then_some("")>
                        <label for="zone">"Time zone"</label>
                        <p class="hint" id="zone-hint">"Weeks and deadlines belong to it. An IANA name, such as Europe/Berlin."</p>
                        {zone_problem.clone().map(|problem| view! { <p class="error" id="zone-error">{problem}</p> })}
                        <input
                            id="zone"
                            name="zone"
                            list="zones"
                            value=zone
                            autocomplete="off"
                            aria-invalid=zone_problem.is_some().then_some("true")
                            aria-describedby=if zone_problem.is_some() { "zone-hint zone-error" } else { "zone-hint" }
                        />
                        <datalist id="zones">{zones}</datalist>
                    </div>
                    <fieldset class="choices">
                        <legend>"The proposal"</legend>
                        <p class="hint">"Give one of the three. Weeks, hours, criteria and zone are read out of it; you see next what was understood."</p>
                        <label class="choice">
                            <input type="checkbox" name="built_in" value="yes" checked=built_in/>
                            <span>"Start from the built-in proposal " <span class="hint">"a whole text with a few gaps to fill"</span></span>
                        </label>
                    </fieldset>
                    <TextArea refused=refused.clone() name="document" label="Or paste your document" hint="Markdown, at most 512 KiB." rows=10/>
                    <div class="field upload" data-invalid=file_problem.is_some().then_some("")>
                        <label for="file">"Or choose a Markdown file"</label>
                        {file_problem.clone().map(|problem| view! { <p class="error" id="file-error">{problem}</p> })}
                        <input
                            id="file"
                            name="file"
                            type="file"
                            accept=".md,.markdown,.txt,text/markdown,text/plain"
                            aria-invalid=file_problem.is_some().then_some("true")
                            aria-describedby=file_problem.is_some().then_some("file-error")
                        />
                    </div>
                    <div class="actions">
                        <button class="button" data-kind="primary">"Start the pilot"</button>
                        <a class="button" data-kind="quiet" href="/">"Cancel"</a>
                    </div>
                </form>
            },
        ))
    })
}

/// The longest file: the longest proposal with the block that an export with terms begins with.
const MAX_FILE_BYTES: usize = MAX_BODY_BYTES + 64 * 1024;

/// What arrived in the form.
#[derive(Default)]
struct Arrived {
    name: String,
    zone: String,
    built_in: String,
    document: String,
    file: Vec<u8>,
    file_name: String,
    file_too_large: bool,
}

impl Arrived {
    /// Reads the form part by part. A file is kept up to one byte more than can be accepted.
    async fn read(data: MultipartData) -> Result<Self, AppError> {
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
fn document(arrived: &Arrived) -> Result<(Imported, &'static str), (&'static str, String)> {
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
fn in_pieces(arrived: &Arrived) -> Option<(String, String)> {
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
         changed. Start the pilot with it, or cut it elsewhere: a line with ## and a name begins a section."
    );
    (!cut.is_empty()).then_some((text, sentence))
}

/// What is said once the pilot is there: an export must come back as what it was, or be said to differ.
fn started(imported: &Imported) -> String {
    let started = "The pilot is started, with revision 1 of its proposal.";
    match imported {
        Imported::Text(_) => started.to_owned(),
        Imported::Damaged(_) => format!(
            "{started} The file begins like an export with terms, but they could not be read: the whole of it is kept as text, and the terms were read out of that."
        ),
        Imported::Exported { revision, digest, .. } if imported.is_whole() == Some(true) => format!(
            "{started} Text and terms are exactly those of the exported revision {revision}, hash {}.",
            digest.short()
        ),
        Imported::Exported { revision, .. } => format!(
            "{started} The file says it is revision {revision} of an export, but its text or its terms were changed after that. Both are taken as they stand in the file."
        ),
    }
}

/// Starts a pilot from a document.
#[server(prefix = "/do", endpoint = "pilot/add", input = MultipartFormData)]
pub async fn add(data: MultipartData) -> Result<(), AppError> {
    form::outside("/pilots/new", Action::AddPilot, async |asked, mut typed| {
        let arrived = Arrived::read(data).await?;
        let (given_name, zone) = (&arrived.name, &arrived.zone);
        if arrived.file_too_large {
            typed.set("document", &arrived.document);
        }
        let name = typed.required("name", given_name, "Give the pilot a name.", 80);
        let zone = typed.parsed(
            "zone",
            zone.trim()
                .parse::<Tz>()
                .map_err(|_| "Choose a time zone of the list, such as Europe/Berlin or UTC."),
        );
        let body = match document(&arrived) {
            Ok(body) => Some(body),
            Err((field, sentence)) => {
                if let Some((text, offer)) = in_pieces(&arrived) {
                    typed.set("document", &text);
                    typed.problem("document", offer);
                } else {
                    typed.problem(field, sentence);
                }
                None
            }
        };
        typed.check()?;
        let (Some(zone), Some((imported, summary))) = (zone, body) else {
            return Err(AppError::Internal);
        };
        let new = NewPilot {
            name: &name,
            zone,
            body: imported.body(),
            summary,
        };
        let (pool, person) = (&asked.state.pool, asked.person.person_id);
        let outcome = match imported.terms() {
            Some(terms) => store::pilot::add_with_terms(pool, person, &new, terms, asked.now).await,
            None => store::pilot::add(pool, person, &new, asked.now).await,
        };
        let slug = typed.or_again(outcome)?;
        notify(started(&imported)).await?;
        Ok(format!("/p/{slug}/proposal/understood"))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrived(built_in: bool, document: &str, file: Option<&[u8]>) -> Arrived {
        Arrived {
            built_in: if built_in { "yes" } else { "" }.to_owned(),
            document: document.to_owned(),
            file: file.unwrap_or_default().to_vec(),
            file_name: file.map(|_| "case.md".to_owned()).unwrap_or_default(),
            ..Arrived::default()
        }
    }

    #[test]
    fn an_export_is_said_to_be_whole_or_changed() {
        let body = domain::template::body();
        let terms = reading::read(&body).terms;
        let file = domain::proposal::with_terms(domain::proposal::RevisionNumber(7), &body, &terms);
        let said = |file: &str| started(&document(&arrived(false, file, None)).expect("fits").0);
        assert!(said(&file).contains("exactly those of the exported revision 7, hash "));
        assert!(said(&file.replace("four weeks", "six weeks")).contains("were changed after that"));
        assert!(said(&file.replace("revision: 7", "revision: x")).contains("could not be read"));
        assert!(!said(body.as_str()).contains("export"));
    }

    #[test]
    fn a_section_that_is_too_long_is_offered_in_pieces() {
        let long = format!("## Risks\n\n{}", "A paragraph of words.\n\n".repeat(4000));
        for arrived in [arrived(false, &long, None), arrived(false, "", Some(long.as_bytes()))] {
            assert!(document(&arrived).is_err());
            let (text, offer) = in_pieces(&arrived).expect("an offer");
            assert!(offer.contains("“Risks” and “Risks (2)”"), "{offer}");
            assert!(document(&self::arrived(false, &text, None)).is_ok());
        }
        // What is wrong otherwise is said as ever.
        assert_eq!(in_pieces(&arrived(false, "", Some(b"a\0b"))), None);
        assert_eq!(in_pieces(&arrived(true, "# Mine", None)), None);
    }

    #[test]
    fn exactly_one_document_starts_a_pilot() {
        for (given, body) in [
            (arrived(true, " \n", None), domain::template::body().as_str()),
            (arrived(false, "# Mine", None), "# Mine"),
            (arrived(false, "", Some(b"\xef\xbb\xbf# File\r\n")), "# File\n"),
        ] {
            assert_eq!(document(&given).expect("fits").0.body().as_str(), body);
        }
        for (given, field) in [
            (arrived(false, "", None), "document"),
            (arrived(true, "# Mine", None), "document"),
            (arrived(true, "", Some(b"# File")), "file"),
            (arrived(false, "", Some(b"")), "file"),
            (arrived(false, "", Some(b"\xff\xfe#")), "file"),
            (arrived(false, "", Some(b"a\0b")), "file"),
        ] {
            assert_eq!(document(&given).expect_err("does not fit").0, field);
        }
    }
}
