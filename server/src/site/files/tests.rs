use super::*;
use http::header::ACCEPT_ENCODING;
use std::io::Read as _;

const STYLE: &str = "pkg/countersign.0123.css";

/// A style sheet of 6,000 bytes, and a font.
fn files() -> Files {
    let style = "p { color: red }\n\n\n\n".repeat(300);
    let files = [(STYLE, style.into_bytes()), ("fonts/a.woff2", vec![7; 6000])];
    Files::held(
        files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), Bytes::from(text))),
    )
}

async fn get(files: &Files, path: &str, asked: &[(http::HeaderName, &'static str)]) -> (StatusCode, HeaderMap, Bytes) {
    let asked = asked
        .iter()
        .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
    let answer = files.answer(path, &asked.collect());
    let (parts, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body in memory");
    (parts.status, parts.headers, body)
}

#[tokio::test]
async fn a_file_comes_in_the_best_coding_that_the_browser_takes() {
    let files = files();
    files.compress();
    let plain = &files.0[STYLE].plain;
    for (accepts, coding) in [
        ("gzip, deflate, br, zstd", Some("br")),
        ("GZIP;q=0.5, br;q=0", Some("gzip")),
        ("br;q=1.0", Some("br")),
        ("gzip", Some("gzip")),
        ("identity", None),
        ("br;q=never", None),
        ("", None),
    ] {
        let (status, headers, body) = get(&files, STYLE, &[(ACCEPT_ENCODING, accepts)]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes),
            coding.map(str::as_bytes),
            "{accepts}"
        );
        assert_eq!(headers[VARY], "accept-encoding");
        assert_eq!(headers[CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(headers[CACHE_CONTROL], "public, max-age=31536000, immutable");
        let mut read = Vec::new();
        match coding {
            Some("br") => brotli::BrotliDecompress(&mut &body[..], &mut read).expect("brotli"),
            Some(_) => drop(
                flate2::read::GzDecoder::new(&body[..])
                    .read_to_end(&mut read)
                    .expect("gzip"),
            ),
            None => read = body.to_vec(),
        }
        assert!(read == *plain, "{accepts}");
        assert!(coding.is_none() || body.len() < 200, "{accepts}: {}", body.len());
    }
}

#[tokio::test]
async fn a_file_is_there_before_it_is_compressed_and_fonts_stay_as_they_are() {
    let files = files();
    let (_, headers, body) = get(&files, STYLE, &[(ACCEPT_ENCODING, "br")]).await;
    assert_eq!((headers.get(CONTENT_ENCODING), body.len()), (None, 6000));
    files.compress();
    let (_, headers, body) = get(&files, "fonts/a.woff2", &[(ACCEPT_ENCODING, "br")]).await;
    assert_eq!((headers.get(CONTENT_ENCODING), body.len()), (None, 6000));
    assert_eq!(headers[CACHE_CONTROL], "public, max-age=86400");
    assert_eq!(get(&files, "pkg/other.css", &[]).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again() {
    let files = files();
    files.compress();
    let (_, headers, _) = get(&files, STYLE, &[]).await;
    let tag = headers[ETAG].to_str().expect("a tag").to_owned();
    let tag: &'static str = tag.leak();
    for (known, status) in [
        (tag, StatusCode::NOT_MODIFIED),
        ("W/\"other\"", StatusCode::OK),
        ("*", StatusCode::NOT_MODIFIED),
    ] {
        let (is, headers, body) = get(&files, STYLE, &[(IF_NONE_MATCH, known), (ACCEPT_ENCODING, "br")]).await;
        assert_eq!(is, status, "{known}");
        assert_eq!(headers[ETAG], tag);
        assert_eq!(body.is_empty(), status == StatusCode::NOT_MODIFIED);
    }
}
