use super::*;
use crate::github::Touched;
use crate::zone::{Boundary, ChangedFile, FileChange, FileKind, Matching, Side, ZoneItem};

/// A commit of forty equal digits.
fn sha(digit: char) -> String {
    digit.to_string().repeat(40)
}

fn at(minute: i64) -> DateTime<Utc> {
    let nine: DateTime<Utc> = "2026-03-03T09:00:00Z".parse().expect("an instant");
    nine + chrono::TimeDelta::minutes(minute)
}

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|&path| path.to_owned()).collect()
}

fn touched(added: &[&str], modified: &[&str], removed: &[&str]) -> Option<Touched> {
    Some(Touched {
        added: paths(added),
        removed: paths(removed),
        modified: paths(modified),
    })
}

fn commit(digit: char, minute: i64, files: Option<Touched>) -> Commit {
    Commit {
        sha: sha(digit),
        at: at(minute),
        files,
    }
}

fn push(digit: char, minute: i64, before: Option<char>) -> Pushed {
    Pushed {
        sha: sha(digit),
        at: at(minute),
        before: Some(before.map(sha).unwrap_or_default()),
        merges_base: false,
    }
}

/// The files as `M path`, or why they are not known.
fn told(head: &Head) -> String {
    match &head.files {
        Files::NotKnown(why) => format!("{why:?}"),
        files => {
            let files = files.known().expect("they are known");
            let word = |file: &ChangedFile| match file.change {
                FileChange::Added => "A",
                FileChange::Modified => "M",
                FileChange::Deleted => "D",
                FileChange::Renamed | FileChange::Copied => "?",
            };
            let lines: Vec<String> = files
                .iter()
                .map(|file| format!("{} {}", word(file), file.path))
                .collect();
            lines.join(", ")
        }
    }
}

fn lines(heads: &[Head]) -> Vec<String> {
    let line = |head: &Head| format!("{}: {}", &head.sha[..1], told(head));
    heads.iter().map(line).collect()
}

#[test]
fn each_push_tells_what_the_pull_request_changes_by_then() {
    let pushes = [push('a', 0, None), push('b', 10, Some('a')), push('c', 20, Some('b'))];
    let commits = [
        commit('a', 0, touched(&["web/new.ts"], &["web/sv.json"], &[])),
        // A file that came and went is no change; one that was there and went is.
        commit('b', 10, touched(&[], &[], &["web/new.ts", "docs/old.md"])),
        // One that went and came back may be another.
        commit('c', 20, touched(&["docs/old.md", "web/da.json"], &[], &[])),
    ];
    assert_eq!(
        lines(&heads(&pushes, &commits, (&[], &[]), None)),
        [
            "a: A web/new.ts, M web/sv.json",
            "b: D docs/old.md, M web/sv.json",
            "c: M docs/old.md, A web/da.json, M web/sv.json",
        ]
    );
}

#[test]
fn what_was_not_told_is_not_known() {
    let one = touched(&[], &["web/sv.json"], &[]);
    let whole = [commit('a', 0, one.clone())];
    for (what, pushes, commits, described, expected) in [
        ("a fork", vec![], vec![], Some('d'), vec!["d: NoPush"]),
        (
            "a delivery that never came",
            vec![push('a', 0, None)],
            whole.to_vec(),
            Some('d'),
            vec!["a: M web/sv.json", "d: NoPush"],
        ),
        (
            "a branch from before",
            vec![push('a', 0, Some('0'))],
            whole.to_vec(),
            None,
            vec!["a: Earlier"],
        ),
        (
            "a commit without files",
            vec![push('a', 0, None)],
            vec![commit('a', 0, None)],
            None,
            vec!["a: Silent"],
        ),
        (
            "the same commit, described later",
            vec![push('a', 0, None)],
            whole.to_vec(),
            Some('a'),
            vec!["a: M web/sv.json"],
        ),
        ("nothing at all", vec![], vec![], None, vec![]),
    ] {
        let described = described.map(sha);
        let described = described.as_ref().map(|sha| (sha.as_str(), at(30)));
        assert_eq!(
            lines(&heads(&pushes, &commits, (&[], &[]), described)),
            expected,
            "{what}"
        );
    }
}

