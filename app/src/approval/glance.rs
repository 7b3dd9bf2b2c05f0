//! What an approval agrees to, on one screen: the criteria with their bars, the hours, the zone and the dates. The approver
//! reads it before any answer, the sponsor before sending.

use domain::calendar::instant_of;
use domain::terms::{Terms, hours_sum};
use domain::zone::remark::{OpenRemark, open_objections};
use domain::zone::{Reach, ZoneItem};
use leptos::prelude::*;

use crate::proposal::terms::{criteria, verdict};
use crate::time::{When, Zones};

/// The terms and the zone in short. `zone_page` is where the boundary can be read, `open` what is said against it.
pub fn glance(
    terms: &Terms,
    zones: Zones,
    (version, items): (i32, &[ZoneItem]),
    zone_page: String,
    open: &[OpenRemark],
) -> impl IntoView + use<> {
    let judged = criteria(terms)
        .into_iter()
        .map(|criterion| match criterion {
            Some(words) => view! { <li>{words}</li> }.into_any(),
            None => view! { <li><span class="chip" data-kind="warn">"Not set"</span></li> }.into_any(),
        })
        .collect_view();
    // "2 engineers × 2 h × 4 weeks = 16 h"
    let hours = terms.agreed().ok().map(|agreed| {
        let sum = hours_sum(&agreed);
        let (from, total) = sum
            .split_once(" = ")
            .map_or((String::new(), sum.clone()), |(from, total)| {
                (from.to_owned(), total.to_owned())
            });
        view! { <p class="glance-number">{total}</p> <p>{from}</p> }
    });
    let reach = Reach::of(items);
    let count = |n: usize, one: &str, several: &str| {
        if n == 1 {
            format!("1 {one}")
        } else {
            format!("{n} {several}")
        }
    };
    let covers = format!(
        "{} pilot PMs may change, {} that stay with engineering, {}.",
        count(reach.pm, "item", "items"),
        count(reach.engineering, "item", "items"),
        count(reach.rules, "path rule", "path rules"),
    );
    let gap = reach.gap().map(|gap| view! { <p class="glance-gap">{gap}</p> });
    let objections = open_objections(open).map(|said| view! { <p class="glance-gap">{said} "."</p> });
    let weeks = terms
        .weeks
        .map(|weeks| view! { <p>{count(weeks.into(), "week", "weeks")} " from the start"</p> });
    let readout = terms
        .readout_at
        .map(|at| view! { <p>"Readout " <When at=instant_of(at, zones.pilot) zones=zones/></p> });
    view! {
        <section class="glance" aria-label="In short">
            <div>
                <h2>"Judged by"</h2>
                <ol>{judged}</ol>
                {verdict(terms).map(|verdict| view! { <p class="muted">{verdict}</p> })}
            </div>
            <div>
                <h2>"Engineering gives"</h2>
                {hours}
            </div>
            <div>
                <h2>{format!("The zone, version {version}")}</h2>
                <p>{covers}</p>
                {gap}
                {objections}
                <p><a href=zone_page>"Read the boundary"</a></p>
            </div>
            <div>
                <h2>"When"</h2>
                {weeks}
                {readout}
            </div>
        </section>
    }
}
