//! A GitHub App as the way to a token: signed by its key it asks for the installation on a repository and for a token of it,
//! which lasts an hour. Such tokens are kept in memory alone, until shortly before they end.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::github::CodeHost;
use http::Method;
use serde::Deserialize;
use serde_json::json;
use store::github::{App, Bearer, Credential};

use crate::calling::{Calling, Trouble, sound};
use crate::outgoing::Outgoing;

/// What an App signs is dated so far back: clocks differ.
const BACK: TimeDelta = TimeDelta::seconds(60);
/// How long what it signs is good for. GitHub takes ten minutes at most, by its own clock.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(9);
/// How long before its end a token is not used any more: what begins with it ends with it.
const SPARE: TimeDelta = TimeDelta::minutes(5);

/// Tokens that GitHub gave to Apps.
#[derive(Clone, Debug, Default)]
pub struct Installations(Arc<Mutex<HashMap<Which, Issued>>>);

/// For whom a token is: the address, the App by its id and key, and the repository.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Which {
    api_url: String,
    app: i64,
    fingerprint: String,
    repository: String,
}

#[derive(Clone, Debug)]
struct Issued {
    token: Bearer,
    until: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Installation {
    id: i64,
}

#[derive(Deserialize)]
struct Token {
    token: String,
    expires_at: DateTime<Utc>,
}

impl Which {
    fn of(app: &App, (api_url, repository): (&str, &str)) -> Self {
        Self {
            api_url: api_url.to_owned(),
            app: app.id(),
            fingerprint: app.fingerprint(),
            repository: repository.to_owned(),
        }
    }
}

impl Installations {
    /// The token that a repository is called with: as it was entered, or one that GitHub gives to the App.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn token(
        &self,
        outgoing: &Outgoing,
        credential: &Credential,
        (api_url, repository): (&str, &str),
        now: DateTime<Utc>,
    ) -> Result<Bearer, Trouble> {
        let app = match credential {
            Credential::Token(token) => return Ok(token.clone()),
            Credential::App(app) => app,
        };
        let which = Which::of(app, (api_url, repository));
        if let Some(known) = self.known(&which, now) {
            return Ok(known);
        }
        let issued = issue(outgoing, app, (api_url, repository), now).await?;
        let token = issued.token.clone();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, issued| issued.until > now);
        all.insert(which, issued);
        Ok(token)
    }

    /// Uses the token of an App no more: GitHub refused it. False where there is no other to be had.
    pub fn forget(&self, credential: &Credential, place: (&str, &str)) -> bool {
        let Credential::App(app) = credential else {
            return false;
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&Which::of(app, place)).is_some()
    }

    fn known(&self, which: &Which, now: DateTime<Utc>) -> Option<Bearer> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let issued = all.get(which).filter(|issued| now + SPARE < issued.until)?;
        Some(issued.token.clone())
    }
}

/// Asks for a token of the App's installation on a repository.
async fn issue(
    outgoing: &Outgoing,
    app: &App,
    (api_url, repository): (&str, &str),
    now: DateTime<Utc>,
) -> Result<Issued, Trouble> {
    let id = app.id();
    let unsigned = || Trouble::Unheard("The App’s key could not sign.".to_owned());
    let signed = signed(app, now).ok_or_else(unsigned)?;
    let calling = Calling::new(outgoing, (CodeHost::GitHub, api_url, &signed), repository, now)?;
    let path = format!("/repos/{repository}/installation");
    let installation: Installation = calling.get(&path).await.map_err(|trouble| match trouble {
        Trouble::Missing => Trouble::Refused(format!(
            "The GitHub App {id} is not installed on {repository} (404). Install it there on GitHub, then try again."
        )),
        trouble => refused(trouble, id, repository),
    })?;
    let path = format!("/app/installations/{}/access_tokens", installation.id);
    let given = calling.call(&Method::POST, &path, Some(&json!({}))).await;
    let given = given.map_err(|trouble| match trouble {
        Trouble::Missing => Trouble::Refused(format!(
            "The GitHub App {id} is not installed on {repository} any more (404). Install it there on GitHub, then try again."
        )),
        trouble => refused(trouble, id, repository),
    })?;
    let given: Token = sound(&given)?;
    let token = Bearer::issued(given.token).ok_or_else(|| Trouble::Unheard("GitHub gave no token.".to_owned()))?;
    Ok(Issued {
        token,
        until: given.expires_at,
    })
}

/// What it means that the App itself is refused.
fn refused(trouble: Trouble, id: i64, repository: &str) -> Trouble {
    match trouble {
        Trouble::Unauthorized(_) => Trouble::Refused(format!(
            "GitHub does not take what the key of the GitHub App {id} signed (401): the key is not of this App or was deleted there, \
             or the clock of this server is wrong by more than a minute."
        )),
        Trouble::Refused(_) => Trouble::Refused(format!(
            "GitHub gives the GitHub App {id} no token for {repository} (403): its installation is suspended, or it is not let in."
        )),
        trouble => trouble,
    }
}

/// A JSON Web Token that says which App asks, signed by its key (RFC 7519, `RS256`).
fn signed(app: &App, now: DateTime<Utc>) -> Option<Bearer> {
    let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let head = part(json!({ "alg": "RS256", "typ": "JWT" }));
    let claims = part(json!({
        "iat": (now - BACK).timestamp(), "exp": (now + GOOD_FOR).timestamp(), "iss": app.id().to_string(),
    }));
    let said = format!("{head}.{claims}");
    let signature = URL_SAFE_NO_PAD.encode(app.sign(said.as_bytes())?);
    Bearer::issued(format!("{said}.{signature}"))
}
