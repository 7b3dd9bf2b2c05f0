//! The form of a baseline feature.

use domain::calendar::Moment;
use domain::metric::baseline::first_authored;
use domain::metric::{BaselinePr, Ratio, days_between};
use domain::pilot::entry::{moment_of, picked, read_day, read_picks, read_pull_requests, read_time};
use domain::policy::Action;
use domain::timeline::{Dated, Timeline};
use leptos::server;
use serde::{Deserialize, Serialize};
use store::baseline::Entry;

use crate::address::escaped;
use crate::data::refuse;
use crate::error::AppError;
use crate::form::{self, Typed, notify};

/// What the form of a baseline feature holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// Which of them it is, from 1.
    position: String,
    /// Its name.
    name: String,
    /// Where its dates can be checked.
    evidence: String,
    /// The day of the idea.
    idea_date: String,
    /// Its time, if known.
    idea_time: String,
    /// The day of the first commit.
    first_commit_date: String,
    /// Its time, if known.
    first_commit_time: String,
    /// The day it reached users.
    shipped_on: String,
    /// Its pull requests, one a line.
    pull_requests: String,
    /// Those of them that are picked from what is known, by number.
    picked: String,
    /// The column of their numbers, where that had to be asked.
    number_column: String,
    /// The column of when they were opened.
    opened_column: String,
    /// The column of when they were merged.
    merged_column: String,
    /// The column of their review cycles.
    cycles_column: String,
}

/// Enters the baseline feature at a position.
#[server(prefix = "/do", endpoint = "baseline/save")]
pub async fn save(#[server(default)] pilot: String, #[server(flatten)] fields: Fields) -> Result<(), AppError> {
    let page = format!("people/baseline/{}", escaped(&fields.position));
    form::in_pilot(pilot, &page, Action::EnterBaseline, async |here, mut typed| {
        let position: u8 = fields.position.parse().map_err(|_| AppError::NotFound)?;
        let picks = typed.parsed("picked", read_picks(&fields.picked)).unwrap_or_default();
        let known = match picks.is_empty() {
            true => Vec::new(),
            false => {
                let numbers: Vec<i32> = picks.iter().map(|pick| pick.number).collect();
                store::baseline::numbered(here.pool(), here.pilot.pilot_id, &numbers).await?
            }
        };
        let known = picked(&picks, &known).unwrap_or_else(|problems| {
            for problem in problems {
                typed.problem("picked", problem);
            }
            Vec::new()
        });
        let entry = entry(&mut typed, &fields, (here.timeline(), known))?;
        store::baseline::save(here.pool(), here.pilot.pilot_id, position, &entry, here.who(), here.now).await?;
        notify(format!("{} is entered.", entry.name)).await?;
        // On to the next that is missing; all together once none is.
        let entered = store::baseline::page(here.pool(), here.pilot.pilot_id).await?;
        Ok(here.url(&match entered.missing() {
            Some(next) => format!("people/baseline/{next}"),
            None => "people/baseline".to_owned(),
        }))
    })
    .await
}

/// The feature as typed, or what is wrong with it.
fn entry(
    typed: &mut Typed,
    fields: &Fields,
    (timeline, picked): (Timeline, Vec<BaselinePr>),
) -> Result<Entry, AppError> {
    let zone = timeline.zone;
    let name = typed.required("name", &fields.name, "Enter the name of the feature.", 120);
    let evidence = typed.required(
        "evidence",
        &fields.evidence,
        "Enter where its dates can be checked, such as the address of a ticket.",
        500,
    );
    let idea_day = typed.parsed("idea_date", read_day(&fields.idea_date));
    let idea_time = typed.parsed("idea_time", read_time(&fields.idea_time));
    let chosen = [
        ("number_column", fields.number_column.as_str()),
        ("opened_column", fields.opened_column.as_str()),
        ("merged_column", fields.merged_column.as_str()),
        ("cycles_column", fields.cycles_column.as_str()),
    ];
    // Where some are picked, no others need be typed.
    let typed_ones = match fields.pull_requests.trim().is_empty() && !fields.picked.trim().is_empty() {
        true => Ok(Vec::new()),
        false => read_pull_requests(&fields.pull_requests, &chosen, zone),
    };
    let pull_requests = typed_ones.map(|typed| picked.into_iter().chain(typed).collect::<Vec<_>>());
    // What the facts tell need not be typed.
    let authored = pull_requests.as_ref().ok().and_then(|read| first_authored(read));
    let commit_day = match authored {
        Some(_) if fields.first_commit_date.trim().is_empty() => None,
        _ => typed.parsed("first_commit_date", read_day(&fields.first_commit_date)),
    };
    let commit_time = typed.parsed("first_commit_time", read_time(&fields.first_commit_time));
    let shipped = typed.parsed("shipped_on", read_day(&fields.shipped_on));
    let idea = idea_day.zip(idea_time).map(|(day, time)| moment_of(day, time, zone));
    let first_commit = commit_day
        .zip(commit_time)
        .map(|(day, time)| moment_of(day, time, zone))
        .or(authored.map(Moment::Instant));
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
    if let Some(day) = shipped {
        typed.parsed("shipped_on", timeline.takes(Dated::BaselineShipped, Moment::Date(day)));
    }
    let pull_requests = pull_requests
        .map_err(|refused| refuse(typed, "pull_requests", refused))
        .unwrap_or_default();
    typed.check()?;
    Ok(Entry {
        name,
        evidence,
        idea: idea.ok_or(AppError::Internal)?,
        first_commit: first_commit.ok_or(AppError::Internal)?,
        shipped_on: shipped.ok_or(AppError::Internal)?,
        pull_requests,
    })
}
