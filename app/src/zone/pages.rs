//! Pages of the zone: as it stands, and one version for ever.

use domain::policy::Action;
use domain::zone::{Reach, Signatory, ZoneItem};
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::zone::{VersionLine, ZonePage, ZoneVersion};

use super::actions::Sign;
use super::amendment::{Withdraw, became};
use super::compare::choose;
use super::drafting::ADD_ALL;
use super::parts::{consequence, exports, never_applies, sides, signature_strip};
use super::{amendment, remarks, trying};
use crate::address::{escaped, param};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::{Time, moment};
use crate::ui::{ErrorSummary, Field, Hidden, Nav, breadcrumb, explained, inline, page, visible, working};

/// `/p/:pilot/zone`: both sides, trying paths, signatures, history.
#[component]
pub fn Zone() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let sign = ServerAction::<Sign>::new();
    let withdraw = ServerAction::<Withdraw>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let zone_page = store::zone::page(here.pool(), &here.facts).await?;
        let version = &zone_page.version;
        let may_edit = here.may(Action::EditZone) && !zone_page.frozen;
        let may_amend = here.may(Action::EditZone)
            && zone_page.frozen
            && !here.pilot.status.is_decided()
            && here.facts.amendment.is_none();
        let waiting = match &here.facts.amendment {
            Some(open) => Some(store::zone::version(here.pool(), &here.facts, open.version).await?),
            None => None,
        };
        let strip = signature_strip(version, &here.facts, here.pilot.zone);
        let drafted = match may_edit || may_amend {
            true => store::zone::draft(here.pool(), here.pilot.pilot_id, here.who()).await?,
            false => None,
        };
        let edit = if drafted.is_some() && may_edit {
            "Go on with your draft"
        } else {
            "Edit the zone"
        }
        .to_owned();
        let title = "Zone boundary";
        working(
            &here,
            title,
            Nav::Zone,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>{title}</h1>
                    {version_line(&here, version)}
                    {explained(&["Zone", "DRI"])}
                </header>
                {zone_page
                    .frozen
                    .then(|| {
                        view! {
                            <div class="banner" data-kind="info">
                                <p>
                                    "The pilot has started, and its boundary is locked. Another one is an amendment: it needs the signatures of both sides, applies from the last one on, and stands in red on metrics and readout."
                                </p>
                            </div>
                        }
                    })}
                {amendment::amended(&here, &zone_page)}
                {waiting.as_ref().map(|version| amendment::waiting(&here, version, (sign, withdraw), &refused))}
                {may_amend
                    .then(|| {
                        let words = if drafted.is_some() { "Go on with your draft" } else { "Propose an amendment" };
                        view! { <div class="actions"><a class="button" href=here.url("zone/edit")>{words}</a></div> }
                    })}
                {gap(version)}
                {never_applies(version)}
                {may_edit
                    .then(|| {
                        view! {
                            <p class="muted">{consequence(version, "Every change")}</p>
                            <div class="actions"><a class="button" data-kind="primary" href=here.url("zone/edit")>{edit.clone()}</a></div>
                        }
                    })}
                {sides(&version.items, |place, item| Some(remarks::of_item(&here, &zone_page, place, item)))}
                {remarks::gone(&here, &zone_page)}
                <p class="muted">
                    "Path rules are gitignore patterns without ! and character classes: brackets mean themselves, as in app/[slug]/. "
                    {version.matching.sentence()} " What no rule names counts as outside the PM zone."
                </p>
                {may_edit.then(|| from_document(&here, &zone_page))}
                {trying::section(&here, version, &refused)}
                <p><a href=here.url("zone/history")>"See what it would have said of past changes"</a></p>
                <section class="section" id="signatures" aria-labelledby="signatures-title">
                    <h2 id="signatures-title">"Signatures"</h2>
                    <p>"All four sign the same version. An edit makes a new version, which nobody has signed."</p>
                    {strip}
                    {(!zone_page.frozen).then(|| remarks::objections(&here))}
                    {(!zone_page.frozen).then(|| sign_forms(&here, sign, version, &refused.of("zone/sign")))}
                </section>
                {exports(&here, version)}
                <section class="section">
                    <h2>"Versions"</h2>
                    {(here.facts.zone_newest > 1).then(|| choose(&here, here.facts.zone_newest, (here.facts.zone_newest - 1, here.facts.zone_newest)))}
                    {history(&here, &zone_page.history)}
                </section>
            },
        )
        .await
    })
}

