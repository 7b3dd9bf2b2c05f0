//! Forms of the approval: check the answers, decide, withdraw. Conditions and deputies have their own.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::approval::{Answer, Answers, Lack, Objection, Verdict};
use domain::ids::{ApprovalRequestId, PersonId};
use domain::policy::Action;
use leptos::server;
use store::approval::{Decided, Decision};

use super::stating::{MOST_CONDITIONS, another_for, blank_place, condition_field, take};
use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::{Here, ask_in};

/// The field of an ask, by its place from 0.
pub fn ask_field(place: usize) -> String {
    format!("ask_{}", place + 1)
}

/// The field an objection belongs to, where so many conditions are stated on so many asks.
fn field(objection: &Objection, stated: usize, asks: usize) -> String {
    match objection {
        Objection::Unanswered(ask) | Objection::ConditionOnPlainAsk(_, ask) => ask_field(*ask),
        Objection::NoVerdict
        | Objection::ApproveWithoutAgreeing(..)
        | Objection::PlainApproval(_)
        | Objection::NoConditions
        | Objection::ConditionsNotTaken(..) => "verdict".to_owned(),
        Objection::ConditionUnstated(ask) => condition_field("text", blank_place(stated, Some(*ask), asks)),
        Objection::Condition(place, lack) => {
            let part = match lack {
                Lack::Text | Lack::Short | Lack::Ask => "text",
                Lack::Owner => "owner",
                Lack::Due | Lack::Future | Lack::BeforeReadout => "due",
            };
            condition_field(part, *place)
        }
        Objection::NoComment(_) | Objection::CommentTooLong => "comment".to_owned(),
    }
}

/// Whoever may decide in this seat. Somebody whose time as deputy ended while they were at it is told so.
async fn ask_to_decide(pilot: String, seat: &str) -> Result<Here, AppError> {
    match ask_in(pilot.clone(), Action::Approve).await {
        Err(AppError::Denied) => {
            let here = ask_in(pilot, Action::ReadPilot).await?;
            let mut named = here.facts.delegations.iter();
            let over = named.find(|one| one.deputy_id == here.who() && one.approver_id.to_string() == seat);
            Err(match over {
                Some(over) => AppError::Refused(format!(
                    "You are not the deputy of {} any more, so nothing was recorded.",
                    over.approver
                )),
                None => AppError::Denied,
            })
        }
        asked => asked,
    }
}

/// Keeps the answers for the check page. Fields: `seat` (the approver decided for), `ask_1`… with `agree`,
/// `agree_with_condition` or `do_not_agree`, `verdict`, `comment`, and for each condition `condition_text_1`,
/// `condition_evidence_1`, `condition_owner_1`, `condition_due_1`, `condition_ask_1`; `more` gives another row, for the ask
/// that it names.
#[server(prefix = "/do", endpoint = "approval/check")]
pub async fn check(
    #[server(default)] pilot: String,
    #[server(default)] request: String,
    #[server(default)] seat: String,
    #[server(default)] verdict: String,
    #[server(default)] comment: String,
    #[server(default)] more: String,
    #[server(flatten)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let page = format!("/p/{}/approval", escaped(&pilot));
    form::sent(&page, async |mut typed| {
        let mut fields = fields;
        let conditions = take(&mut fields, &mut typed);
        let here = typed.or_again(ask_to_decide(pilot, &seat).await)?;
        let request: ApprovalRequestId = request.parse().map_err(|_| AppError::NotFound)?;
        let seat: PersonId = seat.parse().map_err(|_| AppError::NotFound)?;
        let open = store::approval::open(here.pool(), &here.facts, here.who(), here.now).await?;
        // What is open may be another request than the page showed; the store says what happened then.
        let open = open.filter(|open| open.request.request_id == request && open.seat.approver_id == seat);
        let count = open.as_ref().map_or(0, |open| open.asks.len());
        let stated = conditions.len();
        if !more.is_empty() {
            let place = blank_place(stated, another_for(&more, count), count);
            typed.show_on(format!("{page}#{}", condition_field("text", place)));
            return Err(typed.again());
        }
        let answers = Answers {
            asks: (0..count)
                .map(|place| fields.get(&ask_field(place)).and_then(|word| Answer::parse(word)))
                .collect(),
            verdict: Verdict::parse(&verdict),
            comment: comment.replace('\0', "").trim().to_owned(),
            conditions,
        };
        if let Some(open) = open
            && let Err(objections) = answers.check(&open.limits.bounds())
        {
            for objection in objections {
                typed.problem(&field(&objection, stated, count), objection.to_string());
            }
        }
        if stated > MOST_CONDITIONS {
            let first = condition_field("text", MOST_CONDITIONS);
            typed.problem(
                &first,
                format!("State at most {MOST_CONDITIONS} conditions; these are {stated}."),
            );
        }
        typed.check()?;
        let kept = ((request, seat), &answers);
        let outcome = store::approval::keep_answers(here.pool(), here.pilot.pilot_id, here.who(), kept, here.now).await;
        typed.or_again(outcome)?;
        Ok(here.url("approval/check"))
    })
    .await
}

