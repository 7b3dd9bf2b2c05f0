//! The text of a proposal, within its bounds.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::split;

/// The longest a section may be, in bytes.
pub const MAX_SECTION_BYTES: usize = 64 * 1024;
/// The longest a whole proposal may be, in bytes.
pub const MAX_BODY_BYTES: usize = 512 * 1024;
/// The most sections a proposal may have.
pub const MAX_SECTIONS: usize = 200;
/// The deepest quote within a quote. Parsing costs lines times depth, so depth is bounded too.
pub const MAX_QUOTES: usize = 50;

/// Why a text cannot be the body of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// The whole text is longer than [`MAX_BODY_BYTES`].
    #[error("The text is {} too long: a proposal can be at most {}.", size(.0 - MAX_BODY_BYTES), size(MAX_BODY_BYTES))]
    TooLong(usize),
    /// One section is longer than [`MAX_SECTION_BYTES`].
    #[error(
        "The section “{title}” is {} too long: a section can be at most {}. Another heading (## and a name) makes two of it.",
        size(bytes - MAX_SECTION_BYTES),
        size(MAX_SECTION_BYTES)
    )]
    SectionTooLong {
        /// The title of the section.
        title: String,
        /// Its length in bytes.
        bytes: usize,
    },
    /// There are more than [`MAX_SECTIONS`] sections.
    #[error("The proposal has {0} sections; it can have at most {MAX_SECTIONS}.")]
    TooManySections(usize),
    /// There is no section with this key.
    #[error("There is no section “{0}” in this proposal.")]
    NoSuchSection(String),
    /// A line begins with more than [`MAX_QUOTES`] quote marks.
    #[error("Line {0} is quoted more than {MAX_QUOTES} times over.")]
    TooDeep(usize),
    /// The sections would not be the same in another order.
    #[error("The sections cannot stand in this order: one of them runs on into the next.")]
    Order,
    /// The text holds a NUL character, which no database text can hold.
    #[error("The text holds a NUL character, so it is probably not a Markdown file.")]
    Nul,
}

/// "1 byte", "300 bytes", "12 KiB": what is begun counts as whole.
#[must_use]
pub fn size(bytes: usize) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..=1023 => format!("{bytes} bytes"),
        _ => format!("{} KiB", bytes.div_ceil(1024)),
    }
}

/// The Markdown of one revision. Line endings are `\n`, a byte order mark is dropped, and the sizes
/// are within bounds: whoever has a `Body` need not check again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Body(String);

impl Body {
    /// Normalises line endings and checks the bounds.
    ///
    /// # Errors
    /// When the text, a section or the number of sections is too large, or it holds a NUL.
    pub fn new(text: &str) -> Result<Self, BodyError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.len() > MAX_BODY_BYTES {
            return Err(BodyError::TooLong(text.len()));
        }
        if text.contains('\0') {
            return Err(BodyError::Nul);
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let quotes = |line: &str| {
            line.chars()
                .take_while(|c| matches!(c, '>' | ' ' | '\t'))
                .filter(|c| *c == '>')
                .count()
        };
        if let Some(line) = text.lines().position(|line| quotes(line) > MAX_QUOTES) {
            return Err(BodyError::TooDeep(line + 1));
        }
        let sections = split(&text);
        if sections.len() > MAX_SECTIONS {
            return Err(BodyError::TooManySections(sections.len()));
        }
        if let Some(section) = sections
            .into_iter()
            .find(|section| section.text.len() > MAX_SECTION_BYTES)
        {
            return Err(BodyError::SectionTooLong {
                title: section.title,
                bytes: section.text.len(),
            });
        }
        Ok(Self(text))
    }

    /// The Markdown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Body {
    type Error = BodyError;
    fn try_from(text: String) -> Result<Self, BodyError> {
        Self::new(&text)
    }
}

impl From<Body> for String {
    fn from(body: Body) -> Self {
        body.0
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
