//! Writing one section: the text, how it reads, and the draft of it.

use domain::document::{Body, sections};
use domain::ids::DraftId;
use domain::listing;
use domain::pilot::Status;
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::prelude::*;
use store::proposal::{Editor, Which};

use super::place::{NEW_SECTION, heading_mark, key, prefilled, title_of};
use super::preview::Preview;
use super::revise::{DropDraft, Revise};
use crate::address::{param, query};
use crate::editor::SectionEditor;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::shell::IslandScripts;
use crate::time::moment;
use crate::token::Token;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, page, working};

/// Stops pages that write when text and terms are frozen; texts that are kept stay readable.
pub(super) async fn refuse_when_frozen(here: &Here) -> Result<(), AppError> {
    if !here.pilot.status.is_frozen() {
        return Ok(());
    }
    let kept = store::proposal::kept(here.pool(), here.pilot.pilot_id, here.who(), here.now).await?;
    Err(if kept.is_empty() {
        AppError::Refused("The pilot has started: its text and terms are frozen.".to_owned())
    } else {
        AppError::Again(here.url("proposal/kept"))
    })
}

/// What a form with a text in it says of its window: its name, and the draft or result it shows.
pub(super) fn window(name: &str, draft: Option<DraftId>, turn: i32) -> impl IntoView + use<> {
    view! {
        <Hidden name="window" value=name.to_owned()/>
        <Hidden name="draft" value=draft.map_or_else(String::new, |draft| draft.to_string())/>
        <Hidden name="turn" value=turn.to_string()/>
    }
}

/// A name for the window that a page is about to be shown in.
pub(super) fn window_name() -> String {
    Token::random().as_str().chars().take(16).collect()
}

/// `/p/:pilot/proposal/edit/:section?base=N&draft=D`.
#[component]
pub fn Edit() -> impl IntoView {
    let slug = param("pilot");
    let name = param("section");
    let base = query("base").and_then(|base| base.parse::<RevisionNumber>().ok());
    let asked = query("draft").and_then(|draft| draft.parse::<DraftId>().ok());
    let action = ServerAction::<Revise>::new();
    let drop = ServerAction::<DropDraft>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        refuse_when_frozen(&here).await?;
        let refused = Refused::load(refused).await?;
        let not_dropped = refused.of("proposal/drop_draft");
        let refused = refused.of("proposal/revise");
        let key = key(&name).to_owned();
        let (pilot, who) = (here.pilot.pilot_id, here.who());
        let which = Which {
            section: &key,
            base,
            draft: asked,
        };
        let editor = store::proposal::editor(here.pool(), pilot, who, which, here.now).await?;
        let name = window_name();
        let section = sections(&editor.base.body)
            .into_iter()
            .find(|section| section.key == key);
        let (title, saved) = match section {
            Some(section) => (section.title, section.text),
            None => (
                "New section".to_owned(),
                format!("{} ", heading_mark(&editor.base.body)),
            ),
        };
        let draft = editor
            .draft
            .as_ref()
            .filter(|draft| draft.text != saved || !draft.summary.is_empty());
        let text = draft.map_or_else(|| saved.clone(), |draft| draft.text.clone());
        let last = draft.map_or_else(|| key.clone(), |draft| draft.last.clone());
        let said = draft.map_or_else(|| prefilled(&editor.base.body, &key), |draft| draft.summary.clone());
        let typed = refused.value("new_text", &text);
        let last = refused.value("last", &last);
        let shown = Preview::of(&editor.base, (&key, &last), &typed);
        let place = if key.is_empty() {
            goes_after(&editor.base.body, &last).into_any()
        } else {
            view! { <Hidden name="last" value=last/> }.into_any()
        };
        let next = editor.latest.number.next();
        let status = draft.map(|draft| format!("Draft from {}", moment(draft.saved_at, here.pilot.zone)));
        let form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="section" value=key.clone()/>
            <Hidden name="base" value=editor.base.number.to_string()/>
            {window(&name, editor.draft.as_ref().and_then(|draft| draft.draft), editor.draft.as_ref().map_or(0, |draft| draft.turn))}
            {place}
            <SectionEditor own=editor.own.0 person=who.0/>
            {panes(&refused, "Text, as Markdown", None, text, shown)}
            <Field
                refused=refused.clone()
                name="change_summary"
                label="What changed (optional)"
                hint="Left empty, it is said from the sections that changed."
                value=said
            />
            <div class="sticky-actions">
                <button class="button" data-kind="primary" name="then" value="save" id="save_revision">
                    {format!("Save as revision {next}")}
                </button>
                <button class="button" name="then" value="keep">"Keep as draft"</button>
                <a class="button" data-kind="quiet" href=here.url("proposal")>"Cancel"</a>
                <button class="button" name="then" value="preview" data-script="off">"Preview"</button>
                <p class="draft-status" role="status" id="draft_status">{status}</p>
            </div>
        }
        .into_any();
        let delete = (!key.is_empty()).then(|| {
            let link = here.url(&format!("proposal/delete/{key}?base={}", editor.base.number));
            view! { <p class="section"><a href=link>"Delete this section"</a></p> }
        });
        let banners = banners(&here, &editor, (&key, &saved, &name), drop);
        working(
            &here,
            &format!("Edit {title}"),
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused/>
                <ErrorSummary refused=not_dropped/>
                <header class="page-head">
                    <h1>{title.clone()}</h1>
                    <p>
                        {format!("You are editing revision {}. Saving makes the next revision; this one stays as it is.", editor.base.number)}
                    </p>
                </header>
                {banners}
                <ActionForm action=action attr:class="form" attr:novalidate="" attr:id="edit_form" attr:autocomplete="off">
                    {form}
                </ActionForm>
                {delete}
                <IslandScripts/>
            },
        )
        .await
    })
}

