//! What whoever runs the installation sees of accounts and does for them.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::PersonId;
use sqlx::{PgConnection, PgPool};

use super::own::end_all_sessions;
use crate::change::Change;
use crate::{Error, Result};

/// How far an account has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Invited, without a password yet.
    Invited,
    /// Can sign in.
    Open,
    /// Closed by a site admin.
    Closed {
        /// When.
        at: DateTime<Utc>,
    },
}

/// An account as whoever runs the installation sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub person_id: PersonId,
    /// As shown to others.
    pub name: String,
    /// Lower case.
    pub email: String,
    /// Runs the installation.
    pub site_admin: bool,
    /// When it was made.
    pub since: DateTime<Utc>,
    /// How far it has come.
    pub state: AccountState,
    /// A new e-mail address that waits to be confirmed.
    pub wish: Option<String>,
}

/// Every account, by name.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn accounts(pool: &PgPool) -> Result<Vec<Account>> {
    listed(pool, None).await
}

/// One account; `None` without such a person.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn account(pool: &PgPool, person: PersonId) -> Result<Option<Account>> {
    Ok(listed(pool, Some(person)).await?.pop())
}

async fn listed(pool: &PgPool, person: Option<PersonId>) -> Result<Vec<Account>> {
    let rows = sqlx::query!(
        r#"select p.person_id as "person_id: PersonId", p.name, p.email, p.site_admin, p.created_at, p.disabled_at,
               p.password_hash is not null as "joined!", w.email as "wish?"
           from person p left join address_wish w on w.person_id = p.person_id and w.confirmed_at is null
           where $1::bigint is null or p.person_id = $1 order by lower(p.name), p.person_id"#,
        person.map(|person| person.0),
    )
    .fetch_all(pool)
    .await?;
    let accounts = rows.into_iter().map(|r| Account {
        person_id: r.person_id,
        name: r.name,
        email: r.email,
        site_admin: r.site_admin,
        since: r.created_at,
        state: match (r.disabled_at, r.joined) {
            (Some(at), _) => AccountState::Closed { at },
            (None, true) => AccountState::Open,
            (None, false) => AccountState::Invited,
        },
        wish: r.wish,
    });
    Ok(accounts.collect())
}

/// Closes an account: nobody signs in with it, and whoever is signed in with it is not any more. Their part in pilots stays as it
/// is recorded.
///
/// # Errors
/// [`Error::NotFound`] without such a person; [`Error::Refused`] for one's own account, and for one that is closed.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn disable(
    pool: &PgPool,
    person: PersonId,
    reason: &str,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<String> {
    if person == by {
        return Err(Error::refused(
            "This is your own account. Another site admin has to close it, so that somebody can still open it again.",
        ));
    }
    let mut change = Change::of_installation(pool, by, now).await?;
    let (name, closed) = locked(&mut change, person).await?;
    if closed {
        return Err(Error::refused(format!("The account of {name} is closed already.")));
    }
    sqlx::query!("update person set disabled_at = $2 where person_id = $1", person.0, now)
        .execute(&mut *change)
        .await?;
    end_all_sessions(&mut change, person).await?;
    let reason = reason.to_owned();
    change.commit(event::Account::Disable { person, reason }).await?;
    Ok(name)
}

/// Opens a closed account again.
///
/// # Errors
/// [`Error::NotFound`] without such a person; [`Error::Refused`] for one that is open.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn enable(pool: &PgPool, person: PersonId, by: PersonId, now: DateTime<Utc>) -> Result<String> {
    let mut change = Change::of_installation(pool, by, now).await?;
    let (name, closed) = locked(&mut change, person).await?;
    if !closed {
        return Err(Error::refused(format!("The account of {name} is open already.")));
    }
    sqlx::query!("update person set disabled_at = null where person_id = $1", person.0)
        .execute(&mut *change)
        .await?;
    change.commit(event::Account::Enable { person }).await?;
    Ok(name)
}

/// The name of a person, and whether their account is closed; two who change it at once come one after the other.
async fn locked(connection: &mut PgConnection, person: PersonId) -> Result<(String, bool)> {
    let row = sqlx::query!(
        r#"select name, disabled_at is not null as "closed!" from person where person_id = $1 for update"#,
        person.0,
    )
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.name, row.closed))
}

