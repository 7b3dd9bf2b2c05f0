//! Editing one section.

use domain::markdown::render;
use domain::policy::Action;
use domain::proposal::sections;
use leptos::prelude::*;

use super::actions::{NEW_SECTION, Revise};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::routes::param;
use crate::time::moment;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, page, working};

/// The key of a section that an address names: empty for a new one.
pub(super) fn key(name: &str) -> &str {
    if name == NEW_SECTION { "" } else { name }
}

pub(super) fn refuse_when_frozen(here: &Here) -> Result<(), AppError> {
    if here.pilot.status.is_frozen() {
        return Err(AppError::Refused(
            "The pilot has started: its text and terms are frozen.".to_owned(),
        ));
    }
    Ok(())
}

/// `/p/:pilot/proposal/edit/:section`.
#[component]
pub fn Edit() -> impl IntoView {
    let slug = param("pilot");
    let name = param("section");
    let action = ServerAction::<Revise>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        refuse_when_frozen(&here)?;
        let refused = Refused::load(refused).await?.of("proposal/revise");
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let key = key(&name);
        let section = sections(&latest.body).into_iter().find(|section| section.key == key);
        let (title, text) = match section {
            Some(section) => (section.title, section.text),
            None if key.is_empty() => ("New section".to_owned(), "## ".to_owned()),
            // Somebody renamed it while it was being edited: what was typed is still here.
            None if refused.is_some() => (name.clone(), String::new()),
            None => return Err(AppError::NotFound),
        };
        let kept = store::proposal::draft(here.pool(), here.pilot.pilot_id, here.who(), key).await?;
        let conflict = here.url(&format!("proposal/conflict/{name}"));
        let base = refused.value("base", &latest.number.to_string());
        let typed = refused.value("new_text", &text);
        let preview = render(&typed).into_string();
        let form = view! {
                    <Hidden name="pilot" value=here.pilot.slug.clone()/>
                    <Hidden name="section" value=key.to_owned()/>
                    <Hidden name="base" value=base.clone()/>
                    <div class="editor">
                        <div class="editor-text">
                            <TextArea refused=refused.clone() name="new_text" label="Text, as Markdown" value=text rows=20/>
                        </div>
                        <section class="editor-preview" aria-label="How it reads">
                            <p class="muted">"How it reads before your changes"</p>
                            <article class="document"><div inner_html=preview></div></article>
                        </section>
                    </div>
                    <Field
                        refused=refused.clone()
                        name="change_summary"
                        label="What changed (optional)"
                        hint="Left empty, the names of the changed sections are used."
                    />
                    <div class="actions">
                        <button class="button" data-kind="primary">{format!("Save as revision {}", latest.number.next())}</button>
                        <a class="button" data-kind="quiet" href=here.url("proposal")>"Cancel"</a>
                    </div>
}
.into_any();
        working(
            &here,
            &format!("Edit {title}"),
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>{title.clone()}</h1>
                    <p>{format!("You are editing revision {base}. Saving makes the next revision; this one stays as it is.")}</p>
                </header>
                {kept
                    .map(|kept| {
                        view! {
                            <div class="banner" data-kind="warn">
                                <p>
                                    {format!("A text of yours from {} is kept: it overlapped with another edit. ", moment(kept.saved_at, here.pilot.zone))}
                                    <a href=conflict>"Settle it"</a>
                                </p>
                            </div>
                        }
                    })}
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
            },
        )
        .await
    })
}
