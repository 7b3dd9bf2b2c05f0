//! What a suggestion changes, in a line.

use domain::proposal::{Tag, diff_words};
use leptos::prelude::*;
use store::comment::Suggestion;

use super::parts::instead;

/// A suggestion longer than this, both sides together, is shown on its page.
const SHORT: usize = 400;

/// The words of a suggestion as one line, those that go and those that come marked.
pub(super) fn inline(suggestion: &Suggestion) -> AnyView {
    let length = suggestion.quote.chars().count() + suggestion.replacement.chars().count();
    if length > SHORT {
        return view! { {instead(suggestion, 160)} }.into_any();
    }
    readable(diff_words(&suggestion.quote, &suggestion.replacement))
        .into_iter()
        .map(|(tag, text)| match tag {
            Tag::Same => view! { {text} }.into_any(),
            Tag::Deleted => view! { <del>{text}</del> " " }.into_any(),
            Tag::Inserted => view! { <ins>{text}</ins> }.into_any(),
        })
        .collect_view()
        .into_any()
}

/// Of words that have little in common, all that go before all that come.
fn readable(parts: Vec<(Tag, String)>) -> Vec<(Tag, String)> {
    let differs = |(tag, _): &(Tag, String)| *tag != Tag::Same;
    let (Some(first), Some(last)) = (parts.iter().position(differs), parts.iter().rposition(differs)) else {
        return parts;
    };
    let between = &parts[first..=last];
    let length = |wanted: fn(Tag) -> bool| -> usize {
        let kept = between.iter().filter(|(tag, _)| wanted(*tag));
        kept.map(|(_, text)| text.trim().len()).sum()
    };
    if length(|tag| tag == Tag::Same) >= length(|tag| tag != Tag::Same) {
        return parts;
    }
    let without = |left_out: Tag| -> String {
        let kept = between.iter().filter(|(tag, _)| *tag != left_out);
        kept.map(|(_, text)| text.as_str()).collect()
    };
    let mut whole = parts[..first].to_vec();
    whole.extend([
        (Tag::Deleted, without(Tag::Inserted)),
        (Tag::Inserted, without(Tag::Deleted)),
    ]);
    whole.retain(|(_, text)| !text.is_empty());
    whole.extend_from_slice(&parts[last + 1..]);
    whole
}

#[cfg(test)]
mod tests {
    use super::{Tag, readable};

    fn part(tag: Tag, text: &str) -> (Tag, String) {
        (tag, text.to_owned())
    }

    #[test]
    fn words_with_little_in_common_are_not_mixed() {
        let mixed = vec![
            part(Tag::Same, "We take "),
            part(Tag::Deleted, "Three"),
            part(Tag::Inserted, "Only"),
            part(Tag::Same, " "),
            part(Tag::Deleted, "shifts"),
            part(Tag::Inserted, "this"),
            part(Tag::Same, "."),
        ];
        let whole = [
            part(Tag::Same, "We take "),
            part(Tag::Deleted, "Three shifts"),
            part(Tag::Inserted, "Only this"),
            part(Tag::Same, "."),
        ];
        assert_eq!(readable(mixed), whole);
    }

    #[test]
    fn small_changes_stay_where_they_are() {
        let small = vec![
            part(Tag::Deleted, "a"),
            part(Tag::Inserted, "the"),
            part(Tag::Same, " sentence that says much "),
            part(Tag::Deleted, "more"),
        ];
        assert_eq!(readable(small.clone()), small);
        assert_eq!(readable(Vec::new()), []);
    }
}
