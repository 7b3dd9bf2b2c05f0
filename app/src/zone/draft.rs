//! The form of the whole zone: kept as a draft of its writer until it is saved as one version.

use std::collections::BTreeMap;

use domain::policy::Action;
use domain::zone::amendment::MAX_REASON;
use domain::zone::draft::{Clash, Row, is_touched};
use domain::zone::remark::named;
use domain::zone::{Category, Limit, MAX_ITEMS, MAX_TEXT, Matching, PathRule, Side, ZoneItem, examples, missed};
use leptos::server;
use store::zone::{Joined, TypedRow, ZoneVersion};

use super::actions::saved;
use crate::error::AppError;
use crate::form::{self, Typed, notify};
use crate::here::Here;

/// So many more come with a press.
pub(super) const MORE: usize = 5;
const PARTS: [&str; 9] = [
    "was", "text", "side", "category", "rules", "limit", "keys", "examples", "removed",
];

/// A field of a row, by its place from 0.
pub(super) fn field(part: &str, place: usize) -> String {
    format!("{part}_{}", place + 1)
}

/// An item as its row begins.
pub(super) fn typed_row(item: &ZoneItem) -> TypedRow {
    let rules: Vec<&str> = item.rules.iter().map(PathRule::as_str).collect();
    let keys = match &item.limit {
        Some(Limit::OwnedKeys(keys)) => keys.join("\n"),
        _ => String::new(),
    };
    TypedRow {
        was: item.text.clone(),
        text: item.text.clone(),
        side: item.side.as_str().to_owned(),
        category: item.category.map(Category::as_str).unwrap_or_default().to_owned(),
        rules: rules.join("\n"),
        limit: item.limit.as_ref().map(Limit::as_str).unwrap_or_default().to_owned(),
        keys,
        examples: item.examples.join("\n"),
        removed: false,
    }
}

fn is_blank(row: &TypedRow) -> bool {
    row.was.is_empty() && row.text.trim().is_empty() && row.rules.trim().is_empty()
}

/// Saves the zone as its next version (after the start: proposes it as an amendment, for the `reason` among the fields), keeps it
/// as a draft (`act` is `keep`), shows further rows (`more`), or the item of a row (`across`, from 1) on the other side.
/// Fields of each row, from 1: `was_1` (the text as it was read; empty for a new item), `text_1`, `side_1`, `category_1`,
/// `rules_1`, `limit_1`, `keys_1`, `examples_1`, `removed_1`.
#[server(prefix = "/do", endpoint = "zone/save")]
pub async fn save(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(default)] rows: String,
    #[server(default)] act: String,
    #[server(default)] more: String,
    #[server(default)] across: String,
    #[server(flatten)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone/edit", Action::EditZone, async |here, mut typed| {
        let base: i32 = base.parse().map_err(|_| AppError::incomplete())?;
        let count = rows.parse().unwrap_or(0_usize).min(MAX_ITEMS + MORE);
        let rows: Vec<TypedRow> = (0..count).map(|place| sent(&fields, place)).collect();
        let (pool, pilot, who) = (here.pool(), here.pilot.pilot_id, here.who());
        if !more.is_empty() {
            typed.set("rows", &(count + MORE).min(MAX_ITEMS + MORE));
            return Err(typed.again());
        }
        if !across.is_empty() {
            let place = across.parse::<usize>().ok().and_then(|row| row.checked_sub(1));
            let place = place.filter(|place| *place < count).ok_or_else(AppError::incomplete)?;
            return Err(moved(typed, &here, place, &rows[place]).await?);
        }
        if act == "keep" {
            let kept: Vec<TypedRow> = rows.into_iter().filter(|row| !is_blank(row)).collect();
            let reason = fields.get("reason").map_or("", String::as_str);
            store::zone::keep_draft(pool, pilot, who, (base, &kept, reason), here.now).await?;
            notify("Your draft is kept. Nobody else sees it until you save it as a version.").await?;
            return Ok(here.url("zone/edit"));
        }
        let read: Vec<Row> = rows
            .iter()
            .enumerate()
            .map(|(place, row)| read(&mut typed, place, row))
            .collect();
        let amends = here.facts.start.is_some();
        let reason = match amends {
            true => typed.required(
                "reason",
                fields.get("reason").map_or("", String::as_str),
                "Say why the boundary changes.",
                MAX_REASON,
            ),
            false => String::new(),
        };
        try_examples(&mut typed, &read);
        typed.check()?;
        let outcome = match amends {
            true => store::zone::propose(pool, pilot, who, (base, &read), &reason, here.now).await?,
            false => store::zone::join(pool, pilot, who, base, &read, here.now).await?,
        };
        match outcome {
            Joined::Saved(revised) if amends => {
                notify(format!(
                    "Version {} is proposed. It is in force once everybody has signed it.",
                    revised.number
                ))
                .await?;
                Ok(here.url("zone#amendment"))
            }
            Joined::Saved(revised) => {
                notify(saved(revised)).await?;
                Ok(here.url("zone"))
            }
            Joined::Clashes(newest, clashes) => {
                let base = store::zone::items_of(pool, pilot, base).await?;
                Err(asked(typed, &base, &read, &newest, clashes).again())
            }
        }
    })
    .await
}

/// Notes each example that the zone as it is typed does not cover, beside its item.
fn try_examples(typed: &mut Typed, rows: &[Row]) {
    let placed = rows.iter().enumerate();
    let (places, items): (Vec<usize>, Vec<ZoneItem>) = placed
        .filter_map(|(place, row)| Some((place, row.item.clone()?)))
        .unzip();
    let mut said: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for missed in missed(&items, Matching::NEWEST) {
        said.entry(places[missed.item]).or_default().push(missed.sentence());
    }
    for (place, sentences) in said {
        typed.problem(&field("examples", place), sentences.join(" "));
    }
}

