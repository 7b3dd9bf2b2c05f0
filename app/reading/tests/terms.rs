//! What holds for every text: nothing breaks the reader, what it shows stands where it says, and what has
//! nothing to do with a term changes none. And edits that move the text away from the terms are seen.

use domain::document::{Body, Class, sections};
use domain::markdown::render_with;
use domain::template;
use domain::terms::{Mention, Reading, Says, Statistic, TermName, Terms};
use proptest::prelude::*;
use reading::read;

#[path = "../../domain/tests/cases/config.rs"]
mod config;

const VARIANTS: [&str; 38] = [
    include_str!("variants/reordered.md"),
    include_str!("variants/tables.md"),
    include_str!("variants/bullets.md"),
    include_str!("variants/running_text.md"),
    include_str!("variants/partly_missing.md"),
    include_str!("variants/british.md"),
    include_str!("variants/unsure.md"),
    include_str!("variants/contradicting.md"),
    include_str!("variants/noisy.md"),
    include_str!("variants/names.md"),
    include_str!("variants/one_pager.md"),
    include_str!("variants/clauses.md"),
    include_str!("variants/key_results.md"),
    include_str!("variants/changes.md"),
    include_str!("variants/two_places.md"),
    include_str!("variants/chatty.md"),
    include_str!("variants/tables_throughout.md"),
    include_str!("variants/bold_leads.md"),
    include_str!("variants/task_lists.md"),
    include_str!("variants/rejected_numbers.md"),
    include_str!("variants/crlf_and_thin_spaces.md"),
    include_str!("variants/ten_point_scale.md"),
    include_str!("variants/nested_lists.md"),
    include_str!("variants/hours_in_total.md"),
    include_str!("variants/letter.md"),
    include_str!("variants/no_numbers.md"),
    include_str!("variants/subheadings.md"),
    include_str!("variants/without_headings.md"),
    include_str!("variants/ranges_and_units.md"),
    include_str!("variants/numbered_table.md"),
    include_str!("variants/memo.md"),
    include_str!("variants/one_table.md"),
    include_str!("variants/conflicts.md"),
    include_str!("variants/back_to_front.md"),
    include_str!("variants/other_bars.md"),
    include_str!("variants/telegram.md"),
    include_str!("variants/second_attempt.md"),
    include_str!("variants/matrix.md"),
];

fn reading(text: &str) -> Reading {
    read(&Body::new(text).expect("a body within bounds"))
}

/// The built-in proposal with its two choices made.
fn whole() -> (Body, Terms) {
    let values = [
        ("median or mean", "median"),
        ("YYYY-MM-DD at HH:MM", "2027-01-29 at 15:00"),
    ];
    let body = domain::document::fill_placeholders(&template::body(), &values).expect("short");
    let terms = read(&body).terms;
    (body, terms)
}

/// Every range lies in the text, and what is read there again is the value.
fn assert_ranges(text: &str, reading: &Reading) {
    for found in &reading.found {
        let value = text.get(found.range.clone()).expect("a range within the text");
        assert!(
            found.sentence.contains(value),
            "{}: {value} is not in {}",
            found.term,
            found.sentence
        );
    }
    for Mention { term, says, range, .. } in &reading.mentions {
        let value = text.get(range.clone()).expect("a range within the text").to_lowercase();
        assert!(!value.is_empty(), "{term}");
        let Says::Value(said) = says else { continue };
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        let words = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ];
        let number = digits.parse::<usize>().ok();
        let told = match (term, number) {
            (TermName::ReadoutAt, _) | (_, None) => true,
            (_, Some(number)) => {
                value.contains(&digits)
                    || words.get(number).is_some_and(|word| value.contains(word))
                    || value.contains("quarter")
                    || value.contains("hal")
                    || value.contains("all")
                    || value.contains("every")
                    || value.contains("fortnight")
                    || value.contains("pair")
                    || value.contains("dozen")
                    || value.contains("days")
                    || value.contains("minutes")
                    || number > 12
            }
        };
        assert!(told, "{term}: {said} from “{value}”");
    }
}

#[test]
fn ranges_hold_the_values() {
    for text in VARIANTS.iter().chain([&template::body().as_str()]) {
        let body = Body::new(text).expect("a body within bounds");
        assert_ranges(body.as_str(), &read(&body));
    }
}

