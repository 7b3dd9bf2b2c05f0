//! Reads again what deliveries did not tell: each hour, after a gap, and when somebody asks, all pull requests that changed since
//! the last complete reading, through the code host's interface with the token of their connection; and, as soon as a newest
//! commit is known, which files a pull request of the pilot's features changes there. What is read becomes a delivery, which the worker records. Any number of instances may do it; a connection is read by one of them at a time, and
//! after a stop it goes on where it was.

use std::time::{Duration, Instant};

use app::clock::Clock;
use chrono::{DateTime, Utc};
use domain::github::CodeHost;
use domain::zone::Boundary;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use store::PgPool;
use store::github::{Bearer, Credential, GITLAB_RESULT, RESULT};
use store::reconciliation::{Commit, Listed, Next, ReadFiles, Reading, Waiting, claim};
use store::secret::Key;
use tokio_util::sync::CancellationToken;

use crate::calling::{ReadPull, Trouble};
use crate::files::FilesPayload;
use crate::github::installation::Installations;
use crate::github::payload::check::ResultPayload as GitHubResult;
use crate::github::payload::{Heard, Repository, read};
use crate::github::rest as github;
use crate::gitlab::payload::ResultPayload as GitLabResult;
use crate::gitlab::rest as gitlab;
use crate::outgoing::Outgoing;
use crate::parts::Pulse;
use crate::telling::{again, jitter, unreadable};

/// How often it is looked for what is due.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long a connection is read before it is looked for others that are due.
const AT_A_STRETCH: Duration = Duration::from_secs(20);

/// Why a pull request is left out that is not there.
const GONE: &str = "The code host does not find it any more (404).";

/// What reading again needs.
#[derive(Clone)]
pub struct Reconciling {
    /// The database.
    pub pool: PgPool,
    /// What time it is.
    pub clock: Clock,
    /// What opens tokens.
    pub key: Key,
    /// The way out.
    pub outgoing: Outgoing,
    /// The tokens of GitHub Apps.
    pub installations: Installations,
}

