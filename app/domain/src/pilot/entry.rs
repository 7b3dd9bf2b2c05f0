//! Reading what people type about features: days, times, and pull requests line by line. Times are
//! local times in the pilot's zone.

use std::collections::BTreeSet;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Tz;

pub use crate::calendar::read_day;
use crate::calendar::{Moment, instant_of};
use crate::metric::BaselinePr;
use crate::pasted::time::{Stamp, is_stamp};
use crate::pasted::{Ask, Chosen, Problem, Refused, Table, told};

/// Reads a time of day such as `14:30`; `None` when it is empty.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn read_time(text: &str) -> Result<Option<NaiveTime>, String> {
    let time = text.trim();
    if time.is_empty() {
        return Ok(None);
    }
    NaiveTime::parse_from_str(time, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S"))
        .map(Some)
        .map_err(|_| format!("“{time}” is not a time. Write it like 14:30, or leave it empty."))
}

/// A day alone is known to the day; with a time it is an instant of the zone.
pub fn moment_of(day: NaiveDate, time: Option<NaiveTime>, zone: Tz) -> Moment {
    match time {
        Some(time) => Moment::Instant(instant_of(day.and_time(time), zone)),
        None => Moment::Date(day),
    }
}

/// A moment as typed again: the day, and the time or nothing.
pub fn typed_moment(moment: Moment, zone: Tz) -> (String, String) {
    match moment {
        Moment::Date(day) => (day.to_string(), String::new()),
        Moment::Instant(at) => {
            let local = at.with_timezone(&zone);
            let time = if local.format("%S").to_string() == "00" {
                "%H:%M"
            } else {
                "%H:%M:%S"
            };
            (local.format("%Y-%m-%d").to_string(), local.format(time).to_string())
        }
    }
}

/// The columns of pull requests, each with the name of its choice, what is asked, and the names that programs give it.
const COLUMNS: [(&str, &str, &[&str]); 4] = [
    (
        "number_column",
        "Which column holds the numbers of the pull requests?",
        &[
            "number",
            "prnumber",
            "pr",
            "pullrequest",
            "iid",
            "id",
            "no",
            "nummer",
            "mergerequest",
        ],
    ),
    (
        "opened_column",
        "Which column says when they were opened?",
        &[
            "openedat",
            "opened",
            "createdat",
            "created",
            "open",
            "createddate",
            "createdon",
        ],
    ),
    (
        "merged_column",
        "Which column says when they were merged?",
        &["mergedat", "merged", "mergeddate", "mergedon"],
    ),
    (
        "cycles_column",
        "Which column holds the review cycles?",
        &[
            "cycles",
            "reviewcycles",
            "cyclesofreview",
            "rounds",
            "reviewrounds",
            "reviews",
        ],
    ),
];

/// At most this many lines at once.
const MOST_LINES: usize = 2_000;

/// Reads pull requests, one a line: number, opened, merged, review cycles, in this order or under headings. Empty lines
/// and remarks are passed over; a time with `Z` or an offset is an instant, any other is local in `zone`. Two
/// repositories may both have a number; the same pull request twice is a slip.
///
/// # Errors
/// What is wrong with the lines, with their numbers, and which columns have to be `chosen`.
pub fn read_pull_requests(text: &str, chosen: Chosen<'_>, zone: Tz) -> Result<Vec<BaselinePr>, Refused> {
    let number = |field: &str| field.trim_start_matches('#').parse::<u64>().is_ok();
    let table = Table::read(text, |field| is_stamp(field) || number(field));
    let only = |sentence: String| Refused {
        problems: vec![sentence],
        asks: Vec::new(),
    };
    if table.rows.is_empty() {
        return Err(only("Enter at least one pull request.".to_owned()));
    }
    if table.rows.len() > MOST_LINES {
        return Err(only(format!("Enter at most {MOST_LINES} pull requests.")));
    }
    let (columns, asks) = columns(&table, chosen);
    let Some(columns) = columns else {
        return Err(Refused {
            problems: vec!["It is not clear which column is which. Choose below, then save.".to_owned()],
            asks,
        });
    };
    let mut read = Vec::new();
    let mut problems: Vec<(u64, Problem)> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        match read_row(&row.fields, &columns, zone) {
            Ok(pr) => {
                if let BaselinePr::Hand {
                    number,
                    opened_at,
                    merged_at,
                    ..
                } = &pr
                    && !seen.insert((*number, *opened_at, *merged_at))
                {
                    let sentence = format!("pull request {number} is there twice, with the same times.");
                    problems.push((row.line, ("twice", sentence)));
                }
                read.push(pr);
            }
            Err(problem) => problems.push((row.line, problem)),
        }
    }
    if problems.is_empty() {
        return Ok(read);
    }
    Err(Refused {
        problems: told(problems, table.rows.len()),
        asks,
    })
}

