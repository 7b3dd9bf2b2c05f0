//! The document around every page: head and style. No script, unless a page has
//! something live and asks for it with [`IslandScripts`].

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use crate::here::cookie;
use crate::state::{AppState, Site};

/// The document.
pub fn shell<V: IntoView + 'static>(state: &AppState, app: fn() -> V) -> impl IntoView + use<V> {
    provide_meta_context();
    // Outside islands nothing hydrates: leave the markers out.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let theme = cookie("theme").filter(|t| t == "light" || t == "dark");
    let css = state.site.css.to_string();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=css/>
                <MetaTags/>
            </head>
            <body>
                {app()}
            </body>
        </html>
    }
}

/// Wakes the islands of a page that has some. The loader is ours rather than the framework's so that
/// file names come from the site inside the program, and pages without islands load nothing.
#[component]
pub fn IslandScripts() -> impl IntoView {
    let site = use_context::<Site>().or_else(|| use_context::<AppState>().map(|state| state.site));
    site.and_then(|site| site.islands).map(|(js, wasm)| {
        let loader = format!(
            "import init, * as islands from '{js}';\
             await init({{ module_or_path: '{wasm}' }});\
             islands.hydrate();\
             for (const el of document.querySelectorAll('leptos-island')) islands[el.dataset.component](el);\
             document.documentElement.dataset.islands = 'alive';"
        );
        view! { <script type="module" nonce=use_nonce() inner_html=loader></script> }
    })
}
