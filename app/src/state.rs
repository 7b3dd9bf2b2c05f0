//! What the server hands to every page and form.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use domain::outgoing::Allowed;
use leptos::prelude::use_context;
use store::PgPool;
use store::secret::Key;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::error::AppError;
use crate::memory::Memory;
use crate::password::Passwords;

/// The server's parts, shared by all requests. It is one pointer: every layer around a page takes a copy.
#[derive(Clone)]
pub struct AppState(Arc<Installation>);

/// What an installation consists of, beside its pages.
pub struct Installation {
    /// For pages and forms; sessions have a pool of their own.
    pub pool: PgPool,
    /// What secrets at rest are encrypted with.
    pub key: Key,
    /// Which servers may be called with a token.
    pub outgoing: Allowed,
    /// Whether mail goes out; otherwise it is kept where whoever runs the installation reads it.
    pub sends_mail: bool,
    /// What time it is.
    pub clock: Clock,
    /// Bounded password hashing.
    pub passwords: Passwords,
    /// Settings of this installation.
    pub site: Site,
    /// What this instance remembers of the pilots' versions.
    pub memory: Memory,
    /// What goes on after an answer was given. A program that stops waits for it.
    pub afterwards: TaskTracker,
}

impl From<Installation> for AppState {
    fn from(installation: Installation) -> Self {
        Self(Arc::new(installation))
    }
}

impl Deref for AppState {
    type Target = Installation;

    fn deref(&self) -> &Installation {
        &self.0
    }
}

impl FromRef<AppState> for PgPool {
    fn from_ref(state: &AppState) -> Self {
        state.pool.clone()
    }
}

impl FromRef<AppState> for Clock {
    fn from_ref(state: &AppState) -> Self {
        state.clock.clone()
    }
}

impl FromRef<AppState> for Key {
    fn from_ref(state: &AppState) -> Self {
        state.key.clone()
    }
}

impl AppState {
    /// Whether people reach this installation by https: cookies are for that alone then.
    pub fn is_secure(&self) -> bool {
        self.site.is_secure()
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

impl Site {
    /// Whether people reach it by https.
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The name of a cookie. Browsers send the cookies of a host to each of its ports: the port in the name keeps apart
    /// what installations on one host say. Under https nothing but a cookie that only this host can set counts.
    pub fn cookie(&self, name: &str) -> String {
        let (prefix, usual) = if self.is_secure() { ("__Host-", 443) } else { ("", 80) };
        let port = self.base_url.parse::<http::Uri>().ok().and_then(|uri| uri.port_u16());
        match port.filter(|port| *port != usual) {
            Some(port) => format!("{prefix}{name}-{port}"),
            None => format!("{prefix}{name}"),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn installations_on_one_host_have_cookies_of_their_own() {
        for (base_url, name) in [
            ("https://countersign.example", "__Host-countersign"),
            ("https://countersign.example:443", "__Host-countersign"),
            ("https://countersign.example:8443", "__Host-countersign-8443"),
            ("http://countersign.example", "countersign"),
            ("http://192.168.1.5:8080", "countersign-8080"),
            ("http://192.168.1.5:8081", "countersign-8081"),
            ("http://[2001:db8::5]:8080", "countersign-8080"),
        ] {
            let site = Site {
                base_url: base_url.into(),
                css: "".into(),
                islands: None,
            };
            assert_eq!(site.cookie("countersign"), name, "{base_url}");
        }
    }
}
