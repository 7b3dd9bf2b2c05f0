//! Forms of the approval: check the answers, decide.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::approval::{Answer, Answers, Objection, Verdict};
use domain::ids::ApprovalRequestId;
use domain::policy::Action;
use leptos::server;
use store::approval::{Decided, Decision};

use crate::error::AppError;
use crate::form::{act, notify};
use crate::here::{address, ask_in};
use crate::typed;

/// The field of an ask, by its place from 0.
pub fn ask_field(place: usize) -> String {
    format!("ask_{}", place + 1)
}

/// The field an objection belongs to.
fn field(objection: &Objection) -> String {
    match objection {
        Objection::Unanswered(place) => ask_field(*place),
        Objection::NoVerdict | Objection::ApproveWithoutAgreeing(_) => "verdict".to_owned(),
        Objection::NoComment(_) | Objection::CommentTooLong => "comment".to_owned(),
    }
}

/// Keeps the answers for the check page. Fields: `ask_1`… with `agree` or `do_not_agree`, `verdict`, `comment`.
#[server(prefix = "/do", endpoint = "approval/check")]
pub async fn check(
    #[server(default)] pilot: String,
    #[server(default)] request: String,
    #[server(default)] verdict: String,
    #[server(default)] comment: String,
    #[server(flatten)] asks: BTreeMap<String, String>,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Approve).await?;
        let page = here.url("approval");
        let request: ApprovalRequestId = request.parse().map_err(|_| AppError::NotFound)?;
        let mut typed = typed!("approval/check"; verdict, comment);
        for (field, answer) in &asks {
            typed = typed.with(field, answer);
        }
        let open = store::approval::open(here.pool(), here.pilot.pilot_id, here.who(), here.pilot.zone).await?;
        // What is open may be another request than the page showed; the store says what happened then.
        let count = open
            .as_ref()
            .filter(|open| open.request.request_id == request)
            .map_or(0, |open| open.asks.len());
        let answers = Answers {
            asks: (0..count)
                .map(|place| asks.get(&ask_field(place)).and_then(|word| Answer::parse(word)))
                .collect(),
            verdict: Verdict::parse(&verdict),
            comment: comment.replace('\0', "").trim().to_owned(),
        };
        if count > 0
            && let Err(objections) = answers.check(count)
        {
            for objection in objections {
                typed.problem(&field(&objection), objection.to_string());
            }
        }
        let typed = typed.check(&page).await?;
        let outcome = store::approval::keep_answers(
            here.pool(),
            here.pilot.pilot_id,
            here.who(),
            (request, &answers),
            here.now,
        )
        .await;
        typed.or_again(&page, outcome).await?;
        Ok(here.url("approval/check"))
    })
    .await
}

/// Records the decision, after the password. `answers` names the answers that the check page showed.
#[server(prefix = "/do", endpoint = "approval/decide")]
pub async fn decide(
    #[server(default)] pilot: String,
    #[server(default)] request: String,
    #[server(default)] answers: String,
    #[server(default)] sure: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Approve).await?;
        let page = here.url("approval/check");
        let request: ApprovalRequestId = request.parse().map_err(|_| AppError::NotFound)?;
        let mut typed = typed!("approval/decide"; sure);
        // Counted apart from sign-ins, which anybody can fail in somebody's name.
        let tries = format!("decide:{}", here.who());
        let failures = store::account::sign_in_failures(here.pool(), &tries, &address()).await?;
        let stored = store::account::password_hash(here.pool(), &here.person.email).await?;
        let fits = here
            .state
            .passwords
            .fits(password, stored.map(|(_, hash)| hash))
            .await?;
        if failures.email >= 10 {
            typed.problem(
                "password",
                "There were many wrong passwords. Wait a few minutes, then try again.",
            );
        } else if !fits {
            store::account::note_sign_in_failure(here.pool(), &tries, &address()).await?;
            typed.problem("password", "This is not your password. Nothing was decided.");
        }
        let typed = typed.check(&page).await?;
        let answers_saved_at: DateTime<Utc> = answers.parse().map_err(|_| AppError::NotFound)?;
        let decision = Decision {
            request,
            answers_saved_at,
            sure: sure == "yes",
        };
        let outcome = store::approval::decide(here.pool(), here.pilot.pilot_id, here.who(), decision, here.now).await;
        match typed.or_again(&page, outcome).await? {
            Decided::Now(approval, verdict) => {
                notify(format!("{}. This record stays for ever.", verdict.done())).await?;
                Ok(here.url(&format!("approval/record/{approval}")))
            }
            Decided::Before(approval) => {
                notify("You had decided on this already. This is the record; nothing was added to it.").await?;
                Ok(here.url(&format!("approval/record/{approval}")))
            }
        }
    })
    .await
}
