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
mod tests {
    use super::*;
    use crate::decimal::Decimal;

    fn exported(text: &str) -> (Body, Terms, String) {
        let body = Body::new(text).expect("short");
        let terms = Terms {
            pilot_pms: Some(2),
            asks: vec!["Approve the pilot.".to_owned()],
            ..Terms::default()
        };
        let file = with_terms(RevisionNumber(7), &body, &terms);
        (body, terms, file)
    }

    #[test]
    fn an_export_with_its_terms_comes_back_whole_whatever_the_line_ends() {
        let (body, terms, file) = exported(crate::template::body().as_str());
        for file in [file.clone(), file.replace('\n', "\r\n"), format!("\u{feff}{file}")] {
            let imported = import(&file).expect("fits");
            assert_eq!(imported.is_whole(), Some(true));
            assert_eq!((imported.body(), imported.terms()), (&body, Some(&terms)));
            assert!(matches!(imported, Imported::Exported { revision, .. } if revision == RevisionNumber(7)));
        }
    }

    #[test]
    fn decimals_and_a_tolerance_come_back_whole() {
        let (body, ..) = exported("## Criteria\n");
        let terms = Terms {
            energy_at_least: Some(Decimal::hundredths(320)),
            cycles_must_not_increase: Some(true),
            cycles_tolerance_percent: Decimal::hundredths(1250),
            ..Terms::default()
        };
        let file = with_terms(RevisionNumber(7), &body, &terms);
        assert!(
            file.contains(r#""energy_at_least":3.2,"#) && file.contains(r#","cycles_tolerance_percent":12.5}"#),
            "{file}"
        );
        let imported = import(&file).expect("fits");
        assert_eq!((imported.is_whole(), imported.terms()), (Some(true), Some(&terms)));
    }

    #[test]
    fn a_changed_export_keeps_its_terms_and_says_so() {
        let (.., file) = exported("## Time\n\nFour weeks.\n");
        let imported = import(&file.replace("Four weeks.", "Five weeks.")).expect("fits");
        assert_eq!(imported.is_whole(), Some(false));
        assert_eq!(imported.body().as_str(), "## Time\n\nFive weeks.\n");
    }

    #[test]
    fn a_front_matter_of_somebody_else_is_text() {
        for text in [
            "---\ntitle: x\n---\n\n# Mine\n",
            "---\n# Mine\n",
            " ---\ncountersign: 1\n---\n",
            "",
        ] {
            assert_eq!(
                import(text),
                Ok(Imported::Text(Body::new(text).expect("short"))),
                "{text}"
            );
        }
    }

    #[test]
    fn a_block_that_cannot_be_read_is_kept_as_text() {
        let (.., file) = exported("Text.\n");
        for broken in [
            file.replace("revision: 7", "revision: 0"),
            file.replace("revision: 7", "revision: seven"),
            file.replace("digest: ", "digest: x"),
            file.replace("\"weeks\":null", "\"weeks\":\"four\""),
            file.replace("Approve the pilot.", "\\u0000"),
            file.replace("\n---\n", "\n"),
            file.replace("\n---\n", "\nmore: x\n---\n"),
        ] {
            assert_ne!(broken, file);
            let imported = import(&broken).expect("fits");
            assert_eq!(imported, Imported::Damaged(Body::new(&broken).expect("short")));
            assert_eq!((imported.terms(), imported.is_whole()), (None, None));
        }
    }
}
