//! Settings: what people see of their own account, and where they change it.

use chrono_tz::Tz;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::account::{MadeForThem, OpenSession, OwnAccount, Wish};

use super::actions::{ChooseZone, SignOut};
use super::links;
use super::own::{AskAddress, ChangePassword, ConfirmAddress, DropAddress, EndSessions, Rename, own_session};
use crate::address::param;
use crate::form::{Refused, take_notice};
use crate::here::{ask, cookie};
use crate::mail::actions::ChooseMail;
use crate::mail::pages::choosing;
use crate::state::state;
use crate::time::moment;
use crate::token;
use crate::ui::frame::banner;
use crate::ui::{ErrorSummary, Field, Hidden, ZoneField, page, plain, visible};

/// `/settings`: the account, and what lets somebody into it.
#[component]
pub fn Settings() -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    let choose_zone = ServerAction::<ChooseZone>::new();
    let end_sessions = ServerAction::<EndSessions>::new();
    let choose_mail = ServerAction::<ChooseMail>::new();
    let refused = Refused::token();
    page(async move {
        let asked = ask(Action::UseAccount)?;
        let refused = Refused::load(refused).await?;
        let notice = take_notice().await?;
        let person = asked.person;
        let account = store::account::own_account(&asked.state.pool, person.person_id, &own_session()?).await?;
        let zone = person.zone.unwrap_or(Tz::UTC);
        let of_zone = refused.of("account/choose_zone");
        let theme = cookie("theme").unwrap_or_else(|| "system".to_owned());
        Ok(plain(
            "Settings",
            view! {
                <ErrorSummary refused=refused/>
                {notice.map(banner)}
                <h1>"Settings"</h1>
                <dl class="facts">
                    <div><dt>"Name"</dt><dd>{visible(&person.name)} " " {change("name", "your name")}</dd></div>
                    <div>
                        <dt>"E-mail address"</dt>
                        <dd>
                            {person.email} " " {change("email", "your e-mail address")}
                            {account.wish.as_ref().map(|wish| view! { <p class="hint">{waiting(wish)}</p> })}
                        </dd>
                    </div>
                    <div><dt>"Password"</dt><dd>"Not shown " {change("password", "your password")}</dd></div>
                </dl>
                {theme_form(&theme)}
                <ActionForm action=choose_zone attr:class="form" attr:novalidate="">
                    <ZoneField
                        refused=of_zone
                        hint="Deadlines of a pilot in another time zone are followed by your own time."
                        none="As the pilot"
                        chosen=person.zone
                    />
                    <div class="actions"><button class="button">"Save time zone"</button></div>
                </ActionForm>
                {choosing(account.mail, choose_mail)}
                {sessions(&account, zone, end_sessions)}
                {made_for_them(&account.reset_links, zone)}
                <ActionForm action=sign_out>
                    <div class="actions"><button class="button">"Sign out"</button></div>
                </ActionForm>
            },
        ))
    })
}

fn change(page: &'static str, what: &'static str) -> impl IntoView {
    view! { <a href=format!("/settings/{page}")>"Change"<span class="visually-hidden">{format!(" {what}")}</span></a> }
}

fn waiting(wish: &Wish) -> String {
    format!("{} waits to be confirmed.", wish.email)
}

