//! The text itself, below everything that is said about it: Markdown within bounds, cut into sections, with its
//! gaps, the characters that cannot be seen, and the stretches a page marks.

mod body;
mod capitalised;
mod digest;
mod file;
mod front_matter;
pub mod number;
mod overlay;
mod pairs;
mod pieces;
mod placeholder;
mod section;
pub mod unseen;

use pulldown_cmark::Options;

pub use body::{Body, BodyError, MAX_BODY_BYTES, MAX_QUOTES, MAX_SECTION_BYTES, MAX_SECTIONS, size};
pub use capitalised::capitalised;
pub use digest::{Digest, NotADigest, text_digest};
pub use file::text_of_file;
pub use front_matter::{front_matter, parse};
pub use overlay::{Class, Overlay};
pub use pairs::{Moved, Pair, pair_sections};
pub(crate) use pairs::{bag, is_same, likeness};
pub use pieces::{InPieces, in_pieces};
pub use placeholder::{Placeholder, fill_placeholders, leaves_a_gap, placeholders, settle_placeholders};
pub(crate) use placeholder::{placeholders_in, settle};
pub(crate) use section::{Keys, run, section_level_of};
pub use section::{
    Section, insert_section, reorder, replace_section, replace_sections, section_level, sections, slug, split, split_at,
};

/// The extensions of CommonMark that count, for rendering, cutting and reading alike.
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);
