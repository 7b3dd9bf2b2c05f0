//! What whoever runs the installation sees and does. It gives no say in a pilot: no role is given here, and nothing that a pilot says
//! is shown.

mod actions;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::PersonId;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::account::{Account, AccountState, ConnectionInList, FailedSignIns, PilotInList, PilotStage};

use self::actions::{Disable, Enable, MakeAddressLink, MakeResetLink};
use super::invite::InviteToInstallation;
use crate::address::param;
use crate::error::AppError;
use crate::form::{Refused, take_notice};
use crate::here::{Asked, HowItIs, ask, extension};
use crate::time::{moment, short};
use crate::ui::frame::banner;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Table, page, plain, visible};

/// The zone that times are written in outside of pilots.
fn zone_of(asked: &Asked) -> Tz {
    asked.person.zone.unwrap_or(Tz::UTC)
}

/// `/admin`: accounts, pilots by their names, connections, how the program is, and sign-ins that failed.
#[component]
pub fn Admin() -> impl IntoView {
    let invite = ServerAction::<InviteToInstallation>::new();
    let token = Refused::token();
    page(async move {
        let asked = ask(Action::RunInstallation)?;
        let refused = Refused::load(token).await?;
        let notice = take_notice().await?;
        let overview = store::account::overview(&asked.state.pool).await?;
        let zone = zone_of(&asked);
        let of_invite = refused.of("account/invite_to_installation");
        Ok(plain(
            "Installation",
            view! {
                <ErrorSummary refused=refused/>
                {notice.map(banner)}
                <h1>"Installation"</h1>
                <p class="lead">"You run this installation. That gives you no say in a pilot, and none of what pilots say is shown here."</p>
                {health()}
                {people(&overview.accounts)}
                <section class="section" id="invite">
                    <h2>"Invite somebody to this installation"</h2>
                    <p>"They get an account and can begin proposals of their own. A role in a pilot is given on its People page, by its sponsor."</p>
                    <ActionForm action=invite attr:class="form" attr:novalidate="">
                        <Field refused=of_invite.clone() name="name" label="Name"/>
                        <Field refused=of_invite name="email" label="E-mail address" kind="email"/>
                        <div class="actions"><button class="button" data-kind="primary">"Make an invitation link"</button></div>
                    </ActionForm>
                </section>
                {pilots(&overview.pilots, zone)}
                {connections(&overview.connections, zone)}
                {failures(&overview.failures, zone)}
            },
        ))
    })
}

fn health() -> impl IntoView {
    let unwell = extension::<HowItIs>().map(|how| (how.0)()).unwrap_or_default();
    let said = if unwell.is_empty() {
        view! { <p>"Every part of the program works."</p> }.into_any()
    } else {
        let lines = unwell.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <p>"Not every part of the program works:"</p> <ul>{lines}</ul> }.into_any()
    };
    view! {
        <section class="section">
            <h2>"Health"</h2>
            {said}
            <p><a href="/outbox">"Outbox: what mail was sent, what waits, what did not arrive"</a></p>
            <p class="hint"><a href="/health">"What monitoring reads"</a></p>
        </section>
    }
}

fn status(state: AccountState) -> (&'static str, &'static str) {
    match state {
        AccountState::Invited => ("progress", "Invited"),
        AccountState::Open => ("done", "Open"),
        AccountState::Closed { .. } => ("blocked", "Closed"),
    }
}

