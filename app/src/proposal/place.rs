//! Sections as addresses and forms name them.

use domain::document::{Body, section_level, sections};

/// The section name in addresses that stands for a new section at the end. No section has this key.
pub const NEW_SECTION: &str = "_new";

/// The key of a section that an address names: empty for a new one.
pub(super) fn key(name: &str) -> &str {
    if name == NEW_SECTION { "" } else { name }
}

/// The title of a section.
pub(super) fn title_of(body: &Body, section: &str) -> Option<String> {
    let found = sections(body).into_iter().find(|found| found.key == section);
    found.map(|section| section.title)
}

/// What a heading begins with that begins a section of this text: `##`.
pub(super) fn heading_mark(body: &Body) -> &'static str {
    &"######"[..usize::from(section_level(body).min(6))]
}

/// What the editor fills in as a summary: "Edited Metrics"; empty for a new section.
pub(super) fn prefilled(base: &Body, section: &str) -> String {
    title_of(base, section).map_or_else(String::new, |title| format!("Edited {title}"))
}
