//! The routes and the layers around them, the same in tests and in production.

use std::net::SocketAddr;
use std::sync::Arc;

use app::error::AppError;
use app::here::HowItIs;
use app::state::AppState;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Extension, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, on, post};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use leptos::prelude::*;
use server_fn::error::SERVER_FN_ERROR_HEADER;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer};
use tracing::{Instrument as _, Span};

use crate::admission::{Admission, admit};
use crate::arrival::Entrance;
use crate::live::{self, Hub};
use crate::parts::Health;
use crate::session::PgSessions;
use crate::{
    arrival, evidence_bundle, flags, gate, github, gitlab, log, mail, markdown, origin, page, site, stop, zone,
};

/// Largest body of a form, in bytes: a proposal of 1 MiB, URL-encoded.
const LARGEST_FORM: usize = 4 << 20;
/// Addresses of people that end in a secret.
const LINKS: [&str; 6] = [
    "/s/",
    "/setup/",
    "/invitation/",
    "/new-address/",
    "/reset/",
    "/unsubscribe/",
];
/// Addresses of programs that end in one.
const WEBHOOKS: [&str; 4] = [
    "/webhook/github/",
    "/webhook/gitlab/",
    "/webhook/launchdarkly/",
    "/webhook/unleash/",
];

/// The application's service. The layers around a group of routes are one service: a layer on its own is a box more for
/// every request, and whatever it holds is copied by each layer around it.
pub fn router(state: AppState, sessions: PgSessions, hub: Hub, parts: Health) -> Router {
    let cookie = state.site.cookie("countersign");
    let entrance = Entrance {
        state: state.clone(),
        sessions: sessions.clone(),
        cookie: cookie.clone().into(),
    };
    let session_layer = SessionManagerLayer::new(sessions)
        .with_name(cookie)
        .with_secure(state.is_secure())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::hours(8)));

    let how_it_is = HowItIs(Arc::new({
        let parts = parts.clone();
        move || parts.lines().into_iter().chain(parts.notes()).collect()
    }));
    let pages = page::pages()
        .merge(forms(&state))
        .route("/p/{pilot}/live", get(live::stream))
        .route("/p/{pilot}/activity/export", get(log::download))
        .route("/p/{pilot}/evidence-bundle", get(evidence_bundle::download))
        .route("/p/{pilot}/proposal/r/{number}/markdown", get(markdown::export))
        .route("/p/{pilot}/zone/export/{file}", get(zone::export))
        .with_state(state.clone())
        .layer(
            ServiceBuilder::new()
                .layer(RequestBodyLimitLayer::new(LARGEST_FORM))
                .map_request(|request: http::Request<_>| request.map(Body::new))
                .layer(DefaultBodyLimit::max(LARGEST_FORM))
                .layer(from_fn(private))
                .layer(from_fn_with_state(state.clone(), stop::explain))
                .layer(from_fn_with_state(state.site.base_url.clone(), origin::told))
                .layer(CsrfLayer::new().with_rejection_response(|_| origin::refusal()))
                .layer(from_fn(detach))
                .layer(from_fn_with_state(entrance, arrival::arrive))
                .layer(session_layer)
                .layer(from_fn(arrival::note_answer))
                .layer(from_fn(arrival::note_visit))
                .layer(Extension(hub))
                .layer(Extension(how_it_is))
                .layer(from_fn(whole_upload)),
        );

    // No session and no form of ours: a delivery proves itself by its signature. How large one may be is looked at where it can
    // be noted that it was refused.
    let webhooks = Router::new()
        .route("/webhook/github/{path_key}", post(github::receive))
        .route("/webhook/gitlab/{path_key}", post(gitlab::receive))
        .layer(from_fn(detach))
        .layer(DefaultBodyLimit::disable());

    // Services that turn flags: a token of the pilot in the address, since they send no other.
    let flags = Router::new()
        .route("/webhook/launchdarkly/{token}", post(flags::launchdarkly))
        .route("/webhook/unleash/{token}", post(flags::unleash))
        .route("/webhook/unleash", post(flags::unleash_by_header))
        .layer(from_fn(detach))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(flags::LARGEST));

    // Programs, with a token and without a session; what a page of another site sends has no token.
    let reports = Router::new()
        .route("/api/skill-results", post(gate::skill_result))
        .route("/api/changed-files", post(gate::changed_files))
        .route("/api/flag-flips", post(gate::flag_flip))
        .layer(from_fn(detach))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(gate::LARGEST));

    // Programs that read mail, for their reader: a sealed address and no session.
    let unsubscriptions = Router::new()
        .route("/unsubscribe/{token}", post(mail::one_click))
        .layer(from_fn(detach))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(mail::LARGEST_UNSUBSCRIPTION));

    let files = Router::new()
        .route("/pkg/{*file}", get(site::serve))
        .route("/fonts/{*file}", get(site::serve))
        .route("/favicon.svg", get(site::serve))
        .with_state(site::Files::of(&state));

    // Whoever watches over the server hears of it also while everybody else waits.
    let health = Router::new().route(
        "/health",
        get(move |State(state): State<AppState>| health(state, parts)).with_state(state.clone()),
    );
    let secure = state.is_secure();
    Router::new()
        .merge(files.with_state(state.clone()))
        .merge(pages)
        .merge(webhooks.with_state(state.clone()))
        .merge(flags.with_state(state.clone()))
        .merge(unsubscriptions.with_state(state.clone()))
        .merge(reports.with_state(state))
        .layer(from_fn_with_state(Admission::default(), admit))
        .merge(health)
        .layer(
            ServiceBuilder::new()
                // A sender's own id is text of any kind and length, and it would go into the log.
                .map_request(|mut request: Request| {
                    request.headers_mut().remove("x-request-id");
                    request
                })
                .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
                .layer(TraceLayer::new_for_http().make_span_with(span))
                .layer(PropagateRequestIdLayer::x_request_id())
                .layer(from_fn_with_state(secure, headers))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(CompressionLayer::new().compress_when(
                    // An archive is compressed.
                    NotForContentType::SSE.and(NotForContentType::const_new("application/zip")),
                ))
                .layer(from_fn(one_host)),
        )
}