impl Reconciling {
    /// Reads until `stop`.
    pub async fn run(self, stop: CancellationToken, pulse: Pulse) {
        loop {
            match self.read_all(&stop).await {
                Ok(()) => pulse.well(),
                Err(error) => {
                    tracing::warn!(%error, "what is to be read again could not be kept");
                    pulse.unwell("cannot reach the database");
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn read_all(&self, stop: &CancellationToken) -> store::Result<()> {
        while !stop.is_cancelled() && self.read_one(stop).await? {}
        Ok(())
    }

    /// Reads a connection that is due, as far as it can be read now, or for a while: another may have files to be read. False when
    /// there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read_one(&self, stop: &CancellationToken) -> store::Result<bool> {
        let Some(mut reading) = claim(&self.pool, &self.key, self.clock.now()).await? else {
            return Ok(false);
        };
        let begun = Instant::now();
        while !stop.is_cancelled() && begun.elapsed() < AT_A_STRETCH && self.step(&mut reading).await? {}
        Ok(true)
    }

    /// Takes the next step of a reading; false when there is none that can be taken now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn step(&self, reading: &mut Reading) -> store::Result<bool> {
        let now = self.clock.now();
        let Some(next) = reading.next(now).await? else {
            return Ok(false);
        };
        let zones = match &next {
            Next::Files(_) => match reading.boundaries().await {
                Ok(zones) => zones,
                // One pilot whose zone cannot be read holds up no other.
                Err(error) => {
                    tracing::error!(%error, repository = reading.repository, "the zone cannot be read");
                    let until = again(reading.attempts(&next), now);
                    let why = "The zone that they are judged by cannot be read.";
                    reading.unheard(&next, why, until, now).await?;
                    return Ok(true);
                }
            },
            _ => Vec::new(),
        };
        let trouble = match self.call(reading, (&next, &zones)).await {
            Ok(Read::Page(pulls, next_page)) => {
                reading.listed(&pulls, next_page).await?;
                return Ok(true);
            }
            Ok(Read::Pull(number_and_change, body, without)) => {
                let digest = digest(&body);
                reading
                    .read(number_and_change, (&digest, &body), without, self.clock.now())
                    .await?;
                return Ok(true);
            }
            Ok(Read::Commit(commit, bodies, without)) => {
                let results: Vec<(String, Vec<u8>)> = bodies.into_iter().map(|body| (digest(&body), body)).collect();
                reading.said(&commit, &results, without, self.clock.now()).await?;
                return Ok(true);
            }
            Ok(Read::Files(waiting, (head, base_branch), body, without)) => {
                let read = ReadFiles {
                    head: &head,
                    base_branch: &base_branch,
                    digest: &digest(&body),
                    body: &body,
                    without,
                };
                let now = self.clock.now();
                let again = again(reading.attempts(&next), now);
                reading.files(&waiting, Ok(read), (again, now)).await?;
                return Ok(true);
            }
            Err(trouble) => trouble,
        };
        tracing::info!(repository = reading.repository, ?next, ?trouble, "could not read again");
        let now = self.clock.now();
        match (trouble, next) {
            (Trouble::Paused(until), _) => reading.pause(until + jitter(30)).await?,
            (Trouble::Missing, Next::Files(waiting)) => reading.files(&waiting, Err(GONE), (now, now)).await?,
            (Trouble::Impossible(why), Next::Files(waiting)) => reading.files(&waiting, Err(&why), (now, now)).await?,
            (Trouble::Missing, Next::Pull { number, changed_at }) => {
                reading.leave_out((number, changed_at), GONE, now).await?;
            }
            (Trouble::Missing, Next::Page(_)) => {
                let why = format!(
                    "The code host does not find {} with this token (404). Give the token access to the repository.",
                    reading.repository
                );
                reading.stop(&why, now).await?;
            }
            // It is gone: nothing was said of it that can be read.
            (Trouble::Missing | Trouble::Impossible(_), Next::Commit(commit)) => {
                reading.said(&commit, &[], None, now).await?;
            }
            (Trouble::Refused(why) | Trouble::Unauthorized(why), _) => reading.stop(&why, now).await?,
            (Trouble::Impossible(why), Next::Pull { number, changed_at }) => {
                reading.leave_out((number, changed_at), &why, now).await?;
            }
            (Trouble::Impossible(why) | Trouble::Unheard(why), next) => {
                let until = again(reading.attempts(&next), now);
                reading.unheard(&next, &why, until, now).await?;
            }
        }
        Ok(true)
    }

    /// Where GitHub refuses the token of an App, once more with another.
    async fn call(&self, reading: &Reading, next: (&Next, &[Boundary])) -> Result<Read, Trouble> {
        let credential = reading.credential.as_ref().ok_or_else(unreadable)?;
        let place = (reading.api_url.as_str(), reading.repository.as_str());
        match self.call_once(reading, credential, next).await {
            Err(Trouble::Unauthorized(_)) if self.installations.forget(credential, place) => {
                self.call_once(reading, credential, next).await
            }
            called => called,
        }
    }

    async fn call_once(
        &self,
        reading: &Reading,
        credential: &Credential,
        (next, zones): (&Next, &[Boundary]),
    ) -> Result<Read, Trouble> {
        let (now, place) = (
            self.clock.now(),
            (reading.api_url.as_str(), reading.repository.as_str()),
        );
        let token = self.installations.token(&self.outgoing, credential, place, now).await?;
        let rest = Rest::new(&self.outgoing, reading, &token, now)?;
        match next {
            &Next::Page(page) => {
                let (listed, has_more) = rest.listed(reading.since, page).await?;
                let oldest = listed.last().map(|pull| pull.changed_at);
                let goes_on = has_more && oldest.is_some_and(|oldest| oldest >= reading.since);
                let counts = |pull: &Listed| pull.changed_at >= reading.since && pull.number > 0;
                let pulls = listed.into_iter().filter(counts).collect();
                Ok(Read::Page(pulls, goes_on.then(|| page.saturating_add(1))))
            }
            &Next::Pull { number, changed_at } => {
                let read = rest.history(number).await?;
                Ok(Read::Pull((number, changed_at), read.body, read.without))
            }
            Next::Files(waiting) => {
                let (read, without) = rest.files(waiting.number, zones).await?;
                let payload = FilesPayload {
                    repository: reading.repository.clone(),
                    repository_id: reading.repository_id,
                    number: waiting.number,
                    read,
                };
                let body = kept(&payload)?;
                let of = (payload.read.head, payload.read.base_branch);
                Ok(Read::Files(waiting.clone(), of, body, without))
            }
            Next::Commit(commit) => {
                let (bodies, without) = rest.results(reading, &commit.sha).await?;
                Ok(Read::Commit(commit.clone(), bodies, without))
            }
        }
    }
}

/// The interface of the code host that is read.
enum Rest<'a> {
    GitHub(github::Rest<'a>),
    GitLab(gitlab::Rest<'a>),
}

impl<'a> Rest<'a> {
    fn new(
        outgoing: &'a Outgoing,
        reading: &'a Reading,
        token: &'a Bearer,
        now: DateTime<Utc>,
    ) -> Result<Self, Trouble> {
        let with = (reading.api_url.as_str(), token);
        match reading.host {
            CodeHost::GitHub => github::Rest::new(outgoing, with, &reading.repository, now).map(Self::GitHub),
            CodeHost::GitLab => gitlab::Rest::new(outgoing, with, &reading.repository, now).map(Self::GitLab),
        }
    }

    /// Which files a pull request changes, and what of them the token may not read.
    async fn files(
        &self,
        number: i32,
        zones: &[Boundary],
    ) -> Result<(crate::files::ReadFiles, Option<&'static str>), Trouble> {
        match self {
            Self::GitHub(rest) => rest.files(number, zones).await,
            Self::GitLab(rest) => rest.files(number, zones).await,
        }
    }

    /// A page of the list, the one that changed last first, and whether there is another; GitLab leaves out what did not change
    /// since.
    async fn listed(&self, since: DateTime<Utc>, page: i32) -> Result<(Vec<Listed>, bool), Trouble> {
        let listed = |number, changed_at| Listed { number, changed_at };
        match self {
            Self::GitHub(rest) => {
                let (pulls, more) = rest.pulls(page).await?;
                let pulls = pulls.into_iter().map(|pull| listed(pull.number, pull.updated_at));
                Ok((pulls.collect(), more))
            }
            Self::GitLab(rest) => {
                let (pulls, more) = rest.merge_requests(since, page).await?;
                let pulls = pulls.into_iter().map(|pull| listed(pull.iid, pull.updated_at));
                Ok((pulls.collect(), more))
            }
        }
    }

    /// Each result of the skill file at a commit, as it is kept, and what the token may not read of it. What else is said of the
    /// commit, by checks of others and by our own status, is not kept.
    async fn results(&self, reading: &Reading, sha: &str) -> Result<(Vec<Vec<u8>>, Option<&'static str>), Trouble> {
        let (name, id) = (reading.repository.as_str(), reading.repository_id);
        Ok(match self {
            Self::GitHub(rest) => {
                let read = rest.said(sha).await?;
                let kept = read.said.into_iter().map(|said| GitHubResult {
                    repository: Repository::named(name, id),
                    commit: sha.to_owned(),
                    said,
                });
                (results(RESULT, kept)?, read.without)
            }
            Self::GitLab(rest) => {
                let read = rest.said(sha).await?;
                let kept = read.said.into_iter().map(|said| GitLabResult {
                    project: name.to_owned(),
                    project_id: id,
                    commit: sha.to_owned(),
                    said,
                });
                (results(GITLAB_RESULT, kept)?, read.without)
            }
        })
    }

    async fn history(&self, number: i32) -> Result<ReadPull, Trouble> {
        match self {
            Self::GitHub(rest) => rest.history(number).await,
            Self::GitLab(rest) => rest.history(number).await,
        }
    }
}

/// Those that are results, as they are kept: what the worker will record.
fn results(event: &str, said: impl Iterator<Item = impl Serialize>) -> Result<Vec<Vec<u8>>, Trouble> {
    let mut kept = Vec::new();
    for said in said {
        let body = self::kept(&said)?;
        if matches!(read(event, &body), Ok(Heard::Event(_))) {
            kept.push(body);
        }
    }
    Ok(kept)
}

/// As something is kept.
fn kept(read: &impl Serialize) -> Result<Vec<u8>, Trouble> {
    serde_json::to_vec(read).map_err(|error| Trouble::Impossible(error.to_string()))
}

/// By what is kept is known again, in 32 digits.
fn digest(body: &[u8]) -> String {
    let mut digits = hex::encode(Sha256::digest(body));
    digits.truncate(32);
    digits
}

/// What a step read.
enum Read {
    /// Pull requests of the list, and which page comes next.
    Page(Vec<Listed>, Option<i32>),
    /// A pull request by number and change, as it is kept, and what the token may not read of it.
    Pull((i32, DateTime<Utc>), Vec<u8>, Option<&'static str>),
    /// Which files a pull request changes at its newest commit and for the branch it goes into, as it is kept, and what the token
    /// may not read of them.
    Files(Waiting, (String, String), Vec<u8>, Option<&'static str>),
    /// The results of the skill file at a commit, as they are kept, and what the token may not read of it.
    Commit(Commit, Vec<Vec<u8>>, Option<&'static str>),
}
