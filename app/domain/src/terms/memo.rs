use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::reading::{self, Reading};
use crate::document::Body;

/// How many texts are remembered: the newest revisions, and the sections in which two of them differ. A reading
/// takes a few kilobytes.
const REMEMBERED: usize = 512;

/// Texts by their hash, oldest first.
type Remembered = VecDeque<([u8; 32], Arc<Reading>)>;

static READINGS: LazyLock<Mutex<Remembered>> = LazyLock::new(Mutex::default);

/// Reads the terms out of the prose. What is unclear stays unknown and is listed as missing; two
/// sentences that differ leave the term unknown and are listed as a contradiction.
///
/// Reading a long text takes longer than all the rest of its page, and always comes to the same: the
/// newest readings are remembered.
#[must_use]
pub fn read(body: &Body) -> Reading {
    let key: [u8; 32] = Sha256::digest(body.as_str()).into();
    let remembered = || READINGS.lock().unwrap_or_else(PoisonError::into_inner);
    let found = remembered()
        .iter()
        .find(|(other, _)| *other == key)
        .map(|(_, reading)| Arc::clone(reading));
    if let Some(reading) = found {
        return Reading::clone(&reading);
    }
    // Not under the lock: two readers of one text may both read it, which changes nothing.
    let reading = reading::read(body);
    let mut readings = remembered();
    if readings.len() >= REMEMBERED {
        readings.pop_front();
    }
    readings.push_back((key, Arc::new(reading.clone())));
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remembered_reading_is_the_same_and_older_ones_are_let_go() {
        let text = |n: usize| Body::new(&format!("## Time\n\nThe pilot runs for {n} weeks.\n")).expect("short");
        for n in [4, 5, 4] {
            assert_eq!(read(&text(n)), reading::read(&text(n)));
        }
        for n in 0..2 * REMEMBERED {
            assert_eq!(read(&text(n)), reading::read(&text(n)));
        }
        let remembered = READINGS.lock().expect("not poisoned").len();
        assert!(remembered <= REMEMBERED, "{remembered}");
    }
}
