//! Patches and whole diffs as git itself writes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use domain::zone::{Boundary, Contents, FileChange, Limit, Matching, Side, TypedChange, ZoneItem, unpatched};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("countersign-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// What git prints here, whatever its user has set.
    fn git(&self, args: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(args).current_dir(&self.0);
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
        let output = command.output().expect("git");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    fn write(&self, path: impl AsRef<Path>, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("its folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Pairs of texts with few different lines, some with returns, some without an end.
fn pairs(count: usize) -> Vec<(String, String)> {
    let line = prop::sample::select(vec![
        "",
        "a",
        "b",
        "c",
        "-",
        "+a",
        " b",
        "@@ -1 +1 @@",
        "a\r",
        "\r",
        "a\rb",
        "é",
    ]);
    let text = (prop::collection::vec(line, 0..30), any::<bool>())
        .prop_map(|(lines, has_end)| lines.join("\n") + if has_end && !lines.is_empty() { "\n" } else { "" });
    let pair = (text.clone(), text, any::<u64>()).prop_map(|(one, other, kept)| {
        // Most lines of the second are those of the first, so that hunks lie apart.
        let mut others = other.split_inclusive('\n').cycle();
        let lines = one.split_inclusive('\n').enumerate();
        let after = lines.map(|(at, line)| {
            if (kept >> at) & 3 == 0 {
                others.next().unwrap_or("x\n")
            } else {
                line
            }
        });
        let after: Vec<&str> = after.collect();
        let last = after.len().saturating_sub(1);
        let ended = after.iter().enumerate().map(|(at, line)| {
            let is_whole = at == last || line.ends_with('\n');
            if is_whole {
                (*line).to_owned()
            } else {
                format!("{line}\n")
            }
        });
        (
            one.clone(),
            if after.is_empty() {
                other.clone()
            } else {
                ended.collect()
            },
        )
    });
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    let mut next = || pair.new_tree(&mut runner).expect("two texts").current();
    (0..count).map(|_| next()).filter(|(one, other)| one != other).collect()
}

#[test]
fn what_git_says_of_two_texts_is_undone() {
    let pairs = pairs(600);
    let folder = Folder::new("patches");
    for (n, (before, after)) in pairs.iter().enumerate() {
        folder.write(format!("before/{n:03}"), before);
        folder.write(format!("after/{n:03}"), after);
    }
    let mut hunks = 0;
    for context in 0..=5 {
        let diff = folder.git(&["diff", "--no-index", &format!("-U{context}"), "before", "after"]);
        // No line of a hunk begins with a letter.
        let files: Vec<&str> = diff.split("diff --git ").skip(1).collect();
        assert_eq!(files.len(), pairs.len());
        for (file, (before, after)) in files.into_iter().zip(&pairs) {
            let patch = file.split_once("\n@@ ").map(|(_, hunks)| format!("@@ {hunks}"));
            let patch = patch.unwrap_or_else(|| panic!("no hunks: {file}"));
            hunks += patch.matches("\n@@ -").count();
            let is_undone = unpatched(after, &patch).as_ref() == Some(before);
            assert!(is_undone, "{before:?} {after:?}\n{patch}");
            let without_end = patch.strip_suffix('\n').expect("it ends");
            assert!(unpatched(after, without_end).as_ref() == Some(before), "{patch}");
            // Another word in any line that both have.
            let lines: Vec<&str> = patch.split('\n').collect();
            for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with(' ')) {
                let changed = format!(" x{}", &line[1..]);
                let other = [&lines[..at], &[changed.as_str()], &lines[at + 1..]]
                    .concat()
                    .join("\n");
                assert_eq!(unpatched(after, &other), None, "{other}");
            }
        }
    }
    // They say something: many have several hunks.
    assert!(hunks > 500, "{hunks} hunks that are not the first");
}

/// A JSON file of so many keys, one of them with this text.
fn words(keys: usize, place: usize, text: &str) -> String {
    let line = |key: usize| match key == place {
        true => format!("  \"key{key}\": \"{text}\""),
        false => format!("  \"key{key}\": \"Fri frakt {key}\""),
    };
    let lines: Vec<String> = (0..keys).map(line).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// Files of a repository before a change and after it.
type Files = [(&'static str, Option<String>, Option<String>)];

/// What git prints of such a change, staged, with each of these options.
fn printed(name: &str, format: &str, files: &Files, options: &[&[&str]]) -> Vec<String> {
    let folder = Folder::new(&format!("{name}-{format}"));
    folder.git(&[
        "init",
        "--quiet",
        "--initial-branch=main",
        &format!("--object-format={format}"),
    ]);
    for (path, before, _) in files {
        before.iter().for_each(|text| folder.write(path, text));
    }
    folder.git(&["add", "--all"]);
    let who = ["-c", "user.name=Mira", "-c", "user.email=mira@example.com"];
    folder.git(&[&who[..], &["commit", "--quiet", "--message=Words"]].concat());
    for (path, before, after) in files {
        match after {
            Some(text) => folder.write(path, text),
            None if before.is_some() => fs::remove_file(folder.0.join(path)).expect("it was there"),
            None => {}
        }
    }
    folder.git(&["add", "--all"]);
    let diff = |options: &&[&str]| folder.git(&[&["diff", "--cached"], *options].concat());
    options.iter().map(diff).collect()
}

/// As a form of a page sends a text.
fn as_form(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

#[test]
fn a_diff_with_whole_files_says_what_they_hold() {
    let long = |text: &str| words(40, 20, text);
    let windows = |text: &str| words(5, 2, text).replace('\n', "\r\n");
    let cut = |text: &str| words(5, 2, text).trim_end().to_owned();
    let files = [
        ("web/cut.json", Some(cut("Hej")), Some(cut("Hej du"))),
        ("web/da.json", Some(long("Hej")), None),
        ("web/empty.json", Some(String::new()), Some("{}\n".to_owned())),
        (
            "web/ended.json",
            Some("{\n  \"a\": \"b\"\n}".to_owned()),
            Some("{\n  \"a\": \"b\"\n}\n".to_owned()),
        ),
        ("web/gone.json", Some("[\n  1\n]\n".to_owned()), None),
        ("web/long.json", Some(long("Tack")), Some(long("Tack så mycket"))),
        ("web/mixed.json", Some(windows("Nej")), Some(words(5, 2, "Nej"))),
        ("web/new.json", None, Some(words(9, 2, "Ny"))),
        ("web/new_returns.json", None, Some("7\r\n8\r\n".to_owned())),
        // Git finds the file that it was made from.
        ("web/new_windows.json", None, Some(windows("Ny"))),
        ("web/old.json", None, Some(words(40, 2, "Gammal") + "x")),
        ("web/small.json", Some(words(5, 2, "Ja")), Some(words(5, 2, "Ja tack"))),
        ("web/src/da.json", None, Some(long("Hej du"))),
        (
            "web/was_old.json",
            Some(words(40, 2, "Gammal")),
            Some(words(40, 2, "Gammal") + "y"),
        ),
        ("web/windows.json", Some(windows("Ja")), Some(windows("Ja tack"))),
    ];
    let options: [&[&str]; 5] = [
        &["-C", "-U1000000"],
        &["-C", "-U1000000", "--full-index"],
        &["-C", "-U3"],
        &["-C", "-U3", "--full-index"],
        // Names that are not in full prove nothing, and say no less of what is new or gone.
        &["-C", "-U1000000", "--abbrev=5"],
    ];
    for format in ["sha1", "sha256"] {
        let diffs = printed("whole", format, &files, &options);
        for (diff, options) in diffs.iter().zip(options) {
            for diff in [diff.clone(), as_form(diff)] {
                let change = TypedChange::read(&diff);
                assert_eq!(change.not_read, [], "{diff}");
                // One is named by the file that it became.
                assert_eq!(change.files.len(), files.len() - 1, "{diff}");
                for file in &change.files {
                    let of = |path: &str| files.iter().find(|(name, ..)| *name == path).expect("one of them");
                    let before = of(file.previous.as_deref().unwrap_or(&file.path)).1.clone();
                    let after = of(&file.path).2.clone();
                    let is_long = before.iter().chain(&after).any(|text| text.lines().count() > 20);
                    let is_whole = match file.change {
                        FileChange::Added | FileChange::Deleted => true,
                        _ if !options.contains(&"--full-index") => false,
                        _ => !is_long || options.contains(&"-U1000000"),
                    };
                    let expected = is_whole.then_some(Contents { before, after });
                    assert_eq!(file.contents, expected, "{options:?} {} in\n{diff}", file.path);
                }
            }
        }
        let kinds = |change| {
            TypedChange::read(&diffs[0])
                .files
                .iter()
                .filter(|file| file.change == change)
                .count()
        };
        assert_eq!(
            (kinds(FileChange::Renamed), kinds(FileChange::Copied)),
            (1, 2),
            "{}",
            diffs[0]
        );
    }
}

#[test]
fn a_diff_with_whole_files_lets_items_be_judged_by_what_files_hold() {
    let items = [ZoneItem {
        side: Side::PmZone,
        category: None,
        text: "Words".to_owned(),
        rules: vec!["/web/".parse().expect("a rule")],
        limit: Some(Limit::CopyOnly),
        examples: Vec::new(),
    }];
    let options: [&[&str]; 2] = [&["-U1000000", "--full-index"], &["--full-index"]];
    let is_inside = |after: String| {
        let files = [("web/sv.json", Some(words(40, 20, "Tack")), Some(after))];
        let judge = |diff: &String| {
            let change = TypedChange::read(diff);
            Boundary::of(&items, Matching::NEWEST)
                .judge(&change.files, change.total())
                .is_inside()
        };
        printed("judged", "sha1", &files, &options)
            .iter()
            .map(judge)
            .collect::<Vec<_>>()
    };
    assert_eq!(is_inside(words(40, 20, "Tack så mycket")), [true, false]);
    assert_eq!(is_inside(words(41, 20, "Tack")), [false, false]);
}