/// The text and, beside it, how it reads.
pub(super) fn panes(
    refused: &Refused,
    label: &'static str,
    hint: Option<&'static str>,
    text: String,
    shown: Preview,
) -> impl IntoView + use<> {
    let hint = hint.map(str::to_owned);
    let area = match hint {
        Some(hint) => {
            view! { <TextArea refused=refused.clone() name="new_text" label=label hint=hint value=text rows=20/> }
                .into_any()
        }
        None => view! { <TextArea refused=refused.clone() name="new_text" label=label value=text rows=20/> }.into_any(),
    };
    view! {
        <div class="editor" data-view="write">
            <div class="editor-text">{area}</div>
            <section class="editor-preview" aria-label="How it reads" id="section_preview">
                {shown.into_view()}
            </section>
        </div>
    }
}

/// Where a new section goes.
fn goes_after(body: &Body, last: &str) -> impl IntoView + use<> {
    let options = sections(body)
        .into_iter()
        .map(|section| {
            let chosen = section.key == last;
            view! { <option value=section.key selected=chosen>{format!("After {}", section.title)}</option> }
        })
        .collect_view();
    view! {
        <div class="field" data-width="medium">
            <label for="last">"Where it goes"</label>
            <select id="last" name="last"><option value="">"At the end"</option>{options}</select>
        </div>
    }
}

