//! Sending a revision for approval.

use std::collections::BTreeMap;

use domain::approval::{Blocker, asks, decision_due};
use domain::calendar::local_date;
use domain::ids::PersonId;
use domain::pilot::entry::read_day;
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use domain::zone::{Reach, ZoneItem};
use leptos::prelude::*;
use store::approval::{Request, Sending};
use store::proposal::Page;

use super::answering::asks_ahead;
use super::glance::glance;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::Here;
use crate::proposal::parts::rename_zone;
use crate::ui::{Field, Hidden};

/// Sends a revision. Fields: `revision`, `due_on`, `empty_zone` with `yes` where the sponsor knows that it has no rules, and `approver_<id>` with `yes` for each approver whose
/// decision it takes.
#[server(prefix = "/do", endpoint = "proposal/send")]
pub async fn send_revision(
    #[server(default)] pilot: String,
    #[server(default)] revision: String,
    #[server(default)] due_on: String,
    #[server(default)] empty_zone: String,
    #[server(flatten)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "proposal", Action::SendProposal, async |here, mut typed| {
        let number: RevisionNumber = revision.parse().map_err(|_| AppError::NotFound)?;
        let mut approvers: Vec<PersonId> = Vec::new();
        for (field, _) in fields.iter().filter(|(_, word)| *word == "yes") {
            let id = field.strip_prefix("approver_").ok_or(AppError::NotFound)?;
            approvers.push(id.parse().map_err(|_| AppError::NotFound)?);
        }
        if approvers.is_empty() {
            typed.problem("approvers", "Choose at least one approver.");
        }
        let due_on = typed.parsed("due_on", read_day(&due_on));
        if due_on.is_some_and(|day| day < local_date(here.now, here.pilot.zone)) {
            typed.problem("due_on", "This day has passed. Choose a later one.");
        }
        let empty_zone = empty_zone == "yes";
        if let Some((version, _)) = here.facts.zone_version.as_ref().filter(|_| !empty_zone) {
            let items = store::zone::items_of(here.pool(), here.pilot.pilot_id, *version).await?;
            if Reach::of(&items).is_empty() {
                typed.problem(
                    "empty_zone",
                    "Give the zone path rules first, or tick that you send it so.",
                );
            }
        }
        typed.check()?;
        let sending = Sending {
            revision: number,
            approvers: &approvers,
            due_on: due_on.ok_or(AppError::Internal)?,
            empty_zone,
        };
        store::approval::send(here.pool(), here.pilot.pilot_id, here.who(), sending, here.now).await?;
        let who = if approvers.len() == 1 {
            "The approver finds it in their inbox."
        } else {
            "The approvers find it in their inbox."
        };
        notify(format!("Revision {number} is sent. {who}")).await?;
        Ok(here.url("approval"))
    })
    .await
}

/// Sending the newest revision, or what stands in its way.
pub fn sending(
    here: &Here,
    view: &Page,
    items: &[ZoneItem],
    refused: &Refused,
    send: ServerAction<SendRevision>,
) -> impl IntoView + use<> {
    let number = view.latest.number;
    let done = view.blockers.iter().any(|blocker| matches!(blocker, Blocker::Approved));
    if done {
        return ().into_any();
    }
    if !view.blockers.is_empty() {
        let rows = view
            .blockers
            .iter()
            .map(|blocker| blocked(here, view, blocker))
            .collect_view();
        return view! {
            <section class="section" id="send">
                <h2>"Send for approval"</h2>
                <p>{format!("Revision {number} cannot be sent yet:")}</p>
                <ul class="lints">{rows}</ul>
            </section>
        }
        .into_any();
    }
    let refused = refused.of("proposal/send");
    let supersedes =
        view.current.as_ref().filter(|request| request.outcome.is_none()).map(
            |Request { revision, .. }| view! { <p>{format!("It replaces the request for revision {revision}.")}</p> },
        );
    let due = decision_due(local_date(here.now, here.pilot.zone)).to_string();
    let short = glance(
        &view.latest.terms,
        here.zones(),
        (view.zone_version, items),
        here.url("zone"),
        &here.facts.remarks,
    );
    let ahead = view.latest.terms.agreed().ok();
    let ahead = ahead.map(|agreed| asks_ahead(&asks(&agreed, &view.latest.terms, view.zone_version, here.pilot.zone)));
    let empty = Reach::of(items).is_empty().then(|| known_to_be_empty(&refused));
    let form = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="revision" value=number.to_string()/>
        {approvers(view, &refused)}
        {empty}
        <Field
            refused=refused
            name="due_on"
            label="Decision due"
            kind="date"
            hint=format!(
                "Until 17:00, {}. Whoever has not decided is reminded in their inbox after 2 working days, then every 2.",
                here.pilot.zone.name(),
            )
            value=due
            width="medium"
        />
        {supersedes}
        <div class="actions"><button class="button" data-kind="primary">{format!("Send revision {number}")}</button></div>
    }
    .into_any();
    view! {
        <section class="section" id="send">
            <h2>"Send for approval"</h2>
            <p>"This is what whoever decides reads first, beside the text:"</p>
            {short}
            <p>"Then they answer each of these with “Agree”, “Agree with a condition” or “Do not agree”:"</p>
            {ahead}
            <ActionForm action=send attr:class="form" attr:novalidate="">{form}</ActionForm>
        </section>
    }
    .into_any()
}

