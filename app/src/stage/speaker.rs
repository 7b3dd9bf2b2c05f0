//! The speaker's window: it follows the stage in another window of the same browser.

use leptos::prelude::*;

/// Follows the stage: says which slide is on it and what comes next, counts the time since it was opened, and marks and
/// shows the notes of that slide, the item with `data-slide` of its number.
#[island]
pub fn FollowStage(
    /// The address that slides begin with: `/p/checkout/readout/`.
    readout: String,
) -> impl IntoView {
    let said = RwSignal::new("Without scripts this list does not follow the stage.".to_owned());
    let clock = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::follow(&readout, said, clock));
    #[cfg(not(feature = "hydrate"))]
    let _ = readout;
    let again = move |_| {
        #[cfg(feature = "hydrate")]
        browser::begin(clock);
    };
    let running = move || {
        (!clock.get().is_empty()).then(|| {
            view! {
                <p class="speaker-clock">
                    <span>{clock}</span>
                    " "
                    <button class="button" data-kind="quiet" type="button" on:click=again>"Start at 0:00"</button>
                </p>
            }
        })
    };
    view! {
        <p class="speaker-now">{said}</p>
        {running}
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::Date;
    use leptos::prelude::*;
    use wasm_bindgen::JsValue;
    use web_sys::{Element, Event, window};

    use crate::live::listening::{lasting, on};
    use crate::stage::following::{KEPT_AS, OnStage, clock as shown};

    /// Under which name this window keeps since when it counts: loading it again loses nothing.
    const SINCE: &str = "countersign-speaker-since";

    pub fn follow(readout: &str, said: RwSignal<String>, clock: RwSignal<String>) {
        let Some(window) = window() else { return };
        if since().is_none() {
            begin(clock);
        }
        tick(clock);
        let every_second = lasting(move |_: JsValue| tick(clock));
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(&every_second, 1000);
        let readout = readout.to_owned();
        let now = move || {
            let line = crate::stage::browser::kept(KEPT_AS).unwrap_or_default();
            let words = match OnStage::read(&line, &readout) {
                Some(on) => {
                    show(on.number);
                    let next = find(on.number + 1).and_then(|next| next.query_selector("h2").ok()?);
                    on.words(next.and_then(|next| next.text_content()).as_deref())
                }
                None => "Nothing is on the stage yet. Show the slides in another window: this one follows.".to_owned(),
            };
            if said.get_untracked() != words {
                said.set(words);
            }
        };
        now();
        on(&window, "storage", move |_: Event| now());
    }

    fn find(number: u8) -> Option<Element> {
        let selector = format!("[data-slide='{number}']");
        window()?.document()?.query_selector(&selector).ok()?
    }

    /// Marks the notes of a slide, and shows them.
    fn show(number: u8) -> Option<()> {
        let notes = find(number)?;
        if notes.has_attribute("aria-current") {
            return None;
        }
        let before = window()?
            .document()?
            .query_selector("[data-slide][aria-current]")
            .ok()?;
        if let Some(before) = before {
            before.remove_attribute("aria-current").ok()?;
        }
        notes.set_attribute("aria-current", "true").ok()?;
        notes.scroll_into_view();
        Some(())
    }

    fn since() -> Option<f64> {
        window()?.session_storage().ok()??.get_item(SINCE).ok()??.parse().ok()
    }

    /// Counts from now.
    pub fn begin(clock: RwSignal<String>) -> Option<()> {
        let now = Date::now().to_string();
        window()?.session_storage().ok()??.set_item(SINCE, &now).ok()?;
        tick(clock);
        Some(())
    }

    fn tick(clock: RwSignal<String>) {
        if let Some(since) = since() {
            clock.set(shown(((Date::now() - since) / 1000.0).max(0.0) as u32));
        }
    }
}
