//! Whether pilot PMs agree to what is measured about them.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::participation::EDITION;
use sqlx::PgPool;

use crate::change::Change;
use crate::replacement::pm_tenures;
use crate::{Error, Result, finality};

/// Records what a pilot PM says of the newest edition. Saying the same again changes nothing.
///
/// # Errors
/// [`Error::Refused`] once the pilot is decided, and for words that are not the newest; [`Error::NotFound`] when the person is no
/// pilot PM here and was none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn say(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (edition, agrees): (u32, bool),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let newest = i32::try_from(EDITION).map_err(|e| Error::inconsistent("participation", e))?;
    let row = sqlx::query!(
        r#"select (select p.agrees from participation p where p.pilot_id = $1 and p.person_id = $2 and p.edition = $3
                   order by p.participation_id desc limit 1) as before"#,
        pilot.0,
        person.0,
        newest,
    )
    .fetch_one(&mut *change)
    .await?;
    // Whoever was replaced has answers that count, and can take back what they agreed to.
    let tenures = pm_tenures(&mut change, pilot).await?;
    if !tenures.iter().any(|tenure| tenure.person == person) {
        return Err(Error::NotFound);
    }
    if edition != EDITION {
        return Err(Error::refused(
            "What is measured is said in other words since. Read them first.",
        ));
    }
    if row.before == Some(agrees) {
        return Ok(());
    }
    // What is final by the answers that count until now is noted before they are a gap: it stays.
    if change.started() {
        finality::note_in(&mut change, pilot, "").await?;
    }
    sqlx::query!(
        "insert into participation (pilot_id, person_id, edition, agrees, said_at) values ($1, $2, $3, $4, $5)",
        pilot.0,
        person.0,
        newest,
        agrees,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::People::Participate { edition, agrees }).await
}
