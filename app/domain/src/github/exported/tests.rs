use super::*;
use crate::pull_request::{ReviewState, Told as Known};

const LIST: &str = r#"[
  {"number": 12, "title": "Saved addresses", "url": "https://github.com/acme/shop/pull/12", "body": "",
   "author": {"id": "U_1", "is_bot": false, "login": "mira", "name": "Mira"}, "assignees": [], "labels": [{"name": "pilot"}],
   "headRefName": "feat/saved-addresses", "headRefOid": "c3", "baseRefName": "main", "isCrossRepository": false,
   "headRepositoryOwner": {"login": "acme"}, "isDraft": false, "createdAt": "2026-01-12T09:00:00Z",
   "updatedAt": "2026-01-13T16:31:00Z", "closedAt": "2026-01-13T16:30:00Z", "mergedAt": "2026-01-13T16:30:00Z",
   "reviews": [
     {"author": {"login": "lee"}, "state": "CHANGES_REQUESTED", "submittedAt": "2026-01-12T11:00:00Z", "commit": {"oid": "c1"}},
     {"author": {"login": "lee"}, "state": "APPROVED", "submittedAt": "2026-01-13T10:00:00Z", "commit": {"oid": "c3"}},
     {"author": null, "state": "DISMISSED", "submittedAt": "2026-01-13T11:00:00Z", "commit": {"oid": "c3"}},
     {"author": {"login": "lee"}, "state": "PENDING", "submittedAt": null}],
   "commits": [
     {"oid": "c1", "messageHeadline": "Begin", "authoredDate": "2026-01-11T08:00:00Z", "committedDate": "2026-01-11T08:00:00Z",
      "authors": [{"login": "mira"}]},
     {"oid": "c2", "messageHeadline": "More", "authoredDate": "2026-01-12T12:00:00Z", "committedDate": "2026-01-12T12:00:00Z",
      "authors": [{"login": "mira"}]},
     {"oid": "c3", "messageHeadline": "Done", "authoredDate": "2026-01-12T13:00:00Z", "committedDate": "2026-01-12T13:00:00Z",
      "authors": [{"login": "mira"}]}]},
  {"number": 13, "title": "Queue", "author": {"login": "app/merge-bot", "is_bot": true},
   "headRefName": "gh-readonly-queue/main/pr-12-c3", "baseRefName": "main", "isDraft": false,
   "createdAt": "2026-01-12T09:00:00Z", "mergedAt": null, "reviews": [], "commits": []}
]"#;

