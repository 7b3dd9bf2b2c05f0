//! Words one after the other, as a sentence has them.

/// `Dana`, `Dana and Priya`, `Ana, Dana and Priya`; nothing where there are none.
pub fn listing<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match &words[..] {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::listing;

    #[test]
    fn words_read_as_a_sentence() {
        assert_eq!(listing::<&str>(&[]), "");
        assert_eq!(listing(&["Dana"]), "Dana");
        assert_eq!(listing(&["Dana", "Priya"]), "Dana and Priya");
        assert_eq!(listing(&["Ana", "Dana", "Priya"]), "Ana, Dana and Priya");
    }
}
