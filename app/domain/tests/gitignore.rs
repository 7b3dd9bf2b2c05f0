//! Path rules mean what git's ignore files mean by them: asked of git itself, and worked out by hand from the examples
//! that git, GitHub and GitLab document.

use std::io::Write as _;
use std::process::{Command, Stdio};

use domain::zone::{Boundary, Matching, PathVerdict, Side, ZoneItem};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn boundary(rules: &[&str], matching: Matching) -> Boundary {
    let item = ZoneItem {
        side: Side::PmZone,
        category: None,
        text: "Words".to_owned(),
        rules: rules.iter().map(|rule| rule.parse().expect("a rule")).collect(),
        limit: None,
        examples: Vec::new(),
    };
    Boundary::of(&[item], matching)
}

/// The rule that counts, if one does.
fn matched(rules: &[&str], matching: Matching, path: &str) -> Option<String> {
    match boundary(rules, matching).verdict(path) {
        PathVerdict::PmZone { rule, .. } => Some(rule.to_string()),
        PathVerdict::Unclassified => None,
        PathVerdict::EngineeringZone { .. } => unreachable!("engineering has no rules"),
    }
}

/// A part of a rule or path: few letters, so that they meet often.
fn name(letters: &'static str) -> impl Strategy<Value = String> {
    let letters: Vec<char> = letters.chars().collect();
    prop::collection::vec(prop::sample::select(letters), 1..4).prop_map(|letters| letters.into_iter().collect())
}

/// Rules of one to four parts, with and without a slash at their ends; without brackets, `!` and a final `/*`, which mean
/// something else here.
fn rule() -> impl Strategy<Value = String> {
    let part =
        prop_oneof![5 => name("ab.?*"), 2 => name("ab é"), 1 => Just("**".to_owned()), 1 => Just("*".to_owned())];
    let parts = prop::collection::vec(part, 1..4);
    (any::<bool>(), parts, any::<bool>()).prop_map(|(root, parts, folder)| {
        let (before, after) = (if root { "/" } else { "" }, if folder { "/" } else { "" });
        format!("{before}{}{after}", parts.join("/"))
    })
}

fn path() -> impl Strategy<Value = String> {
    let part = prop_oneof![3 => name("ab."), 1 => name("ab é")];
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.join("/"))
}

/// Random rules, each with so many random paths: rules that are rules here, paths that git can hold.
fn tries(rules: usize, paths: usize) -> Vec<(String, Vec<String>)> {
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    let is_rule = |rule: &String| {
        let parsed = rule.parse::<domain::zone::PathRule>();
        parsed.is_ok_and(|parsed| parsed.as_str() == rule) && !rule.ends_with("/*")
    };
    let is_path = |path: &String| path.split('/').all(|name| name != "." && name != "..");
    let rule = rule().prop_filter("a rule", is_rule);
    let path = path().prop_filter("a path", is_path);
    let one = (rule, prop::collection::vec(path, paths));
    let mut next = || one.new_tree(&mut runner).expect("a rule and paths").current();
    (0..rules).map(|_| next()).collect()
}

/// Whether git takes each path for ignored by the rule beside it. Every rule has a folder of its own with an ignore file,
/// so that one process answers all.
fn asked_of_git(tries: &[(String, Vec<String>)]) -> Vec<bool> {
    let repository = std::env::temp_dir().join(format!("countersign-gitignore-{}", std::process::id()));
    std::fs::create_dir_all(&repository).expect("a folder");
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(args).current_dir(&repository);
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
        command
    };
    assert!(git(&["init", "--quiet"]).status().expect("git").success());
    let mut asked = Vec::new();
    for (n, (rule, paths)) in tries.iter().enumerate() {
        let folder = repository.join(format!("z{n}"));
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(folder.join(".gitignore"), format!("{rule}\n")).expect("an ignore file");
        for path in paths {
            asked.extend_from_slice(format!("z{n}/{path}\0").as_bytes());
        }
    }
    let mut check = git(&["check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("git");
    let mut input = check.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || input.write_all(&asked));
    let output = check.wait_with_output().expect("an answer");
    writer.join().expect("it is written").expect("git reads all");
    std::fs::remove_dir_all(&repository).expect("it is gone");
    // Source, line, pattern and path of each, with nothing in the first three where nothing matches.
    let text = String::from_utf8(output.stdout).expect("text");
    let fields: Vec<&str> = text.split('\0').collect();
    fields
        .as_chunks::<4>()
        .0
        .iter()
        .map(|answer| !answer[2].is_empty())
        .collect()
}

#[test]
fn ten_thousand_pairs_agree_with_git() {
    let tries = tries(2_000, 5);
    let answers = asked_of_git(&tries);
    let ours = tries.iter().flat_map(|(rule, paths)| {
        let boundary = boundary(&[rule], Matching::NEWEST);
        let is_matched = move |path: &String| boundary.verdict(path) != PathVerdict::Unclassified;
        paths.iter().map(move |path| (rule, path, is_matched(path)))
    });
    let differing: Vec<_> = ours.zip(&answers).filter(|((_, _, ours), git)| ours != *git).collect();
    assert!(differing.is_empty(), "git says otherwise: {differing:#?}");
    assert_eq!(answers.len(), 10_000);
    // They say something: many match, and many do not.
    let matching = answers.iter().filter(|ignored| **ignored).count();
    assert!((1_000..9_000).contains(&matching), "{matching} match");
}

