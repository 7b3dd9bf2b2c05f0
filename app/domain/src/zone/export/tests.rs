use super::*;
use crate::zone::{Limit, Side};

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

fn zone() -> Vec<ZoneItem> {
    vec![
        ZoneItem {
            limit: Some(Limit::CopyOnly),
            ..item(
                Side::PmZone,
                "Words\npeople read",
                &["/web/locales/", "*.ftl", "a b.md"],
            )
        },
        item(Side::PmZone, "Pages", &["app/[slug]/"]),
        item(Side::PmZone, "Flags", &[]),
        item(Side::EngineeringZone, "Checkout", &["/web/src", "app/[id]/api/"]),
        item(Side::EngineeringZone, "The rest", &["*"]),
    ]
}

fn made(export: Export, items: &[ZoneItem], signed: bool) -> String {
    let no_go = ["No change to prices".to_owned()];
    export.text(&Agreed {
        pilot: ("Checkout pilot", "checkout"),
        version: 3,
        matching: Matching::Third,
        items,
        signed,
        no_go: &no_go,
        features: &[("Banner", "checkout-banner")],
        dris: &["Omar Reyes", "Lea Brandt"],
    })
}

fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

#[test]
fn each_file_carries_its_version_and_its_hash_and_whether_it_is_signed() {
    let items = zone();
    for export in Export::ALL {
        assert_eq!(Export::parse(export.as_str()), Some(export));
        if export == Export::PolicySchema {
            continue;
        }
        let (signed, unsigned) = (made(export, &items, true), made(export, &items, false));
        assert!(signed.contains(digest(&items).as_str()), "{export:?}");
        assert!(
            signed.contains("ersion 3") || signed.contains("\"version\": 3"),
            "{export:?}"
        );
        assert_ne!(signed, unsigned, "{export:?} says whether it is signed");
    }
    assert_eq!(Export::parse("zone"), None);
    assert!(made(Export::Skill, &items, false).contains("NOT SIGNED by everybody yet"));
    let policy = Policy::read(&made(Export::Policy, &items, true)).expect("a policy");
    assert_eq!(
        (policy.pilot.as_str(), policy.version, policy.signed),
        ("checkout", 3, true)
    );
    assert_eq!(policy.items, items);
}

#[test]
fn codeowners_ask_engineering_about_all_that_is_not_the_pms() {
    assert_eq!(
        lines(&made(Export::GithubCodeowners, &zone(), true)),
        [
            "* @your-org/engineering",
            "/web/locales/ @your-org/pilot-dris",
            "*.ftl @your-org/pilot-dris",
            "a\\ b.md @your-org/pilot-dris",
            // Brackets choose a letter there: wider for engineering, not at all for the PM zone.
            "/web/src @your-org/engineering",
            "app/?id?/api/ @your-org/engineering",
            "/.countersign/ @your-org/engineering",
            "CODEOWNERS @your-org/engineering",
        ]
    );
    let gitlab = made(Export::GitlabCodeowners, &zone(), true);
    let gitlab = lines(&gitlab);
    for line in [
        "/web/src @your-org/engineering",
        "/web/src/ @your-org/engineering",
        "*.ftl/ @your-org/pilot-dris",
    ] {
        assert!(gitlab.contains(&line), "{line}");
    }
    assert!(!gitlab.contains(&"/web/locales// @your-org/pilot-dris"));
    // There, a path without a slash before it lies at any depth.
    assert!(gitlab.contains(&"/app/?id?/api/ @your-org/engineering"));
    let text = made(Export::GithubCodeowners, &zone(), true);
    assert!(text.contains("#   app/[slug]/ cannot be said here, and goes to engineering\n"));
    assert!(text.contains("# Words people read\n#   Copy only: not looked at here\n"));
    assert!(text.contains("# Flags\n#   no path rules\n"));
    assert!(text.contains("# GitHub cannot read") || text.contains("3 MB"));
    assert!(made(Export::GitlabCodeowners, &zone(), true).contains("Premium"));
    // Where PMs have the rest, their default stands first; engineering's counts over it.
    let mut pms = zone();
    pms.truncate(4);
    assert_eq!(
        lines(&made(Export::GithubCodeowners, &pms, true))[0],
        "* @your-org/engineering"
    );
    pms.push(item(Side::PmZone, "Everything else", &["**"]));
    assert_eq!(
        lines(&made(Export::GithubCodeowners, &pms, true))[0],
        "* @your-org/pilot-dris"
    );
    pms.push(item(Side::EngineeringZone, "The rest", &["*"]));
    assert_eq!(
        lines(&made(Export::GithubCodeowners, &pms, true))[0],
        "* @your-org/engineering"
    );
}

/// GitLab matches by `File.fnmatch` of Ruby with `FNM_PATHNAME`, puts `/**/` before a path that does not begin with a slash, and
/// reads a slash at the end as all files inside. Each line was tried there.
#[test]
fn gitlab_is_told_the_same_in_its_own_words() {
    for (rule, expected) in [
        ("/docs/", &["/docs/"][..]),
        ("docs/", &["docs/"]),
        ("docs/*", &["/docs/*"]),
        ("docs/api.md", &["/docs/api.md", "/docs/api.md/"]),
        ("docs/api/", &["/docs/api/"]),
        ("*.md", &["*.md", "*.md/"]),
        ("/README.md", &["/README.md", "/README.md/"]),
        ("**/locales/**", &["**/locales/"]),
        ("docs/**", &["/docs/"]),
        ("/docs/**", &["/docs/"]),
        ("a/**/b", &["/a/**/b", "/a/**/b/"]),
        ("**/a/b", &["**/a/b", "**/a/b/"]),
        ("a b/c d.md", &["/a\\ b/c\\ d.md", "/a\\ b/c\\ d.md/"]),
    ] {
        let items = [item(Side::PmZone, "Words", &[rule])];
        let text = made(Export::GitlabCodeowners, &items, true);
        let told: Vec<&str> = lines(&text)
            .into_iter()
            .filter_map(|line| line.strip_suffix(" @your-org/pilot-dris"))
            .collect();
        assert_eq!(told, expected, "{rule}");
    }
}

