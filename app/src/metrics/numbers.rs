//! Every value of a metric as tables: inputs, what was left out and why, and rival values.

mod cycle_time;
mod energy;
mod first_commit;
mod outcome;
mod review_cycles;

use domain::metric::{Ratio, Series};
use domain::programme::{Programme, Scorecard};
use leptos::prelude::*;

pub use review_cycles::reviews;

use super::Metric;

/// What stands where there is no value.
const NONE: &str = "None";

/// Of a long table the first rows are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// So many.
    pub first: usize,
    /// The address of a page with all of them.
    pub all: String,
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words or a number.
    Text(String),
    /// A pull request on the code host.
    Link(String, String),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A table: the first cell of a row names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// What it shows.
    pub caption: String,
    /// The names of the columns; `true` for numbers.
    pub head: Vec<(&'static str, bool)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Numbers {
    fn new(caption: impl Into<String>, head: &[(&'static str, bool)]) -> Self {
        Self {
            caption: caption.into(),
            head: head.to_vec(),
            rows: Vec::new(),
        }
    }

    fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    fn shown(self) -> Option<Self> {
        (!self.rows.is_empty()).then_some(self)
    }

    /// As an element, which scrolls sideways by itself.
    pub fn view(mut self, cut: Option<&Cut>) -> impl IntoView + use<> {
        let count = self.rows.len();
        let rest = cut.filter(|cut| count > cut.first).map(|cut| {
            self.rows.truncate(cut.first);
            view! {
                <p class="chart-note">
                    {format!("The first {} of {count} rows. ", cut.first)}
                    <a href=cut.all.clone()>
                        {format!("All {count} rows")} <span class="visually-hidden">{format!(" of: {}", self.caption)}</span>
                    </a>
                </p>
            }
        });
        let kinds: Vec<bool> = self.head.iter().map(|(_, numeric)| *numeric).collect();
        let head = self
            .head
            .into_iter()
            .map(|(name, numeric)| match numeric {
                true => view! { <th scope="col" class="num">{name}</th> }.into_any(),
                false => view! { <th scope="col">{name}</th> }.into_any(),
            })
            .collect_view();
        let rows = self
            .rows
            .into_iter()
            .map(|cells| {
                let cells = cells
                    .into_iter()
                    .zip(&kinds)
                    .enumerate()
                    .map(|(i, (cell, numeric))| {
                        let content = match cell {
                            Cell::Text(text) => text.into_any(),
                            Cell::Link(text, url) => view! { <a href=url>{text}</a> }.into_any(),
                        };
                        match (i, numeric) {
                            (0, _) => view! { <th scope="row">{content}</th> }.into_any(),
                            (_, true) => view! { <td class="num">{content}</td> }.into_any(),
                            (_, false) => view! { <td>{content}</td> }.into_any(),
                        }
                    })
                    .collect_view();
                view! { <tr>{cells}</tr> }
            })
            .collect_view();
        let name = self.caption.clone();
        view! {
            <div class="scroll-x" tabindex="0" role="region" aria-label=name>
                <table class="table">
                    <caption>{self.caption}</caption>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {rest}
        }
    }
}

fn or_none(value: Option<Ratio>, words: impl Fn(Ratio) -> String) -> Cell {
    value.map_or_else(|| NONE.into(), |value| words(value).into())
}

/// `Baseline, Saved filters`; `New model, Invites`.
fn who(series: Series, name: &str) -> String {
    format!("{}, {name}", series.label())
}

/// `acme/web#7` as a link, `#7` where nothing more is known. Only web addresses become links.
fn pr(repository: &str, number: i32, url: &str) -> Cell {
    let text = format!("{repository}#{number}");
    if url.starts_with("https://") || url.starts_with("http://") {
        Cell::Link(text, url.to_owned())
    } else {
        Cell::Text(text)
    }
}

/// The tables behind the figure of a metric.
pub fn tables(metric: Metric, programme: &Programme, card: &Scorecard) -> Vec<Numbers> {
    let tables = match metric {
        Metric::IdeaToCommit => first_commit::first_commit(programme, card),
        Metric::ReviewCycles => review_cycles::review_cycles(card),
        Metric::CycleTime => cycle_time::cycle_time(card),
        Metric::Energy => energy::energy(programme, card),
        Metric::Outcome => outcome::outcome(card),
    };
    tables.into_iter().filter_map(Numbers::shown).collect()
}