#[test]
fn what_was_described_is_the_newest_only_where_no_other_was_pushed_since() {
    let pushes = [push('a', 0, None), push('b', 20, Some('a'))];
    let files = touched(&[], &["web/sv.json"], &[]);
    let commits = [commit('a', 0, files.clone()), commit('b', 20, files)];
    let newest = |digit: char, minute: i64| -> Vec<(String, DateTime<Utc>)> {
        let heads = heads(&pushes, &commits, (&[], &[]), Some((&sha(digit), at(minute))));
        heads.into_iter().map(|head| (head.sha, head.at)).collect()
    };
    let pushed = [(sha('a'), at(0)), (sha('b'), at(20))];
    // Described before the last push, and that push itself, described later.
    assert_eq!(newest('a', 10), pushed);
    assert_eq!(newest('c', 10), pushed);
    assert_eq!(newest('b', 30), pushed);
    // The first one again, by a push back to it that nobody told of, and another.
    assert_eq!(newest('a', 20), [(sha('b'), at(20)), (sha('a'), at(20))]);
    assert_eq!(newest('c', 30), [&pushed[..], &[(sha('c'), at(30))]].concat());
}

#[test]
fn the_skill_file_is_asked_again_at_the_newest_commit() {
    let mut one = submitted(INSIDE);
    let said = |one: &Submitted| judge(one.clone(), &[zone()]).gates[1].sentence.clone();
    one.results[0].head = sha('a');
    assert_eq!(
        said(&one),
        "It passed at aaaaaaa. The newest commit, bbbbbbb, has not been checked."
    );
    one.results[0].passed = false;
    assert_eq!(
        said(&one),
        "It did not pass at aaaaaaa. The newest commit, bbbbbbb, has not been checked."
    );
    one.results.clear();
    assert_eq!(said(&one), "It has not been run at bbbbbbb, the newest commit.");
    // Which commit that is can be asked.
    assert_eq!(
        judge(one.clone(), &[]).newest().map(|newest| &newest.head.sha),
        Some(&sha('b'))
    );
    one.heads.clear();
    assert_eq!(judge(one, &[]).newest(), None);
}

#[test]
fn a_merge_of_the_base_brings_no_files() {
    let merge = Pushed {
        merges_base: true,
        ..push('b', 10, Some('a'))
    };
    let commits = [
        commit('a', 0, touched(&[], &["web/sv.json"], &[])),
        commit('b', 10, touched(&[], &["server/pay.rs"], &[])),
    ];
    let heads = heads(&[push('a', 0, None), merge], &commits, (&[], &[]), None);
    assert_eq!(lines(&heads), ["a: M web/sv.json", "b: M web/sv.json"]);
}

#[test]
fn a_list_that_was_entered_counts_for_its_commit_alone() {
    let listed = |digit: char, minute: i64, path: &str| Listed {
        head: sha(digit),
        files: vec![ChangedFile::new(path, FileChange::Modified)],
        by: "Lea".to_owned(),
        at: at(minute),
    };
    let pushes = [push('a', 0, Some('0')), push('b', 10, Some('a'))];
    let commits = [commit('a', 0, None), commit('b', 10, None)];
    let entered = [listed('b', 30, "web/old.json"), listed('b', 40, "web/sv.json")];
    assert_eq!(
        lines(&heads(&pushes, &commits, (&entered, &[]), None)),
        ["a: Earlier", "b: M web/sv.json"]
    );
}

