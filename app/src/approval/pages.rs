//! The asks, and where approval stands.

use domain::approval::Verdict;
use domain::calendar::local_date;
use domain::person::Role;
use domain::policy::Action;
use leptos::prelude::*;
use store::approval::{Open, Page, Request};

use super::actions::{Check as DoCheck, Withdraw as DoWithdraw};
use super::answering::answering;
use super::changes::while_waiting;
use super::conditions;
use super::deputy::days;
use super::standing::{covered, requested, withdrawn};
use super::stating::{condition_field, rows_of};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::proposal::parts::understood;
use crate::time::{Time, When, day, moment};
use crate::ui::{ErrorSummary, Hidden, Nav, TextArea, page, working};

/// `/p/:pilot/approval`: for whoever can decide the asks; for everybody where approval stands.
#[component]
pub fn Approval() -> impl IntoView {
    let slug = param("pilot");
    let check = ServerAction::<DoCheck>::new();
    let withdraw = ServerAction::<DoWithdraw>::new();
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let view = store::approval::page(here.pool(), &here.facts, here.who(), here.now).await?;
        let (title, head, body) = match &view.open {
            Some(open) => (
                format!("Approval of revision {}", open.request.revision),
                Some(head(&here, open)),
                {
                    let reading = understood(&here, &open.revision).await?;
                    let (pilot, version) = (here.pilot.pilot_id, open.request.zone_version);
                    let items = store::zone::items_of(here.pool(), pilot, version).await?;
                    let refused = refused.of("approval/check");
                    answering(&here, open, &view, &items, &reading, &refused, check).into_any()
                },
            ),
            None => ("Approval".to_owned(), None, status(&here, &view)),
        };
        let changes = while_waiting(&here, &view).await?;
        let unsent = match &view.open {
            None if refused.is_some() => unsent(&here, &view, &refused).await?,
            _ => None,
        };
        working(
            &here,
            &title,
            Nav::Approval,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>{title.clone()}</h1>
                    {head.map(|line| view! { <p>{line}</p> })}
                </header>
                {unsent}
                {changes}
                {body}
                {of_approval(&here, &view)}
                {deciders(&here, &view)}
                {taking_back(&here, &view, &refused.of("approval/withdraw"), withdraw)}
                {deputies(&here, &view)}
                {requests(&here, &view)}
            },
        )
        .await
    })
}

/// What somebody wrote for a request that cannot be decided on any more: the words are theirs to take along.
async fn unsent(here: &Here, view: &Page, refused: &Refused) -> Result<Option<AnyView>, AppError> {
    let typed = refused.of("approval/check");
    let kept = match view.requests.first() {
        Some(newest) if refused.of("approval/decide").is_some() => {
            store::approval::draft(here.pool(), newest.request_id, here.who()).await?
        }
        _ => None,
    };
    let kept = kept.map(|draft| draft.answers).unwrap_or_default();
    let stated = kept
        .conditions
        .into_iter()
        .flat_map(|condition| [condition.text, condition.evidence]);
    let in_rows = (0..rows_of(&typed))
        .flat_map(|place| ["text", "evidence"].map(|part| typed.value(&condition_field(part, place), "")));
    let texts: Vec<String> = [typed.value("comment", ""), kept.comment]
        .into_iter()
        .chain(in_rows)
        .chain(stated)
        .filter(|text| !text.trim().is_empty())
        .collect();
    Ok((!texts.is_empty()).then(|| {
        let rows = texts
            .into_iter()
            .map(|text| view! { <pre class="kept-text">{text}</pre> })
            .collect_view();
        view! {
            <section class="section">
                <h2>"What you wrote"</h2>
                <p>"It was not sent. Copy what you still need; this page shows it for a day."</p>
                {rows}
            </section>
        }
        .into_any()
    }))
}

/// Who sent it, when it is due, and for whom a deputy decides.
fn head(here: &Here, open: &Open) -> impl IntoView + use<> {
    let sent = moment(open.request.sent_at, here.pilot.zone);
    let sent = format!("Sent by {}, {sent}.", open.request.sent_by);
    let due = open.request.due_at.map(|due| {
        let lead = if due < here.now { " Overdue since " } else { " Due " };
        view! { {lead} <When at=due zones=here.zones()/> "." }
    });
    let for_whom = (open.seat.approver_id != here.who()).then(|| {
        format!(
            " You decide for {}, who is away: both names stay on the record.",
            open.seat.approver
        )
    });
    view! { {sent} {due} {for_whom} }
}

