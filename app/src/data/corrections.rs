//! Forms that correct and withdraw what was entered, each with its reason.

use domain::outcome_points::read_value;
use domain::policy::Action;
use leptos::server;

use super::actions::arm_of;
use super::confirming::tell;
use crate::error::AppError;
use crate::form::{self, Typed};

/// The reason of a correction.
pub(super) fn reason(typed: &mut Typed, reason: &str) -> String {
    typed.required(
        "reason",
        reason,
        "Say why: it stands in the log beside the old one.",
        500,
    )
}

/// Puts another value in the place of one.
#[server(prefix = "/do", endpoint = "data/correct_point")]
pub async fn correct_point(
    #[server(default)] pilot: String,
    #[server(default)] point: String,
    #[server(default)] value: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let page = format!("data/value/{point}");
    form::in_pilot(pilot, &page, Action::EnterData, async |here, mut typed| {
        let id: i64 = point.parse().map_err(|_| AppError::NotFound)?;
        let is = typed.parsed("value", read_value(&value));
        let why = self::reason(&mut typed, &reason);
        typed.check()?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let arm = store::data::value(pool, pilot, id).await?[0].arm;
        let entered = store::data::correct(pool, pilot, here.who(), id, (is, &why), here.now).await?;
        tell(
            entered,
            "The value is corrected. The old one stands beside it, with your reason.",
        )
        .await?;
        Ok(here.url(&format!("data/values/{}", arm.as_str())))
    })
    .await
}

/// Withdraws a value.
#[server(prefix = "/do", endpoint = "data/withdraw_point")]
pub async fn withdraw_point(
    #[server(default)] pilot: String,
    #[server(default)] point: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let page = format!("data/value/{point}");
    form::in_pilot(pilot, &page, Action::EnterData, async |here, mut typed| {
        let id: i64 = point.parse().map_err(|_| AppError::NotFound)?;
        let why = self::reason(&mut typed, &reason);
        typed.check()?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let arm = store::data::value(pool, pilot, id).await?[0].arm;
        let entered = store::data::correct(pool, pilot, here.who(), id, (None, &why), here.now).await?;
        tell(
            entered,
            "The value is withdrawn. It stands in its history, with your reason.",
        )
        .await?;
        Ok(here.url(&format!("data/values/{}", arm.as_str())))
    })
    .await
}

/// Withdraws that the feature of an arm reached users.
#[server(prefix = "/do", endpoint = "data/withdraw_shipping")]
pub async fn withdraw_shipping(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, mut typed| {
        let side = arm_of(&arm)?;
        let why = self::reason(&mut typed, &reason);
        typed.check()?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let entered = store::data::withdraw_shipping(pool, pilot, here.who(), side, &why, here.now).await?;
        tell(
            entered,
            "The shipping day is withdrawn. The log keeps it, with your reason.",
        )
        .await?;
        Ok(here.url("data"))
    })
    .await
}