#[test]
fn what_the_code_host_lists_counts_before_what_pushes_told_and_cannot_be_left_out_of_what_is_entered() {
    use FileChange::{Added, Deleted, Modified, Renamed};
    let file = ChangedFile::new;
    let moved = || file("web/da.json", Renamed).from("web/sv.json");
    let link = |kind| ChangedFile {
        kind,
        ..file("web/link", Modified)
    };
    let host = |minute: i64, total: usize, files: Vec<ChangedFile>| Read {
        head: sha('b'),
        files,
        total,
        at: at(minute),
    };
    let by_hand = |files: Vec<ChangedFile>| Listed {
        head: sha('b'),
        files,
        by: "Lea".to_owned(),
        at: at(50),
    };
    let pushes = [push('a', 0, None), push('b', 10, Some('a'))];
    let commits = [
        commit('a', 0, touched(&[], &["server/pay.rs"], &[])),
        commit('b', 10, touched(&[], &["web/sv.json", "server/pay.rs"], &[])),
    ];
    let of = |entered: &[Listed], read: &[Read]| {
        let mut all = heads(&pushes, &commits, (entered, read), None);
        all.pop().expect("a commit").files
    };
    let one = || vec![file("web/sv.json", Modified)];
    // What was changed back is no change.
    let alone = of(&[], &[host(20, 1, one())]);
    assert!(matches!(&alone, Files::Read { read, instead_of: None } if read.files == one()));
    // The newest reading counts, in whatever order they came.
    let later = [host(30, 1, vec![moved()]), host(20, 1, one())];
    assert_eq!(of(&[], &later).known(), Some(&[moved()][..]));
    // Of another commit it tells nothing.
    let other = Read {
        head: sha('a'),
        ..host(20, 1, one())
    };
    assert!(matches!(of(&[], &[other]), Files::Told(_)));
    for (what, read, total, entered, counts) in [
        ("the same", one(), 1, one(), true),
        (
            "one more",
            one(),
            1,
            vec![file("web/sv.json", Modified), file("web/x.json", Added)],
            true,
        ),
        (
            "one is left out",
            vec![file("web/sv.json", Modified), file("server/pay.rs", Modified)],
            2,
            one(),
            false,
        ),
        ("done otherwise", one(), 1, vec![file("web/sv.json", Added)], false),
        (
            "renamed, as two",
            vec![moved()],
            1,
            vec![file("web/sv.json", Deleted), file("web/da.json", Added)],
            true,
        ),
        (
            "two, as renamed",
            vec![file("web/sv.json", Deleted), file("web/da.json", Added)],
            2,
            vec![moved()],
            true,
        ),
        (
            "where it came from is left out",
            vec![moved()],
            1,
            vec![file("web/da.json", Added)],
            false,
        ),
        (
            "a link that is hidden",
            vec![link(FileKind::Symlink)],
            1,
            vec![link(FileKind::Plain)],
            false,
        ),
        (
            "a link the host does not tell",
            vec![link(FileKind::Plain)],
            1,
            vec![link(FileKind::Symlink)],
            true,
        ),
        ("more than is listed", one(), 2, one(), false),
        ("none at all", one(), 1, vec![], false),
    ] {
        let (read, entered) = (host(20, total, read), by_hand(entered));
        let files = of(std::slice::from_ref(&entered), std::slice::from_ref(&read));
        let expected = match counts {
            true => Files::Listed(entered),
            false => Files::Read {
                read,
                instead_of: Some(entered),
            },
        };
        assert_eq!(files, expected, "{what}");
    }
}

#[test]
fn a_list_that_the_code_host_ends_before_its_count_is_not_inside() {
    let judged = |total: usize| {
        let mut one = submitted(&[]);
        one.heads[0].files = Files::Read {
            read: Read {
                head: sha('b'),
                files: vec![ChangedFile::new("web/locales/sv.json", FileChange::Modified)],
                total,
                at: at(1),
            },
            instead_of: None,
        };
        judge(one, &[zone()]).gates[0].standing
    };
    assert_eq!(
        (judged(1), judged(2), judged(3001)),
        (Standing::Passed, Standing::Failed, Standing::Failed)
    );
}

