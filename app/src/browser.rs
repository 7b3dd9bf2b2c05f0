//! The browser a request comes from: known by a cookie, so that what was typed in it is given back there alone.

use cookie::{Cookie, SameSite, time};
use leptos::prelude::expect_context;
use leptos_axum::ResponseOptions;

use crate::here::cookie;
use crate::state::AppState;
use crate::token::{self, Token};

/// How long a browser is known, in days: as long as browsers keep cookies.
const KNOWN_DAYS: i64 = 400;

fn name(state: &AppState) -> String {
    state.site.cookie("countersign-browser")
}

/// What is stored of the browser's name, if it has one.
pub fn browser() -> Option<[u8; 32]> {
    let state = leptos::prelude::use_context::<AppState>()?;
    cookie(&name(&state))
        .filter(|name| Token::fits(name))
        .map(|name| token::hash(&name))
}

/// The same; a browser without a name gets one.
pub fn named_browser(state: &AppState) -> [u8; 32] {
    if let Some(known) = browser() {
        return known;
    }
    let token = Token::random();
    let cookie = Cookie::build((name(state), token.as_str()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.is_secure())
        .max_age(time::Duration::days(KNOWN_DAYS))
        .build();
    if let Ok(value) = http::HeaderValue::from_str(&cookie.to_string()) {
        expect_context::<ResponseOptions>().append_header(http::header::SET_COOKIE, value);
    }
    token.hash()
}
