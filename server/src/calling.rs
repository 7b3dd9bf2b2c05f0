//! Calls to the interface of a code host about one repository, with one token: lists by pages, and what an answer that is no
//! success means.

use chrono::{DateTime, TimeDelta, Utc};
use domain::github::CodeHost;
use domain::outgoing::Address;
use http::{HeaderMap, Method, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::github::Bearer;

use crate::outgoing::{Answer, Error, Outgoing};

/// How many things the code host gives at once.
pub(crate) const PAGE: usize = 100;
/// The most pages that are read of anything.
pub(crate) const MOST_PAGES: usize = 100;
/// How long to wait where the code host says only that it was too much, and the longest it is taken at its word.
const PAUSE: (TimeDelta, TimeDelta) = (TimeDelta::seconds(60), TimeDelta::hours(2));

/// Why the code host did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It was too much; nothing is to be called before.
    Paused(DateTime<Utc>),
    /// It refuses the token: another may be taken.
    Unauthorized(String),
    /// It refuses the token or the repository.
    Refused(String),
    /// It never does this.
    Impossible(String),
    /// It did not answer, or not soundly: it may have done it.
    Unheard(String),
    /// There is no such thing.
    Missing,
}

/// An account of a code host, or an App.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: i64,
}

/// A comment that is there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: i64,
    /// Its text.
    #[serde(default)]
    pub body: String,
    /// Who wrote it; nobody where the account is gone. GitHub calls them the user.
    #[serde(alias = "user")]
    pub author: Option<Account>,
    /// The GitHub App it was written by.
    performed_via_github_app: Option<Account>,
    /// The code host wrote it itself, as GitLab does.
    #[serde(default)]
    system: bool,
}

/// Who writes comments from here.
pub(crate) enum Writer {
    /// The account of the token.
    Account(Account),
    /// The GitHub App of this id, whose account nobody has to know.
    App(i64),
}

impl Writer {
    /// Whether they wrote a comment.
    pub(crate) fn wrote(&self, comment: &Comment) -> bool {
        match self {
            Self::Account(account) => comment.author.as_ref() == Some(account),
            Self::App(id) => comment
                .performed_via_github_app
                .as_ref()
                .is_some_and(|app| app.id == *id),
        }
    }
}

impl Comment {
    /// Whether a person or a program wrote it.
    pub(crate) fn is_written(&self) -> bool {
        !self.system
    }
}

/// A pull request as it was read, with its past.
pub struct ReadPull {
    /// As it is kept.
    pub body: Vec<u8>,
    /// What the token may not read of it, in a sentence.
    pub without: Option<&'static str>,
}

/// What was said of a commit, as it was read.
pub struct ReadCommit<T> {
    /// Each check, job or status of it.
    pub said: Vec<T>,
    /// What the token may not read of it, in a sentence.
    pub without: Option<&'static str>,
}

/// One repository, called with one token.
pub struct Calling<'a> {
    outgoing: &'a Outgoing,
    api: Address,
    host: CodeHost,
    token: &'a Bearer,
    repository: &'a str,
    now: DateTime<Utc>,
}

impl<'a> Calling<'a> {
    /// That of a repository on a code host.
    ///
    /// # Errors
    /// [`Trouble::Refused`] when the address is none.
    pub fn new(
        outgoing: &'a Outgoing,
        (host, api_url, token): (CodeHost, &str, &'a Bearer),
        repository: &'a str,
        now: DateTime<Utc>,
    ) -> Result<Self, Trouble> {
        Ok(Self {
            outgoing,
            api: Address::read(api_url).map_err(|sentence| Trouble::Refused(sentence.to_owned()))?,
            host,
            token,
            repository,
            now,
        })
    }

    /// The name of the repository on the code host.
    pub(crate) fn repository(&self) -> &'a str {
        self.repository
    }

    /// The path of the next page of a list whose pages are named by a place in it.
    pub(crate) fn next_path(&self, headers: &HeaderMap) -> Option<String> {
        next_path(headers, &self.api.to_string())
    }