/// Where approval stands, for everybody who cannot decide now.
fn status(here: &Here, view: &Page) -> AnyView {
    let taken_back = view.requests.first().and_then(|newest| withdrawn(here, newest));
    if let Some(coverage) = &view.coverage {
        return view! { {taken_back} {covered(&here.pilot.slug, here.pilot.zone, coverage)} }.into_any();
    }
    match &view.current {
        Some(request) => view! { {taken_back} {requested(here, request)} }.into_any(),
        None if taken_back.is_some() => taken_back.into_any(),
        None => view! {
            <div class="empty">
                <p>"Nothing has been sent for approval yet."</p>
                <p><a href=here.url("proposal")>"Read the proposal"</a></p>
            </div>
        }
        .into_any(),
    }
}

/// The conditions of the approval in effect.
fn of_approval(here: &Here, view: &Page) -> Option<impl IntoView + use<>> {
    let open = view.conditions.iter().filter(|c| c.progress().is_open()).count();
    let sentence = match open {
        0 => "All are closed.".to_owned(),
        1 => "1 is open. The pilot cannot start before it is closed.".to_owned(),
        n => format!("{n} are open. The pilot cannot start before they are closed."),
    };
    (!view.conditions.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="conditions-of-approval">
                <h2 id="conditions-of-approval">"Conditions of the approval"</h2>
                <p>{sentence}</p>
                {conditions::list(here, &view.conditions)}
            </section>
        }
    })
}

/// Whose decision the request takes, who has made theirs, and who was reminded.
fn deciders(here: &Here, view: &Page) -> Option<impl IntoView + use<>> {
    let request = view.current.as_ref()?;
    let zone = here.pilot.zone;
    let waits = request.outcome.is_none();
    let rows = request
        .seats
        .iter()
        .map(|seat| match &seat.filled {
            Some(filled) => {
                let record = here.url(&format!("approval/record/{}", filled.approval_id));
                let when = format!("{}, {}", filled.verdict.done(), moment(filled.decided_at, zone));
                view! {
                    <li data-signed=filled.verdict.approves().then_some("")>
                        <span class="signature-name">{filled.by.clone()}</span> " "
                        <span class="signature-when"><a href=record>{when}</a></span>
                    </li>
                }
                .into_any()
            }
            None => {
                let when = if waits {
                    "Not decided yet"
                } else {
                    "Not needed any more"
                };
                view! {
                    <li>
                        <span class="signature-name">{seat.approver.clone()}</span> " "
                        <span class="signature-when">{when}</span>
                    </li>
                }
                .into_any()
            }
        })
        .collect_view();
    Some(view! {
        <section class="section">
            <h2>"Whose decision it takes"</h2>
            <ul class="signatures">{rows}</ul>
            {reminded(here, request)}
        </section>
    })
}

/// "Reminded on …", for whoever has not decided.
fn reminded(here: &Here, request: &Request) -> Option<impl IntoView + use<>> {
    const SHOWN: usize = 3;
    if request.outcome.is_some() {
        return None;
    }
    let zone = here.pilot.zone;
    let all = request.reminded(here.now, zone);
    let earlier = all.len().saturating_sub(SHOWN);
    let days: Vec<String> = all.iter().skip(earlier).map(|at| day(local_date(*at, zone))).collect();
    let sentence = match (&days[..], earlier) {
        ([], _) => "Reminders appear in the inbox after 2 working days, then every 2.".to_owned(),
        (days, 0) => format!("Reminded on {}. Reminders appear in the inbox.", days.join(", ")),
        (days, earlier) => format!(
            "Reminded on {} and {earlier} times before. Reminders appear in the inbox.",
            days.join(", ")
        ),
    };
    let who = request.waits_for();
    Some(view! { <p class="muted">{format!("Waiting for {who}. {sentence}")}</p> })
}

