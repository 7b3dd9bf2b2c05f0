//! The page of the decision.

use domain::criterion::Choice;
use domain::decision::{Recorded, Side};
use domain::pilot::Status;
use domain::policy::Action;
use domain::readout::rule;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::decision::Earlier;
use store::readout::Snapshot;

use super::actions::{Confirm, Iterate, Record};
use crate::address::param;
use crate::evidence_bundle::offer;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::people::replacement::replaced;
use crate::time::{day, moment, short};
use crate::ui::countersignature::{Countersignature, Sealed, Signed};
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, page, visible, working};

/// `/p/:pilot/decision`: where the rule points, what was recorded, and the form for it.
#[component]
pub fn Decision() -> impl IntoView {
    let slug = param("pilot");
    let record = ServerAction::<Record>::new();
    let confirm = ServerAction::<Confirm>::new();
    let iterate = ServerAction::<Iterate>::new();
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadReadout).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let store::decision::Page {
            recorded,
            decided_on,
            earlier,
            latest,
            latest_is_final,
        } = store::decision::page(here.pool(), here.pilot.pilot_id).await?;
        let confirmed = recorded.as_ref().is_some_and(|recorded| recorded.confirmed.is_some());
        let numbers = decided_on.as_ref().map(|snapshot| frozen(&here, snapshot).into_any());
        let on_record = recorded.as_ref().zip(decided_on.as_ref()).map(|(recorded, snapshot)| {
            receipt(&here, recorded, snapshot, (&refused.of("decision/confirm"), confirm)).into_any()
        });
        let follows = recorded
            .as_ref()
            .filter(|_| confirmed)
            .map(|recorded| what_follows(&here, recorded, &refused.of("decision/iterate"), iterate).into_any());
        let can_record = match (here.pilot.status, &latest) {
            _ if confirmed || !here.may(Action::Decide) => None,
            (Status::Running { .. }, Some(latest)) => Some((latest, true)),
            (Status::Readout, Some(latest)) if latest_is_final => Some((latest, false)),
            _ => None,
        };
        let waiting = recorded.is_some();
        let form = can_record.map(|(latest, early)| {
            let newer = recorded.as_ref().is_some_and(|recorded| recorded.snapshot_id != latest.snapshot_id);
            let again = newer.then(|| frozen(&here, latest).into_any());
            let refused = refused.of("decision/record");
            let form = form(&here, latest, early, &refused, record).into_any();
            if waiting {
                let open = refused.is_some();
                view! { <details class="fold" open=open><summary>"Record another decision instead"</summary>{again}{form}</details> }
                    .into_any()
            } else {
                view! { <section class="section"><h2>{if early { "Roll back early" } else { "Record the decision" }}</h2>{form}</section> }
                    .into_any()
            }
        });
        let not_yet = match here.pilot.status {
            _ if waiting => None,
            Status::Running { .. } | Status::Readout if latest.is_none() => {
                Some("A decision rests on frozen numbers. Freeze them first.")
            }
            Status::Readout if !latest_is_final => {
                Some("The newest numbers were frozen before the pilot ended. Freeze the final numbers first.")
            }
            Status::Running { .. } | Status::Readout | Status::Decided(_) => None,
            _ => Some("The pilot has not started, so there is nothing to decide yet."),
        };
        let not_yet = not_yet.map(|sentence| {
            view! {
                <div class="empty"><p>{sentence}</p><p><a href=here.url("readout")>"Readout"</a></p></div>
            }
        });
        working(
            &here,
            "Decision",
            Nav::Readout,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>"Decision"</h1>
                    <p>"Expand, iterate or roll back: recorded by one side, confirmed by the other."</p>
                </header>
                {replaced(&here)}
                {numbers}
                {on_record}
                {follows}
                {superseded(&here, &earlier)}
                {not_yet}
                {form}
                {offer(&here)}
            },
        )
        .await
    })
}

/// Where the rule points by these numbers, and which numbers they are.
fn frozen(here: &Here, snapshot: &Snapshot) -> impl IntoView + use<> {
    let card = snapshot.scorecard();
    let slides = here.url(&format!("readout/1?snapshot={}", snapshot.snapshot_id));
    let taken_over = snapshot.programme.replaced.iter().map(|one| {
        let since = moment(one.at, here.pilot.zone);
        view! { <p>{visible(&format!("In these numbers: {}, {since}.", one.sentence()))}</p> }
    });
    let taken_over = taken_over.collect_view();
    view! {
        <p class="tally">{format!("{}.", rule(&card))}</p>
        <p>
            {format!("{} By the numbers ", card.outlook.sentence)}
            <a href=slides>{format!("frozen {}", short(snapshot.taken_at, here.pilot.zone))}</a>
            ", "
            <code class="hash" title=snapshot.digest.clone()>{snapshot.digest.chars().take(12).collect::<String>()}</code>
            "."
        </p>
        {taken_over}
    }
}

