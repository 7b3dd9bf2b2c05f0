//! The page frames: reading, working, plain; and how a page's future becomes a page.

use domain::inbox::{tasks, waits};
use domain::person::Role;
use domain::pilot::Status;
use domain::policy::Action;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use store::inbox::asked_of;

use super::nav::Nav;
use crate::address::escaped;
use crate::copy::Copy;
use crate::error::AppError;
use crate::form::{Notice, Refused, go, take_notice};
use crate::here::{Here, viewer};
use crate::mail::pages::not_sent;
use crate::shell::{IslandScripts, Title, described};
use crate::state::state;
use crate::time::moment;
use crate::ui::countersignature::double_tick;
use crate::ui::unsent::unshown;

/// Turns a page's future into a view. An error becomes an error page with its status; somebody not
/// signed in is sent to sign in and comes back.
pub fn page(body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static) -> impl IntoView {
    let response = expect_context::<ResponseOptions>();
    let here = with_context(|parts: &http::request::Parts| parts.uri.path_and_query().map(ToString::to_string))
        .flatten()
        .unwrap_or_default();
    let kept = Refused::token();
    Suspend::new(async move {
        match body.await {
            Ok(view) => view,
            Err(AppError::SignIn) => {
                go(&response, &format!("/sign-in?next={}", escaped(&here)));
                ().into_any()
            }
            Err(AppError::Again(to)) => {
                go(&response, &to);
                ().into_any()
            }
            Err(error) => {
                response.set_status(error.status());
                // What was typed for a page that does not open any more is not lost with it.
                let kept = Refused::load(kept).await.unwrap_or_default();
                error_page(&error, &kept).into_any()
            }
        }
    })
}

/// What a person sees instead of the page.
pub fn error_page(error: &AppError, kept: &Refused) -> impl IntoView + use<> {
    let title = match error {
        _ if kept.is_some() => "This was not done",
        AppError::NotFound => "There is no such page",
        AppError::DeadLink(..) => "This link does not work",
        AppError::Denied => "This is not yours to do",
        AppError::Elsewhere => "This form came from elsewhere",
        AppError::Refused(_) | AppError::Again(_) | AppError::Wrong(..) => "This cannot be done",
        AppError::Busy | AppError::Unavailable => "Not right now",
        AppError::SignIn => "Sign in to continue",
        AppError::Internal => "Something went wrong",
    };
    let what_now = match error {
        AppError::NotFound => "It may never have existed, or it belongs to a pilot you are not in.".to_owned(),
        error => error.to_string(),
    };
    let on = match (error, viewer()) {
        (AppError::DeadLink(..), None) => view! { <a href="/sign-in">"Sign in"</a> },
        _ => view! { <a href="/">"What you need to do"</a> },
    };
    plain(
        title,
        view! {
            <h1>{title}</h1>
            {kept.problems().into_iter().map(|(_, sentence)| view! { <p>{sentence}</p> }).collect_view()}
            <p>{what_now}</p>
            <p>{on}</p>
        },
    )
}

/// Said first in the title of a page that shows a refused form again.
fn error_prefix() -> &'static str {
    if Refused::of_page().is_some() { "Error: " } else { "" }
}

/// A page with rows, forms or figures in a pilot. `body` starts with its own `h1`.
pub async fn working(
    here: &Here,
    title: &str,
    current: Nav,
    body: impl IntoView + 'static,
) -> Result<AnyView, AppError> {
    in_pilot(here, "working", title, (current, None), body.into_any()).await
}

/// A page of prose in a pilot: text of 66 characters, and an `aside.margin` if the body ends in one
/// (give it as `margin`).
pub async fn reading(
    here: &Here,
    title: &str,
    current: Nav,
    body: impl IntoView + 'static,
    margin: impl IntoView + 'static,
) -> Result<AnyView, AppError> {
    let (body, margin) = (body.into_any(), margin.into_any());
    let notice = done(here).await?.or_else(|| next_line(here));
    Ok(view! {
        <Title text=format!("{}{title} · {}", error_prefix(), here.pilot.name)/>
        <div class="reading">
            {chrome(here, current, None).into_any()}
            <main id="main" tabindex="-1">{notice} {no_go_line(here)} {unshown()} {body}</main>
            <aside class="margin" aria-label="Notes">{margin}</aside>
        </div>
    }
    .into_any())
}

