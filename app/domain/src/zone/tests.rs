use proptest::prelude::*;

use super::*;
use crate::ids::PersonId;
use crate::person::Arm;

mod limits;

fn item(side: Side, text: &str, rules: &[&str]) -> ZoneItem {
    ZoneItem {
        side,
        category: None,
        text: text.to_owned(),
        rules: rules.iter().map(|rule| rule.parse().unwrap()).collect(),
        limit: None,
        examples: Vec::new(),
    }
}

#[test]
fn the_words_of_the_sides_read_back() {
    for (side, word) in [(Side::PmZone, "pm_zone"), (Side::EngineeringZone, "engineering_zone")] {
        assert_eq!(side.as_str(), word);
        assert_eq!(Side::parse(word), Some(side));
    }
    assert_eq!(Side::parse(""), None);
}

fn verdict(items: &[ZoneItem], path: &str) -> PathVerdict {
    Boundary::of(items, Matching::NEWEST).verdict(path)
}

fn covers(rule: &str, path: &str) -> bool {
    let items = [item(Side::PmZone, "it", &[rule])];
    verdict(&items, path) != PathVerdict::Unclassified
}

#[test]
fn rules_mean_what_they_mean_in_gitignore_and_codeowners() {
    for (rule, inside, outside) in [
        ("*", &["a", "a/b.txt", ".env"][..], &[][..]),
        (
            "*.js",
            &["index.js", "src/deep/index.js"],
            &["index.jsx", "js", "index.JS"],
        ),
        (
            "/build/logs/",
            &["build/logs/today.txt", "build/logs/a/b"],
            &["src/build/logs/x", "build/logs"],
        ),
        (
            "docs/*",
            &["docs/getting-started.md"],
            &["docs/build-app/troubleshooting.md", "x/docs/a.md"],
        ),
        ("apps/", &["apps/x", "src/apps/y/z"], &["apps", "myapps/x"]),
        ("/docs/", &["docs/a", "docs/b/c"], &["src/docs/a"]),
        (
            "/apps/github",
            &["apps/github", "apps/github/x"],
            &["apps/githubber", "src/apps/github"],
        ),
        (
            "**/logs",
            &["build/logs/a", "scripts/logs/b", "deeply/nested/logs/c", "logs"],
            &["logs.txt"],
        ),
        (
            "**/locales/**",
            &["web/locales/en.json", "locales/de/a.json"],
            &["web/locales", "mylocales/x"],
        ),
        ("docs", &["docs", "docs/a", "src/docs/b"], &["docs2"]),
        (
            "src/**/copy.ts",
            &["src/copy.ts", "src/a/b/copy.ts"],
            &["copy.ts", "src/copy.tsx"],
        ),
        (
            "config/?.yml",
            &["config/a.yml"],
            &["config/ab.yml", "config/.yml", "config/a/yml"],
        ),
        ("a/*/c", &["a/b/c", "a/b/c/d"], &["a/c", "a/b/b/c"]),
        ("abc/**", &["abc/x", "abc/x/y"], &["abc", "x/abc/y"]),
        ("my file.md", &["my file.md", "a/my file.md"], &["file.md"]),
        ("a+b(c).md", &["a+b(c).md"], &["aab(c).md", "abc.md"]),
        (
            "app/[slug]/",
            &["app/[slug]/page.tsx"],
            &["app/s/page.tsx", "app/slug/page.tsx", "app/[slug]"],
        ),
        (
            "app/blog/[...all]/*.md",
            &["app/blog/[...all]/a.md"],
            &["app/blog/a/a.md", "app/blog/./a.md"],
        ),
        ("[id].ts", &["[id].ts", "x/[id].ts"], &["i.ts", "d.ts", "id.ts"]),
        ("[[...slug]].tsx", &["[[...slug]].tsx"], &["s.tsx", "[...slug].tsx"]),
        ("a]b", &["a]b"], &["ab"]),
        ("[", &["[", "a/["], &["a"]),
        ("docs/", &["docs/a.md", "web/docs/a.md"], &["docs"]),
        ("*.json", &["a.json", "x/y/a.json"], &["a.json5"]),
        ("apps/*/copy.md", &["apps/x/copy.md"], &["apps/x/y/copy.md"]),
        ("/a/**/b", &["a/b", "a/x/y/b"], &["z/a/b"]),
        ("README.md/", &["README.md/x"], &["README.md"]),
        ("Docs/", &["Docs/a"], &["docs/a"]),
        ("cafe\u{301}/", &["caf\u{e9}/a", "cafe\u{301}/a"], &["cafe/a"]),
        ("/docs/caf\u{e9}.md", &["docs/cafe\u{301}.md", "docs/caf\u{e9}.md"], &[]),
    ] {
        for path in inside {
            assert!(covers(rule, path), "{rule} covers {path}");
        }
        for path in outside {
            assert!(!covers(rule, path), "{rule} does not cover {path}");
        }
    }
}

