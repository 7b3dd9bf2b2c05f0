use super::*;
use domain::document::sections;

fn said(text: &str) -> Vec<(TermName, String)> {
    let terms = Terms {
        weeks: Some(4),
        commit_drop_percent: Some(30.into()),
        ..Terms::default()
    };
    let body = Body::new(text).expect("short");
    let found = restated(&sections(&body)[0], &terms, Edition::NEWEST);
    found.into_iter().map(|one| (one.term, one.said)).collect()
}

#[test]
fn another_value_is_noticed_wherever_it_stands() {
    let bar = || vec![(TermName::CommitDropPercent, "at least 20 %".to_owned())];
    for (text, expected) in [
        ("## Risks\n\nThe bar is 20 %.\n", bar()),
        ("## Risks\n\nThe bar is **20** percent.\n", bar()),
        ("Risks\n-----\n\nOur threshold is twenty percent.\n", bar()),
        (
            "## Why now\n\nDays from idea to first commit have to be at least 20% lower.\n",
            bar(),
        ),
        (
            "## Why now\n\nThe pilot runs for six weeks.\n",
            vec![(TermName::Weeks, "6 weeks".to_owned())],
        ),
    ] {
        assert_eq!(said(text), expected, "{text:?}");
    }
}

#[test]
fn what_the_terms_say_too_and_what_is_no_statement_is_not() {
    for text in [
        "## Risks\n\nThe bar is 30 %.\n",
        "## Risks\n\nAbout 20 % of our changes are copy.\n",
        "## Risks\n\nThe bar of last year was 20 %.\n",
        "## Risks\n\nThe bar could be 20 %.\n",
        "## Risks\n\nThe pilot runs for four weeks.\n",
        "## Risks\n\n",
    ] {
        assert_eq!(said(text), [], "{text:?}");
    }
}
