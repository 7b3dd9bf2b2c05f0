//! `/p/:pilot/zone/edit`: the whole zone in one form, kept as a draft of its writer until it is saved as one version.

use std::collections::BTreeMap;

use domain::policy::Action;
use domain::zone::draft::{Clash, Row, is_touched};
use domain::zone::{Category, MAX_ITEMS, MAX_TEXT, PathRule, Side, ZoneItem};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::zone::{Joined, TypedRow, ZoneDraft, ZoneVersion};

use super::actions::saved;
use super::edit::frozen;
use super::parts::consequence;
use crate::error::AppError;
use crate::form::{self, Refused, Typed, notify};
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Hidden, Nav, area_text, page, working};

/// Empty rows for further items.
const SPARE: usize = 3;
/// So many more come with a press.
const MORE: usize = 5;
const PARTS: [&str; 6] = ["was", "text", "side", "category", "rules", "removed"];

/// A field of a row, by its place from 0.
fn field(part: &str, place: usize) -> String {
    format!("{part}_{}", place + 1)
}

fn typed_row(item: &ZoneItem) -> TypedRow {
    let rules: Vec<&str> = item.rules.iter().map(PathRule::as_str).collect();
    TypedRow {
        was: item.text.clone(),
        text: item.text.clone(),
        side: item.side.as_str().to_owned(),
        category: item.category.map(Category::as_str).unwrap_or_default().to_owned(),
        rules: rules.join("\n"),
        removed: false,
    }
}

fn is_blank(row: &TypedRow) -> bool {
    row.was.is_empty() && row.text.trim().is_empty() && row.rules.trim().is_empty()
}

