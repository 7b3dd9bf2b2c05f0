//! The permanent page of a revision, and restoring it.

use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::prelude::*;
use leptos::server;

use super::comparison::{comparison, proposed, weight};
use super::pages::contents;
use super::parts::{document, exports, moved, paper, understood};
use super::terms::{facts, marks};
use super::unseen::hidden;
use crate::address::{escaped, param};
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::ask_in;
use crate::time::Time;
use crate::ui::{ErrorSummary, Hidden, Nav, breadcrumb, page, reading, working};

/// The pages that revisions are reached from.
const ABOVE: [(&str, &str); 2] = [("proposal", "Proposal"), ("proposal/history", "History")];

/// `/p/:pilot/proposal/r/:number`: one revision, for ever.
#[component]
pub fn Revision() -> impl IntoView {
    let slug = param("pilot");
    let number = param("number");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let number: RevisionNumber = number.parse().map_err(|_| AppError::NotFound)?;
        let revision = store::proposal::revision(here.pool(), here.pilot.pilot_id, number).await?;
        let newest = store::proposal::newest_number(here.pool(), here.pilot.pilot_id).await?;
        let title = format!("Revision {number}");
        let understood = understood(&here, &revision).await?;
        let marks = marks(&here, &revision, &understood, false);
        let body = view! {
            {breadcrumb(&here, &ABOVE, title.clone())}
            {paper(&here, &revision)}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{revision.by()} ", " <Time at=revision.created_at zone=here.pilot.zone/></p>
            </header>
            {(newest != number)
                .then(|| {
                    let compare = here.url(&format!("proposal/compare/{number}/{newest}"));
                    view! {
                        <div class="banner" data-kind="info">
                            <p>{format!("The newest is revision {newest}. ")} <a href=compare>"See what changed since"</a></p>
                        </div>
                    }
                })}
            {hidden(&here, &revision, None)}
            {moved(&here, &revision, &understood, ("", false))}
            <details class="contents-fold">
                <summary>"Contents"</summary>
                {contents(&revision.body)}
            </details>
            {document(&revision.body, &marks, None, None)}
            <section class="section"><h2>"The terms"</h2>{facts(&revision.terms, here.pilot.zone, &[])}</section>
        };
        let restore = (newest != number && here.may(Action::EditProposal)).then(|| {
            let to = here.url(&format!("proposal/r/{number}/restore"));
            view! { <li><a href=to>"Restore this revision"</a></li> }
        });
        let neighbour = |n: i32, words: &'static str| {
            (1..=newest.0)
                .contains(&n)
                .then(|| view! { <li><a href=here.url(&format!("proposal/r/{n}"))>{format!("{words}, {n}")}</a></li> })
        };
        let changes = (number != RevisionNumber::FIRST).then(|| {
            let to = here.url(&format!("proposal/compare/{}/{number}", number.0 - 1));
            view! { <li><a href=to>"What it changed"</a></li> }
        });
        let margin = view! {
            <section class="margin-note">
                <h2>"Hash"</h2>
                <p><code class="hash">{revision.digest.to_string()}</code></p>
                <p class="muted">"SHA-256 over the text and the terms. An approval names it."</p>
                <p>{revision.summary.clone()}</p>
                <ul>
                    {changes}
                    {exports(&here, number)}
                    {restore}
                    {neighbour(number.0 - 1, "Revision before")}
                    {neighbour(number.0 + 1, "Revision after")}
                </ul>
            </section>
        };
        reading(&here, &title, Nav::Proposal, body, margin).await
    })
}

/// `/p/:pilot/proposal/r/:number/restore`: what restoring a revision would change.
#[component]
pub fn Restore() -> impl IntoView {
    let slug = param("pilot");
    let number = param("number");
    let action = ServerAction::<RestoreRevision>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        let number: RevisionNumber = number.parse().map_err(|_| AppError::NotFound)?;
        let refused = Refused::load(refused).await?;
        let old = store::proposal::revision(here.pool(), here.pilot.pilot_id, number).await?;
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        if here.pilot.status.is_frozen() {
            return Err(AppError::Refused(
                "The pilot has started: its text and terms are frozen.".to_owned(),
            ));
        }
        let title = format!("Restore revision {number}");
        let next = latest.number.next();
        let same = old.digest == latest.digest;
        let what = if same {
            format!(
                "Revision {} has this text and these terms already: there is nothing to restore.",
                latest.number
            )
        } else {
            format!(
                "Its text and its terms become revision {next}. Nothing is deleted: revisions {number} to {} stay as they are. This is what would change against revision {}:",
                latest.number, latest.number
            )
        };
        let (slug, cancel) = (here.pilot.slug.clone(), here.url("proposal"));
        let difference = (!same).then(
            || view! { {weight(&latest, &old, proposed(&latest, &old))} {comparison(&here, &latest, &old, false)} },
        );
        let form = (!same).then(|| {
            view! {
                <ActionForm action=action attr:class="form">
                    <Hidden name="pilot" value=slug/>
                    <Hidden name="revision" value=number.to_string()/>
                    <Hidden name="base" value=latest.number.to_string()/>
                    <div class="actions">
                        <button class="button" data-kind="primary">{format!("Restore revision {number} as revision {next}")}</button>
                        <a class="button" data-kind="quiet" href=cancel>"Cancel"</a>
                    </div>
                </ActionForm>
            }
        });
        let own = format!("proposal/r/{number}");
        let body = view! {
            <ErrorSummary refused=refused/>
            {breadcrumb(&here, &[ABOVE[0], ABOVE[1], (&own, &format!("Revision {number}"))], "Restore")}
            <header class="page-head"><h1>{title.clone()}</h1><p>{what}</p></header>
            {difference}
            {form}
        };
        working(&here, &title, Nav::Proposal, body).await
    })
}

/// Saves an older revision's text and terms as a new revision.
#[server(prefix = "/do", endpoint = "proposal/restore")]
pub async fn restore_revision(
    #[server(default)] pilot: String,
    #[server(default)] revision: String,
    #[server(default)] base: String,
) -> Result<(), AppError> {
    let page = format!("proposal/r/{}/restore", escaped(&revision));
    form::in_pilot(pilot, &page, Action::EditProposal, async |here, _| {
        let number = |text: &str| text.parse::<RevisionNumber>().map_err(|_| AppError::NotFound);
        let (old, newest) = (number(&revision)?, number(&base)?);
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let restored = store::proposal::restore(pool, pilot, here.who(), (old, newest), here.now).await?;
        notify(format!("Revision {old} is restored as revision {restored}.")).await?;
        Ok(here.url("proposal"))
    })
    .await
}