/// What the writer should know before writing on: a draft of theirs, what others saved since, texts
/// that wait to be settled.
fn banners(
    here: &Here,
    editor: &Editor,
    (section, saved, name): (&str, &str, &str),
    drop: ServerAction<DropDraft>,
) -> impl IntoView + use<> {
    let (base, latest) = (&editor.base, &editor.latest);
    let came_in = (base.number != latest.number).then(|| {
        let link = here.url(&format!("proposal/compare/{}/{}", base.number, latest.number));
        let gone = !section.is_empty() && title_of(&latest.body, section).is_none();
        let gone = gone.then(|| format!("Revision {} has no section of this name any more. ", latest.number));
        view! {
            <div class="banner" data-kind="info">
                <p>
                    {format!(
                        "You are writing on revision {}. {} has saved revision {} since. ",
                        base.number,
                        latest.author,
                        latest.number,
                    )}
                    {gone}
                    "Saving brings both together, or asks you where they overlap. "
                    <a href=link>"See what came in"</a>
                </p>
            </div>
        }
    });
    let draft = editor
        .draft
        .as_ref()
        .filter(|draft| draft.text != saved || !draft.summary.is_empty())
        .map(|draft| {
            let since = moment(draft.saved_at, here.pilot.zone);
            let fields = view! {
                <Hidden name="pilot" value=here.pilot.slug.clone()/>
                <Hidden name="section" value=section.to_owned()/>
                <Hidden name="base" value=draft.base.to_string()/>
                {window(name, draft.draft, draft.turn)}
                <button class="button" data-kind="quiet" data-drop="draft">"Throw the draft away"</button>
            };
            let saved = saved.to_owned();
            view! {
                <div class="banner" data-kind="info">
                    <p>{format!("This is your draft from {since}. It is yours alone until you save it.")}</p>
                    <ActionForm action=drop>{fields}</ActionForm>
                    <details class="fold">
                        <summary>{format!("What revision {} says", base.number)}</summary>
                        <pre class="kept-text">{saved}</pre>
                    </details>
                </div>
            }
        });
    let conflicts = editor
        .conflicts
        .iter()
        .map(|(conflict, kept_at)| {
            let link = here.url(&format!("proposal/conflict/{conflict}"));
            view! {
                <div class="banner" data-kind="warn">
                    <p>
                        {format!("A text of yours from {} is kept: it overlapped with another edit. ", moment(*kept_at, here.pilot.zone))}
                        <a href=link>"Settle it"</a>
                    </p>
                </div>
            }
        })
        .collect_view();
    view! { {asked(here)} {conflicts} {came_in} {draft} {others(here, editor, section)} }
}

/// That somebody is deciding on a revision meanwhile.
fn asked(here: &Here) -> Option<impl IntoView + use<>> {
    let Status::Sent { revision } = here.pilot.status else {
        return None;
    };
    let request = here.facts.request()?;
    let waits = request.seats.iter().filter(|seat| seat.filled.is_none());
    let waits: Vec<&str> = waits.map(|seat| &*seat.approver).collect();
    let sentence = format!(
        "Revision {revision} is with {}, who goes on deciding on it: what you save is the next one, and has to be sent again \
         if it changes what is agreed. ",
        listing(&waits)
    );
    Some(
        view! { <div class="banner" data-kind="info"><p>{sentence} <a href=here.url("approval")>"See the request"</a></p></div> },
    )
}

/// Other drafts of the same section: from another window, or an earlier one.
fn others(here: &Here, editor: &Editor, section: &str) -> Option<AnyView> {
    if editor.others.is_empty() {
        return None;
    }
    let name = if section.is_empty() { NEW_SECTION } else { section };
    let rows = editor
        .others
        .iter()
        .map(|(draft, base, saved_at)| {
            let link = here.url(&format!("proposal/edit/{name}?base={base}&draft={draft}"));
            let since = moment(*saved_at, here.pilot.zone);
            view! { <li><a href=link>{format!("Your draft from {since}")}</a> {format!(", begun on revision {base}")}</li> }
        })
        .collect_view();
    let texts = if editor.others.len() == 1 {
        "another draft"
    } else {
        "other drafts"
    };
    Some(
        view! {
            <div class="banner" data-kind="warn">
                <p>
                    {format!("You have {texts} of this section, from another window or an earlier day. Nothing here overwrites it. ")}
                    <a href=here.url("proposal/kept")>"Read all of them"</a>
                </p>
                <ul>{rows}</ul>
            </div>
        }
        .into_any(),
    )
}
