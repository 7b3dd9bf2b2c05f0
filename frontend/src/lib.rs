//! The browser's entry: brings the islands of `app` to life, and nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

// Links the islands in; without a use the linker would drop them.
use app as _;

/// Prepares the runtime; the page's loader then wakes each island.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
