//! How long texts take that are built to cost more than their length: sections rendered, at a quarter, a half and
//! the whole of what one may hold (what grows faster than the text shows from left to right), and comments carried
//! from one revision to the next. Run it with `scripts/bench.sh`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use domain::comment::{Anchor, Carrier};
use domain::document::{Body, MAX_SECTION_BYTES, Overlay, placeholders};
use domain::markdown::{render, render_with};

#[path = "../tests/markdown/nasty.rs"]
mod nasty;

fn main() {
    // `cargo test --all-targets` starts benchmarks as well; only `cargo bench` means it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    render_sections();
    carry_comments();
}

fn render_sections() {
    let sizes = [MAX_SECTION_BYTES / 4, MAX_SECTION_BYTES / 2, MAX_SECTION_BYTES];
    let [quarter, half, whole] = sizes.map(nasty::nasty);
    println!(
        "{:<32} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "ms", "16 KB", "32 KB", "64 KB", "marked", "bytes out"
    );
    for (((name, quarter), (_, half)), (_, whole)) in quarter.into_iter().zip(half).zip(whole) {
        let out = render(&whole).into_string().len();
        let [quarter, half, full] = [&quarter, &half, &whole].map(|text| {
            ms(time(|| {
                black_box(render(text));
            }))
        });
        // A body may refuse what a single section renders.
        let marked = Body::new(&whole).map_or_else(
            |_| "refused".to_owned(),
            |body| {
                let overlays: Vec<Overlay> = placeholders(&body)
                    .iter()
                    .map(|placeholder| Overlay::placeholder(placeholder, None))
                    .collect();
                ms(time(|| {
                    black_box(render_with(&body, &overlays));
                }))
            },
        );
        println!("{name:<32} {quarter:>9} {half:>9} {full:>9} {marked:>9} {out:>9}");
    }
}

/// Carries 500 comments on the first words over to a text that has as much in common as can be.
fn carry_comments() {
    let brackets = |n: usize| format!("{}\n", "[".repeat(n));
    println!("\n{:<32} {:>9}", "500 comments carried, ms", "");
    for (name, old, new) in [
        ("more brackets", brackets(40_000), brackets(50_000)),
        ("one word", "the\n\n".repeat(8_000), "the the\n\n".repeat(6_000)),
        (
            "another order",
            "a b c d e f\n".repeat(3_000),
            "f e d c b a\n".repeat(3_000),
        ),
    ] {
        let [old, new] = [old, new].map(|text| Body::new(&text).expect("short"));
        let anchor = Anchor::to_words(&old, 0..1).expect("words");
        let took = ms(time(|| {
            let carrier = Carrier::new(&old, &new);
            for _ in 0..500 {
                black_box(carrier.place(&anchor, Some(&anchor.range)));
            }
        }));
        println!("{name:<32} {took:>9}");
    }
}

/// The quickest of five runs: the others were disturbed.
fn time(work: impl Fn()) -> Duration {
    (0..5)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
