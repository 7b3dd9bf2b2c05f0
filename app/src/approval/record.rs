//! The permanent record of a decision.

use chrono_tz::Tz;
use domain::approval::{Verdict, counted_conditions};
use domain::document::text_digest;
use domain::ids::ApprovalId;
use domain::policy::Action;
use leptos::prelude::*;
use store::account::HandedOver;
use store::approval::Receipt;

use super::conditions;
use super::standing::withdrawn;
use crate::address::param;
use crate::error::AppError;
use crate::here::ask_in;
use crate::proposal::parts::{document, paper, understood};
use crate::proposal::terms::{facts, live};
use crate::time::{Time, day, moment};
use crate::ui::countersignature::{Countersignature, Sealed, Signed, grouped};
use crate::ui::{Nav, page, reading};

/// `/p/:pilot/approval/record/:id`.
#[component]
pub fn Record() -> impl IntoView {
    let slug = param("pilot");
    let id = param("id");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let id: ApprovalId = id.parse().map_err(|_| AppError::NotFound)?;
        let receipt = store::approval::receipt(here.pool(), here.pilot.pilot_id, id).await?;
        let zone = here.pilot.zone;
        let understood = understood(&here, &receipt.revision).await?;
        let number = receipt.revision.number;
        let title = match receipt.verdict {
            Verdict::Approve => format!("Revision {number} approved"),
            Verdict::ApproveWithConditions => format!(
                "Revision {number} approved with {}",
                counted_conditions(receipt.conditions.len())
            ),
            Verdict::RequestChanges => format!("Revision {number} returned"),
            Verdict::Decline => format!("Revision {number} declined"),
        };
        let asks = receipt
            .asks
            .iter()
            .enumerate()
            .map(|(place, answered)| {
                view! {
                    <div>
                        <dt>{format!("Ask {}, {}", place + 1, answered.ask.title)}</dt>
                        <dd>{answered.answer.label()} <br/> <span class="muted">{answered.ask.detail.clone()}</span></dd>
                    </div>
                }
            })
            .collect_view();
        let by = match &receipt.deputy {
            Some(deputy) => format!("{deputy} for {}", receipt.approver),
            None => receipt.approver.clone(),
        };
        let stated = receipt
            .conditions
            .iter()
            .map(|condition| {
                let about = condition
                    .stated
                    .ask
                    .map(|ask| format!("Ask {}. ", ask + 1))
                    .unwrap_or_default();
                (
                    format!("{about}{}", condition.stated.text),
                    condition.stated.evidence.clone(),
                    condition.owner.clone(),
                    day(condition.stated.due_on),
                )
            })
            .collect();
        let progress = (!receipt.conditions.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>"Where the conditions stand"</h2>
                    {conditions::list(&here, &receipt.conditions)}
                </section>
            }
        });
        let text = match receipt.verdict {
            Verdict::Approve | Verdict::ApproveWithConditions => "The text approved",
            Verdict::RequestChanges | Verdict::Decline => "The text decided on",
        };
        let file = here.url(&format!("proposal/r/{number}/markdown"));
        let countersigned = receipt.verdict.approves().then(|| {
            let filled = receipt.request.seats.iter().filter_map(|seat| seat.filled.as_ref());
            let sides = std::iter::once(Signed::new(
                "Proposed by",
                &receipt.request.sent_by,
                receipt.request.sent_at,
            ))
            .chain(filled.map(|filled| Signed::new("Countersigned by", &filled.by, filled.decided_at)))
            .collect();
            let hash = Some(Sealed {
                what: "Hash of text and terms".to_owned(),
                digest: receipt.revision.digest.to_string(),
                verified_at: "#verify".to_owned(),
            });
            let what = format!("Revision {number}, with zone version {}", receipt.request.zone_version);
            view! { <Countersignature what sides zone hash/> }
        });
        let body = view! {
            {paper(&here, &receipt.revision)}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{format!("By {by}, ")} <Time at=receipt.decided_at zone=zone/></p>
            </header>
            {receipt
                .superseded
                .then(|| {
                    view! {
                        <div class="banner" data-kind="info">
                            <p>"A later request superseded this decision. It stays on record. " <a href=here.url("approval")>"See where approval stands"</a></p>
                        </div>
                    }
                })}
            {withdrawn(&here, &receipt.request)}
            {countersigned}
            <section class="receipt" aria-label="Receipt">
                <dl class="facts">
                    {asks}
                    {conditions::facts(stated)}
                    <div>
                        <dt>"Comment"</dt>
                        <dd>{if receipt.comment.is_empty() { "None".to_owned() } else { receipt.comment.clone() }}</dd>
                    </div>
                    {others(&receipt)}
                    <div><dt>"Reference"</dt><dd>{format!("{}/{}", here.pilot.slug, receipt.approval_id)}</dd></div>
                    <div><dt>"Decision"</dt><dd>{receipt.verdict.done()}</dd></div>
                    <div><dt>"Decided by"</dt><dd>{by.clone()}</dd></div>
                    {opened(&receipt, zone)}
                    <div><dt>"Decided"</dt><dd><Time at=receipt.decided_at zone=zone/></dd></div>
                    <div><dt>"Asked by"</dt><dd>{receipt.request.sent_by.clone()} ", " <Time at=receipt.request.sent_at zone=zone/></dd></div>
                    <div>
                        <dt>"Revision"</dt>
                        <dd><a href=here.url(&format!("proposal/r/{number}"))>{number.to_string()}</a></dd>
                    </div>
                    <div>
                        <dt>"Zone version"</dt>
                        <dd><a href=here.url(&format!("zone/v/{}", receipt.request.zone_version))>{receipt.request.zone_version}</a></dd>
                    </div>
                </dl>
            </section>
            {progress}
            <section class="section"><h2>"The terms"</h2>{facts(&receipt.revision.terms, zone, &[])}</section>
            <section class="section" id="verify">
                <h2>"How to verify it"</h2>
                <dl class="facts">
                    <div><dt>"Hash of text and terms"</dt><dd>{grouped(&receipt.revision.digest.to_string())}</dd></div>
                    <div>
                        <dt>"SHA-256 of the text as a file"</dt>
                        <dd>
                            {grouped(&text_digest(&receipt.revision.body).to_string())}
                            <br/>
                            <a href=file.clone()>"Download the Markdown"</a>
                            ": " <code>"sha256sum"</code> " of it says the same. "
                            <a href=format!("{file}?with=terms")>"With the terms"</a>
                            " it carries both, and importing it computes the hash above again."
                        </dd>
                    </div>
                </dl>
            </section>
            <section class="section"><h2>{text}</h2>{document(&receipt.revision.body, &live(&receipt.revision, &understood), None, None)}</section>
        };
        let next = match receipt.verdict {
            Verdict::Approve | Verdict::ApproveWithConditions => {
                "Everybody whose approval it took signs the zone, both arms are enrolled, open conditions are closed, and the sponsor starts the pilot."
            }
            Verdict::RequestChanges => "The sponsor changes the proposal and sends another revision.",
            Verdict::Decline => "The pilot does not run, unless another revision is sent and approved.",
        };
        let missing = receipt
            .verdict
            .approves()
            .then(|| view! { <p><a href=here.url("start")>"See what is missing before the start"</a></p> });
        let margin = view! {
            <section class="margin-note">
                <h2>"What happens next"</h2>
                <p>{next}</p>
                {missing}
            </section>
            <section class="margin-note">
                <h2>"This page stays"</h2>
                <p>"A decision is never changed or deleted. A later one can only supersede it. Print this page to keep it on paper."</p>
            </section>
        };
        reading(&here, &title, Nav::Approval, body, margin).await
    })
}

