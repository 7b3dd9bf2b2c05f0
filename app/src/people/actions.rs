//! Forms of enrolment: features, consent, roles.
#![expect(
    clippy::too_many_arguments,
    reason = "a form's fields are the arguments of its function"
)]

use domain::calendar::local_date;
use domain::feature::{Direction, PrimaryMetric};
use domain::person::Arm;
use domain::pilot::entry::{moment_of, read_day, read_time};
use domain::pilot::{Answer, Feature};
use domain::policy::Action;
use leptos::server;

use super::{read_role, title};
use crate::error::AppError;
use crate::form::{act, notify};
use crate::here::ask_in;
use crate::typed;

/// Enters the feature of an arm.
#[server(prefix = "/do", endpoint = "enrolment/save_feature")]
pub async fn save_feature(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] name: String,
    #[server(default)] surface: String,
    #[server(default)] brief: String,
    #[server(default)] idea_date: String,
    #[server(default)] idea_time: String,
    #[server(default)] idea_evidence: String,
    #[server(default)] flag_key: String,
    #[server(default)] github_login: String,
    #[server(default)] metric_name: String,
    #[server(default)] metric_unit: String,
    #[server(default)] metric_source: String,
    #[server(default)] metric_direction: String,
    #[server(default)] metric_read_on: String,
    #[server(default)] metric_window_days: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Enrol).await?;
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let page = here.url(&format!("people/feature/{}", arm.as_str()));
        let zone = here.pilot.zone;
        let mut typed = typed!("enrolment/save_feature"; name, surface, brief, idea_date, idea_time, idea_evidence,
            flag_key, github_login, metric_name, metric_unit, metric_source, metric_direction, metric_read_on,
            metric_window_days);
        let name = typed.required("name", &name, "Enter the name of the feature.", 120);
        let surface = typed.required("surface", &surface, "Enter the part of the product it belongs to.", 120);
        let brief = typed.required("brief", &brief, "Enter the brief.", 4000);
        let idea_day = typed.parsed("idea_date", read_day(&idea_date));
        let idea_time = typed.parsed("idea_time", read_time(&idea_time));
        let idea = idea_day.zip(idea_time).map(|(day, time)| moment_of(day, time, zone));
        if idea.is_some_and(|idea| idea.starts_at(zone) > here.now) {
            typed.problem("idea_date", "The idea cannot be in the future.");
        }
        let idea_evidence = typed.required(
            "idea_evidence",
            &idea_evidence,
            "Enter where the idea can be checked, such as the address of a ticket.",
            500,
        );
        let flag_key = typed.required("flag_key", &flag_key, "Enter the key of the feature flag.", 120);
        let mut logins = typed.parsed("github_login", logins(&github_login)).unwrap_or_default();
        let github_login = if logins.is_empty() {
            String::new()
        } else {
            logins.remove(0)
        };
        let metric_name = typed.required(
            "metric_name",
            &metric_name,
            "Enter the name of the primary metric.",
            120,
        );
        let unit = typed.required("metric_unit", &metric_unit, "Enter its unit, such as % or orders.", 40);
        let source = typed.required(
            "metric_source",
            &metric_source,
            "Enter where its values come from.",
            300,
        );
        let direction = typed.parsed(
            "metric_direction",
            Direction::parse(&metric_direction).ok_or("Choose which way it is expected to move."),
        );
        let read_on = typed.parsed("metric_read_on", read_day(&metric_read_on));
        if read_on.is_some_and(|day| day <= local_date(here.now, zone)) {
            typed.problem("metric_read_on", "The read date must be in the future.");
        }
        let window_days = typed.parsed("metric_window_days", window(&metric_window_days));
        let typed = typed.check(&page).await?;
        let feature = Feature {
            arm,
            name,
            surface,
            brief,
            idea: idea.ok_or(AppError::Internal)?,
            idea_evidence,
            idea_entered_at: here.now,
            flag_key,
            github_login,
            primary_metric: PrimaryMetric {
                name: metric_name,
                unit,
                source,
                direction: direction.ok_or(AppError::Internal)?,
                read_on: read_on.ok_or(AppError::Internal)?,
                window_days: window_days.ok_or(AppError::Internal)?,
            },
            more_logins: logins,
        };
        let outcome = store::feature::save(here.pool(), here.pilot.pilot_id, &feature, here.who(), here.now).await;
        typed.or_again(&page, outcome).await?;
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
    for one in text.split([',', ';', ' ', '\n']).filter(|one| !one.trim().is_empty()) {
        let one = login(one)?;
        if !found.iter().any(|other| other.eq_ignore_ascii_case(&one)) {
            found.push(one);
        }
    }
    if found.is_empty() {
        login("").map(|one| vec![one])
    } else {
        Ok(found)
    }
}

