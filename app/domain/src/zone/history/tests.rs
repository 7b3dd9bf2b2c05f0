use super::*;
use crate::zone::{FileChange, Side};

/// As git prints it, with a merge, a rename, and a message that looks like a file.
const LOG: &str = "\
commit 4e1d5f60718293a4b5c6d7e8f90123456789abcd (HEAD -> main, origin/main)
Merge: 1a2b3c4 5d6e7f8
Author: Mira Okafor <mira@example.com>
Date:   Tue Mar 3 10:12:05 2026 +0100

    Merge pull request #12 from acme/feat

commit 5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80
Author: Mira Okafor <mira@example.com>
Date:   Mon Mar 2 09:00:00 2026 +0100

    Say what free delivery costs

    M\tweb/locales/not-a-file.json

M\tweb/locales/sv.json
R100\tweb/a.ts\tweb/src/a.ts

commit 1a2b3c4
Author: Jonas Weld <jonas@example.com>
Date:   2026-03-01 23:30:00 -0500

    Payments: round half up

M\tserver/pay/round.rs
";

fn files(change: &PastChange) -> Vec<String> {
    let path = |file: &ChangedFile| match &file.previous {
        Some(previous) => format!("{previous} -> {}", file.path),
        None => file.path.clone(),
    };
    change.files.iter().map(path).collect()
}

#[test]
fn a_log_is_read_commit_by_commit() {
    let past = Past::read(LOG).expect("a log");
    assert_eq!(past.without_files, 1);
    let told: Vec<_> = past
        .changes
        .iter()
        .map(|change| (change.name.as_str(), change.title.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("5d6e7f8", "Say what free delivery costs"),
            ("1a2b3c4", "Payments: round half up"),
        ]
    );
    assert_eq!(
        files(&past.changes[0]),
        ["web/locales/sv.json", "web/a.ts -> web/src/a.ts"]
    );
    assert_eq!(past.changes[0].at.to_string(), "2026-03-02 08:00:00 UTC");
    assert_eq!(past.changes[1].at.to_string(), "2026-03-02 04:30:00 UTC");
}

#[test]
fn the_time_of_the_commit_comes_before_that_of_its_author() {
    let text = "commit 4e1d5f6\nAuthor:     A <a@b>\nAuthorDate: 2020-01-01T09:00:00Z\nCommit:     B <b@b>\n\
                CommitDate: 2026-03-01T09:00:00Z\n\n    Title\n\nM\ta\n";
    assert_eq!(
        Past::read(text).expect("a log").changes[0].at.to_string(),
        "2026-03-01 09:00:00 UTC"
    );
}

#[test]
fn a_list_of_pull_requests_knows_that_it_may_be_cut() {
    let text = r#"[
        {"number": 12, "title": "Texts", "mergedAt": "2026-03-03T09:00:00Z", "changedFiles": 1,
         "files": [{"path": "web/locales/sv.json", "additions": 1, "deletions": 1}]},
        {"number": 13, "title": "Many", "mergedAt": "2026-03-04T09:00:00Z", "changedFiles": 140,
         "files": [{"path": "web/locales/sv.json", "additions": 1, "deletions": 1}]},
        {"number": 14, "title": "Nothing", "closedAt": "2026-03-04T09:00:00Z", "files": []}
    ]"#;
    let past = Past::read(text).expect("a list");
    assert_eq!(past.without_files, 1);
    assert_eq!(
        past.changes.iter().map(|change| change.total).collect::<Vec<_>>(),
        [1, 140]
    );
    let effect = Effect::of(&zone(), Matching::NEWEST, &past.changes);
    assert_eq!(effect.sentence(), "1 of 2 would have been inside the PM zone");
    assert_eq!(effect.obstacles(&zone())[0].what, "files that are not listed");
}

#[test]
fn what_cannot_be_read_is_said_with_where() {
    for (text, sentence) in [
        ("", "Paste the output of git log --name-status."),
        (" \n", "Paste the output of git log --name-status."),
        (
            "M\ta.txt",
            "Line 1 belongs to no commit. Paste what git log --name-status prints, from its first line.",
        ),
        (
            "commit 4e1d5f6\nDate: yesterday\n\n    T\n\nM\ta\n",
            "Line 2 has a date that is not understood. Use git log with --date=iso-strict.",
        ),
        (
            "commit 4e1d5f6\n\n    T\n\nM\ta\n",
            "4e1d5f6 has no date. Use git log --name-status as it is.",
        ),
        (
            "commit 4e1d5f6\nDate: 2026-03-01T09:00:00Z\n\n    T\n",
            "None of these changes has a file. Use git log with --name-status.",
        ),
        (
            "commit 4e1d5f6\nDate: 1999-03-01T09:00:00Z\n\n    T\n\nM\ta\n",
            "4e1d5f6 is of a year before 2000 or after 2100.",
        ),
        ("[1]", "This is no list of pull requests: line 1, column 2."),
        (
            r#"[{"number": 12, "mergedAt": "2026-03-03T09:00:00Z"}]"#,
            "#12 comes without files. Ask for --json number,title,mergedAt,changedFiles,files.",
        ),
        (
            r#"[{"number": 12, "files": [{"path": "a"}]}]"#,
            "#12 comes without a time. Ask for --json number,title,mergedAt,changedFiles,files.",
        ),
    ] {
        assert_eq!(Past::read(text).expect_err("it cannot be read"), sentence, "{text:?}");
    }
}

