//! `countersign check`, run as a program: on what is piped into it, and in a real repository.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use domain::zone::{Limit, Matching, Policy, Side, ZoneItem};
use serde_json::Value;

use super::Said;

fn item(side: Side, text: &str, rules: &[&str], limit: Option<Limit>) -> ZoneItem {
    ZoneItem {
        side,
        category: None,
        text: text.to_owned(),
        rules: rules.iter().map(|rule| rule.parse().unwrap()).collect(),
        limit,
        examples: Vec::new(),
    }
}

fn zone() -> Vec<ZoneItem> {
    vec![
        item(Side::PmZone, "Words", &["/web/locales/"], Some(Limit::CopyOnly)),
        item(Side::PmZone, "Manual", &["/docs/"], None),
        item(Side::EngineeringZone, "Checkout logic", &["/web/src/"], None),
    ]
}

/// A folder of this name with nothing in it, and a repository in it.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-check-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        let place = Self(path);
        place.git(&["init", "--quiet", "--initial-branch=main"]);
        place.git(&["config", "user.name", "Mira"]);
        place.git(&["config", "user.email", "mira@example.com"]);
        // However people have set it, the answer is the same.
        for (name, value) in [
            ("color.ui", "always"),
            ("diff.noprefix", "true"),
            ("diff.renames", "false"),
        ] {
            place.git(&["config", name, value]);
        }
        place
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.0.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    fn git(&self, args: &[&str]) -> String {
        let out = Command::new("git")
            .args(args)
            .current_dir(&self.0)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }

    /// Exports the zone to where it is looked for.
    fn export(&self, items: &[ZoneItem]) {
        let policy = Policy::new("checkout", 3, Matching::Third, items, true);
        self.write(".countersign/zone.json", &policy.to_json());
    }

    fn check(&self, args: &[&str], input: &str) -> Said {
        let mut program = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .arg("check")
            .args(args)
            .current_dir(&self.0)
            .env_remove("COUNTERSIGN_ZONE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that stops before it reads is no failure.
        let _ = program.stdin.take().unwrap().write_all(input.as_bytes());
        let out = program.wait_with_output().unwrap();
        Said {
            code: out.status.code().unwrap(),
            text: String::from_utf8([out.stdout, out.stderr].concat()).unwrap(),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_change_that_is_piped_in_is_judged() {
    let place = Place::new("piped");
    place.export(&zone());
    let inside = place.check(&[], "M\tdocs/a.md\nR100\tdocs/b.md\tdocs/c.md\n");
    inside
        .is(0, "Zone version 3 of checkout, ")
        .is(0, ", signed\nInside the PM zone: of 2 files 2 are in the PM zone.\n");
    let said = place.check(&["-"], "M\tdocs/a.md\nA\tweb/src/pay.ts\nD\tapi/x\n");
    said.is(
        1,
        "Outside the PM zone: of 3 files 1 is in the PM zone, 1 stays with engineering, 1 is not classified.\n",
    )
    .is(1, "\nPM zone           docs/a.md       rule /docs/ of “Manual”\n")
    .is(
        1,
        "\nEngineering zone  web/src/pay.ts  rule /web/src/ of “Checkout logic”\n",
    )
    .is(1, "\nNot classified    api/x           no rule speaks of it");
    // What a list does not tell is not taken for granted.
    place
        .check(&[], "M\tweb/locales/sv.json\n")
        .is(1, "“Words” takes copy only, and what the file holds is not known");
    place.write("change.txt", "docs/a.md\n");
    place.check(&["change.txt"], "").is(0, "Inside");
}

#[test]
fn what_cannot_be_judged_ends_with_two() {
    let place = Place::new("unusable");
    place
        .check(&[], "docs/a.md\n")
        .is(2, ".countersign/zone.json cannot be read");
    place.export(&zone());
    place.check(&[], "").is(2, "The change is empty: nothing was judged.");
    place.check(&[], "\n \n").is(2, "nothing was judged");
    place.check(&["nothing.txt"], "").is(2, "nothing.txt cannot be read");
    place
        .check(&[], "M\tdocs/a.md\nhello\n")
        .is(2, "Line 2 is no line of the output of git diff --name-status. hello");
    place
        .check(
            &[],
            "diff --git a/docs/a b/docs/a\nindex 1..2 100644\n--- a/docs/a\n+++ b/docs/a\n@@ -1,9 +1,9 @@\n a\n",
        )
        .is(2, "Line 1 begins a file of which something is missing.");
    for range in ["--output=x", "main", "nowhere...HEAD"] {
        place.check(&[&format!("--range={range}")], "").is(2, "git: ");
    }
    assert!(!place.0.join("x").exists());
    let changed = std::fs::read_to_string(place.0.join(".countersign/zone.json")).unwrap();
    place.write("zone.json", &changed.replace("/docs/", "/"));
    place
        .check(&["--zone", "zone.json"], "docs/a.md\n")
        .is(2, "zone.json cannot be judged by. ");
    place.write("zone.json", &changed.replace("/docs/", "/web/"));
    place
        .check(&["--zone", "zone.json"], "docs/a.md\n")
        .is(2, "Its items were changed after it was exported");
    place
        .check(&["--json", "--sarif"], "docs/a.md\n")
        .is(2, "cannot be used with");
}

#[test]
fn a_range_is_judged_with_what_files_hold() {
    let place = Place::new("range");
    place.export(&zone());
    place.write("web/locales/sv.json", "{\n  \"banner\": \"Fri frakt\"\n}\n");
    place.write("web/locales/da.json", "{}\n");
    place.write("web/src/pay.ts", "pay();\n");
    place.write("docs/a b é.md", "# A\n");
    place.commit();
    place.git(&["switch", "--quiet", "--create", "copy"]);
    let check = |range: &str| place.check(&["--range", range], "");
    check("main...HEAD").is(0, "Nothing changed.");

    place.write("web/locales/sv.json", "{\n  \"banner\": \"Fri frakt från 40\"\n}\n");
    place.write("docs/a b é.md", "# B\n");
    place.commit();
    check("main...HEAD")
        .is(0, "Inside the PM zone: of 2 files 2 are in the PM zone.")
        .is(0, "docs/a b é.md");
    place.write(
        "web/locales/sv.json",
        "{\n  \"banner\": \"Fri frakt från 40\",\n  \"price\": 40\n}\n",
    );
    place.commit();
    check("main...HEAD").is(1, "“Words” takes copy only, and “price” is new");
    // The last commit alone.
    check("HEAD~1..HEAD").is(1, "of 1 file 1 stays with engineering");
    place.git(&["reset", "--quiet", "--hard", "HEAD~1"]);

    // Renamed out of the zone, and into it.
    place.git(&["mv", "web/src/pay.ts", "docs/pay.md"]);
    place.commit();
    check("main...HEAD").is(1, "it was web/src/pay.ts, rule /web/src/ of “Checkout logic”");
    place.git(&["reset", "--quiet", "--hard", "HEAD~1"]);

    // What git has a mode for.
    std::os::unix::fs::symlink("../web/src/pay.ts", place.0.join("docs/link.md")).unwrap();
    place.commit();
    check("main...HEAD").is(1, "it is a symbolic link");
    place.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    place.git(&["update-index", "--chmod=+x", "docs/a b é.md"]);
    place.git(&["commit", "--quiet", "--message", "A mode"]);
    check("main...HEAD").is(1, "the change makes it executable");
    place.git(&["reset", "--quiet", "--hard", "HEAD~1"]);

    // What could move the boundary.
    let mut wider = zone();
    wider.push(item(Side::PmZone, "All", &["*"], None));
    place.export(&wider);
    place.write("web/other.ts", "");
    place.commit();
    check("main...HEAD")
        .is(1, "of 4 files 3 are in the PM zone, 1 stays with engineering")
        .is(1, "it says who reviews what");
    place.git(&["mv", ".countersign/zone.json", "docs/zone.json"]);
    place.commit();
    place
        .check(&["--zone", "docs/zone.json", "--range", "HEAD~1..HEAD"], "")
        .is(1, "it says who reviews what");
}

#[test]
fn the_work_tree_is_judged_with_files_that_are_new_to_it() {
    let place = Place::new("work-tree");
    place.export(&zone());
    place.write("web/locales/sv.json", "{\"a\":\"x\"}\n");
    place.write(".gitignore", "ignored/\n");
    place.commit();
    let check = || place.check(&["--work-tree"], "");
    check().is(0, "Nothing changed.");
    place.write("web/locales/sv.json", "{\"a\":\"y\"}\n");
    place.write("docs/new one.md", "new\n");
    place.write("ignored/x", "");
    check().is(0, "of 2 files 2 are in the PM zone");
    place.write("web/locales/sv.json", "{\"a\":1}\n");
    check().is(1, "“a” changes from “x” to 1");
    // No text: what it holds is not known.
    std::fs::write(place.0.join("web/locales/sv.json"), b"{\"a\":\"\xff\"}").unwrap();
    check().is(1, "what the file holds is not known");
    std::fs::remove_file(place.0.join("web/locales/sv.json")).unwrap();
    check().is(1, "the file is gone");
    place.write("web/locales/sv.json", "{\"a\":\"x\"}\n");
    std::os::unix::fs::symlink("x", place.0.join("docs/link")).unwrap();
    check().is(1, "it is a symbolic link");
}

/// The same change gives the same answer in whatever form it comes.
#[test]
fn every_form_of_one_change_agrees() {
    let place = Place::new("forms");
    let zone: Vec<ZoneItem> = zone()
        .into_iter()
        .map(|item| ZoneItem { limit: None, ..item })
        .collect();
    place.export(&zone);
    for n in 0..30 {
        place.write(
            &format!("docs/{n} é.md"),
            &format!("Page {n}\nwith words\nto tell it by {n}\n"),
        );
        place.write(
            &format!("web/src/{n}.ts"),
            &format!("code({n});\nmore({n});\nand_more({n});\n"),
        );
    }
    place.commit();
    place.git(&["switch", "--quiet", "--create", "work"]);
    for n in 0..10 {
        place.write(&format!("docs/{n} é.md"), "diff --git a/x b/x\n--- a/x\n+++ b/x\n");
        place.git(&["mv", &format!("web/src/{n}.ts"), &format!("docs/{n}.ts")]);
        place.git(&["rm", "--quiet", &format!("docs/{} é.md", n + 10)]);
        place.write(&format!("api/{n}.rs"), "fn main() {}\n");
    }
    place.commit();
    let answer = |said: Said| {
        assert_eq!(said.code, 1, "{}", said.text);
        let answer: Value = serde_json::from_str(&said.text).unwrap();
        answer
    };
    let expected = answer(place.check(&["--json", "--range", "main...work"], ""));
    assert_eq!(
        expected["summary"],
        "Outside the PM zone: of 40 files 20 are in the PM zone, 10 stay with engineering, 10 are not classified."
    );
    for options in [
        &["--raw", "-z"][..],
        &["--raw"],
        &["--name-status", "-z"],
        &["--name-status"],
        &["--patch"],
        &["--patch-with-raw"],
        &["--patch", "--src-prefix=a/", "--dst-prefix=b/"],
    ] {
        let diff = place.git(&[&["diff", "-M", "--no-color", "main...work"], options].concat());
        let told = answer(place.check(&["--json"], &diff));
        assert_eq!(told["files"], expected["files"], "{options:?}");
    }
    // Where kinds of changes are not told, the verdicts are the same.
    for options in [&["--numstat", "-z"][..], &["--numstat"]] {
        let diff = place.git(&[&["diff", "-M", "--no-color", "main...work"], options].concat());
        let told = answer(place.check(&["--json"], &diff));
        assert_eq!(told["counts"], expected["counts"], "{options:?}");
    }
}

#[test]
fn programs_read_json_and_sarif() {
    let place = Place::new("programs");
    place.export(&zone());
    let change = "M\tdocs/a.md\nA\tweb/src/pay é.ts\nD\tapi/x\n";
    let json = place.check(&["--json"], change);
    assert_eq!(json.code, 1);
    let json: Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!(json["inside"], false);
    assert_eq!(json["zone"]["version"], 3);
    assert_eq!(json["zone"]["signed"], true);
    assert_eq!(json["counts"]["engineering_zone"], 1);
    assert_eq!(json["files"][1]["zone"], "engineering_zone");
    assert_eq!(json["files"][1]["why"]["rule"]["rule"], "/web/src/");
    assert_eq!(json["reasons"].as_array().unwrap().len(), 2);

    let sarif = place.check(&["--sarif"], change);
    assert_eq!(sarif.code, 1);
    let sarif: Value = serde_json::from_str(&sarif.text).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "countersign");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "only what is outside is a result");
    assert_eq!(results[0]["ruleId"], "engineering-zone");
    assert_eq!(results[0]["level"], "error");
    let at = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(at["region"]["startLine"], 1, "code hosts take no result without a line");
    assert_eq!(
        results[0]["message"]["text"],
        "web/src/pay é.ts stays with engineering: rule /web/src/ of “Checkout logic”."
    );
    let place_of = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!(place_of(&results[0]), "web/src/pay%20%C3%A9.ts");
    assert_eq!(
        (&results[1]["ruleId"], place_of(&results[1])),
        (&"unclassified".into(), "api/x".into())
    );

    let many: String = (0..3_001).map(|n| format!("docs/{n}.md\n")).collect();
    let sarif = place.check(&["--sarif"], &many);
    assert_eq!(sarif.code, 1);
    let sarif: Value = serde_json::from_str(&sarif.text).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!((results.len(), &results[0]["ruleId"]), (1, &"not-judged".into()));
    assert_eq!(
        place_of(&results[0]),
        ".countersign/zone.json",
        "code hosts take no result without a place"
    );
    // What GitHub asks of a rule beside its id.
    for rule in sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
        for part in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[part]["text"].is_string(), "{part}: {rule}");
        }
    }
    let inside = place.check(&["--sarif"], "docs/a.md\n");
    assert_eq!(inside.code, 0);
    assert!(inside.text.contains("\"results\": []"));
}

