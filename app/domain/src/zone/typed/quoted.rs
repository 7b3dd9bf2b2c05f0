//! Names as git quotes them.

/// A name in git's output: between quotes where it has letters of other scripts, quotes or control characters, else as it
/// is. `None` for quotes that are none of git's.
pub(super) fn name(text: &str) -> Option<String> {
    match text.strip_prefix('"') {
        Some(quoted) => unquoted(quoted.strip_suffix('"')?),
        None => Some(text.to_owned()),
    }
}

/// A name in quotes with what follows it.
pub(super) fn split_quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inner.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })?;
    Some((unquoted(&inner[..end])?, &inner[end + 1..]))
}

/// What stands between the quotes that git puts around a path with letters of other scripts or control characters: as
/// in C, with bytes in octal digits. `None` when it is not written so.
pub(in crate::zone) fn unquoted(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'"' {
            return None;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_escape_of_git_stands_for_its_byte() {
        for (quoted, name) in [
            (r"\a\b\t\n\v\f\r", Some("\u{7}\u{8}\t\n\u{b}\u{c}\r")),
            (r#"\"\\"#, Some("\"\\")),
            (r"\000\001\177", Some("\0\u{1}\u{7f}")),
            (r"\303\251", Some("é")),
            (r"\360\237\221\251", Some("\u{1f469}")),
            ("plain", Some("plain")),
            ("", Some("")),
            // One byte has three digits, and three bits to begin with.
            (r"\400", None),
            (r"\08", None),
            (r"\018", None),
            (r"\30", None),
            (r"\377", None),
            (r"\x41", None),
            (r"\", None),
            (r#"a"b"#, None),
        ] {
            assert_eq!(unquoted(quoted).as_deref(), name, "{quoted}");
        }
    }

    #[test]
    fn a_name_ends_at_its_quote() {
        for (text, expected) in [
            (r#""a" b"#, Some(("a", " b"))),
            (r#""a\"b" "c""#, Some(("a\"b", " \"c\""))),
            (r#""a\\" b"#, Some(("a\\", " b"))),
            (r#""""#, Some(("", ""))),
            (r#""a"#, None),
            (r#""a\""#, None),
            ("a", None),
        ] {
            let split = split_quoted(text);
            assert_eq!(
                split.as_ref().map(|(name, rest)| (name.as_str(), *rest)),
                expected,
                "{text}"
            );
        }
        assert_eq!(name("a b").as_deref(), Some("a b"));
        assert_eq!(name(r#""a\tb""#).as_deref(), Some("a\tb"));
        assert_eq!(name(r#""a"#), None);
    }
}