/// Before there were defaults, everything of engineering's counted over everything.
#[test]
fn codeowners_of_an_older_version_say_what_it_says() {
    let items = zone();
    let text = Export::GithubCodeowners.text(&Agreed {
        pilot: ("Checkout", "checkout"),
        version: 1,
        matching: Matching::Second,
        items: &items,
        signed: true,
        no_go: &[],
        features: &[],
        dris: &[],
    });
    let lines = lines(&text);
    let default = lines
        .iter()
        .rposition(|line| *line == "* @your-org/engineering")
        .expect("it is there");
    let words = lines
        .iter()
        .position(|line| line.starts_with("/web/locales/"))
        .expect("it is there");
    assert!(default > words, "{lines:?}");
}

#[test]
fn the_skill_file_says_what_to_do_and_by_what() {
    let text = made(Export::Skill, &zone(), true);
    // Programs that look for skills read its head as YAML.
    let head = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
    let head = crate::zone::contents::read_yaml(head.expect("a head").0);
    let names: Vec<&str> = head.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["description", "name"]);
    assert!(
        head[0].1.starts_with("Goes through a pilot PM's pull request"),
        "{head:?}"
    );
    assert_eq!(head[1].1, "pm-pr-review");
    for part in [
        "countersign check --range origin/HEAD...HEAD",
        "- Words people read (Copy only): `/web/locales/`, `*.ftl`, `a b.md`\n",
        "- Flags: no path rules, so no file counts as this\n",
        "- Checkout: `/web/src`, `app/[id]/api/`\n",
        "A rule that matches everything is its side's default",
        "Outside the PM zone, please pair with Omar Reyes or Lea Brandt",
        "- [ ] No change to prices\n",
        "- Banner: `checkout-banner`\n",
        "## 4. PLANNING.md",
        "## 5. Tests",
        "## 6. Tone",
        "`PM PR Review: pass`",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The check that it reports by is the one that is listened for.
    assert!(text.contains("call it `pm-pr-review`") && crate::github::is_skill_file("pm-pr-review"));
    let bare = Export::Skill.text(&Agreed {
        pilot: ("Checkout", "checkout"),
        version: 1,
        matching: Matching::NEWEST,
        items: &[],
        signed: false,
        no_go: &[],
        features: &[],
        dris: &[],
    });
    assert!(bare.contains("names no no-go list") && bare.contains("pair with the engineering DRI\""));
}

#[test]
fn the_template_asks_and_names_what_was_agreed() {
    let text = made(Export::Planning, &zone(), true);
    for part in [
        "# PLANNING.md: ",
        "- Words people read (Copy only)\n",
        "- Checkout\n",
        "- No change to prices\n",
        "- Flag of Banner: `checkout-banner`\n",
        "## Flag and rollback",
        "## How we know that it worked",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn each_file_has_a_name_a_place_and_a_kind() {
    let told = |export: Export| (export.file_name(), export.place(), export.content_type());
    let (json, text, markdown) = (
        "application/json",
        "text/plain; charset=utf-8",
        "text/markdown; charset=utf-8",
    );
    for (export, expected) in [
        (Export::Policy, ("zone.json", ".countersign/zone.json", json)),
        (
            Export::PolicySchema,
            ("zone-policy.schema.json", ".countersign/zone-policy.schema.json", json),
        ),
        (Export::GithubCodeowners, ("CODEOWNERS", ".github/CODEOWNERS", text)),
        (Export::GitlabCodeowners, ("CODEOWNERS", ".gitlab/CODEOWNERS", text)),
        (
            Export::Skill,
            (
                "SKILL.md",
                ".claude/skills/pm-pr-review/SKILL.md, or wherever your coding agent looks",
                markdown,
            ),
        ),
        (
            Export::Planning,
            ("PLANNING.md", "PLANNING.md beside the feature", markdown),
        ),
    ] {
        assert_eq!(told(export), expected);
    }
}

#[test]
fn the_skill_file_names_its_version_whom_to_pair_with_and_each_side_by_itself() {
    let items = zone();
    let text = made(Export::Skill, &items, true);
    let short = digest(&items).short().to_owned();
    assert!(
        text.contains(&format!("This file is of zone version 3 ({short}).")),
        "{text}"
    );
    assert!(text.contains("or whom to pair with (Omar Reyes or Lea Brandt). Do not ask for review."));
    let (pms, engineering) = text.split_once("\n**Engineering zone**\n").expect("both sides");
    for (side, names, others) in [
        (
            pms,
            ["- Words people read", "- Pages: "],
            ["- Checkout: ", "- The rest: "],
        ),
        (
            engineering,
            ["- Checkout: ", "- The rest: "],
            ["- Words people read", "- Pages: "],
        ),
    ] {
        assert!(names.iter().all(|name| side.contains(name)), "{side}");
        assert!(!others.iter().any(|name| side.contains(name)), "{side}");
    }
}

#[test]
fn a_policy_carries_the_digest_of_its_items() {
    let items = zone();
    let policy = Policy::read(&made(Export::Policy, &items, true)).expect("a policy");
    assert_eq!(policy.digest(), digest(&items).as_str());
}
