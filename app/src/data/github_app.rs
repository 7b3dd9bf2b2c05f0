//! The GitHub App of a connected repository, which is called instead of with a token.

use domain::github::CodeHost;
use domain::ids::ConnectionId;
use domain::outgoing::{Address, GITHUB};
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::data::Connection;
use store::github::App;

use super::tokens::{not_called, which};
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::ui::{Field, Hidden, TextArea};

/// Has a connected repository called as a GitHub App.
#[server(prefix = "/do", endpoint = "data/set_app")]
pub async fn set_app(
    #[server(default)] pilot: String,
    #[server(default)] connection: String,
    #[server(default)] app_api_url: String,
    #[server(default)] app_id: String,
    #[server(default)] private_key: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, mut typed| {
        let id: ConnectionId = connection.parse().map_err(|_| AppError::NotFound)?;
        let host = store::github::host_of(here.pool(), here.pilot.pilot_id, id).await?;
        let typed_or_usual = if app_api_url.trim().is_empty() {
            GITHUB
        } else {
            &app_api_url
        };
        let address = typed.parsed("app_api_url", Address::read(typed_or_usual));
        if let Some(sentence) = address.as_ref().and_then(|address| not_called(&here, host, address)) {
            typed.problem("app_api_url", sentence);
        }
        let app_id = typed.parsed("app_id", App::read_id(&app_id));
        // What is wrong with the key is said whether or not the id is right.
        let app = typed.parsed("private_key", App::read(app_id.unwrap_or(1), &private_key));
        typed.check()?;
        let (Some(address), Some(app)) = (address, app) else {
            return Err(AppError::Internal);
        };
        let (pool, pilot, key) = (here.pool(), here.pilot.pilot_id, &here.state.key);
        let words = (key, &*address.to_string(), &app);
        store::github::set_app(pool, pilot, here.who(), id, words, here.now).await?;
        notify("The App and its key are kept, the key encrypted. Nobody can read it here again.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// The form for a GitHub App, beside what it needs; none where nothing is on GitHub.
pub(super) fn form(
    (slug, connections): (&str, &[Connection]),
    action: ServerAction<SetApp>,
    refused: &Refused,
) -> Option<impl IntoView + use<>> {
    let on_github: Vec<&Connection> = connections.iter().filter(|c| c.host == CodeHost::GitHub).collect();
    if on_github.is_empty() {
        return None;
    }
    let which = which(&on_github, ("app_connection", "Repository of the App"), refused);
    let (pilot, id, key) = (slug.to_owned(), refused.clone(), refused.clone());
    let address = refused.clone();
    Some(view! {
        <h3 id="app-title">"GitHub App"</h3>
        <p>
            "An App of your organisation writes in its own name, ends with nobody’s account, and gets tokens that last an hour. It is used for all that a token would be."
        </p>
        <ol>
            <li>"On GitHub, make one under the organisation’s Settings, Developer settings, GitHub Apps, without a webhook."</li>
            <li>"Give it the repository permissions Commit statuses: Read and write, Pull requests: Read and write, Contents: Read, and Checks: Read, with which what the PM PR Review skill file said is read again."</li>
            <li>"Install it on this repository."</li>
            <li>"Generate a private key: GitHub gives it to you once, as a file."</li>
        </ol>
        <p>
            "A comment that a token wrote before stays as it is where GitHub does not let the App change it, and one of the App takes its place."
        </p>
        <ActionForm action=action attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=pilot/>
            {which}
            <Field
                refused=address
                name="app_api_url"
                label="Address of GitHub’s API for the App"
                hint="Empty for GitHub’s own. For GitHub Enterprise Server https://HOST/api/v3."
                value=GITHUB
                width="medium"
            />
            <Field
                refused=id
                name="app_id"
                label="App ID"
                hint="A number, at the top of the App’s settings."
                autocomplete="off"
                width="short"
            />
            <TextArea
                refused=key
                name="private_key"
                label="Private key"
                hint="The text of the file that ends in .pem, with its first and last line. It takes the place of any token or key that is there, is kept encrypted and shown to nobody."
                rows=6
            />
            <div class="actions"><button class="button">"Keep the App"</button></div>
        </ActionForm>
    })
}
