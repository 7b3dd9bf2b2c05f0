//! The example: a finished pilot of made-up people, built through the store's own functions with
//! times in the past, so that everything a real pilot leaves behind is there and fits together.

mod agreement;
mod cast;
mod code_host;
mod days;
mod enrolment;
mod halfway;
mod weeks;
mod zone;

use anyhow::{Context as _, bail};
use app::password::Passwords;
use chrono::{DateTime, Utc};
use domain::calendar::Window;
use domain::template;
use store::PgPool;

pub use cast::{PASSWORD, PEOPLE, Somebody};
pub use code_host::REPOSITORY;
pub use days::{Days, ZONE};
pub use halfway::halfway;

/// Which pilot of made-up people is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Example {
    /// One that is decided.
    Finished,
    /// One in the middle of its weeks, with a long text that is much talked about.
    Halfway,
}

impl Example {
    /// Where it is kept, inside the data directory.
    pub fn directory(self) -> &'static str {
        match self {
            Self::Finished => "example",
            Self::Halfway => "halfway",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Finished => "a finished pilot",
            Self::Halfway => "a pilot in the middle of its weeks",
        }
    }
}

/// Makes sure the example is there; says whether it was built just now.
///
/// # Errors
/// When the database holds people and no finished example: the example never mixes with real data.
pub async fn ensure(
    pool: &PgPool,
    passwords: &Passwords,
    example: Example,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    if store::pilot::has_example(pool).await? {
        return Ok(false);
    }
    if store::account::is_set_up(pool).await? {
        bail!(
            "This database holds people and no finished example, and the example never mixes with real data. \
             Give it an empty database, or a data directory of its own."
        );
    }
    match example {
        Example::Finished => build(pool, passwords, now).await,
        Example::Halfway => {
            let pilot = halfway(pool, passwords, now).await;
            async { Ok(store::pilot::mark_example(pool, pilot?, now).await?) }.await
        }
    }
    .context("building the example")?;
    Ok(true)
}

async fn build(pool: &PgPool, passwords: &Passwords, now: DateTime<Utc>) -> anyhow::Result<()> {
    let days = Days::before(now);
    let hash = passwords.hash(PASSWORD.to_owned()).await?;
    let (pilot, cast) = agreement::reach(pool, &days, &hash, &template::body(), Some(Window::USUAL)).await?;
    weeks::live_through(pool, pilot, &cast, &days, now).await?;
    weeks::decide(pool, pilot, &cast, &days).await?;
    // Last, so that an interrupted build is never taken for a finished one.
    store::pilot::mark_example(pool, pilot, now).await?;
    Ok(())
}

/// What to print at the start: who can sign in, and how.
pub fn invitation(example: Example, base_url: &str) -> String {
    let width = PEOPLE.iter().map(|somebody| somebody.email.len()).max().unwrap_or(0);
    let people: Vec<String> = PEOPLE
        .iter()
        .map(|somebody| format!("  {:width$}  {}, {}", somebody.email, somebody.name, somebody.part))
        .collect();
    format!(
        "Example data: {} of made-up people. Sign in at {}/sign-in as one of them:\n{}\n\
         The password of all of them, in this example only: {PASSWORD}",
        example.word(),
        base_url.trim_end_matches('/'),
        people.join("\n")
    )
}
