//! Notices: what a form says on the page after it, once.

use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::here::session;

/// A notice shown once, on the page after a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// `ok`, `info` or `warn`: the banner's kind.
    pub kind: String,
    /// The sentence.
    pub text: String,
    /// A link to show once, such as an invitation.
    pub link: Option<String>,
    /// A secret to show once, with the link it belongs to.
    #[serde(default)]
    pub secret: Option<String>,
    /// A page to see, and what the link to it says.
    #[serde(default)]
    pub see: Option<(String, String)>,
}

impl Notice {
    /// Of what was done as asked.
    pub fn done(text: impl Into<String>) -> Self {
        Self {
            kind: "ok".to_owned(),
            text: text.into(),
            link: None,
            secret: None,
            see: None,
        }
    }
}

/// Where a notice waits in a session.
pub const NOTICE: &str = "notice";

/// Leaves a notice for the next page.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify(text: impl Into<String>) -> Result<(), AppError> {
    leave(Notice::done(text)).await
}

/// Leaves a notice of something that did not go as asked.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_warning(text: impl Into<String>) -> Result<(), AppError> {
    leave(Notice {
        kind: "warn".to_owned(),
        ..Notice::done(text)
    })
    .await
}

/// Leaves a notice with a link to a page about it.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_and_see(text: impl Into<String>, page: String, words: &str) -> Result<(), AppError> {
    leave(Notice {
        see: Some((page, words.to_owned())),
        ..Notice::done(text)
    })
    .await
}

/// Leaves a notice with a link that is shown this once.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_link(text: impl Into<String>, link: String) -> Result<(), AppError> {
    leave(Notice {
        link: Some(link),
        ..Notice::done(text)
    })
    .await
}

/// Leaves a notice with a secret and the link it belongs to, both shown this once.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_secret(text: impl Into<String>, secret: String, link: String) -> Result<(), AppError> {
    leave(Notice {
        secret: Some(secret),
        link: Some(link),
        ..Notice::done(text)
    })
    .await
}

/// Leaves a notice with a token that is shown this once.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_token(text: impl Into<String>, token: String) -> Result<(), AppError> {
    leave(Notice {
        secret: Some(token),
        ..Notice::done(text)
    })
    .await
}

async fn leave(notice: Notice) -> Result<(), AppError> {
    session()?.insert(NOTICE, notice).await.map_err(AppError::internal)
}

/// Takes the notice, if one was left.
///
/// # Errors
/// When the session cannot be reached.
pub async fn take_notice() -> Result<Option<Notice>, AppError> {
    let session = session()?;
    // Removing marks the session as changed even where nothing was there, and every page would write it.
    match session.get(NOTICE).await.map_err(AppError::internal)? {
        None => Ok(None),
        Some::<Notice>(_) => session.remove(NOTICE).await.map_err(AppError::internal),
    }
}
