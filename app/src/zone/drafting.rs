//! `/p/:pilot/zone/edit`: the whole zone in one form.

use domain::policy::Action;
use domain::zone::{Category, Limit, MAX_ITEMS, Side, ZoneItem, items_from_terms};
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::zone::{TypedRow, ZoneDraft, ZoneVersion};

use super::draft::{Discard, MORE, Save, field, typed_row};
use super::parts::consequence;
use crate::address::{param, query};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Hidden, Nav, TextArea, area_text, breadcrumb, page, working};

/// Empty rows for further items.
const SPARE: usize = 3;

/// Asks the form for rows of all items that the proposal names and the zone does not; `add` asks for that of one, by its
/// sentence.
pub(super) const ADD_ALL: &str = "add_all";

/// All items and their path rules at once.
#[component]
pub fn EditZone() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let (add, add_all) = (query("add"), query(ADD_ALL).is_some());
    let (save, discard) = (ServerAction::<Save>::new(), ServerAction::<Discard>::new());
    page(async move {
        let here = ask_in(slug, Action::EditZone).await?;
        let refused = Refused::load(token).await?;
        let amends = here.facts.start.is_some();
        if amends && (here.pilot.status.is_decided() || here.facts.amendment.is_some()) {
            return frozen(&here).await;
        }
        let version = store::zone::current(here.pool(), here.pilot.pilot_id)
            .await?
            .ok_or(AppError::NotFound)?;
        let draft = store::zone::draft(here.pool(), here.pilot.pilot_id, here.who()).await?;
        let named = here.facts.terms.as_ref().map(items_from_terms).unwrap_or_default();
        let named = named
            .into_iter()
            .filter(|item| add_all || add.as_ref() == Some(&item.text));
        let (base, rows) = rows(&version, draft.as_ref(), named);
        let reason = draft.as_ref().map(|draft| draft.reason.clone()).unwrap_or_default();
        let title = if amends { "Amend the zone" } else { "Edit the zone" };
        working(
            &here,
            title,
            Nav::Zone,
            view! {
                <ErrorSummary refused=refused.clone()/>
                {breadcrumb(&here, &[("zone", "Zone boundary")], title)}
                <header class="page-head">
                    <h1>{title}</h1>
                    <p>"All items and their path rules at once. Nothing changes for anybody until you save it as a version."</p>
                </header>
                {draft.as_ref().filter(|_| !refused.is_some()).map(|draft| kept(&here, draft, &version, discard).into_any())}
                {form(&here, save, &refused, &version, (base, rows, reason)).into_any()}
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
            <p><a href=here.url("zone/history?version=draft")>"See what it would have said of past changes"</a></p>
            <ActionForm action=discard>
                <Hidden name="pilot" value=slug/>
                <button class="button" data-kind="quiet">"Throw the draft away"</button>
            </ActionForm>
        </div>
    }
}

/// The version that the form is about, and its rows: of the draft, if there is one, and for further items that it does not
/// have.
fn rows(
    version: &ZoneVersion,
    draft: Option<&ZoneDraft>,
    further: impl Iterator<Item = ZoneItem>,
) -> (i32, Vec<TypedRow>) {
    let (base, mut rows) = match draft {
        Some(draft) => (draft.base, draft.rows.clone()),
        None => (version.number, version.items.iter().map(typed_row).collect()),
    };
    for item in further {
        if !rows.iter().any(|row| row.text.trim().eq_ignore_ascii_case(&item.text)) {
            rows.push(TypedRow {
                was: String::new(),
                ..typed_row(&item)
            });
        }
    }
    (base, rows)
}

/// Said instead, once the pilot is decided, and while an amendment waits.
async fn frozen(here: &Here) -> Result<AnyView, AppError> {
    let (title, why) = match &here.facts.amendment {
        Some(open) if !here.pilot.status.is_decided() => (
            "An amendment waits for signatures",
            format!(
                "Version {} was proposed. Take it back before you propose another one.",
                open.version
            ),
        ),
        _ => (
            "The zone is frozen",
            "The pilot is decided, and its boundary stays as it is.".to_owned(),
        ),
    };
    let body = view! {
        <header class="page-head"><h1>{title}</h1></header>
        <p>{why}</p>
        <p><a href=here.url("zone")>"Zone boundary"</a></p>
    };
    working(here, title, Nav::Zone, body).await
}

fn form(
    here: &Here,
    save: ServerAction<Save>,
    refused: &Refused,
    version: &ZoneVersion,
    (base, mut rows, why): (i32, Vec<TypedRow>, String),
) -> impl IntoView + use<> {
    let refused = refused.of("zone/save");
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
    let next = here.facts.zone_newest + 1;
    let amends = here.facts.start.is_some();
    let (saving, words) = match amends {
        true => (
            format!(
                "Version {} stays in force until everybody has signed version {next}.",
                version.number
            ),
            format!("Propose version {next} as an amendment"),
        ),
        false => (consequence(version, "Saving"), format!("Save as version {next}")),
    };
    let reason = amends.then(|| {
        view! {
            <TextArea
                refused=refused.clone()
                name="reason"
                value=why
                label="Why the boundary changes while the pilot runs"
                hint="Everybody in the pilot can read it; it stands in red on metrics and readout."
                rows=3
            />
        }
    });
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
            <p class="hint">
                "What may change in files is judged by their contents in JSON, YAML, TOML, PO, Fluent and .properties. They are read with a connection’s token, or from a diff with whole files; where they are not known, a change counts as outside. A key owns what stands under it; checkout-* owns all that begin so. Items of the engineering zone have none of this."
            </p>
            <p class="hint">
                "Examples are paths that an item is meant to cover, one per line. They are tried whenever the zone is saved: a rule that no longer covers one is not saved unnoticed."
            </p>
            {shown}
            <p><button class="button" name="more" value="yes">{format!("{MORE} more rows")}</button></p>
            {reason}
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
    let (limit, keys) = (value("limit", &row.limit), value("keys", &row.keys));
    let examples = value("examples", &row.examples);
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
    let (keys_invalid, keys_error) = described("keys");
    let (examples_invalid, examples_error) = described("examples");
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
    let limits = Limit::CHOICES
        .into_iter()
        .map(|(word, label)| view! { <option value=word selected=word == limit>{label}</option> })
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
    let across = legend.to_lowercase();
    for (part, label) in [
        ("text", "what it covers"),
        ("rules", "path rules"),
        ("side", "side"),
        ("category", "category"),
        ("limit", "what may change"),
        ("keys", "keys it owns"),
        ("examples", "examples"),
    ] {
        refused.label(&field(part, place), &format!("{legend}, {label}"));
    }
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
                <p class="zone-item-foot">
                    <button class="button" data-kind="quiet" name="across" value=(place + 1).to_string()>
                        {format!("Move to the {}", Side::parse(&side).unwrap_or(Side::PmZone).other().label())}
                        <span class="visually-hidden">{format!(", {}", across.clone())}</span>
                    </button>
                </p>
            </div>
            <div class="field">
                <label for=field("category", place)>"Category"</label>
                {problem("category")}
                <select id=field("category", place) name=field("category", place)>
                    <option value="" selected=category.is_empty()>"None"</option>
                    {categories}
                </select>
            </div>
            <div class="field">
                <label for=field("limit", place)>"What may change in its files"</label>
                <select id=field("limit", place) name=field("limit", place)>
                    <option value="" selected=limit.is_empty()>"Everything"</option>
                    {limits}
                </select>
            </div>
            <div class="field">
                <label for=field("keys", place)>"Keys it owns, if only those may change"</label>
                {problem("keys")}
                <textarea
                    class="path"
                    id=field("keys", place)
                    name=field("keys", place)
                    rows="1"
                    aria-invalid=keys_invalid
                    aria-describedby=keys_error
                    spellcheck="false"
                >{area_text(&keys)}</textarea>
            </div>
            <div class="field">
                <label for=field("examples", place)>"Examples"</label>
                {problem("examples")}
                <textarea
                    class="path"
                    id=field("examples", place)
                    name=field("examples", place)
                    rows="1"
                    aria-invalid=examples_invalid
                    aria-describedby=examples_error
                    spellcheck="false"
                >{area_text(&examples)}</textarea>
            </div>
            {take_out}
        </fieldset>
    }
}
