//! The conditions of an approval: their list, and a page for each with what was done about it.

use chrono_tz::Tz;
use domain::approval::{Obstacle, Progress, Step, may_take};
use domain::calendar::local_date;
use domain::ids::ConditionId;
use domain::policy::Action;
use leptos::prelude::*;
use store::approval::{Condition, Judged, StepTaken};

use super::steps::{CloseCondition, ReturnEvidence, SubmitEvidence};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::{Time, day};
use crate::ui::{ErrorSummary, Hidden, Nav, TextArea, breadcrumb, linked, page, working};

/// The conditions of an approval as rows, each a link to its page.
pub fn list(here: &Here, conditions: &[Condition]) -> impl IntoView + use<> {
    let today = local_date(here.now, here.pilot.zone);
    let rows = conditions
        .iter()
        .map(|condition| {
            let progress = condition.progress();
            let overdue = condition.is_overdue(today);
            let (kind, word) = match progress {
                Progress::Closed => ("done", "Closed".to_owned()),
                _ if overdue => ("error", format!("{}, overdue", progress.label())),
                Progress::EvidenceIn => ("progress", progress.label().to_owned()),
                Progress::Open | Progress::Returned => ("todo", progress.label().to_owned()),
            };
            let about = about(condition);
            let hint = format!("{about}{}, due {}", condition.owner, day(condition.stated.due_on));
            view! {
                <li>
                    <a href=here.url(&format!("approval/condition/{}", condition.condition_id))>
                        <span>{condition.stated.text.clone()} " " <span class="hint">{hint}</span></span>
                        <span class="status" data-kind=kind>{word}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="task-list">{rows}</ul> }
}

/// "Ask 2. ", or nothing for the pilot as a whole.
fn about(condition: &Condition) -> String {
    condition
        .stated
        .ask
        .map(|ask| format!("Ask {}. ", ask + 1))
        .unwrap_or_default()
}

/// The conditions as they were stated, for check page and record.
pub fn facts(rows: Vec<(String, String, String, String)>) -> impl IntoView {
    rows.into_iter()
        .enumerate()
        .map(|(place, (text, evidence, owner, due))| {
            view! {
                <div>
                    <dt>{format!("Condition {}", place + 1)}</dt>
                    <dd>
                        {text} <br/>
                        <span class="muted">{shown_by(&evidence)} {format!("Owner: {owner}. Due {due}.")}</span>
                    </dd>
                </div>
            }
        })
        .collect_view()
}

/// What shows that a condition is met, where that was said.
fn shown_by(evidence: &str) -> Option<impl IntoView + use<>> {
    let evidence = evidence.trim_end_matches('.');
    (!evidence.is_empty()).then(|| view! { "Shown by: " {linked(evidence)} ". " })
}

/// `/p/:pilot/approval/condition/:id`.
#[component]
pub fn ConditionPage() -> impl IntoView {
    let slug = param("pilot");
    let id = param("id");
    let token = Refused::token();
    let submit = ServerAction::<SubmitEvidence>::new();
    let send_back = ServerAction::<ReturnEvidence>::new();
    let close = ServerAction::<CloseCondition>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let id: ConditionId = id.parse().map_err(|_| AppError::NotFound)?;
        let refused = Refused::load(token).await?;
        let view = store::approval::condition(&here.facts, (here.who(), id), here.now)?;
        let condition = &view.condition;
        let zone = here.pilot.zone;
        let overdue = condition.is_overdue(local_date(here.now, zone));
        let progress = condition.progress();
        let title = if progress.is_open() {
            "Condition"
        } else {
            "Condition, closed"
        };
        let record = here.url(&format!("approval/record/{}", condition.approval_id));
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("approval", "Approval")], "Condition")}
            <header class="page-head"><h1>{title}</h1></header>
            {(!view.in_effect)
                .then(|| {
                    view! {
                        <div class="banner" data-kind="info">
                            <p>"A newer request replaced the approval this condition belongs to. It binds nobody any more."</p>
                        </div>
                    }
                })}
            <p class="lead">{condition.stated.text.clone()}</p>
            <dl class="facts">
                <div>
                    <dt>"Status"</dt>
                    <dd>{progress.label()} {overdue.then_some(", overdue")}</dd>
                </div>
                <div><dt>"Owner"</dt><dd>{condition.owner.clone()}</dd></div>
                <div><dt>"Due"</dt><dd>{day(condition.stated.due_on)} ", " {zone.name()}</dd></div>
                <div>
                    <dt>"Evidence wanted"</dt>
                    <dd>
                        {match &*condition.stated.evidence {
                            "" => view! { "Not said: the owner hands in what shows that it is met." }.into_any(),
                            evidence => linked(evidence).into_any(),
                        }}
                    </dd>
                </div>
                <div>
                    <dt>"Is about"</dt>
                    <dd>
                        {condition
                            .stated
                            .ask
                            .map_or_else(|| "The pilot as a whole".to_owned(), |ask| format!("Ask {}", ask + 1))}
                    </dd>
                </div>
                <div>
                    <dt>"Set by"</dt>
                    <dd>
                        {condition.set_by.clone()} ", "
                        <a href=record>{format!("with the approval of revision {}", condition.revision)}</a>
                    </dd>
                </div>
            </dl>
            {steps(&condition.steps, zone)}
            {view.in_effect.then(|| forms(&here, &view, &refused, (submit, send_back, close)))}
        };
        working(&here, title, Nav::Approval, body).await
    })
}