/// A reader that stops, and one that takes nothing, change no answer but the one that nobody got.
#[cfg(unix)]
#[test]
fn an_answer_that_is_not_read_to_its_end_is_the_same_answer() {
    let place = Place::new("unread");
    place.export(&zone());
    let inside: String = (0..2_900).map(|n| format!("docs/{n}.md\n")).collect();
    place.write("inside.txt", &inside);
    place.write("outside.txt", &inside.replace("docs/", "web/src/"));
    let shell = |script: &str| {
        let status = Command::new("sh")
            .args(["-c", script])
            .current_dir(&place.0)
            .env("CHECK", env!("CARGO_BIN_EXE_countersign"))
            .env_remove("COUNTERSIGN_ZONE")
            .stderr(Stdio::null())
            .status();
        status.unwrap().code()
    };
    for (change, code) in [("inside.txt", 0), ("outside.txt", 1)] {
        for form in ["", "--json", "--sarif"] {
            let check = format!("$CHECK check {form} {change}");
            let script = format!("({check}; echo $? >code) | head -n 1 >/dev/null; exit $(cat code)");
            assert_eq!(shell(&script), Some(code), "{script}");
            assert_eq!(shell(&format!("{check} >&-")), Some(code), "{check}");
        }
    }
    if Path::new("/dev/full").exists() {
        assert_eq!(shell("$CHECK check inside.txt >/dev/full"), Some(2));
        assert_eq!(shell("$CHECK check nothing.txt 2>/dev/full"), Some(2));
    }
}