/// A zone without rules is sent by somebody who knows it.
fn known_to_be_empty(refused: &Refused) -> impl IntoView + use<> {
    let problem = refused.problem("empty_zone");
    let invalid = problem.is_some().then_some("");
    let checked = refused.value("empty_zone", "") == "yes";
    view! {
        <fieldset class="choices" data-invalid=invalid>
            <legend>"The zone has no path rules"</legend>
            {problem.map(|problem| view! { <p class="error">{problem}</p> })}
            <label class="choice">
                <input type="checkbox" id="empty_zone" name="empty_zone" value="yes" checked=checked/>
                <span>"Send it so: no file counts as inside the PM zone yet. Rules that come later make another version, which every side signs."</span>
            </label>
        </fieldset>
    }
}

/// Who is asked: with one approver a sentence, with several a box for each.
fn approvers(view: &Page, refused: &Refused) -> AnyView {
    let exactly = format!("exactly this text, these terms and zone version {}", view.zone_version);
    if let [(id, name)] = &view.approvers[..] {
        return view! {
            <Hidden name=format!("approver_{id}") value="yes"/>
            <p>{format!("{name} is asked to approve {exactly}.")}</p>
        }
        .into_any();
    }
    let problem = refused.problem("approvers");
    let invalid = problem.is_some().then_some("");
    let boxes = view
        .approvers
        .iter()
        .map(|(id, name)| {
            let field = format!("approver_{id}");
            let checked = refused.value(&field, "yes") == "yes";
            view! {
                <label class="choice">
                    <input type="checkbox" name=field value="yes" checked=checked/>
                    <span>{name.clone()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices" id="approvers" data-invalid=invalid>
            <legend>"Whose decision it takes"</legend>
            <p class="hint">{format!("Each is asked to approve {exactly}. All of them have to; the first who does not sends it back.")}</p>
            {problem.map(|problem| view! { <p class="error">{problem}</p> })}
            {boxes}
        </fieldset>
    }
    .into_any()
}

fn blocked(here: &Here, view: &Page, blocker: &Blocker) -> AnyView {
    let (sentence, link) = match blocker {
        Blocker::Placeholders(count) => (
            if *count == 1 {
                "1 placeholder is left.".to_owned()
            } else {
                format!("{count} placeholders are left.")
            },
            Some((here.url("proposal/complete"), "Fill them")),
        ),
        Blocker::Unseen(count) => (
            if *count == 1 {
                "1 character of the proposal cannot be seen.".to_owned()
            } else {
                format!("{count} characters of the proposal cannot be seen.")
            },
            Some((here.url("proposal#unseen_characters"), "See which")),
        ),
        Blocker::Missing(terms) => {
            let labels: Vec<&str> = terms.iter().map(|term| term.label()).collect();
            (
                format!("These terms are not set: {}.", labels.join(", ")),
                Some((here.url("proposal/complete"), "Set them")),
            )
        }
        Blocker::Problem(problem) => (
            problem.sentence.clone(),
            Some((here.url("proposal/complete"), "Change it")),
        ),
        Blocker::OtherZone { named, newest } => return rename_zone(here, *named, *newest),
        Blocker::Unsettled(count) => (
            if *count == 1 {
                "1 of the terms is open.".to_owned()
            } else {
                format!("{count} of the terms are open.")
            },
            Some((here.url("proposal/understood"), "Settle them")),
        ),
        Blocker::Unconfirmed => (
            "Nobody has confirmed these terms yet.".to_owned(),
            Some((here.url("proposal/understood#confirm"), "Read and confirm them")),
        ),
        Blocker::NoApprover => (
            "Nobody in this pilot can approve.".to_owned(),
            Some((here.url("people"), "Invite an approver")),
        ),
        Blocker::Open => (
            format!("Revision {} is with the approver now.", view.latest.number),
            Some((here.url("approval"), "See the request")),
        ),
        Blocker::Approved => (format!("Revision {} is approved already.", view.latest.number), None),
    };
    view! { <li>{sentence} " " {link.map(|(to, words)| view! { <a href=to>{words}</a> })}</li> }.into_any()
}
