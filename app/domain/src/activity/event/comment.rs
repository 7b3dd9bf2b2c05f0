use serde::{Deserialize, Serialize};

use super::{Noted, after, say};
use crate::activity::{Place, Sentence};
use crate::document::Digest;
use crate::ids::{CommentId, CommentThreadId};
use crate::proposal::RevisionNumber;

/// Events of comments and suggestions. `section` is always the title of the section that the thread is on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Comment {
    /// A thread was begun with a comment.
    #[serde(rename = "comment.start")]
    Start {
        /// The thread.
        thread: CommentThreadId,
        /// The comment.
        #[serde(default)]
        comment: Noted<CommentId>,
        /// On what.
        section: String,
        /// In which revision.
        #[serde(default)]
        revision: Noted<RevisionNumber>,
    },
    /// Other words were suggested: in a new thread, or in a reply.
    #[serde(rename = "comment.suggest")]
    Suggest {
        /// The thread.
        thread: CommentThreadId,
        /// The comment that suggests them.
        #[serde(default)]
        comment: Noted<CommentId>,
        /// On what.
        section: String,
        /// In which revision.
        #[serde(default)]
        revision: Noted<RevisionNumber>,
        /// Of a reply: whether the thread was resolved before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reopened: Option<bool>,
    },
    /// A reply.
    #[serde(rename = "comment.reply")]
    Reply {
        /// The thread.
        thread: CommentThreadId,
        /// The comment.
        #[serde(default)]
        comment: Noted<CommentId>,
        /// On what.
        section: String,
        /// Whether the thread was resolved before it.
        #[serde(default)]
        reopened: Noted<bool>,
    },
    /// A thread was resolved.
    #[serde(rename = "comment.resolve")]
    Resolve {
        /// The thread.
        thread: CommentThreadId,
        /// On what.
        section: String,
    },
    /// A thread was opened again.
    #[serde(rename = "comment.reopen")]
    Reopen {
        /// The thread.
        thread: CommentThreadId,
        /// On what.
        section: String,
    },
    /// A suggestion became a revision.
    #[serde(rename = "comment.accept")]
    Accept {
        /// The thread.
        thread: CommentThreadId,
        /// On what.
        #[serde(default)]
        section: Noted<String>,
        /// Whose suggestion, by name.
        suggested_by: String,
        /// The new revision.
        revision: RevisionNumber,
        /// Its digest.
        #[serde(default)]
        digest: Noted<Digest>,
        /// Its summary.
        #[serde(default)]
        summary: Noted<String>,
    },
    /// A suggestion was declined.
    #[serde(rename = "comment.decline")]
    Decline {
        /// The thread.
        thread: CommentThreadId,
        /// On what.
        #[serde(default)]
        section: Noted<String>,
        /// Whose suggestion, by name.
        suggested_by: String,
        /// Why.
        reason: String,
    },
}

impl Comment {
    pub(super) fn sentence(&self) -> Sentence {
        let on =
            |what: &str, section: &str, thread: &CommentThreadId| say(what).link(section, Place::Comment(thread.0));
        let suggestion = |verb: &str, by: &str, thread: &CommentThreadId| {
            say(verb).link(format!("{by}’s suggestion"), Place::Comment(thread.0))
        };
        match self {
            Self::Start { thread, section, .. } => on("commented on ", section, thread),
            Self::Suggest { thread, section, .. } => on("suggested a change to ", section, thread),
            Self::Reply { thread, section, .. } => on("replied to a comment on ", section, thread),
            Self::Resolve { thread, section } => on("resolved a comment on ", section, thread),
            Self::Reopen { thread, section } => on("reopened a comment on ", section, thread),
            Self::Accept {
                thread,
                suggested_by,
                revision,
                ..
            } => suggestion("accepted ", suggested_by, thread)
                .and(" as ")
                .revision(*revision),
            Self::Decline {
                thread,
                suggested_by,
                reason,
                ..
            } => suggestion("declined ", suggested_by, thread).and(after(": ", reason)),
        }
    }
}
