//! The outbox: what was sent, what waits, what did not arrive; and what one wants by mail.

use domain::mail::Sender;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::mail::{Choice, Listed, Opened};

use super::actions::{ChooseMail, OpenMail, RetryMail};
use crate::address::{param, query};
use crate::error::AppError;
use crate::form::{Refused, take_notice};
use crate::here::{ask, viewer};
use crate::state::state;
use crate::time::moment;
use crate::ui::frame::banner;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Table, page, plain};

/// Said on every page of whoever runs an installation that sends no mail.
pub fn not_sent() -> Option<impl IntoView> {
    let state = state().ok()?;
    let admin = viewer().is_some_and(|person| person.site_admin);
    (admin && !state.sends_mail).then(|| {
        view! {
            <aside class="strip" aria-label="Mail">
                <p>"No mail is sent: it waits in the " <a href="/outbox">"outbox"</a> "."</p>
            </aside>
        }
    })
}

/// What became of a mail, in words.
fn state_of(mail: &Listed) -> String {
    let at = |at| moment(at, chrono_tz::UTC);
    let ended = mail.ended_at.map(at).unwrap_or_default();
    let why = mail.trouble.as_deref().unwrap_or_default();
    match mail.ended.as_deref() {
        Some("sent") => format!("Sent {ended}"),
        Some("kept") => format!("Kept {ended}: no mail is sent here"),
        Some("refused") => format!("Not delivered. {why}"),
        Some("unknown") => format!("Not known. {why}"),
        Some("expired") => "Not sent: its time was over".to_owned(),
        Some(_) => "Not sent: nobody was asked any more".to_owned(),
        None if mail.attempts > 0 => format!(
            "Waits, tried {} times. {why} Next try {}",
            mail.attempts,
            at(mail.not_before)
        ),
        None => format!("Waits until {}", at(mail.not_before)),
    }
}

/// `/outbox`: the newest mails, for whoever runs the installation.
#[component]
pub fn Outbox() -> impl IntoView {
    let token = Refused::token();
    let retry = ServerAction::<RetryMail>::new();
    let before = query("before").and_then(|before| before.parse().ok());
    page(async move {
        let asked = ask(Action::RunInstallation)?;
        let refused = Refused::load(token).await?;
        let notice = take_notice().await?;
        let mails = store::mail::list(&asked.state.pool, before).await?;
        let older = (mails.len() >= 100)
            .then(|| mails.iter().map(|mail| mail.id).min())
            .flatten();
        let rows = mails.iter().map(|mail| row(mail, retry)).collect_view().into_any();
        let head = vec![
            Column::words("To"),
            Column::words("About"),
            Column::words("Queued"),
            Column::words("State"),
            Column::acts("Open or send again"),
        ];
        let how = if asked.state.sends_mail {
            "Mail goes out through the mail server. What a mail says is erased once it was sent."
        } else {
            "No mail server is configured: nothing is sent. Give --smtp and --mail-from, or hand links over yourself."
        };
        let list = match mails.is_empty() {
            true => view! { <div class="empty"><p>"No mail yet."</p></div> }.into_any(),
            false => view! { <Table name="Mails" head=head rows=rows/> }.into_any(),
        };
        Ok(plain(
            "Outbox",
            view! {
                <ErrorSummary refused=refused/>
                {notice.map(banner)}
                <nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/admin">"Installation"</a></li></ol></nav>
                <h1>"Outbox"</h1>
                <p class="lead">{how}</p>
                {list}
                {older.map(|older| view! { <p><a href=format!("/outbox?before={older}")>"Older mails"</a></p> })}
            },
        ))
    })
}

fn row(mail: &Listed, retry: ServerAction<RetryMail>) -> impl IntoView + use<> {
    let about = match mail.nth {
        0 => mail.kind.label().to_owned(),
        n => format!("{}, reminder {n}", mail.kind.label()),
    };
    let to = format!("{} <{}>", mail.name, mail.to);
    let spoken = format!(" the mail to {}", mail.name);
    let open = mail
        .is_there
        .then(|| view! { <a href=format!("/outbox/{}", mail.id)>"Open"<span class="visually-hidden">{spoken.clone()}</span></a> });
    let again = (mail.is_there && matches!(mail.ended.as_deref(), Some("refused" | "unknown"))).then(|| {
        let id = mail.id.to_string();
        view! {
            <ActionForm action=retry>
                <Hidden name="mail" value=id/>
                <button class="button">"Send again"<span class="visually-hidden">{spoken.clone()}</span></button>
            </ActionForm>
        }
    });
    view! {
        <tr>
            <th scope="row">{to}</th>
            <td>{about}</td>
            <td>{moment(mail.queued_at, chrono_tz::UTC)}</td>
            <td>{state_of(mail)}</td>
            <td>{open} {again}</td>
        </tr>
    }
}

