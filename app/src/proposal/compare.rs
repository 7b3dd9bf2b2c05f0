//! Two revisions, word by word.

use domain::policy::Action;
use domain::proposal::{RevisionNumber, SectionDiff, Tag, compare};
use leptos::prelude::*;

use super::terms::shown;
use crate::error::AppError;
use crate::here::ask_in;
use crate::routes::param;
use crate::ui::{Nav, page, working};

/// `/p/:pilot/proposal/compare/:old/:new`.
#[component]
pub fn Compare() -> impl IntoView {
    let slug = param("pilot");
    let numbers = (param("old"), param("new"));
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let number = |text: &str| text.parse::<RevisionNumber>().map_err(|_| AppError::NotFound);
        let pilot = here.pilot.pilot_id;
        let old = store::proposal::revision(here.pool(), pilot, number(&numbers.0)?).await?;
        let new = store::proposal::revision(here.pool(), pilot, number(&numbers.1)?).await?;
        let zone = here.pilot.zone;
        let terms = old
            .terms
            .differences(&new.terms)
            .into_iter()
            .map(|term| {
                let value = |terms| shown(terms, term, zone).unwrap_or_else(|| "not set".to_owned());
                view! {
                    <div>
                        <dt>{term.label()}</dt>
                        <dd><del>{value(&old.terms)}</del> " " <ins>{value(&new.terms)}</ins></dd>
                    </div>
                }
            })
            .collect::<Vec<_>>();
        let terms = if terms.is_empty() {
            view! { <p class="diff-same">"The terms: unchanged"</p> }.into_any()
        } else {
            view! { <section class="diff"><h2>"The terms"</h2><dl class="facts">{terms}</dl></section> }.into_any()
        };
        let sections = compare(&old.body, &new.body)
            .into_iter()
            .map(|section| {
                if section.is_changed() {
                    view! {
                        <section class="diff">
                            <h2>{section.title.clone()}</h2>
                            <p class="diff-count">{counted(&section)}</p>
                            {lines(&section.parts)}
                        </section>
                    }
                    .into_any()
                } else {
                    view! { <p class="diff-same">{format!("{}: unchanged", section.title)}</p> }.into_any()
                }
            })
            .collect_view();
        let title = format!("Revision {} to {}", old.number, new.number);
        working(
            &here,
            &title,
            Nav::Proposal,
            view! {
                <nav class="breadcrumb" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=here.url("proposal")>"Proposal"</a></li>
                        <li><a href=here.url("proposal/history")>"History"</a></li>
                        <li aria-current="page">{title.clone()}</li>
                    </ol>
                </nav>
                <header class="page-head">
                    <h1>{title.clone()}</h1>
                    <p>{format!("{}: {}", new.author, new.summary)}</p>
                </header>
                {sections}
                {terms}
            },
        )
        .await
    })
}

/// "2 added, 1 removed", in stretches of text.
fn counted(section: &SectionDiff) -> String {
    let count = |wanted| section.parts.iter().filter(|(tag, _)| *tag == wanted).count();
    let said: Vec<String> = [(count(Tag::Inserted), "added"), (count(Tag::Deleted), "removed")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    said.join(", ")
}

/// The lines of a comparison that differ, with the unchanged ones beside them; longer unchanged
/// stretches are left out.
pub fn lines(parts: &[(Tag, String)]) -> impl IntoView + use<> {
    let lines = cut(parts);
    let differs: Vec<bool> = lines
        .iter()
        .map(|line| line.iter().any(|(tag, _)| *tag != Tag::Same))
        .collect();
    let mut shown = Vec::new();
    let mut skipped = false;
    for (at, line) in lines.into_iter().enumerate() {
        let near = differs[at.saturating_sub(1)..(at + 2).min(differs.len())].contains(&true);
        if !near {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) {
            shown.push(view! { <p class="diff-same">"…"</p> }.into_any());
        }
        shown.push(one_line(line).into_any());
    }
    shown
}

fn one_line(line: Vec<(Tag, String)>) -> impl IntoView {
    let has = |wanted| line.iter().any(|(tag, text)| *tag == wanted && !text.trim().is_empty());
    let (sign, mark) = match (has(Tag::Deleted), has(Tag::Inserted)) {
        (true, true) => (Some("+"), "±"),
        (true, false) => (Some("-"), "-"),
        (false, true) => (Some("+"), "+"),
        (false, false) => (None, ""),
    };
    let words = line
        .into_iter()
        .map(|(tag, text)| match tag {
            Tag::Same => view! { {text} }.into_any(),
            Tag::Deleted => view! { <del>{text}</del> }.into_any(),
            Tag::Inserted => view! { <ins>{text}</ins> }.into_any(),
        })
        .collect_view();
    view! { <div class="diff-line" data-sign=sign><span class="diff-sign">{mark}</span><p>{words}</p></div> }
}

/// The parts cut at line ends; empty lines are left out.
fn cut(parts: &[(Tag, String)]) -> Vec<Vec<(Tag, String)>> {
    let mut lines: Vec<Vec<(Tag, String)>> = vec![Vec::new()];
    for (tag, text) in parts {
        for (at, piece) in text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !piece.is_empty()) {
                line.push((*tag, piece.to_owned()));
            }
        }
    }
    lines.retain(|line| line.iter().any(|(_, text)| !text.trim().is_empty()));
    lines
}

#[cfg(test)]
mod tests {
    use super::{Tag, cut};

    #[test]
    fn parts_are_cut_into_lines() {
        let part = |tag, text: &str| (tag, text.to_owned());
        let parts = [
            part(Tag::Same, "One.\n\nTwo "),
            part(Tag::Deleted, "old.\nThree.\n"),
            part(Tag::Inserted, "new.\n"),
        ];
        assert_eq!(
            cut(&parts),
            [
                vec![part(Tag::Same, "One.")],
                vec![part(Tag::Same, "Two "), part(Tag::Deleted, "old.")],
                vec![part(Tag::Deleted, "Three.")],
                vec![part(Tag::Inserted, "new.")],
            ]
        );
    }
}