/// A page of prose in a pilot whose notes are part of its body (`.notes`, `.beside`), so that each stands
/// beside what it is about. The list of contents stands in the left list, where wide pages show it while notes take the margin.
pub async fn annotated(
    here: &Here,
    title: &str,
    (current, contents): (Nav, AnyView),
    body: impl IntoView + 'static,
) -> Result<AnyView, AppError> {
    in_pilot(here, "reading", title, (current, Some(contents)), body.into_any()).await
}

/// Takes the body with its type erased: nested types of whole pages are too deep for the compiler.
async fn in_pilot(
    here: &Here,
    frame: &'static str,
    title: &str,
    (current, contents): (Nav, Option<AnyView>),
    body: AnyView,
) -> Result<AnyView, AppError> {
    let notice = done(here).await?.or_else(|| next_line(here));
    Ok(view! {
        <Title text=format!("{}{title} · {}", error_prefix(), here.pilot.name)/>
        <div class=frame>
            {chrome(here, current, contents).into_any()}
            <main id="main" tabindex="-1">{notice} {no_go_line(here)} {unshown()} {body}</main>
        </div>
    }
    .into_any())
}

/// The next step of this person, on every page but the overview, which lists them all, and the one where it is taken; of whom
/// nothing is asked reads what the pilot waits for. A notice says the same in its place. What waits in comments is asked for where it is listed, not here.
fn next_line(here: &Here) -> Option<AnyView> {
    let asked = asked_of(&here.facts, &[], here.who(), here.now);
    let at = with_context(|parts: &http::request::Parts| parts.uri.path().to_owned())?;
    if at == here.url("") {
        return None;
    }
    let line = match tasks(&asked).into_iter().next() {
        Some(task) => {
            let to = here.url(&task.path);
            if to.split('#').next() == Some(&at) {
                return None;
            }
            view! { "Next for you: " <a href=to>{task.title}</a> }.into_any()
        }
        None => waits(&asked)?.into_any(),
    };
    Some(view! { <p class="muted screen-only">{line}</p> }.into_any())
}

/// The reminder on every page a pilot PM sees in the first week.
fn no_go_line(here: &Here) -> Option<impl IntoView + use<>> {
    let is_due = here.standing.is(Role::PilotPm) && here.pilot.status == Status::Running { week: 1 };
    is_due.then(|| {
        view! {
            <p class="no-go">"Week one: some things stay untouched. " <a href=here.url("week-one")>"The no-go list"</a></p>
        }
    })
}

/// Bar, strips and lists around a page of a pilot, with the contents of its text under its entry.
fn chrome(here: &Here, current: Nav, contents: Option<AnyView>) -> impl IntoView + use<> {
    let entries = |mut contents: Option<AnyView>| {
        Nav::ALL
            .into_iter()
            .filter(|nav| nav.is_for(here))
            .map(|nav| {
                let is_current = nav == current;
                let within = contents.take_if(|_| is_current);
                let current = is_current.then_some("page");
                view! { <li><a href=here.url(nav.path()) aria-current=current>{nav.label()}</a> {within}</li> }
            })
            .collect_view()
    };
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="top-bar">
            <a class="pilot-name" href=here.url("")>{here.pilot.name.clone()}</a>
            <span class="chip" data-kind="info">{here.facts.status_label(here.now)}</span>
            {account_links()}
        </header>
        {here.pilot.example.then(|| view! { <aside class="strip" aria-label="Example data">"Example data"</aside> })}
        {archived(here)}
        {test_clock(here.pilot.zone)}
        {not_sent()}
        <nav aria-label="Pilot, menu">
            <details class="menu">
                <summary>"Menu"</summary>
                <ul>
                    <li><a href="/">"Inbox"</a></li>
                    {entries(None)}
                    <li class="of-account"><a href="/help">"Help"</a></li>
                    {viewer().map(|person| view! { <li class="of-account"><a href="/settings">{person.name}</a></li> })}
                </ul>
            </details>
        </nav>
        <nav class="side-nav" aria-label="Pilot">
            <ul><li><a href="/">"Inbox"</a></li>{entries(contents)}</ul>
        </nav>
    }
}

/// Said on every page of a draft that is out of the way.
fn archived(here: &Here) -> Option<impl IntoView + use<>> {
    here.facts.archived_at?;
    let back = here
        .may(Action::HandleDraft)
        .then(|| view! { " " <a href=here.url("draft")>"Take it back"</a> });
    Some(
        view! { <aside class="strip" aria-label="Archived"><p>"Archived: nothing is asked and nothing changes." {back}</p></aside> },
    )
}

