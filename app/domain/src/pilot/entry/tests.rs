use super::*;
use chrono::DateTime;

use crate::metric::BaselinePr;
use crate::pasted::Refused;

const BERLIN: Tz = chrono_tz::Europe::Berlin;

fn pr(number: i32, opened_at: &str, merged_at: &str, cycles: Option<u32>) -> BaselinePr {
    BaselinePr::Hand {
        number,
        opened_at: opened_at.parse().unwrap(),
        merged_at: merged_at.parse().unwrap(),
        cycles,
    }
}

#[test]
fn pull_requests_are_read_line_by_line_in_the_zone() {
    let text = "number, opened, merged, review cycles\n\n 101, 2026-01-12 09:00, 2026-01-13 10:00, 2\r\n#102,2026-07-01T09:00,2026-07-01 17:30,\n\"103\",2026-01-14 08:00,2026-01-14 08:00\n";
    assert_eq!(
        read_pull_requests(text, &[], BERLIN),
        Ok(vec![
            pr(101, "2026-01-12T08:00:00Z", "2026-01-13T09:00:00Z", Some(2)),
            pr(102, "2026-07-01T07:00:00Z", "2026-07-01T15:30:00Z", None),
            pr(103, "2026-01-14T07:00:00Z", "2026-01-14T07:00:00Z", None),
        ])
    );
}

#[test]
fn every_line_that_cannot_be_read_is_named() {
    for (text, problem) in [
        ("", "Enter at least one pull request."),
        ("number,opened,merged,cycles", "Enter at least one pull request."),
        (
            "7",
            "Line 1: it has 1 value. Write number, opened, merged, review cycles, with commas between.",
        ),
        (
            "x,2026-01-12 09:00,2026-01-12 10:00,1",
            "Line 1: “x” is not the number of a pull request.",
        ),
        (
            "7,26-01-12 09:00,2026-01-12 10:00,1",
            "Line 1: “26-01-12 09:00” is not the time it was opened. Write it like 2026-03-02 14:30.",
        ),
        (
            "7,2026-01-12 09:00,2126-01-12 10:00,1",
            "Line 1: “2126-01-12 10:00” is not the time it was merged. Write it like 2026-03-02 14:30.",
        ),
        (
            "0,2026-01-12 09:00,2026-01-12 10:00,1",
            "Line 1: “0” is not the number of a pull request.",
        ),
        (
            "7,12.1.2026,2026-01-12 10:00,1",
            "Line 1: “12.1.2026” is a day without a time. Write it like 2026-03-02 14:30.",
        ),
        (
            "7,2026-01-12 09:00,2026-02-30 10:00,1",
            "Line 1: “2026-02-30 10:00” is not the time it was merged. Write it like 2026-03-02 14:30.",
        ),
        (
            "7,2026-01-12 09:00,2026-01-11 10:00,1",
            "Line 1: it was merged before it was opened.",
        ),
        (
            "7,2026-01-12 09:00,2026-01-12 10:00,0",
            "Line 1: “0” is not a count of review cycles from 1 to 100. Leave it empty if nobody reviewed.",
        ),
        (
            "7,2026-01-12 09:00,2026-01-12 10:00,1\n\n7,2026-01-12 09:00,2026-01-12 10:00,2",
            "Line 3: pull request 7 is there twice, with the same times.",
        ),
    ] {
        assert_eq!(
            read_pull_requests(text, &[], BERLIN),
            Err(Refused {
                problems: vec![problem.to_owned()],
                asks: Vec::new()
            }),
            "{text}"
        );
    }
    let two = read_pull_requests("a\n7,c,d", &[], BERLIN).unwrap_err();
    assert_eq!(two.problems.len(), 2);
    let all = read_pull_requests(
        "number,opened,merged\n1,26-01-12 09:00,26-01-12 10:00\n2,26-01-12 09:00,26-01-12 10:00\n",
        &[],
        BERLIN,
    );
    assert_eq!(
        all.unwrap_err().problems,
        [
            "None of the 2 lines can be read, for one reason. Line 2: “26-01-12 09:00” is not the time it was opened. Write it like 2026-03-02 14:30."
        ]
    );
}

