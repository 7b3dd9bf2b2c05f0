//! The conditions of whoever decides: each is stated at the ask that it is about, or at the end for the pilot as a whole.

use std::collections::{BTreeMap, BTreeSet};

use domain::approval::{Wanted, condition_due};
use domain::calendar::local_date;
use domain::pilot::entry::read_day;
use leptos::prelude::*;
use store::approval::Open;

use crate::form::{Refused, Typed};
use crate::here::Here;
use crate::ui::{Field, Hidden, TextArea};

/// The most conditions one decision can state.
pub(super) const MOST_CONDITIONS: usize = 30;

/// The most rows a form is looked through for.
const MOST_ROWS: usize = 200;

/// What the button for another condition says where it is about the pilot as a whole; elsewhere the ask's number.
const OF_PILOT: &str = "pilot";

const PARTS: [&str; 5] = ["text", "evidence", "owner", "due", "ask"];

/// A field of a condition, by its place from 0: `text`, `evidence`, `owner`, `due` or `ask`.
pub(super) fn condition_field(part: &str, place: usize) -> String {
    format!("condition_{part}_{}", place + 1)
}

/// Where a new condition about this ask has its row, behind so many that are stated.
pub(super) fn blank_place(stated: usize, ask: Option<usize>, asks: usize) -> usize {
    stated + ask.unwrap_or(asks)
}

/// Takes the conditions out of a form, in the order of the asks they are about, so that the numbers in sentences are
/// those on the page; rows that say nothing are left out.
pub(super) fn take(fields: &mut BTreeMap<String, String>, typed: &mut Typed) -> Vec<Wanted> {
    let place = |field: &String| {
        let (_, number) = field.strip_prefix("condition_")?.rsplit_once('_')?;
        number.parse::<usize>().ok()?.checked_sub(1)
    };
    let places: BTreeSet<usize> = fields.keys().filter_map(place).collect();
    let mut rows: Vec<(Wanted, [Option<String>; 5])> = places
        .into_iter()
        .map(|place| {
            let row = PARTS.map(|part| fields.remove(&condition_field(part, place)));
            (wanted(&row), row)
        })
        .filter(|(wanted, _)| !wanted.is_blank())
        .collect();
    rows.sort_by_key(|(wanted, _)| wanted.ask.unwrap_or(usize::MAX));
    typed.remove(|field| field.starts_with("condition_"));
    typed.set("rows", &rows.len());
    let mut conditions = Vec::new();
    for (place, (wanted, row)) in rows.into_iter().enumerate() {
        for (part, value) in PARTS.into_iter().zip(row) {
            if let Some(value) = value {
                typed.set(&condition_field(part, place), &value);
            }
        }
        conditions.push(wanted);
    }
    conditions
}

/// A condition as typed into its row.
fn wanted(row: &[Option<String>; 5]) -> Wanted {
    let [text, evidence, owner, due, ask] = row.each_ref().map(|value| {
        let value = value.as_deref().unwrap_or_default();
        value.replace('\0', "").trim().to_owned()
    });
    Wanted {
        text,
        evidence,
        owner: owner.parse().ok(),
        due_on: read_day(&due).ok(),
        ask: match ask.as_str() {
            "" => None,
            // A word that names no ask stands for one that is not there.
            word => Some(ask_of(word).unwrap_or(usize::MAX)),
        },
    }
}

fn ask_of(word: &str) -> Option<usize> {
    word.parse::<usize>().ok()?.checked_sub(1)
}

/// The ask, of so many, that another condition is wanted for by this word of the button.
pub(super) fn another_for(word: &str, asks: usize) -> Option<usize> {
    ask_of(word).filter(|ask| *ask < asks)
}

/// How many rows a refused form had.
pub(super) fn rows_of(refused: &Refused) -> usize {
    let rows: usize = refused.value("rows", "").parse().unwrap_or_default();
    rows.min(MOST_ROWS)
}

/// A row as it is shown.
#[derive(Clone, Default)]
struct Row {
    place: usize,
    text: String,
    evidence: String,
    owner: String,
    due: String,
    ask: Option<usize>,
}

impl Row {
    fn typed(refused: &Refused, place: usize) -> Self {
        let value = |part| refused.value(&condition_field(part, place), "");
        Self {
            place,
            text: value("text"),
            evidence: value("evidence"),
            owner: value("owner"),
            due: value("due"),
            ask: ask_of(&value("ask")),
        }
    }

    fn kept(place: usize, wanted: &Wanted) -> Self {
        Self {
            place,
            text: wanted.text.clone(),
            evidence: wanted.evidence.clone(),
            owner: wanted.owner.map(|id| id.to_string()).unwrap_or_default(),
            due: wanted.due_on.map(|day| day.to_string()).unwrap_or_default(),
            ask: wanted.ask,
        }
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.evidence.trim().is_empty()
    }
}

/// The conditions that a form states, shown each at its ask.
pub(super) struct Stating<'a> {
    open: &'a Open,
    refused: &'a Refused,
    stated: Vec<Row>,
    /// The first place behind those stated.
    next: usize,
    /// The day a new one is due on.
    due: String,
}