#[test]
fn every_value_is_live_in_the_text() {
    let (body, terms) = whole();
    let live = read(&body).live(&terms, |term| format!("#term-{}", term.as_str()));
    assert!(live.iter().all(|mark| mark.class == Class::Term));
    let terms_of = |needle: &str| {
        live.iter()
            .filter(|mark| &body.as_str()[mark.range.clone()] == needle)
            .count()
    };
    assert_eq!(
        (
            terms_of("four weeks"),
            terms_of("30%"),
            terms_of("two hours"),
            terms_of("median")
        ),
        (3, 1, 3, 1)
    );
    let hours = live
        .iter()
        .find(|mark| &body.as_str()[mark.range.clone()] == "two hours")
        .expect("hours");
    let title = hours.title.as_deref().unwrap_or_default();
    assert!(title.contains("2 engineers × 2 h × 4 weeks = 16 h"), "{title}");
    let html: String = render_with(&body, &live)
        .into_iter()
        .map(|(_, html)| html.into_string())
        .collect();
    assert!(html.contains("href=\"#term-commit_drop_percent\""), "{html}");
}

#[test]
fn a_total_of_hours_is_live_too() {
    let (body, terms) = whole();
    for (hours, class) in [(16, Class::Term), (12, Class::TermDiffers)] {
        let text = format!(
            "{}\n## Reviewers in sum\n\nThe DRIs give {hours} hours in total.\n",
            body.as_str()
        );
        let body = Body::new(&text).expect("short");
        let live = read(&body).live(&terms, |_| "#".to_owned());
        let mark = live
            .iter()
            .find(|mark| text[mark.range.clone()] == *format!("{hours} hours"))
            .expect("live");
        assert_eq!(mark.class, class);
    }
}

/// What is changed in the whole proposal, and the terms that are then seen to differ.
const EDITS: &[(&str, &str, &[TermName])] = &[
    (
        "at least 30% lower",
        "at least 20% lower",
        &[TermName::CommitDropPercent],
    ),
    ("at least 30% lower", "at least thirty percent lower", &[]),
    (
        "at least 30% lower",
        "at least thirty-five per cent lower",
        &[TermName::CommitDropPercent],
    ),
    ("at least 30% lower", "a third lower", &[TermName::CommitDropPercent]),
    ("at least 30% lower", "a quarter lower", &[TermName::CommitDropPercent]),
    (
        "are at least 30% lower",
        "need not be 30% lower",
        &[TermName::CommitDropPercent],
    ),
    ("The pilot runs for four weeks", "The pilot runs for 4 weeks", &[]),
    (
        "The pilot runs for four weeks",
        "The pilot runs for six weeks",
        &[TermName::Weeks],
    ),
    (
        "The pilot runs for four weeks",
        "The pilot runs for about six weeks",
        &[TermName::Weeks],
    ),
    (
        "each DRI gives two hours a week",
        "each DRI gives three hours a week",
        &[TermName::DriHoursPerWeek],
    ),
    (
        "Each pilot PM has an engineering DRI, and each DRI gives two hours a week",
        "A senior engineer gives two hours a week",
        &[TermName::DriHoursPerWeek],
    ),
    (
        "Two pilot PMs take part",
        "Three pilot PMs take part",
        &[TermName::PilotPms],
    ),
    ("is the median of", "is the mean of", &[TermName::BaselineStatistic]),
    (
        "of the four features shipped last",
        "of the six features shipped last",
        &[TermName::BaselineFeatures],
    ),
    (
        "averages at least 3.",
        "averages at least 4.",
        &[TermName::EnergyAtLeast],
    ),
    ("averages at least 3.", "averages above 3.", &[TermName::EnergyAtLeast]),
    (
        "are no higher than the baseline",
        "may be a little higher than the baseline",
        &[TermName::CyclesMustNotIncrease],
    ),
    (
        "moved in the expected direction",
        "moved or stayed, whatever the direction",
        &[TermName::OutcomeMustMove],
    ),
    (
        "when all four of these hold",
        "when all three of these hold",
        &[TermName::SuccessAt],
    ),
    (
        "When exactly three of the four hold, we",
        "When exactly two of the four hold, we",
        &[TermName::IterateAt],
    ),
    (
        "2027-01-29 at 15:00",
        "2027-02-05 at 15:00",
        &[TermName::ReadoutAt, TermName::Asks],
    ),
    (
        "2027-01-29 at 15:00",
        "2027-01-29 at 16:00",
        &[TermName::ReadoutAt, TermName::Asks],
    ),
    (
        "2027-01-29 at 15:00",
        "2027-01-29",
        &[TermName::ReadoutAt, TermName::Asks],
    ),
    (
        "- Feature flags they own, and how far those are rolled out\n",
        "",
        &[TermName::PmZone],
    ),
    ("authentication, ", "", &[TermName::EngineeringZone]),
    ("- A change outside the PM zone.\n", "", &[TermName::NoGo]),
    (
        "3. Agree to the boundary",
        "3. Think about the boundary",
        &[TermName::Asks],
    ),
    (
        "3. Cycle time, from opened to merged (reported only, it has no criterion)\n",
        "",
        &[TermName::Metrics],
    ),
    (
        "- Read the style guide of the engineering team.\n",
        "",
        &[TermName::WeekOne],
    ),
    (
        "## Risks",
        "## Dates\n\nThe pilot lasts five weeks.\n\n## Risks",
        &[TermName::Weeks],
    ),
    (
        "## Risks",
        "## Risks\n\n- **It is short.** The pilot could have lasted five weeks.",
        &[],
    ),
];

