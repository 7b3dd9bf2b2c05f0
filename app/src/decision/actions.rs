//! Forms of the decision.

use domain::calendar::{Moment, read_day};
use domain::criterion::Choice;
use domain::decision::{Objection, Proposed, record as may_record};
use domain::ids::{DecisionId, SnapshotId};
use domain::policy::Action;
use domain::timeline::Dated;
use leptos::server;
use serde::{Deserialize, Serialize};
use store::decision::New;

use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::Here;

/// What the form of a decision holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The frozen numbers that are decided on.
    snapshot: String,
    /// What is decided.
    choice: String,
    /// Why, where it is not what the rule points to.
    reason: String,
    /// Who was there.
    attendees: String,
    /// What happens next.
    next_step: String,
    /// Who sees to it.
    owner: String,
    /// Until when.
    due_on: String,
}

/// Records a decision on frozen numbers; it counts once the other side has confirmed it.
#[server(prefix = "/do", endpoint = "decision/record")]
pub async fn record(#[server(default)] pilot: String, #[server(flatten)] fields: Fields) -> Result<(), AppError> {
    form::in_pilot(pilot, "decision", Action::Decide, async |here, mut typed| {
        let snapshot: SnapshotId = fields.snapshot.parse().map_err(|_| AppError::NotFound)?;
        let choice = typed.parsed("choice", Choice::parse(&fields.choice).ok_or("Choose one."));
        let reason = fields.reason.trim().to_owned();
        if reason.chars().count() > 2000 {
            typed.problem("reason", "Use at most 2000 characters.");
        }
        if let Some(choice) = choice.filter(|_| reason.is_empty())
            && wants_reason(&here, snapshot, choice).await?
        {
            typed.problem("reason", Objection::ReasonMissing.to_string());
        }
        let attendees = typed.required("attendees", &fields.attendees, "Say who was there.", 500);
        let next_step = typed.required("next_step", &fields.next_step, "Say what happens next.", 1000);
        let owner = typed.required("owner", &fields.owner, "Say who sees to it.", 80);
        let due_on = read_day(&fields.due_on).map_err(|_| "Enter a date, such as 2026-04-14.");
        let due_on = typed.parsed("due_on", due_on);
        if let Some(on) = due_on {
            typed.parsed("due_on", here.timeline().takes(Dated::Due, Moment::Date(on)));
        }
        typed.check()?;
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
        store::decision::record(here.pool(), here.pilot.pilot_id, here.who(), new, here.now).await?;
        notify("Recorded. The other side has to confirm it.").await?;
        Ok(here.url("decision"))
    })
    .await
}

/// Whether this choice, on these numbers, is refused for want of a reason alone: it is asked for beside whatever else is
/// missing.
async fn wants_reason(here: &Here, snapshot: SnapshotId, choice: Choice) -> Result<bool, AppError> {
    let shown = store::presentation::open(here.pool(), here.pilot.pilot_id, Some(snapshot), here.now).await?;
    let proposed = Proposed {
        choice,
        reason: "",
        pointed_to: Choice::pointed_to(&shown.card.outlook),
        frozen_at: shown.card.as_of,
    };
    let objection = may_record(here.pilot.status, shown.programme.ended_at, proposed);
    Ok(objection == Err(Objection::ReasonMissing))
}

/// Begins the proposal of a second pilot after a decision to iterate, whose sponsor is whoever begins it.
#[server(prefix = "/do", endpoint = "decision/iterate")]
pub async fn iterate(#[server(default)] pilot: String, #[server(default)] name: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "decision", Action::EditProposal, async |here, mut typed| {
        let name = typed.required("name", &name, "Give the second pilot a name.", 80);
        typed.check()?;
        let slug = store::pilot::iterate(here.pool(), here.pilot.pilot_id, here.who(), &name, here.now).await?;
        notify("The second proposal is begun. You are its sponsor, and nobody else is in it yet: invite the others.")
            .await?;
        Ok(format!("/p/{slug}/proposal/first"))
    })
    .await
}

/// Confirms what the other side recorded, after the password: this makes it final.
#[server(prefix = "/do", endpoint = "decision/confirm")]
pub async fn confirm(
    #[server(default)] pilot: String,
    #[server(default)] decision: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "decision", Action::Decide, async |here, mut typed| {
        let decision: DecisionId = decision.parse().map_err(|_| AppError::NotFound)?;
        form::by_password(&here, &mut typed, password, "Nothing was confirmed.").await?;
        typed.check()?;
        store::decision::confirm(here.pool(), here.pilot.pilot_id, here.who(), decision, here.now).await?;
        notify("Decided together.").await?;
        Ok(here.url("decision"))
    })
    .await
}
