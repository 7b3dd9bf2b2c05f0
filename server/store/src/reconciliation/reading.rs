//! A reading under way: what is called next, and what came of it, each step stored with its cursor.

use chrono::{DateTime, TimeDelta, Utc};
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PilotId};
use domain::zone::Boundary;
use sqlx::pool::PoolConnection;
use sqlx::{Connection as _, PgConnection, PgPool, Postgres};

use super::{BACK, EVERY, OVERLAP};
use crate::github::{Credential, FILES, GITLAB_HISTORY, GITLAB_RESULT, HISTORY, RESULT, opened};
use crate::secret::Key;
use crate::{Error, Result};

/// What locks are taken for, beside other locks of the application.
const LOCK: i32 = 0x7265_6164;
/// After so many calls in a row of which nothing was heard a pull request is left out until it changes.
const MOST_ATTEMPTS: i32 = 8;

/// Why files are asked for again that were read.
const ANOTHER_COMMIT: &str = "The code host has another newest commit or branch to go into than what was heard of.";

/// A connection that this instance alone reads. The lock it holds ends with the connection it was taken on.
pub struct Reading {
    connection: PoolConnection<Postgres>,
    id: ConnectionId,
    begun_at: DateTime<Utc>,
    /// Whether the list of pull requests is read; otherwise only the files of some are.
    lists: bool,
    attempts: i32,
    /// Commits that are called next, the next one last; what is forgotten with them is asked for again.
    commits: Vec<Commit>,
    /// What changed before this is left alone.
    pub since: DateTime<Utc>,
    /// Which code host it is on.
    pub host: CodeHost,
    /// Where the code host's interface is.
    pub api_url: String,
    /// What it is called with; `None` when this instance's key does not open it.
    pub credential: Option<Credential>,
    /// `owner/name` as the code host calls it.
    pub repository: String,
    /// The code host's id of it, as far as it is known.
    pub repository_id: Option<i64>,
}

/// What is to be called next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Which files a pull request changes.
    Files(Waiting),
    /// A page of the list of pull requests.
    Page(i32),
    /// A pull request.
    Pull {
        /// Its number.
        number: i32,
        /// When it changed last, as the list has it.
        changed_at: DateTime<Utc>,
    },
    /// What the skill file said of a commit.
    Commit(Commit),
}

/// A commit that is or was the newest of a pull request of the pilot's features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The commit, in full.
    pub sha: String,
    /// It is the newest of an open pull request: more can be said of it later.
    pub is_live: bool,
}

/// A pull request of the pilot's features whose files are to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub number: i32,
    /// Its newest commit, as far as is known.
    pub head: String,
    /// The branch it goes into.
    pub base_branch: String,
    /// Calls in a row of which nothing was heard.
    pub attempts: i32,
    /// The zone version in force.
    pub zone_version: Option<i32>,
}

/// Which files a pull request changes, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct ReadFiles<'a> {
    /// The newest commit, as the code host has it.
    pub head: &'a str,
    /// The branch it goes into, as the code host has it.
    pub base_branch: &'a str,
    /// By what is kept is known again.
    pub digest: &'a str,
    /// As it is kept.
    pub body: &'a [u8],
    /// What the token may not read of it, in a sentence.
    pub without: Option<&'a str>,
}

/// A pull request as the list has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub number: i32,
    /// When it changed last.
    pub changed_at: DateTime<Utc>,
}

