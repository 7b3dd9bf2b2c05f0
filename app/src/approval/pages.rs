//! The asks, and where approval stands.

use domain::approval::{Answer, Ask, Subject, Verdict};
use domain::policy::Action;
use leptos::prelude::*;
use store::approval::{Open, Page, Request};

use super::actions::{Check as DoCheck, ask_field};
use super::standing::covered;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::routes::param;
use crate::time::{Time, moment};
use crate::ui::{ErrorSummary, Hidden, Nav, TextArea, page, working};

/// `/p/:pilot/approval`: for the approver the asks; for everybody where approval stands.
#[component]
pub fn Approval() -> impl IntoView {
    let slug = param("pilot");
    let check = ServerAction::<DoCheck>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let refused = Refused::load(refused).await?.of("approval/check");
        let view = store::approval::page(here.pool(), here.pilot.pilot_id, here.who(), here.pilot.zone).await?;
        let mine = view.open.as_ref().filter(|open| open.request.approver_id == here.who());
        let (title, body) = match mine {
            Some(open) => (
                format!("Approval of revision {}", open.request.revision),
                asked(&here, open, &view, &refused, check).into_any(),
            ),
            None => ("Approval".to_owned(), status(&here, &view).into_any()),
        };
        working(
            &here,
            &title,
            Nav::Approval,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>{title.clone()}</h1>
                    {mine
                        .map(|open| {
                            view! {
                                <p>{format!("Sent by {}, {}", open.request.sent_by, moment(open.request.sent_at, here.pilot.zone))}</p>
                            }
                        })}
                </header>
                {body}
                {requests(&here, &view.requests)}
            },
        )
        .await
    })
}

/// Revision 8 was saved, and the form is still about revision 7.
pub fn newer(here: &Here, open: &Open, latest: &store::proposal::Revision) -> Option<impl IntoView + use<>> {
    let changed = open.changed_since.as_ref()?;
    let what = match &changed[..] {
        [] => "It changes the terms.".to_owned(),
        titles => format!("It changes {}.", titles.join(", ")),
    };
    let asked = open.request.revision;
    let compare = here.url(&format!("proposal/compare/{asked}/{}", latest.number));
    Some(view! {
        <div class="banner" data-kind="warn">
            <p>
                <strong>{format!("Revision {} was saved {}. ", latest.number, moment(latest.created_at, here.pilot.zone))}</strong>
                {what}
                {format!(" You are still deciding on revision {asked}. ")}
                <a href=compare>"See the changes"</a>
            </p>
        </div>
    })
}

/// Says when the boundary is not the one asked about any more.
pub fn newer_zone(here: &Here, open: &Open) -> Option<impl IntoView + use<>> {
    let newest = open.newer_zone?;
    let asked = open.request.zone_version;
    let zone = here.url("zone");
    Some(view! {
        <div class="banner" data-kind="warn">
            <p>
                <strong>{format!("The zone is at version {newest} now. ")}</strong>
                {format!("You are asked about version {asked}. The pilot starts with the newest version, once you have signed it. ")}
                <a href=zone>"Read it"</a>
            </p>
        </div>
    })
}

/// The form of the approver.
fn asked(
    here: &Here,
    open: &Open,
    view: &Page,
    refused: &Refused,
    check: ServerAction<DoCheck>,
) -> impl IntoView + use<> {
    let draft = open
        .draft
        .as_ref()
        .map(|draft| draft.answers.clone())
        .unwrap_or_default();
    let number = open.request.revision;
    let asks = open
        .asks
        .iter()
        .enumerate()
        .map(|(place, ask)| {
            let kept = draft
                .asks
                .get(place)
                .copied()
                .flatten()
                .map(Answer::as_str)
                .unwrap_or_default();
            one_ask(here, open, place, ask, refused, kept)
        })
        .collect_view();
    let chosen = refused.value("verdict", draft.verdict.map(Verdict::as_str).unwrap_or_default());
    let problem = refused.problem("verdict");
    let invalid = problem.is_some().then_some("");
    let verdicts = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let means = match verdict {
                Verdict::Approve => "all asks agreed; the pilot is prepared".to_owned(),
                Verdict::RequestChanges => {
                    format!("goes back to {}; say what would change your mind", open.request.sent_by)
                }
                Verdict::Decline => "the pilot does not run; say why".to_owned(),
            };
            view! {
                <label class="choice">
                    <input type="radio" name="verdict" value=verdict.as_str() checked=chosen == verdict.as_str()/>
                    <span>{verdict.label()} " " <span class="hint">{means}</span></span>
                </label>
            }
        })
        .collect_view();
    let form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="request" value=open.request.request_id.to_string()/>
            {asks}
            <div>
        <fieldset class="choices" id="verdict" data-invalid=invalid>
                <legend>{format!("Your decision on revision {number}")}</legend>
                {problem.map(|problem| view! { <p class="error">{problem}</p> })}
                {verdicts}
            </fieldset>
        </div>
            <TextArea
                refused=refused.clone()
                name="comment"
                label="Comment"
                hint="Required unless you approve. Everybody in the pilot can read it."
                value=draft.comment
            />
            <div class="sticky-actions"><button class="button" data-kind="primary">"Check before you decide"</button></div>
    }
    .into_any();
    view! {
        {newer(here, open, &view.latest)}
        {newer_zone(here, open)}
        <p>
            "You decide on exactly "
            <a href=here.url(&format!("proposal/r/{number}"))>{format!("revision {number}")}</a>
            ", hash " <code class="hash">{open.revision.digest.short().to_owned()}</code> "."
        </p>
        <ActionForm action=check attr:class="form" attr:novalidate="">{form}</ActionForm>
    }
}

