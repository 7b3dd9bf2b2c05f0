use std::ops::Range;

use super::Placeholder;

/// What a marked stretch of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A gap the writer still has to fill.
    Placeholder,
    /// A value that is a term of the revision.
    Term,
    /// A value that is not what the terms say.
    TermDiffers,
    /// Text somebody commented on.
    Comment,
    /// Text somebody suggests to change.
    Suggestion,
    /// A character that cannot be seen, shown by its number.
    Unseen,
    /// Text the older of two revisions does not have: `<ins>` rather than `<mark>`.
    Inserted,
}

impl Class {
    /// The classes that are shown as `<mark>`.
    pub(crate) const MARKS: [&'static str; 6] =
        ["placeholder", "term", "term-differs", "comment", "suggestion", "unseen"];

    /// The class of its element; `None` where the element says it.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Placeholder => Some("placeholder"),
            Self::Term => Some("term"),
            Self::TermDiffers => Some("term-differs"),
            Self::Comment => Some("comment"),
            Self::Suggestion => Some("suggestion"),
            Self::Unseen => Some("unseen"),
            Self::Inserted => None,
        }
    }
}

/// A stretch of the source that is shown as marked. Stretches may overlap each other and any markup:
/// each piece of text in one is marked for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// Where it stands in the source, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
    /// The id of its first piece. The ids of headings have letters, digits and hyphens: an underscore
    /// (`comment_12`) keeps clear of them.
    pub id: Option<String>,
    /// Where it leads: an address within this site. Inside a link of the text it leads nowhere, and of
    /// several stretches over the same words the one that begins last leads.
    pub href: Option<String>,
    /// What it says when pointed at.
    pub title: Option<String>,
    /// Which of those around it this is: every piece carries it as `data-nth`, so that a style sheet can bring
    /// it together with what is said about it elsewhere.
    pub nth: Option<usize>,
}

impl Overlay {
    /// A stretch that is marked and nothing else.
    #[must_use]
    pub fn new(range: Range<usize>, class: Class) -> Self {
        Self {
            range,
            class,
            id: None,
            href: None,
            title: None,
            nth: None,
        }
    }

    /// The mark of a placeholder, with the id `placeholder-N`.
    #[must_use]
    pub fn placeholder(placeholder: &Placeholder, href: Option<String>) -> Self {
        Self {
            id: Some(format!("placeholder-{}", placeholder.nth)),
            href,
            ..Self::new(placeholder.range.clone(), Class::Placeholder)
        }
    }
}
