//! A new pilot: its name, its time zone, and the document it starts from.

mod arrived;

use domain::policy::Action;
use leptos::prelude::*;
use leptos::server;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};
use store::pilot::NewPilot;

use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::ask;
use crate::local_zone::LocalZone;
use crate::shell::IslandScripts;
use crate::ui::{ErrorSummary, Field, TextArea, ZoneField, page, plain, read_zone};
use arrived::{Arrived, begun, document, in_pieces};

/// `/pilots/new`.
#[component]
pub fn AddPilot() -> impl IntoView {
    let refused = Refused::token();
    page(async move {
        ask(Action::AddPilot)?;
        let refused = Refused::load(refused).await?;
        let file_problem = refused.problem("file");
        refused.label("file", "Markdown file");
        let built_in = refused.value("built_in", "") == "yes";
        Ok(plain(
            "Begin a proposal",
            view! {
                <ErrorSummary refused=refused.clone()/>
                <h1>"Begin a proposal"</h1>
                <p class="lead">"You become its sponsor: you write the proposal and send it. Somebody else approves it."</p>
                <form class="form" method="post" action="/do/pilot/add" enctype="multipart/form-data" novalidate="">
                    <Field refused=refused.clone() name="name" label="Name of the pilot" hint="At most 80 characters, such as Checkout pilot."/>
                    <ZoneField refused=refused.clone() hint="Weeks and deadlines belong to it." none="Choose"/>
                    <LocalZone list="zone".to_owned()/>
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
                        <button class="button" data-kind="primary">"Begin the proposal"</button>
                        <a class="button" data-kind="quiet" href="/">"Cancel"</a>
                    </div>
                </form>
                <IslandScripts/>
            },
        ))
    })
}

/// Begins a proposal from a document; its pilot starts much later.
#[server(prefix = "/do", endpoint = "pilot/add", input = MultipartFormData)]
pub async fn add(data: MultipartData) -> Result<(), AppError> {
    form::outside("/pilots/new", Action::AddPilot, async |asked, mut typed| {
        let arrived = Arrived::read(data).await?;
        let (given_name, zone) = (&arrived.name, &arrived.zone);
        if arrived.file_too_large {
            typed.set("document", &arrived.document);
        }
        let name = typed.required("name", given_name, "Give the pilot a name.", 80);
        let zone = typed.parsed("zone", read_zone(zone));
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
        notify(begun(&imported)).await?;
        Ok(format!("/p/{slug}/proposal/understood"))
    })
    .await
}

#[cfg(test)]
mod tests;
