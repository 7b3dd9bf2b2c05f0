//! Pieces of the comment pages: a thread in a few words, and whether its suggestion still fits.

use domain::comment::plain;
use leptos::prelude::*;
use store::comment::{Suggestion, Thread};
use store::proposal::Revision;

/// At most so many characters of a text, as one line without its marks.
pub(super) fn excerpt(markdown: &str, characters: usize) -> String {
    // Of a long text the beginning is enough to read the excerpt from.
    let head: String = markdown.chars().take(4 * characters).collect();
    let line = plain(&head);
    if line.chars().count() <= characters {
        return line;
    }
    let cut: String = line.chars().take(characters).collect();
    format!("{}…", cut.trim_end())
}

/// What a thread says first: its comment, or what it suggests.
pub(super) fn says(thread: &Thread, characters: usize) -> String {
    match &thread.suggestion {
        Some(suggestion) if thread.first.is_empty() => instead(suggestion, characters),
        _ => excerpt(&thread.first, characters),
    }
}

/// A suggestion in a line.
pub(super) fn instead(suggestion: &Suggestion, characters: usize) -> String {
    if suggestion.replacement.trim().is_empty() {
        "Leave these words out".to_owned()
    } else {
        format!("Say instead: “{}”", excerpt(&suggestion.replacement, characters))
    }
}

/// What a thread is about: its words, or the whole section.
pub(super) fn about(thread: &Thread, characters: usize) -> String {
    if thread.anchor.quote.is_empty() {
        format!("The section {}", thread.anchor.section_title)
    } else {
        format!("“{}”", excerpt(&thread.anchor.quote, characters))
    }
}

/// Whether the words a suggestion replaces stand there still.
pub(super) fn applies(thread: &Thread, suggestion: &Suggestion, latest: &Revision) -> bool {
    let there = thread
        .placed
        .clone()
        .and_then(|placed| latest.body.as_str().get(placed));
    there == Some(suggestion.quote.as_str())
}

/// What is to be known of the field with the words instead.
pub(super) const INSTEAD: &str =
    "Markdown, as in the text. Other words here are a suggestion. To leave the words out, empty the field.";

/// The button beside that field: what stands in the field is suggested, and an empty one leaves the words out.
pub(super) fn suggest() -> impl IntoView {
    view! {
        <div class="actions"><button class="button" name="suggest" value="yes">"Suggest this change"</button></div>
    }
}