    /// What a path answers.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        sound(&self.call(&Method::GET, path, None).await?)
    }

    /// All pages of a list. The path may have a question of its own.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub(crate) async fn all<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Trouble> {
        self.pages((path, PAGE), |page: Vec<T>| page).await
    }

    /// All pages of a list, so many things at once, that each answer holds beside other things: `of` takes it out.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub(crate) async fn pages<P: DeserializeOwned, T>(
        &self,
        (path, at_once): (&str, usize),
        of: impl Fn(P) -> Vec<T>,
    ) -> Result<Vec<T>, Trouble> {
        let mut all = Vec::new();
        for page in 1..=MOST_PAGES {
            let and = if path.contains('?') { '&' } else { '?' };
            let path = format!("{path}{and}per_page={at_once}&page={page}");
            let answer = self.call(&Method::GET, &path, None).await?;
            all.extend(of(sound::<P>(&answer)?));
            if !has_more(&answer.headers) {
                break;
            }
        }
        Ok(all)
    }

    /// Calls a path; an answer that is no success is trouble.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub(crate) async fn call(&self, method: &Method, path: &str, body: Option<&Value>) -> Result<Answer, Trouble> {
        match self
            .outgoing
            .call(method, (&self.api, path), (self.host, self.token), body)
            .await
        {
            Ok(answer) if answer.status.is_success() => Ok(answer),
            Ok(answer) => Err(self.trouble(&answer)),
            Err(error @ (Error::NotAllowed(_) | Error::Private(_) | Error::Elsewhere(_))) => {
                Err(Trouble::Refused(error.to_string()))
            }
            // Asked again it is as large.
            Err(error @ Error::TooLarge(_)) => Err(Trouble::Impossible(format!("{error}."))),
            Err(error) => Err(Trouble::Unheard(format!("{error}."))),
        }
    }

    /// What an answer that is no success means.
    fn trouble(&self, answer: &Answer) -> Trouble {
        let Self { repository, .. } = self;
        let status = answer.status.as_u16();
        if let Some(until) = asked_to_wait(answer, self.now) {
            return Trouble::Paused(until);
        }
        match answer.status {
            StatusCode::UNAUTHORIZED => Trouble::Unauthorized(
                "The code host refused the token (401): it has ended or was taken back. Enter another one.".to_owned(),
            ),
            // Whoever locks one conversation says nothing of the others, nor of the token.
            StatusCode::FORBIDDEN if is_of_one_conversation(&said(answer)) => {
                Trouble::Impossible(format!("The code host does not take it ({status}): {}", said(answer)))
            }
            StatusCode::FORBIDDEN if said(answer).contains("archived") => {
                Trouble::Refused(format!("Nothing can be written in {repository} (403): it is archived."))
            }
            StatusCode::FORBIDDEN => Trouble::Refused(format!(
                "The code host does not let the token do this in {repository} (403). {}",
                needs(self.host)
            )),
            // GitLab says of what there is none: where it is not the repository, the token is not to blame.
            StatusCode::NOT_FOUND if self.host == CodeHost::GitLab && names_a_commit(&said(answer)) => {
                Trouble::Impossible(format!("The code host does not take it ({status}): {}", said(answer)))
            }
            StatusCode::NOT_FOUND => Trouble::Missing,
            StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT => {
                Trouble::Unheard(format!("The code host answered with {status}."))
            }
            code if code.is_client_error() => {
                Trouble::Impossible(format!("The code host does not take it ({status}): {}", said(answer)))
            }
            _ => Trouble::Unheard(format!("The code host answered with {status}.")),
        }
    }
}

/// What a token needs to be allowed what it is used for.
fn needs(host: CodeHost) -> &'static str {
    match host {
        CodeHost::GitHub => "It needs the permissions Commit statuses and Pull requests, both to read and write.",
        CodeHost::GitLab => "It needs the scope api, and its account the role Developer in the project.",
    }
}

/// Whether GitHub says that one conversation is closed to comments: "Unable to create comment because issue is locked."
fn is_of_one_conversation(message: &str) -> bool {
    message.to_lowercase().contains("is locked")
}

/// Whether GitLab says that it does not know a commit, or no branch of the project that has it.
fn names_a_commit(message: &str) -> bool {
    message.contains("Commit Not Found") || message.contains("References for commit")
}

/// What is to be read again, since it changed while it was read.
pub(crate) fn meanwhile() -> Trouble {
    Trouble::Unheard("It changed while it was read.".to_owned())
}

/// What an answer says that has the form it should have.
pub(crate) fn sound<T: DeserializeOwned>(answer: &Answer) -> Result<T, Trouble> {
    serde_json::from_slice(&answer.body)
        .map_err(|_| Trouble::Unheard("The code host’s answer does not have the form it should have.".to_owned()))
}

/// The path of the next page, where the code host says it and it is one of the same interface.
fn next_path(headers: &HeaderMap, api: &str) -> Option<String> {
    let links = headers
        .get_all(header::LINK)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let next = links
        .flat_map(|links| links.split(','))
        .find(|link| link.contains("rel=\"next\""))?;
    let address = next.split_once('<')?.1.split_once('>')?.0;
    let path = address.strip_prefix(api.trim_end_matches('/'))?;
    path.starts_with('/').then(|| path.to_owned())
}

/// Whether there is another page: by its link, or by its number, which GitLab gives where a proxy has dropped the link.
pub(crate) fn has_more(headers: &HeaderMap) -> bool {
    let number = headers.get("x-next-page").and_then(|value| value.to_str().ok());
    if number.is_some_and(|number| number.trim().parse::<u32>().is_ok()) {
        return true;
    }
    let links = headers
        .get_all(header::LINK)
        .iter()
        .filter_map(|value| value.to_str().ok());
    links
        .flat_map(|links| links.split(','))
        .any(|link| link.contains("rel=\"next\""))
}

