//! The live region: a part of a page that follows the facts. The server renders it first; in the
//! browser this island listens, and puts what the stream carries in its place.

pub mod keeping;
#[cfg(feature = "hydrate")]
pub(crate) mod listening;
pub mod speaking;

use leptos::prelude::*;

use keeping::{Standing, Why};

/// Keeps the element with id `region` of this page fresh, says when it was last updated, and can
/// be paused. What changed it also speaks, by [`speaking`], from the items of the list `data-spoken` in the region. Without
/// scripts, and on paper, the page is as fresh as its last load and says so.
///
/// Where what comes has elements with `data-piece`, only those of the page with their ids are renewed, each when it is another; a
/// piece that the page lacks shows the notes with `data-lacking`.
#[island]
pub fn LiveRegion(
    /// The address of the event stream.
    stream: String,
    /// The id of the element to renew.
    region: String,
    /// When the server rendered it, as text with its zone.
    as_of: String,
) -> impl IntoView {
    let paused = RwSignal::new(false);
    let waiting = RwSignal::new(0_u32);
    let standing = RwSignal::new(Standing::Still);
    let updated = RwSignal::new(as_of);
    let spoken = RwSignal::new(String::new());

    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::follow(&stream, &region, (paused, waiting), (standing, updated, spoken)));
    #[cfg(not(feature = "hydrate"))]
    let _ = (stream, region);

    let state = move || match standing.get() {
        Standing::Still | Standing::Asking => "still",
        Standing::Lost(_) => "lost",
        Standing::Live if paused.get() => "paused",
        Standing::Live => "live",
    };
    let said = move || line(standing.get(), paused.get().then(|| waiting.get()), &updated.get());
    let sign_in = move || {
        (standing.get() == Standing::Lost(Why::SignedOut))
            .then(|| view! { <a href=format!("/sign-in?next={}", here())>"Sign in again"</a> })
    };
    let pause = move || {
        // Before the first word from the stream there is nothing to pause, and a button would move the page when the line shrinks.
        let heard = !matches!(standing.get(), Standing::Still | Standing::Asking);
        (heard || paused.get()).then(|| {
            view! {
                <button class="button" data-kind="quiet" type="button" on:click=move |_| paused.update(|p| *p = !*p)>
                    {move || if paused.get() { "Go on" } else { "Pause" }}
                </button>
            }
        })
    };
    view! {
        <p class="live-line" data-state=state>
            <span class="screen-only">{said}</span>
            <span class="print-only">{move || format!("As of {}.", updated.get())}</span>
            " "
            {sign_in}
            {pause}
        </p>
        <p class="visually-hidden" role="status">{spoken}</p>
    }
}

/// What the line says; `waiting` counts the changes that wait while somebody has paused.
fn line(standing: Standing, waiting: Option<u32>, updated: &str) -> String {
    match (standing, waiting) {
        (Standing::Still, _) => format!("As of {updated}. Reload for newer numbers."),
        (Standing::Asking, _) => format!("As of {updated}. Asking for newer numbers."),
        (Standing::Live, None) => format!("Live. Updated {updated}"),
        (Standing::Live, Some(0)) => format!("Paused at {updated}."),
        (Standing::Live, Some(1)) => format!("Paused at {updated}. 1 change waiting."),
        (Standing::Live, Some(n)) => format!("Paused at {updated}. {n} changes waiting."),
        (Standing::Lost(Why::Away), _) => format!("Not live since {updated}. Trying again."),
        (Standing::Lost(Why::SignedOut), _) => format!("Not live since {updated}: you are signed out."),
        (Standing::Lost(Why::Gone), _) => format!("Not live since {updated}: this page is not there for you any more."),
        (Standing::Lost(Why::TooMany), _) => {
            format!("Not live since {updated}: too many pages are open. Close some, or reload; trying again later.")
        }
    }
}

/// The path of the page in the browser.
#[cfg(feature = "hydrate")]
fn here() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    path.unwrap_or_else(|| "/".to_owned())
}