/// `/outbox/:id`: a mail, once one has said why one reads it.
#[component]
pub fn OneMail() -> impl IntoView {
    let token = Refused::token();
    let open = ServerAction::<OpenMail>::new();
    let id = param("id");
    page(async move {
        let asked = ask(Action::RunInstallation)?;
        let id: i64 = id.parse().map_err(|_| AppError::NotFound)?;
        let refused = Refused::load(token).await?;
        let (state, person) = (&asked.state, asked.person.person_id);
        let mail = store::mail::find(&state.pool, &state.key, id, person, asked.now).await?;
        let content = match &mail.content {
            Some((letter, secret)) => {
                let sender = Sender {
                    base_url: &state.site.base_url,
                    secret: secret.as_deref(),
                    unsubscribe: None,
                };
                let text = letter.text(&sender);
                view! {
                    <dl class="facts"><div><dt>"Subject"</dt><dd>{letter.subject.clone()}</dd></div></dl>
                    <pre class="kept-text" tabindex="0">{text}</pre>
                }
                .into_any()
            }
            None => asking(&mail, &refused, open).into_any(),
        };
        let openings = (!mail.openings.is_empty()).then(|| {
            let openings = mail.openings.iter();
            let rows = openings
                .map(|(by, at, reason)| {
                    let when = moment(*at, chrono_tz::UTC);
                    view! { <li>{format!("{by}, {when}: ")} {crate::ui::visible(reason)}</li> }
                })
                .collect_view();
            view! { <section class="section"><h2>"Who opened it"</h2><ul>{rows}</ul></section> }
        });
        Ok(plain(
            "A mail",
            view! {
                <ErrorSummary refused=refused.clone()/>
                <nav class="breadcrumb" aria-label="Breadcrumb">
                    <ol>
                        <li><a href="/admin">"Installation"</a></li>
                        <li><a href="/outbox">"Outbox"</a></li>
                    </ol>
                </nav>
                <h1>{format!("A mail to {}", mail.name)}</h1>
                <dl class="facts"><div><dt>"To"</dt><dd>{mail.to.clone()}</dd></div></dl>
                {content}
                {openings}
            },
        ))
    })
}

fn asking(mail: &Opened, refused: &Refused, open: ServerAction<OpenMail>) -> impl IntoView + use<> {
    let id = mail.id.to_string();
    let refused = refused.of("mail/open");
    view! {
        <p>
            "It is written to somebody else and may hold a link that lets its holder be them. That you open it, when and why, stands in the log of the installation."
        </p>
        <ActionForm action=open attr:class="form" attr:novalidate="">
            <Hidden name="mail" value=id/>
            <Field refused=refused.clone() name="reason" label="Why you read it" hint="Such as: mail is not set up yet, I hand the link over."/>
            <Field refused=refused name="password" label="Your password" kind="password" autocomplete="current-password"/>
            <div class="actions"><button class="button" data-kind="primary">"Open the mail"</button></div>
        </ActionForm>
    }
}

/// The section of the settings about mail.
pub fn choosing(choice: Choice, action: ServerAction<ChooseMail>) -> impl IntoView {
    let row = |name: &'static str, on: bool, words: &'static str| {
        view! { <label class="choice"><input type="checkbox" name=name value="yes" checked=on/><span>{words}</span></label> }
    };
    view! {
        <ActionForm action=action attr:class="form" attr:novalidate="" attr:id="mail">
            <fieldset class="choices">
                <legend>"By mail"</legend>
                {row("reminders", choice.reminders, "Remind me of what I was asked and have not answered")}
                {row("weekly", choice.digest, "Send me the week of my pilots in a few lines, on Mondays")}
            </fieldset>
            <p class="hint">"What is asked of you, and what was decided, always comes."</p>
            <div class="actions"><button class="button">"Save what comes by mail"</button></div>
        </ActionForm>
    }
}
