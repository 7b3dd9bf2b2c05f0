//! How much fits on a slide.

/// Words of a headline, at most. Figures are not words.
pub const MOST_WORDS: usize = 14;
/// Characters of a headline, at most: two lines at the back of the room.
pub const MOST_CHARACTERS: usize = 80;
/// Words on a slide, all text together, at most.
pub const MOST_WORDS_OF_SLIDE: usize = 40;

/// The words of a text: what stands between spaces and has a letter in it.
pub fn count(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
}

/// Whether a headline is short enough.
pub(super) fn fits(headline: &str) -> bool {
    headline.chars().count() <= MOST_CHARACTERS && count(headline) <= MOST_WORDS
}

/// The first headline that fits and has at most so many words; the last one is cut if need be. For a slide whose drawing has
/// many words of its own.
pub(super) fn headline_of<const N: usize>(words: usize, candidates: [String; N]) -> String {
    let last = candidates.last().cloned().unwrap_or_default();
    candidates
        .into_iter()
        .find(|candidate| fits(candidate) && count(candidate) <= words)
        .unwrap_or_else(|| clip(&last, words, MOST_CHARACTERS))
}

/// The first headline that fits; the last one is cut if need be.
pub(super) fn headline<const N: usize>(candidates: [String; N]) -> String {
    headline_of(MOST_WORDS, candidates)
}

/// A text that people typed, cut between words to at most this many words and characters.
#[must_use]
pub fn clip(text: &str, words: usize, characters: usize) -> String {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let whole = parts.join(" ");
    if parts.len() <= words && whole.chars().count() <= characters {
        return whole;
    }
    // One character is kept for the mark that says it was cut.
    let room = characters.saturating_sub(1);
    let fitting = (1..=parts.len().min(words))
        .rev()
        .map(|number| parts[..number].join(" "))
        .find(|short| short.chars().count() <= room);
    let short = fitting.unwrap_or_else(|| whole.chars().take(room).collect());
    format!("{}…", short.trim_end())
}

/// `1 day`, `2 days`: a count with its word.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}

/// With its first letter small, to go on after a colon.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_not_words() {
        assert_eq!(
            count("The new-model PM reached a first commit in 6 days, 45% below the baseline"),
            12
        );
        assert_eq!(count("5 / 11 · data to 28 Mar 17:00 CET"), 4);
    }

    #[test]
    fn long_text_is_cut_between_words() {
        assert_eq!(clip("One two  three", 3, 20), "One two three");
        assert_eq!(clip("One two three", 2, 20), "One two…");
        assert_eq!(clip("One two three", 3, 8), "One two…");
        assert_eq!(clip("Onetwothree", 3, 5), "Onet…");
        assert_eq!(clip("", 3, 5), "");
    }
}
