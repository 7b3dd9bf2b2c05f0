//! The line between both sides, and who signs it.

use anyhow::Context as _;
use chrono::TimeDelta;
use domain::ids::PilotId;
use domain::person::Arm;
use domain::zone::draft::Row;
use domain::zone::remark::RemarkKind;
use domain::zone::{Category, PathRule, Signatory};
use store::zone::{Joined, NewRemark, Said};
use store::{PgPool, pilot, zone};

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

/// A DRI objects to a rule, is answered, and resolves it.
pub async fn object(pool: &PgPool, pilot: PilotId, cast: &Cast, days: &Days) -> anyhow::Result<()> {
    let version = zone::current(pool, pilot).await?.context("the zone")?;
    let rule: PathRule = "/web/src/confirmation/".parse()?;
    let item = version.items.iter().find(|item| item.rules.contains(&rule));
    let objection = NewRemark {
        version: version.number,
        item: &item.context("an item with the rule")?.text,
        rule: Some(&rule),
        kind: RemarkKind::Objection,
        text: "The confirmation page shows what was paid. A change there can show a wrong sum.",
    };
    let (dri, at) = (cast.dri(Arm::NewModel), |clock| days.at(-24, clock));
    let id = zone::remark(pool, pilot, dri, objection, at((11, 20))).await?;
    let say = async |person, said: Said<'_>, now| {
        let standing = pilot::facts(pool, pilot).await?.standing(person, false, now);
        zone::respond(pool, pilot, &standing, id, said, now).await
    };
    let answer = "The sum comes from /payments/, which stays with engineering. What is in this folder only places it.";
    say(cast.sponsor(), Said::Answer(answer), at((11, 48))).await?;
    let met = "Then it may stay: whoever touches the sum leaves the folder.";
    say(dri, Said::Resolve(met), at((12, 15))).await?;
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