/// Takes a connection that is due and nobody else reads: one that somebody asked for, one whose reading was broken off, one
/// that was not read for an hour, or one with a pull request whose files are to be read.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn claim(pool: &PgPool, key: &Key, now: DateTime<Utc>) -> Result<Option<Reading>> {
    let mut connection = pool.acquire().await?;
    let due = sqlx::query!(
        r#"select c.connection_id as "id: ConnectionId", c.host, coalesce(c.now_called, c.repository) as "repository!", c.added_at,
               c.host_id, k.api_url, k.sealed, k.app_id
           from connection c join connection_token k using (connection_id) join pilot i using (pilot_id)
               left join connection_call h using (connection_id) left join reconciliation r using (connection_id)
           where h.stopped is null and (h.paused_until is null or h.paused_until <= $1)
               and i.archived_at is null and i.put_away_at is null
               and not exists (select from decision d join decision_confirmation using (decision_id)
                   where d.pilot_id = c.pilot_id)
               and ((r.not_before is null or r.not_before <= $1) and not reconciliation_waits(c.connection_id)
                       and (r.begun_at is null or r.ended_at is null or r.asked_at is not null or r.ended_at <= $2)
                   or exists (select from files_due(c.connection_id, $1)))
           order by not exists (select from files_due(c.connection_id, $1)), r.asked_at is null, r.not_before nulls first,
               c.connection_id
           limit 10"#,
        now,
        now - EVERY,
    )
    .fetch_all(&mut *connection)
    .await?;
    if due.is_empty() {
        return Ok(None);
    }
    connection.close_on_drop();
    for row in due {
        let place = i32::try_from(row.id.0 & 0x7fff_ffff).unwrap_or_default();
        let is_free = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1, $2) as "free!""#, LOCK, place)
            .fetch_one(&mut *connection)
            .await?;
        if !is_free {
            continue;
        }
        // Another may have read it to its end between the question and the lock.
        let begun = begin(&mut connection, row.id, row.added_at, now).await?;
        let lists = begun.is_some();
        let only_files = match lists {
            true => None,
            false => first_waiting(&mut connection, row.id, now)
                .await?
                .map(|_| (now, now, 0)),
        };
        let Some((begun_at, since, attempts)) = begun.or(only_files) else {
            sqlx::query_scalar!(r#"select pg_advisory_unlock($1, $2) as "freed!""#, LOCK, place)
                .fetch_one(&mut *connection)
                .await?;
            continue;
        };
        let credential = opened(key, (row.id, &row.api_url), (row.app_id, &row.sealed));
        return Ok(Some(Reading {
            connection,
            id: row.id,
            begun_at,
            lists,
            attempts,
            commits: Vec::new(),
            since,
            host: CodeHost::parse(&row.host).ok_or_else(|| Error::inconsistent("connection", &row.host))?,
            credential,
            api_url: row.api_url,
            repository: row.repository,
            repository_id: row.host_id,
        }));
    }
    Ok(None)
}