/// A login of the code host, without the `@` people like to write before it.
fn login(text: &str) -> Result<String, &'static str> {
    let login = text.trim().trim_start_matches('@');
    let fits = (1..=39).contains(&login.len()) && login.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits {
        Ok(login.to_owned())
    } else {
        Err("Enter the PM's GitHub login, such as dana-levin.")
    }
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
    act(async move {
        let here = ask_in(pilot, Action::Consent).await?;
        let page = here.url("people/consent");
        let of = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let mut typed = typed!("enrolment/consent"; arm, answer);
        let answer = typed.parsed("answer", Answer::parse(&answer).ok_or("Choose an answer."));
        let typed = typed.check(&page).await?;
        let answer = answer.ok_or(AppError::Internal)?;
        let outcome =
            store::enrolment::consent(here.pool(), here.pilot.pilot_id, here.who(), of, answer, here.now).await;
        typed.or_again(&page, outcome).await?;
        notify("Your answer is kept. You can change it until the start.").await?;
        Ok(page)
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
    act(async move {
        let here = ask_in(pilot, Action::InviteToPilot).await?;
        let page = here.url("people");
        let mut typed = typed!("enrolment/give_role"; person, as_role);
        let who = typed.parsed("person", person.parse().map_err(|_| "Choose a person."));
        let role = typed.parsed("as_role", read_role(&as_role).ok_or("Choose a role."));
        let typed = typed.check(&page).await?;
        let (who, role) = who.zip(role).ok_or(AppError::Internal)?;
        let outcome =
            store::enrolment::give_role(here.pool(), here.pilot.pilot_id, who, role, here.who(), here.now).await;
        typed.or_again(&page, outcome).await?;
        notify(format!("They have the role now: {}.", title(role))).await?;
        Ok(page)
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
    act(async move {
        let here = ask_in(pilot, Action::InviteToPilot).await?;
        let page = here.url("people");
        let of = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let who = dri.parse().map_err(|_| AppError::NotFound)?;
        let whom = match pm.trim() {
            "" => None,
            pm => Some(pm.parse().map_err(|_| AppError::NotFound)?),
        };
        let typed = typed!("enrolment/assign_dri"; arm, dri, pm);
        let outcome =
            store::pairs::assign_dri(here.pool(), here.pilot.pilot_id, (of, who), whom, here.who(), here.now).await;
        typed.or_again(&page, outcome).await?;
        notify("Saved.").await?;
        Ok(page)
    })
    .await
}

/// Takes somebody out of a role before the start.
#[server(prefix = "/do", endpoint = "enrolment/release")]
pub async fn release(
    #[server(default)] pilot: String,
    #[server(default)] person: String,
    #[server(default)] role: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::InviteToPilot).await?;
        let page = here.url("people");
        let typed = typed!("enrolment/release"; person, role);
        let who = person.parse().map_err(|_| AppError::NotFound)?;
        let role = read_role(&role).ok_or(AppError::NotFound)?;
        let outcome =
            store::enrolment::release(here.pool(), here.pilot.pilot_id, who, role, here.who(), here.now).await;
        typed.or_again(&page, outcome).await?;
        notify(format!("The role is free now: {}.", title(role))).await?;
        Ok(page)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::{login, window};

    #[test]
    fn a_login_is_kept_without_its_at_sign() {
        assert_eq!(login(" @mira-codes ").as_deref(), Ok("mira-codes"));
        for bad in ["", "@", "mira codes", "https://github.com/mira", "mära"] {
            assert!(login(bad).is_err(), "{bad}");
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
