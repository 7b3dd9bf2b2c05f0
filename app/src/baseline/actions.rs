//! The form of a baseline feature.
#![expect(
    clippy::too_many_arguments,
    reason = "a form's fields are the arguments of its function"
)]

use domain::calendar::local_date;
use domain::metric::{Ratio, days_between};
use domain::pilot::entry::{moment_of, read_day, read_pull_requests, read_time};
use domain::policy::Action;
use leptos::server;
use store::baseline::Entry;

use crate::error::AppError;
use crate::form::{act, notify};
use crate::here::ask_in;
use crate::typed;

/// Enters the baseline feature at a position.
#[server(prefix = "/do", endpoint = "baseline/save")]
pub async fn save(
    #[server(default)] pilot: String,
    #[server(default)] position: String,
    #[server(default)] name: String,
    #[server(default)] evidence: String,
    #[server(default)] idea_date: String,
    #[server(default)] idea_time: String,
    #[server(default)] first_commit_date: String,
    #[server(default)] first_commit_time: String,
    #[server(default)] shipped_on: String,
    #[server(default)] pull_requests: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EnterBaseline).await?;
        let position: u8 = position.parse().map_err(|_| AppError::NotFound)?;
        let page = here.url(&format!("people/baseline/{position}"));
        let (zone, today) = (here.pilot.zone, local_date(here.now, here.pilot.zone));
        let mut typed = typed!("baseline/save"; name, evidence, idea_date, idea_time, first_commit_date,
            first_commit_time, shipped_on, pull_requests);
        let name = typed.required("name", &name, "Enter the name of the feature.", 120);
        let evidence = typed.required(
            "evidence",
            &evidence,
            "Enter where its dates can be checked, such as the address of a ticket.",
            500,
        );
        let idea_day = typed.parsed("idea_date", read_day(&idea_date));
        let idea_time = typed.parsed("idea_time", read_time(&idea_time));
        let commit_day = typed.parsed("first_commit_date", read_day(&first_commit_date));
        let commit_time = typed.parsed("first_commit_time", read_time(&first_commit_time));
        let shipped = typed.parsed("shipped_on", read_day(&shipped_on));
        let idea = idea_day.zip(idea_time).map(|(day, time)| moment_of(day, time, zone));
        let first_commit = commit_day
            .zip(commit_time)
            .map(|(day, time)| moment_of(day, time, zone));
        if let Some((idea, commit)) = idea.zip(first_commit)
            && days_between(idea, commit, zone) < Ratio::whole(0)
        {
            typed.problem("first_commit_date", "The first commit cannot be before the idea.");
        }
        if let Some((commit, shipped)) = first_commit.zip(shipped)
            && shipped < commit.local_date(zone)
        {
            typed.problem("shipped_on", "It cannot have shipped before its first commit.");
        }
        if shipped.is_some_and(|day| day > today) {
            typed.problem(
                "shipped_on",
                "A baseline feature shipped before the pilot, not in the future.",
            );
        }
        let pull_requests = match read_pull_requests(&pull_requests, zone) {
            Ok(pull_requests) => pull_requests,
            Err(problems) => {
                for problem in problems {
                    typed.problem("pull_requests", problem);
                }
                Vec::new()
            }
        };
        let typed = typed.check(&page).await?;
        let entry = Entry {
            name,
            evidence,
            idea: idea.ok_or(AppError::Internal)?,
            first_commit: first_commit.ok_or(AppError::Internal)?,
            shipped_on: shipped.ok_or(AppError::Internal)?,
            pull_requests,
        };
        let outcome =
            store::baseline::save(here.pool(), here.pilot.pilot_id, position, &entry, here.who(), here.now).await;
        typed.or_again(&page, outcome).await?;
        notify(format!("{} is entered.", entry.name)).await?;
        Ok(here.url("people/baseline"))
    })
    .await
}