fn zone() -> Vec<ZoneItem> {
    let item = |side: Side, text: &str, rules: &[&str]| {
        serde_json::from_value(serde_json::json!({
            "side": side, "category": null, "text": text, "rules": rules,
        }))
        .expect("an item")
    };
    vec![
        item(Side::PmZone, "Texts", &["**/locales/**"]),
        item(Side::EngineeringZone, "Payments", &["/server/pay/"]),
    ]
}

fn change(paths: &[&str]) -> PastChange {
    PastChange {
        name: "#1".to_owned(),
        title: String::new(),
        at: "2026-03-01T09:00:00Z".parse().expect("an instant"),
        files: paths
            .iter()
            .map(|path| ChangedFile::new(*path, FileChange::Modified))
            .collect(),
        total: paths.len(),
    }
}

#[test]
fn what_keeps_most_outside_by_itself_comes_first() {
    let changes = [
        change(&["web/locales/sv.json"]),
        // Alone in the way: a folder without a rule, twice.
        change(&["web/locales/sv.json", "web/src/deep/inside/a.ts"]),
        change(&["web/src/b.ts", "web/src/c.ts"]),
        // Payments three times, alone once.
        change(&["server/pay/a.rs"]),
        change(&["server/pay/a.rs", "README.md"]),
        change(&["server/pay/a.rs", "README.md", "web/src/a.ts"]),
    ];
    let effect = Effect::of(&zone(), Matching::NEWEST, &changes);
    assert_eq!(effect.inside(), 1);
    let told: Vec<_> = effect
        .obstacles(&zone())
        .iter()
        .map(|one| (one.what.clone(), one.sentence()))
        .collect();
    let expected = [
        (
            "no rule for files in web/src/",
            "3 changes, 2 with nothing else in the way",
        ),
        (
            "rule /server/pay/ of “Payments”",
            "3 changes, 1 with nothing else in the way",
        ),
        ("no rule for files at the root", "2 changes"),
    ];
    assert_eq!(
        told,
        expected.map(|(what, sentence)| (what.to_owned(), sentence.to_owned()))
    );
    let two_inside = [changes[0].clone(), changes[0].clone(), changes[3].clone()];
    assert_eq!(Effect::of(&zone(), Matching::NEWEST, &two_inside).inside(), 2);
    assert_eq!(Effect::of(&zone(), Matching::NEWEST, &[]).inside(), 0);
    let one = Obstacle {
        what: String::new(),
        changes: 1,
        alone: 1,
    };
    assert_eq!(one.sentence(), "1 change, nothing else in the way");
}

#[test]
fn a_rule_is_one_obstacle_whichever_path_of_a_rename_it_matches() {
    let mut renamed = change(&["web/locales/sv.json"]);
    renamed.files[0].previous = Some("server/pay/sv.json".to_owned());
    renamed.files[0].change = FileChange::Renamed;
    let effect = Effect::of(&zone(), Matching::NEWEST, &[renamed, change(&["server/pay/a.rs"])]);
    let told: Vec<_> = effect
        .obstacles(&zone())
        .into_iter()
        .map(|one| (one.what, one.changes))
        .collect();
    assert_eq!(told, [("rule /server/pay/ of “Payments”".to_owned(), 2)]);
}

#[test]
fn what_begins_no_commit_is_no_commit() {
    for line in ["commit message", "commit 1a2b3c", "commit messages and more", "commit"] {
        assert_eq!(
            Past::read(line).expect_err(line),
            "Line 1 belongs to no commit. Paste what git log --name-status prints, from its first line."
        );
    }
}

#[test]
fn after_the_message_every_line_is_a_file() {
    let names = ["Author: notes.md", "CommitDate: x.md", "Date: summer.md", "Notes: a.md"];
    let text = format!(
        "commit 4e1d5f6\nDate: 2026-03-01T09:00:00Z\n\n    Title\n    Another line\n\n{}\n",
        names.join("\n")
    );
    let past = Past::read(&text).expect("a log with --name-only");
    assert_eq!(files(&past.changes[0]), names);
    assert_eq!(past.changes[0].at.to_string(), "2026-03-01 09:00:00 UTC");
}

#[test]
fn as_many_changes_as_are_looked_at_are_read_and_no_more() {
    let log = |count: usize| "commit 4e1d5f6\nDate: 2026-03-01T09:00:00Z\n\n    T\n\nM\ta\n".repeat(count);
    assert_eq!(Past::read(&log(10_000)).expect("10,000").changes.len(), 10_000);
    for count in [10_001, 10_002] {
        assert_eq!(
            Past::read(&log(count)).expect_err("too many"),
            format!("These are {count} changes; at most 10000 are looked at.")
        );
    }
}
