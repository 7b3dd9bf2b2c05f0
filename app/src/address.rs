//! Addresses: what that of a request names, and how text goes into one.

use http::request::Parts;
use leptos::prelude::{use_context, with_context};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// The named parts of a page's path and what stands there, decoded.
#[derive(Clone, Debug, Default)]
pub struct Params(pub Vec<(String, String)>);

/// A part of the path by its name; empty when it is not there.
pub fn param(name: &str) -> String {
    let Params(all) = use_context().unwrap_or_default();
    let found = all.into_iter().find(|(n, _)| n == name);
    found.map(|(_, value)| value).unwrap_or_default()
}

/// A value of the query; the last one where there are several.
pub fn query(name: &str) -> Option<String> {
    with_context(|parts: &Parts| {
        let all = form_urlencoded::parse(parts.uri.query()?.as_bytes());
        let named = all.filter(|(n, _)| n == name);
        named.last().map(|(_, value)| value.into_owned())
    })?
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
