//! The code host's interface for programs, as far as it is used: what is read and written of one repository with one token.

use chrono::{DateTime, TimeDelta, Utc};
use domain::gate::told::{CONTEXT, CommitStatus, StatusState};
use domain::outgoing::Address;
use http::{HeaderMap, Method, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::github::Bearer;

use crate::github::payload::Repository;
use crate::github::payload::history::{Activity, Commit, HistoryPayload, Occasion, Review};
use crate::github::payload::pull_request::PullRequest;
use crate::outgoing::{Answer, Error, Outgoing};

/// How many things the code host gives at once.
const PAGE: usize = 100;
/// The most pages that are read of anything.
const MOST_PAGES: usize = 100;
/// How long to wait where the code host says only that it was too much, and the longest it is taken at its word.
const PAUSE: (TimeDelta, TimeDelta) = (TimeDelta::seconds(60), TimeDelta::hours(2));

/// Why the code host did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It was too much; nothing is to be called before.
    Paused(DateTime<Utc>),
    /// It refuses the token or the repository.
    Refused(String),
    /// It never does this.
    Impossible(String),
    /// It did not answer, or not soundly: it may have done it.
    Unheard(String),
    /// There is no such thing.
    Missing,
}

/// One repository, called with one token.
pub struct Rest<'a> {
    outgoing: &'a Outgoing,
    api: Address,
    token: &'a Bearer,
    repository: &'a str,
    now: DateTime<Utc>,
}

/// A comment that is there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: i64,
    /// Its text.
    #[serde(default)]
    pub body: String,
    /// Who wrote it; nobody where the account is gone.
    pub user: Option<Account>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: i64,
}

#[derive(Deserialize)]
struct Combined {
    statuses: Vec<Status>,
}

#[derive(Deserialize)]
struct Status {
    context: String,
    state: String,
    description: Option<String>,
    target_url: Option<String>,
}

/// A pull request as a list of them has it.
#[derive(Clone, Debug, Deserialize)]
pub struct ListedPull {
    /// Its number.
    pub number: i32,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
}

/// A pull request as it was read, with its past.
pub struct ReadPull {
    /// As it is kept.
    pub body: Vec<u8>,
    /// What the token may not read of it, in a sentence.
    pub without: Option<&'static str>,
}

/// What a pull request says of the repository it is in.
#[derive(Deserialize)]
struct Whereabouts {
    base: Base,
}

#[derive(Deserialize)]
struct Base {
    repo: Repository,
}

/// The most pages of pushes that are read of one branch.
const MOST_PAGES_OF_PUSHES: usize = 10;
/// What is said where pushes may not be read.
const WITHOUT_PUSHES: &str = "The token may not read the pushes of the repository: they are inferred from what was reviewed, and \
     commits count by their author dates. The permission Contents: Read lets it.";

/// The word of a state.
fn word(state: StatusState) -> &'static str {
    match state {
        StatusState::Success => "success",
        StatusState::Failure => "failure",
        StatusState::Pending => "pending",
    }
}

impl<'a> Rest<'a> {
    /// That of a repository.
    ///
    /// # Errors
    /// [`Trouble::Refused`] when the address is none.
    pub fn new(
        outgoing: &'a Outgoing,
        (api_url, token): (&str, &'a Bearer),
        repository: &'a str,
        now: DateTime<Utc>,
    ) -> Result<Self, Trouble> {
        Ok(Self {
            outgoing,
            api: Address::read(api_url).map_err(|sentence| Trouble::Refused(sentence.to_owned()))?,
            token,
            repository,
            now,
        })
    }

    /// The account that the token is of.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn own_account(&self) -> Result<Account, Trouble> {
        self.get("/user").await
    }

