//! How long the boundary takes: to judge the largest change, to show what a draft would have let through, and to check a diff
//! as a program of its own.

use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use chrono::DateTime;
use domain::zone::history::{Effect, MAX_PAST_CHANGES, PastChange};
use domain::zone::{Boundary, ChangedFile, FileChange, MAX_CHANGED_FILES, Matching, PathRule, Policy, Side, ZoneItem};

use crate::report::Report;
use crate::told;

/// Times that each is measured; the quickest counts, since the others were disturbed.
const ROUNDS: usize = 5;

/// Measures all three. The program is asked as a process, with a file of 200 rules and a diff of 500 files.
pub fn measure(report: &mut Report, program: &Path) -> Result<()> {
    told("judging changes");
    let items = items();
    let boundary = Boundary::of(&items, Matching::NEWEST);
    let files: Vec<ChangedFile> = (0..MAX_CHANGED_FILES).map(file).collect();
    report.time(
        "a change of 3,000 files against 200 rules",
        quickest(|| {
            black_box(boundary.judge(&files, files.len()));
            Ok(())
        })?,
        Some(20.0),
    );
    let past: Vec<PastChange> = (0..MAX_PAST_CHANGES).map(past_change).collect();
    report.time(
        "a draft against 10,000 past changes",
        quickest(|| {
            let effect = Effect::of(&items, Matching::NEWEST, &past);
            black_box(effect.obstacles(&items));
            Ok(())
        })?,
        Some(1_000.0),
    );
    let zone = std::env::temp_dir().join(format!("countersign-bench-zone-{}.json", std::process::id()));
    std::fs::write(&zone, Policy::new("Bench", 1, Matching::NEWEST, &items, true).to_json())?;
    let diff: String = (0..500).map(|place| format!("M\t{}\n", file(place).path)).collect();
    let checked = quickest(|| check(program, &zone, &diff));
    std::fs::remove_file(&zone)?;
    report.time("countersign check of 500 files, as a process", checked?, Some(100.0));
    Ok(())
}

fn quickest(mut work: impl FnMut() -> Result<()>) -> Result<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        work()?;
        best = best.min(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(best)
}

/// 20 items of 10 rules, of both sides, most of which look at every path.
fn items() -> Vec<ZoneItem> {
    (0..20)
        .map(|item| {
            let side = if item % 4 == 3 {
                Side::EngineeringZone
            } else {
                Side::PmZone
            };
            let rules = (0..10).map(|rule| match rule % 3 {
                0 => format!("/web/area-{item}/part-{rule}/"),
                1 => format!("**/locales-{item}/*-{rule}.json"),
                _ => format!("src/**/kind-{item}-{rule}/*.ts"),
            });
            ZoneItem {
                side,
                text: format!("Area {item}"),
                rules: rules.map(|rule| rule.parse::<PathRule>().expect("a rule")).collect(),
                category: None,
                limit: None,
                examples: Vec::new(),
            }
        })
        .collect()
}

fn file(place: usize) -> ChangedFile {
    let (item, rule) = (place % 20, place % 10);
    let path = match place % 4 {
        0 => format!("web/area-{item}/part-{rule}/deep/er/file-{place}.ts"),
        1 => format!("web/text/locales-{item}/file-{place}-{rule}.json"),
        2 => format!("src/a/b/c/kind-{item}-{rule}/file-{place}.ts"),
        _ => format!("server/pay/file-{place}.rs"),
    };
    ChangedFile::new(path, FileChange::Modified)
}

/// A pull request of seven files.
fn past_change(place: usize) -> PastChange {
    let files: Vec<ChangedFile> = (0..7).map(|more| file(place * 7 + more)).collect();
    PastChange {
        name: format!("#{place}"),
        title: format!("Change {place}"),
        at: DateTime::UNIX_EPOCH,
        total: files.len(),
        files,
    }
}

/// Asks the program about a diff: it has to find the change outside.
fn check(program: &Path, zone: &Path, diff: &str) -> Result<()> {
    let mut running = Command::new(program)
        .args(["check", "--json", "--zone"])
        .arg(zone)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut input = running.stdin.take().context("no way in")?;
    input.write_all(diff.as_bytes())?;
    drop(input);
    let status = running.wait()?;
    ensure!(status.code() == Some(1), "countersign check ended with {status}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_200_rules_and_some_files_are_on_each_side() {
        let items = items();
        assert_eq!(items.iter().map(|item| item.rules.len()).sum::<usize>(), 200);
        let files: Vec<ChangedFile> = (0..500).map(file).collect();
        let verdict = Boundary::of(&items, Matching::NEWEST).judge(&files, 500);
        let outside = verdict.outside().count();
        assert!((100..400).contains(&outside), "{outside} of 500 are outside");
    }
}
