//! Terms in the columns and rows of tables.

use super::kinds::{Kind, column, introduces, kind, zone_side};
use super::{Item, Listed, worded};
use crate::claims::decides;
use crate::outline::{List, ListItem, Table};
use crate::phrases;
use crate::topic::Topic;
use crate::words::{Word, holds, words};
use domain::document::number::Number;
use domain::terms::TermName;

/// The lists of a table, and those that count only where the document has no others of their kind.
pub(super) fn lists<'a>(table: &Table<'a>) -> (Vec<Listed<'a>>, Vec<Listed<'a>>) {
    if table.topic == Topic::Summary || table.topic.is_aside() {
        return (Vec::new(), Vec::new());
    }
    let heads: Vec<Vec<Word>> = table.head.iter().map(|cell| words(&cell.text)).collect();
    // "PMs may change | Stays with engineering": every column is a list, unless its cells are ticks.
    let columns: Vec<(usize, Kind)> = heads
        .iter()
        .enumerate()
        .filter_map(|(at, head)| Some((at, column(table.topic, head)?)))
        .collect();
    let ticked = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|(_, cells)| cells.get(at));
        cells.all(|cell| cell.text.is_empty() || tick(&cell.text).is_some())
    };
    if !columns.is_empty() {
        let lists = columns.into_iter().map(|(at, kind)| {
            let items = if at > 0 && ticked(at) {
                rows(table, kind, |cells| {
                    cells.get(at).and_then(|cell| tick(&cell.text)) == Some(true)
                })
            } else {
                cells(table, kind, at)
            };
            listed(table, kind, items)
        });
        return (lists.collect(), Vec::new());
    }
    // "Strings | PM", "Schema | Engineering": the rows of an owner are a list.
    if let Some(owner) = owners(table) {
        let side = |wanted: TermName| {
            let kind = Kind::Term(wanted);
            let items = rows(table, kind, |cells| {
                cells.get(owner).and_then(|cell| zone_side(&words(&cell.text))) == Some(wanted)
            });
            listed(table, kind, items)
        };
        return (
            vec![side(TermName::PmZone), side(TermName::EngineeringZone)],
            Vec::new(),
        );
    }
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let bars = table.bars();
    let like_list = List {
        lead: table.lead,
        section: table.section.clone(),
        topic: table.topic,
        within: None,
        start: table.start,
        items: Vec::new(),
    };
    let of_lead = kind(&like_list).filter(|kind| introduces(*kind, table.lead));
    let metric = &phrases::METRIC_OR_MEASURE_OR_KPI;
    let measures = heads.iter().any(|head| holds(head, metric));
    let judged = |cells: &[ListItem<'a>]| bars.and_then(|at| cells.get(at)).is_none_or(|cell| is_bar(&cell.text));
    match of_lead {
        // A table of decisions, such as "3 of 4 | iterate", has no criteria.
        Some(Kind::Criteria) if !decision_table(table) => {
            first.push(listed(table, Kind::Criteria, rows(table, Kind::Criteria, judged)));
            if measures {
                let kind = Kind::Term(TermName::Metrics);
                second.push(listed(table, kind, rows(table, kind, |_| true)));
            }
        }
        Some(kind @ Kind::Term(TermName::Metrics)) => {
            first.push(listed(table, kind, rows(table, kind, |_| true)));
            if bars.is_some() {
                first.push(listed(table, Kind::Criteria, rows(table, Kind::Criteria, judged)));
            }
        }
        Some(kind @ Kind::Term(TermName::Asks | TermName::WeekOne | TermName::NoGo)) => {
            first.push(listed(table, kind, rows(table, kind, |_| true)));
        }
        None if measures && bars.is_some() => {
            let kind = Kind::Term(TermName::Metrics);
            second.push(listed(table, kind, rows(table, kind, |_| true)));
            second.push(listed(table, Kind::Criteria, rows(table, Kind::Criteria, judged)));
        }
        _ => {}
    }
    (first, second)
}

fn listed<'a>(table: &Table<'a>, kind: Kind, items: Vec<Item<'a>>) -> Listed<'a> {
    Listed {
        kind,
        lead: table.lead,
        section: table.section.clone(),
        start: table.start,
        items,
    }
}

