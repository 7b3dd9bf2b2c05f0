//! Pull requests read again through the code host's interface: how far that is, and the button that has it done.

use chrono_tz::Tz;
use domain::ids::ConnectionId;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::reconciliation::Progress;

use crate::error::AppError;
use crate::form::{self, notify};
use crate::time::moment;
use crate::ui::Hidden;

/// Has all pull requests of a connected repository read again.
#[server(prefix = "/do", endpoint = "data/read_again")]
pub async fn read_again(
    #[server(default)] pilot: String,
    #[server(default)] connection: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, _| {
        let id: ConnectionId = connection.parse().map_err(|_| AppError::NotFound)?;
        store::reconciliation::ask(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        notify("The pull requests are read again. How far that is stands at the repository.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// How far reading is at a connection that has a token.
pub(super) fn how_far_it_is(progress: &Option<Progress>, repository: &str, zone: Tz) -> AnyView {
    let words = progress.as_ref().map_or_else(
        || "Not yet. It begins within a minute, and then once an hour.".to_owned(),
        |progress| how_far(progress, zone),
    );
    let bar = progress
        .as_ref()
        .filter(|progress| progress.ended_at.is_none() && progress.is_listed && progress.of > 0)
        .map(|progress| {
            let label = format!("Pull requests of {repository} read again");
            view! { <progress max=progress.of.to_string() value=progress.read.to_string() aria-label=label></progress> }
        });
    let notes = progress.as_ref().map(notes).unwrap_or_default();
    let notes = notes
        .into_iter()
        .map(|note| view! { <p class="row-message" data-kind="warn">{note}</p> })
        .collect_view();
    view! {
        {notes}
        <dl class="facts">
            <div><dt>"Read again"</dt><dd>{words} {bar}</dd></div>
        </dl>
    }
    .into_any()
}

/// The button that has all of it read again.
pub(super) fn read_again_form(
    (slug, id, repository): (&str, ConnectionId, &str),
    action: ServerAction<ReadAgain>,
) -> impl IntoView + use<> {
    let (pilot, id) = (slug.to_owned(), id.to_string());
    let label = format!("Read again the pull requests of {repository}");
    view! {
        <ActionForm action=action>
            <Hidden name="pilot" value=pilot/>
            <Hidden name="connection" value=id/>
            <div class="actions"><button class="button" aria-label=label>"Read again"</button></div>
        </ActionForm>
    }
}

/// Like "214 of 310 pull requests, since 2 Mar 2026 10:04".
fn how_far(progress: &Progress, zone: Tz) -> String {
    if let Some(by) = &progress.asked_by {
        return format!("Asked for by {by}. It begins within a minute.");
    }
    let Some(begun_at) = progress.begun_at else {
        return "Not yet.".to_owned();
    };
    let pulls = |n: i64| {
        if n == 1 {
            "1 pull request".to_owned()
        } else {
            format!("{n} pull requests")
        }
    };
    match progress.ended_at {
        None if progress.is_listed => format!(
            "{} of {}, since {}",
            progress.read,
            pulls(progress.of),
            moment(begun_at, zone)
        ),
        None => format!(
            "Listing: {} so far, since {}",
            pulls(progress.of),
            moment(begun_at, zone)
        ),
        Some(ended_at) => {
            let since = progress
                .since
                .map(|since| format!(" that changed since {}", moment(since, zone)));
            format!(
                "{}{}, on {}. Again every hour.",
                pulls(progress.read),
                since.unwrap_or_default(),
                moment(ended_at, zone)
            )
        }
    }
}

fn notes(progress: &Progress) -> Vec<String> {
    let trouble = progress.trouble.as_ref();
    let trouble = trouble.map(|why| format!("The last call came to nothing and is tried again. {why}"));
    let left_out = progress
        .left_out
        .iter()
        .map(|(number, why)| format!("Pull request {number} was not read again. {why}"));
    let without_files = progress
        .without_files
        .iter()
        .map(|(number, why)| format!("The files of pull request {number} could not all be read. {why}"));
    trouble
        .into_iter()
        .chain(progress.without.clone())
        .chain(left_out)
        .chain(without_files)
        .collect()
}
