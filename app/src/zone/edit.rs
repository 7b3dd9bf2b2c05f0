//! `/p/:pilot/zone/edit/:item`: one item, written anew, added or removed.

use domain::policy::Action;
use domain::zone::{Category, Side, ZoneItem};
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::zone::ZoneVersion;

use super::actions::{Remove, Revise, Target};
use super::parts::consequence;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, page, working};

/// `/p/:pilot/zone/edit/:item`: `new`, or the item's number from 1.
#[component]
pub fn EditItem() -> impl IntoView {
    let slug = param("pilot");
    let word = param("item");
    let token = Refused::token();
    let (revise, remove) = (ServerAction::<Revise>::new(), ServerAction::<Remove>::new());
    page(async move {
        let here = ask_in(slug, Action::EditZone).await?;
        let refused = Refused::load(token).await?;
        let zone_page = store::zone::page(here.pool(), &here.facts).await?;
        let version = &zone_page.version;
        if zone_page.frozen {
            return frozen(&here).await;
        }
        let asked = Target::parse(&word).ok_or(AppError::NotFound)?;
        let target = found_again(asked, &refused, version);
        let item = match target {
            Target::New => None,
            Target::At(position) => Some(version.items.get(position).ok_or(AppError::NotFound)?),
        };
        let title = match item {
            Some(_) => "Edit an item of the zone",
            None => "Add an item to the zone",
        };
        let error = if refused.is_some() { "Error: " } else { "" };
        working(
            &here,
            &format!("{error}{title}"),
            Nav::Zone,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <nav class="breadcrumb" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=here.url("zone")>"Zone boundary"</a></li>
                        <li aria-current="page">{title}</li>
                    </ol>
                </nav>
                <header class="page-head"><h1>{title}</h1></header>
                {overtaken(&refused, version, item)}
                {form(&here, revise, &refused, version, target, item)}
                {item.map(|item| removal(&here, remove, version, target, item))}
            },
        )
        .await
    })
}

pub(super) async fn frozen(here: &Here) -> Result<AnyView, AppError> {
    working(
        here,
        "The zone is frozen",
        Nav::Zone,
        view! {
            <header class="page-head"><h1>"The zone is frozen"</h1></header>
            <p>"The pilot has started. The boundary was agreed before it and does not change during it."</p>
            <p><a href=here.url("zone")>"Zone boundary"</a></p>
        },
    )
    .await
}

/// The item a refused form was about, found by its text: another version may have moved it. An item
/// that is gone can only be added again.
fn found_again(asked: Target, refused: &Refused, version: &ZoneVersion) -> Target {
    let was = refused.of("zone/revise").value("was", "");
    if was.is_empty() {
        return asked;
    }
    match version.items.iter().position(|item| item.text == was) {
        Some(position) => Target::At(position),
        None => Target::New,
    }
}

/// Said when another version was saved in the meantime: what stands there now.
fn overtaken(refused: &Refused, version: &ZoneVersion, item: Option<&ZoneItem>) -> Option<impl IntoView + use<>> {
    let refused = refused.of("zone/revise");
    let base = refused.value("base", "");
    let is_overtaken = refused.is_some() && base != version.number.to_string();
    let now = match item {
        Some(item) if item.rules.is_empty() => format!("The item reads now: “{}”, without path rules.", item.text),
        Some(item) => {
            let rules: Vec<_> = item.rules.iter().map(|rule| rule.as_str()).collect();
            format!("The item reads now: “{}”, with {}.", item.text, rules.join(" and "))
        }
        None => "The item is not there any more in its old words. Saving adds yours as a new one.".to_owned(),
    };
    is_overtaken.then(|| {
        view! {
            <div class="banner" data-kind="warn">
                <p>
                    <strong>{format!("{} saved version {}: {}.", version.author, version.number, version.summary)}</strong>
                    " What you typed is kept below. "
                    {now}
                </p>
            </div>
        }
    })
}

fn form(
    here: &Here,
    revise: ServerAction<Revise>,
    refused: &Refused,
    version: &ZoneVersion,
    target: Target,
    item: Option<&ZoneItem>,
) -> impl IntoView + use<> {
    let refused = refused.of("zone/revise");
    let text = item.map(|item| item.text.clone()).unwrap_or_default();
    let side = refused.value("side", item.map_or(Side::PmZone, |item| item.side).as_str());
    let category = item
        .and_then(|item| item.category)
        .map(Category::as_str)
        .unwrap_or_default();
    let category = refused.value("category", category);
    let rules: Vec<_> = item
        .map(|item| item.rules.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    let sides = Side::ALL
        .into_iter()
        .map(|choice| {
            view! {
                <label class="choice">
                    <input type="radio" name="side" value=choice.as_str() checked=choice.as_str() == side/>
                    <span>{choice.label()}</span>
                </label>
            }
        })
        .collect_view();
    let categories = Category::ALL
        .into_iter()
        .map(|choice| {
            let word = choice.as_str();
            view! { <option value=word selected=word == category>{choice.label()}</option> }
        })
        .collect_view();
    let side_problem = refused.problem("side");
    let side_invalid = side_problem.is_some().then_some("");
    let named = named(here, version, target);
    let back = here.url("zone");
    let saving = consequence(version, "Saving");
    let save = format!("Save as version {}", version.number + 1);
    view! {
        <ActionForm action=revise attr:class="form" attr:novalidate="">
            {named}
            <Hidden name="was" value=text.clone()/>
            <Field refused=refused.clone() name="text" label="Item" hint="What it covers, in a sentence both sides read the same way." value=text/>
            <fieldset class="choices" id="side" data-invalid=side_invalid>
                <legend>"Side"</legend>
                {side_problem.map(|problem| view! { <p class="error">{problem}</p> })}
                {sides}
            </fieldset>
            <div class="field" data-width="medium">
                <label for="category">"Category"</label>
                <p class="hint" id="category-hint">"What kind of change it allows. Only for the PM zone."</p>
                <select id="category" name="category" aria-describedby="category-hint">
                    <option value="" selected=category.is_empty()>"None"</option>
                    {categories}
                </select>
            </div>
            <TextArea
                refused=refused.clone()
                name="rules"
                label="Path rules"
                hint="One per line, such as **/locales/** or /config/flags.yml. The last one that matches counts. Brackets mean themselves. Lines with ! are not possible."
                value=rules.join("\n")
                rows=6
            />
            <p>{saving}</p>
            <div class="actions">
                <button class="button" data-kind="primary">{save}</button>
                <a class="button" data-kind="quiet" href=back>"Cancel"</a>
            </div>
        </ActionForm>
    }
}

/// What every form about an item carries along.
pub(super) fn named(here: &Here, version: &ZoneVersion, target: Target) -> impl IntoView + use<> {
    view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="base" value=version.number.to_string()/>
        <Hidden name="item" value=target.word()/>
    }
}

fn removal(
    here: &Here,
    remove: ServerAction<Remove>,
    version: &ZoneVersion,
    target: Target,
    item: &ZoneItem,
) -> impl IntoView + use<> {
    let named = named(here, version, target);
    let removing = consequence(version, "Removing it");
    view! {
        <section class="section">
            <h2>"Remove the item"</h2>
            <p>{format!("“{}” stays in version {}. {removing}", item.text, version.number)}</p>
            <ActionForm action=remove>
                {named}
                <div class="actions"><button class="button" data-kind="danger">"Remove the item"</button></div>
            </ActionForm>
        </section>
    }
}
