//! Two revisions, word by word: as they read, or as Markdown.

use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::prelude::*;
use store::proposal::{Reading, Revision};

use super::comparison::{comparison, proposed, weight};
use super::reading::{MarkRead, mark};
use crate::address::{param, query};
use crate::error::AppError;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Nav, breadcrumb, choose_two, page, working};

/// `/p/:pilot/proposal/compare`: goes to the comparison of two revisions chosen by `from` and `to`; without
/// them, from the last revision the person has read to the newest.
#[component]
pub fn Choose() -> impl IntoView {
    let slug = param("pilot");
    let chosen = query("from").zip(query("to"));
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
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
        here.hold();
        let pilot = here.pilot.pilot_id;
        let old = store::proposal::revision(here.pool(), pilot, number(&numbers.0)?).await?;
        let new = store::proposal::revision(here.pool(), pilot, number(&numbers.1)?).await?;
        let judged = store::approval::judged(here.pool(), pilot, old.number, new.number).await?;
        let judged = judged.unwrap_or_else(|| proposed(&old, &new));
        let newest = store::proposal::newest_number(here.pool(), pilot).await?;
        let is_unread = new.number == newest
            && store::proposal::reading(here.pool(), pilot, here.who(), &new).await? != Reading::Current;
        let title = format!("Revision {} to {}", old.number, new.number);
        let saved = moment(new.created_at, here.pilot.zone);
        let body = view! {
            {breadcrumb(&here, &[("proposal", "Proposal"), ("proposal/history", "History")], title.clone())}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{format!("Revision {}, {}, {saved}: {}", new.number, new.by(), new.summary)}</p>
            </header>
            {choose(&here, newest, (old.number, new.number))}
            {weight(&old, &new, judged)}
            {views(&here, (&old, &new), as_source)}
            {comparison(&here, &old, &new, as_source)}
            {is_unread.then(|| mark(&here, mark_read, newest))}
        };
        working(&here, &title, Nav::Proposal, body).await
    })
}

/// Choosing any two revisions.
pub fn choose(
    here: &Here,
    newest: RevisionNumber,
    (from, to): (RevisionNumber, RevisionNumber),
) -> impl IntoView + use<> {
    choose_two(here.url("proposal/compare"), "Revision", newest.0, (from.0, to.0))
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
