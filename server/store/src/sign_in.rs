//! Failed sign-ins, counted so that nobody guesses for long: by the database's clock, so that every instance sees the same.

use domain::ids::PersonId;
use sqlx::PgPool;

use crate::Result;

/// Somebody trying to sign in, before their password is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// For which account.
    pub email: &'a str,
    /// From which network address.
    pub address: &'a str,
    /// With which browser, if it has a name.
    pub browser: Option<&'a [u8]>,
}

/// Failed attempts that count against another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failures {
    /// Somebody signed in to this account with this browser before: only what failed there counts.
    Known {
        /// In the last 15 minutes.
        here: i64,
    },
    /// Everybody else.
    Unknown {
        /// For this account, in the last 15 minutes.
        email: i64,
        /// From this network address, in the last minute.
        address: i64,
    },
}

impl Failures {
    /// Whether so many failed that the next one has to wait. A stranger's guesses never keep out whoever signed in before.
    pub fn are_many(self) -> bool {
        match self {
            Self::Known { here } => here >= 10,
            Self::Unknown { email, address } => email >= 50 || address >= 20,
        }
    }
}

/// Counts the failures that an attempt is held against.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn failures(pool: &PgPool, attempt: Attempt<'_>) -> Result<Failures> {
    let found = sqlx::query!(
        r#"select exists (select 1 from browser join person using (person_id)
                          where browser_hash = $3 and email = $1) as "known!",
                  (select count(*) from sign_in_failure
                   where email = $1 and browser_hash = $3 and at > now() - interval '15 minutes') as "here!",
                  (select count(*) from sign_in_failure
                   where email = $1 and browser_hash is null and at > now() - interval '15 minutes') as "email!",
                  (select count(*) from sign_in_failure
                   where address = $2 and browser_hash is null and at > now() - interval '1 minute') as "address!""#,
        attempt.email,
        attempt.address,
        attempt.browser,
    )
    .fetch_one(pool)
    .await?;
    Ok(if found.known {
        Failures::Known { here: found.here }
    } else {
        Failures::Unknown {
            email: found.email,
            address: found.address,
        }
    })
}

/// Notes a failed attempt. One that had to wait is none, so that what is kept stays bounded by what is allowed.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn note_failure(pool: &PgPool, attempt: Attempt<'_>) -> Result<()> {
    sqlx::query!(
        "insert into sign_in_failure (email, address, browser_hash, at)
         values ($1, $2, (select browser_hash from browser join person using (person_id)
                          where browser_hash = $3 and email = $1), now())",
        attempt.email,
        attempt.address,
        attempt.browser,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// How often somebody who is signed in gave a wrong password in the last 15 minutes, where one is asked for again.
/// Counted apart from sign-ins, which anybody can fail in somebody's name.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn wrong_passwords(pool: &PgPool, person: PersonId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from sign_in_failure where email = $1 and at > now() - interval '15 minutes'"#,
        asked_again(person),
    )
    .fetch_one(pool)
    .await?)
}

/// Notes a wrong password of somebody who is signed in.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn note_wrong_password(pool: &PgPool, person: PersonId) -> Result<()> {
    sqlx::query!(
        "insert into sign_in_failure (email, address, at) values ($1, '', now())",
        asked_again(person),
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// What such failures are counted by: no e-mail address, which has an `@`.
fn asked_again(person: PersonId) -> String {
    format!("decide:{person}")
}
