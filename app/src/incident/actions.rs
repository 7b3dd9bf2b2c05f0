//! Forms of incidents.

use domain::calendar::instant_of;
use domain::incident::{MAX_ACCOUNT, happened, pull_request};
use domain::pilot::entry::{read_day, read_time};
use domain::policy::Action;
use leptos::server;
use serde::{Deserialize, Serialize};
use store::incident::{Against, New};

use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};

/// Stands in the place of a no-go statement's position where a file was touched.
pub(super) const FILE: &str = "file";

/// What the form of an incident holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The day it happened.
    incident_date: String,
    /// Its time, in the pilot's zone.
    incident_time: String,
    /// The position of a no-go statement, or [`FILE`].
    against: String,
    /// The file or folder that was touched.
    file: String,
    /// What happened.
    what: String,
    /// What was done about it.
    done: String,
    /// The pull request it came with, if one.
    linked: String,
}

/// Records an incident.
#[server(prefix = "/do", endpoint = "incident/record")]
pub async fn record(#[server(default)] pilot: String, #[server(flatten)] fields: Fields) -> Result<(), AppError> {
    form::in_pilot(pilot, "incidents", Action::RecordIncident, async |here, mut typed| {
        let day = typed.parsed("incident_date", read_day(&fields.incident_date));
        let time =
            read_time(&fields.incident_time).and_then(|time| time.ok_or("Enter the time, such as 14:30.".to_owned()));
        let time = typed.parsed("incident_time", time);
        let at = day
            .zip(time)
            .map(|(day, time)| instant_of(day.and_time(time), here.pilot.zone));
        if let Some(at) = at {
            typed.parsed("incident_date", happened(at, here.now));
        }
        let file = match fields.against.as_str() {
            FILE => typed.required("file", &fields.file, "Name the file or folder.", 500),
            "" => String::new(),
            _ => {
                if !fields.file.trim().is_empty() {
                    typed.problem("file", "Choose “A file or folder” above, or leave this empty.");
                }
                String::new()
            }
        };
        let against = match fields.against.as_str() {
            "" => {
                typed.problem("against", "Choose what it went against.");
                None
            }
            FILE => Some(Against::File(&file)),
            position => Some(Against::NoGo(position.parse().map_err(|_| AppError::NotFound)?)),
        };
        let what = typed.required("what", &fields.what, "Say what happened.", MAX_ACCOUNT);
        let done = typed.required("done", &fields.done, "Say what was done about it.", MAX_ACCOUNT);
        let pull_request = match fields.linked.trim() {
            "" => None,
            linked => typed.parsed("linked", pull_request(linked)),
        };
        typed.check()?;
        let (at, against) = at
            .zip(against)
            .ok_or_else(|| AppError::internal("a checked form has no time or says nothing"))?;
        let new = New {
            at,
            against,
            what: &what,
            done: &done,
            pull_request,
        };
        store::incident::record(here.pool(), here.pilot.pilot_id, here.who(), new, here.now).await?;
        notify("The incident is recorded. It stands on the metrics and in the readout.").await?;
        Ok(here.url("incidents"))
    })
    .await
}

/// Withdraws an incident that the person recorded.
#[server(prefix = "/do", endpoint = "incident/withdraw")]
pub async fn withdraw(
    #[server(default)] pilot: String,
    #[server(default)] incident: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let page = format!("incidents/{}", escaped(&incident));
    form::in_pilot(pilot, &page, Action::RecordIncident, async |here, mut typed| {
        let id: i64 = incident.parse().map_err(|_| AppError::NotFound)?;
        let reason = typed.required("reason", &reason, "Say why: it stands in the log.", 500);
        typed.check()?;
        let word = (id, reason.as_str());
        store::incident::withdraw(here.pool(), here.pilot.pilot_id, here.who(), word, here.now).await?;
        notify("Withdrawn. It stays to be read, and no longer counts.").await?;
        Ok(here.url("incidents"))
    })
    .await
}
