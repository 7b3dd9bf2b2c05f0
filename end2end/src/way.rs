//! Steps on the way of a new user with a document of their own, for whoever walks it.

use crate::{Person, Program, Result, World, proposal};

/// Everybody's password.
pub const PASSWORD: &str = "a long sentence to sign in with";

/// The first account, and the document as a file.
///
/// # Errors
/// When a page does not lead on.
pub async fn begin(world: &World, program: &Program, dana: &Person) -> Result {
    dana.open(program.setup_link()?).await?;
    let first = [
        ("name", "Dana Levin"),
        ("email", "dana@example.com"),
        ("password", PASSWORD),
    ];
    dana.submit("account/set_up", &first).await?;
    dana.follow("Begin a proposal").await?;
    let file = world.data().with_extension("md");
    std::fs::write(&file, proposal())?;
    dana.choose_file(&file).await?;
    dana.submit("pilot/add", &[("name", "Checkout pilot"), ("zone", "Europe/Berlin")])
        .await
}

/// What the document leaves open is answered on its row; then its gaps are filled.
///
/// # Errors
/// When a page does not lead on.
pub async fn settle(dana: &Person) -> Result {
    dana.sees("What we understood").await?;
    let mut answers = Vec::new();
    for (field, answer) in [
        ("choice_dri_hours_per_week", "2"),
        ("baseline_statistic", "median"),
        ("readout_at", "2026-10-16T15:00"),
        ("energy_baseline", "There is none."),
        ("missing_data", "It counts neither as met nor as not met."),
        ("metrics_without_criterion", "yes"),
    ] {
        // Only where the document leaves it open.
        if dana.page.locator(format!("main [name={field}]")).count().await? > 0 {
            answers.push((field, answer));
        }
    }
    dana.submit("proposal/complete", &answers).await?;
    dana.follow("Fill ").await?;
    let mut gaps = Vec::new();
    for n in 1..=dana.page.locator("main input[name^=value_]").count().await? {
        let gap = dana
            .page
            .locator(format!("main input[name=placeholder_{n}]"))
            .first()
            .get_attribute("value")
            .await?
            .unwrap_or_default();
        // As the terms have it, where the text names one.
        let value = match gap {
            gap if gap.contains("median") => "median",
            gap if gap.contains("HH:MM") => "2026-10-16 at 15:00",
            gap if gap.contains("YYYY") => "2026-09-07",
            _ => "Dana Levin",
        };
        gaps.push((format!("value_{n}"), value));
    }
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (&**name, *value)).collect();
    dana.submit("proposal/complete", &gaps).await
}

/// Path rules for every item of the PM zone, saved as one version.
///
/// # Errors
/// When a page does not lead on.
pub async fn draw_the_zone(dana: &Person) -> Result {
    dana.turn_to("Zone").await?;
    dana.follow("Edit the zone").await?;
    let items = dana
        .page
        .locator("main .zone-row[data-zone=pm]:has(legend:text-matches('^Item'))")
        .count()
        .await?;
    let rules: Vec<(String, String)> = (1..=items)
        .map(|n| (format!("rules_{n}"), format!("web/part-{n}/**")))
        .collect();
    let rules: Vec<(&str, &str)> = rules.iter().map(|(name, value)| (&**name, &**value)).collect();
    dana.submit("zone/save", &rules).await?;
    dana.sees("Version 2 is saved").await
}

/// Both features, each by the next step that the page before it names.
///
/// # Errors
/// When a page does not lead on.
pub async fn features(dana: &Person) -> Result {
    for (arm, name, login) in [("new", "Saved carts", "ana"), ("old", "Gift notes", "ben")] {
        dana.follow(&format!("Enter the {arm}-model feature")).await?;
        let fields = [
            ("name", name),
            ("surface", "Checkout"),
            ("brief", "Let people come back to what they had chosen."),
            ("idea_date", "2026-09-04"),
            ("idea_evidence", "https://example.com/ticket/1"),
            ("flag_key", login),
            ("github_login", login),
            ("metric_name", "Returning buyers"),
            ("metric_unit", "%"),
            ("metric_source", "The warehouse"),
            ("metric_direction", "up"),
            ("metric_read_on", "2026-10-12"),
            ("metric_window_days", "28"),
        ];
        dana.submit("enrolment/save_feature", &fields).await?;
    }
    Ok(())
}

/// Four baseline features: one form leads to the next.
///
/// # Errors
/// When a page does not lead on.
pub async fn baseline(dana: &Person) -> Result {
    dana.follow("Enter baseline features").await?;
    dana.follow("Feature 1").await?;
    for (name, idea, commit, shipped) in [
        ("Guest login", "2026-05-01", "2026-05-11", "2026-06-01"),
        ("Address book", "2026-05-10", "2026-05-22", "2026-06-12"),
        ("Order notes", "2026-06-01", "2026-06-09", "2026-07-01"),
        ("Receipts", "2026-06-10", "2026-06-24", "2026-07-20"),
    ] {
        let pull = format!("101, {commit} 09:00, {commit} 15:00, 2");
        let fields = [
            ("name", name),
            ("evidence", "https://example.com/shipped"),
            ("idea_date", idea),
            ("first_commit_date", commit),
            ("shipped_on", shipped),
            ("pull_requests", &pull),
        ];
        dana.submit("baseline/save", &fields).await?;
    }
    dana.sees("What they give").await
}
