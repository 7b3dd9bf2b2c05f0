//! What was measured, beside what is promised.

use std::fmt;

use crate::load::{CONNECTIONS, Load, Measured};

/// The most HTML that a page may have, in bytes.
const LARGEST_PAGE: usize = 60_000;

/// One address that was asked for.
pub struct Row {
    name: String,
    /// How fast it answered.
    pub measured: Measured,
    /// Its share of the floor in percent, and the one it has to reach.
    share: Option<(f64, Option<u32>)>,
    /// Statements for a request, and the most that are allowed.
    pub statements: Option<(f64, Option<u32>)>,
    /// Bytes of HTML.
    pub bytes: Option<usize>,
}

impl Row {
    /// Without a budget.
    pub fn new(name: &str, measured: Measured) -> Self {
        Self {
            name: name.to_owned(),
            measured,
            share: None,
            statements: None,
            bytes: None,
        }
    }

    /// Beside a floor, with the percent of it that it has to reach.
    pub fn beside(mut self, floor: f64, wanted: Option<u32>) -> Self {
        self.share = Some((100.0 * self.measured.rate / floor, wanted));
        self
    }

    /// What is over its budget.
    fn over(&self) -> Vec<&'static str> {
        let mut over = Vec::new();
        if let Some((share, Some(wanted))) = self.share
            && share < f64::from(wanted)
        {
            over.push("rate");
        }
        if let Some((count, Some(most))) = self.statements
            && count.round() > f64::from(most)
        {
            over.push("statements");
        }
        if self.bytes.is_some_and(|bytes| bytes > LARGEST_PAGE) {
            over.push("size");
        }
        if self.measured.failed > 0 {
            over.push("failures");
        }
        over
    }
}

/// One figure beside its budget.
struct Figure {
    name: String,
    value: String,
    budget: String,
    over: bool,
}

/// All of it.
pub struct Report {
    title: String,
    rows: Vec<Row>,
    figures: Vec<Figure>,
    notes: Vec<String>,
}

impl Report {
    /// An empty one.
    pub fn new(load: &Load, seconds: u64) -> Self {
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        Self {
            title: format!(
                "{} with {CONNECTIONS} connections, {seconds} s each, on {cores} cores",
                load.name()
            ),
            rows: Vec::new(),
            figures: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds an address.
    pub fn row(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds a remark.
    pub fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }

    /// Adds a size in bytes, with the most it may be in MB.
    pub fn size(&mut self, name: &str, bytes: u64, most: u64) {
        self.figure(name, bytes as f64 / 1e6, "MB", Some(most as f64));
    }

    /// Adds memory in kB, with the most it may be in MB.
    pub fn memory(&mut self, name: &str, kilobytes: u64, most: u64) {
        self.figure(name, kilobytes as f64 / 1024.0, "MB", Some(most as f64));
    }

    /// Adds a time in ms.
    pub fn time(&mut self, name: &str, milliseconds: f64, most: Option<f64>) {
        self.figure(name, milliseconds, "ms", most);
    }

    /// Adds memory in kB.
    pub fn kilobytes(&mut self, name: &str, kilobytes: f64) {
        self.figure(name, kilobytes, "kB", None);
    }

    /// Adds a number of something, with the most there may be.
    pub fn count(&mut self, name: &str, count: usize, most: usize) {
        self.figures.push(Figure {
            name: name.to_owned(),
            value: count.to_string(),
            budget: format!("≤ {most}"),
            over: count > most,
        });
    }

    /// Adds a factor.
    pub fn times(&mut self, name: &str, factor: f64, most: f64) {
        self.figures.push(Figure {
            name: name.to_owned(),
            value: format!("{factor:.2} ×"),
            budget: format!("≤ {most} ×"),
            // Without a number nothing is shown to hold.
            over: factor.is_nan() || factor > most,
        });
    }

    fn figure(&mut self, name: &str, value: f64, unit: &str, most: Option<f64>) {
        self.figures.push(Figure {
            name: name.to_owned(),
            value: format!("{value:.1} {unit}"),
            budget: most.map(|most| format!("≤ {most} {unit}")).unwrap_or_default(),
            over: most.is_some_and(|most| value > most),
        });
    }

    /// Whether a budget is exceeded.
    pub fn is_over(&self) -> bool {
        self.rows.iter().any(|row| !row.over().is_empty()) || self.figures.iter().any(|figure| figure.over)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.title)?;
        writeln!(
            f,
            "{:<40} {:>8} {:>8} {:>8} {:>10} {:>7} {:>8} {:>7}",
            "", "a second", "p50 ms", "p99 ms", "statements", "kB", "of floor", "budget"
        )?;
        for row in &self.rows {
            let share = row.share.map(|(share, _)| format!("{share:.1} %")).unwrap_or_default();
            let wanted = row.share.and_then(|(_, wanted)| wanted);
            let wanted = wanted.map(|wanted| format!("≥ {wanted} %")).unwrap_or_default();
            let statements = row
                .statements
                .map(|(count, _)| format!("{count:.1}"))
                .unwrap_or_default();
            let bytes = row
                .bytes
                .map(|bytes| format!("{:.1}", bytes as f64 / 1000.0))
                .unwrap_or_default();
            let over = row.over();
            let verdict = if over.is_empty() {
                if wanted.is_empty() && row.bytes.is_none() {
                    String::new()
                } else {
                    "ok".to_owned()
                }
            } else {
                format!("OVER: {}", over.join(", "))
            };
            let Measured { rate, p50, p99, .. } = row.measured;
            writeln!(
                f,
                "{:<40} {rate:>8.0} {p50:>8.2} {p99:>8.2} {statements:>10} {bytes:>7} {share:>8} {wanted:>7}  {verdict}",
                row.name
            )?;
        }
        writeln!(f)?;
        for figure in &self.figures {
            let verdict = match (figure.budget.is_empty(), figure.over) {
                (true, _) => "",
                (false, false) => "ok",
                (false, true) => "OVER",
            };
            writeln!(
                f,
                "{:<52} {:>12} {:>12}  {verdict}",
                figure.name, figure.value, figure.budget
            )?;
        }
        writeln!(f)?;
        for note in &self.notes {
            writeln!(f, "{note}.")?;
        }
        write!(
            f,
            "A signed-in page whose version is held asks at most 4 statements and has at most {} kB of HTML.",
            LARGEST_PAGE / 1000
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Row;
    use crate::load::Measured;

    #[test]
    fn a_row_says_what_is_over() {
        let measured = Measured {
            rate: 59.0,
            failed: 1,
            ..Measured::default()
        };
        let mut row = Row::new("metrics", measured).beside(100.0, Some(60));
        row.statements = Some((4.6, Some(4)));
        row.bytes = Some(60_000);
        assert_eq!(row.over(), ["rate", "statements", "failures"]);
        let measured = Measured {
            rate: 60.0,
            ..Measured::default()
        };
        assert!(Row::new("metrics", measured).beside(100.0, Some(60)).over().is_empty());
    }
}