/// Whether the rows say what follows from how many criteria are met.
fn decision_table(table: &Table<'_>) -> bool {
    let mut rows = table.rows.iter();
    rows.any(|(row, _)| decides(&words(row.source)))
}

/// The column whose every cell names one side of the zone.
fn owners(table: &Table<'_>) -> Option<usize> {
    (1..table.head.len()).find(|at| {
        let sides = table
            .rows
            .iter()
            .map(|(_, cells)| cells.get(*at).and_then(|cell| zone_side(&words(&cell.text))));
        let sides: Vec<Option<TermName>> = sides.collect();
        let both = sides.contains(&Some(TermName::PmZone)) && sides.contains(&Some(TermName::EngineeringZone));
        both && sides.iter().all(Option::is_some)
    })
}

/// The cells of a column, each with the lines inside it.
fn cells<'a>(table: &Table<'a>, kind: Kind, at: usize) -> Vec<Item<'a>> {
    let cells = table.rows.iter().filter_map(|(_, cells)| cells.get(at));
    cells
        .flat_map(|cell| {
            lines(&cell.text).into_iter().map(|text| Item {
                text: worded(kind, &text),
                source: cell.source,
                range: cell.range.clone(),
                section: table.section.clone(),
                label: None,
            })
        })
        .collect()
}

/// The rows that are meant, each named by its first cell in words. Of an ask the further cells say more.
fn rows<'a>(table: &Table<'a>, kind: Kind, meant: impl Fn(&[ListItem<'a>]) -> bool) -> Vec<Item<'a>> {
    let numbered = |cell: &ListItem<'_>| {
        let words = words(&cell.text);
        let short = cell.text.len() <= 3 && cell.text.ends_with(|c: char| c.is_ascii_digit());
        short || words.len() <= 1 && words.iter().all(|word| matches!(word.number, Some(Number::Whole(_))))
    };
    let first = |cells: &[ListItem<'a>]| cells.first().is_some_and(numbered);
    let by_number = table.rows.iter().all(|(_, cells)| first(cells));
    let mut items = Vec::new();
    for (row, cells) in table.rows.iter().filter(|(_, cells)| meant(cells)) {
        let names = &cells[usize::from(by_number).min(cells.len())..];
        let Some(name) = names.first().filter(|name| !name.text.is_empty()) else {
            continue;
        };
        let mut text = name.text.clone();
        if kind == Kind::Term(TermName::Asks) {
            let more: Vec<&str> = names[1..]
                .iter()
                .map(|cell| cell.text.as_str())
                .filter(|text| !text.is_empty() && tick(text).is_none())
                .collect();
            if !more.is_empty() {
                text = format!("{text}: {}", more.join(", "));
            }
        }
        let label = cells.first().filter(|_| by_number).map(|cell| cell.text.to_lowercase());
        items.push(Item {
            text: worded(kind, &text),
            source: row.source,
            range: row.range.clone(),
            section: table.section.clone(),
            label,
        });
    }
    items
}

/// The lines of a cell.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = ["<br/>", "<br />", "<BR>"]
        .iter()
        .fold(text.to_owned(), |text, mark| text.replace(mark, "<br>"));
    text.split("<br>")
        .flat_map(|line| line.split("; "))
        .map(|line| line.trim().trim_start_matches(['•', '–', '-', '·']).trim().to_owned())
        .filter(|line| line.chars().any(char::is_alphanumeric))
        .collect()
}

/// What a tick says; `None` for any other text.
fn tick(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().trim_matches(['*', '`']) {
        "✓" | "✔" | "✔️" | "✅" | "x" | "[x]" | "yes" | "y" | "☑" | "●" | ":white_check_mark:" => {
            Some(true)
        }
        "–" | "-" | "—" | "✗" | "✘" | "❌" | "no" | "n" | "[ ]" | "☐" | ":x:" | "never" => Some(false),
        _ => None,
    }
}

/// Whether a cell says what has to be reached.
fn is_bar(text: &str) -> bool {
    let only = &phrases::INFORMATION;
    tick(text).is_none() && text.chars().any(char::is_alphanumeric) && !holds(&words(text), only)
}