fn item(side: Side, text: &str, rules: &[&str]) -> ZoneItem {
    serde_json::from_value(serde_json::json!({
        "side": side, "category": null, "text": text, "rules": rules,
    }))
    .expect("an item")
}

fn zone() -> InForce {
    let items = vec![
        item(Side::PmZone, "Texts", &["**/locales/**"]),
        item(Side::EngineeringZone, "Payments", &["/server/pay/"]),
    ];
    InForce {
        number: 3,
        since: Some(at(-60)),
        boundary: Boundary::of(&items, Matching::NEWEST),
        items,
    }
}

fn submitted(files: &[&str]) -> Submitted {
    let modified = files.iter().map(|path| ChangedFile::new(*path, FileChange::Modified));
    Submitted {
        heads: vec![Head {
            sha: sha('b'),
            at: at(0),
            files: Files::Told(modified.collect()),
        }],
        results: vec![SkillResult {
            head: sha('b'),
            passed: true,
            at: at(5),
        }],
        waivers: Vec::new(),
        veto: None,
        planning: Some(Planning {
            digest: Planning::digest_of("One banner\n"),
            linked_by: "Mira".to_owned(),
            linked_at: at(-30),
            signed: Some(("Lea".to_owned(), at(-20))),
        }),
        planning_changed: Some(at(-40)),
        flag_key: "saved-addresses".to_owned(),
    }
}

fn waiver(gate: Gate, paths: &[&str]) -> Waiver {
    Waiver {
        gate,
        paths: self::paths(paths),
        reason: "We paired on it".to_owned(),
        by: "Lea".to_owned(),
        at: at(6),
    }
}

fn words(judged: &Judged) -> [&'static str; 4] {
    [0, 1, 2, 3].map(|gate| judged.gates[gate].label())
}

const INSIDE: &[&str] = &["web/locales/sv.json"];
const OUTSIDE: &[&str] = &["web/locales/sv.json", "server/pay/tax.rs"];

#[test]
fn a_pull_request_is_ready_when_every_gate_is_passed() {
    let judged = judge(submitted(INSIDE), &[zone()]);
    assert_eq!(words(&judged), ["Passed"; 4]);
    assert!(judged.is_clear());
    assert_eq!(judged.label(), "Ready for review");
}

#[test]
fn each_gate_stands_in_the_way_by_itself() {
    type Spoil = fn(&mut Submitted);
    for (what, spoil, expected, label) in [
        (
            "outside",
            (|s| s.heads = submitted(OUTSIDE).heads) as Spoil,
            ["Not passed", "Passed", "Passed", "Passed"],
            "Outside the PM zone",
        ),
        (
            "no list of files",
            |s| s.heads[0].files = Files::NotKnown(NotKnown::NoPush),
            ["Open", "Passed", "Passed", "Passed"],
            "Not ready yet",
        ),
        (
            "no commit",
            |s| s.heads.clear(),
            ["Open", "Open", "Passed", "Passed"],
            "Not ready yet",
        ),
        (
            "the skill file passed at the commit before",
            |s| s.results[0].head = sha('a'),
            ["Passed", "Open", "Passed", "Passed"],
            "Not ready yet",
        ),
        (
            "the skill file passed and then did not",
            |s| {
                s.results.push(SkillResult {
                    head: sha('b'),
                    passed: false,
                    at: at(9),
                });
            },
            ["Passed", "Not passed", "Passed", "Passed"],
            "Not passed",
        ),
        (
            "the skill file did not pass and then did",
            |s| {
                s.results.push(SkillResult {
                    head: sha('b'),
                    passed: false,
                    at: at(4),
                });
            },
            ["Passed", "Passed", "Passed", "Passed"],
            "Ready for review",
        ),
        (
            "no planning",
            |s| s.planning = None,
            ["Passed", "Passed", "Open", "Passed"],
            "Not ready yet",
        ),
        (
            "planning nobody signed off",
            |s| s.planning.as_mut().expect("it is linked").signed = None,
            ["Passed", "Passed", "Open", "Passed"],
            "Not ready yet",
        ),
        (
            "planning that a commit changed since it was linked",
            |s| s.planning_changed = Some(at(-29)),
            ["Passed", "Passed", "Open", "Passed"],
            "Not ready yet",
        ),
        (
            "planning linked at the very moment of the commit",
            |s| s.planning_changed = Some(at(-30)),
            ["Passed", "Passed", "Passed", "Passed"],
            "Ready for review",
        ),
        (
            "no flag",
            |s| s.flag_key = "  ".to_owned(),
            ["Passed", "Passed", "Passed", "Open"],
            "Not ready yet",
        ),
    ] {
        let mut submitted = submitted(INSIDE);
        spoil(&mut submitted);
        let judged = judge(submitted, &[zone()]);
        assert_eq!(words(&judged), expected, "{what}");
        assert_eq!(judged.label(), label, "{what}");
        assert_eq!(judged.is_clear(), label == "Ready for review", "{what}");
    }
    let judged = judge(submitted(INSIDE), &[]);
    assert_eq!(words(&judged), ["Open", "Passed", "Passed", "Passed"], "no zone");
}

