//! A pilot that nobody has signed yet is its sponsor's draft: it can be named anew, archived and put away.

/// What stands in the way of handling a pilot as a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Somebody approved a revision, or signed a zone version, whatever became of it.
    pub ever: bool,
    /// A revision is with the approver.
    pub is_asked: bool,
}

/// Why a pilot is no draft any more, or not now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDraft {
    /// What somebody signed keeps its name and stays where it is.
    #[error("Somebody has signed it. What was signed keeps its name and stays where it is.")]
    Signed,
    /// The approver would stand before something else than they were asked about.
    #[error("It is with the approver. Withdraw the request first.")]
    Asked,
}

impl Signed {
    /// Whether the pilot can be handled as a draft.
    ///
    /// # Errors
    /// Why not, as a sentence.
    pub fn draft(self) -> Result<(), NoDraft> {
        match self {
            Self { ever: true, .. } => Err(NoDraft::Signed),
            Self { is_asked: true, .. } => Err(NoDraft::Asked),
            Self {
                ever: false,
                is_asked: false,
            } => Ok(()),
        }
    }
}
