//! What the server hands to every page and form.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use leptos::prelude::use_context;
use store::PgPool;

use crate::clock::Clock;
use crate::error::AppError;
use crate::memory::Memory;
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
    /// What this instance remembers of the pilots' versions.
    pub memory: Memory,
}

impl AppState {
    /// Whether people reach this installation by https: cookies are for that alone then.
    pub fn is_secure(&self) -> bool {
        self.site.base_url.starts_with("https://")
    }
}

/// How this installation is reached, and the names of its files.
#[derive(Clone, Debug)]
pub struct Site {
    /// `https://countersign.example`, without a slash at the end; links in invitations start with it.
    pub base_url: Arc<str>,
    /// The style sheet's address.
    pub css: Arc<str>,
    /// What wakes islands, absent when the site was not built.
    pub islands: Option<Islands>,
}

/// The addresses of what wakes islands. The loader is ours rather than the framework's, so that file names
/// come from the site inside the program; it is a file, so that no page has a script inside.
#[derive(Clone, Debug)]
pub struct Islands {
    /// Of the loader.
    pub loader: Arc<str>,
    /// Of the script that the loader starts.
    pub script: Arc<str>,
    /// Of the program that the script runs.
    pub program: Arc<str>,
}

impl Islands {
    /// The loader's text.
    pub fn loading(&self) -> String {
        format!(
            "import init, * as islands from '{}';\n\
             await init({{ module_or_path: '{}' }});\n\
             islands.hydrate();\n\
             for (const el of document.querySelectorAll('leptos-island')) islands[el.dataset.component](el);\n\
             document.documentElement.dataset.islands = 'alive';\n",
            self.script, self.program
        )
    }
}

/// The server's parts, inside a page or form.
///
/// # Errors
/// [`AppError::Internal`] outside a request.
pub fn state() -> Result<AppState, AppError> {
    use_context::<AppState>().ok_or_else(|| AppError::internal("no state in this context"))
}
