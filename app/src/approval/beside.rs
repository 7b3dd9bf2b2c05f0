//! The text that is decided on, beside the asks: where each is made is marked and leads to its answer.

use domain::approval::Ask;
use domain::document::{Class, Overlay, sections};
use domain::terms::{Found, Reading, TermName};
use leptos::prelude::*;
use store::approval::Open;

use super::actions::ask_field;
use crate::here::Here;
use crate::proposal::parts::document;

/// The text of the request, with its contents. Folded where there is no room for it beside the asks.
pub fn text(here: &Here, open: &Open, understood: &Reading) -> impl IntoView + use<> {
    let body = &open.revision.body;
    let contents = sections(body)
        .into_iter()
        .map(|section| view! { <li><a href=format!("#{}", section.key)>{section.title}</a></li> })
        .collect_view();
    let alone = here.url(&format!("proposal/r/{}", open.request.revision));
    view! {
        <details class="deciding-text">
            <summary>{format!("Read revision {} here", open.request.revision)}</summary>
            <div class="deciding-scroll" role="region" aria-label="The text" tabindex="0">
                <details class="fold">
                    <summary>"Contents"</summary>
                    <nav class="contents" aria-label="Contents"><ul>{contents}</ul></nav>
                </details>
                {document(body, &asked(&open.asks, understood), None, None)}
                <p><a href=format!("#{}", ask_field(0))>"Back to the asks"</a> " · " <a href=alone>"The text alone"</a></p>
            </div>
        </details>
    }
}

/// The sentences of the text that ask for something, each leading to the ask it is.
fn asked(asks: &[Ask], understood: &Reading) -> Vec<Overlay> {
    let lists = understood.found.iter().filter(|found| found.term == TermName::Asks);
    let of = |found: &Found| {
        let is = |ask: &Ask| {
            ask.title == found.value || ask.words.as_deref().is_some_and(|words| words.contains(&found.value))
        };
        let place = asks.iter().position(is)?;
        let overlay = Overlay::new(found.range.clone(), Class::Term);
        Some(Overlay {
            id: Some(format!("asked_{}", place + 1)),
            href: Some(format!("#{}", ask_field(place))),
            title: Some(format!("Ask {}: {}", place + 1, asks[place].title)),
            ..overlay
        })
    };
    lists.filter_map(of).collect()
}
