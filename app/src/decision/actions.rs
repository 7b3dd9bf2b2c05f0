//! Forms of the decision.
#![expect(
    clippy::too_many_arguments,
    reason = "a form's function takes one argument per field"
)]

use chrono::NaiveDate;
use domain::criterion::Choice;
use domain::decision::Objection;
use domain::ids::{DecisionId, SnapshotId};
use domain::policy::Action;
use leptos::server;
use store::decision::New;

use crate::error::AppError;
use crate::form::{act, notify};
use crate::here::ask_in;
use crate::typed;

/// Records a decision on frozen numbers; it counts once the other side has confirmed it.
#[server(prefix = "/do", endpoint = "decision/record")]
pub async fn record(
    #[server(default)] pilot: String,
    #[server(default)] snapshot: String,
    #[server(default)] choice: String,
    #[server(default)] reason: String,
    #[server(default)] attendees: String,
    #[server(default)] next_step: String,
    #[server(default)] owner: String,
    #[server(default)] due_on: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Decide).await?;
        let page = here.url("decision");
        let snapshot: SnapshotId = snapshot.parse().map_err(|_| AppError::NotFound)?;
        let mut typed = typed!("decision/record"; choice, reason, attendees, next_step, owner, due_on);
        let choice = typed.parsed("choice", Choice::parse(&choice).ok_or("Choose one."));
        let reason = reason.trim().to_owned();
        if reason.chars().count() > 2000 {
            typed.problem("reason", "Use at most 2000 characters.");
        }
        let attendees = typed.required("attendees", &attendees, "Say who was there.", 500);
        let next_step = typed.required("next_step", &next_step, "Say what happens next.", 1000);
        let owner = typed.required("owner", &owner, "Say who sees to it.", 80);
        let due_on = typed.parsed(
            "due_on",
            due_on
                .trim()
                .parse::<NaiveDate>()
                .map_err(|_| "Enter a date, such as 2026-04-14."),
        );
        let mut typed = typed.check(&page).await?;
        let (Some(choice), Some(due_on)) = (choice, due_on) else {
            return Err(AppError::internal("a checked form has no choice or date"));
        };
        let new = New {
            snapshot,
            choice,
            reason,
            attendees,
            next_step,
            owner,
            due_on,
        };
        let outcome = store::decision::record(here.pool(), here.pilot.pilot_id, here.who(), new, here.now).await;
        // This one belongs beside its field.
        let no_reason = Objection::ReasonMissing.to_string();
        if matches!(&outcome, Err(store::Error::Refused(sentence)) if *sentence == no_reason) {
            typed.problem("reason", no_reason);
            typed = typed.check(&page).await?;
        }
        typed.or_again(&page, outcome).await?;
        notify("Recorded. The other side has to confirm it.").await?;
        Ok(page)
    })
    .await
}

/// Confirms what the other side recorded.
#[server(prefix = "/do", endpoint = "decision/confirm")]
pub async fn confirm(#[server(default)] pilot: String, #[server(default)] decision: String) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Decide).await?;
        let page = here.url("decision");
        let decision: DecisionId = decision.parse().map_err(|_| AppError::NotFound)?;
        let typed = typed!("decision/confirm");
        let outcome = store::decision::confirm(here.pool(), here.pilot.pilot_id, here.who(), decision, here.now).await;
        typed.or_again(&page, outcome).await?;
        notify("Decided together.").await?;
        Ok(page)
    })
    .await
}
