//! Forms of the data page.

use domain::calendar::{Moment, read_day};
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PullRequestId};
use domain::outcome_points::{self, DAY_COLUMN, DECIMAL_MARK, VALUE_COLUMN};
use domain::pasted::Refused;
use domain::person::Arm;
use domain::policy::Action;
use domain::timeline::Dated;
use leptos::server;
use store::correction::Entered;
use store::data::{LinkTo, Pasted};

use super::confirming::tell;
use super::opening::own;
use crate::error::AppError;
use crate::form::{self, Typed, notify, notify_secret};
use crate::time::moment;
use crate::token::Token;

/// How many problems of pasted lines are listed at once.
pub(super) const MOST_PROBLEMS: usize = 20;

/// Says beside a field why what was pasted there cannot be taken.
pub(crate) fn refuse(typed: &mut Typed, field: &str, refused: Refused) {
    let more = refused.problems.len().saturating_sub(MOST_PROBLEMS);
    for problem in refused.problems.into_iter().take(MOST_PROBLEMS) {
        typed.problem(field, problem);
    }
    if more > 0 {
        typed.problem(field, format!("{more} more lines cannot be read."));
    }
}

pub(super) fn arm_of(word: &str) -> Result<Arm, AppError> {
    Arm::parse(word).ok_or(AppError::NotFound)
}

/// The webhook address of a connection.
pub fn webhook_address(base_url: &str, host: CodeHost, path_key: &str) -> String {
    format!("{base_url}/webhook/{}/{path_key}", host.as_str())
}

/// Connects a repository, or gives a connected one a new secret. Secret and address are shown once.
#[server(prefix = "/do", endpoint = "data/connect")]
pub async fn connect(
    #[server(default)] pilot: String,
    #[server(default)] repository: String,
    #[server(default)] host: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, mut typed| {
        let host = match host.as_str() {
            "" => CodeHost::GitHub,
            word => CodeHost::parse(word).ok_or(AppError::NotFound)?,
        };
        let name = typed.parsed("repository", host.repository(&repository));
        typed.check()?;
        let name = name.ok_or(AppError::Internal)?;
        let (secret, path_key) = (Token::random(), Token::random());
        let words = (Some((&here.state.key, secret.as_str())), path_key.as_str());
        let pilot = here.pilot.pilot_id;
        let which = (host, name.as_str());
        let connected = store::github::connect_at(here.pool(), pilot, here.who(), which, words, here.now).await?;
        notify_secret(
            match (connected.former_until, host) {
                (Some(until), _) => format!(
                    "{name} has a new secret. The old one is taken until {}, so that nothing is missed: change the webhook in its \
                     settings on {} before then, and end the old one here as soon as that is done. This is the new secret, beside the \
                     payload URL, which stays the same:",
                    moment(until, here.pilot.zone),
                    host.label(),
                ),
                (None, CodeHost::GitHub) => format!(
                    "{name} is connected. In its settings on GitHub, add a webhook with the content type application/json. Choose \
                     “Let me select individual events” and tick Pull requests, Pull request reviews, Pushes, Check runs, Statuses, \
                     Merge groups and Repositories. Any other event does no harm. These are its secret and its payload URL:"
                ),
                (None, CodeHost::GitLab) => format!(
                    "{name} is connected. In its settings on GitLab, under Webhooks, add one with the triggers push events \
                     (all branches), comments, merge request events and pipeline events, SSL verification on, and these two \
                     as secret token and URL:"
                ),
            },
            secret.as_str().to_owned(),
            webhook_address(&here.state.site.base_url, host, &connected.path_key),
        )
        .await?;
        Ok(here.url("data"))
    })
    .await
}

