//! How a page answers: its view is rendered to its end, the document is written around it, and the policy of
//! scripts follows from what the page has said. The framework only renders: it appends nothing, since nothing
//! outside an island is ever hydrated, and what is typed reaches no header.

use std::sync::Arc;

use app::address::Params;
use app::here::cookie_of;
use app::routes::{PAGES, Page, nowhere};
use app::shell::{Head, unmarked};
use app::state::{AppState, Site};
use axum::Router;
use axum::body::Body;
use axum::extract::{RawPathParams, Request, State};
use axum::response::Response;
use axum::routing::get;
use futures::StreamExt as _;
use http::{HeaderValue, StatusCode, header};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::owner::{Owner, Sandboxed};
use leptos_axum::ResponseOptions;

/// What a page may load: no script, or those of the site. Nothing that somebody wrote is ever served as one.
macro_rules! policy {
    ($scripts:literal) => {
        concat!(
            "default-src 'none'; script-src ",
            $scripts,
            "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; ",
            "base-uri 'none'; frame-ancestors 'none'"
        )
    };
}

const STILL: HeaderValue = HeaderValue::from_static(policy!("'none'"));
const LIVE: HeaderValue = HeaderValue::from_static(policy!("'self' 'wasm-unsafe-eval'"));

/// All pages, and what is shown where there is none.
pub fn pages() -> Router<AppState> {
    PAGES.iter().fold(Router::new().fallback(missing), |router, page| {
        let Page { path, view } = page;
        let show = move |State(state): State<AppState>, params: RawPathParams, request: Request| {
            let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
            show(state, Params(params.collect()), request, *view)
        };
        let router = router.route(path, get(show));
        // Somebody who ends an address with a slash means the same page.
        if *path == "/" {
            router
        } else {
            router.route(&format!("{path}/"), get(show))
        }
    })
}

async fn missing(State(state): State<AppState>, request: Request) -> Response {
    show(state, Params::default(), request, nowhere).await
}

/// Renders a page.
pub(crate) async fn show(state: AppState, params: Params, request: Request, view: fn() -> AnyView) -> Response {
    let (parts, _) = request.into_parts();
    let theme = cookie_of(&parts.headers, "theme").filter(|theme| theme == "light" || theme == "dark");
    let (answer, head, site) = (ResponseOptions::default(), Head::default(), state.site.clone());
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let rendering = owner.with(|| {
        provide_context(parts);
        provide_context(params);
        provide_context(state);
        provide_context(head.clone());
        provide_context(answer.clone());
        ScopedFuture::new(async move { view().to_html_stream_in_order().collect::<String>().await })
    });
    let body = Sandboxed::new(rendering).await;
    owner.unset_with_forced_cleanup();
    let said = answer.0.write().map(|mut said| std::mem::take(&mut *said));
    let said = said.unwrap_or_default();
    let mut response = if said.headers.contains_key(header::LOCATION) {
        Response::new(Body::empty())
    } else {
        html(&head, &site, theme.as_deref(), &body)
    };
    *response.status_mut() = said.status.unwrap_or(StatusCode::OK);
    response.headers_mut().extend(said.headers);
    response
}

/// A whole document as an answer, with its policy.
pub(crate) fn html(head: &Head, site: &Site, theme: Option<&str>, body: &str) -> Response {
    let mut response = Response::new(Body::from(head.document(site, theme, &unmarked(body))));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let policy = if head.has_islands() { LIVE } else { STILL };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