#[test]
fn files_of_exporters_are_read() {
    let gh = "number,createdAt,mergedAt,cycles\n181,2026-06-12T09:00:41Z,2026-06-15T13:22:07Z,2\n188,2026-06-18T07:31:00Z,2026-06-18T16:02:55Z,1\n";
    assert_eq!(
        read_pull_requests(gh, &[], BERLIN),
        Ok(vec![
            pr(181, "2026-06-12T09:00:41Z", "2026-06-15T13:22:07Z", Some(2)),
            pr(188, "2026-06-18T07:31:00Z", "2026-06-18T16:02:55Z", Some(1)),
        ])
    );
    let gitlab = "iid\tcreated_at\tmerged_at\n31\t2026-06-12T11:00:41.512+02:00\t2026-06-15T15:22:07.004+02:00\n";
    assert_eq!(
        read_pull_requests(gitlab, &[], BERLIN),
        Ok(vec![pr(
            31,
            "2026-06-12T09:00:41.512Z",
            "2026-06-15T13:22:07.004Z",
            None
        )])
    );
    let excel = "#181;12.06.2026 09:00;15.06.2026 13:22;2\r\n";
    assert_eq!(
        read_pull_requests(excel, &[], BERLIN),
        Ok(vec![pr(181, "2026-06-12T07:00:00Z", "2026-06-15T11:22:00Z", Some(2))])
    );
    let two_repositories = "number,opened,merged,cycles\n181,2026-06-12 09:00,2026-06-15 13:22,2\n181,2026-06-20 10:00,2026-06-21 10:30,1\n";
    assert_eq!(
        read_pull_requests(two_repositories, &[], BERLIN).map(|prs| prs.len()),
        Ok(2)
    );
    let others = "title,Review Cycles,MERGED AT,Created At,PR number,repo\n\"a, b\",3,2026-06-15 13:22,2026-06-12 09:00,#7,x/y\n";
    assert_eq!(
        read_pull_requests(others, &[], BERLIN),
        Ok(vec![pr(7, "2026-06-12T07:00:00Z", "2026-06-15T11:22:00Z", Some(3))])
    );
}

#[test]
fn columns_that_are_not_clear_are_asked_for() {
    let text = "ref,von,bis,was\n7,2026-06-12 09:00,2026-06-15 13:22,x\n";
    let refused = read_pull_requests(text, &[], BERLIN).unwrap_err();
    let asked: Vec<&str> = refused.asks.iter().map(|ask| ask.field).collect();
    assert_eq!(
        asked,
        ["number_column", "opened_column", "merged_column", "cycles_column"]
    );
    assert_eq!(
        refused.asks[1].options[1],
        ("2".to_owned(), "von, such as 2026-06-12 09:00".to_owned())
    );
    let chosen = [
        ("number_column", "1"),
        ("opened_column", "2"),
        ("merged_column", "3"),
        ("cycles_column", ""),
    ];
    assert_eq!(
        read_pull_requests(text, &chosen, BERLIN),
        Ok(vec![pr(7, "2026-06-12T07:00:00Z", "2026-06-15T11:22:00Z", None)])
    );
    assert!(
        read_pull_requests("7,2026-01-12 09:00,2026-01-12 10:00,1,1", &[], BERLIN)
            .unwrap_err()
            .asks
            .len()
            > 2
    );
}

#[test]
fn a_time_that_the_zone_skips_or_has_twice_is_told() {
    for (time, part) in [
        ("2026-03-29 02:30", "is skipped in Europe/Berlin"),
        ("2026-10-25 02:30", "comes twice in Europe/Berlin"),
    ] {
        let text = format!("7,{time},2026-12-01 09:00,1");
        let refused = read_pull_requests(&text, &[], BERLIN).unwrap_err();
        assert!(refused.problems[0].contains(part), "{refused:?}");
    }
}

