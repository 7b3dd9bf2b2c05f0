//! `/p/:pilot/zone/compare`: two versions of the zone, item by item and rule by rule.

use domain::policy::Action;
use domain::zone::history::Effect;
use domain::zone::{Comparison, Matching};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use store::zone::ZoneVersion;

use super::difference::difference;
use super::history;
use crate::address::{param, query};
use crate::error::AppError;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Nav, breadcrumb, choose_two, page, working};

/// Two versions, chosen by `from` and `to`; without them the newest and the one before it.
#[component]
pub fn Compare() -> impl IntoView {
    let slug = param("pilot");
    let (from, to) = (query("from"), query("to"));
    let response = expect_context::<ResponseOptions>();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let newest = here.facts.zone_newest;
        if newest == 0 {
            return Err(AppError::NotFound);
        }
        let (from, to) = (
            from.unwrap_or_else(|| (newest - 1).max(1).to_string()),
            to.unwrap_or_else(|| newest.to_string()),
        );
        let known = |word: &str| word.parse().ok().filter(|number| (1..=newest).contains(number));
        let (Some(old), Some(new)) = (known(&from), known(&to)) else {
            response.set_status(http::StatusCode::NOT_FOUND);
            let wrong: Vec<&str> = [&*from, &*to]
                .into_iter()
                .filter(|word| known(word).is_none())
                .collect();
            return unknown(&here, newest, wrong[0]).await;
        };
        here.hold();
        let old = store::zone::version(here.pool(), &here.facts, old).await?;
        let new = store::zone::version(here.pool(), &here.facts, new).await?;
        let title = format!("Zone version {} to {}", old.number, new.number);
        let saved = moment(new.created_at, here.pilot.zone);
        let comparison = Comparison::of(&old.items, &new.items, new.matching);
        let matching = Matching::changes(old.matching, new.matching)
            .into_iter()
            .map(|sentence| view! { <p class="diff-note">{sentence}</p> })
            .collect_view();
        let past = history::imported(&here).await?;
        let past = past.as_ref().as_ref().map(|past| {
            let of = |version: &ZoneVersion| Effect::of(&version.items, version.matching, &past.changes);
            history::differing(&here, past, ((old.number, of(&old)), (new.number, of(&new))))
        });
        let body = view! {
            {breadcrumb(&here, ABOVE, title.clone())}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{format!("Version {}, {}, {saved}: {}", new.number, new.author, new.summary)}</p>
            </header>
            {choose(&here, newest, (old.number, new.number))}
            {difference(&comparison, "Items and path rules".to_owned())}
            {matching}
            {past}
            <p>
                <a href=here.url(&format!("zone/v/{}", old.number))>{format!("Read version {}", old.number)}</a> " "
                <a href=here.url(&format!("zone/v/{}", new.number))>{format!("Read version {}", new.number)}</a>
            </p>
        };
        working(&here, &title, Nav::Zone, body).await
    })
}

/// The page above.
const ABOVE: &[(&str, &str)] = &[("zone", "Zone boundary")];

/// Said where there is no such version.
async fn unknown(here: &Here, newest: i32, wrong: &str) -> Result<AnyView, AppError> {
    let title = "There is no such version";
    let there = match newest {
        1 => "it has version 1 only".to_owned(),
        n => format!("it has versions 1 to {n}"),
    };
    let wrong: String = wrong.chars().take(20).collect();
    let body = view! {
        {breadcrumb(here, ABOVE, title)}
        <header class="page-head"><h1>{title}</h1></header>
        <p>{format!("The zone of this pilot has no version “{wrong}”: {there}.")}</p>
        {choose(here, newest, ((newest - 1).max(1), newest))}
    };
    working(here, title, Nav::Zone, body).await
}

/// Choosing any two versions.
pub(super) fn choose(here: &Here, newest: i32, chosen: (i32, i32)) -> impl IntoView + use<> {
    choose_two(here.url("zone/compare"), "Version", newest, chosen)
}
