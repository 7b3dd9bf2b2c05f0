//! The form of whoever decides: asks, conditions, decision, comment.

use domain::approval::{Answer, Ask, Subject, Verdict, Wanted, condition_due};
use domain::calendar::local_date;
use domain::terms::Reading;
use domain::zone::ZoneItem;
use leptos::prelude::*;
use store::approval::{Open, Page};

use super::actions::{Check as DoCheck, MOST_CONDITIONS, ask_field, condition_field};
use super::changes::since;
use super::glance::glance;
use super::parts::{newer, newer_zone};
use crate::form::Refused;
use crate::here::Here;
use crate::proposal::parts::moved;
use crate::ui::{Field, Hidden, TextArea};

/// How many rows for conditions the form has before more are asked for.
const ROWS: usize = 3;

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
        {conditions(here, open, refused, &draft.conditions)}
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
        {glance(
            &open.revision.terms,
            here.pilot.zone,
            (open.request.zone_version, items),
            here.url(&format!("zone/v/{}", open.request.zone_version)),
        )}
        {moved(here, &open.revision, understood, (&text, false))}
        {since(here, open, items)}
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
            <legend><span class="ask-number">{format!("Ask {}", place + 1)}</span> " " {ask.title.clone()}</legend>
            <p class="ask-detail">
                <strong>{ask.detail.clone()}</strong> {zone}
                {ask.words.clone().map(|words| view! { <br/> <q>{words}</q> })}
            </p>
            {problem}
            <div class="choice-row">{choices}</div>
        </fieldset>
    }
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
                    "the same, and the pilot starts once you have closed the conditions below".to_owned()
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

fn conditions(here: &Here, open: &Open, refused: &Refused, kept: &[Wanted]) -> impl IntoView + use<> {
    let typed: usize = refused.value("rows", "").parse().unwrap_or_default();
    let rows = ROWS.max(typed).max(kept.len()).min(MOST_CONDITIONS);
    let terms = open.revision.terms.agreed().ok();
    let due = terms.map(|terms| condition_due(&terms, local_date(here.now, here.pilot.zone)).to_string());
    let items = (0..rows)
        .map(|place| {
            one_condition(
                open,
                refused,
                place,
                kept.get(place),
                due.as_deref().unwrap_or_default(),
            )
        })
        .collect_view();
    let more = (rows < MOST_CONDITIONS).then(|| {
        view! { <p><button class="button" name="more" value="yes">"Add another condition"</button></p> }
    });
    // Most approvals have none, and the form is read on phones.
    let stated = typed > 0 && refused.is_some() || !kept.is_empty();
    view! {
        <details class="fold" open=stated>
            <summary>"Conditions"</summary>
            <fieldset id="conditions">
                <legend class="visually-hidden">"Conditions"</legend>
                <p class="hint">
                    "Only with “Approve with conditions”. The pilot cannot start while one is open: the owner hands in evidence, and you close it. Leave a row empty to leave it out."
                </p>
                <Hidden name="rows" value=rows.to_string()/>
                <ol class="conditions">{items}</ol>
                {more}
            </fieldset>
        </details>
    }
}

fn one_condition(
    open: &Open,
    refused: &Refused,
    place: usize,
    kept: Option<&Wanted>,
    due: &str,
) -> impl IntoView + use<> {
    let n = place + 1;
    let kept = kept.cloned();
    let text = kept.as_ref().map(|c| c.text.clone()).unwrap_or_default();
    let evidence = kept.as_ref().map(|c| c.evidence.clone()).unwrap_or_default();
    let owner = kept.as_ref().and_then(|c| c.owner).map(|id| id.to_string());
    let kept_due = kept.as_ref().and_then(|c| c.due_on).map(|day| day.to_string());
    let ask = kept.as_ref().and_then(|c| c.ask).map(|ask| (ask + 1).to_string());
    let owners = open
        .limits
        .members
        .iter()
        .map(|(person, name)| (person.to_string(), name.clone()))
        .collect();
    let about = open
        .asks
        .iter()
        .enumerate()
        .map(|(place, ask)| ((place + 1).to_string(), format!("Ask {}, {}", place + 1, ask.title)))
        .collect();
    // A new row starts with the day; one that was typed shows what stood in it.
    let due = match refused.value(&condition_field("due", place), "") {
        typed if !typed.is_empty() => typed,
        _ if refused.problem(&condition_field("due", place)).is_some() => String::new(),
        _ => kept_due.unwrap_or_else(|| due.to_owned()),
    };
    view! {
        <li>
            <TextArea
                refused=refused.clone()
                name=condition_field("text", place)
                label=format!("Condition {n}: what has to happen")
                value=text
                rows=2
            />
            <Field
                refused=refused.clone()
                name=condition_field("evidence", place)
                label=format!("Evidence that closes condition {n}")
                value=evidence
            />
            <div class="field-row">
                {select(refused, &condition_field("owner", place), format!("Owner of condition {n}"), "Choose", owners, owner)}
                {due_field(refused, &condition_field("due", place), format!("Due day of condition {n}"), due)}
                {select(refused, &condition_field("ask", place), format!("What condition {n} is about"), "The pilot as a whole", about, ask)}
            </div>
        </li>
    }
}

fn due_field(refused: &Refused, name: &str, label: String, value: String) -> impl IntoView + use<> {
    let problem = refused.problem(name);
    let invalid = problem.is_some();
    let error = invalid.then(|| format!("{name}-error"));
    let name = name.to_owned();
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=name.clone()>{label}</label>
            {problem.map(|problem| view! { <p class="error" id=error.clone()>{problem}</p> })}
            <input
                type="date"
                id=name.clone()
                name=name
                value=value
                aria-invalid=invalid.then_some("true")
                aria-describedby=error
            />
        </div>
    }
}

fn select(
    refused: &Refused,
    name: &str,
    label: String,
    empty: &'static str,
    options: Vec<(String, String)>,
    kept: Option<String>,
) -> impl IntoView + use<> {
    let chosen = refused.value(name, &kept.unwrap_or_default());
    let problem = refused.problem(name);
    let invalid = problem.is_some();
    let error = invalid.then(|| format!("{name}-error"));
    let name = name.to_owned();
    let options = options
        .into_iter()
        .map(|(word, label)| {
            let selected = word == chosen;
            view! { <option value=word selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=name.clone()>{label}</label>
            {problem.map(|problem| view! { <p class="error" id=error.clone()>{problem}</p> })}
            <select id=name.clone() name=name aria-invalid=invalid.then_some("true") aria-describedby=error>
                <option value="">{empty}</option>
                {options}
            </select>
        </div>
    }
}