/// The sponsor takes an open request back.
fn taking_back(
    here: &Here,
    view: &Page,
    refused: &Refused,
    withdraw: ServerAction<DoWithdraw>,
) -> Option<impl IntoView + use<>> {
    let request = view.current.as_ref().filter(|request| request.outcome.is_none())?;
    if !here.may(Action::SendProposal) {
        return None;
    }
    let revision = request.revision;
    let form = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="request" value=request.request_id.to_string()/>
        <TextArea
            refused=refused.clone()
            name="reason"
            label="Why you withdraw it"
            hint="Whoever was asked reads this. The request and your reason stay on record."
            rows=2
        />
        <div class="actions">
            <button class="button" data-kind="danger">{format!("Withdraw the request for revision {revision}")}</button>
        </div>
    }
    .into_any();
    let open = refused.is_some();
    Some(view! {
        <details class="fold" open=open>
            <summary>"Withdraw this request"</summary>
            <ActionForm action=withdraw attr:class="form" attr:novalidate="">{form}</ActionForm>
        </details>
    })
}

/// Who decides for whom, now and ahead; and for approvers where to change it.
fn deputies(here: &Here, view: &Page) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = view
        .delegations
        .iter()
        .filter(|delegation| delegation.is_ahead(here.now))
        .map(|delegation| {
            let days = days(here, delegation);
            view! { <li>{format!("{} decides for {}: {days}", delegation.deputy, delegation.approver)}</li> }
        })
        .collect();
    let change = here.standing.is(Role::Approver).then(|| {
        view! { <p><a href=here.url("approval/deputy")>"Name who decides while you are away"</a></p> }
    });
    (!rows.is_empty() || change.is_some()).then(|| {
        view! {
            <section class="section">
                <h2>"Deputies"</h2>
                {(!rows.is_empty()).then(|| view! { <ul>{rows}</ul> })}
                {change}
            </section>
        }
    })
}

/// Every request with what came of it.
fn requests(here: &Here, view: &Page) -> Option<impl IntoView + use<>> {
    let current = view.current.as_ref().map(|request| request.request_id);
    let zone = here.pilot.zone;
    let rows = view
        .requests
        .iter()
        .map(|request| {
            let outcome = match (&request.outcome, &request.withdrawn) {
                (Some(outcome), _) => {
                    let kind = match outcome.verdict {
                        Verdict::Approve | Verdict::ApproveWithConditions => "ok",
                        Verdict::RequestChanges => "warn",
                        Verdict::Decline => "bad",
                    };
                    view! {
                        <span class="chip" data-kind=kind>{outcome.verdict.done()}</span>
                        {records(here, request)}
                    }
                    .into_any()
                }
                (None, Some(withdrawn)) => view! {
                    <span class="chip">"Withdrawn"</span>
                    <span class="muted">{withdrawn.reason.clone()}</span>
                    {records(here, request)}
                }
                .into_any(),
                (None, None) if Some(request.request_id) == current => view! {
                    <span class="chip" data-kind="info">"Waiting"</span>
                    {records(here, request)}
                }
                .into_any(),
                (None, None) => view! {
                    <span class="chip">"Superseded"</span>
                    {records(here, request)}
                }
                .into_any(),
            };
            let sent = format!(
                "with zone version {}, sent by {} to {}",
                request.zone_version,
                request.sent_by,
                request.approvers()
            );
            view! {
                <li>
                    <a class="history-number" href=here.url(&format!("proposal/r/{}", request.revision))>
                        {format!("Revision {}", request.revision)}
                    </a>
                    <span>{sent}</span>
                    <span class="muted"><Time at=request.sent_at zone=zone/></span>
                    {outcome}
                </li>
            }
        })
        .collect_view();
    (!view.requests.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Requests"</h2>
                <ol class="history">{rows}</ol>
            </section>
        }
    })
}

/// A link to each record of a request.
fn records(here: &Here, request: &Request) -> impl IntoView + use<> {
    request
        .seats
        .iter()
        .filter_map(|seat| seat.filled.as_ref())
        .map(|filled| {
            let record = here.url(&format!("approval/record/{}", filled.approval_id));
            view! {
                <a href=record>
                    "Record" <span class="visually-hidden">{format!(" {}, {}", filled.approval_id, filled.by)}</span>
                </a>
            }
        })
        .collect_view()
}
