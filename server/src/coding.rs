//! In which coding an answer is sent.

use bytes::Bytes;
use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// As small as it gets: for what is compressed once and sent for months.
pub const BEST: i32 = 11;
/// Small, in a few milliseconds: for what is sent for a minute.
pub const QUICK: i32 = 5;

/// Whether a browser takes a coding; without a weight of nothing.
pub fn takes(asked: &HeaderMap, coding: &str) -> bool {
    asked
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            let weight = weight.trim().strip_prefix("q=").map(str::parse::<f32>);
            name.trim().eq_ignore_ascii_case(coding) && weight.is_none_or(|weight| weight.is_ok_and(|q| q > 0.0))
        })
}

/// Compresses as Brotli, at a quality up to [`BEST`].
///
/// # Errors
/// None that memory can have.
pub fn brotli(mut plain: &[u8], quality: i32) -> std::io::Result<Bytes> {
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        // A window that holds the largest file whole; the default takes ten times the memory for the same result.
        lgwin: 19,
        // So do larger blocks: twice of it, at the best quality.
        lgblock: 16,
        ..Default::default()
    };
    let mut coded = Vec::new();
    brotli::BrotliCompress(&mut plain, &mut coded, &params)?;
    Ok(coded.into())
}
