//! The example in the middle of its weeks, with a long text that is much talked about: what `scripts/bench.sh`
//! measures.

use std::fmt::Write as _;

use anyhow::Context as _;
use app::password::Passwords;
use chrono::{DateTime, TimeDelta, Utc};
use domain::comment::Anchor;
use domain::document::Body;
use domain::ids::PilotId;
use domain::person::Arm;
use domain::template;
use store::comment::{self, NewThread};
use store::{PgPool, proposal};

use super::cast::{Cast, PASSWORD};
use super::days::Days;
use super::{agreement, weeks};

/// Notes in the text. With them it has about 12 kB.
const NOTES: usize = 44;
/// Notes that somebody has commented on.
const COMMENTED: usize = 40;

/// Builds the pilot in an empty database. It is not marked as an example: pages look as those of a real pilot.
///
/// # Errors
/// When the store refuses a step or the database fails.
pub async fn halfway(pool: &PgPool, passwords: &Passwords, now: DateTime<Utc>) -> anyhow::Result<PilotId> {
    let days = Days::around(now);
    let hash = passwords.hash(PASSWORD.to_owned()).await?;
    // Whoever looks at it, on whatever day, finds the question of its third week open.
    let (pilot, cast) = agreement::reach(pool, &days, &hash, &text()?, None).await?;
    talk(pool, pilot, &cast, &days).await.context("the comments")?;
    weeks::live_through(pool, pilot, &cast, &days, now).await?;
    Ok(pilot)
}

/// The built-in proposal with a section of notes in it.
fn text() -> anyhow::Result<Body> {
    const SAID: [&str; 8] = [
        "The wording of an error message is known to the people who answer its letters, and they rarely get to write it.",
        "Reading a change takes longer than writing it, and whoever reads it was doing something else a moment before.",
        "Plans that lie beside the code are found again; plans in a folder of slides are not.",
        "What a prompt may say is decided by whoever edits it last, and nobody can tell afterwards why.",
        "A flag that nobody dares to remove is a cost that shows up in no report.",
        "The design system has most of what is needed, and few people outside of engineering have tried it.",
        "An event without an owner is counted for years and looked at by nobody.",
        "When the question is asked in review, the answer is already built, and it is hard to say no to it.",
    ];
    let mut notes = "## What the teams told us\n\n".to_owned();
    for number in 1..=NOTES {
        writeln!(notes, "- **Note {number}.** {}", SAID[number % SAID.len()])?;
    }
    let template = template::body();
    let (before, after) = template
        .as_str()
        .split_once("## The pilot\n")
        .context("the section on the pilot")?;
    Ok(Body::new(&format!("{before}{notes}\n## The pilot\n{after}"))?)
}

/// A thread on each of the first notes, and an answer in every fourth.
async fn talk(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let latest = proposal::latest(pool, pilot).await?;
    let voices = [
        cast.pm(Arm::NewModel),
        cast.dri(Arm::NewModel),
        cast.pm(Arm::OldModel),
        cast.dri(Arm::OldModel),
    ];
    for number in 1..=COMMENTED {
        let at = days.at(0, (9, 5)) + TimeDelta::seconds(30 * i64::try_from(number)?);
        let words = format!("Note {number}.");
        let start = latest.body.as_str().find(&words).context("a note")?;
        let anchor = Anchor::to_words(&latest.body, start..start + words.len()).context("words of a note")?;
        let new = NewThread {
            base: latest.number,
            anchor: &anchor,
            text: "Is this still so? Our team saw it the other way round last time, and wrote it down in the wiki.",
            replacement: None,
        };
        let thread = comment::start(pool, pilot, voices[number % voices.len()], new, at).await?;
        if number % 4 == 0 {
            let answer = "It is. The note is from the last planning, and nobody has objected since.";
            comment::reply(pool, pilot, cast.sponsor(), thread, answer, at + TimeDelta::seconds(10)).await?;
        }
    }
    Ok(())
}
