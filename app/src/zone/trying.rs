//! "Try a change": what the zone says of a path, a list or a diff. Nothing of it is recorded: like every form, it comes back
//! to whoever sent it, and here with the answer.

use domain::policy::Action;
use domain::zone::{Boundary, ChangeVerdict, FileVerdict, FileZone, NotRead, TypedChange, ZoneItem};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::zone::ZoneVersion;

use crate::error::AppError;
use crate::form::{self, Refused};
use crate::here::Here;
use crate::ui::{Column, Hidden, Table, TextArea, visible};

/// The longest text that is tried, in bytes.
const LONGEST: usize = 1 << 20;
/// The most files that are shown, those outside first.
const MOST_SHOWN: usize = 300;
/// The most lines that were not understood and are shown.
const MOST_NOT_READ: usize = 20;

/// Shows the page again with what was typed, and what the zone says of it.
#[server(prefix = "/do", endpoint = "zone/try")]
pub async fn try_change(#[server(default)] pilot: String, #[server(default)] change: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone#try", Action::ReadPilot, async |_, mut typed| {
        if change.trim().is_empty() {
            typed.problem("change", "Paste a path, a list of paths or a diff.");
        } else if change.len() > LONGEST {
            typed.problem(
                "change",
                "This is longer than 1 MB. The output of git diff --name-status lists the files alone.",
            );
        }
        Err(typed.again())
    })
    .await
}

/// The form, and the answer to what was tried.
pub(super) fn section(here: &Here, version: &ZoneVersion, refused: &Refused) -> impl IntoView + use<> {
    let refused = refused.of("zone/try");
    let tried = refused.value("change", "");
    let answer = (refused.is_some() && refused.problems().is_empty()).then(|| answer(version, &tried));
    let action = ServerAction::<TryChange>::new();
    let pilot = here.pilot.slug.clone();
    view! {
        <section class="section" id="try" aria-labelledby="try-title">
            <h2 id="try-title">"Try a change"</h2>
            {answer}
            <ActionForm action attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=pilot/>
                <TextArea
                    refused
                    name="change"
                    label="Paths or a diff"
                    hint="A path, one path a line, or what git diff or git status prints: --name-status, --numstat, or a whole diff. Nothing of it is recorded."
                    rows=3
                />
                <div class="actions"><button class="button">"Try"</button></div>
            </ActionForm>
        </section>
    }
}

fn answer(version: &ZoneVersion, tried: &str) -> AnyView {
    let change = TypedChange::read(tried);
    let items = &version.items;
    let verdict = Boundary::of(items, version.matching).judge(&change.files, change.total());
    let judged = match &verdict.files[..] {
        [file] if change.not_read.is_empty() => {
            view! { <p class="zone-answer" role="status">{file.sentence(items)}</p> }.into_any()
        }
        _ => {
            let unjudged = verdict.unjudged.filter(|_| change.not_read.is_empty());
            view! {
                <p class="zone-answer" role="status">{verdict.summary()}</p>
                {unjudged.map(|unjudged| view! { <p>{unjudged.sentence()}</p> })}
                <p class="muted">{change.sentence()}</p>
                {files(&verdict, items)}
            }
            .into_any()
        }
    };
    view! { {judged} {not_read(&change.not_read)} }.into_any()
}

/// Each file of a change with where it lies and why.
pub(crate) fn files(verdict: &ChangeVerdict, items: &[ZoneItem]) -> Option<AnyView> {
    let is_cut = verdict.files.len() > MOST_SHOWN;
    let inside = verdict.files.iter().filter(|file| file.zone == FileZone::PmZone);
    let told: Vec<&FileVerdict> = match is_cut {
        true => verdict.outside().chain(inside).take(MOST_SHOWN).collect(),
        false => verdict.files.iter().collect(),
    };
    let row = |file: &FileVerdict| {
        let before = file.previous.as_deref().map(visible);
        view! {
            <tr>
                <th scope="row">
                    <code class="path">{visible(&file.path)}</code>
                    {before.map(|before| view! { " from " <code class="path">{before}</code> })}
                </th>
                <td>{file.zone.label()}</td>
                <td>{file.reason(items)}</td>
            </tr>
        }
    };
    let rows = told.into_iter().map(row).collect_view().into_any();
    let columns = vec![Column::words("File"), Column::words("Zone"), Column::words("Why")];
    (!verdict.files.is_empty()).then(|| {
        view! {
            <div class="zone-files">
                <Table name="Zones of the files" caption="Where these files lie" head=columns rows/>
            </div>
            {is_cut
                .then(|| {
                    let files = verdict.files.len();
                    view! { <p>{format!("{MOST_SHOWN} of {files} files are shown, those outside the PM zone first.")}</p> }
                })}
        }
        .into_any()
    })
}

fn not_read(lines: &[NotRead]) -> Option<AnyView> {
    let line = |line: &NotRead| {
        view! { <li>{line.sentence()} " " <code class="path">{visible(&line.text)}</code></li> }
    };
    let rows = lines.iter().take(MOST_NOT_READ).map(line).collect_view();
    let more = lines.len().saturating_sub(MOST_NOT_READ);
    (!lines.is_empty()).then(|| {
        view! {
            <div class="banner" data-kind="warn">
                <p>"What was not understood counts as outside the PM zone."</p>
                <ul>{rows}</ul>
                {(more > 0).then(|| view! { <p>{format!("And {more} more lines.")}</p> })}
            </div>
        }
        .into_any()
    })
}
