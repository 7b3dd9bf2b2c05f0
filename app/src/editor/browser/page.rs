//! The page's elements, events and timers.

use std::cell::Cell;

use js_sys::{Date, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget, HtmlFormElement, HtmlInputElement, Storage, window};

pub(super) fn find(selector: &str) -> Option<Element> {
    window()?.document()?.query_selector(selector).ok()?
}

pub(super) fn on<E: FromWasmAbi + 'static>(target: &EventTarget, event: &str, does: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(does);
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Does something after some milliseconds, and not what was to be done before.
pub(super) fn after(timer: &Cell<Option<i32>>, milliseconds: i32, does: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    if let Some(running) = timer.take() {
        window.clear_timeout_with_handle(running);
    }
    let does = Closure::once_into_js(does);
    timer.set(
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(does.unchecked_ref(), milliseconds)
            .ok(),
    );
}

/// Writes a sentence into an element.
pub(super) fn say(selector: &str, sentence: &str) {
    if let Some(line) = find(selector) {
        line.set_text_content(Some(sentence));
    }
}

/// Puts a link behind a sentence.
pub(super) fn lead(selector: &str, address: &str, words: &str) -> Option<()> {
    let link = window()?.document()?.create_element("a").ok()?;
    link.set_attribute("href", address).ok()?;
    link.set_text_content(Some(words));
    find(selector)?.append_child(&link).ok()?;
    Some(())
}

pub(super) fn input(form: &HtmlFormElement, name: &str) -> Option<HtmlInputElement> {
    form.query_selector(&format!("[name={name}]")).ok()??.dyn_into().ok()
}

/// The value of a field of the form, whatever kind it is of.
pub(super) fn field(form: &HtmlFormElement, name: &str) -> String {
    form.query_selector(&format!("[name={name}]"))
        .ok()
        .flatten()
        .and_then(|field| Reflect::get(&field, &JsValue::from_str("value")).ok())
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

pub(super) fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// The time of day of a moment in milliseconds, as this browser writes it.
pub(super) fn clock(at: f64) -> String {
    Date::new(&JsValue::from_f64(at))
        .to_locale_time_string("en-GB")
        .as_string()
        .unwrap_or_default()
        .chars()
        .take(5)
        .collect()
}