/// Begins a reading, or goes on with the one that is under way: when it began, since when it looks, and the calls in a row of
/// which nothing was heard.
async fn begin(
    connection: &mut PgConnection,
    id: ConnectionId,
    added_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<(DateTime<Utc>, DateTime<Utc>, i32)>> {
    let mut tx = connection.begin().await?;
    sqlx::query!(
        "insert into reconciliation (connection_id, not_before) values ($1, $2) on conflict do nothing",
        id.0,
        now,
    )
    .execute(&mut *tx)
    .await?;
    let known = sqlx::query!(
        "select asked_at, begun_at, since, ended_at, complete_to, attempts, not_before
         from reconciliation where connection_id = $1 for update",
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if known.not_before > now {
        return Ok(None);
    }
    let going_on = known.begun_at.zip(known.since).filter(|_| known.ended_at.is_none());
    if let (Some((begun_at, since)), None) = (going_on, known.asked_at) {
        return Ok(Some((begun_at, since, known.attempts)));
    }
    if known.asked_at.is_none() && known.ended_at.is_some_and(|ended| ended > now - EVERY) {
        return Ok(None);
    }
    let all = added_at - BACK;
    let since = match (known.asked_at, known.complete_to) {
        (None, Some(complete)) => (complete - OVERLAP).max(all),
        _ => all,
    };
    if known.asked_at.is_some() {
        sqlx::query!(
            "update reconciliation_pull set read_as_of = null where connection_id = $1",
            id.0
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!("delete from reconciliation_commit where connection_id = $1", id.0)
            .execute(&mut *tx)
            .await?;
        // What was read last stays known: only what differs is recorded.
        sqlx::query!(
            "update reconciliation_files set head = '' where connection_id = $1",
            id.0
        )
        .execute(&mut *tx)
        .await?;
    }
    let begun = sqlx::query!(
        "update reconciliation set asked_by = null, asked_at = null, begun_at = $2, since = $3, next_page = 1,
             ended_at = null, attempts = 0, trouble = null, without = null
         where connection_id = $1 returning begun_at, since",
        id.0,
        now,
        since,
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(begun
        .begun_at
        .zip(begun.since)
        .map(|(begun_at, since)| (begun_at, since, 0)))
}

impl Reading {
    /// What is to be called next; `None` when all was read, or the worker has to record what was before it is known which commits
    /// are left, or somebody asked for another reading, took the token away or decided. A gate may wait for files: they are
    /// called before anything else.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn next(&mut self, now: DateTime<Utc>) -> Result<Option<Next>> {
        if let Some(waiting) = self.next_files(now).await? {
            return Ok(Some(Next::Files(waiting)));
        }
        if !self.lists {
            return Ok(None);
        }
        let row = sqlx::query!(
            r#"select r.next_page, p.number as "number?", p.changed_at as "changed_at?",
                   reconciliation_waits(r.connection_id) as "waits!"
               from reconciliation r
                   join connection_token k using (connection_id) join connection c using (connection_id)
                   join pilot i using (pilot_id) left join connection_call h using (connection_id)
                   left join lateral (select number, changed_at from reconciliation_pull p
                       where p.connection_id = r.connection_id and p.listed_in = r.begun_at
                           and p.read_as_of is distinct from p.changed_at order by number limit 1) p on true
               where r.connection_id = $1 and r.begun_at = $2 and r.ended_at is null and r.asked_at is null
                   and r.not_before <= $3 and h.stopped is null and (h.paused_until is null or h.paused_until <= $3)
                   and i.archived_at is null and i.put_away_at is null
                   and not exists (select from decision d join decision_confirmation using (decision_id)
                       where d.pilot_id = c.pilot_id)"#,
            self.id.0,
            self.begun_at,
            now,
        )
        .fetch_optional(&mut *self.connection)
        .await?;
        let Some(row) = row else { return Ok(None) };
        if let Some(page) = row.next_page {
            return Ok(Some(Next::Page(page)));
        }
        if let Some((number, changed_at)) = row.number.zip(row.changed_at) {
            return Ok(Some(Next::Pull { number, changed_at }));
        }
        if row.waits {
            return Ok(None);
        }
        if let Some(commit) = self.next_commit().await? {
            return Ok(Some(Next::Commit(commit)));
        }
        sqlx::query!(
            "update reconciliation set ended_at = $3, complete_to = begun_at, attempts = 0, trouble = null
             where connection_id = $1 and begun_at = $2",
            self.id.0,
            self.begun_at,
            now,
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(None)
    }

    /// The next pull request whose files are to be read, while the code host may be called and the pilot is not decided.
    async fn next_files(&mut self, now: DateTime<Utc>) -> Result<Option<Waiting>> {
        let may_call = sqlx::query_scalar!(
            r#"select exists (select from connection_token k
                   join connection c using (connection_id) join pilot i using (pilot_id)
                   left join connection_call h using (connection_id)
               where k.connection_id = $1 and h.stopped is null and (h.paused_until is null or h.paused_until <= $2)
                   and i.archived_at is null and i.put_away_at is null
                   and not exists (select from decision d join decision_confirmation using (decision_id)
                       where d.pilot_id = c.pilot_id)) as "may!""#,
            self.id.0,
            now,
        )
        .fetch_one(&mut *self.connection)
        .await?;
        match may_call {
            true => first_waiting(&mut self.connection, self.id, now).await,
            false => Ok(None),
        }
    }

    /// The rules of each zone version that commits of the pilot are judged by.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row.
    pub async fn boundaries(&mut self) -> Result<Vec<Boundary>> {
        let pilot = sqlx::query_scalar!(
            r#"select pilot_id as "pilot_id: PilotId" from connection where connection_id = $1"#,
            self.id.0,
        )
        .fetch_one(&mut *self.connection)
        .await?;
        crate::gate::boundaries(&mut self.connection, pilot).await
    }

    /// The next commit of which it is not known what was said of it: each that was the newest of a pull request of the pilot's
    /// features at some time, as it was described or by a push, once it is so no more; and that of an open one by each reading.
    async fn next_commit(&mut self) -> Result<Option<Commit>> {
        if let Some(commit) = self.commits.pop() {
            return Ok(Some(commit));
        }
        self.commits = sqlx::query_as!(
            Commit,
            r#"with linked as (
                   select p.pull_request_id, p.pilot_id, lower(p.repository) as repository, p.heads || p.head as heads, p.head_branches,
                       case when pull_request_is_open(p.pull_request_id) then p.head end as live
                   from pull_request p join connection c on c.pilot_id = p.pilot_id and lower(c.repository) = lower(p.repository)
                   where c.connection_id = $1 and p.feature_id is not null),
               newest as (
                   select l.live, h.sha from linked l cross join unnest(l.heads) as h (sha)
                   union all
                   select l.live, f.kind->>'sha' from linked l join pull_request_fact f using (pull_request_id)
                       where f.kind->>'fact' = 'pushed'
                   union all
                   select l.live, b.after_sha from linked l cross join unnest(l.head_branches) as h (branch)
                       join branch_push b on b.pilot_id = l.pilot_id and b.branch = h.branch and lower(b.repository) = l.repository),
               commits as (
                   select n.sha, coalesce(bool_or(n.sha = n.live), false) as is_live
                   from newest n where n.sha ~ '^[0-9a-f]{40}([0-9a-f]{24})?$' group by n.sha)
               select n.sha as "sha!", n.is_live as "is_live!"
               from commits n left join reconciliation_commit r on r.connection_id = $1 and r.sha = n.sha
               where r.sha is null or (r.read_in <> $2 and (n.is_live or r.is_live))
               order by n.sha desc limit 100"#,
            self.id.0,
            self.begun_at,
        )
        .fetch_all(&mut *self.connection)
        .await?;
        Ok(self.commits.pop())
    }

    /// Keeps a page of the list, and which page comes next.
    ///
    /// # Errors
    /// When the database fails; the page is read again then.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn listed(&mut self, pulls: &[Listed], next_page: Option<i32>) -> Result<()> {
        let numbers: Vec<i32> = pulls.iter().map(|pull| pull.number).collect();
        let changed: Vec<DateTime<Utc>> = pulls.iter().map(|pull| pull.changed_at).collect();
        let mut tx = self.connection.begin().await?;
        sqlx::query!(
            "insert into reconciliation_pull (connection_id, number, changed_at, listed_in)
             select distinct on (p.number) $1, p.number, p.changed_at, $2
             from unnest($3::int[], $4::timestamptz[]) as p (number, changed_at) order by p.number, p.changed_at desc
             on conflict (connection_id, number) do update set
                 changed_at = greatest(reconciliation_pull.changed_at, excluded.changed_at), listed_in = excluded.listed_in,
                 why_not = case when reconciliation_pull.changed_at < excluded.changed_at
                     then null else reconciliation_pull.why_not end",
            self.id.0,
            self.begun_at,
            &numbers,
            &changed,
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "update reconciliation set next_page = $3, attempts = 0, trouble = null
             where connection_id = $1 and begun_at = $2 and ended_at is null",
            self.id.0,
            self.begun_at,
            next_page,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        self.attempts = 0;
        Ok(())
    }

    /// Keeps a pull request as it was read, for the worker, once; what was read before in the same words is there already.
    ///
    /// # Errors
    /// When the database fails; it is read again then.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn read(
        &mut self,
        (number, changed_at): (i32, DateTime<Utc>),
        (digest, body): (&str, &[u8]),
        without: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let event = match self.host {
            CodeHost::GitHub => HISTORY,
            CodeHost::GitLab => GITLAB_HISTORY,
        };
        let mut tx = self.connection.begin().await?;
        let stored = sqlx::query!(
            "insert into delivery (connection_id, delivery_guid, event, body, received_at)
             values ($1, $2, $3, $4, $5) on conflict do nothing",
            self.id.0,
            format!("{HISTORY} {number} {digest}"),
            event,
            body,
            now,
        )
        .execute(&mut *tx)
        .await?;
        if stored.rows_affected() == 1 {
            sqlx::query!("select pg_notify('delivery', '')")
                .execute(&mut *tx)
                .await?;
        }
        done(&mut tx, (self.id, number), changed_at, None, now).await?;
        // It changed: the same commit may change other files there. What was read since is newer; clocks differ.
        sqlx::query!(
            "update reconciliation_files set not_before = $3 where connection_id = $1 and number = $2
                 and (read_at is null or read_at < $4)",
            self.id.0,
            number,
            now,
            changed_at + OVERLAP,
        )
        .execute(&mut *tx)
        .await?;
        went_well(&mut tx, (self.id, self.begun_at), without).await?;
        tx.commit().await?;
        self.attempts = 0;
        Ok(())
    }

    /// Keeps what was said of a commit, each result under a digest of its words, once; nothing, where nothing was said or the
    /// commit is gone.
    ///
    /// # Errors
    /// When the database fails; it is read again then.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn said(
        &mut self,
        commit: &Commit,
        results: &[(String, Vec<u8>)],
        without: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let event = match self.host {
            CodeHost::GitHub => RESULT,
            CodeHost::GitLab => GITLAB_RESULT,
        };
        let (digests, bodies): (Vec<&str>, Vec<&[u8]>) =
            results.iter().map(|(digest, body)| (&**digest, &**body)).unzip();
        let mut tx = self.connection.begin().await?;
        let stored = sqlx::query!(
            "insert into delivery (connection_id, delivery_guid, event, body, received_at)
             select $1, $2 || ' ' || s.digest, $3, s.body, $4 from unnest($5::text[], $6::bytea[]) as s (digest, body)
             on conflict do nothing",
            self.id.0,
            format!("{RESULT} {}", commit.sha),
            event,
            now,
            &digests as _,
            &bodies as _,
        )
        .execute(&mut *tx)
        .await?;
        if stored.rows_affected() > 0 {
            sqlx::query!("select pg_notify('delivery', '')")
                .execute(&mut *tx)
                .await?;
        }
        passed(&mut tx, (self.id, self.begun_at), commit).await?;
        went_well(&mut tx, (self.id, self.begun_at), without).await?;
        tx.commit().await?;
        self.attempts = 0;
        Ok(())
    }

    /// Keeps which files a pull request changes at a commit, for the worker, unless that is what was read last; or why they
    /// cannot be read. Where the code host has another newest commit or base, it is asked again: one of the two is behind.
    ///
    /// # Errors
    /// When the database fails; they are read again then.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn files(
        &mut self,
        waiting: &Waiting,
        read: std::result::Result<ReadFiles<'_>, &str>,
        (again, now): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<()> {
        let mut tx = self.connection.begin().await?;
        let last = sqlx::query!(
            "select digest, read_at from reconciliation_files where connection_id = $1 and number = $2",
            self.id.0,
            waiting.number,
        )
        .fetch_optional(&mut *tx)
        .await?;
        let (digest, read_at) = last.map_or((None, None), |last| (last.digest, last.read_at));
        // Clocks of instances differ, and what is read later is newer.
        let at = read_at.map_or(now, |last| now.max(last + TimeDelta::microseconds(1)));
        // The same list may come back after another one, and is the newest then.
        if let Some(read) = read.ok().filter(|read| digest.as_deref() != Some(read.digest)) {
            sqlx::query!(
                "insert into delivery (connection_id, delivery_guid, event, body, received_at)
                 values ($1, $2, $3, $4, $5) on conflict do nothing",
                self.id.0,
                format!("{FILES} {} {} {}", waiting.number, read.digest, at.timestamp_micros()),
                FILES,
                read.body,
                at,
            )
            .execute(&mut *tx)
            .await?;
            sqlx::query!("select pg_notify('delivery', '')")
                .execute(&mut *tx)
                .await?;
        }
        let is_of_another = |read: ReadFiles<'_>| read.head != waiting.head || read.base_branch != waiting.base_branch;
        if let Some(read) = read.ok().filter(|read| is_of_another(*read)) {
            files_unheard(
                &mut tx,
                self.id,
                waiting,
                (ANOTHER_COMMIT, again),
                Some((read.digest, at)),
            )
            .await?;
            tx.commit().await?;
            return Ok(());
        }
        // What an open one changes can become something else by what is merged beside it.
        sqlx::query!(
            "insert into reconciliation_files
                 (connection_id, number, head, base_branch, not_before, why_not, digest, read_at, zone_version)
             select $1, $2, $3, $4, case when pull_request_is_open(p.pull_request_id) then $5::timestamptz end, $6, $7, $8, $9
             from connection c join pull_request p on p.pilot_id = c.pilot_id and lower(p.repository) = lower(c.repository)
             where c.connection_id = $1 and p.number = $2
             on conflict (connection_id, number) do update set head = excluded.head, base_branch = excluded.base_branch,
                 attempts = 0, not_before = excluded.not_before, why_not = excluded.why_not, zone_version = excluded.zone_version,
                 digest = coalesce(excluded.digest, reconciliation_files.digest),
                 read_at = coalesce(excluded.read_at, reconciliation_files.read_at)",
            self.id.0,
            waiting.number,
            waiting.head,
            waiting.base_branch,
            now + EVERY,
            read.map_or_else(Some, |read| read.without),
            read.ok().map(|read| read.digest),
            read.ok().map(|_| at),
            waiting.zone_version,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Leaves a pull request out until it changes, and why.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn leave_out(
        &mut self,
        (number, changed_at): (i32, DateTime<Utc>),
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        done(&mut self.connection, (self.id, number), changed_at, Some(why), now).await?;
        self.attempts = 0;
        Ok(())
    }

    /// Calls nothing of the connection before: the code host asked to wait.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn pause(&mut self, until: DateTime<Utc>) -> Result<()> {
        sqlx::query!(
            "insert into connection_call (connection_id, paused_until) values ($1, $2)
             on conflict (connection_id) do update set paused_until = excluded.paused_until",
            self.id.0,
            until,
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    /// Calls nothing of the connection until somebody has done something: the token is refused.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn stop(&mut self, why: &str, now: DateTime<Utc>) -> Result<()> {
        sqlx::query!(
            "insert into connection_call (connection_id, stopped, stopped_at) values ($1, $2, $3)
             on conflict (connection_id) do update set stopped = excluded.stopped, stopped_at = excluded.stopped_at",
            self.id.0,
            why,
            now,
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    /// How many calls in a row went unheard, with this one: each pull request's files are called for by themselves.
    #[must_use]
    pub fn attempts(&self, next: &Next) -> i32 {
        1 + match next {
            Next::Files(waiting) => waiting.attempts,
            _ => self.attempts,
        }
    }

    /// Notes that nothing was heard of a call; it is tried again, and a pull request or commit that was tried too often is left
    /// out.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn unheard(&mut self, next: &Next, why: &str, again: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
        if let Next::Files(waiting) = next {
            return files_unheard(&mut self.connection, self.id, waiting, (why, again), None).await;
        }
        self.attempts += 1;
        if self.attempts >= MOST_ATTEMPTS {
            match next {
                Next::Page(_) | Next::Files(_) => {}
                Next::Pull { number, changed_at } => self.leave_out((*number, *changed_at), why, now).await?,
                // The next reading tries it again.
                Next::Commit(Commit { sha, .. }) => {
                    let commit = Commit {
                        sha: sha.clone(),
                        is_live: true,
                    };
                    passed(&mut self.connection, (self.id, self.begun_at), &commit).await?;
                    self.attempts = 0;
                }
            }
        }
        sqlx::query!(
            "update reconciliation set attempts = $3, not_before = $4, trouble = $5
             where connection_id = $1 and begun_at = $2 and ended_at is null",
            self.id.0,
            self.begun_at,
            self.attempts,
            again,
            why,
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }
}

/// The first pull request whose files are to be read at an instant.
async fn first_waiting(connection: &mut PgConnection, id: ConnectionId, now: DateTime<Utc>) -> Result<Option<Waiting>> {
    Ok(sqlx::query_as!(
        Waiting,
        r#"select number as "number!", head as "head!", base_branch as "base_branch!", attempts as "attempts!", zone_version
           from files_due($1, $2) limit 1"#,
        id.0,
        now,
    )
    .fetch_optional(connection)
    .await?)
}

/// Notes that nothing was heard of the files of a pull request at its newest commit, and when they are asked for again; and what
/// was read of another commit.
async fn files_unheard(
    connection: &mut PgConnection,
    id: ConnectionId,
    waiting: &Waiting,
    (why, again): (&str, DateTime<Utc>),
    read: Option<(&str, DateTime<Utc>)>,
) -> Result<()> {
    // One that is closed is given up at some time.
    sqlx::query!(
        "insert into reconciliation_files
             (connection_id, number, head, base_branch, attempts, not_before, why_not, digest, read_at, zone_version)
         select $1, $2, $3, $4, $5::int,
             case when $5::int < $10::int or pull_request_is_open(p.pull_request_id) then $6::timestamptz end, $7, $8, $9, $11
         from connection c join pull_request p on p.pilot_id = c.pilot_id and lower(p.repository) = lower(c.repository)
         where c.connection_id = $1 and p.number = $2
         on conflict (connection_id, number) do update set head = excluded.head, base_branch = excluded.base_branch,
             attempts = excluded.attempts, not_before = excluded.not_before, why_not = excluded.why_not,
             zone_version = excluded.zone_version,
             digest = coalesce(excluded.digest, reconciliation_files.digest),
             read_at = coalesce(excluded.read_at, reconciliation_files.read_at)",
        id.0,
        waiting.number,
        waiting.head,
        waiting.base_branch,
        waiting.attempts + 1,
        again,
        why,
        read.map(|(digest, _)| digest),
        read.map(|(_, at)| at),
        MOST_ATTEMPTS,
        waiting.zone_version,
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn done(
    connection: &mut PgConnection,
    (id, number): (ConnectionId, i32),
    changed_at: DateTime<Utc>,
    why_not: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update reconciliation_pull set read_as_of = $3, read_at = $4, why_not = $5
         where connection_id = $1 and number = $2",
        id.0,
        number,
        changed_at,
        now,
        why_not,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that a reading has read a commit, and whether later ones have to.
async fn passed(
    connection: &mut PgConnection,
    (id, begun_at): (ConnectionId, DateTime<Utc>),
    commit: &Commit,
) -> Result<()> {
    sqlx::query!(
        "insert into reconciliation_commit (connection_id, sha, read_in, is_live) values ($1, $2, $3, $4)
         on conflict (connection_id, sha) do update set read_in = excluded.read_in, is_live = excluded.is_live",
        id.0,
        commit.sha,
        begun_at,
        commit.is_live,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets what went wrong before, and notes what the token may not read, each once.
async fn went_well(
    connection: &mut PgConnection,
    (id, begun_at): (ConnectionId, DateTime<Utc>),
    without: Option<&str>,
) -> Result<()> {
    sqlx::query!(
        "update reconciliation set attempts = 0, trouble = null, without = case
             when $3::text is null or strpos(without, $3) > 0 then without else concat_ws(' ', without, $3) end
         where connection_id = $1 and begun_at = $2 and ended_at is null",
        id.0,
        begun_at,
        without,
    )
    .execute(connection)
    .await?;
    Ok(())
}
