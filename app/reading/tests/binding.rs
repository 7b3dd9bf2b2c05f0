//! Which sections bind, by what their headings mean.

use domain::document::{Body, Section, placeholders, sections};
use domain::proposal::Reader as _;
use proptest::prelude::*;
use reading::{Edition, read};

#[path = "../../domain/tests/cases/config.rs"]
mod config;

fn body(text: &str) -> Body {
    Body::new(text).expect("a body within bounds")
}

#[test]
fn headings_bind_by_what_they_mean() {
    let binding = |text: &str| Edition::NEWEST.binds(&sections(&body(text))[0]);
    for text in [
        "## Success Criteria",
        "## How we judge it",
        "## The Proposal",
        "## What I Need From You",
        "## Our asks",
        "## Reviewer model",
        "## Metrics",
        "## What we will measure",
        "## PM zone",
        "## Boundaries",
        "## Week one",
        "## Engineering side",
        "## Details\n\n### Metrics\n\n1. a\n",
        "## Details\n\nReview cycles per PR must not increase.\n",
    ] {
        assert!(binding(text), "{text}");
    }
    for text in [
        "## Why now",
        "## Risks and mitigations",
        "## The problem this proposal solves",
        "## Summary",
        "## Thanks\n\nto all.",
        "# T\n\n**To:** x",
    ] {
        assert!(!binding(text), "{text}");
    }
}

#[test]
fn a_title_that_says_something_counts_before_the_text() {
    let section = |title: &str, text: &str| Section {
        key: "a".to_owned(),
        title: title.to_owned(),
        range: 0..text.len(),
        level: 2,
        text: text.to_owned(),
    };
    let text = "## Part 1\n\nReview cycles per PR must not increase.\n";
    assert!(Edition::NEWEST.binds(&section("Part 1", text)));
    assert!(!Edition::NEWEST.binds(&section("Risks", text)));
    assert!(!Edition::NEWEST.binds(&section("Part 1", "## Part 1\n\nNothing.\n")));
}

proptest! {
    #![proptest_config(config::cases(256))]

    #[test]
    fn any_text_is_read_without_failing(text in "(## |- |1[.] |\\[|\\]|\n|[a-zé0-9.%,;: ]{0,12}|week|four |hours |per week|pilot |success |readout 2026-02-30 25:61){0,40}") {
        let body = body(&text);
        let _ = (read(&body), placeholders(&body), sections(&body).iter().filter(|section| Edition::NEWEST.binds(section)).count());
    }
}