/// The message of an answer, shortened.
pub(crate) fn said(answer: &Answer) -> String {
    let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
    // GitLab names the error, or the fields that are wrong.
    let message = match body.get("message").or_else(|| body.get("error")) {
        None => String::new(),
        Some(Value::String(message)) => message.clone(),
        Some(message) => message.to_string(),
    };
    message.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Until when the code host asks to wait, where it says that it was too much: for a time, by its own clock, or without saying
/// how long.
fn asked_to_wait(answer: &Answer, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let is_refusal = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS);
    let number = |name: &str| answer.headers.get(name)?.to_str().ok()?.trim().parse::<i64>().ok();
    let (usual, longest) = PAUSE;
    let after = number("retry-after")
        .and_then(TimeDelta::try_seconds)
        .map(|pause| now + pause);
    // GitLab has the same without the x.
    let either = |name: &str| number(&format!("x-{name}")).or_else(|| number(name));
    let spent = either("ratelimit-remaining") == Some(0);
    let reset = either("ratelimit-reset")
        .filter(|_| spent)
        .and_then(|at| DateTime::from_timestamp(at, 0));
    let is_said = answer.status == StatusCode::TOO_MANY_REQUESTS || said(answer).to_lowercase().contains("rate limit");
    let until = after.or(reset).or((spent || is_said).then(|| now + usual));
    // A server that is not well may ask for the same.
    let counts = is_refusal || (answer.status == StatusCode::SERVICE_UNAVAILABLE && after.is_some());
    until
        .filter(|_| counts)
        .map(|until| until.clamp(now + TimeDelta::seconds(1), now + longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-03-02T08:00:00Z".parse().expect("a time")
    }

    fn answer(status: u16, headers: &[(&'static str, &str)], body: &'static str) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                let name = http::HeaderName::from_static(name);
                (name, value.parse().expect("a value"))
            })
            .collect();
        Answer {
            status: StatusCode::from_u16(status).expect("a status"),
            headers,
            body: body.into(),
        }
    }

    #[test]
    fn it_waits_as_long_as_it_is_asked_to() {
        let in_seconds = |status, headers: &[_], body| {
            asked_to_wait(&answer(status, headers, body), now()).map(|until| (until - now()).num_seconds())
        };
        // 2026-03-02T08:10:00Z.
        let reset = ("x-ratelimit-reset", "1772439000");
        let spent = ("x-ratelimit-remaining", "0");
        assert_eq!(in_seconds(403, &[spent, reset], ""), Some(600));
        assert_eq!(in_seconds(429, &[("retry-after", "30"), spent, reset], ""), Some(30));
        assert_eq!(in_seconds(429, &[], ""), Some(60));
        let of_gitlab = [("ratelimit-remaining", "0"), ("ratelimit-reset", "1772439000")];
        assert_eq!(in_seconds(429, &of_gitlab, "Retry later"), Some(600));
        assert_eq!(
            in_seconds(403, &[], r#"{"message":"You have exceeded a secondary rate limit."}"#),
            Some(60)
        );
        assert_eq!(in_seconds(403, &[("x-ratelimit-remaining", "12"), reset], "{}"), None);
        assert_eq!(
            in_seconds(
                403,
                &[],
                r#"{"message":"Resource not accessible by personal access token"}"#
            ),
            None
        );
        assert_eq!(in_seconds(503, &[("retry-after", "5")], ""), Some(5));
        assert_eq!(in_seconds(502, &[spent, reset], ""), None);
        // It is not taken at its word for ever, nor for the past.
        assert_eq!(in_seconds(429, &[("retry-after", "99999999")], ""), Some(7200));
        assert_eq!(in_seconds(429, &[("retry-after", "9223372036854775807")], ""), Some(60));
        assert_eq!(in_seconds(403, &[spent, ("x-ratelimit-reset", "1000")], ""), Some(1));
    }

    #[test]
    fn the_next_page_is_one_of_the_same_interface() {
        let next = |link: &str| {
            let link = format!(r#"<{link}>; rel="next""#);
            next_path(&answer(200, &[("link", &link)], "").headers, "https://api.github.com")
        };
        assert_eq!(
            next("https://api.github.com/repositories/1/activity?after=Y3Vyc29y").as_deref(),
            Some("/repositories/1/activity?after=Y3Vyc29y")
        );
        assert_eq!(next("https://api.github.com.example/repositories/1"), None);
        assert_eq!(next("https://elsewhere.example/repositories/1"), None);
        assert_eq!(next_path(&answer(200, &[], "").headers, "https://api.github.com"), None);
    }

    #[test]
    fn a_list_goes_on_while_it_says_so() {
        let link = r#"<https://api.github.com/x?page=1>; rel="prev", <https://api.github.com/x?page=3>; rel="next""#;
        assert!(has_more(&answer(200, &[("link", link)], "").headers));
        assert!(!has_more(
            &answer(
                200,
                &[("link", r#"<https://api.github.com/x?page=1>; rel="first""#)],
                ""
            )
            .headers
        ));
        assert!(!has_more(&answer(200, &[], "").headers));
        assert!(has_more(&answer(200, &[("x-next-page", "2")], "").headers));
        assert!(!has_more(&answer(200, &[("x-next-page", "")], "").headers));
    }
}
