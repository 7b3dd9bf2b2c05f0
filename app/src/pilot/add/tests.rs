use super::*;

fn arrived(built_in: bool, document: &str, file: Option<&[u8]>) -> Arrived {
    Arrived {
        built_in: if built_in { "yes" } else { "" }.to_owned(),
        document: document.to_owned(),
        file: file.unwrap_or_default().to_vec(),
        file_name: file.map(|_| "case.md".to_owned()).unwrap_or_default(),
        ..Arrived::default()
    }
}

#[test]
fn an_export_is_said_to_be_whole_or_changed() {
    let body = domain::template::body();
    let terms = reading::read(&body).terms;
    let file = domain::proposal::with_terms(domain::proposal::RevisionNumber(7), &body, &terms);
    let said = |file: &str| begun(&document(&arrived(false, file, None)).expect("fits").0);
    assert!(said(&file).contains("exactly those of the exported revision 7, hash "));
    assert!(said(&file.replace("four weeks", "six weeks")).contains("were changed after that"));
    assert!(said(&file.replace("revision: 7", "revision: x")).contains("could not be read"));
    assert!(!said(body.as_str()).contains("export"));
}

#[test]
fn a_section_that_is_too_long_is_offered_in_pieces() {
    let long = format!("## Risks\n\n{}", "A paragraph of words.\n\n".repeat(4000));
    for arrived in [arrived(false, &long, None), arrived(false, "", Some(long.as_bytes()))] {
        assert!(document(&arrived).is_err());
        let (text, offer) = in_pieces(&arrived).expect("an offer");
        assert!(offer.contains("“Risks” and “Risks (2)”"), "{offer}");
        assert!(document(&self::arrived(false, &text, None)).is_ok());
    }
    // What is wrong otherwise is said as ever.
    assert_eq!(in_pieces(&arrived(false, "", Some(b"a\0b"))), None);
    assert_eq!(in_pieces(&arrived(true, "# Mine", None)), None);
}

#[test]
fn exactly_one_document_starts_a_pilot() {
    for (given, body) in [
        (arrived(true, " \n", None), domain::template::body().as_str()),
        (arrived(false, "# Mine", None), "# Mine"),
        (arrived(false, "", Some(b"\xef\xbb\xbf# File\r\n")), "# File\n"),
    ] {
        assert_eq!(document(&given).expect("fits").0.body().as_str(), body);
    }
    for (given, field) in [
        (arrived(false, "", None), "document"),
        (arrived(true, "# Mine", None), "document"),
        (arrived(true, "", Some(b"# File")), "file"),
        (arrived(false, "", Some(b"PK\x03\x04\x14\0word/document.xml")), "file"),
        (arrived(false, "", Some(b"%PDF-1.7")), "file"),
        (arrived(false, "", Some(b"")), "file"),
        (arrived(false, "", Some(b"\xff\xfe#")), "file"),
        (arrived(false, "", Some(b"a\0b")), "file"),
    ] {
        assert_eq!(document(&given).expect_err("does not fit").0, field);
    }
}

/// Whoever has a document of a word processor is told what they can do with it, not to save it as something it cannot be.
#[test]
fn a_document_of_a_word_processor_is_pasted() {
    for file in [&b"PK\x03\x04\x14\0word/document.xml"[..], b"%PDF-1.7"] {
        let (field, sentence) = document(&arrived(false, "", Some(file))).expect_err("it is no text");
        assert!(
            field == "file" && sentence.contains("copy its whole text and paste it"),
            "{sentence}"
        );
    }
}
