//! What differs between two versions of the zone, as several pages show it.

use domain::zone::{Category, Changed, Comparison, ItemChange, Overtaken, RuleChange, ZoneItem};
use leptos::prelude::*;

use crate::ui::{inline, visible};

/// The most sentences about the order that are told at once.
const MOST_TOLD: usize = 10;

/// Each item that differs, with its rules; the others are folded into a line.
pub fn difference(comparison: &Comparison<'_>, title: String) -> impl IntoView + use<> {
    let lines = comparison.items.iter().filter_map(line).collect_view();
    let summary = if comparison.is_same() {
        "No difference: the items and their path rules are the same.".to_owned()
    } else {
        comparison.summary()
    };
    view! {
        <section class="diff">
            <h2>{title}</h2>
            <p class="diff-count">{summary}</p>
            {lines}
            {order(comparison)}
            {unchanged(comparison)}
        </section>
    }
}

fn line(change: &ItemChange<'_>) -> Option<AnyView> {
    let (data_sign, sign, word) = match change {
        ItemChange::Same(_) => return None,
        ItemChange::Added(_) => ("+", "+", "Added: "),
        ItemChange::Removed(_) => ("-", "−", "Taken out: "),
        ItemChange::Changed(_) => ("~", "±", "Changed: "),
    };
    let body = match change {
        ItemChange::Added(item) => view! {
            <p><ins>{shown(item)}</ins> " " {labels(item)}</p>
            {rules(&item.rules.iter().map(RuleChange::Added).collect::<Vec<_>>())}
        }
        .into_any(),
        ItemChange::Removed(item) => view! {
            <p><del>{shown(item)}</del> " " {labels(item)}</p>
            {rules(&item.rules.iter().map(RuleChange::Removed).collect::<Vec<_>>())}
        }
        .into_any(),
        ItemChange::Changed(changed) => in_both(changed).into_any(),
        ItemChange::Same(_) => return None,
    };
    Some(
        view! {
            <div class="diff-line" data-sign=data_sign>
                <span class="diff-sign">{sign} <span class="visually-hidden">{word}</span></span>
                {body}
            </div>
        }
        .into_any(),
    )
}

/// An item that is in both versions and not the same.
fn in_both(changed: &Changed<'_>) -> impl IntoView + use<> {
    let was = changed
        .is_reworded()
        .then(|| view! { <del>{shown(changed.before)}</del> " " });
    let is = if changed.is_reworded() {
        view! { <ins>{shown(changed.after)}</ins> }.into_any()
    } else {
        shown(changed.after).into_any()
    };
    let moved = changed.is_moved().then(|| {
        let (from, to) = (changed.before.side.label(), changed.after.side.label());
        view! { <p class="diff-note">{format!("Moved from the {from} to the {to}.")}</p> }
    });
    let category = changed.is_of_another_category().then(|| {
        let name = |item: &ZoneItem| item.category.map_or("none", Category::label);
        let sentence = format!("Category: {}, before {}.", name(changed.after), name(changed.before));
        view! { <p class="diff-note">{sentence}</p> }
    });
    let limit = changed.has_another_limit().then(|| {
        let sentence = format!(
            "What may change in its files: {}, before {}.",
            allowed(changed.after),
            allowed(changed.before)
        );
        view! { <p class="diff-note">{sentence}</p> }
    });
    let examples = changed.has_other_examples().then(|| {
        let listed = |item: &ZoneItem| match &item.examples[..] {
            [] => "none".to_owned(),
            paths => visible(&paths.join(", ")),
        };
        let sentence = format!(
            "Examples: {}, before {}.",
            listed(changed.after),
            listed(changed.before)
        );
        view! { <p class="diff-note">{sentence}</p> }
    });
    view! {
        <p>{was} {is} " " {labels(changed.after)}</p>
        {moved}
        {category}
        {limit}
        {examples}
        {changed.has_other_rules().then(|| rules(&changed.rules))}
    }
}

/// An item's sentence, with what cannot be seen in it, and code as such.
fn shown(item: &ZoneItem) -> Vec<AnyView> {
    inline(&visible(&item.text))
}

/// What may change in its files.
fn allowed(item: &ZoneItem) -> String {
    let limit = item.limit.as_ref();
    limit.map_or_else(|| "everything".to_owned(), |limit| visible(&limit.label()))
}

fn labels(item: &ZoneItem) -> impl IntoView + use<> {
    let limit = item
        .limit
        .is_some()
        .then(|| view! { " " <span class="label">{allowed(item)}</span> });
    view! { <span class="label">{item.side.label()}</span> {limit} }
}

fn rules(changes: &[RuleChange<'_>]) -> impl IntoView + use<> {
    if changes.is_empty() {
        return view! { <p class="muted">"No path rules"</p> }.into_any();
    }
    let rows = changes
        .iter()
        .map(|change| match change {
            RuleChange::Same(rule) => view! { <li><code class="path">{rule.to_string()}</code></li> }.into_any(),
            RuleChange::Added(rule) => {
                view! { <li><ins><code class="path">{rule.to_string()}</code></ins></li> }.into_any()
            }
            RuleChange::Removed(rule) => {
                view! { <li><del><code class="path">{rule.to_string()}</code></del></li> }.into_any()
            }
            RuleChange::Moved(rule) => {
                view! { <li><code class="path">{rule.to_string()}</code> " stands at another place"</li> }.into_any()
            }
        })
        .collect_view();
    view! { <ul class="path-rules">{rows}</ul> }.into_any()
}

/// Where another rule counts now although both were there before.
fn order(comparison: &Comparison<'_>) -> impl IntoView + use<> {
    let order = &comparison.order;
    let told = order.overtaken.iter().take(MOST_TOLD).map(Overtaken::sentence);
    let told = told
        .map(|sentence| view! { <p class="diff-note">{sentence}</p> })
        .collect_view();
    let more = order.overtaken.len().saturating_sub(MOST_TOLD);
    let rest = match (more, order.is_cut) {
        (_, true) => Some("More rules changed places than are compared here.".to_owned()),
        (0, false) => None,
        (more, false) => Some(format!("And {more} more like these.")),
    };
    let nothing = (order.is_other && order.overtaken.is_empty() && !order.is_cut).then(|| {
        view! { <p class="diff-note">"Items stand in another order; no rule counts over another because of it."</p> }
    });
    view! { {told} {rest.map(|words| view! { <p class="diff-note">{words}</p> })} {nothing} }
}

/// The items that are as they were, folded into a line.
fn unchanged(comparison: &Comparison<'_>) -> Option<AnyView> {
    let same: Vec<&ZoneItem> = comparison
        .items
        .iter()
        .filter_map(|change| match change {
            ItemChange::Same(item) => Some(*item),
            _ => None,
        })
        .collect();
    let counted = match same.len() {
        0 => return None,
        1 => "1 item: unchanged".to_owned(),
        n => format!("{n} items: unchanged"),
    };
    let rows = same
        .into_iter()
        .map(|item| view! { <li>{shown(item)} " " {labels(item)}</li> })
        .collect_view();
    Some(view! { <details class="diff-same"><summary>{counted}</summary><ul>{rows}</ul></details> }.into_any())
}
