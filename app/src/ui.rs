//! Pieces every page is made of. They take plain values and reach for no data.

mod asks;
mod breadcrumb;
mod compared;
pub mod countersignature;
pub mod field;
pub mod frame;
mod linked;
mod nav;
pub mod table;
mod task;
pub mod unsent;
mod zone_field;

pub use crate::shell::Title;
pub use asks::choices;
pub use breadcrumb::breadcrumb;
pub use compared::choose_two;
pub use field::{ErrorSummary, Field, Hidden, NewPassword, TextArea, area_text};
pub use frame::{annotated, banner, page, plain, reading, working};
pub use linked::linked;
pub use nav::Nav;
pub use table::{Column, Table};
pub use task::task_row;
pub use zone_field::{ZoneField, read_zone};

/// The words of the product a page is about, each leading to what it means.
pub fn explained(words: &[&'static str]) -> impl leptos::prelude::IntoView + use<> {
    use leptos::prelude::*;
    let links = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let word = *word;
            view! { {if at == 0 { "" } else { " · " }} <a href=format!("/help#{}", word.to_lowercase())>{word}</a> }
        })
        .collect_view();
    view! { <p class="hint screen-only">"What it means: " {links}</p> }
}

/// A text with what cannot be seen in it, by its number.
pub fn visible(text: &str) -> String {
    domain::document::unseen::shown(text).into_owned()
}

/// A line out of a document, with what stands in backticks set as code.
pub fn inline(text: &str) -> Vec<leptos::prelude::AnyView> {
    use leptos::prelude::*;
    text.split('`')
        .enumerate()
        .map(|(n, part)| {
            let part = part.to_owned();
            if n % 2 == 1 {
                view! { <code>{part}</code> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect()
}
