//! Paths as people type them and as they are compared.

use crate::zone::typed::unquoted;

const MAX_PATH_BYTES: usize = 4096;

/// A path as people type or paste it, made a path of the repository: what git prints in quotes is what it stands for,
/// and backslashes are slashes.
#[must_use]
pub(in crate::zone) fn plain_path(text: &str) -> String {
    let text = text.trim().trim_matches('`');
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let path = quoted.and_then(unquoted).unwrap_or_else(|| text.replace('\\', "/"));
    normal(&path).unwrap_or(path)
}

/// The one spelling of a path, from the root; `None` for what no repository holds, and for names that are no text, of which
/// a mark stands for what could not be read. Case is kept: to git `Docs` and `docs` are two folders.
pub(super) fn normal(path: &str) -> Option<String> {
    let is_none = |c: char| c.is_control() || c == '\\' || c == char::REPLACEMENT_CHARACTER;
    if path.len() > MAX_PATH_BYTES || path.chars().any(is_none) {
        return None;
    }
    let names: Vec<&str> = path
        .split('/')
        .filter(|name| !name.is_empty() && *name != ".")
        .collect();
    if names.is_empty() || names.contains(&"..") {
        return None;
    }
    Some(names.join("/"))
}
