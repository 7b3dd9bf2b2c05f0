//! Forms of whoever runs the installation.

use domain::ids::PersonId;
use domain::policy::Action;
use leptos::server;
use store::mail::Link;

use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify, notify_link};
use crate::token::Token;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 300;

fn page_of(person: &str) -> String {
    format!("/admin/person/{}", escaped(person))
}

fn who(person: &str) -> Result<PersonId, AppError> {
    person.parse().map_err(|_| AppError::NotFound)
}

/// Closes somebody's account: they have no access from this moment on.
#[server(prefix = "/do", endpoint = "account/disable")]
pub async fn disable(
    #[server(default)] person: String,
    #[server(default)] closing_reason: String,
) -> Result<(), AppError> {
    let page = page_of(&person);
    form::outside(&page, Action::RunInstallation, async |asked, mut typed| {
        let person = who(&person)?;
        let reason = typed.required("closing_reason", &closing_reason, "Say why.", LONGEST_REASON);
        typed.check()?;
        let (pool, by) = (&asked.state.pool, asked.person.person_id);
        let name = store::account::disable(pool, person, &reason, by, asked.now).await?;
        notify(format!(
            "The account of {name} is closed. They are signed out everywhere."
        ))
        .await?;
        Ok(page.clone())
    })
    .await
}

/// Opens somebody's account again.
#[server(prefix = "/do", endpoint = "account/enable")]
pub async fn enable(#[server(default)] person: String) -> Result<(), AppError> {
    let page = page_of(&person);
    form::outside(&page, Action::RunInstallation, async |asked, _| {
        let (pool, by) = (&asked.state.pool, asked.person.person_id);
        let name = store::account::enable(pool, who(&person)?, by, asked.now).await?;
        notify(format!("The account of {name} is open again.")).await?;
        Ok(page.clone())
    })
    .await
}

/// Makes a link with which somebody chooses a new password. It is shown once.
#[server(prefix = "/do", endpoint = "account/make_reset_link")]
pub async fn make_reset_link(
    #[server(default)] person: String,
    #[server(default)] reset_reason: String,
) -> Result<(), AppError> {
    let page = page_of(&person);
    form::outside(&page, Action::RunInstallation, async |asked, mut typed| {
        let person = who(&person)?;
        let reason = typed.required("reset_reason", &reset_reason, "Say why they need it.", LONGEST_REASON);
        typed.check()?;
        let token = Token::random();
        let (pool, by) = (&asked.state.pool, asked.person.person_id);
        let hash = token.hash();
        let link = Link::by_mail(&hash, &asked.state.key, token.as_str());
        let name = store::account::make_reset_link_for(pool, person, by, &reason, link, asked.now).await?;
        if asked.state.sends_mail {
            notify(format!(
                "A mail to {name} holds the link. It works once, within half an hour."
            ))
            .await?;
            return Ok(page.clone());
        }
        notify_link(
            format!("With this link {name} chooses a new password, once, within half an hour:"),
            format!("{}/reset/{}", asked.state.site.base_url, token.as_str()),
        )
        .await?;
        Ok(page.clone())
    })
    .await
}

/// Makes the link that confirms somebody's new e-mail address. It is shown once, to be sent there.
#[server(prefix = "/do", endpoint = "account/make_address_link")]
pub async fn make_address_link(#[server(default)] person: String) -> Result<(), AppError> {
    let page = page_of(&person);
    form::outside(&page, Action::RunInstallation, async |asked, _| {
        let token = Token::random();
        let (pool, by) = (&asked.state.pool, Some(asked.person.person_id));
        let hash = token.hash();
        let link = Link::by_mail(&hash, &asked.state.key, token.as_str());
        let email = store::account::make_address_link(pool, who(&person)?, by, link, asked.now).await?;
        if asked.state.sends_mail {
            notify(format!("A mail to {email} holds the link. It works once, within 72 hours.")).await?;
            return Ok(page.clone());
        }
        notify_link(
            format!("Send this link to {email} and nowhere else. Whoever opens it there confirms the address, within 72 hours:"),
            format!("{}/new-address/{}", asked.state.site.base_url, token.as_str()),
        )
        .await?;
        Ok(page.clone())
    })
    .await
}
