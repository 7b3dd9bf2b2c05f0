//! Pieces of the proposal that several pages show: its text, its line on paper, what moved away from the terms.

use std::sync::Arc;

use domain::document::{Body, Overlay};
use domain::markdown::render_passages;
use domain::proposal::RevisionNumber;
use domain::terms::Reading;
use leptos::prelude::*;
use store::proposal::Revision;

use super::actions::NameZone;
use super::terms::shown;
use crate::error::AppError;
use crate::here::Here;
use crate::memory::Part;
use crate::shell::printed_line;
use crate::ui::Hidden;

/// The first line on paper, and the head of its further pages, which has room for the short hash.
pub fn paper(here: &Here, revision: &Revision) -> impl IntoView + use<> {
    let line = format!("{}, revision {}, ", here.pilot.name, revision.number);
    printed_line(format!("{line}{}", revision.digest.short()));
    view! { <p class="print-only">{line} <code class="hash">{revision.digest.to_string()}</code></p> }
}

/// What is understood of a revision's text. It is read once for a version of the pilot, not for each page.
///
/// # Errors
/// When the reading breaks off.
pub async fn understood(here: &Here, revision: &Revision) -> Result<Arc<Reading>, AppError> {
    let body = revision.body.clone();
    // The terms, a value or a sentence for each, weigh about what the text does.
    let weight = 2 * body.as_str().len();
    here.part(("reading", revision.number.to_string()), async move {
        Ok(Part::lasting(reading::read(&body), weight))
    })
    .await
}

/// The rendered text by section with these stretches marked; with `edit` and `comment`, each section has
/// links to its editor and to the form for a comment on it.
pub fn document(body: &Body, marks: &[Overlay], edit: Option<&str>, comment: Option<&str>) -> impl IntoView + use<> {
    set(body, marks, (edit, comment), &[], &|_, _| ().into_any())
}

/// The same, with something `beside` each block that holds some of these `places` (bytes of the body): it is
/// asked with the section's key and which of them those are.
pub(super) fn set(
    body: &Body,
    marks: &[Overlay],
    (edit, comment): (Option<&str>, Option<&str>),
    places: &[usize],
    beside: &dyn Fn(&str, &[usize]) -> AnyView,
) -> impl IntoView + use<> {
    let rendered = render_passages(body, marks, places);
    let titles = rendered
        .iter()
        .flat_map(|(_, passages)| passages)
        .map(|passage| passage.html.as_str().matches("<h2").count());
    let titles: usize = titles.sum();
    let sections = rendered
        .into_iter()
        .map(|(section, passages)| {
            let text = passages
                .into_iter()
                .map(|passage| {
                    let notes = (!passage.places.is_empty()).then(|| beside(&section.key, &passage.places));
                    let text = view! { <div data-text="" inner_html=passage.html.into_string()></div> };
                    match notes {
                        Some(notes) => view! { <div class="passage">{notes} {text}</div> }.into_any(),
                        None => text.into_any(),
                    }
                })
                .collect_view();
            let edit = edit.map(|edit| {
                view! {
                    <a class="section-edit" href=format!("{edit}/{}", section.key)>
                        "Edit this section"
                        <span class="visually-hidden">{format!(", {}", section.title)}</span>
                    </a>
                }
            });
            let comment = comment.map(|comment| {
                view! {
                    <a href=format!("{comment}?section={}", section.key)>
                        "Comment" <span class="visually-hidden">{format!(" on {}", section.title)}</span>
                    </a>
                }
            });
            let link = view! {
                <a class="section-link" href=format!("#{}", section.key)>
                    "Link" <span class="visually-hidden">{format!(" to the section {}", section.title)}</span>
                </a>
            };
            view! {
                <section data-section=section.key>
                    <p class="section-links">{comment} {edit} {link}</p>
                    {text}
                </section>
            }
        })
        .collect_view();
    view! {
        <article class="document" aria-label="The text" data-titled=(titles == 1).then_some("")>
            {(titles == 0).then(|| view! { <h2 class="visually-hidden">"The text"</h2> })}
            {sections}
        </article>
    }
}

/// Where the text has moved away from the terms. `text` is the address of the page that shows it, or empty on that page.
pub fn moved(
    here: &Here,
    latest: &Revision,
    understood: &Reading,
    (text, can_edit): (&str, bool),
) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = understood
        .differing(&latest.terms)
        .into_iter()
        .map(|differing| {
            let terms = match shown(&latest.terms, differing.term, here.pilot.zone).and(differing.terms) {
                Some(terms) => format!("the terms say {terms}."),
                None => "the terms leave it open.".to_owned(),
            };
            let says = match differing.text {
                Some(text) => format!("the text says {text}"),
                None => "the text does not list any".to_owned(),
            };
            let see = differing
                .section
                .map(|section| view! { <a href=format!("{text}#{section}")>"See the text"</a> });
            view! { <li>{format!("{}: {says}, ", differing.term.label())} {terms} " " {see}</li> }
        })
        .collect();
    let change = can_edit
        .then(|| view! { <p class="screen-only"><a href=here.url("proposal/complete")>"Change the terms"</a></p> });
    (!rows.is_empty()).then(|| {
        view! {
            <div class="banner" data-kind="warn">
                <p><strong>"The text and the terms do not say the same. The terms count."</strong></p>
                <ul>{rows}</ul>
                {change}
            </div>
        }
    })
}

/// Links to the Markdown of a revision, for a list.
pub fn exports(here: &Here, number: RevisionNumber) -> impl IntoView + use<> {
    let file = here.url(&format!("proposal/r/{number}/markdown"));
    view! {
        <li><a href=file.clone() download="">"Download the Markdown"</a></li>
        <li><a href=format!("{file}?with=terms") download="">"Download it with its terms"</a></li>
    }
}

/// That the terms name an older zone version, and the button that names the newest.
pub fn rename_zone(here: &Here, named: i32, newest: i32) -> AnyView {
    let action = ServerAction::<NameZone>::new();
    let form = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="zone_version" value=newest.to_string()/>
        <button class="button">{format!("Name zone version {newest}")}</button>
    }
    .into_any();
    view! {
        <li>
            {format!("The terms name zone version {named}, the newest is {newest}. ")}
            <a href=here.url("zone")>"Look at the zone"</a>
            <ActionForm action=action>{form}</ActionForm>
        </li>
    }
    .into_any()
}

/// A sentence of the source on one line, without its emphasis and the marks of code.
pub fn plain(sentence: &str) -> String {
    domain::document::unseen::shown(sentence)
        .replace("**", "")
        .replace('`', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
