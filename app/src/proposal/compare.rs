//! Two revisions, word by word: as they read, or as Markdown.

use chrono_tz::Tz;
use domain::policy::Action;
use domain::proposal::{Change, RevisionNumber, Tag, change};
use domain::terms::{TermName, Terms};
use leptos::prelude::*;
use store::proposal::{Reading, Revision};

use super::difference::{rendered, source};
use super::reading::{MarkRead, mark};
use super::terms::shown;
use crate::address::{param, query};
use crate::error::AppError;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Nav, page, working};

/// `/p/:pilot/proposal/compare`: goes to the comparison of two revisions chosen by `from` and `to`; without
/// them, from the last revision the person has read to the newest.
#[component]
pub fn Choose() -> impl IntoView {
    let slug = param("pilot");
    let chosen = query("from").zip(query("to"));
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let pilot = here.pilot.pilot_id;
        let (from, to) = match chosen {
            Some((from, to)) => (number(&from)?, number(&to)?),
            None => {
                let latest = store::proposal::latest(here.pool(), pilot).await?;
                let from = match store::proposal::reading(here.pool(), pilot, here.who(), &latest).await? {
                    Reading::Behind { read, .. } => read,
                    Reading::Never | Reading::Current => RevisionNumber((latest.number.0 - 1).max(1)),
                };
                (from, latest.number)
            }
        };
        Err(AppError::Again(here.url(&format!("proposal/compare/{from}/{to}"))))
    })
}

fn number(text: &str) -> Result<RevisionNumber, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// `/p/:pilot/proposal/compare/:old/:new`, with `?view=source` for the Markdown.
#[component]
pub fn Compare() -> impl IntoView {
    let slug = param("pilot");
    let numbers = (param("old"), param("new"));
    let as_source = query("view").as_deref() == Some("source");
    let mark_read = ServerAction::<MarkRead>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let pilot = here.pilot.pilot_id;
        let old = store::proposal::revision(here.pool(), pilot, number(&numbers.0)?).await?;
        let new = store::proposal::revision(here.pool(), pilot, number(&numbers.1)?).await?;
        let newest = store::proposal::newest_number(here.pool(), pilot).await?;
        let is_unread = new.number == newest
            && store::proposal::reading(here.pool(), pilot, here.who(), &new).await? != Reading::Current;
        let title = format!("Revision {} to {}", old.number, new.number);
        let saved = moment(new.created_at, here.pilot.zone);
        let body = view! {
            <nav class="breadcrumb" aria-label="Breadcrumb">
                <ol>
                    <li><a href=here.url("proposal")>"Proposal"</a></li>
                    <li><a href=here.url("proposal/history")>"History"</a></li>
                    <li aria-current="page">{title.clone()}</li>
                </ol>
            </nav>
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{format!("Revision {}, {}, {saved}: {}", new.number, new.by(), new.summary)}</p>
            </header>
            {choose(&here, newest, (old.number, new.number))}
            {weight(&old, &new)}
            {views(&here, (&old, &new), as_source)}
            {comparison(&here, &old, &new, as_source)}
            {is_unread.then(|| mark(&here, mark_read, newest))}
        };
        working(&here, &title, Nav::Proposal, body).await
    })
}

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

/// Choosing any two revisions; works without scripts.
pub fn choose(
    here: &Here,
    newest: RevisionNumber,
    (from, to): (RevisionNumber, RevisionNumber),
) -> impl IntoView + use<> {
    let options = |chosen: RevisionNumber| {
        (1..=newest.0)
            .rev()
            .map(|n| view! { <option value=n.to_string() selected=n == chosen.0>{format!("Revision {n}")}</option> })
            .collect_view()
    };
    view! {
        <form class="compare-form" method="get" action=here.url("proposal/compare")>
            <label for="from">"From"</label>
            <select id="from" name="from">{options(from)}</select>
            <label for="to">"to"</label>
            <select id="to" name="to">{options(to)}</select>
            <button class="button">"Compare"</button>
        </form>
    }
}

/// As it reads, or as Markdown.
fn views(here: &Here, (old, new): (&Revision, &Revision), as_source: bool) -> impl IntoView + use<> {
    let to = here.url(&format!("proposal/compare/{}/{}", old.number, new.number));
    let current = |here: bool| here.then_some("page");
    view! {
        <nav class="view-switch" aria-label="View">
            <a href=to.clone() aria-current=current(!as_source)>"As it reads"</a>
            <a href=format!("{to}?view=source") aria-current=current(as_source)>"Source"</a>
        </nav>
    }
}

/// Whether an approval of the one would cover the other, and why.
pub fn weight(old: &Revision, new: &Revision) -> impl IntoView + use<> {
    let (strong, rest, reasons) = match change((&old.body, &old.terms), (&new.body, &new.terms)) {
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
            <div class="scroll-x" tabindex="0" role="region" aria-label="Changed terms">
                <table class="table">
                    <thead><tr><th scope="col">"Term"</th><th scope="col">"Old"</th><th scope="col">"New"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
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
            let text = domain::unseen::shown(item).into_owned();
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
        shown.extend(one_line(&line));
    }
    shown
}

/// A line as it was and as it is, or once when it is the same.
fn one_line(line: &[(Tag, String)]) -> Vec<AnyView> {
    let has = |wanted| line.iter().any(|(tag, text)| *tag == wanted && !text.trim().is_empty());
    let mut lines = Vec::new();
    if has(Tag::Deleted) {
        lines.push(signed(line, "-", "Removed", Tag::Inserted));
    }
    if has(Tag::Inserted) {
        lines.push(signed(line, "+", "Added", Tag::Deleted));
    }
    if lines.is_empty() {
        lines.push(signed(line, "", "", Tag::Deleted));
    }
    lines
}

fn signed(line: &[(Tag, String)], sign: &'static str, word: &'static str, left_out: Tag) -> AnyView {
    let words = line
        .iter()
        .filter(|(tag, _)| *tag != left_out)
        .map(|(tag, text)| {
            let text = domain::unseen::shown(text).into_owned();
            match tag {
                Tag::Same => view! { {text} }.into_any(),
                Tag::Deleted => view! { <del>{text}</del> }.into_any(),
                Tag::Inserted => view! { <ins>{text}</ins> }.into_any(),
            }
        })
        .collect_view();
    let data_sign = (!sign.is_empty()).then_some(sign);
    let hidden = (!word.is_empty()).then(|| view! { <span class="visually-hidden">{format!(" {word}: ")}</span> });
    view! {
        <div class="diff-line" data-sign=data_sign><span class="diff-sign">{sign} {hidden}</span><p>{words}</p></div>
    }
    .into_any()
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
