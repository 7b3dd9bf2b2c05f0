//! The evidence bundle: one archive that tells a pilot's case to somebody who was not there, and that they can verify without
//! us (`product.md` section 9). What stands in its tables and its page is made of two of its own files, the case and the
//! programme, so that whoever verifies can make it again and compare.

mod agreement;
mod case;
mod manifest;
mod rows;
mod table;

pub use agreement::{Claims, Unfit};
pub use case::{
    Amount, Boundary, Case, Decided, Decision, Flag, Frozen, InForce, LeftOut, Numbers, OnCondition, Reader, Request,
    Signed, Somebody, Started, Text, Turned,
};
pub use manifest::{Listed, Manifest, NotAManifest};
pub use rows::tables;
pub use table::table;

use sha2::{Digest as _, Sha256};

/// The page that tells the case.
pub const INDEX: &str = "index.html";
/// Who signed, asked and decided what, and when.
pub const CASE: &str = "case.json";
/// The text in force with its terms, as a revision is exported.
pub const PROPOSAL: &str = "proposal.md";
/// The terms of that text.
pub const TERMS: &str = "terms.json";
/// The boundary, as its page exports it.
pub const ZONE: &str = "zone.json";
/// The exact text that froze with the start.
pub const START: &str = "start.json";
/// The facts that the numbers rest on, frozen for the readout.
pub const SNAPSHOT: &str = "snapshot.json";
/// The facts that the numbers rest on, while none are frozen.
pub const PROGRAMME: &str = "programme.json";
/// Every number.
pub const NUMBERS: &str = "numbers.json";
/// What the numbers mean.
pub const DEFINITIONS: &str = "definitions.md";
/// The pilot's part of the activity log, as its page exports it.
pub const ACTIVITY: &str = "activity.jsonl";
/// What the archive holds.
pub const MANIFEST: &str = "MANIFEST.json";

/// The name of a pilot's bundle, made on a day of its zone.
#[must_use]
pub fn file_name(slug: &str, day: chrono::NaiveDate) -> String {
    format!("{slug}-evidence-bundle-{day}.zip")
}

/// The SHA-256 of a file, in lower-case hex.
#[must_use]
pub fn digest(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

/// JSON as people can read it, with its last end of line.
#[must_use]
pub fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("texts and numbers always have a JSON form");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