#[test]
fn what_is_written_reads_back() {
    let prs = vec![
        pr(101, "2026-01-12T08:00:00Z", "2026-01-13T09:00:00Z", Some(2)),
        pr(102, "2026-07-01T07:00:00Z", "2026-07-01T15:30:00Z", None),
        pr(103, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", Some(1)),
        pr(103, "2026-06-12T09:00:41.512Z", "2026-06-15T13:22:07Z", None),
    ];
    assert_eq!(
        read_pull_requests(&write_pull_requests(&prs, BERLIN), &[], BERLIN),
        Ok(prs)
    );
}

#[test]
fn a_day_with_a_time_is_an_instant_and_without_one_a_day() {
    let day = read_day(" 2026-03-02 ").unwrap();
    assert_eq!(moment_of(day, read_time("").unwrap(), BERLIN), Moment::Date(day));
    let instant = moment_of(day, read_time("14:30").unwrap(), BERLIN);
    assert_eq!(instant, Moment::Instant("2026-03-02T13:30:00Z".parse().unwrap()));
    for moment in [Moment::Date(day), instant] {
        let (day, time) = typed_moment(moment, BERLIN);
        assert_eq!(
            moment_of(read_day(&day).unwrap(), read_time(&time).unwrap(), BERLIN),
            moment
        );
    }
    assert!(read_day("2.3.2026").is_err());
    assert!(read_time("2 pm").is_err());
}

/// Two approvals with a push between: two cycles. Opened on the 12th at 9, merged on the 13th at 9: a day. Its first commit
/// was written on the 10th.
const HISTORY: &str = "PR;Event;Actor;When\n\
    # from a history\n\
    212;merged;dana;2026-01-13T09:00:00Z\n\
    212;Committed;;2026-01-12T10:40:00Z\n\
    212;Approved;dana;2026-01-12 11:00\n\
    212;committed;;2026-01-10T09:00:00Z\n\
    212;opened;@nell;2026-01-12T09:00:00Z\n\
    #213;opened as draft;nell;2026-01-12T09:00:00Z\n\
    213;ready_for_review;nell;2026-01-12T12:00:00Z\n\
    212;pushed;nell;2026-01-12T11:00:00Z\n\
    212;approved;dana;2026-01-12T12:00:00Z\n\
    213;changes requested;dana;2026-01-12T13:00:00Z\n\
    213;commented;ci[bot];2026-01-12T14:00:00Z\n\
    213;merged;dana;2026-01-12T15:00:00Z\n";

#[test]
fn a_history_gives_the_same_numbers_as_a_pilot_s_own_facts() {
    use crate::metric::cycle_time::{CycleTime, baseline_pr_cycle_time};
    use crate::metric::review_cycles::baseline_pr_cycles;
    use crate::pull_request::People;

    let nobody = People {
        bots: &[],
        pms: &[],
        pm_ids: &[],
        pms_for_a_time: &[],
    };
    let numbers = |pulls: &[BaselinePr]| -> Vec<(i32, Option<u32>, i64)> {
        let of = |pull: &BaselinePr| {
            let cycles = baseline_pr_cycles(pull, nobody);
            let time = baseline_pr_cycle_time(pull, BERLIN, &[], DateTime::UNIX_EPOCH);
            let CycleTime::Merged { seconds, .. } = time.time else {
                panic!("{time:?}")
            };
            (cycles.number, cycles.counted(), seconds.num())
        };
        pulls.iter().map(of).collect()
    };
    let read = read_pull_requests(HISTORY, &[], BERLIN).unwrap();
    // Ready at 12, merged at 15: three hours; the bot's word is no review.
    let by_hand = [(212, Some(2), 86_400), (213, Some(1), 3 * 3600)];
    assert_eq!(numbers(&read), by_hand);
    let first = |pulls: &[BaselinePr]| match &pulls[0] {
        BaselinePr::Facts(pull) => pull.commits.as_ref().unwrap().first_authored,
        BaselinePr::Hand { .. } => None,
    };
    assert_eq!(first(&read), Some("2026-01-10T09:00:00Z".parse().unwrap()));
    // The form shows it as lines that are read again as the same.
    let again = read_pull_requests(&write_pull_requests(&read, BERLIN), &[], BERLIN).unwrap();
    assert_eq!(numbers(&again), by_hand);
    assert_eq!(first(&again), first(&read));
    // Without a heading: number, time, event, who.
    let plain =
        "7,2026-01-12T09:00:00Z,opened,nell\n7,2026-01-12T10:00:00Z,approved,dana\n7,2026-01-12T11:00:00Z,merged,dana";
    let plain = read_pull_requests(plain, &[], BERLIN).unwrap();
    assert_eq!(numbers(&plain), [(7, Some(1), 7200)]);
}

#[test]
fn what_a_history_does_not_tell_is_said() {
    let head = "number,at,event,who\n";
    for (lines, problem) in [
        (
            "7,2026-01-12T09:00:00Z,opened,nell\n",
            "Pull request 7 has no line that says when it was merged. Leave out what was never merged.",
        ),
        (
            "7,2026-01-12T09:00:00Z,merged,nell\n",
            "Pull request 7 has no line that says when it was opened.",
        ),
        (
            "7,2026-01-12T09:00:00Z,opened,nell\n7,2026-01-11T09:00:00Z,merged,nell\n",
            "Pull request 7 was merged before it was opened.",
        ),
        (
            "7,2026-01-12T09:00:00Z,opened,nell\n7,2026-01-12T09:30:00Z,committed,nell\n7,2026-01-12T10:00:00Z,merged,nell\n",
            "Pull request 7 has commits after its opening and no push. Say when they were pushed: reviews before and after a push are two cycles.",
        ),
        (
            "7,2026-01-12T09:00:00Z,opened,nell\n7,2026-01-12T10:00:00Z,labeled,nell\n",
            "Line 3: “labeled” is nothing that happens to a pull request, such as opened, committed, pushed, approved or merged.",
        ),
        (
            "x,2026-01-12T09:00:00Z,opened,nell\n7,soon,opened,nell\n7,2026-01-12,opened,nell\n7,2026-01-12T09:00:00Z,opened,nell\n",
            "Line 2: “x” is not the number of a pull request.",
        ),
    ] {
        let refused = read_pull_requests(&format!("{head}{lines}"), &[], BERLIN).unwrap_err();
        assert_eq!(refused.problems[0], problem);
    }
}
