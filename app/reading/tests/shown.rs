//! What was read, beside the terms.

use domain::approval::asks;
use domain::document::Body;
use domain::template;
use domain::terms::{Statistic, TermName, Terms};
use reading::read;

#[test]
fn a_value_is_shown_as_it_was_read() {
    let reading = read(&template::body());
    let values = reading
        .found
        .iter()
        .filter(|found| TermName::VALUES.contains(&found.term));
    let mut shown = 0;
    for found in values {
        assert_eq!(reading.terms.shown(found.term).as_ref(), Some(&found.value));
        shown += 1;
    }
    assert_eq!(shown, 10, "all but the two that the template leaves open");
}

#[test]
fn the_text_differs_only_where_it_says_something() {
    let template = template::body();
    let mut terms = read(&template).terms;
    terms.readout_at = Some("2026-04-24T15:00:00".parse().expect("a time"));
    assert_eq!(read(&template).differing(&terms), []);
    let five = Body::new(&template.as_str().replace("four weeks", "five weeks")).expect("short");
    let differing = read(&five).differing(&terms);
    let names: Vec<TermName> = differing.iter().map(|differing| differing.term).collect();
    assert_eq!(names, [TermName::Weeks, TermName::Asks]);
    assert_eq!(
        (
            differing[0].term,
            differing[0].text.as_deref(),
            differing[0].terms.as_deref()
        ),
        (TermName::Weeks, Some("5 weeks"), Some("4 weeks"))
    );
    let text = differing[1].text.as_deref().unwrap_or_default();
    assert!(text.contains("for the five weeks"), "{text}");
    let terms = differing[1].terms.as_deref().unwrap_or_default();
    assert!(terms.contains("for the four weeks"), "{terms}");
}

#[test]
fn the_document_s_words_stand_beside_the_ask_they_belong_to() {
    let terms = Terms {
        baseline_statistic: Some(Statistic::Median),
        readout_at: "2026-04-24T15:00:00".parse().ok(),
        ..read(&template::body()).terms
    };
    let asks = asks(&terms.agreed().expect("nothing missing"), &terms, 1, chrono_tz::UTC);
    assert_eq!(asks.len(), 4);
    for (ask, word) in asks.iter().zip(["Approve", "hours", "boundary", "readout"]) {
        assert!(ask.words.as_ref().is_some_and(|words| words.contains(word)), "{ask:?}");
    }
}
