//! Sending a revision for approval.

use domain::approval::Blocker;
use leptos::prelude::*;
use store::approval::Request;
use store::proposal::Page;

use crate::here::Here;
use crate::proposal::actions::SendRevision;
use crate::proposal::understood::rename_zone;
use crate::ui::Hidden;

/// Sending the newest revision, or what stands in its way.
pub fn sending(here: &Here, view: &Page, send: ServerAction<SendRevision>) -> impl IntoView + use<> {
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
    let approver = match &view.approvers[..] {
        [(id, name)] => view! {
            <Hidden name="approver" value=id.to_string()/>
            <p>{format!("{name} is asked to approve exactly this text, these terms and zone version {}.", view.zone_version)}</p>
        }
        .into_any(),
        several => {
            let options = several
                .iter()
                .map(|(id, name)| view! { <option value=id.to_string()>{name.clone()}</option> })
                .collect_view();
            view! {
                <div class="field" data-width="medium">
                    <label for="approver">"Approver"</label>
                    <select id="approver" name="approver">{options}</select>
                </div>
            }
            .into_any()
        }
    };
    let supersedes =
        view.newest.as_ref().filter(|request| request.outcome.is_none()).map(
            |Request { revision, .. }| view! { <p>{format!("It replaces the request for revision {revision}.")}</p> },
        );
    let form = view! {
                <Hidden name="pilot" value=here.pilot.slug.clone()/>
                <Hidden name="revision" value=number.to_string()/>
                {approver}
                {supersedes}
                <div class="actions"><button class="button" data-kind="primary">{format!("Send revision {number}")}</button></div>
    }
    .into_any();
    view! {
        <section class="section">
            <h2>"Send for approval"</h2>
            <ActionForm action=send attr:class="form" attr:novalidate="">{form}</ActionForm>
        </section>
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