#[test]
fn an_edit_that_moves_the_text_away_from_the_terms_is_seen() {
    let (body, terms) = whole();
    assert_eq!(read(&body).differing(&terms), []);
    for (old, new, expected) in EDITS {
        assert_eq!(body.as_str().matches(old).count(), 1, "{old}");
        let edited = reading(&body.as_str().replace(old, new));
        let seen: Vec<TermName> = edited
            .differing(&terms)
            .into_iter()
            .map(|differing| differing.term)
            .collect();
        assert_eq!(seen, *expected, "{old} → {new}");
        let flagged = edited
            .live(&terms, |_| "#".to_owned())
            .iter()
            .any(|mark| mark.class == Class::TermDiffers);
        let values = expected.iter().any(|term| TermName::VALUES.contains(term));
        assert_eq!(flagged, values, "{old} → {new}: marked in the text");
    }
}

#[test]
fn the_statistic_has_a_word_for_every_value() {
    for statistic in Statistic::ALL {
        assert_eq!(Statistic::parse(statistic.as_str()), Some(statistic));
    }
}

/// Pieces that texts about pilots are made of, broken and whole.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "pilot",
        "weeks",
        "four",
        "4",
        "½",
        "per",
        "week",
        "hours",
        "DRI",
        "PMs",
        "two",
        "percent",
        "%",
        "first commit",
        "idea",
        "drop",
        "by",
        "at least",
        "baseline",
        "median",
        "mean",
        "features",
        "energy",
        "readout",
        "2027-01-29",
        "15:00",
        "T15:30",
        "29 January 2027",
        "3 pm",
        "success",
        "iterate",
        "roll back",
        "of",
        "the",
        "~~",
        "**",
        "`",
        "[",
        "]",
        "(",
        "\"",
        "“",
        "”",
        ">",
        "- ",
        "1. ",
        "|",
        "\n",
        "\n\n",
        "## ",
        "# ",
        ".",
        ",",
        ";",
        "?",
        "twenty",
        "-",
        "five",
        "dozen",
        "a",
        "half",
        "and",
        "hundred",
        "zone",
        "ż",
        "’s",
        "review cycles",
        "increase",
        "not",
    ]);
    prop::collection::vec((words, prop::sample::select(vec!["", " "])), 0..80)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #![proptest_config(config::cases(80))]

    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        if let Ok(body) = Body::new(&text) {
            let reading = read(&body);
            assert_ranges(body.as_str(), &reading);
            let live = reading.live(&reading.terms, |_| String::new());
            prop_assert!(live.len() <= reading.mentions.len());
        }
    }

    #[test]
    fn no_mixture_of_telling_words_breaks_the_reader(text in piece()) {
        if let Ok(body) = Body::new(&text) {
            let reading = read(&body);
            for mention in &reading.mentions {
                prop_assert!(body.as_str().get(mention.range.clone()).is_some());
            }
            let live = reading.live(&whole().1, |_| "#".to_owned());
            prop_assert_eq!(render_with(&body, &live).len(), sections(&body).len());
        }
    }

    #[test]
    fn the_order_of_sections_changes_no_value(which in 0..VARIANTS.len(), turns in prop::collection::vec(0_usize..12, 12)) {
        let body = Body::new(VARIANTS[which]).expect("short");
        let before = read(&body);
        let mut parts: Vec<String> = sections(&body).into_iter().map(|section| section.text).collect();
        let opening = parts.remove(0);
        // One without headings of this level has nothing to put in another order.
        prop_assume!(!parts.is_empty());
        for (at, turn) in turns.into_iter().enumerate() {
            let n = parts.len();
            parts.swap(at % n, turn % n);
        }
        let after = reading(&format!("{opening}\n{}", parts.join("\n\n")));
        prop_assert_eq!(&after.terms, &before.terms);
        prop_assert_eq!(after.contradictions.len(), before.contradictions.len());
    }

    #[test]
    fn sections_about_other_things_change_no_value(
        which in 0..VARIANTS.len(),
        heading in prop::sample::select(vec!["Thanks", "Why now", "Risks", "Not in scope", "Alternatives considered", "Background"]),
        text in "[A-Za-z ,.]{0,120}",
    ) {
        let before = reading(VARIANTS[which]);
        let aside = if heading == "Thanks" { "" } else { "\n\nThe pilot lasts nine weeks, and each DRI gives nine hours a week." };
        let after = reading(&format!("{}\n\n## {heading}\n\n{text}{aside}\n", VARIANTS[which]));
        prop_assert_eq!(&after.terms, &before.terms);
    }
}
