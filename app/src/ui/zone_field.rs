//! A time zone, looked up in a list.

use chrono_tz::Tz;
use leptos::prelude::*;

use crate::form::Refused;

/// The list of time zones, as the field `zone`.
#[component]
pub fn ZoneField(
    /// The form it is in, as refused, if it was.
    refused: Refused,
    /// What the zone is for.
    hint: &'static str,
    /// What is chosen as long as no zone is.
    none: &'static str,
    /// Which is chosen at first.
    #[prop(optional_no_strip)]
    chosen: Option<Tz>,
) -> impl IntoView {
    refused.label("zone", "Time zone");
    let problem = refused.problem("zone");
    let chosen = refused.value("zone", chosen.map_or("", |zone| zone.name()));
    view! {
        <div class="field" data-width="medium" data-invalid=problem.is_some().then_some("")>
            <label for="zone">"Time zone"</label>
            <p class="hint" id="zone-hint">{hint}</p>
            {problem.clone().map(|problem| view! { <p class="error" id="zone-error">{problem}</p> })}
            <select
                id="zone"
                name="zone"
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=if problem.is_some() { "zone-hint zone-error" } else { "zone-hint" }
            >
                <option value="">{none}</option>
                {zones(&chosen)}
            </select>
        </div>
    }
}

/// A zone by its name, as the list sends it.
///
/// # Errors
/// What to say beside the list.
pub fn read_zone(name: &str) -> Result<Tz, &'static str> {
    let name = name.trim().parse();
    name.map_err(|_| "Choose a time zone of the list, such as Europe/Berlin or UTC.")
}

/// The zones there are, by continent; those that are other names of one of these are left out.
fn zones(chosen: &str) -> impl IntoView + use<> {
    const PLACES: [&str; 10] = [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ];
    let option =
        |name: &'static str, label: String| view! { <option value=name selected=name == chosen>{label}</option> };
    let groups = PLACES.map(|place| {
        let of_place = chrono_tz::TZ_VARIANTS.iter().filter_map(|zone| {
            let (first, label) = zone.name().split_once('/')?;
            (first == place).then(|| option(zone.name(), label.replace('_', " ")))
        });
        view! { <optgroup label=place>{of_place.collect_view()}</optgroup> }
    });
    view! { {option("UTC", "UTC".to_owned())} {groups.into_iter().collect_view()} }
}
