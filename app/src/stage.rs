//! The readout's stage. Every slide is a page with links; this island lets a keyboard, or a
//! presenter's remote, follow them without leaving full screen.

pub mod following;
pub mod speaker;
pub mod turning;

use leptos::prelude::*;

use crate::live::keeping::Standing;
use turning::Trouble;

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
    let trouble = RwSignal::new(None::<Trouble>);
    let standing = RwSignal::new(Standing::Still);
    let held = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::attend(&stream, off, (trouble, held), standing));
    #[cfg(not(feature = "hydrate"))]
    let _ = stream;
    // The slide stays as it is; whether it may be older than the facts is said beside it.
    let mark = move || match (trouble.get(), held.get(), standing.get()) {
        (Some(trouble), ..) => trouble.mark(),
        (None, true, _) => "Held as it is.",
        (None, false, Standing::Lost(_)) => "Not live. Trying again.",
        (None, false, _) => "",
    };
    let of = move || match (trouble.get(), held.get(), standing.get()) {
        (Some(_), ..) | (None, true, _) => "slide",
        (None, false, Standing::Lost(_)) => "stream",
        (None, false, _) => "nothing",
    };
    let turn = move |_| {
        off.update(|off| *off = !*off);
        #[cfg(feature = "hydrate")]
        browser::keep(off.get_untracked());
    };
    view! {
        <p class="stage-mark screen-only" role="status" data-of=of>{mark}</p>
        <p class="visually-hidden" id="announcement" aria-live="polite"></p>
        <dialog popover="auto" id="keys" class="key-help" aria-labelledby="keys-title">
            {children()}
            <button class="button" type="button" on:click=turn>
                {move || if off.get() { "Turn on single-key shortcuts" } else { "Turn off single-key shortcuts" }}
            </button>
        </dialog>
    }
}

#[cfg(feature = "hydrate")]
pub(crate) mod browser;
