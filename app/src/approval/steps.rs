//! Forms of a condition: evidence is handed in, sent back, or closes it.

use domain::approval::Step;
use domain::ids::ConditionId;
use domain::policy::Action;
use leptos::server;

use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};

/// One of the three steps of a condition: `field` holds the note, with `lacking` said when it is empty.
async fn step(
    pilot: String,
    condition: String,
    (action, step): (Action, Step),
    (field, note, lacking): (&'static str, String, &'static str),
    notice: &'static str,
) -> Result<(), AppError> {
    let page = format!("approval/condition/{}", escaped(&condition));
    form::in_pilot(pilot, &page, action, async |here, mut typed| {
        let condition: ConditionId = condition.parse().map_err(|_| AppError::NotFound)?;
        let note = typed.required(field, &note, lacking, 4000);
        typed.check()?;
        let taken = (condition, step, note.as_str());
        store::approval::take_step(here.pool(), here.pilot.pilot_id, here.who(), taken, here.now).await?;
        notify(notice).await?;
        Ok(here.url(&page))
    })
    .await
}

/// Hands in evidence for a condition: a text or a link.
#[server(prefix = "/do", endpoint = "approval/submit_evidence")]
pub async fn submit_evidence(
    #[server(default)] pilot: String,
    #[server(default)] condition: String,
    #[server(default)] evidence: String,
) -> Result<(), AppError> {
    let how = (Action::MeetCondition, Step::Submit);
    let lacking = "Say what shows that the condition is met, or give a link to it.";
    let notice = "Handed in. The approver finds it in their inbox.";
    step(pilot, condition, how, ("evidence", evidence, lacking), notice).await
}

/// Sends evidence back, with a reason.
#[server(prefix = "/do", endpoint = "approval/return_evidence")]
pub async fn return_evidence(
    #[server(default)] pilot: String,
    #[server(default)] condition: String,
    #[server(default)] return_reason: String,
) -> Result<(), AppError> {
    let how = (Action::Approve, Step::Return);
    let lacking = "Say what is missing.";
    let notice = "Sent back. The owner finds your reason in their inbox.";
    step(pilot, condition, how, ("return_reason", return_reason, lacking), notice).await
}

/// Closes a condition, with a note.
#[server(prefix = "/do", endpoint = "approval/close_condition")]
pub async fn close_condition(
    #[server(default)] pilot: String,
    #[server(default)] condition: String,
    #[server(default)] closing_note: String,
) -> Result<(), AppError> {
    let how = (Action::Approve, Step::Close);
    let lacking = "Say what you saw.";
    let notice = "Closed. It does not block the start any more.";
    step(pilot, condition, how, ("closing_note", closing_note, lacking), notice).await
}
