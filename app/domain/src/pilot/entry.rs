//! Reading what people type about features: days, times, and pull requests line by line. Times are
//! local times in the pilot's zone.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

pub use crate::calendar::read_day;
use crate::calendar::{Moment, fits, instant_of};
use crate::metric::BaselinePr;

const TIME: &str = "%Y-%m-%d %H:%M";

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

/// Reads pull requests, one a line: number, opened, merged, review cycles. Empty lines and a first
/// line of headings are passed over.
///
/// # Errors
/// One sentence for every line that cannot be read, beginning with its number.
pub fn read_pull_requests(text: &str, zone: Tz) -> Result<Vec<BaselinePr>, Vec<String>> {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    let mut numbers = BTreeSet::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (position, (at, line)) in lines.enumerate() {
        let fields: Vec<&str> = line
            .split(',')
            .map(|field| field.trim().trim_matches('"').trim())
            .collect();
        if position == 0
            && fields[0]
                .to_ascii_lowercase()
                .trim_start_matches("pr ")
                .starts_with("number")
        {
            continue;
        }
        let outcome = read_line(&fields, zone).and_then(|pr| match &pr {
            BaselinePr::Hand { number, .. } if !numbers.insert(*number) => {
                Err(format!("pull request {number} is there twice."))
            }
            _ => Ok(pr),
        });
        match outcome {
            Ok(pr) => read.push(pr),
            Err(problem) => problems.push(format!("Line {}: {problem}", at + 1)),
        }
    }
    if read.is_empty() && problems.is_empty() {
        problems.push("Enter at least one pull request.".to_owned());
    }
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

fn read_line(fields: &[&str], zone: Tz) -> Result<BaselinePr, String> {
    let (number, opened, merged, cycles) = match *fields {
        [number, opened, merged] => (number, opened, merged, ""),
        [number, opened, merged, cycles] => (number, opened, merged, cycles),
        _ => {
            let found = fields.len();
            let values = if found == 1 {
                "1 value"
            } else {
                &format!("{found} values")
            };
            return Err(format!(
                "it has {values}. Write number, opened, merged, review cycles, with commas between."
            ));
        }
    };
    let number = number
        .trim_start_matches('#')
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("“{number}” is not the number of a pull request."))?;
    let opened_at = read_instant(opened, "opened", zone)?;
    let merged_at = read_instant(merged, "merged", zone)?;
    if merged_at < opened_at {
        return Err("it was merged before it was opened.".to_owned());
    }
    let cycles = match cycles {
        "" => None,
        text => Some(
            text.parse()
                .ok()
                .filter(|cycles| (1..=100).contains(cycles))
                .ok_or_else(|| {
                    format!(
                        "“{text}” is not a count of review cycles from 1 to 100. Leave it empty if nobody reviewed."
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

fn read_instant(text: &str, what: &str, zone: Tz) -> Result<DateTime<Utc>, String> {
    [TIME, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .filter(|local| fits(local.date()) && text.starts_with("2"))
        .map(|local| instant_of(local, zone))
        .ok_or_else(|| format!("“{text}” is not the time it was {what}. Write it like 2026-03-02 14:30."))
}

/// The pull requests as lines again, as [`read_pull_requests`] reads them. Those known by their
/// facts are left out: they are not typed.
pub fn write_pull_requests(pull_requests: &[BaselinePr], zone: Tz) -> String {
    let local = |at: DateTime<Utc>| at.with_timezone(&zone).format(TIME).to_string();
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
            read_pull_requests(text, BERLIN),
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
                "7,2026-01-12 09:00,2026-01-12 10:00,1,1",
                "Line 1: it has 5 values. Write number, opened, merged, review cycles, with commas between.",
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
                "Line 1: “12.1.2026” is not the time it was opened. Write it like 2026-03-02 14:30.",
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
                "Line 3: pull request 7 is there twice.",
            ),
        ] {
            assert_eq!(
                read_pull_requests(text, BERLIN),
                Err(vec![problem.to_owned()]),
                "{text}"
            );
        }
        let two = read_pull_requests("a\nb,c,d", BERLIN).unwrap_err();
        assert_eq!(two.len(), 2);
    }

    #[test]
    fn what_is_written_reads_back() {
        let prs = vec![
            pr(101, "2026-01-12T08:00:00Z", "2026-01-13T09:00:00Z", Some(2)),
            pr(102, "2026-07-01T07:00:00Z", "2026-07-01T15:30:00Z", None),
        ];
        assert_eq!(read_pull_requests(&write_pull_requests(&prs, BERLIN), BERLIN), Ok(prs));
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
