//! Paths as people type them and as they are compared.

const MAX_PATH_BYTES: usize = 4096;

/// A path as people type or paste it, made a path of the repository: what git prints in quotes is what it stands for,
/// and backslashes are slashes.
#[must_use]
pub fn typed_path(text: &str) -> String {
    let text = text.trim().trim_matches('`');
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let path = quoted.and_then(unquoted).unwrap_or_else(|| text.replace('\\', "/"));
    normal(&path).unwrap_or(path)
}

/// What stands between the quotes that git puts around a path with letters of other scripts or control characters: as
/// in C, with bytes in octal digits. `None` when it is not written so.
fn unquoted(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next()? {
            b'a' => 0x07,
            b'b' => 0x08,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 0x0b,
            b'f' => 0x0c,
            b'r' => b'\r',
            mark @ (b'"' | b'\\') => mark,
            first @ b'0'..=b'3' => {
                let mut digit = || {
                    rest.next()
                        .filter(|byte| (b'0'..=b'7').contains(byte))
                        .map(|byte| byte - b'0')
                };
                (first - b'0') * 64 + digit()? * 8 + digit()?
            }
            _ => return None,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The one spelling of a path, from the root; `None` for what no repository holds. Case is kept:
/// to git `Docs` and `docs` are two folders.
pub(super) fn normal(path: &str) -> Option<String> {
    if path.len() > MAX_PATH_BYTES || path.chars().any(|c| c.is_control() || c == '\\') {
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
