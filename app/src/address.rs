//! Addresses: what that of a request names, and how text goes into one.

use leptos::prelude::*;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// A parameter of the address; empty when it is not there.
pub fn param(name: &str) -> String {
    leptos_router::hooks::use_params_map()
        .read_untracked()
        .get(name)
        .unwrap_or_default()
}

/// A parameter of the query.
pub fn query(name: &str) -> Option<String> {
    leptos_router::hooks::use_query_map().read_untracked().get(name)
}

/// What is no part of a word in an address. Paths stay readable.
const NOT_OF_A_WORD: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A text as part of an address.
pub fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NOT_OF_A_WORD).to_string()
}

/// What no address can hold as it is.
const NOT_OF_AN_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An address with what it cannot hold escaped; what is escaped already stays as it is.
pub fn sound(address: &str) -> String {
    utf8_percent_encode(address, NOT_OF_AN_ADDRESS).to_string()
}
