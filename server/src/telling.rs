//! Tells the code host what became of pull requests: works out what is wanted whenever a pilot has news, and sends what differs
//! from what was sent. Any number of instances may do it; each status and comment is held by one of them at a time, and none is
//! written a second time because nobody knows whether the first arrived.

use std::time::Duration;

use app::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use domain::gate::told::{CommitStatus, PullComment};
use domain::github::CodeHost;
use domain::ids::PullRequestId;
use store::PgPool;
use store::github::{Bearer, Credential};
use store::secret::Key;
use store::told::{Claimed, Content, Looked, Outcome, Target, Written, claim, want_all};
use tokio_util::sync::CancellationToken;

use crate::calling::{Comment, Trouble, Writer};
use crate::github::installation::Installations;
use crate::github::rest as github;
use crate::gitlab::rest as gitlab;
use crate::outgoing::Outgoing;
use crate::parts::Pulse;

/// How often it is looked for news.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Time for one status or comment, with all its calls. It is less than another waits before it looks what became of it.
const TELL_WITHIN: Duration = Duration::from_secs(60);
/// The pause after the first attempt of which nothing was heard, in seconds; it doubles with each.
const FIRST_PAUSE: i64 = 5;
/// The longest pause, in seconds.
const LONGEST_PAUSE: i64 = 3600;

/// What telling needs.
#[derive(Clone)]
pub struct Telling {
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
    /// How people reach the application: pages are linked from statuses and comments.
    pub base_url: std::sync::Arc<str>,
}

