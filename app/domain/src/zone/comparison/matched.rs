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

#[cfg(test)]
mod tests {
    use super::matched;
    use crate::zone::{Side, ZoneItem};

    fn items(texts: &[&str]) -> Vec<ZoneItem> {
        let item = |text: &&str| ZoneItem {
            side: Side::PmZone,
            category: None,
            text: (*text).to_owned(),
            rules: Vec::new(),
            limit: None,
            examples: Vec::new(),
        };
        texts.iter().map(item).collect()
    }

    #[test]
    fn an_item_is_the_one_with_its_sentence_before_one_with_its_words() {
        // Both have the same words.
        let old = items(&["Words people read", "People read words"]);
        let new = items(&["people read Words", "Words people read"]);
        assert_eq!(matched(&old, &new), [Some(1), Some(0)]);
    }

    #[test]
    fn an_item_becomes_one_item_the_most_alike() {
        // Of 4 and 3 words 3 are the same, 6/7; of 4 and 5 words 4, 8/9.
        let one = items(&["Flags they own here"]);
        let two = items(&["Flags they own", "Flags they own here today"]);
        assert_eq!(matched(&one, &two), [None, Some(0)]);
        assert_eq!(matched(&two, &one), [Some(1)]);
        // A zone of an earlier edition may say one thing twice.
        let twice = items(&["Words", "Words"]);
        assert_eq!(matched(&items(&["Words"]), &twice), [Some(0), None]);
        assert_eq!(matched(&twice, &twice), [Some(0), Some(1)]);
    }

    #[test]
    fn less_than_three_words_of_five_in_common_are_another_item() {
        let old = items(&["One two three four five"]);
        assert_eq!(matched(&old, &items(&["One two three six seven"])), [Some(0)]);
        assert_eq!(matched(&old, &items(&["One two eight six seven"])), [None]);
        // Nothing is in common where there are no words.
        assert_eq!(matched(&items(&["—"]), &items(&["…"])), [None]);
    }
}
