//! Characters of the text that cannot be seen: said where the text is read, and removed.

use std::collections::BTreeSet;

use domain::document::unseen::{name, sign, unseen_in};
use domain::policy::Action;
use leptos::prelude::*;
use leptos::server;
use store::proposal::Revision;

use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::Here;
use crate::ui::Hidden;

/// That the text or the terms hold characters that cannot be seen, which ones, and for editors how to be
/// rid of them.
pub fn hidden(here: &Here, revision: &Revision, remove: Option<ServerAction<RemoveUnseen>>) -> Option<AnyView> {
    let mut found = unseen_in(&revision.body);
    found.extend(revision.terms.unseen());
    let count = match found.len() {
        0 => return None,
        1 => "1 character that cannot".to_owned(),
        n => format!("{n} characters that cannot"),
    };
    // What turns the text around first: it is the one kind that nobody has by accident.
    let kinds: BTreeSet<(bool, char)> = found.into_iter().map(|c| (!name(c).starts_with("turns"), c)).collect();
    let more = kinds.len().saturating_sub(6);
    let mut named: Vec<String> = kinds
        .into_iter()
        .take(6)
        .map(|(_, c)| format!("{} ({})", sign(c), name(c)))
        .collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let pilot = here.pilot.slug.clone();
    let form = remove.map(|action| {
        view! {
            <ActionForm action=action>
                <Hidden name="pilot" value=pilot/>
                <button class="button">"Remove them"</button>
            </ActionForm>
        }
    });
    Some(
        view! {
            <div class="banner" data-kind="warn" id="unseen_characters">
                <p>
                    <strong>{format!("This revision holds {count} be seen. ")}</strong>
                    {format!(
                        "A text with them can read otherwise than it says, so they are shown by their number, and it cannot be sent: {}.",
                        named.join(", "),
                    )}
                </p>
                {form}
            </div>
        }
        .into_any(),
    )
}

/// Removes the characters that cannot be seen, in a new revision.
#[server(prefix = "/do", endpoint = "proposal/remove_unseen")]
pub async fn remove_unseen(#[server(default)] pilot: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "proposal", Action::EditProposal, async |here, _| {
        let number = store::proposal::remove_unseen(here.pool(), here.pilot.pilot_id, here.who(), here.now).await?;
        notify(format!(
            "Saved as revision {number}: every character of it can be seen."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}