/// Records the decision, after the password. `answers` names the answers that the check page showed.
#[server(prefix = "/do", endpoint = "approval/decide")]
pub async fn decide(
    #[server(default)] pilot: String,
    #[server(default)] request: String,
    #[server(default)] seat: String,
    #[server(default)] answers: String,
    #[server(default)] sure: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    let approval = format!("/p/{}/approval", escaped(&pilot));
    form::sent(&format!("{approval}/check"), async |mut typed| {
        let asked = ask_to_decide(pilot, &seat).await;
        if let Err(AppError::Refused(_)) = &asked {
            typed.show_on(&approval);
        }
        let here = typed.or_again(asked)?;
        let request: ApprovalRequestId = request.parse().map_err(|_| AppError::NotFound)?;
        let seat: PersonId = seat.parse().map_err(|_| AppError::NotFound)?;
        form::by_password(&here, &mut typed, password, "Nothing was decided.").await?;
        typed.check()?;
        let answers_saved_at: DateTime<Utc> = answers.parse().map_err(|_| AppError::NotFound)?;
        let decision = Decision {
            request,
            seat,
            answers_saved_at,
            sure: sure == "yes",
        };
        let pilot = here.pilot.pilot_id;
        let outcome = store::approval::decide(here.pool(), pilot, here.who(), decision, here.now).await;
        // A request that cannot be decided on any more has no check page.
        if matches!(&outcome, Err(store::Error::Refused(_))) {
            let facts = store::pilot::facts(here.pool(), pilot).await?;
            let open = store::approval::open(here.pool(), &facts, here.who(), here.now).await?;
            if open.is_none() {
                typed.show_on(&approval);
            }
        }
        let (approval, notice) = match typed.or_again(outcome)? {
            Decided::Now(approval, verdict) => (approval, format!("{}. This record stays for ever.", verdict.done())),
            Decided::Before {
                approval, own: true, ..
            } => (
                approval,
                "You had decided on this already. This is the record; nothing was added to it.".to_owned(),
            ),
            Decided::Before { approval, by, .. } => (
                approval,
                format!("{by} decided on this before you. This is the record; nothing was added to it."),
            ),
        };
        notify(notice).await?;
        Ok(here.url(&format!("approval/record/{approval}")))
    })
    .await
}

/// Takes a request back, with a reason.
#[server(prefix = "/do", endpoint = "approval/withdraw")]
pub async fn withdraw(
    #[server(default)] pilot: String,
    #[server(default)] request: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "approval", Action::SendProposal, async |here, mut typed| {
        let request: ApprovalRequestId = request.parse().map_err(|_| AppError::NotFound)?;
        let reason = typed.required("reason", &reason, "Say why you withdraw the request.", 4000);
        typed.check()?;
        let (pilot, taken_back) = (here.pilot.pilot_id, (request, reason.as_str()));
        let revision = store::approval::withdraw(here.pool(), pilot, here.who(), taken_back, here.now).await?;
        notify(format!(
            "The request for revision {revision} is withdrawn. Whoever was asked sees your reason."
        ))
        .await?;
        Ok(here.url("approval"))
    })
    .await
}