/// A pilot as whoever runs the installation sees it: that it is there and who answers for it, nothing of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PilotInList {
    /// What it is called.
    pub name: String,
    /// The names of its sponsors.
    pub sponsors: Vec<String>,
    /// Where its life has come.
    pub stage: PilotStage,
    /// When it was begun.
    pub since: DateTime<Utc>,
}

/// Where the life of a pilot has come, as coarsely as whoever runs the installation needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PilotStage {
    /// Not started.
    Preparing,
    /// Out of the way, by its sponsor.
    Archived,
    /// Started and not decided.
    Started,
    /// Its decision is confirmed.
    Decided,
}

/// A connected repository as whoever runs the installation sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionInList {
    /// The pilot it is connected to.
    pub pilot: String,
    /// `owner/name`.
    pub repository: String,
    /// When the last delivery came.
    pub last_at: Option<DateTime<Utc>>,
    /// How many deliveries were given up.
    pub failed: i64,
    /// How many wait to be worked on.
    pub waiting: i64,
}

/// Sign-ins that failed in the last 15 minutes, for one address of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedSignIns {
    /// What was typed as the e-mail address, lower case; empty where it was none. Of somebody who is signed in and gave a wrong
    /// password where one is asked for again, their own.
    pub email: String,
    /// How many.
    pub count: i64,
    /// From how many network addresses.
    pub addresses: i64,
    /// The last one, by the database's time.
    pub last_at: DateTime<Utc>,
}

/// The installation as whoever runs it sees it.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Every account.
    pub accounts: Vec<Account>,
    /// Every pilot that is not put away, the newest first.
    pub pilots: Vec<PilotInList>,
    /// Every connected repository.
    pub connections: Vec<ConnectionInList>,
    /// Those with the most first.
    pub failures: Vec<FailedSignIns>,
}

/// The installation at hand. Four statements, however many pilots there are.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn overview(pool: &PgPool) -> Result<Overview> {
    let accounts = accounts(pool).await?;
    let pilots = sqlx::query!(
        r#"select t.name, t.created_at,
               array(select distinct p.name from member m join person p using (person_id)
                   where m.pilot_id = t.pilot_id and m.role = 'sponsor' order by p.name) as "sponsors!",
               exists (select 1 from pilot_start s where s.pilot_id = t.pilot_id) as "started!",
               exists (select 1 from decision d join decision_confirmation c using (decision_id)
                   where d.pilot_id = t.pilot_id) as "decided!",
               t.archived_at is not null as "archived!"
           from pilot t where t.put_away_at is null order by t.created_at desc, t.pilot_id desc"#
    )
    .fetch_all(pool)
    .await?;
    let pilots = pilots.into_iter().map(|r| PilotInList {
        name: r.name,
        sponsors: r.sponsors,
        stage: match (r.decided, r.started, r.archived) {
            (true, _, _) => PilotStage::Decided,
            (false, true, _) => PilotStage::Started,
            (false, false, true) => PilotStage::Archived,
            (false, false, false) => PilotStage::Preparing,
        },
        since: r.created_at,
    });
    let connections = sqlx::query_as!(
        ConnectionInList,
        r#"select t.name as pilot, c.repository, max(d.received_at) as last_at,
               count(d.delivery_guid) filter (where d.outcome like 'failed: %') as "failed!",
               count(d.delivery_guid) filter (where d.processed_at is null) as "waiting!"
           from connection c join pilot t using (pilot_id) left join delivery d using (connection_id)
           where t.put_away_at is null
           group by c.connection_id, t.name, c.repository order by t.name, c.repository"#
    )
    .fetch_all(pool)
    .await?;
    let failures = sqlx::query_as!(
        FailedSignIns,
        r#"select coalesce(p.email, f.email) as "email!", count(*) as "count!",
               count(distinct f.address) filter (where f.address <> '') as "addresses!", max(f.at) as "last_at!"
           from sign_in_failure f left join person p on f.email = 'decide:' || p.person_id
           where f.at > now() - interval '15 minutes'
           group by 1 order by count(*) desc, 1 limit 100"#
    )
    .fetch_all(pool)
    .await?;
    Ok(Overview {
        accounts,
        pilots: pilots.collect(),
        connections,
        failures,
    })
}
