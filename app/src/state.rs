//! What the server hands to every page and form.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use leptos::prelude::use_context;
use store::PgPool;

use crate::clock::Clock;
use crate::error::AppError;
use crate::password::Passwords;

/// The server's parts, shared by all requests.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// For pages and forms; sessions have a pool of their own.
    pub pool: PgPool,
    /// For leptos_axum.
    pub options: LeptosOptions,
    /// What time it is.
    pub clock: Clock,
    /// Bounded password hashing.
    pub passwords: Passwords,
    /// Settings of this installation.
    pub site: Site,
}

/// How this installation is reached, and the names of its files.
#[derive(Clone, Debug)]
pub struct Site {
    /// `https://countersign.example`, without a slash at the end; links in invitations start with it.
    pub base_url: Arc<str>,
    /// The style sheet's address.
    pub css: Arc<str>,
    /// The island loader's and the program's addresses, absent when the site was not built.
    pub islands: Option<(Arc<str>, Arc<str>)>,
}

/// The server's parts, inside a page or form.
///
/// # Errors
/// [`AppError::Internal`] outside a request.
pub fn state() -> Result<AppState, AppError> {
    use_context::<AppState>().ok_or_else(|| AppError::internal("no state in this context"))
}
