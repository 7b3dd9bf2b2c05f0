//! The token of a connected repository: statuses and comments are written with it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::github::CodeHost;
use domain::ids::ConnectionId;
use domain::outgoing::{Address, GITHUB, GITLAB};
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::data::Connection;
use store::github::Bearer;
use store::told::Telling;

use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::Here;
use crate::time::moment;
use crate::ui::{Field, Hidden};

/// Gives a connected repository a token.
#[server(prefix = "/do", endpoint = "data/set_token")]
pub async fn set_token(
    #[server(default)] pilot: String,
    #[server(default)] connection: String,
    #[server(default)] api_url: String,
    #[server(default)] token: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, mut typed| {
        let id: ConnectionId = connection.parse().map_err(|_| AppError::NotFound)?;
        let host = store::github::host_of(here.pool(), here.pilot.pilot_id, id).await?;
        let typed_or_usual = if api_url.trim().is_empty() {
            usual(host)
        } else {
            &api_url
        };
        let address = typed.parsed("api_url", Address::read(typed_or_usual));
        if let Some(sentence) = address.as_ref().and_then(|address| not_called(&here, host, address)) {
            typed.problem("api_url", sentence);
        }
        let token = typed.parsed("token", Bearer::read(&token));
        typed.check()?;
        let (Some(address), Some(token)) = (address, token) else {
            return Err(AppError::Internal);
        };
        let (pool, pilot, key) = (here.pool(), here.pilot.pilot_id, &here.state.key);
        let words = (key, &*address.to_string(), &token);
        store::github::set_token(pool, pilot, here.who(), id, words, here.now).await?;
        notify("The token is kept, encrypted. Nobody can read it here again.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// Why an address is not called: it is not that of this code host, or nobody allowed it.
pub(super) fn not_called(here: &Here, host: CodeHost, address: &Address) -> Option<String> {
    let name = address.server().host();
    let not_allowed = || format!("{name} may not be called. Whoever runs the installation allows it with --outgoing.");
    unfit(host, address).or_else(|| (!here.state.outgoing.allows(address.server())).then(not_allowed))
}

/// Where the interface of a code host is that nobody runs themselves.
fn usual(host: CodeHost) -> &'static str {
    match host {
        CodeHost::GitHub => GITHUB,
        CodeHost::GitLab => GITLAB,
    }
}

/// Why an address is not that of this code host's interface.
fn unfit(host: CodeHost, address: &Address) -> Option<String> {
    let shown = address.to_string();
    let of_gitlab = shown.ends_with("/api/v4");
    match host {
        CodeHost::GitLab if !of_gitlab => Some(format!(
            "GitLab’s API ends in /api/v4, such as {GITLAB} or https://gitlab.example.com/api/v4."
        )),
        CodeHost::GitHub if of_gitlab => Some(format!(
            "This is the API of a GitLab, and the repository is on GitHub. GitHub’s own is {GITHUB}."
        )),
        _ => None,
    }
}

/// Takes the token of a connected repository away, or its App.
#[server(prefix = "/do", endpoint = "data/remove_token")]
pub async fn remove_token(
    #[server(default)] pilot: String,
    #[server(default)] connection: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, _| {
        let id: ConnectionId = connection.parse().map_err(|_| AppError::NotFound)?;
        store::github::remove_token(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        notify("It is gone from here. Revoke the token, or delete the App’s key, on the code host, too.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// Tries again what the code host was not told.
#[server(prefix = "/do", endpoint = "data/tell_again")]
pub async fn tell_again(
    #[server(default)] pilot: String,
    #[server(default)] connection: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, _| {
        let id: ConnectionId = connection.parse().map_err(|_| AppError::NotFound)?;
        store::github::tell_again(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        notify("It is tried again now.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// Which repository a form is about: a choice with this id and label, or nothing to choose where there is one.
pub(super) fn which(
    connections: &[&Connection],
    (id, label): (&'static str, &'static str),
    refused: &Refused,
) -> AnyView {
    if let [one] = connections {
        return view! { <Hidden name="connection" value=one.id.to_string()/> }.into_any();
    }
    let chosen = refused.value("connection", "");
    let options = connections
        .iter()
        .map(|c| {
            let id = c.id.to_string();
            let selected = id == chosen;
            let name = format!("{} on {}", c.repository, c.host.label());
            view! { <option value=id selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <div class="field" data-width="medium">
            <label for=id>{label}</label>
            <select id=id name="connection">{options}</select>
        </div>
    }
    .into_any()
}

/// The form for a token, beside what it needs.
pub(super) fn form(
    (slug, connections): (&str, &[Connection]),
    action: ServerAction<SetToken>,
    open: bool,
    refused: &Refused,
) -> Option<impl IntoView + use<>> {
    let first = connections.first()?.host;
    // What is filled in is right for every repository that can be chosen, or nothing is.
    let address_of = connections.iter().all(|c| c.host == first).then(|| usual(first));
    let has = |host: CodeHost| connections.iter().any(|c| c.host == host);
    let (on_github, on_gitlab) = (has(CodeHost::GitHub), has(CodeHost::GitLab));
    let all: Vec<&Connection> = connections.iter().collect();
    let which = which(&all, ("connection", "Repository of the token"), refused);
    let (pilot, refused) = (slug.to_owned(), refused.clone());
    let address = refused.clone();
    open.then(|| {
        view! {
            <h3 id="token-title">"Token"</h3>
            <p>
                "With a token, each pull request of a pilot PM gets a commit status named countersign/pm-zone, and while it is outside the zone one comment that says with whom to pair. Without one, or after the decision, nothing is sent."
            </p>
            {on_github.then(|| view! {
                <h4>"On GitHub"</h4>
                <ul>
                    <li>"Make a fine-grained personal access token under Settings, Developer settings, for this repository alone. The comments are by the account that made it: an account of its own is best."</li>
                    <li>"Give it the repository permissions Commit statuses: Read and write, Pull requests: Read and write, Contents: Read, and Actions: Read. Metadata: Read comes with them."</li>
                    <li>"GitHub lets no such token read check runs: of the skill file it reads commit statuses and the jobs of GitHub Actions. Where another App runs the skill file, a GitHub App or a classic token is needed."</li>
                    <li>"A classic token needs the scope repo, or repo:status and public_repo for a public repository."</li>
                    <li>"Which files a pull request of the pilot’s features changes is read with it at each newest commit, in a fork, too. In files where the zone lets only words, additions or own keys change, what changes is read and kept key by key."</li>
                    <li>"Once an hour the pull requests that changed are read again with it, and what the PM PR Review skill file said of their commits, so that what a webhook missed is made up for."</li>
                </ul>
                <p>"Instead of a token a GitHub App can be used; its form is below."</p>
            })}
            {on_gitlab.then(|| view! {
                <h4>"On GitLab"</h4>
                <ul>
                    <li>"Make a project access token under Settings, Access tokens of this project, with the role Developer and the scope api, and nothing more. The notes are by the account that GitLab makes for it."</li>
                    <li>"Where the plan has no project access tokens, as on the free plan of gitlab.com, use a personal access token with the scope api, under Edit profile, Access tokens, of an account of its own that is a Developer of this project and of no other."</li>
                    <li>"GitLab ends each token after a year at most: note the day."</li>
                    <li>"Which files a merge request of the pilot’s features changes is read with it at each newest commit, in a fork, too, from GitLab 15.7 on. In files where the zone lets only words, additions or own keys change, what changes is read and kept key by key."</li>
                    <li>"Once an hour the merge requests that changed are read again with it, and what the jobs of the PM PR Review skill file said of their commits, so that what a webhook missed is made up for."</li>
                    <li>"GitLab does not say whether a push was forced, so each push counts as one, a rebase too. Comments that were deleted since cannot be read. When commits were pushed it says for three years, and only of branches in the project itself: others count by the dates of their authors."</li>
                    <li>"A status stands among the jobs of the merge request; it holds up a merge only where the project asks that pipelines succeed before one."</li>
                </ul>
            })}
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=pilot/>
                {which}
                <Field
                    refused=address
                    name="api_url"
                    label="Address of the code host’s API"
                    hint="Empty for GitHub’s and GitLab’s own. For GitHub Enterprise Server https://HOST/api/v3, for a GitLab of your own https://HOST/api/v4: whoever runs the installation allows other hosts than api.github.com and gitlab.com."
                    value=address_of.unwrap_or_default()
                    width="medium"
                />
                <Field
                    refused=refused
                    name="token"
                    label="Token"
                    hint="It takes the place of any that is there. It is kept encrypted and shown to nobody."
                    kind="password"
                    autocomplete="off"
                    width="medium"
                />
                <div class="actions"><button class="button">"Keep the token"</button></div>
            </ActionForm>
        }
    })
}

/// The token of a connection, what was told with it and what was not; with a button to try again while the pilot is `open`.
pub(super) fn telling(
    telling: &Option<Telling>,
    (slug, id, repository): (&str, ConnectionId, &str),
    (zone, now): (Tz, DateTime<Utc>),
    open: bool,
) -> AnyView {
    let Some(told) = telling else {
        return view! { <p class="muted">"No token: the code host is told nothing."</p> }.into_any();
    };
    let entered = format!(
        "entered by {} on {}, for {}. It writes commit statuses and comments.",
        told.entered_by,
        moment(told.entered_at, zone),
        told.api_url
    );
    let which = match told.app {
        None => format!("Ends in {}, {entered}", told.last_four),
        Some(id) => format!(
            "{id}, with the key whose fingerprint ends in {}, {entered}",
            told.last_four
        ),
    };
    let sent = match (told.sent, told.last_at) {
        (0, _) | (_, None) => "nothing yet".to_owned(),
        (1, Some(at)) => format!("1 status or comment, on {}", moment(at, zone)),
        (n, Some(at)) => format!("{n} statuses and comments, the last on {}", moment(at, zone)),
    };
    let waiting = match told.waiting {
        0 => String::new(),
        n => format!(", {n} waiting"),
    };
    let stopped = told.stopped.as_ref().map(|(why, at)| {
        let words = format!("Nothing is sent since {}. {why}", moment(*at, zone));
        view! { <p class="row-message" data-kind="warn">{words}</p> }
    });
    let paused = waits_until(told, now).map(|until| {
        let words = format!("The code host asked to wait until {}.", moment(until, zone));
        view! { <p class="row-message">{words}</p> }
    });
    let given_up = told
        .given_up
        .iter()
        .map(|(pull, why)| view! { <p class="row-message" data-kind="warn">{format!("Not told of {pull}: {why}")}</p> })
        .collect_view();
    let is_stuck = told.stopped.is_some() || !told.given_up.is_empty();
    let again = (open && is_stuck).then(|| {
        let (pilot, id) = (slug.to_owned(), id.to_string());
        let button = format!("tell-again-{id}");
        view! {
            <form method="post" action="/do/data/tell_again">
                <Hidden name="pilot" value=pilot/>
                <Hidden name="connection" value=id/>
                <div class="actions"><button class="button" id=button aria-label=format!("Try again for {repository}")>"Try again"</button></div>
            </form>
        }
    });
    view! {
        {stopped} {paused} {given_up} {again}
        <dl class="facts">
            <div><dt>{if told.app.is_some() { "GitHub App" } else { "Token" }}</dt><dd>{which}</dd></div>
            <div><dt>"Told"</dt><dd>{format!("{sent}{waiting}")}</dd></div>
        </dl>
    }
    .into_any()
}

/// Until when what waits is not sent, since the code host asked for that.
pub(super) fn waits_until(told: &Telling, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    told.paused_until.filter(|until| told.waiting > 0 && *until > now)
}

/// The button that takes the token of a connection away, or its App.
pub(super) fn remove_form(
    told: &Telling,
    (slug, id, repository): (&str, ConnectionId, &str),
    action: ServerAction<RemoveToken>,
) -> impl IntoView + use<> {
    let what = if told.app.is_some() { "GitHub App" } else { "token" };
    let (pilot, id) = (slug.to_owned(), id.to_string());
    let label = format!("Remove the {what} of {repository}");
    view! {
        <ActionForm action=action>
            <Hidden name="pilot" value=pilot/>
            <Hidden name="connection" value=id/>
            <div class="actions"><button class="button" aria-label=label>{format!("Remove the {what}")}</button></div>
        </ActionForm>
    }
}
