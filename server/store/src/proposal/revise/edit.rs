//! An edit, and the window it is written in.

use domain::ids::{ConflictId, DraftId};
use domain::proposal::{Place, RevisionNumber};

/// An edit of one section.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The section's key in `base`; empty for a new section at the end.
    pub section: &'a str,
    /// The revision the edit was begun on.
    pub base: RevisionNumber,
    /// The section's new text, heading included.
    pub text: &'a str,
    /// What changed, in the author's words; empty to have it said from the sections.
    pub summary: &'a str,
}

/// The window that somebody writes in. Two windows of one writer do not overwrite each other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Window<'a> {
    /// A name that no other window of this writer has; empty for what is not written in one.
    pub name: &'a str,
    /// The draft it shows.
    pub draft: Option<DraftId>,
    /// How often that draft, or the result of the conflict, had been kept when the window last knew.
    pub turn: i32,
}

/// An edit with everything the editor knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Save<'a> {
    /// The edit.
    pub edit: Edit<'a>,
    /// The last of the sections it stands for, or the section's key again. For a new section: the key of
    /// the one it goes after, or empty for the end.
    pub last: &'a str,
    /// The conflict it settles.
    pub settles: Option<ConflictId>,
    /// Where it is written.
    pub window: Window<'a>,
}

impl<'a> From<Edit<'a>> for Save<'a> {
    fn from(edit: Edit<'a>) -> Self {
        Self {
            edit,
            last: edit.section,
            settles: None,
            window: Window::default(),
        }
    }
}

impl<'a> Save<'a> {
    /// Where the edit goes.
    pub fn place(&self) -> Place<'a> {
        place(self.edit.section, self.last)
    }
}

/// The place behind two stored keys.
pub(in crate::proposal) fn place<'a>(section: &'a str, last: &'a str) -> Place<'a> {
    if section.is_empty() {
        Place::After(last)
    } else {
        Place::Over(section, last)
    }
}
