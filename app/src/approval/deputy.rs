//! Who decides while an approver is away.

use chrono::NaiveDate;
use domain::calendar::local_date;
use domain::ids::{DelegationId, PersonId};
use domain::person::Role;
use domain::pilot::entry::read_day;
use domain::policy::Action;
use leptos::prelude::*;
use store::approval::{Delegation, Naming};

use crate::address::{escaped, param};
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::{Here, ask_in};
use crate::people::choices::Selection;
use crate::time::day;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, breadcrumb, page, working};

/// Lets approvers pass, not their deputies.
async fn ask_as_approver(pilot: String) -> Result<Here, AppError> {
    let here = ask_in(pilot, Action::Approve).await?;
    if here.standing.is(Role::Approver) {
        Ok(here)
    } else {
        Err(AppError::Denied)
    }
}

/// The page of both forms.
fn page_of(pilot: &str) -> String {
    format!("/p/{}/approval/deputy", escaped(pilot))
}

/// Reads the first or the last day, and says which of them is missing.
fn which_day(which: &str, text: &str) -> Result<NaiveDate, String> {
    if text.trim().is_empty() {
        return Err(format!("Enter the {which} day, such as 2026-03-02."));
    }
    read_day(text)
}

/// Names a deputy for whole days of the pilot's zone.
#[server(prefix = "/do", endpoint = "approval/name_deputy")]
pub async fn name_deputy(
    #[server(default)] pilot: String,
    #[server(default)] deputy: String,
    #[server(default)] first: String,
    #[server(default)] last: String,
) -> Result<(), AppError> {
    form::sent(&page_of(&pilot), async |mut typed| {
        let here = ask_as_approver(pilot).await?;
        let deputy = typed.parsed("deputy", deputy.parse::<PersonId>().map_err(|_| "Choose your deputy."));
        let first = typed.parsed("first", which_day("first", &first));
        let last = typed.parsed("last", which_day("last", &last));
        typed.check()?;
        let (Some(deputy), Some(first), Some(last)) = (deputy, first, last) else {
            return Err(AppError::Internal);
        };
        let naming = Naming { deputy, first, last };
        store::approval::name_deputy(here.pool(), here.pilot.pilot_id, here.who(), naming, here.now).await?;
        notify("Your deputy is named. They find open requests in their inbox while you are away.").await?;
        Ok(here.url("approval/deputy"))
    })
    .await
}

/// Revokes a deputy from now on.
#[server(prefix = "/do", endpoint = "approval/revoke_deputy")]
pub async fn revoke_deputy(
    #[server(default)] pilot: String,
    #[server(default)] delegation: String,
) -> Result<(), AppError> {
    form::sent(&page_of(&pilot), async |_| {
        let here = ask_as_approver(pilot).await?;
        let delegation: DelegationId = delegation.parse().map_err(|_| AppError::NotFound)?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let name = store::approval::revoke_deputy(pool, pilot, here.who(), delegation, here.now).await?;
        notify(format!("{name} is not your deputy any more. What they decided stays.")).await?;
        Ok(here.url("approval/deputy"))
    })
    .await
}

/// The days of a deputy: "Tue 3 Mar 2026 to Thu 5 Mar 2026".
pub fn days(here: &Here, delegation: &Delegation) -> String {
    let zone = here.pilot.zone;
    let first = local_date(delegation.absence.starts_at, zone);
    let last = local_date(delegation.absence.ends_at, zone).pred_opt();
    match last {
        Some(last) if last != first => format!("{} to {}", day(first), day(last)),
        _ => day(first),
    }
}

/// `/p/:pilot/approval/deputy`: naming and revoking.
#[component]
pub fn Deputy() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let name = ServerAction::<NameDeputy>::new();
    let revoke = ServerAction::<RevokeDeputy>::new();
    page(async move {
        let here = ask_as_approver(slug).await?;
        let refused = Refused::load(token).await?;
        let delegations = here.facts.delegations.iter();
        let own: Vec<Delegation> = delegations
            .filter(|delegation| delegation.approver_id == here.who())
            .cloned()
            .collect();
        let never = |role| matches!(role, Role::Sponsor | Role::PilotPm);
        let excluded: Vec<PersonId> = here
            .facts
            .members()
            .filter(|member| never(member.membership.role))
            .map(|member| member.person_id)
            .collect();
        let mut options: Vec<(String, String)> = Vec::new();
        for member in here.facts.members() {
            let option = (member.person_id.to_string(), member.name.clone());
            let can = member.person_id != here.who()
                && !excluded.contains(&member.person_id)
                && !here.facts.was_pm(member.person_id);
            if can && !options.contains(&option) {
                options.push(option);
            }
        }
        let fields = refused.of("approval/name_deputy");
        let today = local_date(here.now, here.pilot.zone).to_string();
        let zone = here.pilot.zone.name();
        let form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Selection refused=fields.clone() name="deputy" label="Deputy" empty="Choose" options=options/>
            <div class="field-row">
                <Field refused=fields.clone() name="first" label="First day" kind="date" value=today/>
                <Field refused=fields name="last" label="Last day" kind="date"/>
            </div>
            <div class="actions"><button class="button" data-kind="primary">"Name this deputy"</button></div>
        }
        .into_any();
        let body = view! {
            <ErrorSummary refused=refused/>
            {breadcrumb(&here, &[("approval", "Approval")], "Your deputy")}
            <header class="page-head">
                <h1>"Your deputy"</h1>
                <p>"Somebody of the pilot who decides for you while you are away. Both names stay on the record."</p>
            </header>
            {named(&here, &own, revoke)}
            <section class="section">
                <h2>"Name a deputy"</h2>
                <p>
                    {format!("From the start of the first day to the end of the last, {zone}. You can still decide yourself: whoever is first. Neither a sponsor nor a pilot PM can be your deputy. A deputy also closes conditions for you, but none they own.")}
                </p>
                <ActionForm action=name attr:class="form" attr:novalidate="">{form}</ActionForm>
            </section>
        };
        working(&here, "Your deputy", Nav::Approval, body).await
    })
}

fn named(here: &Here, own: &[Delegation], revoke: ServerAction<RevokeDeputy>) -> Option<impl IntoView + use<>> {
    let rows = own
        .iter()
        .map(|delegation| {
            let standing = match delegation.revoked_at {
                Some(_) => "Revoked",
                None if delegation.holds(here.now) => "Deputy now",
                None if delegation.is_ahead(here.now) => "Ahead",
                None => "Over",
            };
            let slug = here.pilot.slug.clone();
            let id = delegation.delegation_id.to_string();
            let name = delegation.deputy.clone();
            let undo = delegation.is_ahead(here.now).then(|| {
                let form = view! {
                    <Hidden name="pilot" value=slug/>
                    <Hidden name="delegation" value=id/>
                    <button class="button">"Revoke" <span class="visually-hidden">{format!(" {name}")}</span></button>
                }
                .into_any();
                view! { <ActionForm action=revoke>{form}</ActionForm> }
            });
            view! {
                <li>
                    <span class="history-number">{delegation.deputy.clone()}</span>
                    <span>{days(here, delegation)}</span>
                    <span class="chip">{standing}</span>
                    {undo}
                </li>
            }
        })
        .collect_view();
    (!own.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Named so far"</h2>
                <ol class="history">{rows}</ol>
            </section>
        }
    })
}
