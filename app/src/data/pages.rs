//! The data page.

mod connections;
mod entering;
mod features;
mod pull_request;

use domain::github::CodeHost;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::actions::{AddPoints, Connect, EndSecret, Link, Ship};
use super::corrections::WithdrawShipping;
use super::github_app::{self, SetApp};
use super::reconciling::ReadAgain;
use super::tokens::{RemoveToken, SetToken, form};
use crate::address::param;
use crate::form::Refused;
use crate::here::ask_in;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, Table, page, working};
use connections::connections;
use entering::shipping_and_values;
use features::features;

pub(super) use features::why;
pub(super) use pull_request::{belongs_to, columns, pull_request};

/// `/p/:pilot/data`: where the facts come from, and what is entered by hand.
#[component]
pub fn Data() -> impl IntoView {
    let slug = param("pilot");
    let connect = ServerAction::<Connect>::new();
    let of_one = (
        ServerAction::<RemoveToken>::new(),
        ServerAction::<ReadAgain>::new(),
        ServerAction::<EndSecret>::new(),
    );
    let set_token = ServerAction::<SetToken>::new();
    let set_app = ServerAction::<SetApp>::new();
    let ship = ServerAction::<Ship>::new();
    let add_points = ServerAction::<AddPoints>::new();
    let link = ServerAction::<Link>::new();
    let withdraw = ServerAction::<WithdrawShipping>::new();
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EnterData).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let data = store::data::page(here.pool(), here.pilot.pilot_id).await?;
        let zone = here.pilot.zone;
        let slug = here.pilot.slug.clone();
        let for_connect = slug.clone();
        let open = !here.pilot.status.is_decided();
        let connecting = refused.of("data/connect");
        let (tokening, first) = (refused.of("data/set_token").is_some(), data.connections.is_empty());
        let connect_now = first || connecting.is_some();
        let token_form = form(
            (&slug, &data.connections),
            set_token,
            open,
            &refused.of("data/set_token"),
        );
        let apping = refused.of("data/set_app");
        let (app_refused, app_form) = (
            apping.is_some(),
            open.then(|| github_app::form((&slug, &data.connections), set_app, &apping))
                .flatten(),
        );
        let enrolled = !data.features.is_empty();
        let frozen = here.pilot.status.is_frozen();
        let (link, withdraw) = (open.then_some((link, frozen)), open.then_some(withdraw));
        working(
            &here,
            "Data",
            Nav::Data,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"Data"</h1>
                    <p>"Where the facts behind the metrics come from. Facts are never edited: what you enter here adds to them, and the activity log keeps what it replaces."</p>
                </header>
                <section class="section">
                    <h2 id="repositories">"Repositories"</h2>
                    {connections(&here, &data.connections, open.then_some(of_one))}
                    {open.then(|| view! {
                        <details class="fold" open=connect_now>
                        <summary>{if first { "Connect a repository" } else { "Connect another repository" }}</summary>
                        <ActionForm action=connect attr:class="form" attr:novalidate="">
                            <Hidden name="pilot" value=for_connect/>
                            {host_field(&connecting)}
                            <Field
                                refused=connecting
                                name="repository"
                                label="Repository"
                                hint="owner/name, on GitLab with all groups. Entering a connected one again gives it a new secret; the old one is taken for 7 days, or until you end it."
                                width="medium"
                            />
                            <div class="actions"><button class="button" data-kind="primary">"Connect the repository"</button></div>
                        </ActionForm>
                        </details>
                    })}
                    {token_form.map(|form| view! {
                        <details class="fold" open=tokening>
                            <summary>"Let the code host be told: a token"</summary>
                            {form}
                        </details>
                    })}
                    {app_form.map(|form| view! {
                        <details class="fold" open=app_refused>
                            <summary>"Let the code host be told: a GitHub App"</summary>
                            {form}
                        </details>
                    })}
                </section>
                <section class="section">
                    <h2>"Features"</h2>
                    {if enrolled {
                        features(data.features, zone, &slug, withdraw, &refused.of("data/withdraw_shipping")).into_any()
                    } else {
                        view! {
                            <div class="empty">
                                <p>"No feature is enrolled yet. What arrives until then is kept and linked later."</p>
                                <p><a href=here.url("people")>"Enrol features"</a></p>
                            </div>
                        }
                        .into_any()
                    }}
                    <p class="muted">{unlinked(data.unlinked_commits)}</p>
                    {(enrolled && open).then(|| shipping_and_values((&slug, zone), ship, add_points, &refused))}
                </section>
                <section class="section">
                    <h2>"Pull requests"</h2>
                    <p>"The newest stand here. " <a href=here.url("data/pulls")>"Find any pull request"</a> " · " <a href=here.url("data/import")>"Import pull requests"</a> " · " <a href=here.url("data/counting")>"Bots and holidays"</a> " · " <a href=here.url("data/corrections")>"Corrections"</a></p>
                    {if data.pull_requests.is_empty() {
                        view! { <div class="empty"><p>"No pull request has been heard of yet."</p></div> }.into_any()
                    } else {
                        let rows = data
                            .pull_requests
                            .into_iter()
                            .map(|pr| pull_request(pr, &slug, link))
                            .collect_view();
                        view! {
                            <p>"A pull request belongs to the feature whose flag key its branch or title names, or else to the feature of its author. What you choose here comes before both. Pull requests that a pilot PM names as evidence of a week-one activity are in no number, and neither are their commits."</p>
                            <Table name="Pull requests" head=columns(open) rows=rows.into_any()/>
                        }
                        .into_any()
                    }}
                </section>
            },
        )
        .await
    })
}

/// The choice of a code host.
fn host_field(refused: &Refused) -> impl IntoView + use<> {
    let chosen = refused.value("host", CodeHost::GitHub.as_str());
    let options = CodeHost::ALL
        .into_iter()
        .map(|host| view! { <option value=host.as_str() selected=chosen == host.as_str()>{host.label()}</option> })
        .collect_view();
    view! {
        <div class="field" data-width="medium">
            <label for="host">"Code host"</label>
            <select id="host" name="host">{options}</select>
        </div>
    }
}

fn unlinked(commits: i64) -> String {
    match commits {
        0 => "Every received commit belongs to a feature.".to_owned(),
        1 => "1 received commit belongs to no feature.".to_owned(),
        n => format!("{n} received commits belong to no feature."),
    }
}
