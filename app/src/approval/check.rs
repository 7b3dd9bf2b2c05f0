//! The page between answers and decision.

use chrono::SecondsFormat;
use domain::approval::{Answer, Verdict};
use domain::policy::Action;
use leptos::prelude::*;

use super::actions::{Decide as DoDecide, ask_field};
use super::pages::{newer, newer_zone};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::proposal::pages::moved;
use crate::proposal::terms::facts;
use crate::routes::param;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, page, working};

/// `/p/:pilot/approval/check`.
#[component]
pub fn Check() -> impl IntoView {
    let slug = param("pilot");
    let action = ServerAction::<DoDecide>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::Approve).await?;
        let refused = Refused::load(refused).await?.of("approval/decide");
        let view = store::approval::page(here.pool(), here.pilot.pilot_id, here.who(), here.pilot.zone).await?;
        let approval = here.url("approval");
        let open = view.open.filter(|open| open.request.approver_id == here.who());
        let Some(open) = open else {
            // What was typed here is about a request that is decided or gone: say so where it stands now.
            let sentence = refused.problems().into_iter().next().map(|(_, sentence)| sentence);
            return match sentence {
                Some(sentence) => Err(AppError::Refused(sentence)),
                None => Err(AppError::Again(approval)),
            };
        };
        let Some(draft) = open.draft.as_ref() else {
            return match refused.problems().into_iter().next() {
                Some((_, sentence)) => Err(AppError::Refused(sentence)),
                None => Err(AppError::Again(approval)),
            };
        };
        let Ok(checked) = draft.answers.check(open.asks.len()) else {
            return Err(AppError::Again(approval));
        };
        let number = open.request.revision;
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
        let (button, happens) = match checked.verdict {
            Verdict::Approve => (
                format!("Approve revision {number}"),
                format!(
                    "{} finds it in their inbox. The zone can be signed and people enrolled; any later change of the terms needs your approval again.",
                    open.request.sent_by
                ),
            ),
            Verdict::RequestChanges => (
                format!("Return revision {number}"),
                format!(
                    "{} finds it in their inbox and reads your comment. They can send another revision.",
                    open.request.sent_by
                ),
            ),
            Verdict::Decline => (
                format!("Decline revision {number}"),
                format!(
                    "{} finds it in their inbox and reads your comment. The pilot does not run.",
                    open.request.sent_by
                ),
            ),
        };
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
                {moved(&here, &open.revision, &domain::terms::read(&open.revision.body), false)}
                {newer_zone(&here, &open)}
                <dl class="facts">
                    <div>
                        <dt>"Revision"</dt>
                        <dd>
                            <a href=here.url(&format!("proposal/r/{number}"))>{number.to_string()}</a>
                            ", " <code class="hash">{open.revision.digest.short().to_owned()}</code>
                        </dd>
                    </div>
                    {rows}
                    <div>
                        <dt>"Your decision"</dt>
                        <dd>{checked.verdict.label()}</dd>
                        {change("verdict".to_owned(), "your decision".to_owned())}
                    </div>
                    <div>
                        <dt>"Comment"</dt>
                        <dd>{comment}</dd>
                        {change("comment".to_owned(), "the comment".to_owned())}
                    </div>
                </dl>
                <section class="section">
                    <h2>"The terms you decide on"</h2>
                    {facts(&open.revision.terms, here.pilot.zone)}
                </section>
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
            },
        )
        .await
    })
}
