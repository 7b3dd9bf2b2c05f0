//! Values of a feature's primary metric as they are pasted: one `date,value` a line.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::calendar::read_day;

/// At most this many lines at once.
pub const MOST_LINES: usize = 20_000;

/// The largest value, up and down: below it every whole number is exact.
pub const LARGEST: f64 = 1e15;

/// Reads `YYYY-MM-DD,value` lines: all of them or none. Empty lines and a heading line are passed over.
///
/// # Errors
/// One sentence for every line that cannot be read, with its number.
pub fn read(text: &str) -> Result<BTreeMap<NaiveDate, f64>, Vec<String>> {
    let mut points = BTreeMap::new();
    let mut problems = Vec::new();
    let lines: Vec<(usize, &str)> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .collect();
    if lines.len() > MOST_LINES {
        return Err(vec![format!("Paste at most {MOST_LINES} lines at once.")]);
    }
    for (position, (index, line)) in lines.into_iter().enumerate() {
        let heading = position == 0 && line.to_ascii_lowercase().starts_with("date");
        if heading {
            continue;
        }
        let number = index + 1;
        match read_line(line) {
            Ok((day, value)) => {
                if points.insert(day, value).is_some() {
                    problems.push(format!("Line {number}: {day} stands on an earlier line, too."));
                }
            }
            Err(sentence) => problems.push(format!("Line {number}: {sentence}")),
        }
    }
    if points.is_empty() && problems.is_empty() {
        problems.push("Paste at least one line, such as 2026-03-02,41.5.".to_owned());
    }
    if problems.is_empty() { Ok(points) } else { Err(problems) }
}

fn read_line(line: &str) -> Result<(NaiveDate, f64), String> {
    let (day, value) = line
        .split_once([',', ';', '\t'])
        .ok_or_else(|| format!("“{line}” is not a date and a value, such as 2026-03-02,41.5."))?;
    let (day, value) = (day.trim(), value.trim());
    Ok((read_day(day)?, read_value(value)?))
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
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn lines_become_points_by_day() {
        let points = read("\u{feff}date,value\r\n2026-03-03, 41.5\r\n\r\n2026-03-02,-2\r\n").unwrap();
        assert_eq!(
            points.into_iter().collect::<Vec<_>>(),
            [(day("2026-03-02"), -2.0), (day("2026-03-03"), 41.5)]
        );
    }

    #[test]
    fn one_bad_line_refuses_them_all_and_is_named() {
        let problems = read("2026-03-02,1\n2026-02-30,2\n2026-03-04,NaN\nnonsense\n2026-03-02,3").unwrap_err();
        assert_eq!(
            problems,
            [
                "Line 2: “2026-02-30” is not a day. Write it like 2026-03-02.",
                "Line 3: “NaN” is not a number, such as 41.5.",
                "Line 4: “nonsense” is not a date and a value, such as 2026-03-02,41.5.",
                "Line 5: 2026-03-02 stands on an earlier line, too.",
            ]
        );
        assert!(read(" \n").is_err());
        assert!(read("2026-03-02,1e999").is_err());
        assert!(read("2026-03-02,1.1e15").is_err());
        assert!(read("-2026-03-02,41.5").is_err());
        assert!(read("26-03-02,41.5").is_err());
        assert!(read("2026-03-02,-1e15").is_ok());
    }
}
