use similar::{DiffOp, TextDiff};

use crate::document::Body;

/// How many lines of a text differ from the one approved: lines added, deleted, or written anew.
#[must_use]
pub fn differing_lines(approved: &Body, current: &Body) -> usize {
    if approved == current {
        return 0;
    }
    TextDiff::from_lines(approved.as_str(), current.as_str())
        .ops()
        .iter()
        .map(|op| match op {
            DiffOp::Equal { .. } => 0,
            DiffOp::Delete { old_len, .. } => *old_len,
            DiffOp::Insert { new_len, .. } => *new_len,
            DiffOp::Replace { old_len, new_len, .. } => (*old_len).max(*new_len),
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_once_each() {
        let body = |text| Body::new(text).expect("short");
        let approved = body("one\ntwo\nthree\nfour\n");
        for (current, expected) in [
            ("one\ntwo\nthree\nfour\n", 0),
            ("one\n2\nthree\nfour\n", 1),
            ("one\ntwo\nthree\nfour\nfive\n", 1),
            ("one\nfour\n", 2),
            ("one\n2\n2a\nthree\nfour\n", 2),
            ("zero\none\ntwo\nthree\n4\n", 2),
        ] {
            assert_eq!(differing_lines(&approved, &body(current)), expected, "{current:?}");
        }
    }
}