fn receipt(
    here: &Here,
    recorded: &Recorded,
    snapshot: &Snapshot,
    (refused, confirm): (&Refused, ServerAction<Confirm>),
) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let pointed_to = recorded.pointed_to.map_or("More than one choice", Choice::label);
    let reason = (!recorded.reason.is_empty()).then(|| {
        view! { <div><dt>"Why"</dt><dd>{recorded.reason.clone()}</dd></div> }
    });
    // Until both sides had signed: later there is none.
    let until = recorded.confirmed.as_ref().map_or(here.now, |(_, at)| *at);
    let taken_over = here.facts.replaced.iter().filter(|one| one.at <= until).map(|one| {
        let since = moment(one.at, zone);
        view! { <div><dt>"Replaced after the start"</dt><dd>{visible(&format!("{}, {since}. {}", one.sentence(), one.reason))}</dd></div> }
    });
    let taken_over = taken_over.collect_view();
    let confirmed = match &recorded.confirmed {
        Some((by, at)) => Signed::new("Confirmed by", by, *at),
        None => Signed::missing("To be confirmed by", recorded.waits_for.clone()),
    };
    let sides = vec![
        Signed::new("Recorded by", &recorded.recorded_by_name, recorded.recorded_at),
        confirmed,
    ];
    let hash = Some(Sealed {
        what: "By the numbers with the hash".to_owned(),
        digest: snapshot.digest.clone(),
        verified_at: here.url(&format!("readout/1?snapshot={}", snapshot.snapshot_id)),
    });
    let what = if recorded.confirmed.is_some() {
        "Decided together"
    } else {
        "Recorded, not yet confirmed"
    };
    let theirs = Side::of(&here.standing) == Some(recorded.side.other()) && recorded.confirmed.is_none();
    let confirm = theirs.then(|| {
        let act = format!(
            "Confirm: {}, snapshot of {}",
            recorded.choice.label().to_lowercase(),
            short(snapshot.taken_at, zone)
        );
        let (slug, decision) = (here.pilot.slug.clone(), recorded.decision_id.to_string());
        let refused = refused.clone();
        view! {
            <ActionForm action=confirm attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Hidden name="decision" value=decision/>
                <p class="hint">"With your confirmation the decision is final."</p>
                <Field refused=refused name="password" label="Your password" kind="password" autocomplete="current-password" width="medium"/>
                <div class="actions"><button class="button" data-kind="primary">{act}</button></div>
            </ActionForm>
        }
    });
    view! {
        <section class="receipt" id="recorded">
            <h2 class="verdict">{recorded.choice.label()}</h2>
            <Countersignature what sides zone hash/>
            <dl class="facts">
                <div><dt>"The rule pointed to"</dt><dd>{pointed_to}</dd></div>
                {reason}
                <div><dt>"What happens next"</dt><dd>{recorded.next_step.clone()}</dd></div>
                <div><dt>"Owner"</dt><dd>{recorded.owner.clone()}</dd></div>
                <div><dt>"Due"</dt><dd>{day(recorded.due_on)}</dd></div>
                <div><dt>"Who was there"</dt><dd>{recorded.attendees.clone()}</dd></div>
                {taken_over}
            </dl>
            {confirm}
        </section>
    }
}

/// What comes after a decision that both sides made.
fn what_follows(
    here: &Here,
    recorded: &Recorded,
    refused: &Refused,
    iterate: ServerAction<Iterate>,
) -> impl IntoView + use<> {
    let content = match recorded.choice {
        Choice::Iterate => second(here, refused, iterate).into_any(),
        Choice::Expand => view! {
            <p>"Surfaces take the model on in two waves over a quarter: first those that are new, then those that much depends on. Teams ask for it; nobody is assigned."</p>
            <p>{format!("There is no page for that plan here. {} keeps it where your plans are kept, from what is recorded above.", recorded.owner)}</p>
        }
        .into_any(),
        Choice::RollBack => view! {
            <p>"Everybody goes on as before the pilot. What was agreed, measured and decided stays here to be read, and nothing is entered any more."</p>
        }
        .into_any(),
    };
    view! { <section class="section" id="follows"><h2>"What follows"</h2>{content}</section> }
}

