//! What a sponsor does with a pilot that nobody has signed: name it anew, archive it, put it away.

use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::pilot::Draft;

use crate::address::param;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, page, working};

async fn handle(here: &Here, what: Draft<'_>) -> Result<(), AppError> {
    store::pilot::handle(here.pool(), here.pilot.pilot_id, what, here.who(), here.now).await?;
    Ok(())
}

/// Gives a draft another name. Its address stays, so that links to it go on working.
#[server(prefix = "/do", endpoint = "pilot/rename")]
pub async fn rename(#[server(default)] pilot: String, #[server(default)] name: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "draft", Action::HandleDraft, async |here, mut typed| {
        let name = typed.required("name", &name, "Give the pilot a name.", 80);
        typed.check()?;
        handle(&here, Draft::Rename(&name)).await?;
        notify(format!(
            "It is called {name} now. Its address stays, so that links go on working."
        ))
        .await?;
        Ok(here.url("draft"))
    })
    .await
}

/// Takes a draft out of the way.
#[server(prefix = "/do", endpoint = "pilot/archive")]
pub async fn archive(#[server(default)] pilot: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "draft", Action::HandleDraft, async |here, _| {
        handle(&here, Draft::Archive).await?;
        notify("It is archived. It asks nobody for anything until you take it back.").await?;
        Ok(here.url("draft"))
    })
    .await
}

/// Takes a draft back from the archive.
#[server(prefix = "/do", endpoint = "pilot/take_back")]
pub async fn take_back(#[server(default)] pilot: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "draft", Action::HandleDraft, async |here, _| {
        handle(&here, Draft::TakeBack).await?;
        notify("It is back, as it was.").await?;
        Ok(here.url(""))
    })
    .await
}

/// Puts a draft away: its pages are gone for everybody.
#[server(prefix = "/do", endpoint = "pilot/put_away")]
pub async fn put_away(#[server(default)] pilot: String, #[server(default)] sure: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "draft", Action::HandleDraft, async |here, mut typed| {
        if sure != "yes" {
            typed.problem(
                "sure",
                "Tick that nobody needs its pages any more. Nothing was put away.",
            );
        }
        typed.check()?;
        handle(&here, Draft::PutAway).await?;
        notify(format!(
            "{} is put away. Nobody can open it until you bring it back.",
            here.pilot.name
        ))
        .await?;
        Ok("/".to_owned())
    })
    .await
}

/// `/p/:pilot/draft`.
#[component]
pub fn DraftPage() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let forms = Forms {
        rename: ServerAction::new(),
        archive: ServerAction::new(),
        take_back: ServerAction::new(),
        put_away: ServerAction::new(),
    };
    page(async move {
        let here = ask_in(slug, Action::HandleDraft).await?;
        let refused = Refused::load(token).await?;
        let content = match here.facts.signed().draft() {
            Ok(()) => forms.view(&here, &refused).into_any(),
            Err(why) => view! { <p class="lead">{why.to_string()}</p> }.into_any(),
        };
        let body = view! {
            <ErrorSummary refused=refused/>
            <header class="page-head">
                <h1>"This draft"</h1>
                <p>"As long as nobody has signed it, it is yours to name, to archive and to put away."</p>
            </header>
            {content}
        };
        working(&here, "This draft", Nav::Overview, body).await
    })
}

#[derive(Clone, Copy)]
struct Forms {
    rename: ServerAction<Rename>,
    archive: ServerAction<Archive>,
    take_back: ServerAction<TakeBack>,
    put_away: ServerAction<PutAway>,
}

impl Forms {
    fn view(self, here: &Here, refused: &Refused) -> impl IntoView + use<> {
        let slug = here.pilot.slug.clone();
        let (of_first, of_archive) = (slug.clone(), slug.clone());
        let (zone, name, renaming) = (here.pilot.zone, here.pilot.name.clone(), refused.of("pilot/rename"));
        let first = match here.facts.archived_at {
            Some(at) => view! {
                <section class="section">
                    <h2>"Take it back"</h2>
                    <p>{format!("Archived since {}. It can be read, asks nobody for anything, and cannot be changed.", moment(at, zone))}</p>
                    <ActionForm action=self.take_back>
                        <Hidden name="pilot" value=of_first/>
                        <div class="actions"><button class="button" data-kind="primary">"Take it back"</button></div>
                    </ActionForm>
                </section>
            }
            .into_any(),
            None => view! {
                <section class="section">
                    <h2>"Name"</h2>
                    <ActionForm action=self.rename attr:class="form" attr:novalidate="">
                        <Hidden name="pilot" value=of_first/>
                        <Field
                            refused=renaming
                            name="name"
                            label="Name of the pilot"
                            hint="At most 80 characters. Its address stays, so that links go on working."
                            value=name
                        />
                        <div class="actions"><button class="button">"Rename it"</button></div>
                    </ActionForm>
                </section>
                <section class="section">
                    <h2>"Archive it"</h2>
                    <p>"It moves to the end of the list, can still be read, and asks nobody for anything. You can take it back at any time."</p>
                    <ActionForm action=self.archive>
                        <Hidden name="pilot" value=of_archive/>
                        <div class="actions"><button class="button">"Archive it"</button></div>
                    </ActionForm>
                </section>
            }
            .into_any(),
        };
        let refused = refused.of("pilot/put_away");
        let problem = refused.problem("sure");
        let invalid = problem.is_some();
        view! {
            {first}
            <section class="section">
                <h2>"Put it away"</h2>
                <p>"Nobody can open its pages any more, you neither. Its entries stay in the log, and what was written in the database. You can bring it back from your list of pilots."</p>
                <ActionForm action=self.put_away>
                    <Hidden name="pilot" value=slug/>
                    <fieldset class="choices" id="sure" data-invalid=invalid.then_some("")>
                        <legend class="visually-hidden">"Sure"</legend>
                        {problem.map(|problem| view! { <p class="error" id="sure-error">{problem}</p> })}
                        <label class="choice">
                            <input type="checkbox" name="sure" value="yes"/>
                            <span>"Nobody needs its pages any more"</span>
                        </label>
                    </fieldset>
                    <div class="actions"><button class="button" data-kind="danger">"Put it away"</button></div>
                </ActionForm>
            </section>
        }
    }
}
