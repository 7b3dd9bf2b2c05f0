//! Forms of enrolment: features, consent, roles.

use domain::calendar::Moment;
use domain::feature::{Direction, PrimaryMetric};
use domain::ids::PersonId;
use domain::person::Arm;
use domain::pilot::entry::{moment_of, read_day, read_time};
use domain::pilot::{Answer, Feature, Known};
use domain::policy::Action;
use domain::pull_request::read_login;
use domain::timeline::{Dated, Timeline};
use leptos::server;
use serde::{Deserialize, Serialize};

use super::{in_words, read_role};
use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, Typed, notify};

/// What the form of a feature holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// Whose it is.
    arm: String,
    /// Its name.
    name: String,
    /// The part of the product it belongs to.
    surface: String,
    /// What is asked for.
    brief: String,
    /// The day of the idea.
    idea_date: String,
    /// Its time, if known.
    idea_time: String,
    /// Where that can be checked.
    idea_evidence: String,
    /// The key of its flag.
    flag_key: String,
    /// The PM's login of the code host.
    github_login: String,
    /// How branches of it are called.
    branch_pattern: String,
    /// A label of its pull requests.
    pr_label: String,
    /// The primary metric's name.
    metric_name: String,
    /// Its unit.
    metric_unit: String,
    /// Where its values come from.
    metric_source: String,
    /// Which way it is expected to move.
    metric_direction: String,
    /// The last day whose value counts.
    metric_read_on: String,
    /// The days before shipping that make the value before.
    metric_window_days: String,
}

/// Enters the feature of an arm.
#[server(prefix = "/do", endpoint = "enrolment/save_feature")]
pub async fn save_feature(#[server(default)] pilot: String, #[server(flatten)] fields: Fields) -> Result<(), AppError> {
    let page = format!("people/feature/{}", escaped(&fields.arm));
    form::in_pilot(pilot, &page, Action::Enrol, async |here, mut typed| {
        let arm = Arm::parse(&fields.arm).ok_or(AppError::NotFound)?;
        let feature = feature(&mut typed, arm, &fields, here.timeline())?;
        store::feature::save(here.pool(), here.pilot.pilot_id, &feature, here.who(), here.now).await?;
        notify(format!(
            "{} is entered for the {} arm.",
            feature.name,
            arm.label().to_lowercase()
        ))
        .await?;
        Ok(here.url("people"))
    })
    .await
}

/// The logins of an arm's pilot PMs, the first one first, each once.
fn logins(text: &str) -> Result<Vec<String>, &'static str> {
    let mut found: Vec<String> = Vec::new();
    for one in text.split([',', ';', '\n']).filter(|one| !one.trim().is_empty()) {
        let one = read_login(one)?;
        if !found.iter().any(|other| other.eq_ignore_ascii_case(&one)) {
            found.push(one);
        }
    }
    if found.is_empty() {
        read_login("").map(|one| vec![one])
    } else {
        Ok(found)
    }
}

/// The feature as typed, or what is wrong with it.
fn feature(typed: &mut Typed, arm: Arm, fields: &Fields, timeline: Timeline) -> Result<Feature, AppError> {
    let Timeline { now, zone } = timeline;
    let name = typed.required("name", &fields.name, "Enter the name of the feature.", 120);
    let surface = typed.required(
        "surface",
        &fields.surface,
        "Enter the part of the product it belongs to.",
        120,
    );
    let brief = typed.required("brief", &fields.brief, "Enter the brief.", 4000);
    let idea_day = typed.parsed("idea_date", read_day(&fields.idea_date));
    let idea_time = typed.parsed("idea_time", read_time(&fields.idea_time));
    let idea = idea_day.zip(idea_time).map(|(day, time)| moment_of(day, time, zone));
    if let Some(idea) = idea {
        typed.parsed("idea_date", timeline.takes(Dated::Idea, idea));
    }
    let idea_evidence = typed.required(
        "idea_evidence",
        &fields.idea_evidence,
        "Enter where the idea can be checked, such as the address of a ticket.",
        500,
    );
    let flag_key = typed.required("flag_key", &fields.flag_key, "Enter the key of the feature flag.", 120);
    let mut logins = typed
        .parsed("github_login", logins(&fields.github_login))
        .unwrap_or_default();
    let github_login = if logins.is_empty() {
        String::new()
    } else {
        logins.remove(0)
    };
    let known_by = Known {
        branch: optional(typed, "branch_pattern", &fields.branch_pattern),
        label: optional(typed, "pr_label", &fields.pr_label),
    };
    if !known_by.branch.is_empty() && known_by.branch.chars().all(|letter| letter == '*') {
        typed.problem(
            "branch_pattern",
            "Every branch is called so. Name what the branches have in common.",
        );
    }
    let primary_metric = primary_metric(typed, fields, timeline);
    typed.check()?;
    Ok(Feature {
        arm,
        name,
        surface,
        brief,
        idea: idea.ok_or(AppError::Internal)?,
        idea_evidence,
        idea_entered_at: now,
        flag_key,
        github_login,
        primary_metric: primary_metric.ok_or(AppError::Internal)?,
        more_logins: logins,
        known_by,
    })
}

/// A short text that may be left out, without what cannot be seen.
fn optional(typed: &mut Typed, field: &str, value: &str) -> String {
    if value.trim().is_empty() {
        return String::new();
    }
    typed.required(field, value, "Type it again: nothing of it can be seen.", 120)
}

