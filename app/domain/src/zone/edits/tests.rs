use serde_json::json;

use super::*;
use crate::zone::{Boundary, ChangedFile, FileChange, FileZone, Limit, Matching, Side, Wanted, Why, ZoneItem};

fn changed(path: &str, change: FileChange, before: Option<&str>, after: Option<&str>) -> ChangedFile {
    ChangedFile {
        contents: Some(Contents {
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }),
        ..ChangedFile::new(path, change)
    }
}

fn modified(path: &str, before: &str, after: &str) -> ChangedFile {
    changed(path, FileChange::Modified, Some(before), Some(after))
}

fn item(rule: &str, limit: Option<Limit>) -> ZoneItem {
    ZoneItem {
        side: Side::PmZone,
        category: None,
        text: rule.to_owned(),
        rules: vec![rule.parse().expect("a rule")],
        limit,
        examples: Vec::new(),
    }
}

#[test]
fn what_is_kept_of_a_file_is_what_changes_in_it_in_words_that_stay() {
    let before = r#"{"cart":{"items":["a","b"],"n":1,"gone":null,"old":{}},"same":"x"}"#;
    let after = r#"{"cart":{"items":["a","c"],"n":2,"old":{"new":true}},"same":"x","list":[]}"#;
    let kept = modified("web/a.json", before, after).kept();
    let stored = json!({
        "path": "web/a.json",
        "change": "modified",
        "edits": { "told": { "keys": [
            { "key": ["cart", "gone"], "before": { "other": "null" } },
            { "key": ["cart", "items", 1], "before": { "text": "b" }, "after": { "text": "c" } },
            { "key": ["cart", "n"], "before": { "other": "1" }, "after": { "other": "2" } },
            { "key": ["cart", "old", "new"], "after": { "other": "true" } },
            { "key": ["list"], "after": { "empty": "[]" } },
        ] } },
    });
    assert_eq!(serde_json::to_value(&kept).expect("JSON"), stored);
    assert_eq!(serde_json::from_value::<ChangedFile>(stored).expect("a file"), kept);
    let Some(Edits::Told { keys, byte_order: None }) = kept.edits else {
        panic!("nothing is told");
    };
    let said = |edit: &KeyEdit| (edit.key(), edit.before(), edit.after());
    assert_eq!(
        said(&keys[1]),
        (
            "cart.items[1]".to_owned(),
            Some("“b”".to_owned()),
            Some("“c”".to_owned())
        )
    );
    assert_eq!(said(&keys[4]), ("list".to_owned(), None, Some("[]".to_owned())));
    // What Fluent puts in among words is kept with them.
    let fluent = modified("a.ftl", "a = Hi { $n }\n", "a = Hey { $n }\n").kept();
    let stored = serde_json::to_value(&fluent).expect("JSON");
    assert_eq!(
        stored["edits"]["told"]["keys"][0]["after"]["holes"],
        json!(["$n"]),
        "{stored}"
    );
    assert_eq!(serde_json::from_value::<ChangedFile>(stored).expect("a file"), fluent);
}

