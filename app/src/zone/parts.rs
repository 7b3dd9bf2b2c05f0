//! Pieces of the zone pages: the sides, the signature strip, what can never apply.

use chrono_tz::Tz;
use domain::zone::{Export, Side, Signatory, ZoneItem, covered};
use leptos::prelude::*;
use store::pilot::Facts;
use store::zone::{Signed, ZoneVersion};

use crate::here::Here;
use crate::time::moment;
use crate::ui::{inline, visible};

/// The most rules that cover others that are told at once.
const MOST_TOLD: usize = 5;

/// Both sides, with what stands under each item, by its place from 0.
pub(super) fn sides(items: &[ZoneItem], foot: impl Fn(usize, &ZoneItem) -> Option<AnyView>) -> AnyView {
    let side = |side: Side| {
        let rows: Vec<_> = items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.side == side)
            .map(|(place, item)| {
                view! { <li class="zone-item">{card(item)} {path_rules(item)} {example_paths(item)} {foot(place, item)}</li> }
            })
            .collect();
        let empty = rows.is_empty();
        let zone = match side {
            Side::PmZone => "pm",
            Side::EngineeringZone => "engineering",
        };
        view! {
            <section class="zone-side" data-zone=zone>
                <h2>{side.label()}</h2>
                {if empty {
                    view! { <p class="muted">"No items yet."</p> }.into_any()
                } else {
                    view! { <ul>{rows}</ul> }.into_any()
                }}
            </section>
        }
    };
    view! { <div class="zone-sides">{Side::ALL.map(side).into_iter().collect_view()}</div> }.into_any()
}

/// An item's sentence with its category and limit.
pub(super) fn card(item: &ZoneItem) -> impl IntoView + use<> {
    view! {
        <p>
            {inline(&visible(&item.text))} " " {item.category.map(|category| view! { <span class="label">{category.label()}</span> })}
            {item.limit.as_ref().map(|limit| view! { " " <span class="label">{limit.label()}</span> })}
        </p>
    }
}

/// What an item is meant to cover.
pub(super) fn example_paths(item: &ZoneItem) -> Option<impl IntoView + use<>> {
    let paths = item
        .examples
        .iter()
        .map(|path| view! { " " <code class="path">{visible(path)}</code> });
    let paths = (!item.examples.is_empty()).then(|| paths.collect_view());
    paths.map(|paths| view! { <p class="muted">"For example" {paths}</p> })
}

pub(super) fn path_rules(item: &ZoneItem) -> impl IntoView + use<> {
    if item.rules.is_empty() {
        return view! { <p class="muted">"No path rules yet"</p> }.into_any();
    }
    let rules = item
        .rules
        .iter()
        .map(|rule| view! { <li><code class="path">{rule.to_string()}</code></li> })
        .collect_view();
    view! { <ul class="path-rules">{rules}</ul> }.into_any()
}

/// Who signed the version and who has not.
pub(super) fn signature_strip(version: &ZoneVersion, pilot: &Facts, zone: Tz) -> impl IntoView + use<> {
    let number = version.number;
    let row = |name: String, signed: Option<&Signed>, unsigned: &str| {
        let when = match signed {
            Some(signed) => format!("Signed version {number}, {}", moment(signed.signed_at, zone)),
            None => unsigned.to_owned(),
        };
        view! {
            <li data-signed=signed.is_some().then_some("")>
                <span class="signature-name">{name}</span>
                <span class="signature-when">{when}</span>
            </li>
        }
    };
    let rows = Signatory::ALL
        .into_iter()
        .flat_map(|signatory| {
            // Everybody who approved signs, and every DRI; for another role held by several, one of them.
            if signatory == Signatory::Approver && version.approvers.len() > 1 {
                let each = version.approvers.iter().map(|(person, name)| {
                    let signed = version.signature_by(signatory, *person);
                    row(format!("{name}, {}", signatory.label()), signed, "Not signed")
                });
                return each.collect::<Vec<_>>();
            }
            if let Signatory::Dri(arm) = signatory
                && let dris = version.several_dris(arm)
                && !dris.is_empty()
            {
                let each = dris.into_iter().map(|(dri, name)| {
                    let signed = version.signature_by(signatory, dri);
                    row(format!("{name}, {}", signatory.label()), signed, "Not signed")
                });
                return each.collect::<Vec<_>>();
            }
            let signed = version.signature_of(signatory);
            let holders = pilot
                .members()
                .filter(|m| m.membership == signatory.membership())
                .map(|m| m.name.clone())
                .collect::<Vec<_>>()
                .join(" or ");
            let name = match signed {
                Some(signed) => format!("{}, {}", signed.name, signatory.label()),
                None if holders.is_empty() => signatory.label().to_owned(),
                None => format!("{holders}, {}", signatory.label()),
            };
            let unsigned = if holders.is_empty() {
                "Nobody has this role yet"
            } else {
                "Not signed"
            };
            vec![row(name, signed, unsigned)]
        })
        .collect_view();
    view! { <ul class="signatures">{rows}</ul> }
}

/// The rules of the PM zone that can never apply, and why.
pub(super) fn never_applies(version: &ZoneVersion) -> Option<AnyView> {
    let found = covered(&version.items, version.matching);
    let rows = found
        .iter()
        .take(MOST_TOLD)
        .map(|covered| view! { <p>{covered.sentence()}</p> })
        .collect_view();
    let more = found.len().saturating_sub(MOST_TOLD);
    (!found.is_empty()).then(|| {
        view! {
            <div class="banner" data-kind="warn">
                {rows}
                {(more > 0).then(|| view! { <p>{format!("So do {more} more rules of the engineering zone.")}</p> })}
            </div>
        }
        .into_any()
    })
}

/// Files made from the version.
pub(super) fn exports(here: &Here, version: &ZoneVersion) -> impl IntoView + use<> {
    let number = version.number;
    let row = |export: Export| {
        let address = here.url(&format!("zone/export/{}?version={number}", export.as_str()));
        view! { <li><a href=address>{export.label()}</a> ", as " <code class="path">{export.place()}</code></li> }
    };
    let rows = Export::ALL.map(row).into_iter().collect_view();
    let unsigned = (!version.status().is_complete()).then(|| {
        view! { <p>{format!("Version {number} is not signed by everybody yet, and the files say so.")}</p> }
    });
    view! {
        <section class="section" id="exports" aria-labelledby="exports-title">
            <h2 id="exports-title">"Exports"</h2>
            <p>"Files for the repository, made from this version. Each carries its number and its hash."</p>
            {unsigned}
            <ul>{rows}</ul>
        </section>
    }
}

/// What saving does, said before it is done: "Saving makes version 3 and clears 2 signatures."
pub(super) fn consequence(version: &ZoneVersion, act: &str) -> String {
    let next = version.number + 1;
    match version.signatures.len() {
        0 => format!(
            "{act} makes version {next}. Nobody has signed version {} yet.",
            version.number
        ),
        1 => format!("{act} makes version {next} and clears 1 signature."),
        n => format!("{act} makes version {next} and clears {n} signatures."),
    }
}