/// Ends the secret before the one that a connected repository has.
#[server(prefix = "/do", endpoint = "data/end_secret")]
pub async fn end_secret(
    #[server(default)] pilot: String,
    #[server(default)] connection: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, _| {
        let id: ConnectionId = connection.parse().map_err(|_| AppError::NotFound)?;
        store::github::end_secret(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        notify("The old secret is taken no more.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// Records that the feature of an arm reached users.
#[server(prefix = "/do", endpoint = "data/ship")]
pub async fn ship(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] shipped_on: String,
    #[server(default)] evidence: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, mut typed| {
        let side = arm_of(&arm)?;
        let on = typed.parsed("shipped_on", read_day(&shipped_on));
        if let Some(on) = on {
            typed.parsed("shipped_on", here.timeline().takes(Dated::Shipped, Moment::Date(on)));
        }
        let evidence = typed.required(
            "evidence",
            &evidence,
            "Say where it can be checked: a release, a flag change, a page.",
            500,
        );
        if reason.chars().count() > 500 {
            typed.problem("reason", "Use at most 500 characters.");
        }
        typed.check()?;
        let on = on.ok_or(AppError::Internal)?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let day = (on, evidence.as_str(), reason.as_str());
        let entered = store::data::ship(pool, pilot, here.who(), side, day, here.now).await?;
        tell(entered, "The shipping day is recorded.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// Adds pasted values of the primary metric of an arm's feature: all lines or none.
#[server(prefix = "/do", endpoint = "data/add_points")]
pub async fn add_points(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] points: String,
    #[server(default)] reason: String,
    #[server(default)] day_column: String,
    #[server(default)] value_column: String,
    #[server(default)] decimal_mark: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, mut typed| {
        let side = arm_of(&arm)?;
        let chosen = [
            (DAY_COLUMN, day_column.as_str()),
            (VALUE_COLUMN, value_column.as_str()),
            (DECIMAL_MARK, decimal_mark.as_str()),
        ];
        let read = outcome_points::read(&points, &chosen, here.pilot.zone)
            .map_err(|refused| refuse(&mut typed, "points", refused))
            .unwrap_or_default();
        typed.parsed("points", here.timeline().takes_values(read.values.keys()));
        typed.check()?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let pasted = Pasted {
            points: &read.values,
            reason: &reason,
        };
        let entered = store::data::add_points(pool, pilot, here.who(), side, pasted, here.now).await?;
        let replaced = match entered {
            Entered::Counts { replaced } => replaced,
            Entered::Waits { .. } => 0,
        };
        let added = match read.values.len() {
            1 => "1 value is recorded.".to_owned(),
            n => format!("{n} values are recorded."),
        };
        let added = match read.gaps {
            0 => added,
            1 => format!("{added} 1 line has no value: that day stays without one."),
            n => format!("{added} {n} lines have no value: these days stay without one."),
        };
        let added = match replaced {
            0 => added,
            1 => format!("{added} 1 of them took the place of an earlier one, which stays to be read."),
            n => format!("{added} {n} of them took the place of earlier ones, which stay to be read."),
        };
        tell(entered, &added).await?;
        Ok(here.url("data"))
    })
    .await
}

/// Links a pull request to a feature by hand. `arm` is an arm, `none`, or `rule` to let flag key, branch, label, author and
/// assignee decide again. Whoever owns a feature says it of their own.
#[server(prefix = "/do", endpoint = "data/link")]
pub async fn link(
    #[server(default)] pilot: String,
    #[server(default)] pull_request: String,
    #[server(default)] arm: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data/pulls", Action::LinkPullRequest, async |here, mut typed| {
        let id: PullRequestId = pull_request.parse().map_err(|_| AppError::NotFound)?;
        let to = match arm.as_str() {
            "none" => LinkTo::Nothing,
            "rule" => LinkTo::Rule,
            word => LinkTo::Feature(arm_of(word)?),
        };
        if reason.chars().count() > 500 {
            typed.problem("reason", "Use at most 500 characters.");
        }
        typed.check()?;
        let own = own(&here);
        let link = store::data::Link {
            to,
            reason: &reason,
            of: own.as_deref(),
        };
        let entered = store::data::link(here.pool(), here.pilot.pilot_id, here.who(), id, link, here.now).await?;
        tell(entered, "The pull request and the commits of its branch are linked.").await?;
        Ok(here.url("data/pulls"))
    })
    .await
}
