//! Ten proposals of other fields, in the shapes in which such documents are written. What is understood of each was
//! worked out by hand: its sections, its gaps, and whether any of it is a term.

use domain::document::{Body, MAX_SECTION_BYTES, placeholders, sections};
use domain::terms::{TermName, Terms};
use reading::read;

fn body(text: &str) -> Body {
    Body::new(text).expect("a body within bounds")
}

/// Its sections by title, and its gaps as they are written.
#[track_caller]
fn check(text: &str, titles: &[&str], gaps: &[&str]) {
    let body = body(text);
    let found: Vec<String> = sections(&body).into_iter().map(|section| section.title).collect();
    assert_eq!(found, titles);
    let found: Vec<&str> = placeholders(&body)
        .into_iter()
        .map(|gap| &body.as_str()[gap.range])
        .collect();
    assert_eq!(found, gaps);
}

#[track_caller]
fn no_pilot(text: &str) {
    let reading = read(&body(text));
    assert!(!reading.is_pilot);
    assert_eq!((reading.terms, reading.contradictions), (Terms::default(), Vec::new()));
}

#[test]
fn a_readme() {
    let text = include_str!("fields/readme.md");
    // Nobody can know that TCP is no name to fill in: it is asked about, and marked as none.
    check(
        text,
        &["lendlight", "Getting started [Optional]", "Roadmap"],
        &["[TCP]", "TBD"],
    );
    no_pilot(text);
}

#[test]
fn a_request_for_comments() {
    let text = include_str!("fields/rfc.md");
    check(
        text,
        &[
            "Opening",
            "Summary",
            "Motivation",
            "Detailed design",
            "Unresolved questions",
        ],
        &["TBD", "{date}"],
    );
    no_pilot(text);
}

#[test]
fn a_pilot_of_a_hospital() {
    let text = include_str!("fields/hospital.md");
    check(
        text,
        &[
            "Reading vital signs twice: a pilot on two wards",
            "Proposal",
            "What we need from you",
            "Risks",
        ],
        &["[Name of the medical director]"],
    );
    let reading = read(&body(text));
    assert!(reading.is_pilot);
    let expected = Terms {
        weeks: Some(6),
        readout_at: Some("2027-02-26T14:30:00".parse().expect("a time")),
        asks: vec![
            "A yes to the six weeks.".to_owned(),
            "Two tablets for each ward.".to_owned(),
            "An hour of your time at the readout, on 2027-02-26 at 14:30.".to_owned(),
        ],
        ..Terms::default()
    };
    assert_eq!(reading.terms, expected);
}

#[test]
fn a_school_with_numbers_as_in_german() {
    let text = include_str!("fields/school.md");
    check(
        text,
        &["Neue Heizung für die Grundschule", "Kosten", "Nicht dabei", "Bitte"],
        &["[Name der Schulleiterin]", "[Datum]", "TBD", "____", "{Datum}"],
    );
    no_pilot(text);
}

#[test]
fn a_motion_to_a_city_council() {
    let text = include_str!("fields/city.md");
    check(
        text,
        &[
            "Shade for Linden Square",
            "Why",
            "What we ask of the council",
            "Measured by",
        ],
        &["____"],
    );
    no_pilot(text);
}

#[test]
fn a_protocol_of_research() {
    let text = include_str!("fields/research.md");
    check(
        text,
        &["Background", "Methods", "Success criteria", "Ethics"],
        &[
            "{school name}",
            "[number of pupils in A]",
            "[number of pupils in B]",
            "XXX",
            "____",
        ],
    );
    no_pilot(text);
}

#[test]
fn a_pilot_with_front_matter_and_headings_of_level_1() {
    let text = include_str!("fields/level_one_pilot.md");
    check(
        text,
        &[
            "Opening",
            "In brief",
            "The pilot",
            "Success criteria",
            "What I need from you",
        ],
        &["[YYYY-MM-DD]"],
    );
    let reading = read(&body(text));
    let terms = reading.terms;
    assert_eq!((terms.weeks, terms.pilot_pms), (Some(4), Some(2)));
    assert_eq!(terms.dri_hours_per_week, Some(2.into()));
    assert_eq!(terms.commit_drop_percent, Some(30.into()));
    // 3,5 may be three and a half, or two numbers.
    assert_eq!(terms.energy_at_least, None);
    let energy = reading
        .missing
        .iter()
        .find(|missing| missing.term == TermName::EnergyAtLeast);
    assert!(energy.is_some_and(|energy| energy.unclear.is_some()));
    assert_eq!(terms.pm_zone, ["copy", "prompts"]);
    assert_eq!(terms.engineering_zone, ["sign-in", "the schema"]);
    assert_eq!(terms.asks.len(), 2);
}

#[test]
fn a_pilot_in_tables_with_code() {
    let text = include_str!("fields/tables_with_code.md");
    check(
        text,
        &["Pilot: product managers ship", "Zone", "Terms", "Metrics"],
        &["<owner>", "TBD"],
    );
    let terms = read(&body(text)).terms;
    assert_eq!(terms.pm_zone.len(), 2);
    assert_eq!(terms.pm_zone[0], "`web/locales/`");
    assert_eq!(terms.engineering_zone, ["`web/pay.ts`", "`schema.sql`"]);
    assert_eq!(terms.metrics, ["Days from idea to first commit", "Review cycles"]);
}

#[test]
fn a_letter_without_headings() {
    let text = include_str!("fields/letter.md");
    check(
        text,
        &["Opening"],
        &["[title and name]", "{day of the week}", "<your name>"],
    );
    no_pilot(text);
}

#[test]
fn a_long_design_with_one_section_over_the_limit() {
    let part = "The parts of it are told one by one, and none is short.\n\n".repeat(900);
    let text = format!(
        "# Generics\n\n## Summary\n\nShort.\n\n## Design\n\n{part}### Types\n\n{part}### Costs [ms]\n\nTBD\n\n## Drawbacks\n"
    );
    assert!(part.len() * 2 > MAX_SECTION_BYTES);
    check(
        &text,
        &["Generics", "Summary", "Design", "Types", "Costs [ms]", "Drawbacks"],
        &["TBD"],
    );
    no_pilot(&text);
}
