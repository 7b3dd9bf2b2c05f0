use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::Section;

/// Which way a section went among those that are in both revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Nearer to the beginning.
    Up,
    /// Nearer to the end.
    Down,
}

/// A section of a comparison: its places in the old and the new list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// In the old list; `None` when it was added.
    pub old: Option<usize>,
    /// In the new list; `None` when it was deleted.
    pub new: Option<usize>,
    /// Whether it changed places.
    pub moved: Option<Moved>,
}

/// Sections with this share of their words in common are the same one under another title.
const RENAMED: f64 = 0.5;

/// Brings the sections of two revisions together: by their keys, and where a title changed by their
/// words. They come in the order of the new one, with deleted sections where they stood.
#[must_use]
pub fn pair_sections(old: &[Section], new: &[Section]) -> Vec<Pair> {
    let matches = matches(old, new);
    let mut staying = vec![false; new.len()];
    for at in longest_rise(&matches) {
        staying[at] = true;
    }
    // The rank of a section among those in both.
    let mut ranks: Vec<usize> = matches.iter().flatten().copied().collect();
    ranks.sort_unstable();
    let mut pairs: Vec<Pair> = Vec::with_capacity(old.len() + new.len());
    let mut rank = 0;
    for (at, matched) in matches.iter().enumerate() {
        let moved = matched.and_then(|old| {
            let before = ranks.binary_search(&old).unwrap_or_default();
            rank += 1;
            match (staying[at], before < rank - 1) {
                (true, _) => None,
                (false, true) => Some(Moved::Down),
                (false, false) => Some(Moved::Up),
            }
        });
        pairs.push(Pair {
            old: *matched,
            new: Some(at),
            moved,
        });
    }
    // A deleted section stands behind the one that stood before it.
    let mut after = None;
    for at in 0..old.len() {
        match pairs.iter().position(|pair| pair.old == Some(at)) {
            Some(place) if pairs[place].moved.is_none() => after = Some(at),
            Some(_) => {}
            None => {
                let place = pairs
                    .iter()
                    .position(|pair| pair.old.is_some() && pair.old == after)
                    .map_or(0, |place| place + 1);
                pairs.insert(
                    place,
                    Pair {
                        old: Some(at),
                        new: None,
                        moved: None,
                    },
                );
                after = Some(at);
            }
        }
    }
    pairs
}

/// For every new section the old one it came from.
fn matches(old: &[Section], new: &[Section]) -> Vec<Option<usize>> {
    let places: HashMap<&str, usize> = old.iter().enumerate().map(|(at, s)| (s.key.as_str(), at)).collect();
    let mut matches: Vec<Option<usize>> = new.iter().map(|s| places.get(s.key.as_str()).copied()).collect();
    let gone: Vec<(usize, Vec<u64>)> = (0..old.len())
        .filter(|at| !matches.contains(&Some(*at)))
        .map(|at| (at, bag(old[at].text.split_whitespace())))
        .collect();
    let added: Vec<(usize, Vec<u64>)> = (0..new.len())
        .filter(|at| matches[*at].is_none())
        .map(|at| (at, bag(new[at].text.split_whitespace())))
        .collect();
    let mut alike: Vec<(f64, usize, usize)> = gone
        .iter()
        .flat_map(|(old, was)| added.iter().map(move |(new, is)| (likeness(was, is), *old, *new)))
        .filter(|(likeness, ..)| *likeness >= RENAMED)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, old, new) in alike {
        if matches[new].is_none() && !matches.contains(&Some(old)) {
            matches[new] = Some(old);
        }
    }
    matches
}

/// The places of a longest rising series among the values.
fn longest_rise(values: &[Option<usize>]) -> Vec<usize> {
    // For each place, the length of the longest series that ends there and the place before it.
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); values.len()];
    for at in 0..values.len() {
        let Some(value) = values[at] else { continue };
        let before = (0..at)
            .filter(|other| values[*other].is_some_and(|other| other < value))
            .max_by_key(|other| best[*other].0);
        best[at] = (before.map_or(0, |before| best[before].0) + 1, before);
    }
    let mut series = Vec::new();
    let mut next = (0..values.len())
        .filter(|at| values[*at].is_some())
        .max_by_key(|at| best[*at].0);
    while let Some(at) = next {
        series.push(at);
        next = best[at].1;
    }
    series.reverse();
    series
}

/// Hashes of words, sorted: for comparing how much two texts have in common.
pub(crate) fn bag<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let mut bag: Vec<u64> = words
        .map(|word| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    bag.sort_unstable();
    bag
}

/// How much two bags have in common, from 0 to 1 (Dice).
pub(crate) fn likeness(one: &[u64], other: &[u64]) -> f64 {
    let (mut a, mut b, mut common) = (0, 0, 0_u32);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                a += 1;
                b += 1;
            }
        }
    }
    let words = one.len() + other.len();
    if words == 0 {
        return 0.0;
    }
    2.0 * f64::from(common) / words as f64
}

/// Whether two sections say the same. Blank lines at the end only keep it apart from the next.
pub(crate) fn is_same(was: &str, is: &str) -> bool {
    was.trim_end() == is.trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Body, sections};

    fn shown(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (
            sections(&Body::new(old).expect("short")),
            sections(&Body::new(new).expect("short")),
        );
        pair_sections(&old, &new)
            .into_iter()
            .map(|pair| {
                let title =
                    |list: &[Section], at: Option<usize>| at.map_or("-".to_owned(), |at| list[at].title.clone());
                let moved = pair.moved.map_or(String::new(), |moved| format!(" {moved:?}"));
                format!("{} {}{moved}", title(&old, pair.old), title(&new, pair.new))
            })
            .collect()
    }

    const ABC: &str = "## A\n\nthe first text\n\n## B\n\nanother here\n\n## C\n\nand a third one\n";

    #[test]
    fn deleted_sections_stand_where_they_stood() {
        assert_eq!(shown(ABC, "## A\n\nx\n\n## C\n\nz\n"), ["A A", "B -", "C C"]);
        assert_eq!(shown(ABC, "## C\n\nz\n"), ["A -", "B -", "C C"]);
        assert_eq!(shown("", ABC), ["- A", "- B", "- C"]);
    }

    #[test]
    fn a_section_that_changed_places_is_moved() {
        let moved = "## C\n\nand a third one\n\n## A\n\nthe first text\n\n## B\n\nanother here\n";
        assert_eq!(shown(ABC, moved), ["C C Up", "A A", "B B"]);
        assert_eq!(shown(moved, ABC), ["A A", "B B", "C C Down"]);
    }

    #[test]
    fn a_section_under_another_title_is_found_by_its_words() {
        let renamed = ABC.replace("## B", "## Better");
        assert_eq!(shown(ABC, &renamed), ["A A", "B Better", "C C"]);
        let rewritten = ABC.replace("## B\n\nanother here", "## Better\n\nnothing of it left in");
        assert_eq!(shown(ABC, &rewritten), ["A A", "B -", "- Better", "C C"]);
    }
}
