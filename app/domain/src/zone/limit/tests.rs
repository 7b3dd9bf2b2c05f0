use super::*;
use crate::zone::{Boundary, ChangedFile, Contents, FileKind, FileZone, Matching, Side, Why, ZoneItem, digest};

fn own(keys: &[&str]) -> Limit {
    Limit::OwnedKeys(keys.iter().map(|key| (*key).to_owned()).collect())
}

fn said(limit: &Limit, path: &str, before: Option<&str>, after: Option<&str>) -> String {
    limit
        .check(path, before, after, Matching::NEWEST)
        .map_or_else(|breach| breach.0, |()| "fine".to_owned())
}

#[test]
fn copy_only_lets_words_change_and_nothing_else() {
    let json = |before: &str, after: &str| said(&Limit::CopyOnly, "a.json", Some(before), Some(after));
    for (before, after, expected) in [
        (r#"{"a":"x","n":1}"#, r#"{"a":"y","n":1}"#, "fine"),
        (r#"{"a":"x"}"#, r#"{"a":"x"}"#, "fine"),
        // As a file is written differs from program to program.
        (r#"{"a":"x","b":"y"}"#, "{ \"b\": \"y\",\n \"a\": \"x\" }", "fine"),
        (r#"{"a":"x"}"#, r#"{"a":"x","b":"y"}"#, "“b” is new"),
        (r#"{"a":"x","b":"y"}"#, r#"{"a":"x"}"#, "“b” is gone"),
        (r#"{"a":{"b":"x"}}"#, r#"{"a":{"c":"x"}}"#, "“a.b” is gone"),
        (r#"{"a":1}"#, r#"{"a":2}"#, "“a” changes from 1 to 2"),
        (r#"{"a":"1"}"#, r#"{"a":1}"#, "“a” changes from “1” to 1"),
        (r#"{"a":true}"#, r#"{"a":"true"}"#, "“a” changes from true to “true”"),
        (r#"{"a":["x","y"]}"#, r#"{"a":["x","z"]}"#, "fine"),
        (r#"{"a":["x"]}"#, r#"{"a":["x","y"]}"#, "“a[1]” is new"),
        (r#"{"a":{}}"#, r#"{"a":[]}"#, "“a” changes from {} to []"),
        (r#"{"a":{}}"#, r#"{"a":{"b":1}}"#, "“a.b” is new"),
        (r#"{"a":[1]}"#, r#"{"a":{"0":1}}"#, "“a[0]” is gone"),
        (
            "{}",
            "{",
            "the file after the change cannot be read as JSON: line 1 is not valid",
        ),
        (
            "{",
            "{}",
            "the file before the change cannot be read as JSON: line 1 is not valid",
        ),
    ] {
        assert_eq!(json(before, after), expected, "{before} {after}");
    }
    for (path, before, after, expected) in [
        ("a.yml", "sv:\n  a: Hej\n", "sv:\n  a: Hejsan\n", "fine"),
        (
            "a.yml",
            "sv:\n  a: yes\n",
            "sv:\n  a: no\n",
            "“sv.a” changes from yes to no",
        ),
        ("a.toml", "a = \"x\"\n", "a = \"y\"\n", "fine"),
        ("a.toml", "a = 1\n", "a = 2\n", "“a” changes from 1 to 2"),
        ("a.ftl", "a = Hi { $n }, you\n", "a = You, { $n }, hi\n", "fine"),
        (
            "a.ftl",
            "a = Hi { $n }\n",
            "a = Hi { $m }\n",
            "“a” has other variables in it",
        ),
        ("a.ftl", "a = Hi\n", "a = Hi { $n }\n", "“a” has other variables in it"),
        ("a.properties", "a=x\n", "a=y\n", "fine"),
        ("a.properties", "a=x\n", "a=x\nb=y\n", "“b” is new"),
        (
            "a.po",
            "msgid \"a\"\nmsgstr \"b\"\n",
            "msgid \"a\"\nmsgstr \"c\"\n",
            "fine",
        ),
        (
            "a.po",
            "msgid \"a\"\nmsgstr \"b\"\n",
            "msgid \"c\"\nmsgstr \"b\"\n",
            "“a” is gone",
        ),
        (
            "a.po",
            "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2;\\n\"\n",
            "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=3;\\n\"\n",
            "“Plural-Forms” changes from nplurals=2; to nplurals=3;",
        ),
        ("a.ts", "a", "b", "what this kind of file holds cannot be judged"),
    ] {
        assert_eq!(
            said(&Limit::CopyOnly, path, Some(before), Some(after)),
            expected,
            "{path} {before} {after}"
        );
    }
    assert_eq!(said(&Limit::CopyOnly, "a.json", None, Some("{}")), "the file is new");
    assert_eq!(said(&Limit::CopyOnly, "a.json", Some("{}"), None), "the file is gone");
    let long = "a".repeat(100);
    let sentence = json(&format!("{{\"{long}\":1}}"), "{}");
    assert_eq!(sentence, format!("“{}…” is gone", "a".repeat(60)));
    assert_eq!(
        json(&format!("{{\"{}\":1}}", "a".repeat(60)), "{}"),
        format!("“{}” is gone", "a".repeat(60))
    );
}

#[test]
fn additions_only_lets_keys_come_and_none_change_or_go() {
    let json = |before: Option<&str>, after: Option<&str>| said(&Limit::AdditiveOnly, "a.json", before, after);
    for (before, after, expected) in [
        (Some(r#"{"a":1}"#), Some(r#"{"b":2,"a":1}"#), "fine"),
        (Some(r#"{"a":{}}"#), Some(r#"{"a":{"b":1}}"#), "fine"),
        (Some(r#"{"a":[]}"#), Some(r#"{"a":[1]}"#), "fine"),
        (Some(r#"{"a":[1]}"#), Some(r#"{"a":[1,2]}"#), "fine"),
        (Some(r#"{"a":[]}"#), Some(r#"{"a":{"b":1}}"#), "“a” is gone"),
        (Some(r#"{"a":[1,2]}"#), Some(r#"{"a":[0,1,2]}"#), "“a[0]” changes"),
        (Some(r#"{"a":"x"}"#), Some(r#"{"a":"y"}"#), "“a” changes"),
        (Some(r#"{"a":1,"b":2}"#), Some(r#"{"a":1}"#), "“b” is gone"),
        (Some(r#"{"a":{"b":1}}"#), Some(r#"{"a":{}}"#), "“a.b” is gone"),
        (Some(r#"{"a":1}"#), Some(r#"{"a":{"b":1}}"#), "“a” is gone"),
        (None, Some(r#"{"a":1}"#), "fine"),
        (Some("{}"), None, "the file is gone"),
        (
            None,
            Some("{"),
            "the file after the change cannot be read as JSON: line 1 is not valid",
        ),
    ] {
        assert_eq!(json(before, after), expected, "{before:?} {after:?}");
    }
}

#[test]
fn own_keys_only_lets_nothing_else_change() {
    let json = |keys: &[&str], before: Option<&str>, after: Option<&str>| said(&own(keys), "flags.json", before, after);
    let before = r#"{"checkout":{"on":true},"checkout-banner":1,"other":1}"#;
    for (keys, after, expected) in [
        (
            &["checkout"][..],
            r#"{"checkout":{"on":false,"at":3},"checkout-banner":1,"other":1}"#,
            "fine",
        ),
        (&["checkout"], r#"{"checkout-banner":1,"other":1}"#, "fine"),
        (
            &["checkout.on"],
            r#"{"checkout":{"on":false},"checkout-banner":1,"other":1}"#,
            "fine",
        ),
        (
            &["checkout"],
            r#"{"checkout":{"on":true},"checkout-banner":2,"other":1}"#,
            "“checkout-banner” changes and is not among them",
        ),
        (
            &["checkout", "checkout-banner"],
            r#"{"checkout":{"on":true},"checkout-banner":2,"other":1}"#,
            "fine",
        ),
        (
            &["checkout*"],
            r#"{"checkout":{"on":false},"checkout-banner":2,"other":1}"#,
            "fine",
        ),
        (
            &["checkout*"],
            r#"{"checkout":{"on":true},"checkout-banner":1}"#,
            "“other” is gone and not among them",
        ),
        (
            &["checkout*"],
            r#"{"checkout":{"on":true},"checkout-banner":1,"other":1,"more":2}"#,
            "“more” is new and not among them",
        ),
    ] {
        assert_eq!(json(keys, Some(before), Some(after)), expected, "{keys:?} {after}");
    }
    assert_eq!(json(&["a"], None, Some(r#"{"a":1}"#)), "fine");
    assert_eq!(json(&["a"], Some(r#"{"a":1}"#), None), "fine");
    assert_eq!(
        json(&["a"], Some(r#"{"a":1,"b":2}"#), None),
        "“b” is gone and not among them"
    );
    let properties = said(
        &own(&["checkout"]),
        "a.properties",
        Some("checkout.on=1\n"),
        Some("checkout.on=2\n"),
    );
    assert_eq!(properties, "fine");
}

#[test]
fn forms_choose_a_limit_and_name_its_keys() {
    assert_eq!(Limit::parse("", ""), Ok(None));
    assert_eq!(Limit::parse("copy_only", " \n"), Ok(Some(Limit::CopyOnly)));
    assert_eq!(Limit::parse("additive_only", ""), Ok(Some(Limit::AdditiveOnly)));
    assert_eq!(Limit::parse("owned_keys", " a \n\nb*\n"), Ok(Some(own(&["a", "b*"]))));
    for (word, keys, part) in [
        ("owned_keys", " ", "Name the keys"),
        ("copy_only", "a", "Keys belong to"),
        ("", "a", "Keys belong to"),
        ("everything", "", "Choose what may change"),
    ] {
        assert!(Limit::parse(word, keys).expect_err(word).contains(part));
    }
    let lines = |n: usize| (0..n).map(|n| format!("k{n}\n")).collect::<String>();
    assert!(Limit::parse("owned_keys", &lines(40)).is_ok());
    assert!(
        Limit::parse("owned_keys", &lines(41))
            .expect_err("too many")
            .contains("these are 41")
    );
    assert!(Limit::parse("owned_keys", &"é".repeat(200)).is_ok());
    assert!(Limit::parse("owned_keys", &"é".repeat(201)).is_err());
    for (word, _) in Limit::CHOICES {
        let limit = Limit::parse(word, if word == "owned_keys" { "a" } else { "" })
            .expect("a limit")
            .expect("one");
        assert_eq!(limit.as_str(), word);
        assert!(!limit.label().is_empty());
    }
    assert_eq!(own(&["a", "b"]).label(), "Own keys only: a, b");
}

fn words(limit: Option<Limit>) -> [ZoneItem; 1] {
    [ZoneItem {
        side: Side::PmZone,
        category: None,
        text: "Words".to_owned(),
        rules: vec!["/web/".parse().expect("a rule")],
        limit,
        examples: Vec::new(),
    }]
}

/// What was signed before there were limits has the digest it had, and a limit is part of what is signed.
#[test]
fn a_limit_is_part_of_what_is_signed() {
    let json = |limit| serde_json::to_string(&words(limit)).expect("json");
    assert_eq!(
        json(None),
        r#"[{"side":"pm_zone","category":null,"text":"Words","rules":["/web/"]}]"#
    );
    for (limit, end) in [
        (Limit::CopyOnly, r#""limit":"copy_only"}]"#),
        (Limit::AdditiveOnly, r#""limit":"additive_only"}]"#),
        (own(&["a"]), r#""limit":{"owned_keys":["a"]}}]"#),
    ] {
        let text = json(Some(limit.clone()));
        assert!(text.ends_with(end), "{text}");
        assert_eq!(
            serde_json::from_str::<Vec<ZoneItem>>(&text).expect("items"),
            words(Some(limit.clone()))
        );
        assert_ne!(digest(&words(Some(limit))), digest(&words(None)));
    }
}

#[test]
fn a_change_is_judged_by_what_its_files_hold() {
    let items = words(Some(Limit::CopyOnly));
    let judged = |file: ChangedFile| {
        let verdict = Boundary::of(&items, Matching::NEWEST).judge(&[file], 1);
        (verdict.files[0].zone, verdict.files[0].sentence(&items))
    };
    let file = |change, before: Option<&str>, after: Option<&str>| ChangedFile {
        contents: Some(Contents {
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }),
        ..ChangedFile::new("web/sv.json", change)
    };
    let (one, other) = (r#"{"a":"x"}"#, r#"{"a":"y"}"#);
    let outside = |why: &str| {
        let sentence = format!("web/sv.json stays with engineering: “Words” takes copy only, and {why}.");
        (FileZone::EngineeringZone, sentence)
    };
    let inside = "web/sv.json is in the PM zone: rule /web/ of “Words”.".to_owned();
    assert_eq!(
        judged(file(FileChange::Modified, Some(one), Some(other))),
        (FileZone::PmZone, inside)
    );
    assert_eq!(
        judged(file(FileChange::Modified, Some(one), Some("{}"))),
        outside("“a” is gone")
    );
    // What is not known is not let through.
    assert_eq!(
        judged(ChangedFile::new("web/sv.json", FileChange::Modified)),
        outside("what the file holds is not known")
    );
    let half = outside("what the file holds is known on one side only");
    assert_eq!(judged(file(FileChange::Modified, Some(one), None)), half);
    assert_eq!(judged(file(FileChange::Modified, None, Some(one))), half);
    assert_eq!(
        judged(file(FileChange::Added, None, Some(one))),
        outside("the file is new")
    );
    assert_eq!(
        judged(file(FileChange::Deleted, Some(one), None)),
        outside("the file is gone")
    );
    let moved = file(FileChange::Renamed, Some(one), Some(other)).from("web/da.json");
    assert_eq!(judged(moved), outside("the file is new"));
    let copied = file(FileChange::Copied, Some(one), Some(other)).from("web/da.json");
    assert_eq!(judged(copied), outside("the file is new"));
    // A link is one, whatever it holds.
    let link = ChangedFile {
        kind: FileKind::Symlink,
        ..file(FileChange::Modified, Some(one), Some(other))
    };
    assert_eq!(judged(link).0, FileZone::EngineeringZone);
    // Of a file that leaves a folder with a limit, what it held is gone.
    let left = ChangedFile {
        path: "docs/sv.json".to_owned(),
        ..file(FileChange::Renamed, Some(one), Some(one)).from("web/sv.json")
    };
    let docs = ZoneItem {
        text: "Docs".to_owned(),
        rules: vec!["/docs/".parse().expect("a rule")],
        ..words(None)[0].clone()
    };
    let items = [items[0].clone(), docs];
    let verdict = Boundary::of(&items, Matching::NEWEST).judge(&[left], 1);
    assert_eq!(
        verdict.files[0].sentence(&items),
        "docs/sv.json stays with engineering: it was web/sv.json, “Words” takes copy only, and the file is gone."
    );
}

#[test]
fn what_decided_by_contents_has_a_json_for_ever() {
    let rule: crate::zone::PathRule = "/web/".parse().expect("a rule");
    for (why, json) in [
        (
            Why::Breach {
                item: 0,
                rule: rule.clone(),
                what: "“a” is gone".to_owned(),
            },
            r#"{"breach":{"item":0,"rule":"/web/","what":"“a” is gone"}}"#,
        ),
        (Why::Unread { item: 0, rule }, r#"{"unread":{"item":0,"rule":"/web/"}}"#),
    ] {
        assert_eq!(serde_json::to_string(&why).expect("json"), json);
        assert_eq!(serde_json::from_str::<Why>(json).expect("why"), why);
    }
}

/// Since the fourth edition what is no word in a text stays; what was signed before is judged as it was.
#[test]
fn what_is_no_word_stays_since_the_fourth_edition() {
    let by = |matching: Matching, path: &str, before: &str, after: &str| {
        Limit::CopyOnly
            .check(path, Some(before), Some(after), matching)
            .map_or_else(|breach| breach.0, |()| "fine".to_owned())
    };
    let po =
        |words: &str| format!("msgid \"%d book\"\nmsgid_plural \"%d books\"\nmsgstr[0] \"{words}\"\nmsgstr[1] \"\"\n");
    for (path, before, after, expected) in [
        (
            "a.json",
            r#"{"a":"Hi {name}"}"#,
            r#"{"a":"Hi"}"#,
            "“a” loses “{name}”, which is no word",
        ),
        (
            "a.yaml",
            "a: Hi\n",
            "a: <b>Hi</b>\n",
            "“a” gets “</b>”, which is no word",
        ),
        (
            "a.toml",
            "a = \"%d left\"\n",
            "a = \"%s left\"\n",
            "“a” loses “%d”, which is no word",
        ),
        (
            "a.properties",
            "a=Hi {0}\n",
            "a=Hi\n",
            "“a” loses “{0}”, which is no word",
        ),
        (
            "a.ftl",
            "a = Hi\n",
            "a = <b>Hi</b>\n",
            "“a” gets “</b>”, which is no word",
        ),
        (
            "a.po",
            &po(""),
            &po("%s bok"),
            "“%d book / %d books[0]” has “%s” in it, which its source has not",
        ),
        (
            "a.po",
            &po("%d bok"),
            &po("bok"),
            "“%d book / %d books[0]” loses “%d”, which is no word",
        ),
        (
            "a.json",
            r#"{"a":"x"}"#,
            "\u{feff}{\"a\":\"y\"}",
            "the file gets a mark of byte order at its start",
        ),
    ] {
        assert_eq!(by(Matching::NEWEST, path, before, after), expected, "{path}: {after}");
        assert_eq!(by(Matching::Third, path, before, after), "fine", "{path}: {after}");
    }
    for (path, before, after) in [
        ("a.json", r#"{"a":"Hi {name}"}"#, r#"{"a":"{name}, hi"}"#),
        ("a.po", &*po(""), &*po("%d bok")),
        ("a.po", &po("%d bok"), &po("")),
        ("a.json", "\u{feff}{\"a\":\"x\"}", "\u{feff}{\"a\":\"y\"}"),
    ] {
        assert_eq!(by(Matching::NEWEST, path, before, after), "fine", "{path}: {after}");
    }
}
