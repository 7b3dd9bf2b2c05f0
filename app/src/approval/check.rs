//! The page between answers and decision.

use chrono::SecondsFormat;
use domain::approval::{Answer, Checked, Verdict, counted_conditions};
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::prelude::*;
use store::approval::Open;

use super::actions::{Decide as DoDecide, ask_field};
use super::conditions;
use super::parts::{newer, newer_zone};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::proposal::parts::{moved, understood};
use crate::proposal::terms::facts;
use crate::time::day;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, page, working};

/// `/p/:pilot/approval/check`.
#[component]
pub fn Check() -> impl IntoView {
    let slug = param("pilot");
    let action = ServerAction::<DoDecide>::new();
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::Approve).await?;
        let refused = Refused::load(token.clone()).await?.of("approval/decide");
        let view = store::approval::page(here.pool(), &here.facts, here.who(), here.now).await?;
        let approval = here.url("approval");
        let waiting = view.open.and_then(|open| open.draft.clone().map(|draft| (open, draft)));
        let Some((open, draft)) = waiting else {
            // What is shown here is about a request that is decided or gone: where it stands now says so.
            return Err(AppError::Again(match token.filter(|_| refused.is_some()) {
                Some(token) => format!("{approval}?refused={token}"),
                None => approval,
            }));
        };
        let Ok(checked) = draft.answers.check(&open.limits.bounds()) else {
            return Err(AppError::Again(approval));
        };
        let reading = understood(&here, &open.revision).await?;
        let number = open.request.revision;
        let text = here.url(&format!("proposal/r/{number}"));
        let change = |anchor: String, what: String| {
            view! {
                <dd class="change">
                    <a href=format!("{approval}#{anchor}")>"Change" <span class="visually-hidden">{format!(" {what}")}</span></a>
                </dd>
            }
        };
        let rows = open
            .asks
            .iter()
            .zip(&checked.asks)
            .enumerate()
            .map(|(place, (ask, answer))| {
                let n = place + 1;
                view! {
                    <div>
                        <dt>{format!("Ask {n}, {}", ask.title)}</dt>
                        <dd>{Answer::label(*answer)} <br/> <span class="muted">{ask.detail.clone()}</span></dd>
                        {change(ask_field(place), format!("ask {n}"))}
                    </div>
                }
            })
            .collect_view();
        let (button, happens) = act(&checked, number, &open);
        let stated = checked
            .conditions
            .iter()
            .map(|condition| {
                let owner = open
                    .limits
                    .members
                    .iter()
                    .find(|(person, _)| *person == condition.owner);
                let about = condition
                    .ask
                    .map(|ask| format!("Ask {}. ", ask + 1))
                    .unwrap_or_default();
                (
                    format!("{about}{}", condition.text),
                    condition.evidence.clone(),
                    owner.map(|(_, name)| name.clone()).unwrap_or_default(),
                    day(condition.due_on),
                )
            })
            .collect();
        let deciding_for = (open.seat.approver_id != here.who()).then(|| {
            view! {
                <div><dt>"You decide for"</dt><dd>{format!("{}, who is away", open.seat.approver)}</dd></div>
            }
        });
        let doubt = checked.doubt.map(|doubt| {
            let verdict = checked.verdict.label().to_lowercase();
            let sure = refused.value("sure", "") == "yes";
            view! {
                <fieldset class="choices" id="sure">
                    <legend>{doubt.question(open.asks.len())}</legend>
                    <label class="choice">
                        <input type="checkbox" name="sure" value="yes" checked=sure/>
                        <span>{format!("I agree to every ask and still mean “{verdict}”")}</span>
                    </label>
                    <p class="hint">"Otherwise change an answer or the decision above."</p>
                </fieldset>
            }
        });
        let comment = if checked.comment.is_empty() {
            "None".to_owned()
        } else {
            checked.comment.clone()
        };
        let email = here.person.email.clone();
        let danger = if checked.verdict == Verdict::Decline {
            "danger"
        } else {
            "primary"
        };
        let form = view! {
                    <Hidden name="pilot" value=here.pilot.slug.clone()/>
                    <Hidden name="request" value=open.request.request_id.to_string()/>
                    <Hidden name="seat" value=open.seat.approver_id.to_string()/>
                    <Hidden name="answers" value=draft.saved_at.to_rfc3339_opts(SecondsFormat::Micros, true)/>
                    {doubt}
                    <p>{happens}</p>
                    <input type="hidden" name="username" autocomplete="username" value=email/>
                    <Field
                        refused=refused.clone()
                        name="password"
                        label="Your password"
                        kind="password"
                        hint="So that nobody decides in your name."
                        autocomplete="current-password"
                        width="medium"
                    />
                    <div class="actions">
                        <button class="button" data-kind=danger>{button}</button>
                        <a class="button" data-kind="quiet" href=approval.clone()>"Back"</a>
                    </div>
        }
        .into_any();
        working(
            &here,
            "Check before you decide",
            Nav::Approval,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>"Check before you decide"</h1>
                    <p>"Nothing is decided yet."</p>
                </header>
                {newer(&here, &open, &view.latest)}
                {moved(&here, &open.revision, &reading, (&text, false))}
                {newer_zone(&here, &open)}
                <dl class="facts">
                    <div>
                        <dt>"Revision"</dt>
                        <dd>
                            <a href=here.url(&format!("proposal/r/{number}"))>{number.to_string()}</a>
                            ", " <code class="hash">{open.revision.digest.short().to_owned()}</code>
                        </dd>
                    </div>
                    {deciding_for}
                    {rows}
                    <div>
                        <dt>"Your decision"</dt>
                        <dd>{checked.verdict.label()}</dd>
                        {change("verdict".to_owned(), "your decision".to_owned())}
                    </div>
                    {conditions::facts(stated)}
                    <div>
                        <dt>"Comment"</dt>
                        <dd>{comment}</dd>
                        {change("comment".to_owned(), "the comment".to_owned())}
                    </div>
                </dl>
                <section class="section">
                    <h2>"The terms you decide on"</h2>
                    {facts(&open.revision.terms, here.pilot.zone, &[])}
                </section>
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
            },
        )
        .await
    })
}