#[test]
fn what_is_no_rule_is_refused_with_a_reason() {
    let long = "a".repeat(MAX_RULE_LENGTH + 1);
    for (text, part) in [
        ("", "empty"),
        ("  ", "empty"),
        ("!docs/", "starts with !"),
        ("# docs", "starts with #"),
        ("docs\\a", "backslash"),
        ("{a,b}", "contains {"),
        ("../secret", "folder . or .."),
        ("a/./b", "folder . or .."),
        ("a//b", "empty folder"),
        ("/", "empty folder"),
        ("//", "empty folder"),
        ("foo**bar", "** within a name"),
        ("***", "** within a name"),
        ("a/**/", "without the slash"),
        ("a\u{7}b", "control"),
        (&long, "at most 200"),
    ] {
        let error = text.parse::<PathRule>().unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
    assert!(PathRule::lines("a\n\n b \n").unwrap().len() == 2);
    assert!(PathRule::lines("a\n!b").is_err());
    assert!(PathRule::lines("a\na").unwrap_err().contains("twice"));
    let many: Vec<String> = (0..=MAX_RULES).map(|n| format!("f{n}")).collect();
    assert!(PathRule::lines(&many.join("\n")).unwrap_err().contains("41"));
    assert!(serde_json::from_str::<PathRule>("\"!a\"").is_err());
}

#[test]
fn the_last_rule_of_a_side_counts_and_engineering_wins() {
    let items = [
        item(Side::PmZone, "Copy", &["web/**", "**/locales/**"]),
        item(Side::PmZone, "Prompts", &["web/prompts/"]),
        item(Side::EngineeringZone, "Sign-in", &["**/auth/**"]),
    ];
    let rule = |rule: &str| rule.parse::<PathRule>().unwrap();
    for (path, expected) in [
        (
            "web/index.ts",
            PathVerdict::PmZone {
                item: 0,
                rule: rule("web/**"),
            },
        ),
        (
            "web/locales/en.json",
            PathVerdict::PmZone {
                item: 0,
                rule: rule("**/locales/**"),
            },
        ),
        (
            "web/prompts/locales/a",
            PathVerdict::PmZone {
                item: 1,
                rule: rule("web/prompts/"),
            },
        ),
        (
            "web/auth/copy.json",
            PathVerdict::EngineeringZone {
                item: 2,
                rule: rule("**/auth/**"),
            },
        ),
        ("server/main.rs", PathVerdict::Unclassified),
        ("Web/index.ts", PathVerdict::Unclassified),
        (
            "./web//index.ts",
            PathVerdict::PmZone {
                item: 0,
                rule: rule("web/**"),
            },
        ),
        (
            "/web/./index.ts",
            PathVerdict::PmZone {
                item: 0,
                rule: rule("web/**"),
            },
        ),
        ("web/../server/main.rs", PathVerdict::Unclassified),
        ("web\\index.ts", PathVerdict::Unclassified),
        ("web/a\nb", PathVerdict::Unclassified),
        ("web/caf\u{fffd}", PathVerdict::Unclassified),
        ("", PathVerdict::Unclassified),
    ] {
        assert_eq!(verdict(&items, path), expected, "{path}");
    }
    assert_eq!(boundary::plain_path(" `web\\index.ts` "), "web/index.ts");
    for (printed, path) in [
        (r#""docs/caf\303\251.md""#, "docs/caf\u{e9}.md"),
        (
            r#""web/locales/\346\227\245\346\234\254\350\252\236.json""#,
            "web/locales/\u{65e5}\u{672c}\u{8a9e}.json",
        ),
        (r#""web/a b\tc.json""#, "web/a b\tc.json"),
        (r#""a\"b\\c""#, "a\"b\\c"),
        ("web/locales/sv.json", "web/locales/sv.json"),
        (r#""C:\web\x""#, "\"C:/web/x\""),
        (r#""a\3""#, "\"a/3\""),
        (r#""\377""#, "\"/377\""),
        ("\"", "\""),
    ] {
        assert_eq!(boundary::plain_path(printed), path, "{printed}");
    }
    assert_eq!(boundary::plain_path(".\\web\\a"), "web/a");
}

#[test]
fn a_version_is_matched_by_its_edition() {
    let items = [item(Side::PmZone, "Copy", &["caf\u{e9}/"])];
    let (one, two) = ("caf\u{e9}/a", "cafe\u{301}/a");
    let is_pm =
        |matching: Matching, path: &str| Boundary::of(&items, matching).verdict(path) != PathVerdict::Unclassified;
    assert!(is_pm(Matching::First, one) && !is_pm(Matching::First, two));
    assert!(is_pm(Matching::Second, one) && is_pm(Matching::Second, two));
    assert!(is_pm(Matching::Third, one) && is_pm(Matching::Third, two));
    assert_eq!(Matching::ALL.map(Matching::number), [1, 2, 3, 4]);
    for matching in Matching::ALL {
        assert_eq!(Matching::of(matching.number()), Some(matching));
    }
    assert_eq!((Matching::of(0), Matching::of(5)), (None, None));
    let changes = |older, newer| Matching::changes(older, newer).len();
    assert_eq!(changes(Matching::First, Matching::First), 0);
    assert_eq!(changes(Matching::First, Matching::Second), 1);
    assert_eq!(changes(Matching::Second, Matching::Third), 1);
    assert_eq!(changes(Matching::Third, Matching::First), 2);
    assert_eq!(changes(Matching::Third, Matching::Fourth), 1);
}

/// CODEOWNERS files begin with `* @org/everyone`, and people bring that line along.
#[test]
fn a_rule_that_matches_everything_is_its_sides_default() {
    use PathVerdict::{EngineeringZone, PmZone, Unclassified};
    let rule = |rule: &str| rule.parse::<PathRule>().unwrap();
    let pm = |item, text: &str| PmZone { item, rule: rule(text) };
    let engineering = |item, text: &str| EngineeringZone { item, rule: rule(text) };
    let judged = |items: &[ZoneItem], matching, path: &str| Boundary::of(items, matching).verdict(path);
    let of = |pm: &[&str], engineering: &[&str]| {
        [
            item(Side::PmZone, "Words", pm),
            item(Side::EngineeringZone, "Rest", engineering),
        ]
    };
    for (pm_rules, engineering_rules, path, expected) in [
        // Engineering has the rest.
        (
            &["/web/locales/", "*.ftl"][..],
            &["*"][..],
            "web/locales/sv.json",
            pm(0, "/web/locales/"),
        ),
        (
            &["/web/locales/", "*.ftl"],
            &["*"],
            "web/locales/sv/cart.ftl",
            pm(0, "*.ftl"),
        ),
        (
            &["/web/locales/", "*.ftl"],
            &["*"],
            "web/src/pay.ts",
            engineering(1, "*"),
        ),
        // PMs have the rest.
        (&["*"], &["/web/src/"], "web/src/pay.ts", engineering(1, "/web/src/")),
        (&["*"], &["/web/src/"], "docs/a.md", pm(0, "*")),
        // Where it stands among the others says nothing; the last of several is named.
        (&["/docs/", "*"], &["/web/src/"], "docs/a.md", pm(0, "/docs/")),
        (&["*", "**"], &["/web/src/"], "docs/a.md", pm(0, "**")),
        // Both have it: engineering.
        (&["*"], &["**"], "docs/a.md", engineering(1, "**")),
        (&["*", "/docs/"], &["**"], "docs/a.md", pm(0, "/docs/")),
        // The milder form is none: the rules of a folder hold against all in it.
        (
            &["/web/locales/"],
            &["/web/"],
            "web/locales/sv.json",
            engineering(1, "/web/"),
        ),
        // What matches only almost everything is a rule like others.
        (&["/docs/"], &["*/"], "docs/a.md", engineering(1, "*/")),
        (&["/a.md"], &["/*"], "a.md", engineering(1, "/*")),
        (&["/docs/"], &["*.*"], "docs/a.md", engineering(1, "*.*")),
        (&["/docs/"], &["?*"], "docs/a.md", engineering(1, "?*")),
        (&["/docs/"], &["**/*/*"], "docs/a.md", engineering(1, "**/*/*")),
        (&[], &["*"], "../a", Unclassified),
    ] {
        let items = of(pm_rules, engineering_rules);
        assert_eq!(
            judged(&items, Matching::Third, path),
            expected,
            "{pm_rules:?} {engineering_rules:?} {path}"
        );
    }
    for everything in ["*", "**", "/**", "**/*", "/**/*", "**/**", "/**/**", "**/**/*"] {
        let items = of(&["/docs/"], &[everything]);
        assert_eq!(
            judged(&items, Matching::Third, "docs/a.md"),
            pm(0, "/docs/"),
            "{everything}"
        );
        for path in ["a", ".env", "a/b/c.txt", "a/.b/c"] {
            assert_eq!(
                judged(&items, Matching::Third, path),
                engineering(1, everything),
                "{everything} {path}"
            );
            assert_eq!(
                judged(&items, Matching::Second, path),
                engineering(1, everything),
                "{everything} {path}"
            );
        }
        // What was signed before means what it meant.
        for matching in [Matching::First, Matching::Second] {
            assert_eq!(
                judged(&items, matching, "docs/a.md"),
                engineering(1, everything),
                "{everything}"
            );
        }
    }
}

#[test]
fn rules_that_can_never_apply_are_told() {
    let by = |matching: Matching, engineering: &[&str], pm: &[&str]| -> Vec<String> {
        let items = [
            item(Side::PmZone, "Copy", pm),
            item(Side::EngineeringZone, "Rest", engineering),
        ];
        covered(&items, matching).iter().map(Covered::sentence).collect()
    };
    let before = |engineering: &[&str], pm: &[&str]| by(Matching::Second, engineering, pm);
    let told = |engineering: &[&str], pm: &[&str]| by(Matching::Third, engineering, pm);
    assert_eq!(
        before(&["*"], &["/web/locales/", "*.ftl"]),
        ["“*” of the engineering zone covers everything: none of the 2 path rules of the PM zone can ever apply."]
    );
    for everything in ["**", "/**", "**/*"] {
        assert!(
            before(&[everything], &["/web/"])[0].contains("covers everything: the one path rule"),
            "{everything}"
        );
        // Since it is judged last it leaves something to every rule, but nothing to another that is judged last.
        assert_eq!(told(&[everything], &["/web/", "*.ftl"]), [""; 0], "{everything}");
        assert_eq!(
            told(&[everything], &["/web/", "*"]),
            [format!(
                "“{everything}” of the engineering zone covers “*” of the PM zone, which can never apply: engineering wins."
            )]
        );
    }
    for matching in [Matching::Second, Matching::Third] {
        let told = |engineering: &[&str], pm: &[&str]| by(matching, engineering, pm);
        assert_eq!(
            told(&["/web/"], &["/web/locales/", "/docs/"]),
            [
                "“/web/” of the engineering zone covers “/web/locales/” of the PM zone, which can never apply: engineering wins."
            ]
        );
        assert_eq!(told(&["*.ts", "/web/"], &["/web/a.json", "copy.ts"]).len(), 2);
        assert_eq!(told(&["app/[slug]/"], &["app/[slug]/*.md"]).len(), 1);
        for (engineering, pm) in [
            (&["/web/locales/"][..], &["/web/"][..]),
            (&["/*"], &["/web/"]),
            (&["*.ts"], &["/web/", "**/locales/**"]),
            (&["api/"], &["web/*"]),
            (&["web/*"], &["web/**"]),
            (&["/a/**/b/"], &["/a/**"]),
            (&["/web/"], &["*"]),
            (&[], &["*"]),
            (&["*"], &[]),
        ] {
            assert_eq!(told(engineering, pm), [""; 0], "{engineering:?} {pm:?}");
        }
    }
}

#[test]
fn two_rules_meet_where_one_path_fits_both() {
    let meet = |one: &str, other: &str| overlap::can_meet(&one.parse().unwrap(), &other.parse().unwrap());
    for (one, other) in [
        ("*", "/a"),
        ("*.ftl", "/web/"),
        ("/web/", "/web/locales/"),
        ("**/locales/**", "/web/*/en.json"),
        ("/a/**/z", "/a/z"),
        ("a*c", "ab?"),
        ("*ab", "ba*"),
        ("app/[slug]/", "/app/?slug?/x"),
        ("docs/*", "/docs/a"),
        ("docs", "docs/"),
        ("/a/**", "/a"),
        ("/a/??", "/a/é"),
        // A folder may be called a.ts, and hold b.js.
        ("*.ts", "*.js"),
    ] {
        assert!(meet(one, other) && meet(other, one), "{one} {other}");
    }
    for (one, other) in [
        ("/web/", "/docs/"),
        ("/*.ts", "/*.js"),
        ("docs/*", "/docs/a/b"),
        ("/a/**", "/ab"),
        ("/ab*", "/ba*"),
        ("app/[slug]/", "/app/s/"),
        ("/a/?/", "/a/bc/"),
        // To git é is two bytes, and ? stands for one.
        ("/a/?", "/a/é"),
    ] {
        assert!(!meet(one, other) && !meet(other, one), "{one} {other}");
    }
}

#[test]
fn items_come_from_the_document_without_rules() {
    let terms = Terms {
        pm_zone: [
            "Text people read, such as error message strings",
            "Feature flag configuration of their own flags",
            "Prompt templates",
            "Analytics events",
            "Additions to config files",
            "Front-end changes from existing parts",
            "Copy behind a flag",
            "Something else",
        ]
        .map(String::from)
        .to_vec(),
        engineering_zone: vec!["Deploy configuration".to_owned()],
        ..Terms::default()
    };
    let items = items_from_terms(&terms);
    let categories: Vec<_> = items.iter().map(|item| item.category).collect();
    assert_eq!(
        categories,
        [
            Some(Category::Copy),
            Some(Category::Flag),
            Some(Category::Prompt),
            Some(Category::Analytics),
            Some(Category::ConfigAddition),
            Some(Category::ComposedFrontEnd),
            None,
            None,
            None
        ]
    );
    assert_eq!(items[8].side, Side::EngineeringZone);
    assert!(items.iter().all(|item| item.rules.is_empty()));
}

#[test]
fn all_four_must_sign_the_same_version() {
    let one = digest(&[item(Side::PmZone, "Copy", &["copy/"])]);
    let two = digest(&[item(Side::PmZone, "Copy", &["copy/", "text/"])]);
    assert_ne!(one, two);
    let signature = |signatory, digest: &Digest| Signature {
        signatory,
        person: PersonId(1),
        digest: digest.clone(),
    };
    let mut signatures: Vec<_> = Signatory::ALL.map(|s| signature(s, &two)).to_vec();
    assert!(signed(&two, &signatures, &[], &[]).is_complete());
    assert_eq!(signed(&one, &signatures, &[], &[]).missing, Signatory::ALL);
    signatures[2] = signature(Signatory::Dri(Arm::NewModel), &one);
    assert_eq!(
        signed(&two, &signatures, &[], &[]).missing,
        [Signatory::Dri(Arm::NewModel)]
    );
    for signatory in Signatory::ALL {
        assert_eq!(Signatory::parse(signatory.as_str()), Some(signatory));
        assert_eq!(Signatory::of(signatory.membership()), Some(signatory));
    }
}

#[test]
fn everybody_whose_approval_it_took_signs() {
    let version = digest(&[item(Side::PmZone, "Copy", &["copy/"])]);
    let other = digest(&[item(Side::PmZone, "Copy", &["text/"])]);
    let (priya, otto) = (PersonId(7), PersonId(8));
    let approver = |person, digest: &Digest| Signature {
        signatory: Signatory::Approver,
        person,
        digest: digest.clone(),
    };
    for (signatures, approvers, waits) in [
        (vec![], vec![], None),
        (vec![approver(priya, &version)], vec![], Some(vec![])),
        (vec![approver(priya, &version)], vec![priya], Some(vec![])),
        (vec![approver(otto, &version)], vec![priya], Some(vec![priya])),
        (vec![], vec![priya, otto], Some(vec![priya, otto])),
        (vec![approver(priya, &version)], vec![priya, otto], Some(vec![otto])),
        (
            vec![approver(priya, &version), approver(otto, &other)],
            vec![priya, otto],
            Some(vec![otto]),
        ),
        (
            vec![approver(otto, &version), approver(priya, &version)],
            vec![priya, otto],
            Some(vec![]),
        ),
    ] {
        let status = signed(&version, &signatures, &approvers, &[]);
        let owes = status.missing.contains(&Signatory::Approver);
        assert_eq!(
            owes,
            waits.as_ref().is_none_or(|waits| !waits.is_empty()),
            "{signatures:?}"
        );
        assert_eq!(status.approvers, waits.unwrap_or_default());
    }
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof!["[a-d]{1,2}", "\\[[a-d]\\]", "[a-c]\\[[a-d]\\]"], 1..5)
        .prop_map(|names| names.join("/"))
}

fn rule() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just("*".to_owned()),
        Just("**".to_owned()),
        "[a-d]{1,2}",
        "[a-d]\\*",
        "\\?",
        "\\[[a-d]\\]",
        "[a-c]\\[?\\]"
    ];
    (any::<bool>(), prop::collection::vec(name, 1..4), any::<bool>()).prop_map(|(root, names, folder)| {
        let start = if root { "/" } else { "" };
        let end = if folder && names.last().is_some_and(|name| name != "**") {
            "/"
        } else {
            ""
        };
        format!("{start}{}{end}", names.join("/"))
    })
}

/// gitignore's meaning, spelled out without globs.
fn plainly_covers(rule: &str, path: &str) -> bool {
    fn name_fits(pattern: &[u8], name: &[u8]) -> bool {
        match pattern.split_first() {
            None => name.is_empty(),
            Some((b'*', rest)) => (0..=name.len()).any(|n| name_fits(rest, &name[n..])),
            Some((b'?', rest)) => !name.is_empty() && name_fits(rest, &name[1..]),
            Some((byte, rest)) => name.first() == Some(byte) && name_fits(rest, &name[1..]),
        }
    }
    fn fits(pattern: &[&str], names: &[&str]) -> bool {
        match pattern.split_first() {
            None => names.is_empty(),
            // At the end `**` stands for something inside, elsewhere also for nothing.
            Some((&"**", [])) => !names.is_empty(),
            Some((&"**", rest)) => (0..=names.len()).any(|n| fits(rest, &names[n..])),
            Some((first, rest)) => {
                !names.is_empty() && name_fits(first.as_bytes(), names[0].as_bytes()) && fits(rest, &names[1..])
            }
        }
    }
    let rooted = rule.trim_end_matches('/').contains('/');
    let mut pattern: Vec<&str> = rule.trim_matches('/').split('/').collect();
    let direct_only = rooted && pattern.last() == Some(&"*") && !rule.ends_with('/');
    if !rooted {
        pattern.insert(0, "**");
    }
    let names: Vec<&str> = path.split('/').collect();
    let itself = !rule.ends_with('/') && fits(&pattern, &names);
    let within = !direct_only && (1..names.len()).any(|n| fits(&pattern, &names[..n]));
    itself || within
}

proptest! {
    #[test]
    fn every_rule_covers_what_gitignore_says(rule in rule(), path in path()) {
        prop_assert_eq!(covers(&rule, &path), plainly_covers(&rule, &path), "{} {}", rule, path);
    }

    /// What is told never to apply does not.
    #[test]
    fn a_covered_rule_never_applies(pm in rule(), engineering in rule(), path in path()) {
        let items = [item(Side::PmZone, "a", &[&pm]), item(Side::EngineeringZone, "b", &[&engineering])];
        for matching in Matching::ALL {
            if !covered(&items, matching).is_empty() {
                let verdict = Boundary::of(&items, matching).verdict(&path);
                prop_assert!(!matches!(verdict, PathVerdict::PmZone { .. }), "{:?} {} {} {}", matching, pm, engineering, path);
            }
        }
    }

    /// Whatever path two rules match, they are known to meet.
    #[test]
    fn rules_that_match_one_path_can_meet(one in rule(), other in rule(), path in path()) {
        if covers(&one, &path) && covers(&other, &path) {
            let meet = overlap::can_meet(&one.parse().unwrap(), &other.parse().unwrap());
            prop_assert!(meet, "{} {} {}", one, other, path);
        }
    }

    #[test]
    fn engineering_always_wins(pm in prop::collection::vec(rule(), 0..4), engineering in rule(), path in path()) {
        let pm: Vec<&str> = pm.iter().map(String::as_str).collect();
        let mut items = vec![item(Side::PmZone, "a", &pm), item(Side::EngineeringZone, "b", &[&engineering])];
        let before = verdict(&items, &path);
        let is_specific = |rule: &str| !rule.parse::<PathRule>().unwrap().covers_everything();
        let is_pm = pm.iter().any(|rule| is_specific(rule) && covers(rule, &path));
        // But for a default, which leaves to the PM what a rule of theirs names.
        let wins = covers(&engineering, &path) && (is_specific(&engineering) || !is_pm);
        prop_assert_eq!(matches!(before, PathVerdict::EngineeringZone { .. }), wins);
        items.reverse();
        let after = verdict(&items, &path);
        prop_assert_eq!(std::mem::discriminant(&before), std::mem::discriminant(&after));
    }

    #[test]
    fn spelling_of_a_path_changes_nothing(rule in rule(), path in path()) {
        let items = [item(Side::PmZone, "a", &[&rule])];
        let plain = verdict(&items, &path);
        prop_assert_eq!(&verdict(&items, &format!("./{path}")), &plain);
        prop_assert_eq!(&verdict(&items, &format!("/{}", path.replace('/', "//"))), &plain);
        prop_assert_eq!(&verdict(&items, &boundary::plain_path(&path.replace('/', "\\"))), &plain);
    }

    #[test]
    fn no_text_breaks_a_rule_or_a_path(text in ".{0,40}", path in ".{0,40}") {
        if let Ok(rule) = text.parse::<PathRule>() {
            let items = [ZoneItem { side: Side::PmZone, category: None, text: "a".to_owned(), rules: vec![rule.clone()], limit: None, examples: Vec::new(), }];
            let _ = verdict(&items, &path);
            prop_assert_eq!(rule.as_str().parse::<PathRule>(), Ok(rule.clone()));
            let json = serde_json::to_string(&items).unwrap();
            prop_assert_eq!(serde_json::from_str::<Vec<ZoneItem>>(&json).unwrap(), items);
        }
    }
}
