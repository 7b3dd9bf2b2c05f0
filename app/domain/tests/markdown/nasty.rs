//! Texts of a whole section, built to cost more than their length. Work is bounded where it can be counted:
//! nothing comes out that is larger than a fixed multiple of what went in.

use domain::markdown::{Overlay, render, render_with};
use domain::proposal::{Body, MAX_SECTION_BYTES, placeholders};
use std::time::Instant;

use super::offence;

/// Name and text of at most `bytes` bytes.
fn nasty(bytes: usize) -> Vec<(&'static str, String)> {
    let times = |piece: &str| piece.repeat(bytes / piece.len());
    let half = |one: &str, other: &str| {
        let n = bytes / (one.len() + other.len());
        format!("{}{}", one.repeat(n), other.repeat(n))
    };
    let numbered = |line: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        for n in 0.. {
            let line = line(n);
            if text.len() + line.len() > bytes {
                return text;
            }
            text.push_str(&line);
        }
        text
    };
    let backticks = numbered(&|n| format!("e{}", "`".repeat(n)));
    let references = format!("{}\n{}", "[a][b]\n".repeat(bytes / 14), "[b]: /u\n".repeat(bytes / 16));
    let definitions = numbered(&|n| format!("[{n}]: /u\n"));
    let uses = numbered(&|n| format!("[{n}]: /u\n\n[{n}]\n\n"));
    // Every use of one reference repeats its long address: what comes out could be the square of what goes in.
    let long = format!("[a]: /{}\n\n{}", "u".repeat(bytes / 2 - 8), "[a]\n".repeat(bytes / 8));
    let lists = numbered(&|n| format!("{}- x\n", " ".repeat(2 * (n % 500))));
    let columns = format!(
        "{}|\n{}|\n{}",
        "|x".repeat(bytes / 8),
        "|-".repeat(bytes / 8),
        "|\n".repeat(bytes / 4)
    );
    let rows = format!("|a|\n|-|\n{}", "|x|y|z\n".repeat(bytes / 7 - 2));
    vec![
        ("opening brackets", times("[")),
        ("brackets in brackets", half("[", "]")),
        ("brackets that open links", times("[a](")),
        ("closed links in links", half("[", "](/u)")),
        ("images in images", half("![", "](/u)")),
        ("placeholders", times("[a] ")),
        ("stars", times("*")),
        ("star, letter", times("*a ")),
        ("letter, stars", times("a**b")),
        ("stars and underscores", times("*_")),
        ("strong in strong", half("**a ", " b**")),
        ("strikes", times("~~a ")),
        ("backticks", times("`")),
        ("backticks of every length", backticks),
        ("open tags", times("<a ")),
        ("open comments", times("<!-- ")),
        ("open declarations", times("<!A ")),
        ("open instructions", times("<?")),
        ("open cdata", times("<![CDATA[")),
        ("angle brackets", times("<")),
        ("closing angle brackets", times(">")),
        ("entities", times("&amp;")),
        ("half entities", times("&amp")),
        ("long entity", format!("&{}", "a".repeat(bytes - 1))),
        ("autolinks", times("<a:b>")),
        ("backslashes", times("\\")),
        ("quotes", times("> ")),
        ("quotes, a line each", times("> x\n")),
        ("lists in lists", lists),
        ("list markers", times("- ")),
        ("numbers", times("1. ")),
        ("list items", times("- x\n")),
        ("task items", times("- [ ] x\n")),
        ("table of many columns", columns),
        ("table of many rows", rows),
        ("table heads", times("|x|\n|-|\n")),
        ("pipes", times("|")),
        ("headings", times("# x\n")),
        ("headings of one name", times("### x\n")),
        ("underlines", times("a\n-\n")),
        ("fences", times("```\n")),
        ("rules", times("***\n")),
        ("definitions", definitions),
        ("definitions and uses", uses),
        ("references to one definition", references),
        ("references to a long address", long),
        ("definition heads", times("[a]: ")),
        ("footnotes", times("[^a]")),
        ("spaces", times(" ")),
        ("tabs", times("\t")),
        ("blank lines", times("\n")),
        ("line ends in a paragraph", times("a  \n")),
        ("accents", times("e\u{301}")),
        ("zero width", times("\u{200b}")),
    ]
}

#[test]
fn what_comes_out_is_bounded_by_what_went_in() {
    for (name, text) in nasty(16 * 1024) {
        let html = render(&text).into_string();
        assert_eq!(offence(&html), None, "{name}");
        assert!(
            html.len() <= 64 * 1024 + 64 * text.len(),
            "{name}: {} bytes",
            html.len()
        );
    }
}

/// Prints how long each takes at a quarter, a half and the whole of what a section may hold:
/// `cargo test --release -p domain --test markdown measured -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a promise"]
fn measured() {
    let time = |text: &str| {
        let since = Instant::now();
        let html = render(text).into_string();
        (since.elapsed(), html.len())
    };
    println!(
        "{:32} {:>9} {:>9} {:>9}  {:>9} {:>9}",
        "ms", "16 KB", "32 KB", "64 KB", "marked", "bytes out"
    );
    let sizes = [MAX_SECTION_BYTES / 4, MAX_SECTION_BYTES / 2, MAX_SECTION_BYTES];
    let [quarter, half, whole] = sizes.map(nasty);
    for (((name, quarter), (_, half)), (_, whole)) in quarter.into_iter().zip(half).zip(whole) {
        let [(quarter, _), (half, _), (full, out)] = [&quarter, &half, &whole].map(|text| time(text));
        let marked = Body::new(&whole).ok().map(|body| {
            let overlays: Vec<Overlay> = placeholders(&body)
                .iter()
                .map(|placeholder| Overlay::placeholder(placeholder, None))
                .collect();
            let since = Instant::now();
            let _ = render_with(&body, &overlays);
            since.elapsed()
        });
        let ms = |time: std::time::Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
        println!(
            "{name:32} {:>9} {:>9} {:>9}  {:>9} {out:>9}",
            ms(quarter),
            ms(half),
            ms(full),
            marked.map_or_else(|| "refused".to_owned(), ms)
        );
    }
}