/// The button that names the act, and in a sentence what happens then.
fn act(checked: &Checked, number: RevisionNumber, open: &Open) -> (String, String) {
    let sender = &open.request.sent_by;
    let others = open
        .request
        .seats
        .iter()
        .filter(|seat| seat.approver_id != open.seat.approver_id);
    let waits: Vec<&str> = others
        .filter(|seat| seat.filled.is_none())
        .map(|seat| seat.approver.as_str())
        .collect();
    let waits = match &waits[..] {
        [] => String::new(),
        names => format!(" It also takes the approval of {}.", domain::listing(names)),
    };
    match checked.verdict {
        Verdict::Approve => (
            format!("Approve revision {number}"),
            format!(
                "{sender} sees it at once. The zone can be signed and people enrolled; any later change of the terms needs your approval again.{waits}"
            ),
        ),
        Verdict::ApproveWithConditions => {
            let conditions = counted_conditions(checked.conditions.len());
            let (find, them) = match checked.conditions.len() {
                1 => ("The owner finds the condition in their inbox.", "it"),
                _ => ("The owners find their conditions in their inbox.", "them"),
            };
            (
                format!("Approve revision {number} with {conditions}"),
                format!("{find} The pilot may start once you have closed {them}.{waits}"),
            )
        }
        Verdict::RequestChanges => (
            format!("Return revision {number}"),
            format!("{sender} finds it in their inbox and reads your comment. They can send another revision."),
        ),
        Verdict::Decline => (
            format!("Decline revision {number}"),
            format!("{sender} finds it in their inbox and reads your comment. The pilot does not run."),
        ),
    }
}
