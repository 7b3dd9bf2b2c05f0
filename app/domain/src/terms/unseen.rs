//! Characters of the lists that cannot be seen.

use super::Terms;
use crate::document::unseen::{unseen, without};

impl Terms {
    /// The unseen characters in the lists.
    #[must_use]
    pub fn unseen(&self) -> Vec<char> {
        let lists = [
            &self.asks,
            &self.metrics,
            &self.pm_zone,
            &self.engineering_zone,
            &self.week_one,
            &self.no_go,
        ];
        let items = lists.into_iter().flatten();
        items.flat_map(|item| unseen(item)).map(|(_, c)| c).collect()
    }

    /// The terms without unseen characters in their lists.
    #[must_use]
    pub fn without_unseen(mut self) -> Self {
        for item in self.items_mut() {
            *item = without(item).lines().collect::<Vec<_>>().join(" ");
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_in_lists_and_can_be_removed() {
        let terms = Terms {
            asks: vec!["Appro\u{200b}ve\u{b}it".to_owned(), "Attend".to_owned()],
            ..Terms::default()
        };
        assert_eq!(terms.unseen(), ['\u{200b}', '\u{b}']);
        let clean = terms.without_unseen();
        assert_eq!(clean.asks, ["Approve it", "Attend"]);
        assert!(clean.unseen().is_empty());
    }
}
