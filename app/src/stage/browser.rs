//! The stage in the browser.

mod fetching;

use std::cell::Cell;
use std::collections::HashMap;

use js_sys::Math;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event, HtmlElement, KeyboardEvent, MouseEvent, window};

use fetching::{answer, fetch, number_in, page, parsed};

use super::following::{KEPT_AS, OnStage};
use super::turning::{Trouble, Turning};
use crate::live::keeping::{Standing, wait};
use crate::live::listening::{listen, on};

/// Milliseconds after which a resting pointer hides the links.
const REST: i32 = 3000;

/// The stage of this page.
#[derive(Clone, Copy)]
struct Stage {
    turning: StoredValue<Turning>,
    /// Why the slide last asked for did not come; gone when one comes.
    trouble: RwSignal<Option<Trouble>>,
    failures: StoredValue<i32>,
    /// Whether the next try is set.
    trying: StoredValue<bool>,
    /// Whether the slides are held as they were.
    held: RwSignal<bool>,
    /// Those slides by their numbers, as pages.
    slides: StoredValue<HashMap<String, String>>,
}

/// Where the browser keeps that keys with a letter are turned off.
const OFF: &str = "countersign-keys-off";

/// Keeps whether keys with a letter are turned off.
pub fn keep(off: bool) -> Option<()> {
    let storage = window()?.local_storage().ok()??;
    match off {
        true => storage.set_item(OFF, "").ok(),
        false => storage.remove_item(OFF).ok(),
    }
}

/// What the browser keeps under a name.
pub fn kept(name: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(name).ok()?
}

/// Tells the windows beside this one what is on the stage.
fn tell() -> Option<()> {
    let wall = find(".stage")?;
    let on = OnStage {
        number: find(".stage > .slide")?.get_attribute("data-number")?.parse().ok()?,
        blank: wall.has_attribute("data-blank"),
        held: wall.has_attribute("data-held"),
    };
    let path = window()?.location().pathname().ok()?;
    let (readout, _) = path.rsplit_once('/')?;
    let line = on.line(&format!("{readout}/"));
    window()?.local_storage().ok()??.set_item(KEPT_AS, &line).ok()
}