fn read(text: &str) -> Result<Exported, Vec<String>> {
    Exported::read(text, Tz::Europe__Berlin, at("2026-02-01T00:00:00Z"))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

#[test]
fn a_list_gives_opening_reviews_pushes_between_them_and_the_merge() {
    let exported = read(LIST).expect("a list");
    assert_eq!(exported.kind, Kind::List);
    assert_eq!(
        exported.left_out,
        ["Pull request 13 is left out: it is a branch of the merge queue."]
    );
    let [told] = &exported.pulls[..] else { panic!("one") };
    assert_eq!((told.row, told.commits.len()), (1, 3));
    assert_eq!(
        told.times(),
        (Some(at("2026-01-12T09:00:00Z")), Some(at("2026-01-13T16:30:00Z")))
    );
    let happened: Vec<(DateTime<Utc>, &str)> = told
        .event
        .happened
        .iter()
        .map(|happened| {
            let word = match &happened.kind {
                FactKind::Opened { draft: false, .. } => "opened",
                FactKind::Reviewed {
                    state: ReviewState::ChangesRequested,
                    ..
                } => "changes",
                FactKind::Reviewed {
                    state: ReviewState::Approved,
                    ..
                } => "approved",
                FactKind::Reviewed { reviewer, .. } if reviewer.is_deleted() => "dismissed",
                FactKind::Pushed {
                    sha,
                    told: Known::Inferred,
                    ..
                } if sha == "c3" => "pushed",
                FactKind::Merged => "merged",
                other => panic!("{other:?}"),
            };
            (happened.at, word)
        })
        .collect();
    assert_eq!(
        happened,
        [
            (at("2026-01-12T09:00:00Z"), "opened"),
            (at("2026-01-12T11:00:00Z"), "changes"),
            (at("2026-01-13T10:00:00Z"), "approved"),
            (at("2026-01-13T11:00:00Z"), "dismissed"),
            (at("2026-01-12T13:00:00Z"), "pushed"),
            (at("2026-01-13T16:30:00Z"), "merged"),
        ]
    );
    assert!(
        exported
            .notes
            .iter()
            .any(|note| note.starts_with("1 review was dismissed"))
    );
    assert!(exported.notes.iter().any(|note| note.contains("ghost, lee")));
}

#[test]
fn a_list_without_a_field_says_which() {
    let text = r#"[{"number": 12, "createdAt": "2026-01-12T09:00:00Z"}]"#;
    let problems = read(text).expect_err("problems");
    assert!(
        problems[0].starts_with(
            "The list does not have author, headRefName, baseRefName, isDraft, mergedAt, reviews, commits."
        ),
        "{problems:?}"
    );
    let wrong = LIST.replacen("2026-01-12T09:00:00Z", "last week", 1);
    let problems = read(&wrong).expect_err("problems");
    assert!(problems[0].starts_with("Entry 1, pull request 12: "), "{problems:?}");
    let cut = LIST.get(..200).unwrap_or_default();
    assert!(read(cut).expect_err("problems")[0].starts_with("This is no list of pull requests: line 3"));
}

#[test]
fn what_cannot_be_is_left_out_and_said() {
    let future = LIST.replace("2026-01-13T16:30:00Z", "2026-03-13T16:30:00Z");
    let left_out = read(&future).expect_err("nothing is left");
    assert_eq!(
        left_out[0],
        "Pull request 12 is left out: it tells of something that has not happened yet."
    );
    let ancient = LIST.replace("2026-01-12T09:00:00Z", "0026-01-12T09:00:00Z");
    assert!(read(&ancient).expect_err("nothing is left")[0].contains("a year before 2000"));
    for nothing in ["", "  \n", "[]", "hello"] {
        assert_eq!(read(nothing).expect_err("nothing").len(), 1, "{nothing}");
    }
}

const LOG: &str = "commit dddd
tree 1111
parent aaaa
parent cccc
author Lee <lee@example.org> 1768321800 +0100
committer Code Host <noreply@example.org> 1768321800 +0100

    Merge pull request #12 from acme/feat/saved-addresses
    
    Saved addresses

commit cccc
tree 1111
parent bbbb
author Mira <mira@example.org> 1768222800 +0100
committer Mira <mira@example.org> 1768222900 +0100

    Done

commit bbbb
tree 1111
parent aaaa
author Mira <mira@example.org> 1768118400 +0100
committer Mira <mira@example.org> 1768118400 +0100

    Begin

commit aaaa
tree 1111
author Mira <mira@example.org> 1768000000 +0100
committer Mira <mira@example.org> 1768000000 +0100

    Banner (#11)
";

#[test]
fn a_log_gives_merges_and_when_their_commits_were_written() {
    let exported = read(LOG).expect("a log");
    assert_eq!(exported.kind, Kind::Log);
    let [squashed, merged] = &exported.pulls[..] else {
        panic!("two")
    };
    assert_eq!((squashed.event.number, squashed.commits.len()), (11, 0));
    assert_eq!(
        (merged.event.number, merged.event.title.as_str()),
        (12, "Saved addresses")
    );
    assert_eq!(merged.event.head_branch, "feat/saved-addresses");
    assert_eq!(merged.times(), (None, DateTime::from_timestamp(1_768_321_800, 0)));
    let written: Vec<(&str, Option<i64>)> = merged
        .commits
        .iter()
        .map(|commit| (commit.sha.as_str(), commit.authored_at.map(|at| at.timestamp())))
        .collect();
    assert_eq!(written, [("bbbb", Some(1_768_118_400)), ("cccc", Some(1_768_222_800))]);
    // GitLab merges in other words, and what it squashes it names in the same line.
    let of_gitlab = LOG
        .replace(
            "Merge pull request #12 from acme/feat/saved-addresses\n    \n    Saved addresses\n",
            "Merge branch 'feat/saved-addresses' into 'main'\n    \n    Saved addresses\n    \n    See merge request acme/web/shop!12\n",
        )
        .replace("Banner (#11)", "Banner\n    \n    See merge request acme/web/shop!11");
    let told = |text: &str| {
        let pulls = read(text).expect("a log").pulls.into_iter();
        pulls.map(|told| (told.event, told.commits)).collect::<Vec<_>>()
    };
    assert_eq!(told(&of_gitlab), told(LOG));
    let usual = LOG.replace(
        "author Lee <lee@example.org> 1768321800 +0100",
        "Author: Lee <lee@example.org>",
    );
    assert!(read(&usual).expect_err("not raw")[0].starts_with("Line 5 has no time in seconds"));
}

#[test]
fn a_table_gives_what_its_lines_say_of_open_ones_too() {
    let text = "number,time,event,who,sha\n7,2026-01-10T08:00:00Z,committed,,a1\n7,2026-01-12 10:00,opened,mira,\n7,2026-01-12 11:00,approved,lee,\n";
    let exported = read(text).expect("a table");
    assert_eq!(exported.kind, Kind::Facts);
    let [told] = &exported.pulls[..] else { panic!("one") };
    assert_eq!(told.event.author.login, "mira");
    assert_eq!(told.times(), (Some(at("2026-01-12T09:00:00Z")), None));
    assert_eq!(told.commits[0].sha, "a1");
    let wrong = read("number,time,event,who\n7,soon,opened,mira\n7,2026-01-12 11:00,approved,lee\n");
    assert!(wrong.expect_err("a problem")[0].starts_with("Line 2: "));
}

/// As `git log --reverse` prints it, the same commits the other way around; and with a clock that was wrong, a commit before the
/// one that came of it.
#[test]
fn a_log_says_the_same_in_any_order() {
    let whole = read(LOG).expect("a log");
    let parts: Vec<&str> = LOG.split("commit ").skip(1).collect();
    let log = |order: [usize; 4]| order.map(|at| format!("commit {}\n", parts[at].trim_end())).concat();
    for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1], [0, 3, 2, 1]] {
        let told = read(&log(order)).expect("a log").pulls.into_iter();
        let told: Vec<_> = told.map(|told| (told.event, told.commits)).collect();
        let known: Vec<_> = whole
            .pulls
            .iter()
            .map(|told| (told.event.clone(), told.commits.clone()))
            .collect();
        assert_eq!(told, known, "{order:?}");
    }
    // `-z` puts a zero between commits, and only the first would be read.
    let of_zeros = parts.iter().map(|part| format!("commit {part}\0")).collect::<String>();
    assert!(read(&of_zeros).expect_err("a problem")[0].ends_with("Print it without -z."));
}

