//! Comments and objections where the zone is read and signed: in short under their items, and as a line before somebody
//! binds themselves.

use domain::policy::Action;
use domain::zone::ZoneItem;
use domain::zone::remark::{Remark, RemarkKind, Stands, open_objections};
use leptos::prelude::*;
use store::zone::ZonePage;

use crate::here::Here;

/// So much of what was said stands under an item.
const EXCERPT: usize = 160;

/// Whether the remark is open, in a word of its kind.
pub(super) fn state(remark: &Remark) -> impl IntoView + use<> {
    let (kind, word) = match (remark.resolved().is_some(), remark.kind) {
        (true, RemarkKind::Objection) => ("neutral", "Objection, resolved"),
        (true, RemarkKind::Comment) => ("neutral", "Comment, resolved"),
        (false, RemarkKind::Objection) => ("warn", "Objection"),
        (false, RemarkKind::Comment) => ("info", "Comment"),
    };
    view! { <span class="chip" data-kind=kind>{word}</span> }
}

/// "1 open objection by Lee Park", with where to read it: said wherever somebody binds themselves to the zone.
pub fn objections(here: &Here) -> Option<impl IntoView + use<>> {
    let said = open_objections(&here.facts.remarks)?;
    let mut objections = here
        .facts
        .remarks
        .iter()
        .filter(|one| one.kind == RemarkKind::Objection);
    let to = match (objections.next(), objections.next()) {
        (Some(only), None) => here.url(&format!("zone/remark/{}", only.id)),
        _ => here.url("zone"),
    };
    Some(view! {
        <div class="banner" data-kind="warn">
            <p><strong>{said}</strong> ". It holds nothing up by itself. " <a href=to>"Read what is said against the zone"</a></p>
        </div>
    })
}

/// What is said of an item of the newest version, and where to say more.
pub(super) fn of_item(here: &Here, page: &ZonePage, place: usize, item: &ZoneItem) -> AnyView {
    // What is said of an amendment stands on its own page until it is in force.
    let at = |remark: &&Remark| {
        let place = remark.place();
        remark.version <= page.version.number && place.stands != Stands::Gone && place.item == item.text
    };
    let (open, resolved): (Vec<&Remark>, Vec<&Remark>) =
        page.remarks.iter().filter(at).partition(|one| one.resolved().is_none());
    let say = may_say(here).then(|| say(here, page.version.number, place, item));
    view! {
        {list(here, &open)}
        {folded(here, &resolved)}
        {say}
    }
    .into_any()
}

/// What was said of an item on this version when that was raised.
pub(super) fn on_version(here: &Here, remarks: &[Remark], number: i32, item: &ZoneItem) -> impl IntoView + use<> {
    let theirs = remarks
        .iter()
        .filter(|one| one.version == number && one.item == item.text);
    let (open, resolved): (Vec<&Remark>, Vec<&Remark>) = theirs.partition(|one| one.resolved().is_none());
    view! { {list(here, &open)} {folded(here, &resolved)} }
}

/// Where to comment on an item of a version, by its place from 0, or object to it.
pub(super) fn say(here: &Here, number: i32, place: usize, item: &ZoneItem) -> impl IntoView + use<> {
    let to = here.url(&format!("zone/v/{number}/item/{}", place + 1));
    let of = format!(": “{}”", item.text);
    view! { <p class="zone-item-foot"><a href=to>"Comment or object"<span class="visually-hidden">{of}</span></a></p> }
}

/// Whether a remark can still be raised.
pub(super) fn may_say(here: &Here) -> bool {
    here.may(Action::Comment) && !here.pilot.status.is_decided() && here.facts.archived_at.is_none()
}

/// What is said of items that are not in the zone any more.
pub(super) fn gone(here: &Here, page: &ZonePage) -> Option<impl IntoView + use<>> {
    let gone: Vec<&Remark> = page
        .remarks
        .iter()
        .filter(|remark| remark.place().stands == Stands::Gone)
        .collect();
    let open: Vec<&Remark> = gone.iter().copied().filter(|one| one.resolved().is_none()).collect();
    let resolved: Vec<&Remark> = gone.into_iter().filter(|one| one.resolved().is_some()).collect();
    if open.is_empty() && resolved.is_empty() {
        return None;
    }
    Some(view! {
        <section class="section" aria-labelledby="gone-title">
            <h2 id="gone-title">"Said of items that are gone"</h2>
            {list(here, &open)}
            {folded(here, &resolved)}
        </section>
    })
}

fn list(here: &Here, remarks: &[&Remark]) -> Option<AnyView> {
    let rows = remarks.iter().map(|remark| row(here, remark)).collect_view();
    (!remarks.is_empty()).then(|| view! { <ul class="zone-remarks">{rows}</ul> }.into_any())
}

fn folded(here: &Here, resolved: &[&Remark]) -> Option<AnyView> {
    let words = match resolved.len() {
        0 => return None,
        1 => "1 resolved".to_owned(),
        n => format!("{n} resolved"),
    };
    Some(view! { <details class="fold"><summary>{words}</summary>{list(here, resolved)}</details> }.into_any())
}

/// One in a few words.
fn row(here: &Here, remark: &Remark) -> impl IntoView + use<> {
    let to = here.url(&format!("zone/remark/{}", remark.id));
    let place = remark.place();
    let about = match (&remark.rule, place.stands) {
        (_, Stands::Gone) => Some(format!("on “{}”, which is gone", place.item)),
        (Some(rule), Stands::There) => Some(format!("on {rule}")),
        (Some(rule), Stands::WithoutRule) => Some(format!("on {rule}, which is gone")),
        (None, _) => None,
    };
    view! {
        <li>
            <p>
                {state(remark)} " " <a href=to>{format!("{}: {}", remark.name, excerpt(&remark.text))}</a>
                {about.map(|about| view! { " " <span class="muted">{about}</span> })}
            </p>
        </li>
    }
}

/// The beginning of what was said, in a line.
fn excerpt(text: &str) -> String {
    let line = domain::document::unseen::shown(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if line.chars().count() <= EXCERPT {
        return line;
    }
    let cut: String = line.chars().take(EXCERPT).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(cut, _)| cut))
}