/// Attends to keys, links, pointer and news for as long as the page lives.
pub fn attend(
    stream: &str,
    off: RwSignal<bool>,
    (trouble, held): (RwSignal<Option<Trouble>>, RwSignal<bool>),
    standing: RwSignal<Standing>,
) {
    let Some(document) = document() else { return };
    off.set(kept(OFF).is_some());
    tell();
    let stage = Stage {
        turning: StoredValue::default(),
        trouble,
        failures: StoredValue::new(0),
        trying: StoredValue::new(false),
        held,
        slides: StoredValue::default(),
    };

    // Digits typed so far, to be gone to by Enter.
    let digits = Cell::new(0_u32);
    on(&document, "keydown", move |event: KeyboardEvent| {
        if press(stage, &event, &digits, off.get_untracked()) == Some(true) {
            event.prevent_default();
        }
    });
    on(&document, "click", move |event: MouseEvent| {
        if let Some(href) = followed(&event, "[data-turn]") {
            event.prevent_default();
            stage.go(href, Turn::Follow);
        } else if let Some(href) = followed(&event, ".slide-links a:not([target])") {
            event.prevent_default();
            leave(stage, href);
        }
    });
    let resting = Cell::new(None);
    on(&document, "pointermove", move |_: Event| {
        resting.set(rest(resting.take()));
    });
    if let Some(window) = window() {
        on(&window, "popstate", move |_: Event| stage.again(Turn::Back));
    }
    let address = stream.to_owned();
    listen(
        move || address.clone(),
        move |_| {
            if trouble.get_untracked().is_some() {
                stage.again(Turn::Mend);
            } else if held.get_untracked() {
                // Nothing moves under the speaker.
            } else if find(".slide[data-live]").is_some() {
                stage.again(Turn::Renew);
            }
        },
        move |now| {
            if standing.get_untracked() != now {
                standing.set(now);
            }
        },
    );
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

/// The address of a plainly clicked link of this kind.
fn followed(event: &MouseEvent, kind: &str) -> Option<String> {
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(kind).ok()??.get_attribute("href")
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
    /// Something did not come, and is tried again.
    Mend,
}

impl Stage {
    /// Puts in the slide of the address the browser is at.
    fn again(self, why: Turn) {
        if let Some(here) = window().and_then(|w| w.location().href().ok()) {
            self.go(here, why);
        }
    }

    fn go(self, href: String, why: Turn) {
        let begin = |turning: &mut Turning| match why {
            Turn::Follow | Turn::Back => turning.wants(&href),
            Turn::Renew | Turn::Mend => turning.again(&href),
        };
        let Some(number) = self.turning.try_update_value(begin).flatten() else {
            return;
        };
        let held = self.slides.with_value(|slides| slides.get(number_in(&href)).cloned());
        spawn_local(async move {
            let slide = match held {
                Some(page) => parsed(&page).ok_or(Trouble::Away),
                None => fetch(&href).await,
            };
            if self.turning.try_update_value(|turning| turning.came(number)) != Some(true) {
                return;
            }
            match slide {
                Ok(slide) => {
                    self.trouble.set(None);
                    self.failures.set_value(0);
                    put(&href, &slide, why);
                }
                Err(trouble) => self.stays(trouble),
            }
        });
    }

    /// Holds all slides as they are now, so that nothing moves under the speaker and no network is needed; held ones follow
    /// the facts again.
    fn hold(self) {
        if self.held.get_untracked() {
            self.slides.set_value(HashMap::new());
            self.held(false);
            self.again(Turn::Renew);
            return;
        }
        spawn_local(async move {
            let query = window()
                .and_then(|window| window.location().search().ok())
                .unwrap_or_default();
            let mut slides = HashMap::new();
            for number in 1..=11 {
                match page(&format!("{number}{query}")).await {
                    Ok(page) => slides.insert(number.to_string(), page),
                    Err(trouble) => return self.stays(trouble),
                };
            }
            self.slides.set_value(slides);
            self.held(true);
        });
    }

    fn held(self, held: bool) {
        self.held.set(held);
        let told = find(".stage").map(|wall| match held {
            true => wall.set_attribute("data-held", ""),
            false => wall.remove_attribute("data-held"),
        });
        if told.is_some() {
            tell();
        }
    }

    /// The slide stays on the wall with a mark, and the page finds out by itself when another can be had again. It turns to
    /// none: whoever pressed a key has gone on speaking, and presses it once more.
    fn stays(self, trouble: Trouble) {
        self.trouble.set(Some(trouble));
        self.failures
            .update_value(|failures| *failures = failures.saturating_add(1));
        if self.trying.try_update_value(|trying| std::mem::replace(trying, true)) == Some(true) {
            return;
        }
        let time = wait(self.failures.get_value(), Math::random());
        set_timeout(
            move || {
                self.trying.set_value(false);
                if self.trouble.get_untracked().is_some() {
                    self.again(Turn::Mend);
                }
            },
            std::time::Duration::from_millis(time as u64),
        );
    }
}

/// Puts another slide into this page, so that full screen, theme and blank stay.
fn put(href: &str, fresh: &Document, why: Turn) -> Option<()> {
    let slide = fresh.query_selector(".stage > .slide").ok()??;
    let headline = fresh.title();
    let focused = document()?.active_element().and_then(|el| el.get_attribute("rel"));
    find(".stage > .slide")?.replace_with_with_node_1(&slide).ok()?;
    document()?.set_title(&headline);
    if why == Turn::Renew {
        return Some(());
    }
    for links in [".slide-nav", ".slide-links"] {
        if let (Some(old), Some(fresh)) = (find(links), fresh.query_selector(links).ok()?) {
            old.replace_with_with_node_1(&fresh).ok()?;
        }
    }
    if why == Turn::Follow {
        let history = window()?.history().ok()?;
        history.push_state_with_url(&JsValue::NULL, "", Some(href)).ok()?;
    }
    tell();
    if let Some(rel) = focused
        && let Some(again) = find(&format!("[rel={rel}]"))
    {
        again.dyn_into::<HtmlElement>().ok()?.focus().ok()?;
    }
    find("#announcement")?.set_text_content(Some(&headline));
    Some(())
}

/// Goes to another page, if there is one to go to: an error page would stand on the wall.
fn leave(stage: Stage, href: String) {
    spawn_local(async move {
        match answer(&href).await {
            Ok(_) => {
                let _ = window().map(|window| window.location().set_href(&href));
            }
            Err(trouble) => stage.stays(trouble),
        }
    });
}

/// What a key does; `Some(true)` when it did something.
fn press(stage: Stage, event: &KeyboardEvent, digits: &Cell<u32>, off: bool) -> Option<bool> {
    let document = document()?;
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let key = event.key();
    // Keys with a letter or a sign can be turned off; arrows, and what a remote sends, are none.
    if off && key.len() == 1 && key != " " {
        return None;
    }
    let on = document.active_element().map(|el| el.tag_name()).unwrap_or_default();
    let typing = matches!(on.as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    if typing || (on == "BUTTON" && matches!(key.as_str(), " " | "Enter")) {
        return None;
    }
    // A key that is held down is one press.
    if event.repeat() {
        return Some(true);
    }
    let wall = find(".stage")?;
    if wall.has_attribute("data-blank") {
        if matches!(key.as_str(), "b" | "." | "Escape") {
            wall.remove_attribute("data-blank").ok()?;
            tell();
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
        "t" => click("[data-slide=numbers]"),
        "s" => click("[data-slide=speaker]"),
        "l" => {
            stage.hold();
            Some(true)
        }
        // Escape closes the list of keys first.
        "Escape" if find("#keys:popover-open").is_none() => click("[data-slide=overview]"),
        "?" => click("[popovertarget]"),
        "Enter" | "g" if (1..=11).contains(&typed) => {
            let query = window()?.location().search().ok()?;
            stage.go(format!("{typed}{query}"), Turn::Follow);
            Some(true)
        }
        "b" | "." => {
            wall.set_attribute("data-blank", "").ok()?;
            tell();
            Some(true)
        }
        "d" => {
            let dark = wall.get_attribute("data-theme").as_deref() == Some("dark");
            let next = if dark { "light" } else { "dark" };
            wall.set_attribute("data-theme", next).ok()?;
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
