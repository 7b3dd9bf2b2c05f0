//! Forms of the proposal that change all of it: delete, reorder, complete, confirm. Those that write have their own.

use std::collections::BTreeMap;

use domain::document::leaves_a_gap;
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use domain::terms::TermName;
use leptos::server;
use store::proposal::Completion;

use super::complete::answers::{answers, assigned};
use super::complete::typed::parse;
use super::parts::understood;
use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};

/// A revision as a form names it.
pub(super) fn number(text: &str) -> Result<RevisionNumber, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Deletes a section in a new revision.
#[server(prefix = "/do", endpoint = "proposal/delete_section")]
pub async fn delete_section(
    #[server(default)] pilot: String,
    #[server(default)] section: String,
    #[server(default)] base: String,
) -> Result<(), AppError> {
    let page = format!("proposal/delete/{}?base={}", escaped(&section), escaped(&base));
    form::in_pilot(pilot, &page, Action::EditProposal, async |here, _| {
        let base = number(&base)?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let number = store::proposal::delete_section(pool, pilot, here.who(), (&section, base), here.now).await?;
        notify(format!(
            "Deleted in revision {number}. The revisions before it keep the section."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Puts the sections into another order in a new revision: `order` holds their keys, one a word.
#[server(prefix = "/do", endpoint = "proposal/reorder")]
pub async fn reorder(#[server(default)] pilot: String, #[server(default)] order: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "proposal/order", Action::EditProposal, async |here, _| {
        let keys: Vec<&str> = order.split_whitespace().collect();
        let number = store::proposal::reorder(here.pool(), here.pilot.pilot_id, here.who(), &keys, here.now).await?;
        notify(format!(
            "Saved as revision {number}: the sections stand in their new order."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Fills placeholders and sets the terms in one revision. Fields are those of the page: `value_1` for the
/// placeholder named by `placeholder_1`, `keep_1` where that is none, and one per term. With `only=open` the form had
/// nothing but what is open: all else stays.
#[server(prefix = "/do", endpoint = "proposal/complete")]
pub async fn complete(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(default)] only: String,
    #[server(flatten)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let is_part = only == "open";
    let page = if is_part {
        "proposal/understood"
    } else {
        "proposal/complete"
    };
    form::in_pilot(pilot, page, Action::EditProposal, async |here, mut typed| {
        let base = number(&base)?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let latest = store::proposal::latest(pool, pilot).await?;
        let reading = understood(&here, &latest).await?;
        let mut fields = fields;
        let answered = answers(&mut fields, &latest.terms, &reading, is_part);
        let (mut terms, problems) = parse(&fields, here.pilot.zone);
        terms.assigned = assigned(&fields, &latest.terms);
        for (field, sentence) in answered.problems.into_iter().chain(problems) {
            typed.problem(&field, sentence);
        }
        if let Some(at) = terms.readout_at {
            typed.parsed(TermName::ReadoutAt.as_str(), here.timeline().takes_readout(at));
        }
        let (mut values, mut none) = (Vec::new(), Vec::new());
        for (field, placeholder) in &fields {
            let Some(n) = field.strip_prefix("placeholder_") else {
                continue;
            };
            let value = fields.get(&format!("value_{n}")).map_or("", |value| value.trim());
            let keep = fields.get(&format!("keep_{n}")).is_some_and(|keep| keep == "yes");
            match (value, keep) {
                ("", false) => {}
                ("", true) => none.push(placeholder.as_str()),
                (value, false) if leaves_a_gap(value) => typed.problem(
                    &format!("value_{n}"),
                    "This is still a gap. Write what belongs there, without brackets, or leave the field empty.",
                ),
                (value, false) => values.push((placeholder.as_str(), value)),
                (_, true) => typed.problem(&format!("value_{n}"), "Fill this gap or say that it is none, not both."),
            }
        }
        typed.check()?;
        let completion = Completion {
            base,
            values: &values,
            none: &none,
            terms: &terms,
            answered: &answered.terms,
            confirms: !is_part,
        };
        let number = store::proposal::complete(pool, pilot, here.who(), &completion, here.now).await?;
        let open = store::proposal::latest(pool, pilot).await?.unsettled;
        let saved = match (number == base, open) {
            (true, _) => format!("Nothing was different. The terms of revision {number} are confirmed."),
            (false, 0) => format!("Saved as revision {number}."),
            (false, 1) => format!("Saved as revision {number}. 1 of the terms is still open."),
            (false, open) => format!("Saved as revision {number}. {open} of the terms are still open."),
        };
        notify(saved).await?;
        let to = if is_part || open > 0 {
            "proposal/understood"
        } else {
            "proposal"
        };
        Ok(here.url(to))
    })
    .await
}

/// Confirms the terms of the newest revision, as the page showed them.
#[server(prefix = "/do", endpoint = "proposal/confirm_terms")]
pub async fn confirm_terms(
    #[server(default)] pilot: String,
    #[server(default)] revision: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "proposal/understood", Action::EditProposal, async |here, _| {
        let number = number(&revision)?;
        store::proposal::confirm_terms(here.pool(), here.pilot.pilot_id, here.who(), number, here.now).await?;
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
    form::in_pilot(pilot, "proposal", Action::EditProposal, async |here, _| {
        let version = zone_version.parse().map_err(|_| AppError::NotFound)?;
        let number =
            store::proposal::name_zone(here.pool(), here.pilot.pilot_id, here.who(), version, here.now).await?;
        notify(format!(
            "Saved as revision {number}, which names zone version {version}."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}
