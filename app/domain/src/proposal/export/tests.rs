use super::*;
use crate::decimal::Decimal;

fn exported(text: &str) -> (Body, Terms, String) {
    let body = Body::new(text).expect("short");
    let terms = Terms {
        pilot_pms: Some(2),
        asks: vec!["Approve the pilot.".to_owned()],
        ..Terms::default()
    };
    let file = with_terms(RevisionNumber(7), &body, &terms);
    (body, terms, file)
}

#[test]
fn an_export_with_its_terms_comes_back_whole_whatever_the_line_ends() {
    let (body, terms, file) = exported(crate::template::body().as_str());
    for file in [file.clone(), file.replace('\n', "\r\n"), format!("\u{feff}{file}")] {
        let imported = import(&file).expect("fits");
        assert_eq!(imported.is_whole(), Some(true));
        assert_eq!((imported.body(), imported.terms()), (&body, Some(&terms)));
        assert!(matches!(imported, Imported::Exported { revision, .. } if revision == RevisionNumber(7)));
    }
}

#[test]
fn decimals_and_a_tolerance_come_back_whole() {
    let (body, ..) = exported("## Criteria\n");
    let terms = Terms {
        energy_at_least: Some(Decimal::hundredths(320)),
        cycles_must_not_increase: Some(true),
        cycles_tolerance_percent: Decimal::hundredths(1250),
        ..Terms::default()
    };
    let file = with_terms(RevisionNumber(7), &body, &terms);
    assert!(
        file.contains(r#""energy_at_least":3.2,"#) && file.contains(r#","cycles_tolerance_percent":12.5}"#),
        "{file}"
    );
    let imported = import(&file).expect("fits");
    assert_eq!((imported.is_whole(), imported.terms()), (Some(true), Some(&terms)));
}

#[test]
fn a_changed_export_keeps_its_terms_and_says_so() {
    let (.., file) = exported("## Time\n\nFour weeks.\n");
    let imported = import(&file.replace("Four weeks.", "Five weeks.")).expect("fits");
    assert_eq!(imported.is_whole(), Some(false));
    assert_eq!(imported.body().as_str(), "## Time\n\nFive weeks.\n");
}

#[test]
fn a_front_matter_of_somebody_else_is_text() {
    for text in [
        "---\ntitle: x\n---\n\n# Mine\n",
        "---\n# Mine\n",
        " ---\ncountersign: 1\n---\n",
        "",
    ] {
        assert_eq!(
            import(text),
            Ok(Imported::Text(Body::new(text).expect("short"))),
            "{text}"
        );
    }
}

#[test]
fn a_block_that_cannot_be_read_is_kept_as_text() {
    let (.., file) = exported("Text.\n");
    for broken in [
        file.replace("revision: 7", "revision: 0"),
        file.replace("revision: 7", "revision: seven"),
        file.replace("digest: ", "digest: x"),
        file.replace("\"weeks\":null", "\"weeks\":\"four\""),
        file.replace("Approve the pilot.", "\\u0000"),
        file.replace("\n---\n", "\n"),
        file.replace("\n---\n", "\nmore: x\n---\n"),
    ] {
        assert_ne!(broken, file);
        let imported = import(&broken).expect("fits");
        assert_eq!(imported, Imported::Damaged(Body::new(&broken).expect("short")));
        assert_eq!((imported.terms(), imported.is_whole()), (None, None));
    }
}