/// The examples of git's own manual page, gitignore(5), without those that take paths away with `!`.
#[test]
fn examples_of_gits_manual() {
    for (rule, matches, differs) in [
        // "the pattern doc/frotz/ matches doc/frotz directory, but not a/doc/frotz directory"
        ("doc/frotz/", &["doc/frotz/x"][..], &["a/doc/frotz/x", "doc/frotz"][..]),
        // "frotz/ matches frotz and a/frotz that is a directory"
        ("frotz/", &["frotz/x", "a/frotz/x"], &["frotz", "a/frotz"]),
        // "hello.*" matches any file or directory whose name begins with hello.
        (
            "hello.*",
            &["hello.txt", "hello.c", "a/hello.java", "hello.d/x"],
            &["hello", "ahello.txt"],
        ),
        // "/hello.*": now it does not match a/hello.java
        ("/hello.*", &["hello.txt", "hello.c"], &["a/hello.java"]),
        // "foo/ will match a directory foo and paths underneath it, but will not match a regular file foo"
        ("foo/", &["foo/x", "a/foo/x/y"], &["foo"]),
        // "doc/*.txt" and "/doc/*.txt" are the same; the latter says so.
        ("doc/*.txt", &["doc/a.txt"], &["doc/server/arch.txt", "a/doc/a.txt"]),
        ("/doc/*.txt", &["doc/a.txt"], &["doc/server/arch.txt", "a/doc/a.txt"]),
        // "foo/*" matches foo/test.json, but not foo/bar/hello.c: the star does not match bar/hello.c
        ("foo/*", &["foo/test.json"], &["foo/bar/hello.c"]),
        // "**/foo" matches file or directory foo anywhere, the same as pattern foo
        ("**/foo", &["foo", "a/foo", "a/b/foo/c"], &["afoo"]),
        ("foo", &["foo", "a/foo", "a/b/foo/c"], &["afoo"]),
        // "**/foo/bar" matches file or directory bar anywhere that is directly under directory foo
        (
            "**/foo/bar",
            &["foo/bar", "a/foo/bar", "a/foo/bar/x"],
            &["foo/a/bar", "bar"],
        ),
        // "abc/**" matches all files inside directory abc, relative to the location of the file, with infinite depth
        ("abc/**", &["abc/x", "abc/x/y"], &["abc", "x/abc/y"]),
        // "a/**/b" matches a/b, a/x/b, a/x/y/b and so on
        ("a/**/b", &["a/b", "a/x/b", "a/x/y/b"], &["ab", "x/a/b"]),
        // "\ " and "\!" cannot be written here; a space inside a name can.
        ("a b", &["a b", "x/a b/c"], &["a", "b"]),
    ] {
        for path in matches {
            assert_eq!(
                matched(&[rule], Matching::NEWEST, path).as_deref(),
                Some(rule),
                "{rule} matches {path}"
            );
        }
        for path in differs {
            assert_eq!(
                matched(&[rule], Matching::NEWEST, path),
                None,
                "{rule} does not match {path}"
            );
        }
    }
}

/// GitHub's documented example of a CODEOWNERS file, whole: the last line that matches counts, but for the first, which
/// is for what no other names. `/apps/github` without owners takes a path out of `/apps/`; here it would stand on the other
/// side.
#[test]
fn the_example_of_github() {
    let rules = [
        "*",
        "*.js",
        "*.go",
        "*.txt",
        "/build/logs/",
        "docs/*",
        "apps/",
        "/docs/",
        "/scripts/",
        "**/logs",
        "/apps/",
        "/apps/github",
    ];
    for (path, rule) in [
        ("README.md", "*"),
        ("index.js", "*.js"),
        ("src/index.js", "*.js"),
        ("main.go", "*.go"),
        ("notes/a.txt", "*.txt"),
        // Both /build/logs/ and **/logs match it; the later one counts.
        ("build/logs/today.md", "**/logs"),
        ("docs/getting-started.md", "/docs/"),
        ("docs/build-app/troubleshooting.md", "/docs/"),
        ("web/docs/a.md", "*"),
        ("src/apps/x.md", "apps/"),
        ("apps/x.md", "/apps/"),
        ("scripts/run.sh", "/scripts/"),
        ("web/scripts/run.sh", "*"),
        ("deeply/nested/logs/a.md", "**/logs"),
        ("apps/github", "/apps/github"),
        ("apps/github/a.md", "/apps/github"),
        ("apps/githubber.md", "/apps/"),
    ] {
        assert_eq!(matched(&rules, Matching::NEWEST, path).as_deref(), Some(rule), "{path}");
    }
    // "docs/* matches docs/getting-started.md but not further nested files like docs/build-app/troubleshooting.md".
    assert!(matched(&["docs/*"], Matching::NEWEST, "docs/getting-started.md").is_some());
    assert!(matched(&["docs/*"], Matching::NEWEST, "docs/build-app/troubleshooting.md").is_none());
}