/// What of a request stands in the log.
fn span(request: &Request) -> Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    // The path alone: queries can hold what people typed, and links hold secrets.
    let path = request.uri().path();
    let path = if LINKS.iter().chain(&WEBHOOKS).any(|secret| path.starts_with(secret)) {
        path.rsplit_once('/').map_or(path, |(front, _)| front)
    } else {
        path
    };
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let from = from.map(|ConnectInfo(address)| tracing::field::display(address.ip()));
    tracing::info_span!("request", method = %request.method(), path, from, id)
}

/// Every form, each under its own address.
fn forms(state: &AppState) -> Router<AppState> {
    let forms = server_fn::axum::server_fn_paths();
    forms.fold(Router::new(), |router, (path, method)| {
        let state = state.clone();
        let run = move |request: Request| {
            leptos_axum::handle_server_fns_with_context(move || provide_context(state.clone()), request)
        };
        router.route(
            path,
            on(MethodFilter::try_from(method).unwrap_or(MethodFilter::POST), run),
        )
    })
}

/// `GET /health`: `ok`, or a line for each part of the program that is not well. What the program cannot help, such as a mail
/// server that is away, follows on lines of its own and makes no instance unfit.
async fn health(state: AppState, parts: Health) -> Response {
    let mut unwell = parts.lines();
    if !store::answers(&state.pool).await {
        unwell.insert(0, "database: does not answer".to_owned());
    }
    if unwell.is_empty() {
        let lines: Vec<String> = std::iter::once("ok".to_owned()).chain(parts.notes()).collect();
        lines.join("\n").into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, unwell.join("\n")).into_response()
    }
}

/// A form goes on when its sender goes away: what was begun is committed or rolled back, never cut.
async fn detach(request: Request, next: Next) -> Response {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request).in_current_span()).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "a form broke");
            (StatusCode::INTERNAL_SERVER_ERROR, AppError::Internal.to_string()).into_response()
        }
    }
}

/// Forms with a file come in parts.
const WITH_FILES: [&str; 2] = ["/do/data/import", "/do/pilot/add"];

/// The framework breaks on a form with a file when no boundary between its parts is named, so such a request is stopped before.
async fn whole_upload(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let in_parts = kind.starts_with("multipart/form-data") && kind.contains("boundary=");
    if request.method() == Method::POST && WITH_FILES.contains(&request.uri().path()) && !in_parts {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            [(SERVER_FN_ERROR_HEADER, "incomplete")],
        )
            .into_response();
    }
    next.run(request).await
}

/// Pages belong to their reader: nothing on the way may keep them.
async fn private(request: Request, next: Next) -> Response {
    let secret = LINKS.iter().any(|path| request.uri().path().starts_with(path));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if secret {
        // Not none at all: without Sec-Fetch-Site, as on plain http, their forms would name no origin.
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    }
    response
}

/// Two hosts in one request mean two things to two programs on its way.
async fn one_host(request: Request, next: Next) -> Response {
    if request.headers().get_all(header::HOST).iter().count() > 1 {
        return (StatusCode::BAD_REQUEST, "The request names more than one host.").into_response();
    }
    next.run(request).await
}

/// Headers of every answer. `secure` is whether people reach it by https.
async fn headers(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    let policy = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let what = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
    tracing::error!(what = what.unwrap_or_default(), "a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, AppError::Internal.to_string()).into_response()
}