/// Where number, opened, merged and review cycles stand, the last of them perhaps nowhere.
type Columns = [Option<usize>; 4];

fn columns(table: &Table, chosen: Chosen<'_>) -> (Option<Columns>, Vec<Ask>) {
    let width = table.width();
    if table.head.is_none() && width <= 4 {
        return (Some([Some(0), Some(1), Some(2), Some(3)]), Vec::new());
    }
    let named = COLUMNS.map(|(_, _, names)| table.named(names));
    if named[..3].iter().all(Option::is_some) {
        return (Some(named), Vec::new());
    }
    let asks: Vec<Ask> = COLUMNS
        .iter()
        .zip(named)
        .filter(|(_, at)| at.is_none())
        .map(|((field, question, _), _)| table.ask(field, question, 0..width))
        .collect();
    let mut columns = named;
    for (column, (field, ..)) in columns.iter_mut().zip(COLUMNS) {
        let ask = asks.iter().find(|ask| ask.field == field);
        *column = column.or_else(|| ask?.column(chosen));
    }
    let known = columns[..3].iter().all(Option::is_some);
    (known.then_some(columns), asks)
}

fn read_row(fields: &[String], columns: &Columns, zone: Tz) -> Result<BaselinePr, Problem> {
    let field = |at: usize| columns[at].and_then(|at| fields.get(at)).map_or("", String::as_str);
    if fields.len() < 3 {
        let values = match fields.len() {
            1 => "1 value".to_owned(),
            n => format!("{n} values"),
        };
        return Err((
            "fields",
            format!("it has {values}. Write number, opened, merged, review cycles, with commas between."),
        ));
    }
    let number = field(0);
    let number = number
        .trim_start_matches(['#', '!'])
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| ("number", format!("“{number}” is not the number of a pull request.")))?;
    let opened_at = read_instant(field(1), "opened", zone)?;
    let merged_at = read_instant(field(2), "merged", zone)?;
    if merged_at < opened_at {
        return Err(("order", "it was merged before it was opened.".to_owned()));
    }
    let cycles = match field(3) {
        "" | "-" | "–" | "null" | "NULL" | "NaN" | "n/a" => None,
        text => Some(
            text.parse()
                .ok()
                .filter(|cycles| (1..=100).contains(cycles))
                .ok_or_else(|| {
                    (
                        "cycles",
                        format!(
                            "“{text}” is not a count of review cycles from 1 to 100. Leave it empty if nobody reviewed."
                        ),
                    )
                })?,
        ),
    };
    Ok(BaselinePr::Hand {
        number,
        opened_at,
        merged_at,
        cycles,
    })
}

fn read_instant(text: &str, what: &str, zone: Tz) -> Result<DateTime<Utc>, Problem> {
    let stamp = Stamp::read(text).map_err(|(kind, _)| {
        (
            kind,
            format!("“{text}” is not the time it was {what}. Write it like 2026-03-02 14:30."),
        )
    })?;
    stamp.instant(zone).map_err(|why| ("time", format!("“{text}” {why}")))
}

/// The pull requests as lines again, as [`read_pull_requests`] reads them. Those known by their
/// facts are left out: they are not typed.
pub fn write_pull_requests(pull_requests: &[BaselinePr], zone: Tz) -> String {
    let local = |at: DateTime<Utc>| {
        let local = at.with_timezone(&zone);
        let time = match (local.second(), local.nanosecond()) {
            (0, 0) => "%Y-%m-%d %H:%M",
            _ => "%Y-%m-%d %H:%M:%S%.f",
        };
        // A time that the zone has twice says which of them it is.
        let twice = matches!(
            zone.from_local_datetime(&local.naive_local()),
            LocalResult::Ambiguous(..)
        );
        let offset = if twice { "%:z" } else { "" };
        local.format(&format!("{time}{offset}")).to_string()
    };
    let lines: Vec<String> = pull_requests
        .iter()
        .filter_map(|pr| match pr {
            BaselinePr::Facts(_) => None,
            BaselinePr::Hand {
                number,
                opened_at,
                merged_at,
                cycles,
            } => Some(format!(
                "{number}, {}, {}, {}",
                local(*opened_at),
                local(*merged_at),
                cycles.map(|c| c.to_string()).unwrap_or_default()
            )),
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
