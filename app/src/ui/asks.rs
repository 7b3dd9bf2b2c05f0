//! What a pasted table leaves open, as a second step of its form: one choice each, beside what was pasted.

use domain::pasted::Ask;
use leptos::prelude::*;

use crate::form::Refused;

/// A choice for each of them, with what was chosen before.
pub fn choices(refused: &Refused, asks: Vec<Ask>) -> impl IntoView + use<> {
    asks.into_iter()
        .map(|ask| {
            let chosen = refused.value(ask.field, "");
            let options = ask
                .options
                .into_iter()
                .map(|(value, label)| {
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{label}</option> }
                })
                .collect_view();
            view! {
                <div class="field" data-width="medium">
                    <label for=ask.field>{ask.question}</label>
                    <select id=ask.field name=ask.field>
                        <option value="">"Choose"</option>
                        {options}
                    </select>
                </div>
            }
        })
        .collect_view()
}
