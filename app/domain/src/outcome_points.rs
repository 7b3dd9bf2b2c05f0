//! Values of a feature's primary metric as they are pasted: a day and a value a line, as people type them and as
//! other programs export them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::pasted::number::{Mark, mark_of, plain};
use crate::pasted::time::{Stamp, is_stamp};
use crate::pasted::{Ask, Chosen, Problem, Refused, Row, Table, told};

/// At most this many lines at once.
pub const MOST_LINES: usize = 20_000;

/// The largest value, up and down: below it every whole number is exact.
pub const LARGEST: f64 = 1e15;

/// The names of the choices.
pub const DAY_COLUMN: &str = "day_column";
/// As [`DAY_COLUMN`], for the values.
pub const VALUE_COLUMN: &str = "value_column";
/// `point` or `comma`.
pub const DECIMAL_MARK: &str = "decimal_mark";

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    /// The values by day.
    pub values: BTreeMap<NaiveDate, f64>,
    /// How many lines have a day and no value: nothing was measured on these days.
    pub gaps: usize,
}

/// Reads lines with a day and a value: all of them or none. A heading, empty lines and remarks are passed over; a time
/// with its zone belongs to the day it has in `zone`; a line without a value is a day without one.
///
/// # Errors
/// What is wrong with the lines, with their numbers, and what can be read in two ways and was not `chosen`.
pub fn read(text: &str, chosen: Chosen<'_>, zone: Tz) -> Result<Points, Refused> {
    let table = Table::read(text, |field| is_stamp(field) || is_number(field));
    let only = |sentence: String| Refused {
        problems: vec![sentence],
        asks: Vec::new(),
    };
    if table.rows.len() > MOST_LINES {
        return Err(only(format!("Paste at most {MOST_LINES} lines at once.")));
    }
    if table.rows.is_empty() {
        return Err(only("Paste at least one line, such as 2026-03-02,41.5.".to_owned()));
    }
    if has_cut_decimals(&table) {
        return Err(only(
            "Every line has one field more than its heading, as when commas are both between the fields and in the numbers. Export it with semicolons or tabs between, or with decimal points.".to_owned(),
        ));
    }
    let mut asks = Vec::new();
    let columns = columns(&table, chosen, &mut asks);
    let Some((days, values)) = columns else {
        return Err(unanswered(asks));
    };
    let cells = || {
        table
            .rows
            .iter()
            .filter_map(move |row| row.fields.get(values))
            .map(|cell| bare(cell).0)
    };
    let mark = match mark_of(cells().filter(|cell| is_number(cell)), table.separator == ';') {
        Ok(mark) => mark,
        Err(unclear) => {
            let ask = decimal(unclear);
            let answer = ask.answer(chosen);
            asks.push(ask);
            match answer {
                Some("comma") => Mark::Comma,
                Some(_) => Mark::Point,
                None => return Err(unanswered(asks)),
            }
        }
    };
    let mut points = Points::default();
    let mut problems: Vec<(u64, Problem)> = Vec::new();
    let mut percents = 0;
    for row in &table.rows {
        match read_row(row, (days, values), mark, zone) {
            Ok((_, None)) => points.gaps += 1,
            Ok((day, Some((value, percent)))) => {
                percents += usize::from(percent);
                if points.values.insert(day, value).is_some() {
                    problems.push((row.line, ("twice", format!("{day} stands on an earlier line, too."))));
                }
            }
            Err(problem) => problems.push((row.line, problem)),
        }
    }
    let twice = problems.iter().filter(|(_, (kind, _))| *kind == "twice").count();
    let problems = if twice > 1 && 2 * twice >= table.rows.len() {
        vec![format!(
            "{twice} of {} lines are of a day that stands on an earlier line, too. There is one value a day: export daily values.",
            table.rows.len()
        )]
    } else if problems.is_empty() && percents > 0 && percents < points.values.len() {
        vec!["Some values have a % and others have none. Write all of them alike.".to_owned()]
    } else if problems.is_empty() && points.values.is_empty() {
        vec!["No line has a value.".to_owned()]
    } else {
        told(problems, table.rows.len())
    };
    if problems.is_empty() {
        Ok(points)
    } else {
        Err(Refused { problems, asks })
    }
}

/// What is not chosen yet stops everything else.
fn unanswered(asks: Vec<Ask>) -> Refused {
    Refused {
        problems: vec![
            "This can be read in more than one way. Choose below what is meant, then add the values.".to_owned(),
        ],
        asks,
    }
}

fn decimal(unclear: &str) -> Ask {
    let ways = [("point", Mark::Point), ("comma", Mark::Comma)];
    let options = ways.into_iter().map(|(value, mark)| {
        let read = plain(unclear, mark).unwrap_or_default();
        (value.to_owned(), format!("“{unclear}” is {read}: a decimal {value}"))
    });
    Ask {
        field: DECIMAL_MARK,
        question: "How are the numbers written?",
        options: options.collect(),
    }
}

