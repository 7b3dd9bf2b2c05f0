//! Where each term stands, and that what a page tells people to write, written where it belongs, settles it.

use domain::document::Body;
use domain::terms::{Missing, Reading, Row, Source, State, TermName, Terms, open, rows};
use reading::read;

fn reading(text: &str) -> Reading {
    read(&Body::new(text).expect("short"))
}

/// The rows of a text as it is imported.
fn imported(text: &str) -> Vec<Row> {
    let reading = reading(text);
    rows(&reading.beyond_doubt(), &reading)
}

fn of(rows: &[Row], term: TermName) -> &State {
    &rows.iter().find(|row| row.term == term).expect("each term once").state
}

/// What stands between the quotation marks of an advice.
fn quoted(advice: &str) -> &str {
    let (_, rest) = advice.split_once('“').expect("an example");
    rest.split_once('”').expect("its end").0
}

#[test]
fn each_advice_written_where_it_says_settles_its_term() {
    let terms = TermName::VALUES
        .into_iter()
        .chain(TermName::LISTS)
        .chain([TermName::EnergyBaseline, TermName::MissingData]);
    for term in terms {
        let advice = Missing::of(term, None).suggestion;
        let text = if TermName::LISTS.contains(&term) {
            format!(
                "# A pilot\n\nProduct managers ship.\n\n## {}\n\n- Attend the readout\n",
                quoted(&advice)
            )
        } else {
            let place = if advice.contains("among the success criteria") {
                "Success criteria"
            } else {
                "The pilot"
            };
            format!("# A pilot\n\n## {place}\n\n{}\n", quoted(&advice))
        };
        let found = imported(&text);
        let state = of(&found, term);
        assert!(
            matches!(state, State::Settled { .. }),
            "{term}: {advice}\n{text}\n{state:?}"
        );
    }
}

#[test]
fn a_metric_that_is_said_to_be_reported_only_is_no_finding() {
    let text = |third: &str| {
        format!(
            "# A pilot\n\n## Metrics\n\n1. Days from idea to first commit.\n2. Review cycles per PR.\n3. {third}\n\n\
             ## Success criteria\n\nThe pilot is a success if both hold:\n\n\
             1. Days from idea to first commit dropped by at least 30%.\n2. Review cycles per PR did not increase.\n"
        )
    };
    let before = imported(&text("Cycle time: PR opened to PR merged."));
    assert!(of(&before, TermName::MetricsWithoutCriterion).is_open());
    let advice = Missing::of(TermName::MetricsWithoutCriterion, None).suggestion;
    let clears = |third: &str| {
        let now = imported(&text(third));
        assert!(
            now.iter().all(|row| row.term != TermName::MetricsWithoutCriterion),
            "{third}"
        );
        // What it says of the metric does not unsettle the list it stands in, nor the criteria.
        assert_eq!(open(&now), open(&before) - 1, "{third}");
        let (old, new) = (
            reading(&text("Cycle time: PR opened to PR merged.")),
            reading(&text(third)),
        );
        let terms = old.beyond_doubt().follow(&old, &new);
        assert!(new.differing(&terms).is_empty(), "{third}");
    };
    clears(&format!("Cycle time: PR opened to PR merged. {}", quoted(&advice)));
    clears("Cycle time: PR opened to PR merged. Reported only; it is not a success criterion.");
    clears("Cycle time: PR opened to PR merged (reported only).");
}

#[test]
fn a_choice_settles_a_contradiction_until_the_sentences_are_others() {
    let text = |weeks: &str| {
        format!(
            "# A pilot of four weeks\n\n## The pilot\n\nThe pilot runs for four weeks.\n\n## Dates\n\nThe pilot runs for {weeks}.\n"
        )
    };
    let six = reading(&text("six weeks"));
    let terms = six.beyond_doubt();
    assert_eq!(terms.weeks, None);
    let State::Contradicted { choices, .. } = of(&rows(&terms, &six), TermName::Weeks).clone() else {
        panic!("two lengths")
    };
    let offered: Vec<(Option<&str>, &str, &str)> = choices
        .iter()
        .map(|choice| {
            (
                choice.typed.as_deref(),
                choice.said.as_str(),
                choice.places[0].sentence.as_str(),
            )
        })
        .collect();
    assert_eq!(
        offered,
        [
            (Some("4"), "4 weeks", "The pilot runs for four weeks."),
            (Some("6"), "6 weeks", "The pilot runs for six weeks.")
        ]
    );
    let chosen = Terms {
        weeks: Some(6),
        ..terms.clone()
    };
    // The number alone is no answer: it may have stood there before.
    assert!(of(&rows(&chosen, &six), TermName::Weeks).is_open());
    let chosen = chosen.decide(&six, &[TermName::Weeks]);
    let now = rows(&chosen, &six);
    assert!(
        matches!(of(&now, TermName::Weeks), State::Settled { value, source: Source::Person(places) } if value == "6 weeks" && places.len() == 2)
    );
    let five = reading(&text("five weeks"));
    assert!(of(&rows(&chosen, &five), TermName::Weeks).is_open());
    // And where the text says one thing alone, the word is no longer needed.
    let plain = reading("# A pilot\n\nThe pilot runs for six weeks.\n");
    assert!(chosen.decide(&plain, &[]).decided.is_empty());
}

#[test]
fn a_count_of_three_criteria_is_asked_about_with_its_sentence() {
    let text = "# A pilot\n\n## Success criteria\n\nThe pilot is a success when three of the three hold:\n\n1. The days from idea to first commit drop by at least 30 %.\n2. Review cycles do not increase.\n3. Energy averages at least 3 of 5.\n\nIf two of the three hold, we iterate.\n";
    let found = imported(text);
    for (term, said) in [
        (
            TermName::SuccessAt,
            "The pilot is a success when three of the three hold:",
        ),
        (TermName::IterateAt, "If two of the three hold, we iterate."),
    ] {
        let State::Unclear { places, .. } = of(&found, term) else {
            panic!("{term}: {:?}", of(&found, term))
        };
        assert!(places[0].sentence.contains(said), "{places:?}");
    }
}

#[test]
fn what_cannot_be_is_open_on_every_row_it_concerns() {
    let text = "# A pilot\n\n## Success criteria\n\nThe pilot is a success when three of the four criteria are met. If three of four are met, we iterate.\n";
    let found = imported(text);
    for term in [TermName::SuccessAt, TermName::IterateAt] {
        let State::Contradicted { choices, why } = of(&found, term) else {
            panic!("{term}: {:?}", of(&found, term))
        };
        assert_eq!(
            why[..],
            ["Iterate must need fewer criteria than success, and needs 3 where success needs 3."]
        );
        assert_eq!(choices[0].typed.as_deref(), Some("3"), "{term}");
    }
    assert_eq!(reading(text).beyond_doubt().success_at, None);
    for (term, wrong) in [
        (
            TermName::EnergyAtLeast,
            Terms {
                energy_at_least: Some(7.into()),
                ..Terms::default()
            },
        ),
        (
            TermName::IterateAt,
            Terms {
                success_at: Some(2),
                iterate_at: Some(3),
                ..Terms::default()
            },
        ),
    ] {
        assert!(
            matches!(of(&rows(&wrong, &Reading::default()), term), State::Contradicted { .. }),
            "{term}"
        );
    }
}
