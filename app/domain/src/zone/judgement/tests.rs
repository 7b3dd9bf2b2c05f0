use super::*;
use crate::zone::{Boundary, ChangedFile, Contents, FileChange, FileKind, Matching, Side};

fn item(side: Side, text: &str, rules: &[&str]) -> ZoneItem {
    ZoneItem {
        side,
        category: None,
        text: text.to_owned(),
        rules: rules.iter().map(|rule| rule.parse().expect("a rule")).collect(),
        limit: None,
        examples: Vec::new(),
    }
}

/// Words and pictures for the PM, checkout for engineering.
fn zone() -> Vec<ZoneItem> {
    vec![
        item(Side::PmZone, "Words", &["/web/locales/", "/docs/"]),
        item(Side::EngineeringZone, "Checkout logic", &["/web/src/"]),
    ]
}

fn judged(files: &[ChangedFile]) -> ChangeVerdict {
    Boundary::of(&zone(), Matching::NEWEST).judge(files, files.len())
}

fn modified(path: &str) -> ChangedFile {
    ChangedFile::new(path, FileChange::Modified)
}

fn renamed(from: &str, to: &str) -> ChangedFile {
    ChangedFile::new(to, FileChange::Renamed).from(from)
}

/// Where a file lies, and the sentence that says why.
fn told(file: ChangedFile) -> (FileZone, String) {
    let verdict = judged(&[file]);
    (verdict.files[0].zone, verdict.files[0].sentence(&zone()))
}

#[test]
fn each_file_has_its_zone_and_a_sentence() {
    let kind = |path: &str, change, kind| ChangedFile {
        kind,
        ..ChangedFile::new(path, change)
    };
    for (file, zone, sentence) in [
        (
            modified("web/locales/sv.json"),
            FileZone::PmZone,
            "web/locales/sv.json is in the PM zone: rule /web/locales/ of “Words”.",
        ),
        (
            ChangedFile::new("web/src/pay.ts", FileChange::Added),
            FileZone::EngineeringZone,
            "web/src/pay.ts stays with engineering: rule /web/src/ of “Checkout logic”.",
        ),
        (
            modified("api/a.rs"),
            FileZone::Unclassified,
            "api/a.rs is not classified: no rule speaks of it, so it counts as outside the PM zone.",
        ),
        // What is deleted is judged as well.
        (
            ChangedFile::new("docs/old.md", FileChange::Deleted),
            FileZone::PmZone,
            "docs/old.md is in the PM zone: rule /docs/ of “Words”.",
        ),
        (
            ChangedFile::new("web/src/old.ts", FileChange::Deleted),
            FileZone::EngineeringZone,
            "web/src/old.ts stays with engineering: rule /web/src/ of “Checkout logic”.",
        ),
        // Of a rename both paths count, and the one further out is named.
        (
            renamed("web/locales/da.json", "web/locales/sv.json"),
            FileZone::PmZone,
            "web/locales/sv.json is in the PM zone: rule /web/locales/ of “Words”.",
        ),
        (
            renamed("web/locales/da.json", "web/src/da.json"),
            FileZone::EngineeringZone,
            "web/src/da.json stays with engineering: rule /web/src/ of “Checkout logic”.",
        ),
        (
            renamed("web/src/pay.ts", "web/locales/pay.json"),
            FileZone::EngineeringZone,
            "web/locales/pay.json stays with engineering: it was web/src/pay.ts, rule /web/src/ of “Checkout logic”.",
        ),
        (
            renamed("api/a.md", "docs/a.md"),
            FileZone::Unclassified,
            "docs/a.md is not classified: it was api/a.md, no rule speaks of it, so it counts as outside the PM zone.",
        ),
        (
            renamed("web/src/a.md", "api/a.md"),
            FileZone::EngineeringZone,
            "api/a.md stays with engineering: it was web/src/a.md, rule /web/src/ of “Checkout logic”.",
        ),
        // A copy leaves its original as it was.
        (
            ChangedFile::new("docs/a.md", FileChange::Copied).from("web/src/a.md"),
            FileZone::PmZone,
            "docs/a.md is in the PM zone: rule /docs/ of “Words”.",
        ),
        (
            kind("docs/run.sh", FileChange::Modified, FileKind::ModeChanged),
            FileZone::EngineeringZone,
            "docs/run.sh stays with engineering: the change makes it executable, or another kind of file.",
        ),
        (
            kind("docs/link", FileChange::Added, FileKind::Symlink),
            FileZone::EngineeringZone,
            "docs/link stays with engineering: it is a symbolic link, which leads wherever it says.",
        ),
        (
            kind("docs/theme", FileChange::Modified, FileKind::Submodule),
            FileZone::EngineeringZone,
            "docs/theme stays with engineering: it is a submodule, the code of another repository.",
        ),
        (
            kind("web/src/link", FileChange::Added, FileKind::Symlink),
            FileZone::EngineeringZone,
            "web/src/link stays with engineering: rule /web/src/ of “Checkout logic”.",
        ),
        // What could move the boundary is never inside it.
        (
            modified("docs/CODEOWNERS"),
            FileZone::EngineeringZone,
            "docs/CODEOWNERS stays with engineering: it says who reviews what.",
        ),
        // What no repository holds, or no rule can name.
        (
            modified("docs/../web/src/pay.ts"),
            FileZone::Unclassified,
            "docs/../web/src/pay.ts is not classified: no rule can name such a path, so it counts as outside the PM zone.",
        ),
        (
            modified("docs\\a.md"),
            FileZone::Unclassified,
            "docs\\a.md is not classified: no rule can name such a path, so it counts as outside the PM zone.",
        ),
        // What cannot be seen is shown by its number.
        (
            modified("docs/a\u{202e}dm.js"),
            FileZone::PmZone,
            "docs/a⟨U+202E⟩dm.js is in the PM zone: rule /docs/ of “Words”.",
        ),
    ] {
        assert_eq!(told(file), (zone, sentence.to_owned()));
    }
}

