//! The text in a file that somebody chose.

/// The text of a file: UTF-8, with or without the mark some programs begin it with, or UTF-16 with its mark, as PowerShell and
/// spreadsheets write it. The mark is no part of the text.
///
/// # Errors
/// A sentence when it is neither.
pub fn text_of_file(bytes: &[u8]) -> Result<String, &'static str> {
    const SENTENCE: &str = "This file is not text in UTF-8 or UTF-16. Save it as text, or a spreadsheet as CSV, in UTF-8, then choose it again.";
    let of_pairs = |pair: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|two| pair(*two));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.ok().filter(|_| rest.is_empty())
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => of_pairs(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => of_pairs(u16::from_be_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => std::str::from_utf8(rest).ok().map(str::to_owned),
    };
    text.ok_or(SENTENCE)
}

#[cfg(test)]
mod tests {
    use super::text_of_file;

    #[test]
    fn a_file_is_read_by_its_mark_and_what_is_no_text_is_refused() {
        for bytes in [
            &b"7,\xc3\xa4"[..],
            b"\xef\xbb\xbf7,\xc3\xa4",
            b"\xff\xfe7\0,\0\xe4\0",
            b"\xfe\xff\x007\0,\0\xe4",
        ] {
            assert_eq!(text_of_file(bytes).as_deref(), Ok("7,ä"), "{bytes:?}");
        }
        assert_eq!(text_of_file(b"").as_deref(), Ok(""));
        // Half a pair, half a character beyond the first plane, Latin-1, and a spreadsheet.
        for bytes in [
            &b"\xff\xfe7\0,"[..],
            b"\xff\xfe\x3d\xd8",
            b"7,\xe4",
            b"PK\x03\x04\xff\xfe",
        ] {
            assert!(text_of_file(bytes).is_err(), "{bytes:?}");
        }
    }
}
