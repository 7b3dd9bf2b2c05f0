use super::*;
use crate::activity::{Entry, Link};
use crate::ids::PersonId;

#[test]
fn a_table_is_text_to_a_spreadsheet_and_keeps_its_numbers() {
    let rows = [
        ["=HYPERLINK(\"https://x.example\",\"Banner\")", "-5"],
        ["+1+1", "+5"],
        ["-2+3", "-0.25"],
        ["@SUM(A1)", "12.5"],
        ["\tsum", "-"],
        ["\rsum", "-1.2.3"],
        ["two\nlines, and \"quotes\"", " =1+1"],
        ["plain", ""],
    ];
    let rows: Vec<Vec<String>> = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let expected = [
        "Name,Value",
        "\"'=HYPERLINK(\"\"https://x.example\"\",\"\"Banner\"\")\",-5",
        "'+1+1,+5",
        "'-2+3,-0.25",
        "'@SUM(A1),12.5",
        "'\tsum,'-",
        "\"'\rsum\",'-1.2.3",
        "\"two\nlines, and \"\"quotes\"\"\",' =1+1",
        "plain,",
        "",
    ];
    assert_eq!(table(&["Name", "Value"], &rows), expected.join("\r\n"));
}

fn reader() -> Reader {
    Reader {
        person: PersonId(7),
        name: "Olga".to_owned(),
        roles: vec!["Observer".to_owned()],
    }
}

fn listed(name: &str) -> Listed {
    Listed {
        name: name.to_owned(),
        what: "A file".to_owned(),
        bytes: 3,
        sha256: digest(b"abc"),
    }
}

fn manifest(names: &[&str]) -> String {
    let head = Link {
        seq: 4,
        hash: "0".repeat(64),
    };
    let files = names.iter().map(|name| listed(name)).collect();
    let made = ("2026-03-02T09:00:00Z".parse().expect("a time"), reader());
    json(&Manifest::new("0.1.0", "checkout", made, head, Vec::new(), files))
}

/// What is written once has to be read for ever.
#[test]
fn a_manifest_has_a_form_for_ever() {
    let text = manifest(&["case.json"]);
    let expected = r#"{
  "kind": "countersign evidence bundle",
  "format": 1,
  "program": "0.1.0",
  "pilot": "checkout",
  "made_at": "2026-03-02T09:00:00Z",
  "reader": {
    "person": 7,
    "name": "Olga",
    "roles": [
      "Observer"
    ]
  },
  "head": {
    "seq": 4,
    "hash": "0000000000000000000000000000000000000000000000000000000000000000"
  },
  "left_out": [],
  "files": [
    {
      "name": "case.json",
      "what": "A file",
      "bytes": 3,
      "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    }
  ]
}
"#;
    assert_eq!(text, expected);
    let read = Manifest::read(&text).expect("a manifest");
    assert_eq!(json(&read), text);
    assert_eq!(read.file("case.json"), Some(&listed("case.json")));
    assert_eq!(read.file("other.json"), None);
}

#[test]
fn a_manifest_names_plain_files_once() {
    for names in [
        &["case.json", "case.json"][..],
        &["MANIFEST.json"],
        &["../case.json"],
        &["a/b.json"],
        &["a\\b.json"],
        &["/etc/passwd"],
        &["C:case.json"],
        &[".hidden"],
        &["a..b"],
        &[""],
        &["Ünlisted.json"],
    ] {
        let found = Manifest::read(&manifest(names));
        assert!(matches!(found, Err(NotAManifest::Form(_))), "{names:?}: {found:?}");
    }
    let many: Vec<String> = (0..65).map(|n| format!("{n}.csv")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(Manifest::read(&manifest(&many)).is_err());
    assert!(Manifest::read(&manifest(&many[..64])).is_ok());
    let text = manifest(&["case.json"]);
    for (from, to, expected) in [
        ("\"format\": 1", "\"format\": 2", true),
        ("countersign evidence bundle", "another bundle", false),
        ("\"left_out\"", "\"left\"", false),
    ] {
        let found = Manifest::read(&text.replacen(from, to, 1));
        assert_eq!(found == Err(NotAManifest::Format), expected, "{found:?}");
        assert!(found.is_err(), "{to}");
    }
}

#[test]
fn what_the_log_says_first_of_a_revision_counts() {
    let entry = |seq, action: &str, detail: &str| Entry {
        seq,
        at: "2026-03-02T09:00:00Z".parse().expect("a time"),
        person: Some(1),
        pilot: Some(1),
        action: action.to_owned(),
        detail: detail.to_owned(),
        seals: None,
    };
    let mut claims = Claims::default();
    for (seq, action, detail) in [
        (
            1,
            "pilot.add",
            r#"{"digest":"aa","name":"Checkout","revision":1,"zone":"Europe/Berlin"}"#,
        ),
        (
            2,
            "proposal.send",
            r#"{"digest":"bb","request":1,"revision":1,"zone_version":1}"#,
        ),
        (3, "pilot.start", r#"{"digest":"cc","revision":2,"zone_version":1}"#),
        (4, "zone.revise", "no JSON"),
    ] {
        claims.take(&entry(seq, action, detail));
    }
    let said = format!("{claims:?}");
    assert!(said.contains(r#"revisions: {1: ("aa", 1)}"#), "{said}");
}
