//! The line between both sides, and who signs it.

use anyhow::Context as _;
use chrono::TimeDelta;
use domain::ids::PilotId;
use domain::person::Arm;
use domain::zone::draft::Row;
use domain::zone::{Category, PathRule, Signatory};
use store::zone::Joined;
use store::{PgPool, zone};

use super::cast::Cast;
use super::days::Days;

/// The path rules of the zone, by how an item's text begins.
const RULES: [(&str, Option<Category>, &str); 12] = [
    ("wording", Some(Category::Copy), "**/locales/**\n/content/onboarding/"),
    (
        "feature flags",
        Some(Category::Flag),
        "/flags/luggage-hints.yaml\n/flags/change-rules.yaml",
    ),
    ("prompts", Some(Category::Prompt), "/prompts/trip-assistant/"),
    (
        "analytics",
        Some(Category::Analytics),
        "/analytics/events/\n/dashboards/booking/",
    ),
    (
        "entries added",
        Some(Category::ConfigAddition),
        "/config/trip-search/*.yaml",
    ),
    (
        "small front-end",
        Some(Category::ComposedFrontEnd),
        "/web/src/trip-search/\n/web/src/confirmation/",
    ),
    ("data models", None, "/db/\n*.sql"),
    ("api contracts", None, "/api/\n*.proto"),
    ("authentication", None, "**/auth/**"),
    ("build and release", None, "/.github/\n/deploy/\nDockerfile"),
    ("the core", None, "/agents/core/"),
    ("code that security", None, "/payments/\n**/crypto/**"),
];

/// One version for each item that gets path rules.
pub async fn draw_the_line(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let first = zone::current(pool, pilot).await?.context("a pilot without a zone")?;
    let mut version = first.number;
    let begun = days.at(-24, (10, 2));
    for item in &first.items {
        let text = item.text.to_lowercase();
        let Some((_, category, rules)) = RULES.iter().find(|(start, ..)| text.starts_with(start)) else {
            continue;
        };
        let mut written = item.clone();
        written.category = item.category.or(*category);
        written.rules = PathRule::lines(rules).map_err(anyhow::Error::msg)?;
        let now = begun + TimeDelta::minutes(4 * i64::from(version));
        let row = Row {
            was: Some(item.text.clone()),
            item: Some(written),
        };
        match zone::join(pool, pilot, cast.sponsor(), version, &[row], now).await? {
            Joined::Saved(revised) => version = revised.number,
            Joined::Clashes(..) => anyhow::bail!("nobody else edits the zone"),
        }
    }
    Ok(())
}

/// Everybody who has to signs the newest version.
pub async fn sign(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let version = zone::current(pool, pilot).await?.context("the zone")?;
    for (person, signatory, at) in [
        (cast.approver(), Signatory::Approver, days.at(-3, (8, 50))),
        (cast.sponsor(), Signatory::Sponsor, days.at(-3, (9, 5))),
        (
            cast.dri(Arm::NewModel),
            Signatory::Dri(Arm::NewModel),
            days.at(-3, (9, 32)),
        ),
        (
            cast.dri(Arm::OldModel),
            Signatory::Dri(Arm::OldModel),
            days.at(-3, (14, 18)),
        ),
    ] {
        zone::sign(pool, pilot, person, signatory, (version.number, &version.digest), at).await?;
    }
    Ok(())
}
