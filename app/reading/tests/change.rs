//! Whether an approval outlives an edit: a table of edits, each judged by hand.

use domain::document::{Body, reorder, replace_section, sections};
use domain::proposal::{Change, Reason, SectionEdit};
use domain::template;
use domain::terms::{Statistic, TermName, Terms};
use proptest::prelude::*;
use reading::{Edition, change, read};

fn body(text: &str) -> Body {
    Body::new(text).expect("a body within bounds")
}

fn terms() -> Terms {
    Terms {
        baseline_statistic: Some(Statistic::Median),
        readout_at: "2026-05-15T16:00:00".parse().ok(),
        ..read(&template::body()).terms
    }
}

/// The template with one place of it changed; the terms stay what they are.
fn edited(from: &str, to: &str) -> Change {
    let old = template::body();
    assert_eq!(old.as_str().matches(from).count(), 1, "{from}");
    let new = body(&old.as_str().replace(from, to));
    change((&old, &terms()), (&new, &terms()))
}

fn editorial(titles: &[&str]) -> Change {
    Change::Editorial {
        sections: titles.iter().map(|title| (*title).to_owned()).collect(),
    }
}

fn material(sections: &[(&str, SectionEdit)]) -> Change {
    Change::Material {
        reasons: sections
            .iter()
            .map(|(title, edit)| Reason::Section((*title).to_owned(), *edit))
            .collect(),
    }
}

const JUDGE: &str = "How we judge it";

#[test]
fn a_typo_that_binds_nobody_keeps_the_approval() {
    assert_eq!(
        edited("Writing code has become cheap", "Writing code became cheap"),
        editorial(&["Why this, and why at this moment"])
    );
    assert_eq!(edited("## Risks", "## Risks, and what we do"), {
        editorial(&["Risks, and what we do", "Risks"])
    });
    let text = template::body();
    assert_eq!(change((&text, &terms()), (&text, &terms())), Change::Unchanged);
}

#[test]
fn the_bar_cannot_be_lowered_in_any_place() {
    use SectionEdit::{Added, Changed, Deleted};
    // In the prose that binds: a list, a heading, a table, and struck out.
    assert_eq!(
        edited("at least 30% lower", "at least 20% lower"),
        material(&[(JUDGE, Changed)])
    );
    assert_eq!(
        edited("at least 30% lower", "~~at least 30%~~ lower"),
        material(&[(JUDGE, Changed)])
    );
    assert_eq!(
        edited("## How we judge it", "## How we judge it: 20% is enough"),
        material(&[("How we judge it: 20% is enough", Added), (JUDGE, Deleted)])
    );
    let table = |bar: &str| {
        body(&format!(
            "## Why\n\nText.\n\n## Success criteria\n\n| What | Bar |\n|---|---|\n| First commit | {bar} |\n"
        ))
    };
    let none = Terms::default();
    assert_eq!(
        change((&table("30 % lower"), &none), (&table("20 % lower"), &none)),
        material(&[("Success criteria", Changed)])
    );
    // In the terms, without a word of prose.
    let text = template::body();
    let lower = Terms {
        commit_drop_percent: Some(20.into()),
        ..terms()
    };
    assert_eq!(
        change((&text, &terms()), (&text, &lower)),
        Change::Material {
            reasons: vec![Reason::Term(TermName::CommitDropPercent)]
        }
    );
    // Where nothing binds: a sentence that says otherwise.
    let says = |title: &str, term, said: &str| Change::Material {
        reasons: vec![Reason::Says {
            title: title.to_owned(),
            term,
            said: said.to_owned(),
        }],
    };
    for sentence in ["The bar is 20 %.", "Our threshold is *twenty percent*."] {
        assert_eq!(
            edited(
                "switching it off takes seconds.",
                &format!("switching it off takes seconds. {sentence}")
            ),
            says("Risks", TermName::CommitDropPercent, "at least 20 %"),
            "{sentence}"
        );
    }
    assert_eq!(
        edited("into production for four weeks", "into production for six weeks"),
        says("In brief", TermName::Weeks, "6 weeks")
    );
    // A bar that cannot be told is asked about, never passed over.
    for sentence in [
        "The bar is a fifth.",
        "The **bar** is a\nfifth.",
        "Half of that is success enough.",
        "The threshold is 20 to 30 %.",
    ] {
        assert_eq!(
            edited(
                "switching it off takes seconds.",
                &format!("switching it off takes seconds. {sentence}")
            ),
            Change::Material {
                reasons: vec![Reason::Unclear {
                    title: "Risks".to_owned(),
                    sentence: sentence.replace("**", "").replace('\n', " "),
                }]
            },
            "{sentence}"
        );
    }
    // The same number said again contradicts nothing.
    assert_eq!(
        edited(
            "switching it off takes seconds.",
            "switching it off takes seconds. The bar is 30 %."
        ),
        editorial(&["Risks"])
    );
}

