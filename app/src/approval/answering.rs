//! The form of whoever decides: asks, conditions, decision, comment.

use domain::approval::{Answer, Ask, Subject, Verdict};
use domain::terms::Reading;
use domain::zone::ZoneItem;
use leptos::prelude::*;
use store::approval::{Open, Page};

use super::actions::{Check as DoCheck, ask_field};
use super::beside::text as text_beside;
use super::changes::since;
use super::glance::glance;
use super::parts::{newer, newer_zone};
use super::stating::Stating;
use crate::form::Refused;
use crate::here::Here;
use crate::proposal::parts::moved;
use crate::ui::{Hidden, TextArea, inline, visible};

/// The form of whoever can fill a seat.
pub fn answering(
    here: &Here,
    open: &Open,
    view: &Page,
    items: &[ZoneItem],
    understood: &Reading,
    refused: &Refused,
    check: ServerAction<DoCheck>,
) -> impl IntoView + use<> {
    let draft = open
        .draft
        .as_ref()
        .map(|draft| draft.answers.clone())
        .unwrap_or_default();
    let number = open.request.revision;
    let stating = Stating::of(here, open, refused, &draft.conditions);
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
            one_ask(here, open, place, ask, (refused, kept), &stating)
        })
        .collect_view();
    let text = here.url(&format!("proposal/r/{number}"));
    let verdict = draft.verdict.map(Verdict::as_str).unwrap_or_default();
    let form = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="request" value=open.request.request_id.to_string()/>
        <Hidden name="seat" value=open.seat.approver_id.to_string()/>
        // Enter in a field presses the first button: it has to be this one, not the one for more rows.
        <button class="visually-hidden" tabindex="-1" aria-hidden="true">"Check before you decide"</button>
        {asks}
        {decision(open, refused, verdict)}
        {stating.carried()}
        {stating.at(None, false)}
        <TextArea
            refused=refused.clone()
            name="comment"
            label="Comment"
            hint="Required unless you approve. Everybody in the pilot can read it."
            value=draft.comment
        />
        <div class="sticky-actions" data-of="asks"><button class="button" data-kind="primary">"Check before you decide"</button></div>
    }
    .into_any();
    view! {
        {newer(here, open, &view.latest)}
        {newer_zone(here, open)}
        {glance(
            &open.revision.terms,
            here.zones(),
            (open.request.zone_version, items),
            here.url(&format!("zone/v/{}", open.request.zone_version)),
            &here.facts.remarks,
        )}
        {moved(here, &open.revision, understood, (&text, false))}
        {since(here, open, items)}
        <p>
            "You decide on exactly "
            <a href=here.url(&format!("proposal/r/{number}"))>{format!("revision {number}")}</a>
            ", hash " <code class="hash">{open.revision.digest.short().to_owned()}</code> "."
        </p>
        <div class="deciding">
            {text_beside(here, open, understood)}
            <ActionForm action=check attr:class="form" attr:novalidate="">{form}</ActionForm>
        </div>
    }
}

fn one_ask(
    here: &Here,
    open: &Open,
    place: usize,
    ask: &Ask,
    (refused, kept): (&Refused, &str),
    stating: &Stating<'_>,
) -> impl IntoView + use<> {
    let name = ask_field(place);
    let chosen = refused.value(&name, kept);
    let problem = refused.problem(&name);
    let invalid = problem.is_some().then_some("");
    let error = problem.as_ref().map(|_| format!("{name}-error"));
    let problem = problem.map(|problem| view! { <p class="error" id=error.clone()>{problem}</p> });
    let choices = Answer::ALL
        .into_iter()
        .enumerate()
        .map(|(row, answer)| {
            // The summary of problems leads to the first of them.
            let id = (row == 0).then(|| name.clone());
            view! {
                <label class="choice">
                    <input type="radio" id=id name=name.clone() value=answer.as_str() checked=chosen == answer.as_str()/>
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
        <fieldset class="ask" data-invalid=invalid aria-describedby=error>
            <legend>{title(place, ask)}</legend>
            <p class="ask-detail">{detail(ask)} {zone}</p>
            {problem}
            <div class="choice-row">{choices}</div>
            {stating.at(Some(place), chosen == Answer::AgreeWithCondition.as_str())}
        </fieldset>
    }
}

fn title(place: usize, ask: &Ask) -> impl IntoView + use<> {
    view! { <span class="ask-number">{format!("Ask {}", place + 1)}</span> " " {ask.title.clone()} }
}

/// What exactly is asked, and the document's own words for it.
fn detail(ask: &Ask) -> impl IntoView + use<> {
    let words = ask
        .words
        .clone()
        .map(|words| view! { <q>{inline(&visible(&words))}</q> });
    view! { <strong>{ask.detail.clone()}</strong> " " {words} }
}

/// The asks as they will be put, for whoever is about to send them.
pub fn asks_ahead(asks: &[Ask]) -> impl IntoView + use<> {
    let rows = asks
        .iter()
        .enumerate()
        .map(|(place, ask)| view! { <li class="ask"><h3>{title(place, ask)}</h3> <p class="ask-detail">{detail(ask)}</p></li> })
        .collect_view();
    view! { <ol class="asks-ahead">{rows}</ol> }
}

fn decision(open: &Open, refused: &Refused, kept: &str) -> impl IntoView + use<> {
    let chosen = refused.value("verdict", kept);
    let problem = refused.problem("verdict");
    let invalid = problem.is_some().then_some("");
    let sender = &open.request.sent_by;
    let verdicts = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let means = match verdict {
                Verdict::Approve => "all asks agreed; the pilot is prepared".to_owned(),
                Verdict::ApproveWithConditions => {
                    "the same, and the pilot starts once you have closed the conditions you state".to_owned()
                }
                Verdict::RequestChanges => format!("goes back to {sender}; say what would change your mind"),
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
    // The box around it keeps the set as narrow as its rows.
    view! {
        <div>
            <fieldset class="choices" id="verdict" data-invalid=invalid>
                <legend>{format!("Your decision on revision {}", open.request.revision)}</legend>
                {problem.map(|problem| view! { <p class="error">{problem}</p> })}
                {verdicts}
            </fieldset>
        </div>
    }
}
