//! Commenting on what is selected. Without scripts every section has its link, and the words are typed.

use leptos::prelude::*;

/// A link that appears beside words selected in the document, and leads to the page where a comment on
/// them is written.
#[island]
pub fn CommentOnSelection(
    /// The address of that page.
    address: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::attend(address);
    #[cfg(not(feature = "hydrate"))]
    let _ = address;
    view! { <a class="button comment-selection" id="comment-selection" hidden>"Comment on the selection"</a> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Element, Event, HtmlElement, Node, window};

    /// Longer selections are not offered: an address holds only so much.
    const LONGEST: usize = 600;
    /// This much of what stands before tells the same words apart.
    const BEFORE: usize = 32;

    pub fn attend(address: String) {
        let Some(document) = window().and_then(|w| w.document()) else {
            return;
        };
        let follow = Closure::<dyn FnMut()>::new(move || {
            if let Some(link) = link()
                && offer(&link, &address).is_none()
            {
                let _ = link.set_attribute("hidden", "");
            }
        });
        let _ = document.add_event_listener_with_callback("selectionchange", follow.as_ref().unchecked_ref());
        follow.forget();
        // Pressing the link would take the selection away, and the link with it.
        let keep = Closure::<dyn FnMut(Event)>::new(|event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.id() == "comment-selection") {
                event.prevent_default();
            }
        });
        let _ = document.add_event_listener_with_callback("mousedown", keep.as_ref().unchecked_ref());
        keep.forget();
    }

    fn link() -> Option<HtmlElement> {
        let link = window()?.document()?.get_element_by_id("comment-selection")?;
        link.dyn_into().ok()
    }

    /// Shows the link when words of one section are selected.
    fn offer(link: &HtmlElement, address: &str) -> Option<()> {
        let window = window()?;
        let selection = window.get_selection().ok()??;
        if selection.is_collapsed() || selection.range_count() == 0 {
            return None;
        }
        let range = selection.get_range_at(0).ok()?;
        let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
        let text = text_of(&start)?;
        let section = section_of(&text)?;
        if section_of(&text_of(&end)?)? != section {
            return None;
        }
        let quote = String::from(selection.to_string());
        let quote = quote.trim();
        if quote.is_empty() || quote.chars().count() > LONGEST {
            return None;
        }
        let head = range.clone_range();
        head.set_start(&text, 0).ok()?;
        head.set_end(&start, range.start_offset().ok()?).ok()?;
        let head = String::from(head.to_string());
        let length = head.chars().count();
        let before: String = head.chars().skip(length.saturating_sub(BEFORE)).collect();
        let key = section.get_attribute("data-section")?;
        let part = |text: &str| String::from(js_sys::encode_uri_component(text));
        let href = format!(
            "{address}?section={}&quote={}&before={}",
            part(&key),
            part(quote),
            part(&before)
        );
        link.set_attribute("href", &href).ok()?;
        link.remove_attribute("hidden").ok()?;
        // Beside the end of the words, and next in the order of the keyboard.
        if link.parent_node().as_ref() != Some(section.as_ref()) {
            section.append_child(link).ok()?;
        }
        let words = range.get_bounding_client_rect();
        let home = section.get_bounding_client_rect();
        let style = link.style();
        style
            .set_property("top", &format!("{}px", words.bottom() - home.top() + 6.0))
            .ok()?;
        let left = (words.left() - home.left()).clamp(0.0, (home.width() - 220.0).max(0.0));
        style.set_property("left", &format!("{left}px")).ok()
    }

    /// The stretch of the text a place stands in: what others say beside it is none.
    fn text_of(node: &Node) -> Option<Element> {
        let element = match node.dyn_ref::<Element>() {
            Some(element) => element.clone(),
            None => node.parent_element()?,
        };
        element.closest("[data-text]").ok()?
    }

    /// The section of the document it belongs to.
    fn section_of(text: &Element) -> Option<Element> {
        text.closest("[data-section]").ok()?
    }
}
