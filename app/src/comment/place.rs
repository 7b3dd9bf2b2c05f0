//! Where threads are: their pages, and their places beside the text.

use domain::ids::CommentThreadId;

use crate::here::Here;

/// The page of a thread.
pub(super) fn url(here: &Here, thread: CommentThreadId) -> String {
    here.url(&format!("proposal/comment/{thread}"))
}

/// Where a thread stands beside the text, within the page.
pub(super) fn anchor(thread: CommentThreadId) -> String {
    format!("thread_{thread}")
}