/// The second proposal: those that were begun, and the form that begins one.
fn second(here: &Here, refused: &Refused, iterate: ServerAction<Iterate>) -> impl IntoView + use<> {
    let begun = here
        .facts
        .seconds
        .iter()
        .map(|second| {
            let to = format!("/p/{}", second.slug);
            let said = format!("Begun by {}, {}. ", second.by, moment(second.at, here.pilot.zone));
            view! { <li>{said} <a href=to>"Open the second proposal"</a> " if you are in it."</li> }
        })
        .collect_view();
    let any = !here.facts.seconds.is_empty();
    let form = here.may(Action::EditProposal).then(|| {
        let name: String = format!("{}, second", here.pilot.name).chars().take(80).collect();
        let (slug, refused, open) = (here.pilot.slug.clone(), refused.clone(), refused.is_some());
        let form = view! {
            <ActionForm action=iterate attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Field refused=refused name="name" label="Name of the second pilot" value=name width="medium"/>
                <div class="actions"><button class="button" data-kind=(!any).then_some("primary")>"Begin the second proposal"</button></div>
            </ActionForm>
        }
        .into_any();
        if any {
            view! { <details class="fold" open=open><summary>"Begin another"</summary>{form}</details> }.into_any()
        } else {
            form
        }
    });
    let waits = (!any && form.is_none()).then(|| view! { <p>"The sponsor begins it here."</p> });
    view! {
        <p>"A second proposal, which begins with the signed text, the terms and the zone of this pilot and names it as its first. When its readout is stays open. People are not taken over: whoever begins it is its sponsor and invites the others. Comments, numbers and answers stay here."</p>
        {any.then(|| view! { <ul>{begun}</ul> })}
        {waits}
        {form}
    }
}

/// Records whose place another took: they stay to be read.
fn superseded(here: &Here, earlier: &[Earlier]) -> Option<impl IntoView + use<>> {
    let rows = earlier
        .iter()
        .map(|one| {
            let reason = (!one.reason.is_empty()).then(|| view! { <div><dt>"Why"</dt><dd>{one.reason.clone()}</dd></div> });
            view! {
                <h3>{one.choice.label()}</h3>
                <dl class="facts">
                    <div><dt>"Recorded"</dt><dd>{format!("by {}, {}", one.by, moment(one.at, here.pilot.zone))}</dd></div>
                    {reason}
                    <div><dt>"What was to happen next"</dt><dd>{one.next_step.clone()}</dd></div>
                    <div><dt>"Owner"</dt><dd>{one.owner.clone()}</dd></div>
                    <div><dt>"Due"</dt><dd>{day(one.due_on)}</dd></div>
                </dl>
            }
        })
        .collect_view();
    (!earlier.is_empty()).then(|| {
        view! {
            <section class="section" id="earlier">
                <h2>"Recorded before"</h2>
                <p>"Another record took the place of each before it was confirmed. They decide nothing."</p>
                {rows}
            </section>
        }
    })
}

fn form(
    here: &Here,
    latest: &Snapshot,
    early: bool,
    refused: &Refused,
    record: ServerAction<Record>,
) -> impl IntoView + use<> {
    let pointed_to = Choice::pointed_to(&latest.scorecard().outlook);
    let (why, hint) = match pointed_to {
        _ if early => (
            "Why now?".to_owned(),
            "The pilot is still running, so say why it stops.",
        ),
        Some(choice) => (
            format!("Why not {}?", choice.label().to_lowercase()),
            "Needed when you choose otherwise than the rule.",
        ),
        None => (
            "Why?".to_owned(),
            "The rule does not point to one choice, so say why you make this one.",
        ),
    };
    let chosen = refused.value("choice", if early { Choice::RollBack.as_str() } else { "" });
    let problem = refused.problem("choice");
    let choices = Choice::ALL
        .into_iter()
        .filter(|choice| !early || *choice == Choice::RollBack)
        .enumerate()
        .map(|(row, choice)| {
            let hint = match choice {
                Choice::Expand => "take the model to more teams",
                Choice::Iterate => "run a second pilot",
                Choice::RollBack => "stay on the current model",
            };
            // The summary of problems leads to the first of them.
            let id = if row == 0 {
                "choice".to_owned()
            } else {
                choice.as_str().to_owned()
            };
            view! {
                <label class="choice">
                    <input type="radio" id=id name="choice" value=choice.as_str() checked=chosen == choice.as_str()/>
                    <span>{choice.label()} " " <span class="hint">{hint}</span></span>
                </label>
            }
        })
        .collect_view();
    let (slug, snapshot, refused) = (here.pilot.slug.clone(), latest.snapshot_id.to_string(), refused.clone());
    let invalid = problem.is_some().then_some("");
    view! {
        <ActionForm action=record attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="snapshot" value=snapshot/>
            <fieldset class="choices" data-invalid=invalid>
                <legend>"What you decided"</legend>
                {problem.map(|problem| view! { <p class="error">{problem}</p> })}
                {choices}
            </fieldset>
            <TextArea refused=refused.clone() name="reason" label=why hint=hint/>
            <TextArea refused=refused.clone() name="attendees" label="Who was there" rows=2/>
            <TextArea refused=refused.clone() name="next_step" label="What happens next" rows=3/>
            <Field refused=refused.clone() name="owner" label="Owner" hint="Who sees to it." width="medium"/>
            <Field refused=refused.clone() name="due_on" label="Due" kind="date" width="medium"/>
            <div class="actions"><button class="button" data-kind="primary">"Record the decision"</button></div>
        </ActionForm>
    }
}
