//! Where a comment or suggestion is made.

use domain::comment::{Found, locate};
use domain::document::{Body, Class, Overlay, Section, sections};
use domain::markdown::render_with;
use domain::policy::Action;
use leptos::prelude::*;

use super::actions::Start;
use super::parts::{INSTEAD, suggest};
use crate::address::{param, query};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::ui::{ErrorSummary, Hidden, Nav, TextArea, page, working};

/// More places than this are not offered to choose from.
const CHOICES: usize = 20;

/// `/p/:pilot/proposal/comment?section=…&quote=…&before=…`: the section and a form beside it. Without a
/// section, the list to choose one from.
#[component]
pub fn NewComment() -> impl IntoView {
    let slug = param("pilot");
    let key = query("section");
    let (quote, before) = (query("quote"), query("before"));
    let action = ServerAction::<Start>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::Comment).await?;
        let refused = Refused::load(refused).await?.of("comment/start");
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let sections = sections(&latest.body);
        let Some(key) = key else {
            return choose(&here, &sections).await;
        };
        let section = sections
            .into_iter()
            .find(|section| section.key == key)
            .ok_or(AppError::NotFound)?;
        let quote = refused.value("quote", quote.as_deref().unwrap_or_default());
        let before = refused.value("before", before.as_deref().unwrap_or_default());
        let found = locate(&latest.body, &key, &quote, &before);
        // What would be replaced, as it stands in the source once that is clear.
        let source = match &found[..] {
            [one] => latest.body.as_str()[one.range.clone()].to_owned(),
            _ => quote.clone(),
        };
        let frozen = here.pilot.status.is_frozen();
        let missing = !quote.trim().is_empty() && found.is_empty() && !refused.is_some();
        let title = section.title.clone();
        let form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="section" value=key.clone()/>
            <Hidden name="base" value=latest.number.to_string()/>
            <Hidden name="before" value=before/>
            <TextArea
                refused=refused.clone()
                name="quote"
                label="The words it is about"
                hint="As they stand in the text. Left empty, it is about the whole section."
                value=quote
                rows=3
            />
            {which(&refused, &found)}
            <TextArea
                refused=refused.clone()
                name="text"
                label="Your comment"
                hint="Everybody in the pilot can read it. @ and a name puts it into that person’s inbox."
                rows=5
            />
            {if frozen {
                view! { <p class="hint">"The pilot has started and its text is frozen, so changes cannot be suggested any more."</p> }.into_any()
            } else {
                suggestion(&refused, source).into_any()
            }}
            <div class="actions">
                <button class="button" data-kind="primary">"Comment"</button>
                <a class="button" data-kind="quiet" href=here.url(&format!("proposal#{key}"))>"Cancel"</a>
            </div>
        }
        .into_any();
        let html = marked(&latest.body, &key, &found);
        let body = view! {
            <ErrorSummary refused=refused/>
            <header class="page-head">
                <h1>{format!("Comment on {title}")}</h1>
                <p>{format!("Revision {}", latest.number)}</p>
            </header>
            {missing
                .then(|| {
                    view! {
                        <div class="banner" data-kind="warn" role="status">
                            <p>"The section does not say these words. Copy them as they stand in it."</p>
                        </div>
                    }
                })}
            <div class="comment-beside">
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
                <div>
                    <h2 class="visually-hidden">"The section"</h2>
                    <article class="document"><section><div inner_html=html></div></section></article>
                </div>
            </div>
        };
        working(&here, &format!("Comment on {title}"), Nav::Proposal, body).await
    })
}

/// The section with the words found in it marked.
fn marked(body: &Body, key: &str, found: &[Found]) -> String {
    let marks: Vec<Overlay> = found
        .iter()
        .map(|found| Overlay::new(found.range.clone(), Class::Comment))
        .collect();
    render_with(body, &marks)
        .into_iter()
        .find(|(section, _)| section.key == key)
        .map(|(_, html)| html.into_string())
        .unwrap_or_default()
}

/// Which of several places is meant.
fn which(refused: &Refused, found: &[Found]) -> Option<impl IntoView + use<>> {
    let chosen = refused.value("which", "");
    let problem = refused.problem("which_1");
    let invalid = problem.is_some();
    let rows = found
        .iter()
        .take(CHOICES)
        .zip(1..)
        .map(|(found, nth)| {
            let value = nth.to_string();
            view! {
                <label class="choice">
                    <input type="radio" id=format!("which_{nth}") name="which" value=value.clone() checked=value == chosen/>
                    <span>{found.before.clone()} <mark class="comment">{found.words.clone()}</mark> {found.after.clone()}</span>
                </label>
            }
        })
        .collect_view();
    (found.len() > 1).then(|| {
        view! {
            <fieldset class="choices" data-invalid=invalid.then_some("")>
                <legend>"Which one?"</legend>
                {problem.map(|problem| view! { <p class="error">{problem}</p> })}
                {rows}
            </fieldset>
        }
    })
}

/// A change to the words.
fn suggestion(refused: &Refused, source: String) -> impl IntoView + use<> {
    let opened = refused.value("suggest", "") == "yes";
    let problem = refused.problem("replacement").is_some();
    view! {
        <details class="fold" open=opened || problem>
            <summary>"Suggest other words"</summary>
            <Hidden name="words" value=source.clone()/>
            <TextArea
                refused=refused.clone()
                name="replacement"
                label="Replace these words with"
                hint=format!("{INSTEAD} The sponsor accepts or declines; your name stays with it.")
                value=source
                rows=4
            />
            {suggest()}
        </details>
    }
}

/// Which section?
async fn choose(here: &Here, sections: &[Section]) -> Result<AnyView, AppError> {
    let rows = sections
        .iter()
        .map(|section| {
            let to = here.url(&format!("proposal/comment?section={}", section.key));
            view! { <li><a href=to>{section.title.clone()}</a></li> }
        })
        .collect_view();
    let body = view! {
        <header class="page-head"><h1>"Which section is it about?"</h1></header>
        <ul>{rows}</ul>
    };
    working(here, "Comment", Nav::Proposal, body).await
}