#[test]
fn a_waiver_of_the_zone_covers_the_files_it_was_given_for() {
    for (what, given_for, covered) in [
        ("the file that is outside", &["server/pay/tax.rs"][..], true),
        ("that and another", &["server/pay/tax.rs", "server/pay/vat.rs"], true),
        ("another", &["server/pay/vat.rs"], false),
        ("none", &[], false),
    ] {
        let mut submitted = submitted(OUTSIDE);
        submitted.waivers = vec![waiver(Gate::Zone, given_for)];
        let judged = judge(submitted, &[zone()]);
        assert_eq!(judged.is_clear(), covered, "{what}");
        assert_eq!(judged.gates[0].waiver.is_some(), covered, "{what}");
    }
    let mut unknown = submitted(OUTSIDE);
    unknown.heads[0].files = Files::NotKnown(NotKnown::Silent);
    unknown.waivers = vec![waiver(Gate::Zone, OUTSIDE)];
    assert!(!judge(unknown, &[zone()]).is_clear(), "files nobody knows");
    // A waiver is named only where it is needed.
    let mut inside = submitted(INSIDE);
    inside.waivers = vec![waiver(Gate::Zone, OUTSIDE)];
    assert_eq!(judge(inside, &[zone()]).gates[0].waiver, None);
}

#[test]
fn a_waiver_is_of_one_gate_and_a_veto_of_everything() {
    let mut submitted = submitted(INSIDE);
    submitted.results.clear();
    submitted.waivers = vec![waiver(Gate::Planning, &[])];
    assert!(!judge(submitted.clone(), &[zone()]).is_clear());
    submitted.waivers.push(waiver(Gate::SkillFile, &[]));
    let judged = judge(submitted.clone(), &[zone()]);
    assert_eq!(words(&judged), ["Passed", "Waived", "Passed", "Passed"]);
    assert_eq!(judged.label(), "Ready for review");
    submitted.veto = Some(Veto {
        reason: "It touches the release".to_owned(),
        by: "Lea".to_owned(),
        at: at(8),
    });
    let judged = judge(submitted, &[zone()]);
    assert!(!judged.is_clear());
    assert_eq!(judged.label(), "Vetoed");
}

#[test]
fn what_is_outside_is_named() {
    let judged = judge(submitted(OUTSIDE), &[zone()]);
    assert_eq!(
        judged.gates[0].sentence,
        "server/pay/tax.rs stays with engineering: rule /server/pay/ of “Payments”."
    );
    let many = [
        "server/pay/a.rs",
        "server/pay/b.rs",
        "server/pay/c.rs",
        "server/pay/d.rs",
    ];
    let judged = judge(submitted(&many), &[zone()]);
    assert!(
        judged.gates[0].sentence.ends_with("And 2 more."),
        "{}",
        judged.gates[0].sentence
    );
    let judged = judge(submitted(&many[..3]), &[zone()]);
    assert!(
        judged.gates[0].sentence.ends_with("And 1 more."),
        "{}",
        judged.gates[0].sentence
    );
}