/// A page on the server has none of its own yet: nobody has lost it.
#[cfg(not(feature = "hydrate"))]
fn here() -> String {
    "/".to_owned()
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{Date, JSON, Reflect};
    use leptos::prelude::*;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::JsValue;
    use web_sys::{Element, HtmlElement, MessageEvent, window};

    use super::keeping::Standing;
    use super::listening::listen;
    use super::speaking::Speaking;

    /// What an event tells.
    #[derive(Clone)]
    struct Told {
        version: String,
        as_of: String,
        /// What stands in the region; `None` when what is shown is right.
        html: Option<String>,
    }

    impl Told {
        fn read(event: &MessageEvent) -> Option<Self> {
            let told = JSON::parse(&event.data().as_string()?).ok()?;
            let field = |name: &str| Reflect::get(&told, &JsValue::from_str(name)).ok();
            Some(Self {
                version: field("version")?.as_f64()?.to_string(),
                as_of: field("as_of")?.as_string()?,
                html: field("html").and_then(|html| html.as_string()),
            })
        }
    }

    /// Listens to the stream for as long as the page lives.
    pub fn follow(
        stream: &str,
        region: &str,
        (paused, waiting): (RwSignal<bool>, RwSignal<u32>),
        (standing, updated, spoken): (RwSignal<Standing>, RwSignal<String>, RwSignal<String>),
    ) {
        // The digest of the newest content that is here, shown or waiting: a new stream needs not send it again.
        let digest = element(region).and_then(|shown| shown.get_attribute("data-digest"));
        let digest = StoredValue::new(digest.unwrap_or_default());
        // While the reader has paused, the newest content waits; earlier ones are of no use any more.
        let next = StoredValue::new_local(None::<Told>);
        let speaking = StoredValue::new(Speaking::silent(numbers(region)));
        // Whether the region was renewed since it was listened to what it says.
        let renewed = StoredValue::new(false);
        let show = {
            let region = region.to_owned();
            move |told: &Told| {
                if renew(&region, told).is_some() {
                    updated.set(told.as_of.clone());
                    renewed.set_value(told.html.is_some() || renewed.get_value());
                }
            }
        };
        let region = region.to_owned();
        let speak = move || {
            let now = Date::now();
            if renewed.get_value() && speaking.with_value(|speaking| speaking.may(now)) {
                renewed.set_value(false);
                let said = speaking.try_update_value(|speaking| speaking.say(numbers(&region), now));
                if let Some(said) = said.flatten() {
                    spoken.set(said);
                }
            }
        };
        let news = {
            let show = show.clone();
            move |event: MessageEvent| {
                let Some(told) = Told::read(&event) else { return };
                digest.set_value(event.last_event_id());
                if !paused.get_untracked() {
                    show(&told);
                } else if told.html.is_some() {
                    next.set_value(Some(told));
                    waiting.update(|n| *n += 1);
                }
            }
        };
        let stream = stream.to_owned();
        let address = move || format!("{stream}&shows={}", digest.get_value());
        // Told at least every second, so what has to wait is spoken then.
        listen(address, news, move |now| {
            speak();
            if standing.get_untracked() != now {
                standing.set(now);
            }
        });
        Effect::new(move |was: Option<bool>| {
            let now = paused.get();
            if was == Some(true) && !now {
                waiting.set(0);
                if let Some(told) = next.try_update_value(Option::take).flatten() {
                    show(&told);
                }
            }
            now
        });
    }

    fn element(id: &str) -> Option<Element> {
        window()?.document()?.get_element_by_id(id)
    }

    fn all(of: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
        let nodes = of.query_selector_all(selector).ok();
        (0..).map_while(move |i| nodes.as_ref()?.item(i)?.dyn_into().ok())
    }

    /// The numbers that the region shows, a sentence each.
    fn numbers(region: &str) -> Vec<String> {
        let shown = element(region).into_iter();
        let items = shown.flat_map(|shown| all(&shown, "[data-spoken] li"));
        items.filter_map(|item| item.text_content()).collect()
    }

    /// Puts the content in place, or notes that what is shown is right at a later version, too. Whatever the reader has
    /// opened stays open.
    fn renew(region: &str, told: &Told) -> Option<()> {
        let shown = element(region)?;
        let opened: Vec<bool> = all(&shown, "details")
            .map(|details| details.has_attribute("open"))
            .collect();
        if let Some(html) = &told.html {
            let new: Element = shown.clone_node().ok()?.dyn_into().ok()?;
            new.set_inner_html(html);
            let pieces: Vec<Element> = all(&new, "[data-piece]").collect();
            if pieces.is_empty() {
                put(&shown, html);
            }
            for piece in pieces {
                match element(&piece.id()) {
                    Some(old) if old.inner_html() == piece.inner_html() => {}
                    Some(old) => put(&old, &piece.inner_html()),
                    None => {
                        for note in all(&shown, "[data-lacking]") {
                            note.remove_attribute("hidden").ok()?;
                        }
                    }
                }
            }
        }
        for (details, open) in all(&shown, "details").zip(opened) {
            if open {
                details.set_attribute("open", "").ok()?;
            }
        }
        shown.set_attribute("data-version", &told.version).ok()?;
        shown.set_attribute("data-as-of", &told.as_of).ok()
    }

    /// Puts content into an element. Whoever stands on something in it that is there again stays on it.
    fn put(shown: &Element, html: &str) {
        let on = window().and_then(|window| window.document()?.active_element());
        let on = on.filter(|on| shown.contains(Some(on))).map(|on| on.id());
        shown.set_inner_html(html);
        let again = on.and_then(|id| element(&id)?.dyn_into::<HtmlElement>().ok());
        if let Some(again) = again {
            let _ = again.focus();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::keeping::{Standing, Why};
    use super::line;

    #[test]
    fn a_page_calls_itself_live_only_while_it_is() {
        let noon = "12:00:00 CET";
        assert_eq!(line(Standing::Live, None, noon), "Live. Updated 12:00:00 CET");
        assert_eq!(
            line(Standing::Live, Some(2), noon),
            "Paused at 12:00:00 CET. 2 changes waiting."
        );
        assert_eq!(
            line(Standing::Still, None, noon),
            "As of 12:00:00 CET. Reload for newer numbers."
        );
        let lost = [Why::Away, Why::SignedOut, Why::Gone, Why::TooMany].map(Standing::Lost);
        for standing in lost {
            assert!(line(standing, None, noon).starts_with("Not live since 12:00:00 CET"));
            assert!(line(standing, Some(1), noon).starts_with("Not live since 12:00:00 CET"));
        }
        for standing in [Standing::Still, Standing::Asking] {
            assert!(line(standing, Some(3), noon).starts_with("As of 12:00:00 CET."));
        }
    }
}