/// `/p/:pilot/zone/v/:version`: one version as it was saved, with its signatures.
#[component]
pub fn Version() -> impl IntoView {
    let slug = param("pilot");
    let number = param("version");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let number: i32 = number.parse().map_err(|_| AppError::NotFound)?;
        let version = store::zone::version(here.pool(), &here.facts, number).await?;
        let said = store::zone::remarks(here.pool(), here.pilot.pilot_id).await?;
        let title = format!("Zone boundary, version {number}");
        working(
            &here,
            &title,
            Nav::Zone,
            view! {
                {breadcrumb(&here, &[("zone", "Zone boundary")], format!("Version {number}"))}
                <header class="page-head">
                    <h1>{title.clone()}</h1>
                    <p>{version.summary.clone()}</p>
                </header>
                <dl class="facts">
                    <div><dt>"Saved by"</dt><dd>{version.author.clone()}</dd></div>
                    <div><dt>"Saved"</dt><dd><Time at=version.created_at zone=here.pilot.zone/></dd></div>
                    <div><dt>"Hash"</dt><dd><code class="hash">{version.digest.to_string()}</code></dd></div>
                </dl>
                {gap(&version)}
                {(number > 1)
                    .then(|| {
                        let before = here.url(&format!("zone/compare?from={}&to={number}", number - 1));
                        view! { <p><a href=before>{format!("Compare with version {}", number - 1)}</a></p> }
                    })}
                {sides(
                    &version.items,
                    |place, item| {
                        let said = remarks::on_version(&here, &said, number, item);
                        Some(view! { {said} {say_of(&here, number, place, item)} }.into_any())
                    },
                )}
                <section class="section">
                    <h2>"Signatures"</h2>
                    {signature_strip(&version, &here.facts, here.pilot.zone)}
                </section>
                {exports(&here, &version)}
            },
        )
        .await
    })
}

/// Where to speak of an item of an amendment that waits.
fn say_of(here: &Here, number: i32, place: usize, item: &ZoneItem) -> Option<AnyView> {
    let waits = here.facts.amendment.as_ref().is_some_and(|open| open.version == number);
    (waits && remarks::may_say(here)).then(|| remarks::say(here, number, place, item).into_any())
}

fn version_line(here: &Here, version: &ZoneVersion) -> impl IntoView + use<> {
    let number = version.number;
    view! {
        <p>
            <a href=here.url(&format!("zone/v/{number}"))>{format!("Version {number}")}</a> ", "
            <code class="hash">{version.digest.short().to_owned()}</code>
            {format!(", saved by {}, {}", version.author, moment(version.created_at, here.pilot.zone))}
        </p>
    }
}

/// Said while items of the PM zone have no path rules: no file counts as inside through them.
fn gap(version: &ZoneVersion) -> Option<impl IntoView + use<>> {
    let gap = Reach::of(&version.items).gap()?;
    Some(view! { <div class="banner" data-kind="warn"><p>{gap}</p></div> })
}

