use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::document::Section;
use crate::terms::topic;

/// How many sections are remembered: all of a few dozen long proposals, at 33 bytes each.
const REMEMBERED: usize = 8192;

/// What was found about sections, by the hash of title and text.
static JUDGED: LazyLock<Mutex<HashMap<[u8; 32], bool>>> = LazyLock::new(Mutex::default);

/// Whether a section carries terms: the proposal itself, zone, reviewers, metrics, success criteria,
/// asks, week one. Judged by what its headings mean, not by their exact words.
///
/// Reading a text for it takes long and always comes to the same. Pages judge the same sections again and
/// again, so what was found is remembered.
#[must_use]
pub fn is_binding(section: &Section) -> bool {
    let key: [u8; 32] = Sha256::new()
        .chain_update((section.title.len() as u64).to_be_bytes())
        .chain_update(&section.title)
        .chain_update(&section.text)
        .finalize()
        .into();
    let judged = || JUDGED.lock().unwrap_or_else(PoisonError::into_inner);
    let found = judged().get(&key).copied();
    found.unwrap_or_else(|| {
        // Not under the lock: two readers of one text may both read it, which changes nothing.
        let binds = topic::binds(&section.text, &section.title);
        let mut judged = judged();
        if judged.len() >= REMEMBERED {
            judged.clear();
        }
        judged.insert(key, binds);
        binds
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_is_read() {
        let section = |title: &str, text: String| Section {
            key: "a".to_owned(),
            title: title.to_owned(),
            range: 0..text.len(),
            text,
        };
        let text = |n: usize| format!("## Part {n}\n\nReview cycles per PR must not increase.\n");
        for _ in 0..2 {
            assert!(is_binding(&section("Part 1", text(1))));
            // The same text under a title that says something by itself, and the other way round.
            assert!(!is_binding(&section("Risks", text(1))));
            assert!(!is_binding(&section("Part 1", "## Part 1\n\nNothing.\n".to_owned())));
        }
        for n in 0..REMEMBERED + 10 {
            assert!(!is_binding(&section("Part", format!("## Part\n\n{n}\n"))));
        }
        let remembered = JUDGED.lock().expect("not poisoned").len();
        assert!(remembered <= REMEMBERED, "{remembered}");
        assert!(is_binding(&section("Part 1", text(1))));
    }
}
