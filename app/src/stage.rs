//! The readout's keys. Every slide is a page with links; this island lets a keyboard or a
//! presenter's remote follow them.

use leptos::prelude::*;

/// Listens for keys on a slide: next, previous, first, last, full screen, blank, light and dark.
#[island]
pub fn StageKeys() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::listen();
    view! { <p class="visually-hidden">"Press the question mark for the list of keys."</p> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;
    use web_sys::{HtmlElement, KeyboardEvent, window};

    /// Follows keys for as long as the page lives.
    pub fn listen() {
        let Some(document) = window().and_then(|w| w.document()) else {
            return;
        };
        let keys = Closure::<dyn FnMut(KeyboardEvent)>::new(|event: KeyboardEvent| {
            if press(&event) == Some(true) {
                event.prevent_default();
            }
        });
        let _ = document.add_event_listener_with_callback("keydown", keys.as_ref().unchecked_ref());
        keys.forget();
    }

    /// What a key does; `Some(true)` when it did something.
    fn press(event: &KeyboardEvent) -> Option<bool> {
        let document = window()?.document()?;
        let typing = document.active_element().is_some_and(|el| {
            matches!(el.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT" | "BUTTON")
                && el.get_attribute("type").as_deref() != Some("button")
        });
        if typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return None;
        }
        let stage = document.query_selector(".stage").ok()??;
        let key = event.key();
        if stage.has_attribute("data-blank") {
            if matches!(key.as_str(), "b" | "." | "Escape") {
                stage.remove_attribute("data-blank").ok()?;
                return Some(true);
            }
            return None;
        }
        let link = match key.as_str() {
            " " if event.shift_key() => "[rel=prev]",
            "ArrowRight" | "ArrowDown" | " " | "PageDown" | "n" => "[rel=next]",
            "ArrowLeft" | "ArrowUp" | "PageUp" | "p" => "[rel=prev]",
            "Home" => "[data-slide=first]",
            "End" => "[data-slide=last]",
            "b" | "." => {
                stage.set_attribute("data-blank", "").ok()?;
                return Some(true);
            }
            "d" => {
                let dark = stage.get_attribute("data-theme").as_deref() == Some("dark");
                stage
                    .set_attribute("data-theme", if dark { "light" } else { "dark" })
                    .ok()?;
                return Some(true);
            }
            "f" => {
                document.document_element()?.request_fullscreen().ok()?;
                return Some(true);
            }
            "?" => {
                let help = document.query_selector(".key-help").ok()??;
                if help.has_attribute("open") {
                    help.remove_attribute("open").ok()?
                } else {
                    help.set_attribute("open", "").ok()?
                }
                return Some(true);
            }
            _ => return None,
        };
        document
            .query_selector(link)
            .ok()??
            .dyn_into::<HtmlElement>()
            .ok()?
            .click();
        Some(true)
    }
}
