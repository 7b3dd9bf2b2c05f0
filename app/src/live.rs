//! The live region: a part of a page that follows the facts. The server renders it first; in the
//! browser this island listens, and puts what the stream carries in its place.

use leptos::prelude::*;

/// Keeps the element with id `region` of this page fresh, says when it was last updated, and can
/// be paused. Without scripts the page is as fresh as its last load.
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
    let lost = RwSignal::new(false);
    let updated = RwSignal::new(as_of);

    #[cfg(feature = "hydrate")]
    browser::follow(stream, region, paused, waiting, lost, updated);
    #[cfg(not(feature = "hydrate"))]
    let _ = (stream, region);

    let state = move || {
        if lost.get() {
            "lost"
        } else if paused.get() {
            "paused"
        } else {
            "live"
        }
    };
    let line = move || {
        if lost.get() {
            format!("Not live since {}. Trying again.", updated.get())
        } else if paused.get() {
            match waiting.get() {
                0 => format!("Paused at {}.", updated.get()),
                1 => format!("Paused at {}. 1 change waiting.", updated.get()),
                n => format!("Paused at {}. {n} changes waiting.", updated.get()),
            }
        } else {
            format!("Live. Updated {}", updated.get())
        }
    };
    view! {
        <p class="live-line" data-state=state>
            <span>{line}</span>
            " "
            <button class="button" data-kind="quiet" type="button" on:click=move |_| paused.update(|p| *p = !*p)>
                {move || if paused.get() { "Go on" } else { "Pause" }}
            </button>
        </p>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{JSON, Reflect};
    use leptos::prelude::*;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Element, EventSource, MessageEvent, window};

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
        stream: String,
        region: String,
        paused: RwSignal<bool>,
        waiting: RwSignal<u32>,
        lost: RwSignal<bool>,
        updated: RwSignal<String>,
    ) {
        let shows = element(&region)
            .and_then(|shown| shown.get_attribute("data-digest"))
            .unwrap_or_default();
        let Ok(source) = EventSource::new(&format!("{stream}&shows={shows}")) else {
            return;
        };
        // While the reader has paused, the newest content waits; earlier ones are of no use any more.
        let next = StoredValue::new_local(None::<Told>);
        let show = move |region: &str, told: &Told| {
            if renew(region, told).is_some() {
                updated.set(told.as_of.clone());
            }
        };

        let news = {
            let region = region.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                lost.set(false);
                let Some(told) = Told::read(&event) else { return };
                if !paused.get_untracked() {
                    show(&region, &told);
                } else if told.html.is_some() {
                    next.set_value(Some(told));
                    waiting.update(|n| *n += 1);
                }
            })
        };
        source.set_onmessage(Some(news.as_ref().unchecked_ref()));
        news.forget();

        let broken = Closure::<dyn FnMut()>::new(move || lost.set(true));
        source.set_onerror(Some(broken.as_ref().unchecked_ref()));
        broken.forget();
        let open = Closure::<dyn FnMut()>::new(move || lost.set(false));
        source.set_onopen(Some(open.as_ref().unchecked_ref()));
        open.forget();

        Effect::new(move |was: Option<bool>| {
            let now = paused.get();
            if was == Some(true) && !now {
                waiting.set(0);
                if let Some(told) = next.try_update_value(Option::take).flatten() {
                    show(&region, &told);
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

    /// Puts the content in place, or notes that what is shown is right at a later version, too. Whatever the reader has
    /// opened stays open.
    fn renew(region: &str, told: &Told) -> Option<()> {
        let shown = element(region)?;
        let opened: Vec<bool> = all(&shown, "details")
            .map(|details| details.has_attribute("open"))
            .collect();
        if let Some(html) = &told.html {
            shown.set_inner_html(html);
        }
        for (details, open) in all(&shown, "details").zip(opened) {
            if open {
                details.set_attribute("open", "").ok()?;
            }
        }
        shown.set_attribute("data-version", &told.version).ok()?;
        shown.set_attribute("data-as-of", &told.as_of).ok()
    }
}
