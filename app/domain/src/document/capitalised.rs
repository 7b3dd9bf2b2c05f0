/// The text with a capital first: what was cut out of a sentence stands on its own.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::capitalised;

    #[test]
    fn only_the_first_letter_changes() {
        for (text, expected) in [
            ("added “Flags”", "Added “Flags”"),
            ("über flags", "Über flags"),
            ("API keys", "API keys"),
            ("ßx", "SSx"),
            ("2 items", "2 items"),
            ("", ""),
        ] {
            assert_eq!(capitalised(text), expected);
        }
    }
}
