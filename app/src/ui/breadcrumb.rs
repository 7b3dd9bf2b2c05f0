//! Where a page stands.

use leptos::prelude::*;

use crate::here::Here;

/// The pages of a pilot above this one, by address and title, and this one.
pub fn breadcrumb(here: &Here, above: &[(&str, &str)], this: impl Into<String>) -> AnyView {
    let above = above
        .iter()
        .map(|(path, title)| {
            let title = (*title).to_owned();
            view! { <li><a href=here.url(path)>{title}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="breadcrumb" aria-label="Breadcrumb">
            <ol>{above} <li aria-current="page">{this.into()}</li></ol>
        </nav>
    }
    .into_any()
}
