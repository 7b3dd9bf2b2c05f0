//! A revision as a Markdown file that carries its terms, and reading such a file back.

use super::{RevisionNumber, digest};
use crate::document::{Body, BodyError, Digest};
use crate::terms::{TermName, Terms};

/// The first line of our block, after the line that opens it. A front matter of anybody else has none.
const MARK: &str = "countersign: 1";

/// The text preceded by a block with its revision, digest and terms. What follows the block is the
/// body, byte for byte.
#[must_use]
pub fn with_terms(number: RevisionNumber, body: &Body, terms: &Terms) -> String {
    let digest = digest(body, terms);
    let terms = terms.canonical_json();
    format!("---\n{MARK}\nrevision: {number}\ndigest: {digest}\nterms: {terms}\n---\n{body}")
}

/// What a Markdown file held.
#[derive(Clone, Debug, PartialEq)]
pub enum Imported {
    /// A text of anybody; a front matter of somebody else is part of it.
    Text(Body),
    /// A revision exported with its terms.
    Exported {
        /// The text behind the block.
        body: Body,
        /// The terms of the block.
        terms: Box<Terms>,
        /// The number the file says it had.
        revision: RevisionNumber,
        /// The digest the file says it has.
        digest: Digest,
    },
    /// The file begins like an export, but its block cannot be read: the whole of it is kept as text.
    Damaged(Body),
}

impl Imported {
    /// The text to start from.
    #[must_use]
    pub const fn body(&self) -> &Body {
        match self {
            Self::Text(body) | Self::Damaged(body) | Self::Exported { body, .. } => body,
        }
    }

    /// The terms that came with it; `None` when they have to be read out of the text.
    #[must_use]
    pub fn terms(&self) -> Option<&Terms> {
        match self {
            Self::Exported { terms, .. } => Some(terms),
            Self::Text(_) | Self::Damaged(_) => None,
        }
    }

    /// Whether text and terms are those that were exported. `None` where nothing was promised.
    #[must_use]
    pub fn is_whole(&self) -> Option<bool> {
        match self {
            Self::Exported {
                body, terms, digest, ..
            } => Some(super::digest(body, terms) == *digest),
            Self::Text(_) | Self::Damaged(_) => None,
        }
    }
}

/// Reads a Markdown file, with or without our block.
///
/// # Errors
/// When the text cannot be the body of a proposal.
pub fn import(text: &str) -> Result<Imported, BodyError> {
    let plain = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let Some(block) = plain.strip_prefix(&format!("---\n{MARK}\n")) else {
        return Ok(Imported::Text(Body::new(text)?));
    };
    match block
        .split_once("\n---\n")
        .and_then(|(head, rest)| read(head).map(|head| (head, rest)))
    {
        Some(((revision, digest, terms), rest)) => Ok(Imported::Exported {
            body: Body::new(rest)?,
            terms: Box::new(terms),
            revision,
            digest,
        }),
        None => Ok(Imported::Damaged(Body::new(text)?)),
    }
}

/// The three lines of our block. No database text can hold a NUL, so neither may the terms.
fn read(head: &str) -> Option<(RevisionNumber, Digest, Terms)> {
    let mut lines = head.lines();
    let mut next = |name: &str| lines.next()?.strip_prefix(name);
    let revision: RevisionNumber = next("revision: ")?.parse().ok()?;
    let digest: Digest = next("digest: ")?.parse().ok()?;
    let terms: Terms = serde_json::from_str(next("terms: ")?).ok()?;
    let mut items = TermName::LISTS.iter().flat_map(|list| terms.list(*list));
    let fits = revision.0 >= 1 && lines.next().is_none() && !items.any(|item| item.contains('\0'));
    fits.then_some((revision, digest, terms))
}

#[cfg(test)]
mod tests;
