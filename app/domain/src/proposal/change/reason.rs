//! Why a change is material, and what a reader says a section states.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::terms::TermName;

/// What makes a change material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A term has another value.
    Term(TermName),
    /// A binding section with this title is another.
    Section(String, Edit),
    /// A section that does not bind says of a term what the terms do not say, and did not before.
    Says {
        /// Its title.
        title: String,
        /// Which term.
        term: TermName,
        /// What it says, for people.
        said: String,
    },
    /// A section that does not bind speaks of the bar, in a sentence that was not there before, and does not say clearly
    /// what the terms say.
    Unclear {
        /// Its title.
        title: String,
        /// The sentence.
        sentence: String,
    },
    /// Nobody judged the two revisions.
    Unjudged,
}

/// What happened to a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Its words are others.
    Changed,
    /// There was none with this title.
    Added,
    /// There is none with this title any more.
    Deleted,
}

impl Edit {
    const fn done(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "was added",
            Self::Deleted => "was deleted or renamed",
        }
    }
}

impl Reason {
    /// The reason as a clause to follow "because"; a term by its name alone.
    #[must_use]
    pub fn clause(&self) -> String {
        match self {
            Self::Term(term) => format!("the term “{}” changed", term.label()),
            Self::Section(title, edit) => {
                let binds = match edit {
                    Edit::Changed | Edit::Added => "it binds both sides",
                    Edit::Deleted => "it bound both sides",
                };
                format!("the section “{title}” {}, and {binds}", edit.done())
            }
            Self::Says { title, term, said } => {
                let term = term.label();
                format!("the section “{title}” now says {said} of “{term}”, which is not what the terms say")
            }
            Self::Unclear { title, sentence } => {
                let sentence = sentence.trim_end_matches('.');
                format!("the section “{title}” now speaks of the bar without saying clearly what it is (“{sentence}”)")
            }
            Self::Unjudged => "the difference between the two was never judged".to_owned(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clause = self.clause();
        let rest = clause.strip_prefix('t').unwrap_or(&clause);
        write!(f, "T{rest}.")
    }
}
