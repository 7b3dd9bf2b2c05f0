//! The revisions of the proposal.

use domain::approval::Verdict;
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::prelude::*;
use store::proposal::{HISTORY_PAGE, Line};

use super::compare::choose;
use super::reading::names;
use crate::address::{param, query};
use crate::error::AppError;
use crate::here::{Here, ask_in};
use crate::time::Time;
use crate::ui::{Nav, page, working};

/// `/p/:pilot/proposal/history`: newest first, page by page with `?before=`.
#[component]
pub fn History() -> impl IntoView {
    let slug = param("pilot");
    let before = query("before");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let before: Option<RevisionNumber> = before.map(|n| n.parse()).transpose().map_err(|_| AppError::NotFound)?;
        let newest = store::proposal::newest_number(here.pool(), here.pilot.pilot_id).await?;
        let lines = store::proposal::history(here.pool(), here.pilot.pilot_id, before).await?;
        let older = lines
            .last()
            .map(|line| line.number)
            .filter(|last| lines.len() as i64 == HISTORY_PAGE && *last != RevisionNumber::FIRST)
            .map(|last| here.url(&format!("proposal/history?before={last}")));
        let newer = before.map(|_| here.url("proposal/history"));
        let rows = lines.into_iter().map(|line| row(&here, line)).collect_view();
        let previous = RevisionNumber((newest.0 - 1).max(1));
        working(
            &here,
            "History",
            Nav::Proposal,
            view! {
                <header class="page-head">
                    <h1>"History of the proposal"</h1>
                    <p>"A revision is never changed. Each has a page of its own."</p>
                </header>
                {(newest != RevisionNumber::FIRST).then(|| choose(&here, newest, (previous, newest)))}
                <ol class="history">{rows}</ol>
                <p class="actions">
                    {newer.map(|to| view! { <a class="button" href=to>"Newest revisions"</a> })}
                    {older.map(|to| view! { <a class="button" href=to>"Older revisions"</a> })}
                </p>
            },
        )
        .await
    })
}

fn row(here: &Here, line: Line) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let number = line.number;
    let decided = line.verdict.map(|verdict| {
        let kind = match verdict {
            Verdict::Approve | Verdict::ApproveWithConditions => "ok",
            Verdict::RequestChanges => "warn",
            Verdict::Decline => "bad",
        };
        view! { <span class="chip" data-kind=kind>{verdict.done()}</span> }
    });
    let sent = line
        .sent
        .then(|| view! { <span class="chip" data-kind="info">"Sent"</span> });
    let touched = line
        .touched
        .map(|touched| names(&touched))
        .filter(|names| !names.is_empty())
        .map(|names| view! { <span class="history-touched">{format!("Changed: {names}")}</span> });
    let before = number.0 - 1;
    let changes = (before > 0).then(|| {
        view! {
            <a href=here.url(&format!("proposal/compare/{before}/{number}"))>
                "Changes" <span class="visually-hidden">{format!(" from revision {before} to {number}")}</span>
            </a>
        }
    });
    view! {
        <li>
            <a class="history-number" href=here.url(&format!("proposal/r/{number}"))>{format!("Revision {number}")}</a>
            <span>{line.summary}</span>
            <span class="muted">{line.by} ", " <Time at=line.created_at zone=zone/></span>
            {sent}
            {decided}
            {changes}
            {touched}
        </li>
    }
}