#[test]
fn who_reviews_what_stays_with_engineering_wherever_it_is_looked_for() {
    let everything = [item(Side::PmZone, "All", &["*"])];
    let zone = |path: &str| {
        let verdict = Boundary::of(&everything, Matching::NEWEST).judge(&[modified(path)], 1);
        verdict.files[0].zone
    };
    for path in [
        "CODEOWNERS",
        ".github/CODEOWNERS",
        ".gitlab/CODEOWNERS",
        ".gitea/CODEOWNERS",
        "docs/CODEOWNERS",
        "./CODEOWNERS",
        ".countersign/zone.json",
    ] {
        assert_eq!(zone(path), FileZone::EngineeringZone, "{path}");
    }
    let read_from = |path: &str| {
        let boundary = Boundary::of(&everything, Matching::NEWEST).read_from(path);
        boundary.judge(&[modified("ci/zone.json")], 1).files[0].zone
    };
    assert_eq!(read_from("./ci/zone.json"), FileZone::EngineeringZone);
    assert_eq!(read_from("../zone.json"), FileZone::PmZone);
    for path in [
        "web/CODEOWNERS",
        "CODEOWNERS.md",
        "docs/MYCODEOWNERS",
        "countersign/zone.json",
        "web/.countersign/a",
    ] {
        assert_eq!(zone(path), FileZone::PmZone, "{path}");
    }
}

#[test]
fn a_change_is_inside_only_when_all_of_it_is_known_to_be() {
    let inside = judged(&[modified("docs/a.md"), modified("web/locales/sv.json")]);
    assert!(inside.is_inside());
    assert_eq!(inside.reasons(&zone()), [""; 0]);
    assert_eq!(inside.summary(), "Inside the PM zone: of 2 files 2 are in the PM zone.");

    let outside = judged(&[
        modified("docs/a.md"),
        modified("web/src/pay.ts"),
        modified("api/a.rs"),
        renamed("web/src/a.md", "docs/b.md"),
    ]);
    assert!(!outside.is_inside());
    let counts = Counts {
        pm_zone: 1,
        engineering_zone: 2,
        unclassified: 1,
    };
    assert_eq!(outside.counts(), counts);
    assert_eq!(
        outside.summary(),
        "Outside the PM zone: of 4 files 1 is in the PM zone, 2 stay with engineering, 1 is not classified."
    );
    assert_eq!(
        outside.reasons(&zone()),
        [
            "web/src/pay.ts stays with engineering: rule /web/src/ of “Checkout logic”.",
            "api/a.rs is not classified: no rule speaks of it, so it counts as outside the PM zone.",
            "docs/b.md stays with engineering: it was web/src/a.md, rule /web/src/ of “Checkout logic”.",
        ]
    );
    let one = judged(&[modified("web/src/pay.ts")]);
    assert_eq!(
        one.summary(),
        "Outside the PM zone: of 1 file 1 stays with engineering."
    );
    let two = judged(&[modified("a"), modified("b")]);
    assert_eq!(two.summary(), "Outside the PM zone: of 2 files 2 are not classified.");
}

