//! Forms of the proposal: revise, complete, send.

use std::collections::BTreeMap;

use domain::ids::PersonId;
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::server;
use store::proposal::{Completion, Edit, Revised};

use super::complete::parse;
use crate::error::AppError;
use crate::form::{Typed, act, notify};
use crate::here::ask_in;
use crate::typed;

/// The section name in addresses that stands for a new section at the end. No section has this key.
pub const NEW_SECTION: &str = "_new";

fn number(text: &str) -> Result<RevisionNumber, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Saves an edited section as a new revision. An empty `section` adds one at the end.
#[server(prefix = "/do", endpoint = "proposal/revise")]
pub async fn revise(
    #[server(default)] pilot: String,
    #[server(default)] section: String,
    #[server(default)] base: String,
    #[server(default)] new_text: String,
    #[server(default)] change_summary: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let name = if section.is_empty() { NEW_SECTION } else { &section };
        let page = here.url(&format!("proposal/edit/{name}"));
        let mut typed = typed!("proposal/revise"; base, new_text, change_summary);
        if change_summary.chars().count() > 200 {
            typed.problem("change_summary", "Use at most 200 characters.");
        }
        let typed = typed.check(&page).await?;
        let edit = Edit {
            section: &section,
            base: number(&base)?,
            text: &new_text,
            summary: &change_summary,
        };
        let outcome = store::proposal::revise(here.pool(), here.pilot.pilot_id, here.who(), edit, here.now).await;
        match typed.or_again(&page, outcome).await? {
            Revised::Conflict => Ok(here.url(&format!("proposal/conflict/{name}"))),
            Revised::Saved { number, merged_with } => {
                notify(match merged_with {
                    Some(other) => format!(
                        "Saved as revision {number}. Revision {other} was saved while you were writing; the two did not overlap, and both are in the text now."
                    ),
                    None => format!("Saved as revision {number}."),
                })
                .await?;
                Ok(here.url("proposal"))
            }
        }
    })
    .await
}

/// Fills placeholders and sets the terms in one revision. Fields are those of the page: `value_1` for the
/// placeholder named by `placeholder_1`, and one per term.
#[server(prefix = "/do", endpoint = "proposal/complete")]
pub async fn complete(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(flatten)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let page = here.url("proposal/complete");
        let base = number(&base)?;
        let mut typed = Typed::new("proposal/complete").with("base", &base);
        for (field, value) in &fields {
            typed = typed.with(field, value);
        }
        let (terms, problems) = parse(&fields, here.pilot.zone);
        for (field, sentence) in problems {
            typed.problem(&field, sentence);
        }
        let typed = typed.check(&page).await?;
        let values: Vec<(&str, &str)> = fields
            .iter()
            .filter_map(|(field, placeholder)| {
                let value = fields
                    .get(&format!("value_{}", field.strip_prefix("placeholder_")?))?
                    .trim();
                (!value.is_empty()).then_some((placeholder.as_str(), value))
            })
            .collect();
        let completion = Completion {
            base,
            values: &values,
            terms: &terms,
        };
        let outcome =
            store::proposal::complete(here.pool(), here.pilot.pilot_id, here.who(), &completion, here.now).await;
        let number = typed.or_again(&page, outcome).await?;
        notify(if number == base {
            format!("Nothing was different. The terms of revision {number} are confirmed.")
        } else {
            format!("Saved as revision {number}.")
        })
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Confirms the terms of the newest revision, as the page showed them.
#[server(prefix = "/do", endpoint = "proposal/confirm_terms")]
pub async fn confirm_terms(
    #[server(default)] pilot: String,
    #[server(default)] revision: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let number = number(&revision)?;
        let outcome =
            store::proposal::confirm_terms(here.pool(), here.pilot.pilot_id, here.who(), number, here.now).await;
        let typed = typed!("proposal/confirm_terms"; revision);
        typed.or_again(&here.url("proposal/understood"), outcome).await?;
        notify("You confirmed the terms.").await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Names the newest zone version in the terms.
#[server(prefix = "/do", endpoint = "proposal/name_zone")]
pub async fn name_zone(
    #[server(default)] pilot: String,
    #[server(default)] zone_version: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let version = zone_version.parse().map_err(|_| AppError::NotFound)?;
        let outcome = store::proposal::name_zone(here.pool(), here.pilot.pilot_id, here.who(), version, here.now).await;
        let typed = typed!("proposal/name_zone"; zone_version);
        let number = typed.or_again(&here.url("proposal"), outcome).await?;
        notify(format!(
            "Saved as revision {number}, which names zone version {version}."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Sends a revision to an approver.
#[server(prefix = "/do", endpoint = "proposal/send")]
pub async fn send_revision(
    #[server(default)] pilot: String,
    #[server(default)] revision: String,
    #[server(default)] approver: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::SendProposal).await?;
        let page = here.url("proposal");
        let number = number(&revision)?;
        let mut typed = typed!("proposal/send"; revision, approver);
        let approver = typed.parsed(
            "approver",
            approver.parse::<PersonId>().map_err(|_| "Choose who approves."),
        );
        let typed = typed.check(&page).await?;
        let approver = approver.ok_or(AppError::Internal)?;
        let outcome = store::approval::send(
            here.pool(),
            here.pilot.pilot_id,
            here.who(),
            (number, approver),
            here.now,
        )
        .await;
        typed.or_again(&page, outcome).await?;
        notify(format!(
            "Revision {number} is sent. The approver finds it in their inbox."
        ))
        .await?;
        Ok(here.url("approval"))
    })
    .await
}