#[test]
fn an_unclear_bar_is_a_reason_once_and_for_the_edition_that_knows_it() {
    let old = template::body();
    let with = |sentence: &str| {
        let place = "switching it off takes seconds.";
        body(&old.as_str().replace(place, &format!("{place} {sentence}")))
    };
    let fifth = with("The bar is a fifth.");
    // It stood there when it was approved; a typo beside it changes nothing of it.
    let typo = body(&fifth.as_str().replace("takes seconds", "takes secnds"));
    assert_eq!(change((&fifth, &terms()), (&typo, &terms())), editorial(&["Risks"]));
    // Another one is another statement.
    let quarter = with("The bar is a quarter.");
    assert!(change((&fifth, &terms()), (&quarter, &terms())).is_material());
    // What is open, asked, or of another time states nothing.
    for sentence in [
        "The bar could be a fifth.",
        "The bar of last year was a fifth.",
        "Is the bar a fifth?",
    ] {
        assert_eq!(
            change((&old, &terms()), (&with(sentence), &terms())),
            editorial(&["Risks"]),
            "{sentence}"
        );
    }
    // What stood by the first edition stands by it.
    assert_eq!(
        Edition::First.change((&old, &terms()), (&fifth, &terms())),
        editorial(&["Risks"])
    );
}

#[test]
fn a_count_of_other_criteria_agrees_with_nothing_since_the_fourth_edition() {
    let old = template::body();
    let place = "switching it off takes seconds.";
    let new = body(&old.as_str().replace(
        place,
        &format!("{place} The pilot is a success when three of the three criteria are met."),
    ));
    let three = Terms {
        success_at: Some(3),
        iterate_at: Some(2),
        ..terms()
    };
    // Three of three read as three of the four, which these terms say.
    assert_eq!(
        Edition::Third.change((&old, &three), (&new, &three)),
        editorial(&["Risks"])
    );
    for terms in [three, terms()] {
        assert_eq!(
            Edition::Fourth.change((&old, &terms), (&new, &terms)),
            Change::Material {
                reasons: vec![Reason::Unclear {
                    title: "Risks".to_owned(),
                    sentence: "The pilot is a success when three of the three criteria are met.".to_owned(),
                }]
            }
        );
    }
}

#[test]
fn a_section_binds_by_what_it_was_and_by_what_it_is() {
    use SectionEdit::{Added, Changed, Deleted};
    // Renamed so that nobody would take it for one that binds.
    assert_eq!(
        edited("## How we judge it", "## Odds and ends"),
        material(&[("Odds and ends", Added), (JUDGE, Deleted)])
    );
    assert_eq!(
        edited("## What I ask of you", "## Background"),
        material(&[("What I ask of you", Deleted)])
    );
    // Renamed so that it is taken for one.
    assert_eq!(
        edited("## Risks", "## Success criteria"),
        material(&[("Success criteria", Added)])
    );
    let old = template::body();
    let without = replace_section(&old, "how-we-judge-it", "").expect("short");
    assert_eq!(
        change((&old, &terms()), (&without, &terms())),
        material(&[(JUDGE, Deleted)])
    );
    assert_eq!(
        edited("may refuse any merge", "may delay any merge"),
        material(&[("The pilot", Changed)])
    );
}