#[test]
fn a_zone_that_lies_elsewhere_in_the_repository_is_guarded_however_it_is_named() {
    let place = Place::new("guarded");
    let zone = [item(Side::PmZone, "Rules", &["/rules/"], None)];
    let policy = Policy::new("checkout", 3, Matching::NEWEST, &zone, true);
    place.write("rules/zone.json", &policy.to_json());
    place.write("rules/a.md", "One\n");
    let absolute = place.0.join("rules/zone.json");
    for named in [
        "rules/zone.json",
        "./rules/zone.json",
        "rules/../rules/zone.json",
        absolute.to_str().unwrap(),
    ] {
        place
            .check(&["--zone", named], "M\trules/zone.json\nM\trules/a.md\n")
            .is(1, "Engineering zone  rules/zone.json  it says who reviews what\n")
            .is(1, "PM zone           rules/a.md       rule /rules/ of “Rules”\n");
    }
}

#[test]
fn a_repository_without_a_work_tree_has_ranges() {
    let place = Place::new("bare");
    place.export(&zone());
    place.write("docs/a.md", "One\n");
    place.commit();
    place.write("docs/a.md", "Two\n");
    place.commit();
    place.git(&["clone", "--quiet", "--bare", ".", "bare.git"]);
    let zone = place.0.join(".countersign/zone.json");
    let check = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .args(["check", "--zone", zone.to_str().unwrap()])
            .args(args)
            .current_dir(place.0.join("bare.git"))
            .output()
            .unwrap();
        (
            out.status.code(),
            String::from_utf8([out.stdout, out.stderr].concat()).unwrap(),
        )
    };
    let (code, text) = check(&["--range", "HEAD~1..HEAD"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("PM zone  docs/a.md  rule /docs/ of “Manual”\n"), "{text}");
    assert_eq!(check(&["--work-tree"]).0, Some(2));
}
