//! `/p/:pilot/zone/v/:version/item/:item`: one item of a version, what was said of it, and a form to say more.

use domain::policy::Action;
use domain::zone::ZoneItem;
use domain::zone::remark::{RemarkKind, named};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::parts::{card, example_paths, path_rules};
use super::remarking::Raise;
use super::remarks::may_say;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::ui::{ErrorSummary, Hidden, Nav, TextArea, breadcrumb, page, working};

/// An item, by its place from 1.
#[component]
pub fn Item() -> impl IntoView {
    let slug = param("pilot");
    let (number, place) = (param("version"), param("item"));
    let token = Refused::token();
    let raise = ServerAction::<Raise>::new();
    page(async move {
        let here = ask_in(slug, Action::Comment).await?;
        let refused = Refused::load(token).await?;
        let number: i32 = number.parse().map_err(|_| AppError::NotFound)?;
        let place: usize = place.parse().map_err(|_| AppError::NotFound)?;
        let items = store::zone::items_of(here.pool(), here.pilot.pilot_id, number).await?;
        let item = place.checked_sub(1).and_then(|at| items.get(at));
        let item = item.ok_or(AppError::NotFound)?;
        let title = format!("Comment on {}", named(&item.text));
        let newest = here.facts.zone_version.as_ref().map(|(newest, _)| *newest);
        let older = newest.filter(|newest| *newest > number).map(|newest| {
            view! {
                <div class="banner" data-kind="info">
                    <p>
                        {format!("This is version {number}; the zone is at version {newest}. What you say here is carried over. ")}
                        <a href=here.url("zone")>"Read the newest version"</a>
                    </p>
                </div>
            }
        });
        let version = format!("zone/v/{number}");
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("zone", "Zone boundary"), (&version, &format!("Version {number}"))], format!("Item {place}"))}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{format!("Item {place} of version {number}, {}", item.side.label())}</p>
            </header>
            {older}
            <div class="zone-item">{card(item)} {path_rules(item)} {example_paths(item)}</div>
            {if may_say(&here) {
                form(&here, raise, refused.of("zone/remark"), (number, place, item)).into_any()
            } else {
                view! { <p class="muted">"The pilot is decided, and nothing more is said of its zone."</p> }.into_any()
            }}
        };
        working(&here, &title, Nav::Zone, body).await
    })
}

fn form(
    here: &Here,
    raise: ServerAction<Raise>,
    refused: Refused,
    (number, place, item): (i32, usize, &ZoneItem),
) -> impl IntoView + use<> {
    let chosen = refused.value("kind", "");
    refused.label("kind", "What it is");
    let problem = refused.problem("kind");
    let kinds = RemarkKind::ALL
        .map(|kind| {
            let (label, hint) = match kind {
                RemarkKind::Objection => ("An objection", "It should not stay as it is."),
                RemarkKind::Comment => ("A comment", "You say or ask something."),
            };
            let word = kind.as_str();
            view! {
                <label class="choice">
                    <input type="radio" name="kind" value=word checked=chosen == word/>
                    <span>{label} " " <span class="hint">{hint}</span></span>
                </label>
            }
        })
        .into_iter()
        .collect_view();
    let rule = refused.value("rule", "");
    refused.label("rule", "About");
    let wrong_rule = refused.problem("rule");
    let rules = item
        .rules
        .iter()
        .map(|one| {
            let word = one.as_str().to_owned();
            view! { <option value=word.clone() selected=word == rule>{format!("The rule {word}")}</option> }
        })
        .collect_view();
    let slug = here.pilot.slug.clone();
    let back = here.url("zone");
    let invalid = problem.is_some().then_some("");
    let rule_invalid = wrong_rule.is_some();
    view! {
        <ActionForm action=raise attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="version" value=number.to_string()/>
            <Hidden name="item" value=place.to_string()/>
            <fieldset class="choices" id="kind" data-invalid=invalid>
                <legend>"What it is"</legend>
                <p class="hint">
                    "An objection holds nothing up by itself. It stands at the item, beside the signatures and before approval and start, until you resolve it."
                </p>
                {problem.map(|problem| view! { <p class="error">{problem}</p> })}
                {kinds}
            </fieldset>
            <div class="field" data-invalid=rule_invalid.then_some("")>
                <label for="rule">"About"</label>
                {wrong_rule.map(|problem| view! { <p class="error" id="rule-error">{problem}</p> })}
                <select
                    id="rule"
                    name="rule"
                    aria-invalid=rule_invalid.then_some("true")
                    aria-describedby=rule_invalid.then_some("rule-error")
                >
                    <option value="" selected=rule.is_empty()>"The whole item"</option>
                    {rules}
                </select>
            </div>
            <TextArea
                refused=refused.clone()
                name="text"
                label="What you say"
                hint="Everybody in the pilot can read it. Whoever edits the zone finds it in their inbox."
                rows=5
            />
            <div class="actions">
                <button class="button" data-kind="primary">"Say it"</button>
                <a class="button" data-kind="quiet" href=back>"Cancel"</a>
            </div>
        </ActionForm>
    }
}