impl<'a> Stating<'a> {
    /// What was typed, if the form was refused, else what is kept.
    pub(super) fn of(here: &Here, open: &'a Open, refused: &'a Refused, kept: &[Wanted]) -> Self {
        let (rows, next): (Vec<Row>, usize) = if refused.is_some() {
            let rows = rows_of(refused);
            ((0..rows).map(|place| Row::typed(refused, place)).collect(), rows)
        } else {
            let kept_rows = kept.iter().enumerate().map(|(place, one)| Row::kept(place, one));
            (kept_rows.collect(), kept.len())
        };
        let terms = open.revision.terms.agreed().ok();
        let due = terms.map(|terms| condition_due(&terms, local_date(here.now, here.pilot.zone)).to_string());
        Self {
            open,
            refused,
            stated: rows.into_iter().filter(|row| !row.is_blank()).collect(),
            next,
            due: due.unwrap_or_default(),
        }
    }

    /// What the form carries along for all of them.
    pub(super) fn carried(&self) -> impl IntoView + use<> {
        let rows = self.next + self.open.asks.len() + 1;
        view! { <Hidden name="rows" value=rows.to_string()/> }
    }

    /// Those about one ask, or about the pilot as a whole, folded away until there is one. `wanted` says that the ask was
    /// agreed to with a condition.
    pub(super) fn at(&self, ask: Option<usize>, wanted: bool) -> impl IntoView + use<> {
        let asks = self.open.asks.len();
        let is_here = |row: &&Row| row.ask.filter(|ask| *ask < asks) == ask;
        let stated: Vec<&Row> = self.stated.iter().filter(is_here).collect();
        let word = ask.map_or_else(|| OF_PILOT.to_owned(), |ask| (ask + 1).to_string());
        let about = ask.map_or_else(|| "the pilot as a whole".to_owned(), |ask| format!("ask {}", ask + 1));
        let blank = Row {
            place: blank_place(self.next, ask, asks),
            due: self.due.clone(),
            ask,
            ..Row::default()
        };
        let is_asked = self.refused.problem(&condition_field("text", blank.place)).is_some();
        let more = self.refused.says("more", &word);
        let count = stated.len();
        let mut rows: Vec<AnyView> = stated
            .iter()
            .map(|row| self.row(row, format!("Condition {}", row.place + 1), ask).into_any())
            .collect();
        if stated.is_empty() || more || is_asked {
            rows.push(self.row(&blank, format!("New condition on {about}"), ask).into_any());
        }
        let another = (count > 0 && !more).then(|| {
            view! { <p><button class="button" name="more" value=word>{format!("Another condition on {about}")}</button></p> }
        });
        let summary = match count {
            0 => view! { {format!("State a condition on {about}")} }.into_any(),
            n => view! { {format!("Conditions on {about} ")} <span class="count">{n}</span> }.into_any(),
        };
        let is_open = count > 0 || more || is_asked || wanted;
        view! {
            <details class="fold" open=is_open>
                <summary>{summary}</summary>
                <ol class="conditions">{rows}</ol>
                {another}
            </details>
        }
    }

    fn row(&self, row: &Row, legend: String, ask: Option<usize>) -> impl IntoView + use<> {
        let (refused, place) = (self.refused, row.place);
        let members = self.open.limits.members.iter();
        let owners = members
            .map(|(person, name)| (person.to_string(), name.clone()))
            .collect();
        let ask = ask.map(|ask| (ask + 1).to_string()).unwrap_or_default();
        let with_evidence = !row.evidence.is_empty();
        view! {
            <li>
                <fieldset>
                    <legend>{legend}</legend>
                    <Hidden name=condition_field("ask", place) value=ask/>
                    <TextArea
                        refused=refused.clone()
                        name=condition_field("text", place)
                        label="What has to happen"
                        value=row.text.clone()
                        rows=2
                    />
                    <div class="field-row">
                        {owner(refused, condition_field("owner", place), owners, &row.owner)}
                        {due(refused, condition_field("due", place), row.due.clone())}
                    </div>
                    <details open=with_evidence>
                        <summary>"What will show that it is met"</summary>
                        <Field
                            refused=refused.clone()
                            name=condition_field("evidence", place)
                            label="Evidence wanted"
                            hint="Can be left open: the owner hands in what shows it, and you look at that."
                            value=row.evidence.clone()
                        />
                    </details>
                </fieldset>
            </li>
        }
    }
}

fn due(refused: &Refused, name: String, value: String) -> impl IntoView + use<> {
    refused.label(&name, "Due");
    let problem = refused.problem(&name);
    let invalid = problem.is_some();
    let error = invalid.then(|| format!("{name}-error"));
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=name.clone()>"Due"</label>
            {problem.map(|problem| view! { <p class="error" id=error.clone()>{problem}</p> })}
            <input
                type="date"
                id=name.clone()
                name=name
                value=value
                aria-invalid=invalid.then_some("true")
                aria-describedby=error
            />
        </div>
    }
}

fn owner(refused: &Refused, name: String, owners: Vec<(String, String)>, chosen: &str) -> impl IntoView + use<> {
    refused.label(&name, "Owner");
    let problem = refused.problem(&name);
    let invalid = problem.is_some();
    let error = invalid.then(|| format!("{name}-error"));
    let options = owners
        .into_iter()
        .map(|(word, label)| {
            let selected = word == chosen;
            view! { <option value=word selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=name.clone()>"Owner"</label>
            {problem.map(|problem| view! { <p class="error" id=error.clone()>{problem}</p> })}
            <select id=name.clone() name=name aria-invalid=invalid.then_some("true") aria-describedby=error>
                <option value="">"Choose"</option>
                {options}
            </select>
        </div>
    }
}
