//! Two revisions compared, as several pages show it: their weight, their terms, their texts.

use chrono_tz::Tz;
use domain::proposal::Change;
use domain::terms::{TermName, Terms};
use leptos::prelude::*;
use reading::change;
use store::proposal::Revision;

use super::difference::{rendered, source};
use super::terms::shown;
use crate::here::Here;
use crate::ui::{Column, Table, inline, visible};

/// Terms and text, compared.
pub fn comparison(here: &Here, old: &Revision, new: &Revision, as_source: bool) -> impl IntoView + use<> {
    let text = here.url(&format!("proposal/r/{}", new.number));
    let sections = if as_source {
        source(&old.body, &new.body).into_any()
    } else {
        rendered(&old.body, &new.body, &text).into_any()
    };
    view! { {terms(&old.terms, &new.terms, here.pilot.zone)} {sections} }
}

/// What the edit between two revisions means by today's reader.
pub fn proposed(old: &Revision, new: &Revision) -> Change {
    change((&old.body, &old.terms), (&new.body, &new.terms))
}

/// Whether an approval of the one covers the other, and why.
pub fn weight(old: &Revision, new: &Revision, judged: Change) -> impl IntoView + use<> {
    let (strong, rest, reasons) = match judged {
        Change::Unchanged => (
            "No difference.",
            format!("Text and terms are the same, hash {}.", new.digest.short()),
            vec![],
        ),
        Change::Editorial { sections } => (
            "Editorial.",
            match &sections[..] {
                [] => format!(
                    "Only places, emphasis or white space changed. An approval of revision {} covers revision {}, too.",
                    old.number, new.number
                ),
                titles => format!(
                    "No term and no binding section changed, only {}. An approval of revision {} covers revision {}, too.",
                    titles.join(", "),
                    old.number,
                    new.number
                ),
            },
            vec![],
        ),
        Change::Material { reasons } => (
            "Material.",
            format!(
                "An approval of revision {} does not cover revision {}:",
                old.number, new.number
            ),
            reasons,
        ),
    };
    let reasons = (!reasons.is_empty()).then(|| {
        let rows = reasons
            .into_iter()
            .map(|reason| view! { <li>{reason.to_string()}</li> })
            .collect_view();
        view! { <ul>{rows}</ul> }
    });
    view! { <div class="diff-weight"><p><strong>{strong}</strong> " " {rest}</p> {reasons}</div> }
}

/// The terms that changed, old and new.
fn terms(old: &Terms, new: &Terms, zone: Tz) -> impl IntoView + use<> {
    let rows: Vec<_> = old
        .differences(new)
        .into_iter()
        .map(|term| {
            let (was, is) = if TermName::LISTS.contains(&term) {
                (
                    items(old.list(term), new.list(term), false),
                    items(new.list(term), old.list(term), true),
                )
            } else {
                let value = |terms| shown(terms, term, zone).unwrap_or_else(|| "not set".to_owned());
                let (was, is) = (value(old), value(new));
                (
                    view! { <del>{was}</del> }.into_any(),
                    view! { <ins>{is}</ins> }.into_any(),
                )
            };
            view! { <tr><th scope="row">{term.label()}</th><td>{was}</td><td>{is}</td></tr> }
        })
        .collect();
    if rows.is_empty() {
        return view! { <p class="diff-same">"The terms: unchanged"</p> }.into_any();
    }
    let count = match rows.len() {
        1 => "1 term changed".to_owned(),
        n => format!("{n} terms changed"),
    };
    view! {
        <section class="diff" id="terms">
            <h2>"The terms"</h2>
            <p class="diff-count">{count}</p>
            <Table name="Changed terms" head=vec![Column::words("Term"), Column::words("Old"), Column::words("New")] rows=rows.into_any()/>
        </section>
    }
    .into_any()
}

/// The items of one list, those that are not in the other one marked.
fn items(list: &[String], other: &[String], inserted: bool) -> AnyView {
    if list.is_empty() {
        return view! { "not set" }.into_any();
    }
    let rows = list
        .iter()
        .map(|item| {
            let text = inline(&visible(item));
            let text = match (other.contains(item), inserted) {
                (true, _) => view! { {text} }.into_any(),
                (false, true) => view! { <ins>{text}</ins> }.into_any(),
                (false, false) => view! { <del>{text}</del> }.into_any(),
            };
            view! { <li>{text}</li> }
        })
        .collect_view();
    view! { <ul>{rows}</ul> }.into_any()
}