#[test]
fn three_thousand_files_are_judged_and_one_more_is_outside() {
    let files: Vec<ChangedFile> = (0..=3_000).map(|n| modified(&format!("docs/{n}.md"))).collect();
    let boundary = Boundary::of(&zone(), Matching::NEWEST);
    let of = |listed: usize, total: usize| {
        let verdict = boundary.judge(&files[..listed], total);
        let whole = verdict.reasons(&zone());
        (verdict.is_inside(), verdict.files.len(), whole.join(" "))
    };
    assert_eq!(of(3_000, 3_000), (true, 3_000, String::new()));
    let too_many = |files: usize| {
        format!("The change has {files} files; at most 3000 are judged, so it counts as outside the PM zone.")
    };
    assert_eq!(of(3_001, 3_001), (false, 3_000, too_many(3_001)));
    // The host lists 3,000 and says that there are more.
    assert_eq!(of(3_000, 3_100), (false, 3_000, too_many(3_100)));
    let cut = "Only 2 of the 3 files of this change are listed, so it counts as outside the PM zone.";
    assert_eq!(of(2, 3), (false, 2, cut.to_owned()));
    // Who counts fewer than they list is not believed.
    assert_eq!(of(3, 2), (true, 3, String::new()));
    let none = "No file of this change is known, so it counts as outside the PM zone.";
    assert_eq!(of(0, 0), (false, 0, none.to_owned()));
    let none = boundary.judge(&[], 0);
    assert_eq!(none.summary(), "Outside the PM zone: no file was judged.");
}

/// As it is stored: what was written once has to be read for ever.
#[test]
fn files_and_verdicts_have_a_json_for_ever() {
    for (file, json) in [
        (
            modified("web/locales/sv.json"),
            r#"{"path":"web/locales/sv.json","change":"modified"}"#,
        ),
        (
            ChangedFile {
                kind: FileKind::Symlink,
                ..renamed("web/a.ts", "web/b.ts")
            },
            r#"{"path":"web/b.ts","previous":"web/a.ts","change":"renamed","kind":"symlink"}"#,
        ),
        (
            ChangedFile {
                kind: FileKind::Submodule,
                ..ChangedFile::new("lib", FileChange::Added)
            },
            r#"{"path":"lib","change":"added","kind":"submodule"}"#,
        ),
        (
            ChangedFile {
                kind: FileKind::ModeChanged,
                ..ChangedFile::new("a", FileChange::Copied).from("b")
            },
            r#"{"path":"a","previous":"b","change":"copied","kind":"mode_changed"}"#,
        ),
        (
            ChangedFile {
                contents: Some(Contents {
                    before: Some("{}".to_owned()),
                    after: None,
                }),
                ..ChangedFile::new("a.json", FileChange::Deleted)
            },
            r#"{"path":"a.json","change":"deleted","contents":{"before":"{}"}}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&file).expect("json"), json);
        assert_eq!(serde_json::from_str::<ChangedFile>(json).expect("a file"), file);
    }
    let verdict = judged(&[
        modified("docs/a.md"),
        renamed("web/src/a.md", "docs/b.md"),
        modified("x"),
        modified("CODEOWNERS"),
        modified("../x"),
    ]);
    let json = concat!(
        r#"{"files":[{"path":"docs/a.md","zone":"pm_zone","why":{"rule":{"item":0,"rule":"/docs/"}}},"#,
        r#"{"path":"docs/b.md","previous":"web/src/a.md","zone":"engineering_zone","#,
        r#""why":{"rule":{"item":1,"rule":"/web/src/"}},"by_previous":true},"#,
        r#"{"path":"x","zone":"unclassified","why":"no_rule"},"#,
        r#"{"path":"CODEOWNERS","zone":"engineering_zone","why":"policy"},"#,
        r#"{"path":"../x","zone":"unclassified","why":"no_path"}]}"#
    );
    assert_eq!(serde_json::to_string(&verdict).expect("json"), json);
    assert_eq!(serde_json::from_str::<ChangeVerdict>(json).expect("a verdict"), verdict);
    for (unjudged, json) in [
        (Unjudged::NoFiles, r#"{"files":[],"unjudged":"no_files"}"#),
        (
            Unjudged::TooMany { files: 3_001 },
            r#"{"files":[],"unjudged":{"too_many":{"files":3001}}}"#,
        ),
        (
            Unjudged::Incomplete { listed: 1, files: 2 },
            r#"{"files":[],"unjudged":{"incomplete":{"listed":1,"files":2}}}"#,
        ),
    ] {
        let verdict = ChangeVerdict {
            files: Vec::new(),
            unjudged: Some(unjudged),
        };
        assert_eq!(serde_json::to_string(&verdict).expect("json"), json);
        assert_eq!(serde_json::from_str::<ChangeVerdict>(json).expect("a verdict"), verdict);
    }
    for (why, word) in [
        (Why::ModeChanged, r#""mode_changed""#),
        (Why::Symlink, r#""symlink""#),
        (Why::Submodule, r#""submodule""#),
    ] {
        assert_eq!(serde_json::to_string(&why).expect("json"), word);
    }
    for zone in [FileZone::PmZone, FileZone::EngineeringZone, FileZone::Unclassified] {
        assert_eq!(
            serde_json::to_string(&zone).expect("json"),
            format!("\"{}\"", zone.as_str())
        );
    }
    assert!(serde_json::from_str::<ChangedFile>(r#"{"path":"a","change":"touched"}"#).is_err());
}