/// The form once more with the item of a row on the other side. Its category and limit stay typed: they count again when it
/// comes back.
async fn moved(mut typed: Typed, here: &Here, place: usize, row: &TypedRow) -> Result<AppError, AppError> {
    let side = Side::parse(&row.side).unwrap_or(Side::PmZone).other();
    let name = field("side", place);
    typed.set(&name, &side.as_str());
    typed.remove(|field| field == "across");
    typed.show_on(here.url(&format!("zone/edit#{name}")));
    let what = match row.text.trim() {
        "" => format!("Row {}", place + 1),
        text => named(text),
    };
    notify(format!(
        "{what} is in the {} in this form. Nothing changes for anybody until you save.",
        side.label()
    ))
    .await?;
    Ok(typed.again())
}

/// Throws the draft away.
#[server(prefix = "/do", endpoint = "zone/discard")]
pub async fn discard(#[server(default)] pilot: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone/edit", Action::EditZone, async |here, _| {
        store::zone::discard_draft(here.pool(), here.pilot.pilot_id, here.who()).await?;
        notify("The draft is thrown away.").await?;
        Ok(here.url("zone"))
    })
    .await
}

fn sent(fields: &BTreeMap<String, String>, place: usize) -> TypedRow {
    let value = |part| {
        fields
            .get(&field(part, place))
            .map(|value| value.replace('\0', ""))
            .unwrap_or_default()
    };
    TypedRow {
        was: value("was"),
        text: value("text"),
        side: value("side"),
        category: value("category"),
        rules: value("rules"),
        limit: value("limit"),
        keys: value("keys"),
        examples: value("examples"),
        removed: value("removed") == "yes",
    }
}

/// What a row says; all that is wrong with it is noted.
fn read(typed: &mut Typed, place: usize, row: &TypedRow) -> Row {
    let was = (!row.was.is_empty()).then(|| row.was.clone());
    if row.removed || is_blank(row) {
        return Row { was, item: None };
    }
    let text = typed.required(
        &field("text", place),
        &row.text,
        "Say in a sentence what the item covers.",
        MAX_TEXT,
    );
    let side = typed.parsed(&field("side", place), Side::parse(&row.side).ok_or("Choose a side."));
    let category = match (row.category.as_str(), side) {
        ("", _) | (_, Some(Side::EngineeringZone)) => None,
        (word, _) => typed.parsed(
            &field("category", place),
            Category::parse(word).ok_or("Choose a category of the list."),
        ),
    };
    let rules = typed.parsed(&field("rules", place), PathRule::lines(&row.rules));
    let limit = match side {
        Some(Side::EngineeringZone) => None,
        _ => typed
            .parsed(&field("keys", place), Limit::parse(&row.limit, &row.keys))
            .flatten(),
    };
    let examples = typed.parsed(&field("examples", place), examples(&row.examples));
    let item = side.zip(rules).zip(examples).map(|((side, rules), examples)| ZoneItem {
        side,
        category,
        text,
        rules,
        limit,
        examples,
    });
    Row { was, item }
}

/// The form once more, now about the newest version: what the person did not touch is as others left it, what both
/// touched is asked about.
fn asked(
    mut typed: Typed,
    base: &[ZoneItem],
    rows: &[Row],
    newest: &ZoneVersion,
    clashes: Vec<(usize, Clash)>,
) -> Typed {
    typed.set("base", &newest.number);
    let mut shown = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let now = row
            .was
            .as_ref()
            .and_then(|was| newest.items.iter().find(|item| item.text.eq_ignore_ascii_case(was)));
        if let Some(now) = now {
            shown.push(now.text.clone());
        }
        if is_touched(base, row) {
            continue;
        }
        // Untouched: as it stands there now, or gone with it.
        let now = now.map(typed_row).unwrap_or_default();
        put(&mut typed, place, &now);
    }
    for (place, clash) in clashes {
        let sentence = match clash {
            Clash::Changed(item) => {
                let rules: Vec<&str> = item.rules.iter().map(PathRule::as_str).collect();
                let rules = if rules.is_empty() {
                    "no path rules".to_owned()
                } else {
                    domain::listing(&rules)
                };
                format!(
                    "{} changed this item while you were editing: {}, with {rules}. Yours stands below; saving again puts it in its place.",
                    newest.author,
                    item.side.label()
                )
            }
            Clash::Gone => {
                typed.set(&field("was", place), &"");
                format!(
                    "{} took this item out or worded it anew while you were editing. Saving again adds yours as a new one.",
                    newest.author
                )
            }
        };
        typed.problem(&field("text", place), sentence);
    }
    let mut count = rows.len();
    let added = newest.items.iter().filter(|item| !shown.contains(&item.text));
    for item in added.filter(|item| !base.iter().any(|read| read.text.eq_ignore_ascii_case(&item.text))) {
        put(&mut typed, count, &typed_row(item));
        count += 1;
    }
    typed.set("rows", &count);
    typed
}

fn put(typed: &mut Typed, place: usize, row: &TypedRow) {
    let removed = if row.removed { "yes" } else { "" };
    let values = [
        &*row.was,
        &row.text,
        &row.side,
        &row.category,
        &row.rules,
        &row.limit,
        &row.keys,
        &row.examples,
        removed,
    ];
    for (part, value) in PARTS.into_iter().zip(values) {
        typed.set(&field(part, place), &value);
    }
}