#[test]
fn places_emphasis_and_white_space_change_nothing() {
    let old = template::body();
    let moved = reorder(&old, &["how-we-judge-it", "in-brief", "risks"]).expect("the same sections");
    assert_ne!(moved, old);
    assert_eq!(change((&old, &terms()), (&moved, &terms())), editorial(&[]));
    assert_eq!(edited("at least 30% lower", "**at least 30%** lower"), editorial(&[]));
    assert_eq!(edited("at least 30% lower", "at least\n   30% lower"), editorial(&[]));
    let spaced = body(&old.as_str().replace("\n\n", "\n\n\n"));
    assert_eq!(change((&old, &terms()), (&spaced, &terms())), editorial(&[]));
    // White space that makes something else of the text is a change: here of a list item a code block.
    assert_eq!(
        edited("at its end:\n\n1. The", "at its end:\n\n      1. The"),
        material(&[(JUDGE, SectionEdit::Changed)])
    );
}

#[test]
fn asks_in_another_order_are_other_asks() {
    let old = template::body();
    let (one, two) = ("1. Approve the pilot.\n", "3. Agree to the boundary");
    let swapped = body(
        &old.as_str()
            .replace(
                one,
                "1. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.\n",
            )
            .replace(
                &format!("{two} of the PM zone as it stands here; changes to it belong before the start."),
                "3. Approve the pilot.",
            ),
    );
    let asks = read(&swapped).terms.asks;
    assert_eq!(asks[2], "Approve the pilot.");
    let new_terms = Terms { asks, ..terms() };
    assert_eq!(
        change((&old, &terms()), (&swapped, &new_terms)),
        Change::Material {
            reasons: vec![
                Reason::Term(TermName::Asks),
                Reason::Section("What I ask of you".to_owned(), SectionEdit::Changed)
            ]
        }
    );
}

#[test]
fn each_reason_is_a_sentence_that_tells_what_happened() {
    for (reason, sentence) in [
        (Reason::Term(TermName::Weeks), "The term “Length of the pilot” changed."),
        (
            Reason::Section("Asks".into(), SectionEdit::Changed),
            "The section “Asks” changed, and it binds both sides.",
        ),
        (
            Reason::Section("Asks".into(), SectionEdit::Deleted),
            "The section “Asks” was deleted or renamed, and it bound both sides.",
        ),
        (
            Reason::Says {
                title: "Risks".into(),
                term: TermName::Weeks,
                said: "6 weeks".into(),
            },
            "The section “Risks” now says 6 weeks of “Length of the pilot”, which is not what the terms say.",
        ),
        (
            Reason::Unclear {
                title: "Risks".into(),
                sentence: "The bar is a fifth.".into(),
            },
            "The section “Risks” now speaks of the bar without saying clearly what it is (“The bar is a fifth”).",
        ),
        (Reason::Unjudged, "The difference between the two was never judged."),
    ] {
        let sentence = sentence.replace("Length of the pilot", TermName::Weeks.label());
        assert_eq!(reason.to_string(), sentence);
    }
}

proptest! {
    /// Whatever word of a binding section is replaced, the approval does not outlive it.
    #[test]
    fn any_word_of_a_binding_section_counts(at in 0_usize..10_000, word in "[a-z]{3,9}") {
        let old = template::body();
        let all = sections(&old);
        let section = all.iter().find(|section| section.key == "how-we-judge-it").expect("the criteria");
        let words: Vec<(usize, &str)> = section
            .text
            .match_indices(|c: char| c.is_alphanumeric())
            .collect();
        let (place, letter) = words[at % words.len()];
        let text = format!("{}{word}{letter}{}", &section.text[..place], &section.text[place + letter.len()..]);
        let new = replace_section(&old, &section.key, &text).expect("short");
        let is_material = matches!(change((&old, &terms()), (&new, &terms())), Change::Material { .. });
        prop_assert!(is_material, "{}", text);
    }
}
