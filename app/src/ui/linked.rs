//! Text somebody typed, with its addresses on the web as links.

use leptos::prelude::*;

/// What may follow an address in a sentence and is no part of it.
const AFTER: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '”', '"', '\'', '>'];

/// A text with its addresses as links.
pub fn linked(text: &str) -> Vec<AnyView> {
    pieces(text)
        .into_iter()
        .map(|(piece, is_address)| {
            let (piece, address) = (piece.to_owned(), is_address.then(|| piece.to_owned()));
            match address {
                Some(address) => view! { <a href=address rel="noopener noreferrer">{piece}</a> }.into_any(),
                None => piece.into_any(),
            }
        })
        .collect()
}

/// The text in pieces, each with whether it is an address.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let begin = |text: &str| {
        ["https://", "http://"]
            .iter()
            .filter_map(|scheme| text.find(scheme))
            .min()
    };
    while let Some(at) = begin(rest) {
        let (before, from) = rest.split_at(at);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(AFTER);
        let is_address = address.split_once("://").is_some_and(|(_, host)| !host.is_empty());
        let length = if is_address { address.len() } else { end };
        pieces.push((before, false));
        pieces.push((&from[..length], is_address));
        rest = &from[length..];
    }
    pieces.push((rest, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn addresses_are_found_among_words() {
        for (text, expected) in [
            ("", &[][..]),
            ("A note", &[("A note", false)]),
            ("https://example.com/a", &[("https://example.com/a", true)]),
            (
                "See (http://example.com/a?b=1), and https://example.com.\nDone",
                &[
                    ("See (", false),
                    ("http://example.com/a?b=1", true),
                    ("), and ", false),
                    ("https://example.com", true),
                    (".\nDone", false),
                ],
            ),
            ("https:// is none", &[("https://", false), (" is none", false)]),
            ("javascript:alert(1)", &[("javascript:alert(1)", false)]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}