impl Telling {
    /// Tells until `stop`.
    pub async fn run(self, stop: CancellationToken, pulse: Pulse) {
        let mut looked = Looked::default();
        loop {
            match self.tell_all(&mut looked, &stop).await {
                Ok(()) => pulse.well(),
                Err(error) => {
                    tracing::warn!(%error, "what the code host is to be told could not be read");
                    pulse.unwell("cannot reach the database");
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn tell_all(&self, looked: &mut Looked, stop: &CancellationToken) -> store::Result<()> {
        self.want(looked).await?;
        while !stop.is_cancelled() && self.tell_one().await? {}
        Ok(())
    }

    /// Works out what is wanted where there is news.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn want(&self, looked: &mut Looked) -> store::Result<()> {
        let page = |slug: &str, pull: PullRequestId| format!("{}/p/{slug}/pull-requests/{pull}", self.base_url);
        want_all(&self.pool, looked, page, self.clock.now()).await
    }

    /// Sends one thing that waits; false when there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell_one(&self) -> store::Result<bool> {
        let Some(claimed) = claim(&self.pool, &self.key, self.clock.now()).await? else {
            return Ok(false);
        };
        let outcome = self.send(&claimed).await;
        let told = &claimed.target;
        tracing::info!(
            repository = told.repository,
            number = told.number,
            ?outcome,
            "told the code host"
        );
        claimed.finish(&outcome, self.clock.now()).await?;
        Ok(true)
    }

    /// Sends it, unless it is there already.
    pub async fn send(&self, claimed: &Claimed) -> Outcome {
        let now = self.clock.now();
        let told = tokio::time::timeout(TELL_WITHIN, self.calls(claimed, now)).await;
        let unheard = |why| Outcome::Unheard {
            why,
            again: again(claimed.attempts(), now),
        };
        match told {
            Ok(Ok(remote)) => Outcome::Sent(remote),
            Ok(Err(Trouble::Paused(until))) => Outcome::Paused(until + jitter(30)),
            Ok(Err(Trouble::Refused(why) | Trouble::Unauthorized(why))) => Outcome::Refused(why),
            Ok(Err(Trouble::Impossible(why))) => Outcome::Impossible(why),
            Ok(Err(Trouble::Unheard(why))) => unheard(why),
            Ok(Err(Trouble::Missing)) => Outcome::Refused(format!(
                "The code host does not find {} with this token (404). Give the token access to the repository.",
                claimed.target.repository
            )),
            Err(_) => unheard("The code host took more than a minute.".to_owned()),
        }
    }

    /// The calls it takes; the comment. Where GitHub refuses the token of an App, once more with another.
    async fn calls(&self, claimed: &Claimed, now: DateTime<Utc>) -> Result<Option<Written>, Trouble> {
        let target = &claimed.target;
        let credential = target.credential.as_ref().ok_or_else(unreadable)?;
        let place = (target.api_url.as_str(), target.repository.as_str());
        match self.calls_once(claimed, credential, now).await {
            Err(Trouble::Unauthorized(_)) if self.installations.forget(credential, place) => {
                self.calls_once(claimed, credential, now).await
            }
            called => called,
        }
    }

    async fn calls_once(
        &self,
        claimed: &Claimed,
        credential: &Credential,
        now: DateTime<Utc>,
    ) -> Result<Option<Written>, Trouble> {
        let target = &claimed.target;
        let place = (target.api_url.as_str(), target.repository.as_str());
        let token = self.installations.token(&self.outgoing, credential, place, now).await?;
        let rest = Rest::new(&self.outgoing, target, (credential.app(), &token), now)?;
        match &claimed.content {
            Content::Status { sha, status } => {
                if !(claimed.uncertain && rest.has_status(sha, status).await?) {
                    rest.set_status(sha, status).await?;
                }
                Ok(None)
            }
            Content::Comment { comment, remote } => write(&rest, target.number, comment, *remote).await,
        }
    }
}

/// What it means that this instance cannot read what a connection is called with.
pub(crate) fn unreadable() -> Trouble {
    let why = "The token or private key cannot be read with the key file of this installation. Enter it again.";
    Trouble::Refused(why.to_owned())
}

/// The interface of the code host that something goes to.
enum Rest<'a> {
    /// As the App of this id, where it is one.
    GitHub(github::Rest<'a>, Option<i64>),
    GitLab(gitlab::Rest<'a>),
}

impl<'a> Rest<'a> {
    fn new(
        outgoing: &'a Outgoing,
        target: &'a Target,
        (app, token): (Option<i64>, &'a Bearer),
        now: DateTime<Utc>,
    ) -> Result<Self, Trouble> {
        let with = (target.api_url.as_str(), token);
        match target.host {
            CodeHost::GitHub => {
                github::Rest::new(outgoing, with, &target.repository, now).map(|rest| Self::GitHub(rest, app))
            }
            CodeHost::GitLab => gitlab::Rest::new(outgoing, with, &target.repository, now).map(Self::GitLab),
        }
    }

    async fn has_status(&self, sha: &str, status: &CommitStatus) -> Result<bool, Trouble> {
        match self {
            Self::GitHub(rest, _) => rest.has_status(sha, status).await,
            Self::GitLab(rest) => rest.has_status(sha, status).await,
        }
    }

    async fn set_status(&self, sha: &str, status: &CommitStatus) -> Result<(), Trouble> {
        match self {
            Self::GitHub(rest, _) => rest.set_status(sha, status).await,
            Self::GitLab(rest) => rest.set_status(sha, status).await,
        }
    }

    async fn comment(&self, number: i32, body: &str) -> Result<i64, Trouble> {
        match self {
            Self::GitHub(rest, _) => rest.comment(number, body).await,
            Self::GitLab(rest) => rest.note(number, body).await,
        }
    }

    async fn edit_comment(&self, (number, id): (i32, i64), body: &str) -> Result<(), Trouble> {
        match self {
            Self::GitHub(rest, _) => rest.edit_comment(id, body).await,
            Self::GitLab(rest) => rest.edit_note(number, id, body).await,
        }
    }

    /// Where a comment stands on the page of its pull request.
    fn anchor(&self, id: i64) -> String {
        match self {
            Self::GitHub(..) => format!("#issuecomment-{id}"),
            Self::GitLab(_) => format!("#note_{id}"),
        }
    }

    async fn is_there(&self) -> Result<bool, Trouble> {
        match self {
            Self::GitHub(rest, _) => rest.is_there().await,
            Self::GitLab(rest) => rest.is_there().await,
        }
    }

    async fn has_comment(&self, number: i32, id: i64) -> Result<bool, Trouble> {
        let all = match self {
            Self::GitHub(rest, _) => rest.comments(number).await?,
            Self::GitLab(rest) => rest.notes(number).await?,
        };
        Ok(all.iter().any(|comment| comment.id == id))
    }

    /// The comment with our mark, by the account of the token or the App: anybody else can write the mark, too.
    async fn own_comment(&self, number: i32, mark: &str) -> Result<Option<Comment>, Trouble> {
        let (own, all) = match self {
            Self::GitHub(rest, Some(app)) => (Writer::App(*app), rest.comments(number).await?),
            Self::GitHub(rest, None) => (Writer::Account(rest.own_account().await?), rest.comments(number).await?),
            Self::GitLab(rest) => (Writer::Account(rest.own_account().await?), rest.notes(number).await?),
        };
        let is_ours = |there: &Comment| own.wrote(there) && there.body.starts_with(mark);
        Ok(all.into_iter().find(is_ours))
    }
}

/// Writes the comment over the one that is there; where there is none it writes one that asks, and none that does not. One that
/// another account wrote, with a token or an App of before, may be refused to this one: it stays, and one of this account takes
/// its place, whether it asks or not.
async fn write(
    rest: &Rest<'_>,
    number: i32,
    comment: &PullComment,
    there: Option<Written>,
) -> Result<Option<Written>, Trouble> {
    let text = |former: Option<i64>| comment.text(former.map(|id| rest.anchor(id)).as_deref());
    let (mut former, mut refused) = (None, None);
    if let Some(written) = there {
        refused = match rest.edit_comment((number, written.id), &text(written.former)).await {
            Ok(()) => return Ok(Some(written)),
            Err(Trouble::Missing) if !rest.is_there().await? => return Err(Trouble::Missing),
            // Somebody deleted it, and it is not written again for the same.
            Err(Trouble::Missing) if !rest.has_comment(number, written.id).await? => return Ok(None),
            Err(Trouble::Missing) => Some("The code host does not find its comment (404).".to_owned()),
            Err(Trouble::Refused(why)) => Some(why),
            Err(trouble) => return Err(trouble),
        };
        former = Some(written.id);
    }
    let body = text(former);
    // It may be there all the same: an answer was lost, or the database is one from before.
    let mark = body.lines().next().unwrap_or_default();
    let own = rest.own_comment(number, mark).await?;
    match (own, refused) {
        // It is this account's, so this account may not write at all.
        (Some(own), Some(why)) if Some(own.id) == former => Err(Trouble::Refused(why)),
        (Some(own), _) => {
            if own.body.trim() != body.trim() {
                rest.edit_comment((number, own.id), &body).await?;
            }
            Ok(Some(Written { id: own.id, former }))
        }
        (None, refused) if comment.asks || refused.is_some() => {
            let id = rest.comment(number, &body).await?;
            Ok(Some(Written { id, former }))
        }
        (None, _) => Ok(None),
    }
}

/// When to try again after so many attempts of which nothing was heard.
pub(crate) fn again(attempts: i32, now: DateTime<Utc>) -> DateTime<Utc> {
    let doubled = u32::try_from(attempts - 1)
        .ok()
        .and_then(|n| FIRST_PAUSE.checked_shl(n.min(20)));
    let pause = doubled.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
    now + TimeDelta::seconds(pause) + jitter(pause / 4 + 1)
}

/// Up to so many seconds, so that not all call again at once.
pub(crate) fn jitter(seconds: i64) -> TimeDelta {
    let mut random = [0; 4];
    // Without randomness nothing is spread, and nothing is wrong.
    let _ = getrandom::fill(&mut random);
    TimeDelta::milliseconds(i64::from(u32::from_le_bytes(random)) % (seconds * 1000 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_at_an_hour() {
        let now = "2026-03-02T08:00:00Z".parse().expect("a time");
        for (attempts, least) in [
            (1, 5),
            (2, 10),
            (3, 20),
            (10, 2560),
            (11, 3600),
            (40, 3600),
            (i32::MAX, 3600),
        ] {
            let pause = (again(attempts, now) - now).num_seconds();
            assert!((least..=least + least / 4 + 1).contains(&pause), "{attempts}: {pause}");
        }
    }
}