/// Saves the zone as its next version (`act` is `save`), keeps it as a draft (`keep`), or shows further rows (`more`).
/// Fields of each row, from 1: `was_1` (the text as it was read; empty for a new item), `text_1`, `side_1`, `category_1`,
/// `rules_1`, `removed_1`.
#[server(prefix = "/do", endpoint = "zone/save")]
pub async fn save(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(default)] rows: String,
    #[server(default)] act: String,
    #[server(flatten)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone/edit", Action::EditZone, async |here, mut typed| {
        let base: i32 = base.parse().map_err(|_| AppError::incomplete())?;
        let count = rows.parse().unwrap_or(0_usize).min(MAX_ITEMS + MORE);
        let rows: Vec<TypedRow> = (0..count).map(|place| sent(&fields, place)).collect();
        let (pool, pilot, who) = (here.pool(), here.pilot.pilot_id, here.who());
        match act.as_str() {
            "more" => {
                typed.set("rows", &(count + MORE).min(MAX_ITEMS + MORE));
                return Err(typed.again());
            }
            "keep" => {
                let kept: Vec<TypedRow> = rows.into_iter().filter(|row| !is_blank(row)).collect();
                store::zone::keep_draft(pool, pilot, who, base, &kept, here.now).await?;
                notify("Your draft is kept. Nobody else sees it until you save it as a version.").await?;
                return Ok(here.url("zone/edit"));
            }
            _ => {}
        }
        let read: Vec<Row> = rows
            .iter()
            .enumerate()
            .map(|(place, row)| read(&mut typed, place, row))
            .collect();
        typed.check()?;
        match store::zone::join(pool, pilot, who, base, &read, here.now).await? {
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
    let item = side.zip(rules).map(|(side, rules)| ZoneItem {
        side,
        category,
        text,
        rules,
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
    let values = [&*row.was, &row.text, &row.side, &row.category, &row.rules, removed];
    for (part, value) in PARTS.into_iter().zip(values) {
        typed.set(&field(part, place), &value);
    }
}

/// The page.
#[component]
pub fn EditZone() -> impl IntoView {
    let slug = crate::address::param("pilot");
    let token = Refused::token();
    let (save, discard) = (ServerAction::<Save>::new(), ServerAction::<Discard>::new());
    page(async move {
        let here = ask_in(slug, Action::EditZone).await?;
        let refused = Refused::load(token).await?;
        if here.facts.start.is_some() {
            return frozen(&here).await;
        }
        let version = store::zone::current(here.pool(), here.pilot.pilot_id)
            .await?
            .ok_or(AppError::NotFound)?;
        let draft = store::zone::draft(here.pool(), here.pilot.pilot_id, here.who()).await?;
        let title = "Edit the zone";
        working(
            &here,
            title,
            Nav::Zone,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <nav class="breadcrumb" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=here.url("zone")>"Zone boundary"</a></li>
                        <li aria-current="page">{title}</li>
                    </ol>
                </nav>
                <header class="page-head">
                    <h1>{title}</h1>
                    <p>"All items and their path rules at once. Nothing changes for anybody until you save it as a version."</p>
                </header>
                {draft.as_ref().filter(|_| !refused.is_some()).map(|draft| kept(&here, draft, &version, discard).into_any())}
                {form(&here, save, &refused, &version, draft.as_ref()).into_any()}
            },
        )
        .await
    })
}

/// Says that the form holds a draft.
fn kept(
    here: &Here,
    draft: &ZoneDraft,
    version: &ZoneVersion,
    discard: ServerAction<Discard>,
) -> impl IntoView + use<> {
    let since = (draft.base != version.number).then(|| {
        format!(
            " Since then version {} was saved; both come together when you save.",
            version.number
        )
    });
    let slug = here.pilot.slug.clone();
    view! {
        <div class="banner" data-kind="info">
            <p>
                {format!("This is your draft of {}, begun from version {}.", moment(draft.saved_at, here.pilot.zone), draft.base)}
                {since}
            </p>
            <ActionForm action=discard>
                <Hidden name="pilot" value=slug/>
                <button class="button" data-kind="quiet">"Throw the draft away"</button>
            </ActionForm>
        </div>
    }
}

fn form(
    here: &Here,
    save: ServerAction<Save>,
    refused: &Refused,
    version: &ZoneVersion,
    draft: Option<&ZoneDraft>,
) -> impl IntoView + use<> {
    let refused = refused.of("zone/save");
    let (base, mut rows) = match draft {
        Some(draft) => (draft.base, draft.rows.clone()),
        None => (version.number, version.items.iter().map(typed_row).collect()),
    };
    let count = (rows.len() + SPARE).min(MAX_ITEMS);
    let count: usize = refused.value("rows", &count.to_string()).parse().unwrap_or(count);
    rows.resize_with(count.min(MAX_ITEMS + MORE), TypedRow::default);
    let shown = rows
        .iter()
        .enumerate()
        .map(|(place, row)| one(&refused, place, row))
        .collect_view();
    let base = refused.value("base", &base.to_string());
    let (slug, rows) = (here.pilot.slug.clone(), rows.len().to_string());
    let saving = consequence(version, "Saving");
    let words = format!("Save as version {}", version.number + 1);
    let back = here.url("zone");
    view! {
        <ActionForm action=save attr:class="form zone-draft" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="base" value=base/>
            <Hidden name="rows" value=rows/>
            // Enter in a field presses the first button: it keeps, and clears no signature.
            <button class="visually-hidden" tabindex="-1" aria-hidden="true" name="act" value="keep">"Keep as a draft"</button>
            <p class="hint" id="rules-hint">
                "Path rules: one per line, such as **/locales/** or /config/flags.yml. The last one that matches counts. Brackets mean themselves. Lines with ! are not possible."
            </p>
            {shown}
            <p><button class="button" name="act" value="more">{format!("{MORE} more rows")}</button></p>
            <p>{saving}</p>
            <div class="sticky-actions">
                <button class="button" data-kind="primary" name="act" value="save">{words}</button>
                <button class="button" name="act" value="keep">"Keep as a draft"</button>
                <a class="button" data-kind="quiet" href=back>"Cancel"</a>
            </div>
        </ActionForm>
    }
}

fn one(refused: &Refused, place: usize, row: &TypedRow) -> impl IntoView + use<> {
    let value = |part: &str, kept: &str| refused.value(&field(part, place), kept);
    let was = value("was", &row.was);
    let text = value("text", &row.text);
    let side = value(
        "side",
        if row.side.is_empty() {
            Side::PmZone.as_str()
        } else {
            &row.side
        },
    );
    let category = value("category", &row.category);
    let rules = value("rules", &row.rules);
    let removed = value("removed", if row.removed { "yes" } else { "" }) == "yes";
    let problem = |part: &'static str| {
        let id = format!("{}-error", field(part, place));
        refused
            .problem(&field(part, place))
            .map(|problem| view! { <p class="error" id=id>{problem}</p> })
    };
    let described = |part: &'static str| {
        let wrong = refused.problem(&field(part, place)).is_some();
        (
            wrong.then_some("true"),
            wrong.then(|| format!("{}-error", field(part, place))),
        )
    };
    let (text_invalid, text_error) = described("text");
    let (rules_invalid, rules_error) = described("rules");
    let sides = Side::ALL
        .map(|choice| {
            let word = choice.as_str();
            view! { <option value=word selected=word == side>{choice.label()}</option> }
        })
        .into_iter()
        .collect_view();
    let categories = Category::ALL
        .into_iter()
        .map(|choice| {
            let word = choice.as_str();
            view! { <option value=word selected=word == category>{choice.label()}</option> }
        })
        .collect_view();
    let zone = if side == Side::EngineeringZone.as_str() {
        "engineering"
    } else {
        "pm"
    };
    let is_new = was.is_empty();
    let legend = if is_new {
        format!("New item, row {}", place + 1)
    } else {
        format!("Item {}", place + 1)
    };
    let take_out = (!is_new).then(|| {
        view! {
            <label class="choice">
                <input type="checkbox" name=field("removed", place) value="yes" checked=removed/>
                <span>"Take it out"</span>
            </label>
        }
    });
    view! {
        <fieldset class="zone-row" data-zone=zone>
            <legend>{legend}</legend>
            <Hidden name=field("was", place) value=was/>
            <div class="field">
                <label for=field("text", place)>"What it covers"</label>
                {problem("text")}
                <textarea
                    id=field("text", place)
                    name=field("text", place)
                    rows="2"
                    aria-invalid=text_invalid
                    aria-describedby=text_error
                >{area_text(&text)}</textarea>
            </div>
            <div class="field">
                <label for=field("rules", place)>"Path rules"</label>
                {problem("rules")}
                <textarea
                    class="path"
                    id=field("rules", place)
                    name=field("rules", place)
                    rows="2"
                    aria-invalid=rules_invalid
                    aria-describedby=rules_error
                    spellcheck="false"
                >{area_text(&rules)}</textarea>
            </div>
            <div class="field">
                <label for=field("side", place)>"Side"</label>
                {problem("side")}
                <select id=field("side", place) name=field("side", place)>{sides}</select>
            </div>
            <div class="field">
                <label for=field("category", place)>"Category"</label>
                {problem("category")}
                <select id=field("category", place) name=field("category", place)>
                    <option value="" selected=category.is_empty()>"None"</option>
                    {categories}
                </select>
            </div>
            {take_out}
        </fieldset>
    }
}