#[test]
fn what_is_kept_of_a_file_says_why_it_is_not_told() {
    let untold = |file: ChangedFile| match file.kept().edits {
        Some(Edits::Untold(why)) => why,
        edits => panic!("{edits:?}"),
    };
    assert_eq!(
        untold(modified("a.json", "{}", "{")),
        "the file after the change cannot be read as JSON: line 1 is not valid"
    );
    let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(256 << 10));
    assert_eq!(
        untold(modified("a.json", r#"{"a":""}"#, &long)),
        "what changes in it is longer than 256 kB, and so much is not read"
    );
    let many: Vec<String> = (0..2_001).map(|at| format!(r#""k{at}":1"#)).collect();
    let many = format!("{{{}}}", many.join(","));
    assert_eq!(
        untold(changed("a.json", FileChange::Added, None, Some(&many))),
        "more than 2000 of its keys change, and so many are not read"
    );
    // A database keeps no such character.
    for after in [r#"{"a":"\u0000"}"#, r#"{"a":1,"\u0000":1}"#] {
        assert_eq!(
            untold(modified("a.json", r#"{"a":""}"#, after)),
            "it has a character of zero in it"
        );
    }
    // What is not read key by key, and what is renamed, is as unknown as it was.
    assert_eq!(
        modified("a.ts", "a", "b").kept(),
        ChangedFile::new("a.ts", FileChange::Modified)
    );
    let renamed = changed("b.json", FileChange::Renamed, Some("{}"), Some("{}")).from("a.json");
    assert_eq!(
        renamed.kept(),
        ChangedFile::new("b.json", FileChange::Renamed).from("a.json")
    );
    let half = changed("a.json", FileChange::Modified, None, Some("{}"));
    assert_eq!(half.kept(), ChangedFile::new("a.json", FileChange::Modified));
}

/// Pairs of texts of each kind, with what is to be read and what is not.
fn texts() -> Vec<ChangedFile> {
    let mut all = Vec::new();
    let pairs = |path: &str, texts: &[&str], all: &mut Vec<ChangedFile>| {
        for before in texts {
            for after in texts {
                all.push(modified(path, before, after));
            }
            all.push(changed(path, FileChange::Added, None, Some(before)));
            all.push(changed(path, FileChange::Deleted, Some(before), None));
            all.push(changed(path, FileChange::Copied, None, Some(before)).from("elsewhere.json"));
        }
    };
    let json = [
        "{}",
        "{",
        r#"{"a":{}}"#,
        r#"{"a":[]}"#,
        r#"{"a":{"b":"x"}}"#,
        r#"{"a":{"b":"x {n} %s"},"c":1}"#,
        r#"{"a":{"b":"{n} y %s"},"c":1}"#,
        r#"{"a":["x","y"],"c":2}"#,
        "\u{feff}{\"a\":{\"b\":\"x\"}}",
    ];
    pairs("web/a.json", &json, &mut all);
    let po = [
        "msgid \"Hi %s\"\nmsgstr \"\"\n",
        "msgid \"Hi %s\"\nmsgstr \"Hej %s\"\n",
        "msgid \"Hi %s\"\nmsgstr \"Hej %d\"\n",
    ];
    pairs("web/a.po", &po, &mut all);
    pairs(
        "web/a.ftl",
        &["a = Hi { $n }\n", "a = You, { $n }\n", "a = Hi { $m }\n"],
        &mut all,
    );
    pairs("web/a.yml", &["a: yes\n", "a: 'yes'\nb: [1]\n", "a: [\n"], &mut all);
    pairs("web/a.properties", &["a=x\n", "a=y\nb.c=z\n"], &mut all);
    pairs("web/a.toml", &["a = 1\n", "a = 2\n[b]\nc = \"x\"\n"], &mut all);
    pairs("web/a.ts", &["a", "b"], &mut all);
    all
}

#[test]
fn what_is_kept_is_judged_as_the_contents_are() {
    let owned = Limit::OwnedKeys(vec!["a".to_owned(), "c*".to_owned()]);
    for limit in [Limit::CopyOnly, Limit::AdditiveOnly, owned] {
        for matching in Matching::ALL {
            let boundary = Boundary::of(&[item("web/**", Some(limit.clone()))], matching);
            for file in texts() {
                let judged = |file: ChangedFile| boundary.judge(&[file], 1).files.remove(0);
                assert_eq!(
                    judged(file.clone().kept()),
                    judged(file.clone()),
                    "{limit:?} {matching:?} {file:?}"
                );
            }
        }
    }
}

#[test]
fn more_is_wanted_of_what_is_inside_unless_it_is_something_else() {
    let items = [item("web/**", None), item("web/locales/", Some(Limit::CopyOnly))];
    let boundary = Boundary::of(&items, Matching::NEWEST);
    let files = [
        ChangedFile::new("web/a.ts", FileChange::Added),
        ChangedFile::new("server/a.ts", FileChange::Added),
        ChangedFile::new("web/locales/sv.json", FileChange::Modified),
        // It is new, whatever it holds, and this kind of file is not read.
        ChangedFile::new("web/locales/fi.json", FileChange::Added),
        ChangedFile::new("web/locales/sv.csv", FileChange::Modified),
    ];
    let wanted = Wanted {
        kinds: [0, 2].into(),
        contents: [2].into(),
    };
    assert_eq!(boundary.wanted(&files, 5), wanted);
    let verdict = boundary.judge(&files, 5);
    assert!(matches!(verdict.files[2].why, Why::Unread { .. }));
    assert_eq!(verdict.files[3].zone, FileZone::EngineeringZone);
    // Of a list that is not whole nothing is.
    assert_eq!(boundary.wanted(&files, 6), Wanted::default());
}