fn people(accounts: &[Account]) -> impl IntoView + use<> {
    let rows = accounts
        .iter()
        .map(|account| {
            let (kind, word) = status(account.state);
            let runs_it = account.site_admin.then_some(". Runs this installation.");
            let wish = account.wish.as_ref().map(|_| " Wants another e-mail address.");
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/admin/person/{}", account.person_id)>{visible(&account.name)}</a>
                    </th>
                    <td>{visible(&account.email)}</td>
                    <td><span class="status" data-kind=kind>{word}</span> {runs_it} {wish}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section" id="people">
            <h2>"People"</h2>
            <Table name="People" head=["Name", "E-mail address", "Account"].map(Column::words).to_vec() rows=rows.into_any()/>
        </section>
    }
}

fn pilots(pilots: &[PilotInList], zone: Tz) -> impl IntoView + use<> {
    let rows = pilots
        .iter()
        .map(|pilot| {
            let stage = match pilot.stage {
                PilotStage::Preparing => "Preparing",
                PilotStage::Archived => "Archived",
                PilotStage::Started => "Started",
                PilotStage::Decided => "Decided",
            };
            view! {
                <tr>
                    <th scope="row">{visible(&pilot.name)}</th>
                    <td>{visible(&pilot.sponsors.join(", "))}</td>
                    <td>{stage}</td>
                    <td>{short(pilot.since, zone)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = ["Pilot", "Sponsor", "Where it stands", "Begun"]
        .map(Column::words)
        .to_vec();
    view! {
        <section class="section" id="pilots">
            <h2>"Pilots"</h2>
            {if pilots.is_empty() {
                view! { <div class="empty"><p>"There is no pilot yet."</p></div> }.into_any()
            } else {
                view! { <Table name="Pilots" head=head rows=rows.into_any()/> }.into_any()
            }}
        </section>
    }
}

fn connections(connections: &[ConnectionInList], zone: Tz) -> impl IntoView + use<> {
    let rows = connections
        .iter()
        .map(|one| {
            let last = one.last_at.map_or_else(|| "None yet".to_owned(), |at| short(at, zone));
            view! {
                <tr>
                    <th scope="row">{visible(&one.repository)}</th>
                    <td>{visible(&one.pilot)}</td>
                    <td>{last}</td>
                    <td class="num">{one.waiting}</td>
                    <td class="num">{one.failed}</td>
                </tr>
            }
        })
        .collect_view();
    let head = vec![
        Column::words("Repository"),
        Column::words("Pilot"),
        Column::words("Last delivery"),
        Column::number("Waiting"),
        Column::number("Failed"),
    ];
    view! {
        <section class="section" id="connections">
            <h2>"Connections"</h2>
            {if connections.is_empty() {
                view! { <div class="empty"><p>"No repository is connected. A sponsor connects one on the Data page of their pilot."</p></div> }.into_any()
            } else {
                view! { <Table name="Connections" head=head rows=rows.into_any()/> }.into_any()
            }}
        </section>
    }
}

fn failures(failures: &[FailedSignIns], zone: Tz) -> impl IntoView + use<> {
    let rows = failures
        .iter()
        .map(|one| {
            let email = if one.email.is_empty() {
                "No e-mail address".to_owned()
            } else {
                visible(&one.email)
            };
            view! {
                <tr>
                    <th scope="row">{email}</th>
                    <td class="num">{one.count}</td>
                    <td class="num">{one.addresses}</td>
                    <td>{short(one.last_at, zone)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = vec![
        Column::words("Tried as"),
        Column::number("Failed"),
        Column::number("From networks"),
        Column::words("Last"),
    ];
    view! {
        <section class="section" id="failures">
            <h2>"Sign-ins that failed"</h2>
            <p>"In the last 15 minutes; older ones are not kept."</p>
            {if failures.is_empty() {
                view! { <div class="empty"><p>"None."</p></div> }.into_any()
            } else {
                view! { <Table name="Sign-ins that failed" head=head rows=rows.into_any()/> }.into_any()
            }}
        </section>
    }
}

#[derive(Clone, Copy)]
struct Forms {
    disable: ServerAction<Disable>,
    enable: ServerAction<Enable>,
    reset: ServerAction<MakeResetLink>,
    address: ServerAction<MakeAddressLink>,
}

/// `/admin/person/:id`: one account, and what can be done for it.
#[component]
pub fn OnePerson() -> impl IntoView {
    let id = param("id");
    let token = Refused::token();
    let forms = Forms {
        disable: ServerAction::new(),
        enable: ServerAction::new(),
        reset: ServerAction::new(),
        address: ServerAction::new(),
    };
    page(async move {
        let asked = ask(Action::RunInstallation)?;
        let person: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
        let account = store::account::account(&asked.state.pool, person)
            .await?
            .ok_or(AppError::NotFound)?;
        let refused = Refused::load(token).await?;
        let notice = take_notice().await?;
        let zone = zone_of(&asked);
        let own = person == asked.person.person_id;
        let state = said(account.state, zone);
        let acts = match account.state {
            AccountState::Closed { .. } => open_again(&account, forms.enable).into_any(),
            AccountState::Open => view! {
                {reset_link(&account, &refused, forms.reset)}
                {(!own).then(|| close(&account, &refused, forms.disable))}
            }
            .into_any(),
            AccountState::Invited if own => ().into_any(),
            AccountState::Invited => close(&account, &refused, forms.disable).into_any(),
        };
        let wish = (account.state == AccountState::Open).then(|| {
            account
                .wish
                .as_ref()
                .map(|email| address_link(&account, email, forms.address))
        });
        let name = visible(&account.name);
        Ok(plain(
            &name.clone(),
            view! {
                <ErrorSummary refused=refused/>
                {notice.map(banner)}
                <nav class="breadcrumb" aria-label="Breadcrumb">
                    <ol><li><a href="/admin">"Installation"</a></li> <li aria-current="page">{name.clone()}</li></ol>
                </nav>
                <h1>{name}</h1>
                <dl class="facts">
                    <div><dt>"E-mail address"</dt><dd>{visible(&account.email)}</dd></div>
                    <div><dt>"Account"</dt><dd>{state}</dd></div>
                    <div><dt>"Made"</dt><dd>{moment(account.since, zone)}</dd></div>
                </dl>
                {wish}
                {acts}
            },
        ))
    })
}

fn said(state: AccountState, zone: Tz) -> String {
    match state {
        AccountState::Invited => "Invited, without a password yet".to_owned(),
        AccountState::Open => "Open".to_owned(),
        AccountState::Closed { at } => format!("Closed since {}", when(at, zone)),
    }
}

fn when(at: DateTime<Utc>, zone: Tz) -> String {
    moment(at, zone)
}

fn reset_link(account: &Account, refused: &Refused, action: ServerAction<MakeResetLink>) -> impl IntoView + use<> {
    let refused = refused.of("account/make_reset_link");
    let id = account.person_id.to_string();
    view! {
        <section class="section">
            <h2>"A link to a new password"</h2>
            <p>"Whoever has it becomes this person here, so give it to nobody else. It works once, within half an hour. That you made it, \
                and why, is in the log, and they read it in their settings."</p>
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <Hidden name="person" value=id/>
                <Field refused=refused name="reset_reason" label="Why they need it"/>
                <div class="actions"><button class="button">"Make the link"</button></div>
            </ActionForm>
        </section>
    }
}

fn close(account: &Account, refused: &Refused, action: ServerAction<Disable>) -> impl IntoView + use<> {
    let refused = refused.of("account/disable");
    let id = account.person_id.to_string();
    view! {
        <section class="section">
            <h2>"Close the account"</h2>
            <p>"They are signed out everywhere at once and cannot sign in any more. What they did, signed and decided stays as it is \
                recorded, and so do their roles. It can be opened again."</p>
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <Hidden name="person" value=id/>
                <Field refused=refused name="closing_reason" label="Why it is closed"/>
                <div class="actions"><button class="button">"Close the account"</button></div>
            </ActionForm>
        </section>
    }
}

fn open_again(account: &Account, action: ServerAction<Enable>) -> impl IntoView + use<> {
    let id = account.person_id.to_string();
    view! {
        <section class="section">
            <h2>"Open the account again"</h2>
            <p>"They sign in with the password they had."</p>
            <ActionForm action=action>
                <Hidden name="person" value=id/>
                <div class="actions"><button class="button">"Open the account"</button></div>
            </ActionForm>
        </section>
    }
}

fn address_link(account: &Account, email: &str, action: ServerAction<MakeAddressLink>) -> impl IntoView + use<> {
    let id = account.person_id.to_string();
    let said = format!(
        "{} wants to sign in with {email}. The link you make here confirms it: send it to {email} and to no other address, or it \
         shows nothing.",
        account.name
    );
    view! {
        <section class="section">
            <h2>"Another e-mail address"</h2>
            <p>{visible(&said)}</p>
            <ActionForm action=action>
                <Hidden name="person" value=id/>
                <div class="actions"><button class="button">"Make the confirming link"</button></div>
            </ActionForm>
        </section>
    }
}