/// The patterns of GitLab's reference of Code Owners, as far as they are rules here: no sections, no `!`, no `\#`.
#[test]
fn the_examples_of_gitlab() {
    for (rule, matches, differs) in [
        // The default owners.
        ("*", &["README.md", "a/b"][..], &[][..]),
        // A file by its extension, wherever it is.
        ("*.rb", &["file.rb", "lib/a.rb"], &["file.rbx"]),
        // A path from the root.
        ("/docs/README.md", &["docs/README.md"], &["a/docs/README.md"]),
        ("/README.md", &["README.md"], &["docs/README.md"]),
        // Without a slash at its beginning GitLab treats README.md as /**/README.md.
        (
            "README.md",
            &["README.md", "docs/README.md", "a/b/README.md"],
            &["README.mdx"],
        ),
        // Everything in a folder and in its folders.
        (
            "/docs/",
            &["docs/index.md", "docs/projects/index.md"],
            &["a/docs/index.md"],
        ),
        ("docs/", &["docs/index.md", "a/docs/b/index.md"], &["docs"]),
        // "/docs/*" matches files right in the folder.
        ("/docs/*", &["docs/index.md"], &["docs/projects/index.md"]),
        ("/docs/*.md", &["docs/index.md"], &["docs/projects/index.md"]),
        (
            "/docs/index.*",
            &["docs/index.md", "docs/index.html"],
            &["docs/a/index.md"],
        ),
        // "/docs/**/*.md" also matches those right in the folder.
        (
            "/docs/**/*.md",
            &["docs/index.md", "docs/api/graphql/index.md"],
            &["index.md"],
        ),
        (
            "/docs/**/index.md",
            &["docs/index.md", "docs/api/index.md", "docs/a/b/index.md"],
            &["index.md"],
        ),
        ("**/docs/", &["docs/a", "x/docs/a"], &["docs"]),
        // Spaces stand for themselves.
        ("path with spaces/", &["path with spaces/a"], &["path/a", "spaces/a"]),
    ] {
        for path in matches {
            assert!(
                matched(&[rule], Matching::NEWEST, path).is_some(),
                "{rule} matches {path}"
            );
        }
        for path in differs {
            assert!(
                matched(&[rule], Matching::NEWEST, path).is_none(),
                "{rule} does not match {path}"
            );
        }
    }
    // Two lines: the later one counts.
    let rules = ["*", "README.md", "/docs/", "/docs/README.md"];
    for (path, rule) in [
        ("docs/README.md", "/docs/README.md"),
        ("docs/a.md", "/docs/"),
        ("web/README.md", "README.md"),
        ("web/a.md", "*"),
    ] {
        assert_eq!(matched(&rules, Matching::NEWEST, path).as_deref(), Some(rule), "{path}");
    }
}

/// Names as systems, editors and people write them.
#[test]
fn odd_paths_mean_themselves() {
    for (rule, path, expected) in [
        ("/a b/", "a b/c", true),
        ("/a b/", "a  b/c", false),
        ("/\"quoted\"/", "\"quoted\"/a", true),
        ("/it's.md", "it's.md", true),
        ("*.md", ".md", true),
        (".env*", ".env", true),
        (".env*", "a/.env.local", true),
        (".env*", "env", false),
        (".*", ".github/a", true),
        ("*", ".github/a", true),
        ("/-rf/", "-rf/a", true),
        ("/日本/", "日本/語.json", true),
        // As to git, `?` stands for one byte, and a letter of another script has several.
        ("/?/", "語/a", false),
        ("/???/", "語/a", true),
        ("/*/", "語/a", true),
        // One letter, two ways to write it: composed, as most systems do, and in pieces, as macOS did.
        ("/caf\u{e9}/", "cafe\u{301}/a", true),
        ("/cafe\u{301}/", "caf\u{e9}/a", true),
        ("/caf??/", "cafe\u{301}/a", true),
        // Compatibility forms are other letters: ﬁ is not fi.
        ("/file", "\u{fb01}le", false),
        // To git Docs and docs are two folders.
        ("/docs/", "Docs/a", false),
        ("*.JSON", "a.json", false),
        ("/docs/", "docs\\a", false),
        ("/docs/", "docs/../src/a", false),
        ("/docs/", "src/../docs/a", false),
        ("/docs/", "docs/..", false),
        ("/docs/", "docs/..a", true),
        ("/docs/", "docs/...", true),
        ("/docs/", "./docs/a", true),
        ("/docs/", "/docs//a", true),
        ("*", "..", false),
        ("*", ".", false),
        ("*", "/", false),
        ("*", "", false),
        ("*", "a\nb", false),
        ("*", "a\tb", false),
        ("*", "a\0b", false),
    ] {
        assert_eq!(
            matched(&[rule], Matching::NEWEST, path).is_some(),
            expected,
            "{rule:?} and {path:?}"
        );
    }
}
