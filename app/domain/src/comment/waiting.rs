use crate::ids::CommentThreadId;

/// Something in a thread that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The thread.
    pub thread: CommentThreadId,
    /// The section it is on.
    pub section_title: String,
    /// Whose turn it was.
    pub who: String,
    /// What is asked.
    pub what: Asked,
}

/// What a thread asks of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A comment names them.
    Mentioned,
    /// Somebody replied in a thread they began.
    Replied,
    /// Their suggestion was declined.
    Declined,
    /// Somebody else's suggestion is to be accepted or declined, by whoever decides on those.
    Suggested,
    /// Somebody else said something in a thread that they neither began nor are named in, and that nobody has resolved: for
    /// whoever writes the text.
    Commented,
}