/// The columns of days and of values.
fn columns(table: &Table, chosen: Chosen<'_>, asks: &mut Vec<Ask>) -> Option<(usize, usize)> {
    let cells = |at: usize| {
        table
            .rows
            .iter()
            .filter_map(move |row| row.fields.get(at))
            .filter(|cell| !cell.is_empty())
    };
    let share = |at: usize, is: &dyn Fn(&str) -> bool| {
        let all = cells(at).count();
        all > 0 && 2 * cells(at).filter(|cell| is(cell)).count() >= all
    };
    let all = 0..table.width();
    let dated: Vec<usize> = all.clone().filter(|at| share(*at, &is_stamp)).collect();
    let named = table.named(&["date", "day", "datum", "tag", "time", "timestamp", "period"]);
    let day = match (&dated[..], named.filter(|at| dated.is_empty() || dated.contains(at))) {
        (_, Some(at)) => Some(at),
        ([at], _) => Some(*at),
        ([], None) if table.width() <= 2 => Some(0),
        _ => {
            let choices = if dated.is_empty() { all.clone().collect() } else { dated };
            let ask = table.ask(DAY_COLUMN, "Which column holds the days?", choices);
            let column = ask.column(chosen);
            asks.push(ask);
            column
        }
    };
    let others: Vec<usize> = all.filter(|at| Some(*at) != day).collect();
    let numeric: Vec<usize> = others
        .iter()
        .copied()
        .filter(|at| share(*at, &|cell| is_number(bare(cell).0)))
        .collect();
    let named = table
        .named(&["value", "values", "wert", "werte"])
        .filter(|at| Some(*at) != day);
    let value = match (&others[..], &numeric[..], named) {
        ([], ..) => Some(1),
        (_, _, Some(at)) => Some(at),
        ([at], ..) | (_, [at], _) => Some(*at),
        (_, [], _) => {
            let ask = table.ask(VALUE_COLUMN, "Which column holds the values?", others.iter().copied());
            let column = ask.column(chosen);
            asks.push(ask);
            column
        }
        _ => {
            let ask = table.ask(VALUE_COLUMN, "Which column holds the values?", numeric.iter().copied());
            let column = ask.column(chosen);
            asks.push(ask);
            column
        }
    };
    day.zip(value)
}

/// Whether commas cut numbers: `2026-09-01,3,41` under `date,value`.
fn has_cut_decimals(table: &Table) -> bool {
    let wider = |row: &Row, width: usize| {
        let digits = |field: &String| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
        row.fields.len() == width + 1 && row.fields[width - 1..].iter().any(digits)
    };
    let head = table
        .head
        .as_ref()
        .map(Vec::len)
        .filter(|width| *width > 1 && table.separator == ',');
    head.is_some_and(|width| table.rows.iter().all(|row| wider(row, width)))
}

/// A cell without the sign of a percentage, and whether it had one.
fn bare(cell: &str) -> (&str, bool) {
    let number = cell.trim();
    number
        .strip_suffix('%')
        .map_or((number, false), |number| (number.trim_end(), true))
}

/// Whether a cell is meant as a number.
fn is_number(cell: &str) -> bool {
    let cell = bare(cell).0;
    cell.chars().any(|c| c.is_ascii_digit())
        && cell.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    '.' | ',' | '+' | '-' | '−' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' | 'e' | 'E'
                )
        })
        && !is_stamp(cell)
}

/// What programs write where there is no value.
fn is_gap(cell: &str) -> bool {
    [
        "", "nan", "null", "none", "n/a", "na", "-", "–", "—", "#n/a", "(null)", "\\n", "nil",
    ]
    .contains(&cell.to_lowercase().as_str())
}

type Value = Option<(f64, bool)>;

fn read_row(row: &Row, (days, values): (usize, usize), mark: Mark, zone: Tz) -> Result<(NaiveDate, Value), Problem> {
    let field = |at: usize| row.fields.get(at).map(String::as_str);
    let Some(day) = field(days) else {
        return Err(("fields", "it has no day.".to_owned()));
    };
    let (Some(value), true) = (field(values), row.fields.len() > 1) else {
        let line = row.fields.join(", ");
        return Err((
            "fields",
            format!("“{line}” is not a date and a value, such as 2026-03-02,41.5."),
        ));
    };
    let day = Stamp::read(day)?.day(zone);
    if is_gap(value) {
        return Ok((day, None));
    }
    let (number, percent) = bare(value);
    let number = plain(number, mark).ok_or_else(|| ("number", format!("“{value}” is not a number, such as 41.5.")))?;
    let value = read_value(&number).map_err(|sentence| {
        (
            "number",
            sentence.replace(&format!("“{number}”"), &format!("“{value}”")),
        )
    })?;
    Ok((day, Some((value, percent))))
}

/// Reads a value such as `41.5`.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn read_value(text: &str) -> Result<f64, String> {
    let value = text.trim();
    let plain = value.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    match value.parse::<f64>() {
        Ok(number) if plain && number.is_finite() && number.abs() <= LARGEST => Ok(number),
        Ok(_) if plain => Err(format!("“{value}” is too large: values go up to 1e15.")),
        _ => Err(format!("“{value}” is not a number, such as 41.5.")),
    }
}

#[cfg(test)]
mod tests;