fn theme_form(theme: &str) -> impl IntoView + use<> {
    let choices = ["system", "light", "dark"]
        .map(|choice| {
            let chosen = theme == choice;
            view! {
                <label class="choice">
                    <input type="radio" name="theme" value=choice checked=chosen/>
                    <span>{match choice { "light" => "Light", "dark" => "Dark", _ => "As the system" }}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <form method="post" action="/do/account/theme" class="form">
            <fieldset class="choices" data-direction="row">
                <legend>"Light or dark"</legend>
                {choices}
            </fieldset>
            <div class="actions"><button class="button">"Save theme"</button></div>
        </form>
    }
}

/// Where the person is signed in, and the button that ends all of it but here.
fn sessions(account: &OwnAccount, zone: Tz, end: ServerAction<EndSessions>) -> impl IntoView + use<> {
    let elsewhere = account.sessions.iter().any(|session| !session.this_one);
    let rows = account
        .sessions
        .iter()
        .map(|session| {
            let OpenSession { agent, since, this_one } = session;
            let agent = agent.clone().unwrap_or_else(|| "A browser".to_owned());
            let here = this_one.then(|| view! { <strong>"This browser. "</strong> });
            view! { <li>{here} {format!("{agent}, signed in {}.", moment(*since, zone))}</li> }
        })
        .collect_view();
    let button = elsewhere.then(|| {
        view! {
            <ActionForm action=end>
                <div class="actions"><button class="button">"Sign out elsewhere"</button></div>
            </ActionForm>
        }
    });
    view! {
        <section class="section">
            <h2>"Where you are signed in"</h2>
            <p>"A session ends after 8 hours without use, and after 7 days in any case."</p>
            <ul>{rows}</ul>
            {button}
        </section>
    }
}

/// The links to a new password that others made: whoever had one could have been the person.
fn made_for_them(links: &[MadeForThem], zone: Tz) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = links
        .iter()
        .map(|link| {
            let by = match &link.by {
                Some(name) => format!("{}, by {name}", moment(link.at, zone)),
                None => format!("{}, where Countersign is run", moment(link.at, zone)),
            };
            let reason = if link.reason.is_empty() {
                String::new()
            } else {
                format!(": {}", link.reason)
            };
            let used = if link.used {
                " It was used."
            } else {
                " It was not used."
            };
            view! { <li>{visible(&format!("{by}{reason}."))} {used}</li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Links to a new password, made for you"</h2>
                <p>"Whoever had such a link could sign in as you. If you did not ask for one, say so to whoever made it."</p>
                <ul>{rows}</ul>
            </section>
        }
    })
}

/// `/settings/name`.
#[component]
pub fn Name() -> impl IntoView {
    let action = ServerAction::<Rename>::new();
    let token = Refused::token();
    page(async move {
        let asked = ask(Action::UseAccount)?;
        let refused = Refused::load(token).await?;
        Ok(plain(
            "Your name",
            view! {
                <ErrorSummary refused=refused.clone()/>
                <h1>"Your name"</h1>
                <p>"Others see it in every pilot, also beside what you did before. Who did something never changes."</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Field
                        refused=refused.of("account/rename")
                        name="name"
                        label="Your name"
                        value=asked.person.name
                        autocomplete="name"
                    />
                    {save("Save name")}
                </ActionForm>
            },
        ))
    })
}

fn save(word: &'static str) -> impl IntoView {
    view! {
        <div class="actions">
            <button class="button" data-kind="primary">{word}</button>
            <a class="button" data-kind="quiet" href="/settings">"Cancel"</a>
        </div>
    }
}

/// `/settings/password`.
#[component]
pub fn Password() -> impl IntoView {
    let action = ServerAction::<ChangePassword>::new();
    let token = Refused::token();
    page(async move {
        let asked = ask(Action::UseAccount)?;
        let refused = Refused::load(token).await?;
        let of_form = refused.of("account/change_password");
        Ok(plain(
            "Your password",
            view! {
                <ErrorSummary refused=refused/>
                <h1>"Your password"</h1>
                <p>"You stay signed in here. Every other browser is signed out."</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <input type="hidden" name="username" autocomplete="username" value=asked.person.email/>
                    <Field
                        refused=of_form.clone()
                        name="password"
                        label="The password you have now"
                        kind="password"
                        autocomplete="current-password"
                    />
                    <Field
                        refused=of_form
                        name="new_password"
                        label="New password"
                        kind="password"
                        hint="At least 10 characters. A sentence is easier to remember than a word."
                        autocomplete="new-password"
                    />
                    {save("Save password")}
                </ActionForm>
            },
        ))
    })
}

/// `/settings/email`: another address to sign in with, and what it waits for.
#[component]
pub fn Email() -> impl IntoView {
    let action = ServerAction::<AskAddress>::new();
    let drop = ServerAction::<DropAddress>::new();
    let token = Refused::token();
    page(async move {
        let asked = ask(Action::UseAccount)?;
        let refused = Refused::load(token).await?;
        let notice = take_notice().await?;
        let account = store::account::own_account(&asked.state.pool, asked.person.person_id, &own_session()?).await?;
        let zone = asked.person.zone.unwrap_or(Tz::UTC);
        let of_form = refused.of("account/ask_address");
        let wish = account.wish.map(|wish| {
            let link = match wish.link_until {
                Some(until) if asked.now < until => {
                    format!(
                        "A link was made that works until {}. It has to reach you at the new address.",
                        moment(until, zone)
                    )
                }
                _ => "No mail is sent yet. Ask whoever runs this installation to send you the link at the new address."
                    .to_owned(),
            };
            view! {
                <section class="section">
                    <h2>{waiting(&wish)}</h2>
                    <p>{link}</p>
                    <ActionForm action=drop>
                        <div class="actions"><button class="button">"Keep the address you have"</button></div>
                    </ActionForm>
                </section>
            }
        });
        Ok(plain(
            "Your e-mail address",
            view! {
                <ErrorSummary refused=refused/>
                {notice.map(banner)}
                <h1>"Your e-mail address"</h1>
                <p>{format!("You sign in with {}. Another address counts once you have opened a link that is sent there.", asked.person.email)}</p>
                {wish}
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Field refused=of_form.clone() name="email" label="New e-mail address" kind="email" autocomplete="email"/>
                    <Field
                        refused=of_form
                        name="password"
                        label="Your password"
                        kind="password"
                        autocomplete="current-password"
                    />
                    {save("Ask for this address")}
                </ActionForm>
            },
        ))
    })
}

/// `/new-address/:token`, from the link that was sent to a new address. Opening it changes nothing.
#[component]
pub fn NewAddress() -> impl IntoView {
    let action = ServerAction::<ConfirmAddress>::new();
    let refused = Refused::token();
    let secret = param("token");
    page(async move {
        let state = state()?;
        let link = store::account::address_link(&state.pool, &token::hash(&secret), state.clock.now()).await?;
        let Some(link) = link.clone().filter(|link| !link.used && !link.over) else {
            return Err(links::new_address(link));
        };
        let refused = Refused::load(refused).await?;
        Ok(plain(
            "Confirm an e-mail address",
            view! {
                <ErrorSummary refused=refused/>
                <h1>"Confirm an e-mail address"</h1>
                <p>{visible(&format!("{} wants to sign in with {} instead of {}.", link.name, link.email, link.before))}</p>
                <ActionForm action=action>
                    <Hidden name="token" value=secret/>
                    <div class="actions">
                        <button class="button" data-kind="primary">{format!("Use {} from now on", link.email)}</button>
                    </div>
                </ActionForm>
                <p class="hint">"If that is not you, close this page. Nothing changes then."</p>
            },
        ))
    })
}