fn steps(steps: &[StepTaken], zone: Tz) -> Option<impl IntoView + use<>> {
    let rows = steps
        .iter()
        .map(|taken| {
            view! {
                <li>
                    <Time at=taken.at zone=zone/>
                    <p>{format!("{} {}: ", taken.by, taken.step.done())} {linked(&taken.note)}</p>
                </li>
            }
        })
        .collect_view();
    (!steps.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"What was done"</h2>
                <ol class="activity">{rows}</ol>
            </section>
        }
    })
}

type Actions = (
    ServerAction<SubmitEvidence>,
    ServerAction<ReturnEvidence>,
    ServerAction<CloseCondition>,
);

/// What the reader can do about it now.
fn forms(here: &Here, view: &Judged, refused: &Refused, (submit, send_back, close): Actions) -> impl IntoView + use<> {
    let condition = &view.condition;
    let can = |step| may_take(step, condition.progress(), view.part);
    let (slug, id) = (here.pilot.slug.clone(), condition.condition_id.to_string());
    let carried = move || {
        view! {
            <Hidden name="pilot" value=slug.clone()/>
            <Hidden name="condition" value=id.clone()/>
        }
    };
    let submit = can(Step::Submit).is_ok().then(|| {
        let form = view! {
            {carried()}
            <TextArea
                refused=refused.of("approval/submit_evidence")
                name="evidence"
                label="Your evidence"
                hint="A text, or the address of a page. Everybody in the pilot can read it."
            />
            <div class="actions"><button class="button" data-kind="primary">"Hand in evidence"</button></div>
        }
        .into_any();
        view! {
            <section class="section">
                <h2>"Hand in evidence"</h2>
                <ActionForm action=submit attr:class="form" attr:novalidate="">{form}</ActionForm>
            </section>
        }
    });
    let close = can(Step::Close).is_ok().then(|| {
        let form = view! {
            {carried()}
            <TextArea
                refused=refused.of("approval/close_condition")
                name="closing_note"
                label="What you saw"
                hint="A closed condition stays closed and no longer blocks the start."
                rows=2
            />
            <div class="actions"><button class="button" data-kind="primary">"Close this condition"</button></div>
        }
        .into_any();
        view! {
            <section class="section">
                <h2>"Close this condition"</h2>
                <ActionForm action=close attr:class="form" attr:novalidate="">{form}</ActionForm>
            </section>
        }
    });
    let send_back = can(Step::Return).is_ok().then(|| {
        let form = view! {
            {carried()}
            <TextArea
                refused=refused.of("approval/return_evidence")
                name="return_reason"
                label="What is missing"
                rows=2
            />
            <div class="actions"><button class="button">"Send the evidence back"</button></div>
        }
        .into_any();
        view! {
            <section class="section">
                <h2>"Send the evidence back"</h2>
                <ActionForm action=send_back attr:class="form" attr:novalidate="">{form}</ActionForm>
            </section>
        }
    });
    let own = (can(Step::Close) == Err(Obstacle::OwnEvidence)).then(|| {
        view! { <p>{Obstacle::OwnEvidence.to_string()}</p> }
    });
    view! { {close}{send_back}{own}{submit} }
}
