//! Texts of one's own that are no revision: drafts, and what lost a conflict.

use domain::document::Body;
use domain::policy::Action;
use leptos::prelude::*;
use store::proposal::KeptText;

use super::place::NEW_SECTION;
use crate::address::param;
use crate::error::AppError;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Nav, page, working};

/// What to call a kept text: by its own first heading, or the section's key.
fn name(text: &KeptText) -> String {
    let own = Body::new(&text.text)
        .ok()
        .and_then(|body| domain::document::sections(&body).into_iter().next())
        .filter(|section| section.key != "opening" || section.title != "Opening");
    match own {
        Some(section) => section.title,
        None if text.section.is_empty() => "New section".to_owned(),
        None if text.section == "opening" => "The opening".to_owned(),
        None => text.section.clone(),
    }
}

/// Where a kept text is gone on with.
fn address(here: &Here, text: &KeptText) -> String {
    let section = if text.section.is_empty() {
        NEW_SECTION
    } else {
        &text.section
    };
    match (text.conflict, text.draft) {
        (Some(conflict), _) => here.url(&format!("proposal/conflict/{conflict}")),
        (None, Some(draft)) => here.url(&format!("proposal/edit/{section}?base={}&draft={draft}", text.base)),
        (None, None) => here.url(&format!("proposal/edit/{section}?base={}", text.base)),
    }
}

/// On the proposal's page: what its reader has begun and not saved.
///
/// # Errors
/// When the database fails.
pub async fn unfinished(here: &Here) -> Result<Option<AnyView>, AppError> {
    let kept = store::proposal::kept(here.pool(), here.pilot.pilot_id, here.who(), here.now).await?;
    if kept.is_empty() {
        return Ok(None);
    }
    let zone = here.pilot.zone;
    let rows: Vec<_> = kept
        .iter()
        .filter(|text| text.settled.is_none())
        .map(|text| {
            let (what, since) = match text.conflict {
                Some(_) => ("Settle", "it overlapped with another edit"),
                None => ("Go on with", "a draft"),
            };
            let line = format!(
                ": {since}, from {}, on revision {}",
                moment(text.kept_at, zone),
                text.base
            );
            view! { <li><a href=address(here, text)>{format!("{what} {}", name(text))}</a> {line}</li> }
        })
        .collect();
    let all = here.url("proposal/kept");
    let open = rows.len();
    if open == 0 {
        return Ok(Some(
            view! { <p><a href=all>"Read what of yours overlapped and lost"</a></p> }.into_any(),
        ));
    }
    Ok(Some(
        view! {
            <details class="fold" open=true>
                <summary>"Texts of yours that are no revision " <span class="count">{open}</span></summary>
                <ul>{rows}</ul>
                <p><a href=all>"Everything that is kept for you"</a></p>
            </details>
        }
        .into_any(),
    ))
}

/// `/p/:pilot/proposal/kept`.
#[component]
pub fn Kept() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        let kept = store::proposal::kept(here.pool(), here.pilot.pilot_id, here.who(), here.now).await?;
        let frozen = here.pilot.status.is_frozen();
        let empty = kept.is_empty();
        let rows = kept.iter().map(|text| one(&here, text, frozen)).collect_view();
        working(
            &here,
            "Texts kept for you",
            Nav::Proposal,
            view! {
                <header class="page-head">
                    <h1>"Texts kept for you"</h1>
                    <p>"Drafts, and what overlapped with another edit. Nobody else sees them. Each is kept for 30 days."</p>
                </header>
                {empty
                    .then(|| {
                        view! {
                            <div class="empty">
                                <p>"Nothing is kept: all you typed is in a revision."</p>
                                <p><a href=here.url("proposal")>"Read the proposal"</a></p>
                            </div>
                        }
                    })}
                {rows}
            },
        )
        .await
    })
}

fn one(here: &Here, text: &KeptText, frozen: bool) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let (kept, until) = (moment(text.kept_at, zone), moment(text.until(), zone));
    let story = match (&text.conflict, &text.settled) {
        (None, _) => format!(
            "A draft begun on revision {}, last typed {kept}. It is kept until {until}.",
            text.base
        ),
        (Some(_), None) => format!(
            "Begun on revision {}, kept {kept} because it overlapped with another edit. It is not settled; it is kept until {until}.",
            text.base
        ),
        (Some(_), Some(Some(number))) => format!(
            "Begun on revision {}, settled in revision {number}. You can still read what lost until {until}.",
            text.base
        ),
        (Some(_), Some(None)) => format!(
            "Begun on revision {}, not saved. You can still read what lost until {until}.",
            text.base
        ),
    };
    let go_on = (text.settled.is_none() && !frozen).then(|| {
        let words = if text.conflict.is_some() { "Settle it" } else { "Go on writing" };
        view! { <p><a href=address(here, text)>{words} <span class="visually-hidden">{format!(", {}", name(text))}</span></a></p> }
    });
    let id = text.conflict.map(|conflict| format!("text_{conflict}"));
    let typed = text.text.clone();
    let result = text.result.clone().map(|result| {
        view! { <details class="fold"><summary>"The result as far as you wrote it"</summary><pre class="kept-text">{result}</pre></details> }
    });
    view! {
        <section class="section" id=id>
            <h2>{name(text)}</h2>
            <p>{story}</p>
            {go_on}
            <details class="fold"><summary>"What you typed"</summary><pre class="kept-text">{typed}</pre></details>
            {result}
        </section>
    }
}
