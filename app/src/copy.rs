//! Copying what is shown once. Without scripts it is selected as a whole by one click, and copied by hand.

use leptos::prelude::*;

/// A button that copies these words; it is there only where the browser can.
#[island]
pub fn Copy(
    /// What is copied.
    words: String,
    /// What it is, for the button: `the link`.
    what: String,
    /// Of what, for those who hear the button without what stands beside it: `of owner/name`.
    #[prop(optional)]
    of: Option<String>,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::attend();
    let of = of.map(|of| view! { <span class="visually-hidden">{format!(" {of}")}</span> });
    view! { <button class="button" type="button" hidden data-copy=words>{format!("Copy {what}")} {of}</button> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{Function, Reflect};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};
    use web_sys::{Element, Event, window};

    /// The clipboard: browsers have none where a page came over plain http.
    fn clipboard() -> Option<JsValue> {
        let clipboard = Reflect::get(&window()?.navigator(), &"clipboard".into()).ok()?;
        (!clipboard.is_undefined()).then_some(clipboard)
    }

    /// Shows every button that is hidden still, and follows it. Nothing where the browser cannot.
    pub fn attend() -> Option<()> {
        clipboard()?;
        let copy = Closure::<dyn Fn(Event)>::new(|event: Event| {
            let _ = copy(&event);
        });
        let buttons = window()?.document()?.query_selector_all("[data-copy][hidden]").ok()?;
        for at in 0..buttons.length() {
            let button: Element = buttons.item(at)?.dyn_into().ok()?;
            button.remove_attribute("hidden").ok()?;
            button
                .add_event_listener_with_callback("click", copy.as_ref().unchecked_ref())
                .ok()?;
        }
        copy.forget();
        Some(())
    }

    fn copy(event: &Event) -> Option<()> {
        let button: Element = event.current_target()?.dyn_into().ok()?;
        let (clipboard, words) = (clipboard()?, button.get_attribute("data-copy")?);
        let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
        write.call1(&clipboard, &words.into()).ok()?;
        button.set_text_content(Some("Copied"));
        Some(())
    }
}