#[test]
fn a_problem_of_a_list_names_what_stands_there() {
    for (good, bad, problem) in [
        (
            "\"createdAt\": \"2026-01-12T09:00:00Z\", \"mergedAt\": null",
            "\"createdAt\": \"12.01.2026 09:00\", \"mergedAt\": null",
            "Entry 2, pull request 13: “12.01.2026 09:00” is not a time such as 2026-03-02T14:30:00Z.",
        ),
        (
            "\"updatedAt\": \"2026-01-13T16:31:00Z\"",
            "\"updatedAt\": 1768321860",
            "Entry 1, pull request 12: “1768321860” is not a time such as 2026-03-02T14:30:00Z.",
        ),
        (
            "\"number\": 13",
            "\"number\": \"13\"",
            "Entry 2: \"13\" is not the number of a pull request.",
        ),
        (
            "\"number\": 13",
            "\"number\": 0",
            "Entry 2: 0 is not the number of a pull request.",
        ),
        (
            "\"number\": 13",
            "\"number\": 8589934592",
            "Entry 2: 8589934592 is not the number of a pull request.",
        ),
    ] {
        assert!(LIST.contains(good), "{good}");
        assert_eq!(read(&LIST.replacen(good, bad, 1)).expect_err("a problem"), [problem]);
    }
    let zero = LIST.replacen("\"Saved addresses\"", "\"Saved\\u0000\"", 1);
    assert_eq!(
        read(&zero).expect_err("nothing is left")[0],
        "Pull request 12 is left out: a character of zero is in it."
    );
}

#[test]
fn what_a_text_says_of_its_repository_is_compared_with_what_was_typed() {
    let exported = read(LIST).expect("a list");
    assert_eq!(exported.of_others("acme/shop"), [""; 0]);
    assert_eq!(exported.of_others(" Acme/Shop "), [""; 0]);
    assert_eq!(exported.of_others("acme/shop-web"), ["acme/shop"]);
    // A log names none.
    assert_eq!(read(LOG).expect("a log").of_others("acme/web"), [""; 0]);
    let table = "number,time,event,who,repository\n7,2026-01-12 10:00,opened,mira,acme/shop\n8,2026-01-12 10:00,opened,mira,acme/api\n";
    assert_eq!(read(table).expect("a table").of_others("acme/shop"), ["acme/api"]);
}

#[test]
fn a_line_that_stands_twice_counts_once() {
    let text = "number,time,event,who,sha\n7,2026-01-12 10:00,opened,mira,\n7,2026-01-12 11:00,approved,lee,\n7,2026-01-12 11:00,approved,lee,\n7,2026-01-12 11:00,approved,ada,\n";
    let exported = read(text).expect("a table");
    // Opened, approved by lee, approved by ada.
    assert_eq!(exported.pulls[0].event.happened.len(), 3);
    assert_eq!(
        exported.left_out,
        ["1 line says what another one said: it counts once."]
    );
}
