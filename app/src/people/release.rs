//! `/p/:pilot/people/release?person=…&role=…`: asks before somebody is taken out of a role.

use domain::ids::PersonId;
use domain::person::Role;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::actions::Release;
use super::{in_words, read_role, word};
use crate::address::{param, query};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::ui::{ErrorSummary, Hidden, Nav, breadcrumb, page, working};

/// What it means for whoever is released, and the button.
#[component]
pub fn AskRelease() -> impl IntoView {
    let slug = param("pilot");
    let (person, role) = (query("person").unwrap_or_default(), query("role").unwrap_or_default());
    let token = Refused::token();
    let release = ServerAction::<Release>::new();
    page(async move {
        let here = ask_in(slug, Action::InviteToPilot).await?;
        let refused = Refused::load(token).await?;
        let asked = person.parse::<PersonId>().ok().zip(read_role(&role));
        let member = asked.and_then(|(person, membership)| {
            let mut members = here.facts.members();
            members.find(|member| member.person_id == person && member.membership == membership)
        });
        // Somebody released them meanwhile, or the address is wrong: the page of people says how it stands.
        let Some(member) = member.cloned() else {
            return Err(AppError::Again(here.url("people")));
        };
        if here.facts.start.is_some() {
            return Err(AppError::Again(here.url("people")));
        }
        let membership = member.membership;
        let others = here
            .facts
            .members()
            .filter(|other| other.person_id == member.person_id && other.membership != membership)
            .map(|other| in_words(other.membership))
            .collect::<Vec<_>>()
            .join("; ");
        let stays_for = if others.is_empty() {
            format!(
                "{} has no other role here, so this pilot is closed to them from then on.",
                member.name
            )
        } else {
            format!("{} keeps: {others}.", member.name)
        };
        let more = match membership.role {
            Role::Approver => " Whoever they named as their deputy is their deputy no more.",
            Role::Sponsor | Role::PilotPm | Role::Dri | Role::Observer => "",
        };
        let title = format!("Release {} from the role?", member.name);
        let (slug, back) = (here.pilot.slug.clone(), here.url("people"));
        let body = match here.facts.may_release(membership.role) {
            Err(stays) => view! { <p>{stays.to_string()}</p> }.into_any(),
            Ok(()) => view! {
                <p>{stays_for}</p>
                <p>{format!("What they signed or answered in it stays recorded and no longer counts.{more}")}</p>
                <ActionForm action=release attr:class="form" attr:novalidate="">
                    <Hidden name="pilot" value=slug/>
                    <Hidden name="person" value=member.person_id.to_string()/>
                    <Hidden name="role" value=word(membership)/>
                    <div class="actions">
                        <button class="button" data-kind="danger">{format!("Release {}", member.name)}</button>
                        <a class="button" data-kind="quiet" href=back>"Keep them"</a>
                    </div>
                </ActionForm>
            }
            .into_any(),
        };
        working(
            &here,
            &title,
            Nav::People,
            view! {
                <ErrorSummary refused=refused/>
                {breadcrumb(&here, &[("people", "People")], "Release")}
                <header class="page-head"><h1>{title.clone()}</h1><p>{super::title(membership)}</p></header>
                {body}
            },
        )
        .await
    })
}