/// By whose link the account was opened that decided: whoever handed it over held it as well.
fn opened(receipt: &Receipt, zone: Tz) -> Option<impl IntoView + use<>> {
    let HandedOver { by, at } = receipt.handed_over.clone()?;
    let who = receipt.deputy.as_ref().unwrap_or(&receipt.approver);
    let said = format!(
        "The account of {who} was opened {} by a link that {by} made and handed over",
        moment(at, zone)
    );
    Some(view! { <div><dt>"Account"</dt><dd>{said} "."</dd></div> })
}

/// The other seats of the request, if there are any, as they stand now.
fn others(receipt: &Receipt) -> impl IntoView + use<> {
    let others = receipt.request.seats.iter();
    others
        .filter(|seat| {
            seat.filled
                .as_ref()
                .is_none_or(|filled| filled.approval_id != receipt.approval_id)
        })
        .map(|seat| {
            let stands = match &seat.filled {
                Some(filled) => format!("{} by {}", filled.verdict.done(), filled.by),
                None if receipt.request.outcome.is_some() => "Not needed any more".to_owned(),
                None => "Not decided yet".to_owned(),
            };
            view! { <div><dt>{format!("Also asked: {}", seat.approver)}</dt><dd>{stands}</dd></div> }
        })
        .collect_view()
}
