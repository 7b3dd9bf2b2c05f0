//! The pull requests of a baseline feature, as a pasted table.

use std::collections::BTreeSet;

use chrono::{DateTime, LocalResult, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Tz;

use crate::metric::BaselinePr;
use crate::pasted::time::{Stamp, is_stamp};
use crate::pasted::{Ask, Chosen, Problem, Refused, Table, told};

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

/// Reads pull requests, one a line: number, opened, merged, review cycles, in this order or under headings; or fact by fact,
/// one a line: number, time, event, who. Empty lines
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
    if let Some(read) = super::facts::read(&table, zone) {
        return read;
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

/// The pull requests as lines again, as [`read_pull_requests`] reads them.
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
    let mut lines = super::facts::write(pull_requests);
    let by_hand = pull_requests.iter().filter_map(|pr| match pr {
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
    });
    lines.extend(by_hand);
    lines.join("\n")
}