fn one_ask(here: &Here, open: &Open, place: usize, ask: &Ask, refused: &Refused, kept: &str) -> impl IntoView + use<> {
    let name = ask_field(place);
    let chosen = refused.value(&name, kept);
    let problem = refused.problem(&name);
    let invalid = problem.is_some().then_some("");
    let choices = Answer::ALL
        .into_iter()
        .map(|answer| {
            view! {
                <label class="choice">
                    <input type="radio" name=name.clone() value=answer.as_str() checked=chosen == answer.as_str()/>
                    <span>{answer.label()}</span>
                </label>
            }
        })
        .collect_view();
    let zone = (ask.subject == Subject::ZoneBoundary).then(|| {
        let zone = here.url(&format!("zone/v/{}", open.request.zone_version));
        view! { " " <a href=zone>"Read the boundaries"</a> }
    });
    view! {
        <fieldset class="ask" id=name data-invalid=invalid>
            <legend><span class="ask-number">{format!("Ask {}", place + 1)}</span> " " {ask.title.clone()}</legend>
            <p class="ask-detail">
                <strong>{ask.detail.clone()}</strong> {zone}
                {ask.words.clone().map(|words| view! { <br/> <q>{words}</q> })}
                {problem.map(|problem| view! { <span class="error">{problem}</span> })}
            </p>
            <div class="choice-row">{choices}</div>
        </fieldset>
    }
}

/// Where approval stands, for everybody but the approver who is asked.
fn status(here: &Here, view: &Page) -> impl IntoView + use<> {
    if let Some(coverage) = &view.coverage {
        return covered(here, coverage);
    }
    match (&view.open, view.requests.first()) {
        (Some(open), _) => view! {
            <div class="banner" data-kind="info">
                <p>{format!("Revision {} is with {}.", open.request.revision, open.request.approver)}</p>
            </div>
        }
        .into_any(),
        (None, Some(request)) => {
            let record = request
                .outcome
                .map(|outcome| here.url(&format!("approval/record/{}", outcome.approval_id)));
            let done = request
                .outcome
                .map(|outcome| outcome.verdict.done())
                .unwrap_or_default();
            view! {
                <div class="banner" data-kind="warn">
                    <p>
                        {format!("{done}: revision {}. ", request.revision)}
                        {record.map(|record| view! { <a href=record>"Read why"</a> })}
                    </p>
                </div>
            }
            .into_any()
        }
        (None, None) => view! {
            <div class="empty">
                <p>"Nothing has been sent for approval yet."</p>
                <p><a href=here.url("proposal")>"Read the proposal"</a></p>
            </div>
        }
        .into_any(),
    }
}

/// Every request with what came of it.
fn requests(here: &Here, requests: &[Request]) -> Option<impl IntoView + use<>> {
    let newest = requests.first().map(|request| request.request_id);
    let zone = here.pilot.zone;
    let rows = requests
        .iter()
        .map(|request| {
            let outcome = match request.outcome {
                Some(outcome) => {
                    let kind = match outcome.verdict {
                        Verdict::Approve => "ok",
                        Verdict::RequestChanges => "warn",
                        Verdict::Decline => "bad",
                    };
                    view! {
                        <span class="chip" data-kind=kind>{outcome.verdict.done()}</span>
                        <a href=here.url(&format!("approval/record/{}", outcome.approval_id))>
                            "Record" <span class="visually-hidden">{format!(" {}", outcome.approval_id)}</span>
                        </a>
                    }
                    .into_any()
                }
                None if Some(request.request_id) == newest => {
                    view! { <span class="chip" data-kind="info">"Waiting"</span> }.into_any()
                }
                None => view! { <span class="chip">"Superseded"</span> }.into_any(),
            };
            view! {
                <li>
                    <a class="history-number" href=here.url(&format!("proposal/r/{}", request.revision))>
                        {format!("Revision {}", request.revision)}
                    </a>
                    <span>{format!("with zone version {}, sent by {} to {}", request.zone_version, request.sent_by, request.approver)}</span>
                    <span class="muted"><Time at=request.sent_at zone=zone/></span>
                    {outcome}
                </li>
            }
        })
        .collect_view();
    (!requests.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Requests"</h2>
                <ol class="history">{rows}</ol>
            </section>
        }
    })
}