#[test]
fn gates_are_read_as_they_are_written() {
    for gate in Gate::ALL {
        assert_eq!(Gate::parse(gate.as_str()), Some(gate));
    }
    assert_eq!(Gate::parse("skill file"), None);
    assert_eq!(short("4e1d5f60718293a4"), "4e1d5f6");
    assert_eq!(short("4e1"), "4e1");
}

#[test]
fn a_text_is_known_by_its_bytes() {
    // printf 'One banner\n' | sha256sum
    assert_eq!(
        Planning::digest_of("One banner\n").as_str(),
        "5438b88bbb47ca311004d1998c9f120747c931a62dace495a3892810f21b3640"
    );
}

/// Payments were opened to pilot PMs while the pilot ran.
fn amended(minute: i64) -> InForce {
    let items = vec![item(
        Side::PmZone,
        "Texts and payments",
        &["**/locales/**", "/server/pay/"],
    )];
    InForce {
        number: 4,
        since: Some(at(minute)),
        boundary: Boundary::of(&items, Matching::NEWEST),
        items,
    }
}

/// The same files pushed at these minutes, as the versions that judged them and whether they were inside.
fn pushed_at(minutes: &[i64], zones: &[InForce]) -> Vec<(Option<i32>, bool)> {
    let mut submitted = submitted(OUTSIDE);
    let head = submitted.heads.remove(0);
    submitted.heads = minutes
        .iter()
        .map(|minute| Head {
            at: at(*minute),
            ..head.clone()
        })
        .collect();
    let judged = judge(submitted, zones);
    let inside = |head: &JudgedHead| head.verdict.as_ref().is_some_and(|verdict| verdict.is_inside());
    judged.heads.iter().map(|head| (head.version, inside(head))).collect()
}

#[test]
fn each_commit_is_judged_by_the_version_in_force_when_it_was_pushed() {
    let zones = [zone(), amended(10)];
    // Before the start, before the amendment, and from its last signature on.
    assert_eq!(
        pushed_at(&[-90, 9, 10, 11], &zones),
        [(Some(3), false), (Some(3), false), (Some(4), true), (Some(4), true)]
    );
    // In one second with the last signature, a microsecond decides; the code host tells whole seconds.
    let within = chrono::TimeDelta::microseconds(400_000);
    let mut late = amended(10);
    late.since = Some(at(10) + within);
    assert_eq!(pushed_at(&[10], &[zone(), late]), [(Some(3), false)]);
    // The gate follows the newest commit, and its reasons name items of the version that judged it.
    let mut then = submitted(OUTSIDE);
    then.heads[0].at = at(9);
    let judged = judge(then, &zones);
    assert!(
        judged.gates[0].sentence.contains("Payments"),
        "{}",
        judged.gates[0].sentence
    );
    let mut now = submitted(OUTSIDE);
    now.heads[0].at = at(10);
    assert_eq!(judge(now, &zones).gates[0].standing, Standing::Passed);
}

proptest::proptest! {
    /// An amendment changes nothing of what was pushed before it, and without one nothing is another than it was.
    #[test]
    fn an_amendment_never_reaches_backwards(minutes in proptest::collection::vec(-100_i64..100, 1..8), since in -50_i64..50) {
        let mut minutes = minutes;
        minutes.sort_unstable();
        let before = pushed_at(&minutes, &[zone()]);
        let after = pushed_at(&minutes, &[zone(), amended(since)]);
        for ((minute, before), after) in minutes.iter().zip(before).zip(after) {
            proptest::prop_assert_eq!(before, (Some(3), false));
            proptest::prop_assert_eq!(after, if *minute < since { before } else { (Some(4), true) });
        }
    }
}