    /// Whether a commit's newest status of ours is this one.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn has_status(&self, sha: &str, status: &CommitStatus) -> Result<bool, Trouble> {
        for page in 1..=MOST_PAGES {
            let path = self.path(&format!("commits/{sha}/status?per_page={PAGE}&page={page}"));
            let answer = self.call(&Method::GET, &path, None).await?;
            let there: Combined = sound(&answer)?;
            if let Some(ours) = there.statuses.iter().find(|status| status.context == CONTEXT) {
                return Ok(ours.state == word(status.state)
                    && ours.description.as_deref() == Some(&status.description)
                    && ours.target_url.as_deref() == Some(&status.url));
            }
            if !has_more(&answer.headers) {
                break;
            }
        }
        Ok(false)
    }

    /// Gives a commit a status.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn set_status(&self, sha: &str, status: &CommitStatus) -> Result<(), Trouble> {
        let body = json!({
            "state": word(status.state),
            "context": CONTEXT,
            "description": status.description,
            "target_url": status.url,
        });
        let path = self.path(&format!("statuses/{sha}"));
        self.call(&Method::POST, &path, Some(&body)).await.map(|_| ())
    }

    /// The comments of a pull request, oldest first.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn comments(&self, number: i32) -> Result<Vec<Comment>, Trouble> {
        self.all(&self.path(&format!("issues/{number}/comments"))).await
    }

    /// Writes a comment; its id.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn comment(&self, number: i32, body: &str) -> Result<i64, Trouble> {
        let path = self.path(&format!("issues/{number}/comments"));
        let answer = self.call(&Method::POST, &path, Some(&json!({ "body": body }))).await?;
        Ok(sound::<Comment>(&answer)?.id)
    }

    /// Writes a comment anew.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Missing`] when somebody deleted it.
    pub async fn edit_comment(&self, id: i64, body: &str) -> Result<(), Trouble> {
        let path = self.path(&format!("issues/comments/{id}"));
        let edited = self.call(&Method::PATCH, &path, Some(&json!({ "body": body }))).await;
        edited.map(|_| ())
    }

    /// Whether the repository is there for the token.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn is_there(&self) -> Result<bool, Trouble> {
        match self
            .call(&Method::GET, &format!("/repos/{}", self.repository), None)
            .await
        {
            Ok(_) => Ok(true),
            Err(Trouble::Missing) => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    /// A page of the pull requests, the one that changed last first, and whether there is another page.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn pulls(&self, page: i32) -> Result<(Vec<ListedPull>, bool), Trouble> {
        let path = format!("pulls?state=all&sort=updated&direction=desc&per_page={PAGE}&page={page}");
        let answer = self.call(&Method::GET, &self.path(&path), None).await?;
        Ok((sound(&answer)?, has_more(&answer.headers)))
    }

    /// A pull request with its past: its reviews, the times it went to draft or was closed, its commits, and the pushes of its
    /// branch where the token may read them.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Missing`] when there is none any more.
    pub async fn history(&self, number: i32) -> Result<ReadPull, Trouble> {
        let answer = self
            .call(&Method::GET, &self.path(&format!("pulls/{number}")), None)
            .await?;
        let pull_request: PullRequest = sound(&answer)?;
        let repository = sound::<Whereabouts>(&answer)?.base.repo;
        let reviews: Vec<Review> = self.all(&self.path(&format!("pulls/{number}/reviews"))).await?;
        let timeline: Vec<Occasion> = self.all(&self.path(&format!("issues/{number}/timeline"))).await?;
        let commits: Vec<Commit> = self.all(&self.path(&format!("pulls/{number}/commits"))).await?;
        let (pushes, without) = match pull_request.own_branch(&repository.full_name) {
            None => (None, None),
            Some(branch) => match self.pushes(branch).await {
                Ok(pushes) => (Some(pushes), None),
                Err(Trouble::Refused(_) | Trouble::Missing) => (None, Some(WITHOUT_PUSHES)),
                Err(trouble) => return Err(trouble),
            },
        };
        let payload = HistoryPayload {
            repository,
            pull_request,
            reviews,
            timeline: timeline.into_iter().filter(Occasion::counts).collect(),
            commits: commits.into_iter().map(Commit::shortened).collect(),
            pushes,
        };
        let body = serde_json::to_vec(&payload).map_err(|error| Trouble::Impossible(error.to_string()))?;
        Ok(ReadPull { body, without })
    }

    /// The pushes of a branch, the newest first. Their pages are named by a place in the list, not by a number.
    async fn pushes(&self, branch: &str) -> Result<Vec<Activity>, Trouble> {
        let name = format!("refs/heads/{branch}");
        let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
        let mut path = self.path(&format!("activity?per_page={PAGE}&ref={name}"));
        let mut all = Vec::new();
        for _ in 0..MOST_PAGES_OF_PUSHES {
            let answer = self.call(&Method::GET, &path, None).await?;
            all.extend(sound::<Vec<Activity>>(&answer)?);
            match next_path(&answer.headers, &self.api.to_string()) {
                Some(next) => path = next,
                None => break,
            }
        }
        Ok(all)
    }

    fn path(&self, path: &str) -> String {
        format!("/repos/{}/{path}", self.repository)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        sound(&self.call(&Method::GET, path, None).await?)
    }

    /// All pages of a list.
    async fn all<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Trouble> {
        let mut all = Vec::new();
        for page in 1..=MOST_PAGES {
            let path = format!("{path}?per_page={PAGE}&page={page}");
            let answer = self.call(&Method::GET, &path, None).await?;
            all.extend(sound::<Vec<T>>(&answer)?);
            if !has_more(&answer.headers) {
                break;
            }
        }
        Ok(all)
    }

    async fn call(&self, method: &Method, path: &str, body: Option<&Value>) -> Result<Answer, Trouble> {
        match self.outgoing.call(method, (&self.api, path), self.token, body).await {
            Ok(answer) if answer.status.is_success() => Ok(answer),
            Ok(answer) => Err(self.trouble(&answer)),
            Err(error @ (Error::NotAllowed(_) | Error::Private(_) | Error::Elsewhere(_))) => {
                Err(Trouble::Refused(error.to_string()))
            }
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
            StatusCode::UNAUTHORIZED => Trouble::Refused(
                "The code host refused the token (401): it has ended or was taken back. Enter another one.".to_owned(),
            ),
            StatusCode::FORBIDDEN => Trouble::Refused(format!(
                "The code host does not let the token do this in {repository} (403). It needs the permissions Commit statuses \
                 and Pull requests, both to read and write.",
            )),
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

/// What an answer says that has the form it should have.
fn sound<T: DeserializeOwned>(answer: &Answer) -> Result<T, Trouble> {
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

/// Whether there is another page.
fn has_more(headers: &HeaderMap) -> bool {
    let links = headers
        .get_all(header::LINK)
        .iter()
        .filter_map(|value| value.to_str().ok());
    links
        .flat_map(|links| links.split(','))
        .any(|link| link.contains("rel=\"next\""))
}

/// The message of an answer, shortened.
fn said(answer: &Answer) -> String {
    let message = serde_json::from_slice::<Value>(&answer.body)
        .ok()
        .and_then(|body| body.get("message")?.as_str().map(str::to_owned))
        .unwrap_or_default();
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
    let spent = number("x-ratelimit-remaining") == Some(0);
    let reset = number("x-ratelimit-reset")
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
    }
}
