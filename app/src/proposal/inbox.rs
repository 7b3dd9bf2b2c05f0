//! What the proposal asks of its sponsor.

use domain::approval::{Blocker, Verdict};
use domain::policy::{Action, may};
use store::PgPool;
use store::pilot::Listed;

use crate::account::inbox::Task;

/// What the sponsor has to do about the proposal.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed) -> store::Result<Vec<Task>> {
    let mut tasks = Vec::new();
    let pilot = &listed.pilot;
    if may(&listed.standing, Action::SendProposal).is_err() || pilot.status.is_frozen() {
        return Ok(tasks);
    }
    let page = store::proposal::page(pool, pilot.pilot_id).await?;
    let number = page.latest.number;
    let mut add = |title: String, why: &str, rest: &str| {
        tasks.push(Task {
            title,
            why: why.to_owned(),
            url: format!("/p/{}/{rest}", pilot.slug),
            due: None,
        });
    };
    if let Some(request) = &page.current
        && let Some(outcome) = &request.outcome
        && !outcome.verdict.approves()
    {
        let what = match outcome.verdict {
            Verdict::Decline => "was declined",
            Verdict::Approve | Verdict::ApproveWithConditions | Verdict::RequestChanges => "came back",
        };
        add(
            format!("Read why revision {} {what}", request.revision),
            &format!("{} says what would change their mind", outcome.by),
            &format!("approval/record/{}", outcome.approval_id),
        );
    }
    let covered = page
        .coverage
        .as_ref()
        .is_some_and(|coverage| !coverage.change.is_material());
    if covered
        || page
            .current
            .as_ref()
            .is_some_and(|request| request.outcome.is_none() && request.revision == number)
    {
        return Ok(tasks);
    }
    match page.blockers.first() {
        Some(Blocker::Placeholders(count)) => {
            let gaps = if *count == 1 {
                "1 placeholder".to_owned()
            } else {
                format!("{count} placeholders")
            };
            add(
                format!("Fill {gaps}"),
                "The proposal cannot be sent with gaps",
                "proposal/complete",
            );
        }
        Some(Blocker::Unseen(_)) => add(
            "Remove the characters that cannot be seen".to_owned(),
            "A text with them can read otherwise than it says",
            "proposal#unseen_characters",
        ),
        Some(Blocker::Missing(_) | Blocker::Problem(_)) => add(
            "Complete the terms".to_owned(),
            "The proposal cannot be sent without them",
            "proposal/complete",
        ),
        Some(Blocker::OtherZone { newest, .. }) => add(
            format!("Name zone version {newest} in the terms"),
            "The terms name an older one",
            "proposal#send",
        ),
        Some(Blocker::Unconfirmed) => add(
            "Confirm the terms".to_owned(),
            "Nobody has said that they are the ones meant",
            "proposal/understood#confirm",
        ),
        Some(Blocker::NoApprover) => add(
            "Invite an approver".to_owned(),
            "Nobody in this pilot can approve",
            "people",
        ),
        Some(Blocker::Open | Blocker::Approved) => {}
        // A revision that came back is not sent again as it is.
        None if page.current.as_ref().is_some_and(|request| request.revision == number) => {}
        None if page.coverage.is_some() => add(
            format!("Ask again: revision {number} changed the terms"),
            "The approval no longer covers what the proposal says",
            "proposal",
        ),
        None => add(
            format!("Send revision {number}"),
            "The text is complete; approval is the next step",
            "proposal",
        ),
    }
    Ok(tasks)
}
