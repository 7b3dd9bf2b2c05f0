//! The live region: a part of a page that follows the facts. The server renders it first; in the
//! browser this island listens, and on news fetches the same part again and puts it in place.

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
    use leptos::prelude::*;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{DomParser, EventSource, MessageEvent, SupportedType, window};

    /// Listens to the stream for as long as the page lives.
    pub fn follow(
        stream: String,
        region: String,
        paused: RwSignal<bool>,
        waiting: RwSignal<u32>,
        lost: RwSignal<bool>,
        updated: RwSignal<String>,
    ) {
        let Ok(source) = EventSource::new(&stream) else { return };
        let renew = move || {
            let region = region.clone();
            spawn_local(async move {
                if let Some(as_of) = renew(&region).await {
                    updated.set(as_of);
                    waiting.set(0);
                }
            });
        };

        let news = {
            let renew = renew.clone();
            // The first event says where the page stands; a page as new as it needs nothing.
            let mut seen: Option<String> = None;
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                lost.set(false);
                let version = event.data().as_string().unwrap_or_default();
                let first = seen.is_none();
                if seen.as_ref() == Some(&version) {
                    return;
                }
                seen = Some(version.clone());
                if first && current_version().is_some_and(|page| page == version) {
                    return;
                }
                if paused.get_untracked() {
                    waiting.update(|n| *n += 1);
                } else {
                    renew();
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
            if was == Some(true) && !now && waiting.get_untracked() > 0 {
                renew();
            }
            now
        });
    }

    fn current_version() -> Option<String> {
        window()?
            .document()?
            .query_selector("[data-version]")
            .ok()??
            .get_attribute("data-version")
    }

    /// Fetches this page again and replaces the region; the answer is the region's `data-as-of`.
    async fn renew(region: &str) -> Option<String> {
        let window = window()?;
        let here = window.location().href().ok()?;
        let response = JsFuture::from(window.fetch_with_str(&here)).await.ok()?;
        let response: web_sys::Response = response.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
        let fresh = DomParser::new()
            .ok()?
            .parse_from_string(&html, SupportedType::TextHtml)
            .ok()?;
        let fresh = fresh.get_element_by_id(region)?;
        let old = window.document()?.get_element_by_id(region)?;
        // Whatever the reader has opened stays open.
        let opened: Vec<_> = (0..)
            .map_while({
                let nodes = old.query_selector_all("details").ok()?;
                move |i| nodes.item(i)
            })
            .filter_map(|node| node.dyn_into::<web_sys::Element>().ok())
            .map(|details| details.has_attribute("open"))
            .collect();
        let details = fresh.query_selector_all("details").ok()?;
        for (i, open) in (0..).zip(opened) {
            if let Some(node) = details.item(i).and_then(|n| n.dyn_into::<web_sys::Element>().ok())
                && open
            {
                node.set_attribute("open", "").ok()?;
            }
        }
        let as_of = fresh.get_attribute("data-as-of");
        old.replace_with_with_node_1(&fresh).ok()?;
        as_of
    }
}
