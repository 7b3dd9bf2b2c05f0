use serde::{Deserialize, Serialize};

use crate::document::{Body, is_same, pair_sections, sections};
use crate::terms::{TermName, Terms};

/// What a revision changed against the one before: stored with it, so that the history need not read
/// every text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// The titles of the sections added, deleted, changed or moved.
    pub sections: Vec<String>,
    /// The terms with another value.
    pub terms: Vec<TermName>,
}

/// What differs between two revisions, without saying how.
#[must_use]
pub fn touched(old: (&Body, &Terms), new: (&Body, &Terms)) -> Touched {
    let terms = old.1.differences(new.1);
    if old.0 == new.0 {
        return Touched {
            sections: Vec::new(),
            terms,
        };
    }
    let (before, after) = (sections(old.0), sections(new.0));
    let sections = pair_sections(&before, &after)
        .into_iter()
        .filter_map(|pair| {
            let was = pair.old.map(|at| &before[at]);
            let is = pair.new.map(|at| &after[at]);
            let same = matches!((was, is), (Some(was), Some(is)) if is_same(&was.text, &is.text));
            let section = is.or(was).filter(|_| !same || pair.moved.is_some())?;
            Some(section.title.clone())
        })
        .collect();
    Touched { sections, terms }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "## A\n\nthe first text\n\n## B\n\nanother here\n\n## C\n\nand a third one\n";

    #[test]
    fn what_was_touched_is_told_by_titles_and_terms() {
        let terms = Terms::default();
        let four = Terms {
            weeks: Some(4),
            ..Terms::default()
        };
        let body = |text: &str| Body::new(text).expect("short");
        let old = body(ABC);
        let new = body(&ABC.replace("another here", "another there"));
        assert_eq!(
            touched((&old, &terms), (&new, &four)),
            Touched {
                sections: vec!["B".to_owned()],
                terms: vec![TermName::Weeks]
            }
        );
        // The blank line that a new section needs before it changes nothing of the last one.
        let longer = body(&format!("{ABC}\n## D\n\nmore\n"));
        assert_eq!(touched((&old, &terms), (&longer, &terms)).sections, ["D"]);
    }
}