/// Said on every page while the time is not real.
fn test_clock(zone: chrono_tz::Tz) -> Option<impl IntoView> {
    let state = state().ok()?;
    let clock = &state.clock;
    clock
        .is_test()
        .then(|| view! { <aside class="strip" aria-label="Test clock">{format!("Test clock: {}", moment(clock.now(), zone))}</aside> })
}

fn account_links() -> impl IntoView {
    let button = |value: &'static str, word: &'static str, where_it_is: Option<&'static str>| {
        view! {
            <button class="button" data-kind="quiet" name="theme" value=value data-in=where_it_is>{word}</button>
        }
    };
    // As the system has it, the style sheet alone knows which of the two is the other.
    let (light, dark) = match crate::here::cookie("theme").as_deref() {
        Some("dark") => (Some(button("light", "Light", None)), None),
        Some("light") => (None, Some(button("dark", "Dark", None))),
        _ => (
            Some(button("light", "Light", Some("dark"))),
            Some(button("dark", "Dark", Some("light"))),
        ),
    };
    view! {
        <nav class="top-links" aria-label="Help and account">
            <a href="/help">"Help"</a>
            {viewer().map(|person| {
                let runs_it = person.site_admin.then(|| view! { <a href="/admin">"Installation"</a> " " });
                view! { {runs_it} <a href="/settings">{person.name}</a> }
            })}
            <form class="theme-form" method="post" action="/do/account/theme">
                {light} {dark}
            </form>
        </nav>
    }
}

/// A narrow page outside any pilot: sign-in, set-up, errors, the survey by link.
pub fn plain(title: &str, body: impl IntoView + 'static) -> AnyView {
    let body = body.into_any();
    described();
    view! {
        <Title text=format!("{}{title} · Countersign", error_prefix())/>
        <div class="plain">
            <a class="skip-link" href="#main">"Skip to content"</a>
            <header class="top-bar">
                <a class="pilot-name" href="/">{double_tick()} "Countersign"</a>
                {account_links()}
            </header>
            {test_clock(chrono_tz::UTC)}
            {not_sent()}
            <main id="main" tabindex="-1">{unshown()} {body}</main>
        </div>
    }
    .into_any()
}

/// What is shown this once, to be copied.
fn once(secret: Option<String>, link: Option<String>) -> Option<impl IntoView> {
    let (name, then) = match (&secret, &link) {
        (Some(_), Some(_)) => ("Payload URL", "They are shown only now."),
        (None, Some(_)) => ("Link", "It is shown only now. Copy it and send it yourself."),
        (Some(_), None) => ("", "It is shown only now."),
        (None, None) => return None,
    };
    let link = link.map(|link| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>
                    <a class="notice-link" href=link.clone()>{link.clone()}</a>
                    " "
                    <Copy words=link what="the link".to_owned()/>
                </dd>
            </div>
        }
    });
    let secret = secret.map(|secret| {
        view! {
            <div>
                <dt>"Secret"</dt>
                <dd><code class="notice-secret">{secret.clone()}</code> " " <Copy words=secret what="the secret".to_owned()/></dd>
            </div>
        }
    });
    Some(view! {
        <dl class="notice-once">
            {secret}
            {link}
        </dl>
        <p>{then}</p>
        <IslandScripts/>
    })
}

/// The notice left by the form before this page, and what waits next for the person: one press leads on.
async fn done(here: &Here) -> Result<Option<AnyView>, AppError> {
    let Some(notice) = take_notice().await? else {
        return Ok(None);
    };
    let comments = store::inbox::comments(here.pool(), here.pilot.pilot_id, here.who()).await?;
    let next = tasks(&asked_of(&here.facts, &comments, here.who(), here.now))
        .into_iter()
        .next();
    let next =
        next.map(|task| view! { <p>"Next for you: " <a href=here.url(&task.path)>{task.title}</a></p> }.into_any());
    Ok(Some(said(notice, next).into_any()))
}

/// The notice left by the form before this page.
pub fn banner(notice: Notice) -> impl IntoView {
    said(notice, None)
}

fn said(notice: Notice, next: Option<AnyView>) -> impl IntoView {
    view! {
        <div class="banner" data-kind=notice.kind role="status">
            <p>{notice.text} {notice.see.map(|(page, words)| view! { " " <a href=page>{words}</a> })}</p>
            {once(notice.secret, notice.link)}
            {next}
        </div>
    }
}
