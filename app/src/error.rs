//! What can stop a page or a form, closed: a person sees a sentence, never an inner text.

use domain::policy::Denied;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use store::form::RefusedForm;

/// Why a page or form did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in; the answer is the sign-in page.
    #[error("Sign in to continue.")]
    SignIn,
    /// There is no such page or object, or it is not for this person to know of.
    #[error("There is no such page.")]
    NotFound,
    /// The form was not sent from a page of this installation, as far as can be told.
    #[error(
        "This form did not come from a page of this site, so nothing was done. Open the page here and send it from \
         there. If it was here, whoever runs this installation has to give it the address that people use, as its base URL."
    )]
    Elsewhere,
    /// A link that somebody was sent does not work: what it was, and what to do.
    #[error("{1}")]
    DeadLink(Known, String),
    /// The person's role does not include it.
    #[error("Your role in this pilot does not include this.")]
    Denied,
    /// A rule forbids it, in a sentence for the person who asked.
    #[error("{0}")]
    Refused(String),
    /// The answer is this address.
    #[error("There is a problem with what you entered.")]
    Again(String),
    /// The form cannot be sent as it is: it is kept, and shown again on this page.
    #[error("There is a problem with what you entered.")]
    Wrong(String, Box<RefusedForm>),
    /// Too much at once; try again.
    #[error("Many passwords are being checked right now. Nothing was changed. Try again in a few seconds.")]
    Busy,
    /// The database cannot be reached.
    #[error("The database does not answer right now. Nothing was changed. Try again in a moment.")]
    Unavailable,
    /// Something broke; the details are in the log.
    #[error("Something went wrong on our side. Nothing was changed.")]
    Internal,
}

/// Whether a link ever worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known {
    /// It did.
    Once,
    /// Nobody made one like it, as far as is known.
    No,
}

impl AppError {
    /// Logs what broke, once, and keeps it from the person.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "failed");
        Self::Internal
    }

    /// A form whose fields could not be read.
    pub fn incomplete() -> Self {
        Self::Refused("The form arrived incomplete. Go back, reload the page and try again.".to_owned())
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> http::StatusCode {
        use http::StatusCode;
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::NotFound | Self::DeadLink(Known::No, _) => StatusCode::NOT_FOUND,
            Self::DeadLink(Known::Once, _) => StatusCode::GONE,
            Self::Denied | Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::Again(_) | Self::Wrong(..) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Busy | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<store::Error> for AppError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            store::Error::Refused(sentence) => Self::Refused(sentence),
            error if error.is_unstorable() => Self::Refused(
                "There is an invisible character in what you entered that cannot be kept. Type it again.".to_owned(),
            ),
            error if error.is_unavailable() => {
                tracing::warn!(%error, "the database does not answer");
                Self::Unavailable
            }
            error => Self::internal(error),
        }
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => Self::NotFound,
            Denied::NotYourRole | Denied::NotAdmin => Self::Denied,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::incomplete()
            }
            error => Self::internal(error),
        }
    }
}
