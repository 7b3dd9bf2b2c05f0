//! Which item of one version is which of another.

use crate::document::{bag, likeness};
use crate::zone::{ZoneItem, is_named_alike};

/// Items with this share of their words in common are the same one in other words.
const REWORDED: f64 = 0.6;

/// For every new item the place of the old one that it was.
pub(super) fn matched(old: &[ZoneItem], new: &[ZoneItem]) -> Vec<Option<usize>> {
    let by_name = |item: &ZoneItem| old.iter().position(|old| is_named_alike(&old.text, &item.text));
    let mut from: Vec<Option<usize>> = Vec::with_capacity(new.len());
    for item in new {
        let found = by_name(item).filter(|at| !from.contains(&Some(*at)));
        from.push(found);
    }
    let gone = (0..old.len()).filter(|at| !from.contains(&Some(*at)));
    let mut alike: Vec<(f64, usize, usize)> = gone
        .flat_map(|was| {
            let added = (0..new.len()).filter(|is| from[*is].is_none());
            added
                .map(|is| (how_alike(&old[was], &new[is]), was, is))
                .collect::<Vec<_>>()
        })
        .filter(|(alike, ..)| *alike >= REWORDED)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, was, is) in alike {
        if from[is].is_none() && !from.contains(&Some(was)) {
            from[is] = Some(was);
        }
    }
    from
}

/// By their words; items with the same rules are alike whatever they say.
fn how_alike(old: &ZoneItem, new: &ZoneItem) -> f64 {
    let of_words = likeness(&words(&old.text), &words(&new.text));
    if !old.rules.is_empty() && old.rules == new.rules {
        of_words.max(REWORDED)
    } else {
        of_words
    }
}

fn words(text: &str) -> Vec<u64> {
    let text = text.to_lowercase();
    bag(text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty()))
}
