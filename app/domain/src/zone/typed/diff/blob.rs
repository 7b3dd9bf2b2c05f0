//! What git calls a file's contents: the digest of all that it holds. By it one knows that a diff shows all of a file, and
//! that nothing of it was lost on the way.

use sha1::{Digest as _, Sha1};
use sha2::{Digest as _, Sha256};

use super::hunk::{Returns, Side};

/// Fewer digits of a name are no proof: what has the same first ones can be found by trying.
const SHORTEST: usize = 40;

/// The names of a file's contents before and after, as the header of a diff gives them, in full or their first digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    pub(super) old: &'a str,
    pub(super) new: &'a str,
}

impl<'a> Names<'a> {
    /// Reads what stands behind `index`: `1111111..2222222 100644`.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (old, new) = text.split(' ').next()?.split_once("..")?;
        Some(Self { old, new })
    }
}

/// What a file holds, where what is shown of it is all of it by its name.
pub(super) fn proven(side: &Side<'_>, name: &str) -> Option<String> {
    (name.len() >= SHORTEST).then(|| named(side, name)).flatten()
}

/// What a file holds of which all should be shown, if its name does not say otherwise.
pub(super) fn shown(side: &Side<'_>, name: Option<&str>) -> Option<String> {
    match name.filter(|name| !name.bytes().all(|byte| byte == b'0')) {
        Some(name) => named(side, name),
        None => side.text(Returns::OfDiff),
    }
}

/// The text of that name, with or without returns.
fn named(side: &Side<'_>, name: &str) -> Option<String> {
    let text = |returns| side.text(returns).filter(|text| is_named(text, name));
    let of_file = || side.has_returns().then(|| text(Returns::OfFile)).flatten();
    text(Returns::OfDiff).or_else(of_file)
}

/// Whether git calls a text by this name, in a repository of either kind.
fn is_named(text: &str, name: &str) -> bool {
    let head = format!("blob {}\0", text.len());
    let sha1 = || hex::encode(Sha1::new().chain_update(&head).chain_update(text).finalize());
    let sha256 = || hex::encode(Sha256::new().chain_update(&head).chain_update(text).finalize());
    !name.is_empty() && (sha1().starts_with(name) || sha256().starts_with(name))
}
