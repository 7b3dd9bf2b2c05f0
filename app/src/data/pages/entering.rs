//! Forms for what people enter by hand: the day of shipping, and values of the primary metric.

use chrono_tz::Tz;
use domain::outcome_points::{self, DAY_COLUMN, DECIMAL_MARK, VALUE_COLUMN};
use domain::pasted::Ask;
use domain::person::Arm;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::why;
use crate::data::actions::{AddPoints, Ship};
use crate::form::Refused;
use crate::ui::{Field, Hidden, TextArea, choices};

pub(super) fn shipping_and_values(
    (slug, zone): (&str, Tz),
    ship: ServerAction<Ship>,
    add_points: ServerAction<AddPoints>,
    refused: &Refused,
) -> impl IntoView + use<> {
    let (for_ship, for_points) = (slug.to_owned(), slug.to_owned());
    let shipping = refused.of("data/ship");
    let pasting = refused.of("data/add_points");
    let because_late = shipping.clone();
    let because = pasting.value("reason", "");
    let asks = choices(&pasting, asks(&pasting, zone));
    let (ship_again, paste_again) = (shipping.is_some(), pasting.is_some());
    view! {
        <details class="fold" open=ship_again>
            <summary>"Record the day a feature shipped"</summary>
            <ActionForm action=ship attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=for_ship/>
                {arm_field("ship-arm", &shipping)}
                <Field refused=shipping.clone() name="shipped_on" label="Day it reached users" kind="date" width="medium"/>
                <Field
                    refused=shipping.clone()
                    name="evidence"
                    label="Evidence"
                    hint="Where it can be checked: a release, a flag change, a page."
                />
                {why("ship-reason", &because_late)}
                <div class="actions"><button class="button">"Record the shipping day"</button></div>
            </ActionForm>
        </details>
        <details class="fold" open=paste_again>
            <summary>"Add values of the primary metric"</summary>
            <ActionForm action=add_points attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=for_points/>
                {arm_field("points-arm", &pasting)}
                <TextArea
                    refused=pasting
                    name="points"
                    label="Values"
                    hint="One day a line: 2026-03-02,41.5. A file that another program exported can be pasted whole. All lines are taken, or none."
                    rows=8
                />
                {asks}
                <div class="field">
                    <label for="points-reason">"Why, where a day has another value already"</label>
                    <input type="text" id="points-reason" name="reason" value=because maxlength="500"/>
                </div>
                <div class="actions"><button class="button">"Add the values"</button></div>
            </ActionForm>
        </details>
    }
}

/// What the values that were pasted leave open.
fn asks(pasting: &Refused, zone: Tz) -> Vec<Ask> {
    let points = pasting.value("points", "");
    if points.is_empty() {
        return Vec::new();
    }
    let chosen = [DAY_COLUMN, VALUE_COLUMN, DECIMAL_MARK].map(|field| (field, pasting.value(field, "")));
    let chosen: Vec<(&str, &str)> = chosen.iter().map(|(field, value)| (*field, value.as_str())).collect();
    outcome_points::read(&points, &chosen, zone).map_or_else(|refused| refused.asks, |_| Vec::new())
}

/// The choice of an arm, under an id of its own.
fn arm_field(id: &'static str, refused: &Refused) -> impl IntoView + use<> {
    let chosen = refused.value("arm", Arm::NewModel.as_str());
    let options = Arm::ALL
        .into_iter()
        .map(|arm| view! { <option value=arm.as_str() selected=chosen == arm.as_str()>{arm.label()}</option> })
        .collect_view();
    view! {
        <div class="field" data-width="medium">
            <label for=id>"Arm"</label>
            <select id=id name="arm">{options}</select>
        </div>
    }
}
