//! The readout's stage. Every slide is a page with links; this island lets a keyboard, or a
//! presenter's remote, follow them without leaving full screen.

use leptos::prelude::*;

/// Listens on a slide for keys and turns slides in place. `children` is the list of keys, opened by
/// the page's button or the question mark.
#[island]
pub fn StageKeys(
    /// The address of the event stream: a slide that waits for facts is renewed by it.
    stream: String,
    /// What the keys do.
    children: Children,
) -> impl IntoView {
    let off = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    browser::attend(&stream, off);
    #[cfg(not(feature = "hydrate"))]
    let _ = stream;
    view! {
        <p class="visually-hidden" id="announcement" aria-live="polite"></p>
        <dialog popover="auto" id="keys" class="key-help" aria-labelledby="keys-title">
            {children()}
            <button class="button" type="button" on:click=move |_| off.update(|off| *off = !*off)>
                {move || if off.get() { "Turn on single-key shortcuts" } else { "Turn off single-key shortcuts" }}
            </button>
        </dialog>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;

    use leptos::prelude::*;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::convert::FromWasmAbi;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{
        Document, DomParser, Element, Event, EventSource, EventTarget, HtmlElement, KeyboardEvent, MouseEvent,
        SupportedType, window,
    };

    /// Milliseconds after which a resting pointer hides the links.
    const REST: i32 = 3000;

    /// Attends to keys, links, pointer and news for as long as the page lives.
    pub fn attend(stream: &str, off: RwSignal<bool>) {
        let Some(document) = document() else { return };

        // Digits typed so far, to be gone to by Enter.
        let digits = Cell::new(0_u32);
        on(&document, "keydown", move |event: KeyboardEvent| {
            if !off.get_untracked() && press(&event, &digits) == Some(true) {
                event.prevent_default();
            }
        });
        on(&document, "click", |event: MouseEvent| {
            if let Some(href) = turning(&event) {
                event.prevent_default();
                go(href, Turn::Follow);
            }
        });
        let resting = Cell::new(None);
        on(&document, "pointermove", move |_: Event| {
            resting.set(rest(resting.take()));
        });
        if let Some(window) = window() {
            on(&window, "popstate", |_: Event| again(Turn::Back));
        }
        if let Ok(source) = EventSource::new(stream) {
            on(&source, "message", |_: Event| {
                if find(".slide[data-live]").is_some() {
                    again(Turn::Renew);
                }
            });
        }
    }

    fn on<E: FromWasmAbi + 'static>(target: &EventTarget, event: &str, does: impl FnMut(E) + 'static) {
        let listener = Closure::<dyn FnMut(E)>::new(does);
        let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        listener.forget();
    }

    fn document() -> Option<Document> {
        window()?.document()
    }

    fn find(selector: &str) -> Option<Element> {
        document()?.query_selector(selector).ok()?
    }

    /// Follows a link or presses a button of the page.
    fn click(selector: &str) -> Option<bool> {
        find(selector)?.dyn_into::<HtmlElement>().ok()?.click();
        Some(true)
    }

    /// The address of a plainly clicked link to another slide.
    fn turning(event: &MouseEvent) -> Option<String> {
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
            return None;
        }
        let target: Element = event.target()?.dyn_into().ok()?;
        target.closest("[data-turn]").ok()??.get_attribute("href")
    }

    /// Shows the links again until the pointer has rested for a while.
    fn rest(running: Option<i32>) -> Option<i32> {
        let window = window()?;
        if let Some(running) = running {
            window.clear_timeout_with_handle(running);
        }
        find(".presenting")?.remove_attribute("data-idle").ok()?;
        let hide = Closure::once_into_js(|| {
            find(".presenting").map(|frame| frame.set_attribute("data-idle", ""));
        });
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(hide.unchecked_ref(), REST)
            .ok()
    }

    /// Why a slide is put into the page.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Turn {
        /// A link was followed.
        Follow,
        /// The browser went back or forth.
        Back,
        /// There is news for the slide shown.
        Renew,
    }

    /// Puts in the slide of the address the browser is at.
    fn again(why: Turn) {
        if let Some(here) = window().and_then(|w| w.location().href().ok()) {
            go(here, why);
        }
    }

    fn go(href: String, why: Turn) {
        spawn_local(async move {
            turn(&href, why).await;
        });
    }

    /// Puts another slide into this page, so that full screen, theme and blank stay. Without a
    /// connection nothing moves.
    async fn turn(href: &str, why: Turn) -> Option<()> {
        let window = window()?;
        let response = JsFuture::from(window.fetch_with_str(href)).await.ok()?;
        let response: web_sys::Response = response.dyn_into().ok()?;
        let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
        let fresh = DomParser::new()
            .ok()?
            .parse_from_string(&html, SupportedType::TextHtml)
            .ok()?;
        let Some(slide) = fresh.query_selector(".stage > .slide").ok()? else {
            // Signed out, or gone: the answer itself says so.
            return window.location().set_href(href).ok();
        };
        let headline = fresh.title();
        let focused = document()?.active_element().and_then(|el| el.get_attribute("rel"));
        find(".stage > .slide")?.replace_with_with_node_1(&slide).ok()?;
        document()?.set_title(&headline);
        if why != Turn::Renew {
            for links in [".slide-nav", ".slide-links"] {
                if let (Some(old), Some(fresh)) = (find(links), fresh.query_selector(links).ok()?) {
                    old.replace_with_with_node_1(&fresh).ok()?;
                }
            }
            if why == Turn::Follow {
                let history = window.history().ok()?;
                history.push_state_with_url(&JsValue::NULL, "", Some(href)).ok()?;
            }
            if let Some(rel) = focused {
                let again = find(&format!("[rel={rel}]"))?.dyn_into::<HtmlElement>().ok()?;
                again.focus().ok()?;
            }
            find("#announcement")?.set_text_content(Some(&headline));
        }
        Some(())
    }

    /// What a key does; `Some(true)` when it did something.
    fn press(event: &KeyboardEvent, digits: &Cell<u32>) -> Option<bool> {
        let document = document()?;
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return None;
        }
        let key = event.key();
        let on = document.active_element().map(|el| el.tag_name()).unwrap_or_default();
        let typing = matches!(on.as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        if typing || (on == "BUTTON" && matches!(key.as_str(), " " | "Enter")) {
            return None;
        }
        let stage = find(".stage")?;
        if stage.has_attribute("data-blank") {
            if matches!(key.as_str(), "b" | "." | "Escape") {
                stage.remove_attribute("data-blank").ok()?;
            }
            return Some(true);
        }
        let typed = digits.take();
        match key.as_str() {
            " " if event.shift_key() => click("[rel=prev]"),
            "ArrowRight" | "ArrowDown" | " " | "PageDown" | "n" => click("[rel=next]"),
            "ArrowLeft" | "ArrowUp" | "PageUp" | "p" => click("[rel=prev]"),
            "Home" => click("[data-slide=first]"),
            "End" => click("[data-slide=last]"),
            "o" => click("[data-slide=overview]"),
            "?" => click("[popovertarget]"),
            "Enter" if (1..=11).contains(&typed) => {
                let query = window()?.location().search().ok()?;
                go(format!("{typed}{query}"), Turn::Follow);
                Some(true)
            }
            "b" | "." => {
                stage.set_attribute("data-blank", "").ok()?;
                Some(true)
            }
            "d" => {
                let dark = stage.get_attribute("data-theme").as_deref() == Some("dark");
                let next = if dark { "light" } else { "dark" };
                stage.set_attribute("data-theme", next).ok()?;
                Some(true)
            }
            "f" => {
                document.document_element()?.request_fullscreen().ok()?;
                Some(true)
            }
            digit => {
                digits.set((typed * 10 + digit.parse::<u32>().ok()?) % 100);
                Some(true)
            }
        }
    }
}
