//! Pages of incidents.

use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::incident::{Log, Recorded};

use super::actions::{self, FILE, Withdraw};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, breadcrumb, page, visible, working};

/// `/p/:pilot/incidents`: what was recorded, and the form for more.
#[component]
pub fn Incidents() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let record = ServerAction::<actions::Record>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let log = store::incident::log(here.pool(), here.pilot.pilot_id).await?;
        let rows = log.incidents.iter().map(|one| row(&here, one, true)).collect_view();
        let form = speaks(&here).then(|| recording(&here, &log, &refused.of("incident/record"), record).into_any());
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("pull-requests", "Pull requests")], "Incidents")}
            <header class="page-head">
                <h1>"Incidents"</h1>
                <p>"What went against the no-go list, or touched a file that nothing should have. It stands on the metrics and in the readout."</p>
            </header>
            {if log.incidents.is_empty() {
                view! { <div class="empty"><p>"No incident is recorded."</p></div> }.into_any()
            } else {
                view! { <ol>{rows}</ol> }.into_any()
            }}
            {form}
        };
        working(&here, "Incidents", Nav::PullRequests, body).await
    })
}

/// Whether the reader may record and withdraw now.
fn speaks(here: &Here) -> bool {
    here.may(Action::RecordIncident) && here.pilot.status.is_frozen() && !here.pilot.status.is_decided()
}

/// What was recorded once; with the way to withdraw it where the reader may.
fn row(here: &Here, recorded: &Recorded, with_act: bool) -> impl IntoView + use<> {
    let incident = &recorded.incident;
    let at = moment(incident.at, here.pilot.zone);
    let words = incident.touched.words();
    let pull = incident
        .pull_request
        .as_ref()
        .map(|pull| format!("In {pull}. "))
        .unwrap_or_default();
    let act = (with_act && speaks(here) && recorded.withdrawn.is_none() && recorded.by == here.who()).then(|| {
        let page = here.url(&format!("incidents/{}", recorded.id));
        let spoken = format!(": {words}, {at}");
        view! { " " <a href=page>"Withdraw"<span class="visually-hidden">{spoken}</span></a> }
    });
    let withdrawn = recorded
        .withdrawn
        .as_ref()
        .map(|(reason, by)| view! { <p class="muted">"Withdrawn by " {by.clone()} ": " {visible(reason)}</p> });
    let title = if recorded.withdrawn.is_some() {
        " (withdrawn)"
    } else {
        ""
    };
    view! {
        <li>
            <p>
                <strong>{visible(&words)} {title}</strong> {format!(", {at}. {pull}")}
                <span class="muted">{incident.by.clone()}</span> {act}
            </p>
            <p>{visible(&incident.what)}</p>
            <p>"Done: " {visible(&incident.done)}</p>
            {withdrawn}
        </li>
    }
}

fn recording(
    here: &Here,
    log: &Log,
    refused: &Refused,
    record: ServerAction<actions::Record>,
) -> impl IntoView + use<> {
    refused.label("against", "What it went against");
    let chosen = refused.value("against", "");
    let problem = refused.problem("against");
    let mut choices = vec![
        (String::new(), "Choose".to_owned()),
        (FILE.to_owned(), "A file or folder, named below".to_owned()),
    ];
    choices.extend(
        (1..)
            .zip(&log.no_go)
            .map(|(position, text)| (format!("{position}"), text.clone())),
    );
    let options = choices
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    let slug = here.pilot.slug.clone();
    let hint = format!("Local time in {}.", here.pilot.zone.name());
    let described = problem.is_some().then_some("against-error");
    let invalid = problem.is_some();
    let refused = refused.clone();
    let refused = move || refused.clone();
    view! {
        <section class="section">
            <h2>"Record an incident"</h2>
            <ActionForm action=record attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <p class="hint">{hint}</p>
                <div class="field-row">
                    <Field refused=refused() name="incident_date" label="Day it happened" kind="date"/>
                    <Field refused=refused() name="incident_time" label="Time it happened" kind="time"/>
                </div>
                <div class="field" data-invalid=invalid.then_some("")>
                    <label for="against">"What it went against"</label>
                    {problem.map(|problem| view! { <p class="error" id="against-error">{problem}</p> })}
                    <select id="against" name="against" aria-describedby=described>{options}</select>
                </div>
                <Field refused=refused() name="file" label="File or folder" hint="Where it went against no statement of the list."/>
                <TextArea refused=refused() name="what" label="What happened"/>
                <TextArea refused=refused() name="done" label="What was done about it"/>
                <Field refused=refused() name="linked" label="Pull request" hint="Like acme/shop#12. May be left empty." width="medium"/>
                <div class="actions"><button class="button" data-kind="primary">"Record the incident"</button></div>
            </ActionForm>
        </section>
    }
}

/// `/p/:pilot/incidents/:id`: withdraws what was recorded once.
#[component]
pub fn OneIncident() -> impl IntoView {
    let (slug, id) = (param("pilot"), param("id"));
    let token = Refused::token();
    let withdraw = ServerAction::<Withdraw>::new();
    page(async move {
        let here = ask_in(slug, Action::RecordIncident).await?;
        let refused = Refused::load(token).await?;
        let id: i64 = id.parse().map_err(|_| AppError::NotFound)?;
        let log = store::incident::log(here.pool(), here.pilot.pilot_id).await?;
        let recorded = log
            .incidents
            .iter()
            .find(|one| one.id == id)
            .ok_or(AppError::NotFound)?;
        let open = speaks(&here) && recorded.withdrawn.is_none() && recorded.by == here.who();
        let form = open.then(|| withdrawing(&here, id, refused.of("incident/withdraw"), withdraw).into_any());
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("pull-requests", "Pull requests"), ("incidents", "Incidents")], "Withdraw")}
            <header class="page-head"><h1>"An incident"</h1></header>
            <ol>{row(&here, recorded, false)}</ol>
            {form}
        };
        working(&here, "Withdraw an incident", Nav::PullRequests, body).await
    })
}

fn withdrawing(here: &Here, id: i64, refused: Refused, withdraw: ServerAction<Withdraw>) -> impl IntoView + use<> {
    let slug = here.pilot.slug.clone();
    let back = here.url("incidents");
    view! {
        <ActionForm action=withdraw attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="incident" value=id.to_string()/>
            <Field
                refused=refused
                name="reason"
                label="Why it does not count"
                hint="It stays to be read, with this reason."
            />
            <div class="actions">
                <button class="button" data-kind="primary">"Withdraw"</button>
                <a class="button" data-kind="quiet" href=back>"Cancel"</a>
            </div>
        </ActionForm>
    }
}