/// The items the proposal names and the zone does not: each can be added to one's draft.
fn from_document(here: &Here, zone_page: &ZonePage) -> Option<impl IntoView + use<>> {
    let (revision, _) = zone_page.document.as_ref()?;
    let missing = zone_page.only_in_document();
    let rows = missing
        .iter()
        .map(|item| {
            let add = here.url(&format!("zone/edit?add={}", escaped(&item.text)));
            let of = format!(": “{}”", item.text);
            view! {
                <li class="zone-item">
                    <p>{inline(&visible(&item.text))} " " <span class="label">{item.side.label()}</span></p>
                    <p class="zone-item-foot">
                        <a href=add>"Add to your draft"<span class="visually-hidden">{of}</span></a>
                    </p>
                </li>
            }
        })
        .collect_view();
    let all = here.url(&format!("zone/edit?{ADD_ALL}=yes"));
    let count = missing.len();
    (count > 0).then(|| {
        view! {
            <details class="fold">
                <summary>
                    {format!("Named in revision {revision} of the proposal, not here ")}
                    <span class="count">{count}</span>
                </summary>
                <ul class="path-rules">{rows}</ul>
                {(count > 1).then(|| view! { <p><a href=all>{format!("Add all {count} to your draft")}</a></p> })}
            </details>
        }
    })
}

pub(super) fn sign_forms(
    here: &Here,
    sign: ServerAction<Sign>,
    version: &ZoneVersion,
    refused: &Refused,
) -> impl IntoView + use<> {
    let number = version.number;
    let open = version.owed_by(here.who(), &here.standing.memberships);
    let several = open.len() > 1;
    // Whoever approved one version and signs another has to know which.
    let other = version
        .approved
        .filter(|approved| *approved != number && open.contains(&Signatory::Approver));
    let other = other.map(|approved| {
        let compare = here.url(&format!("zone/compare?from={approved}&to={number}"));
        view! {
            <p>
                {format!("You approved version {approved}. Signing agrees to version {number} in its place. ")}
                <a href=compare>{format!("Compare version {approved} with {number}")}</a>
            </p>
        }
    });
    if open.is_empty() {
        return other.into_any();
    }
    let buttons = open
        .into_iter()
        .map(|signatory| {
            let label = if several {
                format!("Sign version {number} as {}", signatory.label())
            } else {
                format!("Sign version {number}")
            };
            view! { <button class="button" data-kind="primary" name="signatory" value=signatory.as_str()>{label}</button> }
        })
        .collect_view();
    let read = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="version" value=number.to_string()/>
        <Hidden name="digest" value=version.digest.to_string()/>
    };
    let gap = Reach::of(&version.items)
        .gap()
        .map(|gap| view! { <p class="glance-gap">{gap}</p> });
    let refused = refused.clone();
    view! {
        {other}
        <ActionForm action=sign attr:class="form" attr:novalidate="">
            {read}
            {gap}
            <Field refused=refused name="password" label="Your password" kind="password" autocomplete="current-password" width="medium"/>
            <div class="actions">{buttons}</div>
        </ActionForm>
    }
    .into_any()
}

/// So many versions stand in the list at once.
const NEWEST: usize = 5;

fn history(here: &Here, lines: &[VersionLine]) -> impl IntoView + use<> {
    let row = |line: &VersionLine| {
        let signed = match line.signatures {
            0 => "Nobody signed it".to_owned(),
            n => format!("Signatures from {n} of 4 roles"),
        };
        view! {
            <li>
                <span class="history-number">
                    <a href=here.url(&format!("zone/v/{}", line.number))>{format!("Version {}", line.number)}</a>
                </span>
                <span>
                    {line.summary.clone()}
                    {line.amendment.as_ref().map(|amendment| view! { <br/> {visible(&became(here, amendment))} })}
                </span>
                <span class="muted">
                    {format!("{}, {}. {signed}.", line.author, moment(line.created_at, here.pilot.zone))}
                </span>
            </li>
        }
    };
    // The newest, which count, and what led there folded away.
    let (newest, older) = lines.split_at(lines.len().min(NEWEST));
    let older = (!older.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{format!("Older versions, {}", older.len())}</summary>
                <ol class="history">{older.iter().map(row).collect_view()}</ol>
            </details>
        }
    });
    view! { <ol class="history">{newest.iter().map(row).collect_view()}</ol> {older} }
}
