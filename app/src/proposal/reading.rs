//! What a person has read, and what changed since.

use domain::policy::Action;
use domain::proposal::{RevisionNumber, Touched};
use leptos::prelude::*;
use leptos::server;
use store::proposal::Reading;

use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::Here;
use crate::ui::Hidden;

/// "Metrics, Success criteria; the terms Length of the pilot", at most six names of each.
pub fn names(touched: &Touched) -> String {
    let list = |names: Vec<&str>| match names.len() {
        0..=6 => names.join(", "),
        n => format!("{} and {} more", names[..5].join(", "), n - 5),
    };
    let sections = list(touched.sections.iter().map(String::as_str).collect());
    let terms = list(touched.terms.iter().map(|term| term.label()).collect());
    let kind = if touched.terms.len() == 1 { "term" } else { "terms" };
    match (sections.is_empty(), terms.is_empty()) {
        (_, true) => sections,
        (true, false) => format!("the {kind} {terms}"),
        (false, false) => format!("{sections}; the {kind} {terms}"),
    }
}

/// "Changed since you last read", with the changes and the way to say that one has read them.
pub fn since(
    here: &Here,
    reading: &Reading,
    newest: RevisionNumber,
    action: ServerAction<MarkRead>,
) -> Option<AnyView> {
    let Reading::Behind { read, touched } = reading else {
        return None;
    };
    let names = names(touched);
    let what = if names.is_empty() {
        "Nothing of it differs from what you know.".to_owned()
    } else {
        format!("{names}.")
    };
    let changes = here.url(&format!("proposal/compare/{read}/{newest}"));
    Some(
        view! {
            <div class="banner" data-kind="info">
                <p>
                    <strong>{format!("Changed since you last read (revision {read}): ")}</strong> {what} " "
                    <a href=changes>"See the changes"</a>
                </p>
                {mark(here, action, newest)}
            </div>
        }
        .into_any(),
    )
}

/// For somebody who never said how far they read: how to be told what changes.
pub fn never_read(
    here: &Here,
    reading: &Reading,
    newest: RevisionNumber,
    action: ServerAction<MarkRead>,
) -> Option<AnyView> {
    (*reading == Reading::Never).then(|| {
        view! {
            <section class="section">
                <h2>"What you have read"</h2>
                <p>"Mark this revision as read, and this page tells you what changes after it."</p>
                {mark(here, action, newest)}
            </section>
        }
        .into_any()
    })
}

/// The button that marks the newest revision as read.
pub fn mark(here: &Here, action: ServerAction<MarkRead>, newest: RevisionNumber) -> AnyView {
    let pilot = here.pilot.slug.clone();
    view! {
        <ActionForm action=action attr:class="mark-read">
            <Hidden name="pilot" value=pilot/>
            <Hidden name="revision" value=newest.to_string()/>
            <button class="button">{format!("Mark revision {newest} as read")}</button>
        </ActionForm>
    }
    .into_any()
}

/// Marks a revision as read, so that the proposal says what changed since.
#[server(prefix = "/do", endpoint = "proposal/mark_read")]
pub async fn mark_read(#[server(default)] pilot: String, #[server(default)] revision: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "proposal", Action::ReadPilot, async |here, _| {
        let number = revision.parse().map_err(|_| AppError::NotFound)?;
        store::proposal::mark_read(here.pool(), here.pilot.pilot_id, here.who(), number, here.now).await?;
        notify(format!(
            "Revision {number} is marked as read. The proposal says here what changes after it."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}
