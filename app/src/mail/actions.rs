//! Forms about mail.

use domain::policy::Action;
use leptos::server;
use store::mail::Choice;

use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify, own_password};

/// Opens a mail that is somebody else's, by the password and for a reason, which the log keeps.
#[server(prefix = "/do", endpoint = "mail/open")]
pub async fn open_mail(
    #[server(default)] mail: String,
    #[server(default)] reason: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    let page = format!("/outbox/{}", escaped(&mail));
    form::outside(&page, Action::RunInstallation, async |asked, mut typed| {
        let id: i64 = mail.parse().map_err(|_| AppError::NotFound)?;
        let reason = typed.required("reason", &reason, "Say why you read it.", 500);
        own_password(&asked.state, &asked.person, &mut typed, password, "Nothing was opened.").await?;
        typed.check()?;
        store::mail::open(&asked.state.pool, id, asked.person.person_id, &reason, asked.now).await?;
        Ok(format!("/outbox/{id}"))
    })
    .await
}

/// Sends a mail again that was refused, or of which nobody knows whether it arrived.
#[server(prefix = "/do", endpoint = "mail/retry")]
pub async fn retry_mail(#[server(default)] mail: String) -> Result<(), AppError> {
    form::outside("/outbox", Action::RunInstallation, async |asked, _| {
        let id: i64 = mail.parse().map_err(|_| AppError::NotFound)?;
        store::mail::retry(&asked.state.pool, id, asked.now).await?;
        notify("The mail is on its way again.").await?;
        Ok("/outbox".to_owned())
    })
    .await
}

/// Chooses what one gets by mail, of what is no duty.
#[server(prefix = "/do", endpoint = "mail/choose")]
pub async fn choose_mail(
    #[server(default)] weekly: String,
    #[server(default)] reminders: String,
) -> Result<(), AppError> {
    form::outside("/settings", Action::UseAccount, async |asked, _| {
        let choice = Choice {
            digest: weekly == "yes",
            reminders: reminders == "yes",
        };
        store::mail::choose(&asked.state.pool, asked.person.person_id, choice, asked.now).await?;
        notify("Your choice counts from the next mail on.").await?;
        Ok("/settings".to_owned())
    })
    .await
}