/// Its primary metric, or nothing with what is wrong noted.
fn primary_metric(typed: &mut Typed, fields: &Fields, timeline: Timeline) -> Option<PrimaryMetric> {
    let name = typed.required(
        "metric_name",
        &fields.metric_name,
        "Enter the name of the primary metric.",
        120,
    );
    let unit = typed.required(
        "metric_unit",
        &fields.metric_unit,
        "Enter its unit, such as % or orders.",
        40,
    );
    let source = typed.required(
        "metric_source",
        &fields.metric_source,
        "Enter where its values come from.",
        300,
    );
    let direction = Direction::parse(&fields.metric_direction);
    let direction = typed.parsed(
        "metric_direction",
        direction.ok_or("Choose which way it is expected to move."),
    );
    let read_on = typed.parsed("metric_read_on", read_day(&fields.metric_read_on));
    if let Some(day) = read_on {
        typed.parsed("metric_read_on", timeline.takes(Dated::ReadDate, Moment::Date(day)));
    }
    let window_days = typed.parsed("metric_window_days", window(&fields.metric_window_days));
    Some(PrimaryMetric {
        name,
        unit,
        source,
        direction: direction?,
        read_on: read_on?,
        window_days: window_days?,
    })
}

fn window(text: &str) -> Result<u16, &'static str> {
    text.trim()
        .parse()
        .ok()
        .filter(|days| (1..=365).contains(days))
        .ok_or("Enter a number of days from 1 to 365.")
}

/// What a DRI answers to the private question.
#[server(prefix = "/do", endpoint = "enrolment/consent")]
pub async fn consent(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] answer: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "people/consent", Action::Consent, async |here, mut typed| {
        let of = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let answer = typed.parsed("answer", Answer::parse(&answer).ok_or("Choose an answer."));
        typed.check()?;
        let answer = answer.ok_or(AppError::Internal)?;
        store::enrolment::consent(here.pool(), here.pilot.pilot_id, here.who(), of, answer, here.now).await?;
        notify("Your answer is kept. You can change it until the start.").await?;
        Ok(here.url("people/consent"))
    })
    .await
}

/// Gives a member of the pilot a further role.
#[server(prefix = "/do", endpoint = "enrolment/give_role")]
pub async fn give_role(
    #[server(default)] pilot: String,
    #[server(default)] person: String,
    #[server(default)] as_role: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "people", Action::InviteToPilot, async |here, mut typed| {
        let who = typed.parsed("person", person.parse().map_err(|_| "Choose a person."));
        let role = typed.parsed("as_role", read_role(&as_role).ok_or("Choose a role."));
        typed.check()?;
        let (who, role) = who.zip(role).ok_or(AppError::Internal)?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let name = store::enrolment::give_role(pool, pilot, who, role, here.who(), here.now).await?;
        notify(format!("{name} has a further role now: {}.", in_words(role))).await?;
        Ok(here.url("people"))
    })
    .await
}

/// Says for which pilot PM of an arm somebody is the engineering DRI.
#[server(prefix = "/do", endpoint = "enrolment/assign_dri")]
pub async fn assign_dri(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] dri: String,
    #[server(default)] pm: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "people", Action::InviteToPilot, async |here, _| {
        let of = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let who = dri.parse().map_err(|_| AppError::NotFound)?;
        let whom = match pm.trim() {
            "" => None,
            pm => Some(pm.parse().map_err(|_| AppError::NotFound)?),
        };
        store::pairs::assign_dri(here.pool(), here.pilot.pilot_id, (of, who), whom, here.who(), here.now).await?;
        notify("Saved.").await?;
        Ok(here.url("people"))
    })
    .await
}

/// Takes somebody out of a role before the start, after the page that asks.
#[server(prefix = "/do", endpoint = "enrolment/release")]
pub async fn release(
    #[server(default)] pilot: String,
    #[server(default)] person: String,
    #[server(default)] role: String,
) -> Result<(), AppError> {
    let page = format!("people/release?person={}&role={}", escaped(&person), escaped(&role));
    form::in_pilot(pilot, &page, Action::InviteToPilot, async |here, _| {
        let who: PersonId = person.parse().map_err(|_| AppError::NotFound)?;
        let role = read_role(&role).ok_or(AppError::NotFound)?;
        let name = store::enrolment::release(here.pool(), here.pilot.pilot_id, who, role, here.who(), here.now).await?;
        notify(format!("{name} is released from the role: {}.", in_words(role))).await?;
        let left = here.who() == who && here.standing.memberships.len() == 1;
        Ok(if left { "/".to_owned() } else { here.url("people") })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{logins, window};

    #[test]
    fn several_logins_stand_between_commas() {
        assert_eq!(logins("@mira-okafor_harbor").unwrap(), ["mira-okafor_harbor"]);
        assert_eq!(logins("mira, https://github.com/Nell; MIRA").unwrap(), ["mira", "Nell"]);
        for bad in ["", " , ", "mira okafor", "mira, nell o"] {
            assert!(logins(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_window_is_some_days() {
        assert_eq!(window(" 28 "), Ok(28));
        for bad in ["", "0", "366", "-1", "four weeks"] {
            assert!(window(bad).is_err(), "{bad}");
        }
    }
}
