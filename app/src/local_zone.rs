//! The time zone the browser is in, proposed where one is chosen. Without scripts it is looked up in the list.

use leptos::prelude::*;

/// Chooses the browser's own zone in the list with this id, as long as nothing is chosen there, and says so.
#[island]
pub fn LocalZone(
    /// The id of the list.
    list: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::propose(&list);
    #[cfg(not(feature = "hydrate"))]
    let _ = list;
    view! { <p class="hint" id="local-zone" hidden>"Chosen: where your browser is."</p> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{Array, Intl, Object, Reflect};
    use wasm_bindgen::JsCast as _;
    use web_sys::{HtmlSelectElement, window};

    pub fn propose(list: &str) -> Option<()> {
        let document = window()?.document()?;
        let list: HtmlSelectElement = document.get_element_by_id(list)?.dyn_into().ok()?;
        if !list.value().is_empty() {
            return None;
        }
        let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
        let zone = Reflect::get(&options, &"timeZone".into()).ok()?.as_string()?;
        list.set_value(&zone);
        // A zone that is not in the list leaves nothing chosen.
        if list.value() != zone {
            list.set_value("");
            return None;
        }
        document
            .get_element_by_id("local-zone")?
            .remove_attribute("hidden")
            .ok()
    }
}
