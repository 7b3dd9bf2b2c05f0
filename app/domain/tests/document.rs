//! What is understood of documents as people have them: which headings are the sections, what stands before the text,
//! and that whatever is found lies in the text.

use domain::comment::{Anchor, Carrier};
use domain::document::unseen::{remove_unseen, unseen_in};
use domain::document::{
    Body, MAX_SECTION_BYTES, front_matter, leaves_a_gap, parse, placeholders, section_level, sections,
    settle_placeholders, split_at,
};
use domain::markdown::{render, render_sections};
use proptest::prelude::*;

#[path = "cases/config.rs"]
mod config;

fn body(text: &str) -> Body {
    Body::new(text).expect("a body within bounds")
}

fn titles(text: &str) -> Vec<String> {
    sections(&body(text)).into_iter().map(|section| section.title).collect()
}

#[test]
fn the_highest_level_that_occurs_more_than_once_cuts() {
    for (text, expected, level) in [
        (
            "# Summary\n\nOne.\n\n# Motivation\n\n## Background\n\nx\n\n# Options\n\nNone.\n",
            &["Summary", "Motivation", "Options"][..],
            1,
        ),
        ("# T\n\nIntro.\n\n## A\n\n### a\n\n### b\n\n## B\n", &["T", "A", "B"], 2),
        (
            "Intro\n\nSummary\n=======\n\nMotivation\n==========\n",
            &["Opening", "Summary", "Motivation"],
            1,
        ),
        ("# T\n\n### A\n\n#### a\n\n### B\n", &["T", "A", "B"], 3),
        ("# T\n\n## A\n\n### a\n\n### b\n", &["T", "A"], 2),
        ("# T\n\n### A\n", &["T"], 2),
        ("### A\n\n### B\n", &["A", "B"], 3),
        (
            "```\n# no\n# no\n```\n\n> # no\n\n> # no\n\n# T\n\n## A\n",
            &["T", "A"],
            2,
        ),
        (
            "# One <!-- omit in toc -->\n\n# `Two` *words*\n",
            &["One", "Two words"],
            1,
        ),
    ] {
        assert_eq!(titles(text), expected, "{text}");
        assert_eq!(section_level(&body(text)), level, "{text}");
    }
}

#[test]
fn a_section_that_is_too_long_is_cut_at_its_subheadings() {
    let part = "x".repeat(MAX_SECTION_BYTES / 2 - 20);
    let text = format!(
        "# T\n\n## Why\n\n### Kept\n\n## Design\n\n{part}\n\n### One\n\n{part}\n\n### Two\n\n{part}\n\n## Last\n"
    );
    assert_eq!(titles(&text), ["T", "Why", "Design", "One", "Two", "Last"]);
    let deeper = text.replace("### ", "#### ");
    assert_eq!(titles(&deeper), ["T", "Why", "Design", "One", "Two", "Last"]);
    let level_1 = text
        .replace("# T\n\n", "")
        .replace("### ", "## ")
        .replace("## Why", "# Why")
        .replace("## Design", "# Design")
        .replace("## Last", "# Last");
    assert_eq!(titles(&level_1), ["Why", "Design", "One", "Two", "Last"]);
    let opening = format!("# T\n\n{part}\n\n### One\n\n{part}\n\n### Two\n\n{part}\n\n## Last\n");
    assert_eq!(titles(&opening), ["T", "One", "Two", "Last"]);
}

#[test]
fn what_was_a_proposal_stays_one() {
    // 150 headings of level 1 and 100 of level 2 under the last of them, which would be too long.
    let long = "y".repeat(1000);
    let many = "# a\n\n".repeat(149) + "# b\n\n" + &format!("## c\n\n{long}\n\n").repeat(100);
    assert_eq!(sections(&body(&many)).len(), 101);
    let flat = "### a\n\n".repeat(250);
    assert_eq!(titles(&flat), ["Opening"]);
}

#[test]
fn a_front_matter_is_shown_as_what_it_is() {
    let text = "---\nreviewers: [mira-okafor, jonas-weld]\nstatus: accepted\n---\n\n# One banner for all markets\n\nIntro.\n\n## Problem\n\nText.\n";
    assert_eq!(titles(text), ["One banner for all markets", "Problem"]);
    assert!(placeholders(&body(text)).is_empty());
    assert_eq!(body(text).as_str(), text);
    let html = render(text).into_string();
    assert!(
        html.starts_with("<pre><code>reviewers: [mira-okafor, jonas-weld]\nstatus: accepted\n</code></pre>\n<h2 id=\"opening\">One banner"),
        "{html}"
    );
    let toml = "+++\ntitle = \"One banner\"\ndraft = true\n+++\n\n# One banner\n\n## Problem\n";
    assert_eq!(titles(toml), ["One banner", "Problem"]);
    let level_1 = "---\nstage: accepted\nteams:\n  - cli\n---\n\n# Summary\n\n# Motivation\n";
    assert_eq!(titles(level_1), ["Opening", "Summary", "Motivation"]);
}

#[test]
fn a_comment_is_shown_and_is_no_text() {
    let html = render("<!-- Say *who* -->\n\nText <!-- TBD --> goes on.\n\n<!--\ntwo\nlines\n-->\n").into_string();
    assert!(
        html.contains("<pre><code>&lt;!-- Say *who* --&gt;\n</code></pre>"),
        "{html}"
    );
    assert!(html.contains("Text <code>&lt;!-- TBD --&gt;</code> goes on."), "{html}");
    assert!(
        html.contains("<pre><code>&lt;!--\ntwo\nlines\n--&gt;\n</code></pre>"),
        "{html}"
    );
}

#[test]
fn a_gap_that_goes_over_two_lines_is_marked_and_filled() {
    let text = "Scope: [Describe what they may\nchange] by TBD.\n";
    let gaps = placeholders(&body(text));
    assert_eq!(gaps.len(), 2);
    let filled =
        settle_placeholders(&body(text), &[(&gaps[0].text, "copy"), (&gaps[1].text, "8 May")], &[]).expect("short");
    assert_eq!(filled.as_str(), "Scope: copy by 8 May.\n");
    let html = render(text).into_string();
    assert_eq!(html.matches("id=\"placeholder-1\"").count(), 1, "{html}");
}

#[test]
fn removing_what_cannot_be_seen_keeps_the_comments_on_its_words() {
    for (text, quote) in [
        (
            "## A\n\nFree deli\u{200b}very from 4\u{ad}0, as ever.\n",
            "deli\u{200b}very from 4\u{ad}0",
        ),
        ("## A\n\nA\u{202e}b\u{202c}\n", "A\u{202e}b"),
        (
            "## A\n\nweek\u{2028}s and s\u{ad}o\u{ad}f\u{ad}t\n",
            "s\u{ad}o\u{ad}f\u{ad}t",
        ),
        ("## A\n\nfour we&#x202E;eks\n", "we&#x202E;eks"),
        ("\u{200b}## A\n\n1\u{200b}\n", "1"),
    ] {
        let old = body(text);
        let new = remove_unseen(&old).expect("short");
        let at = text.find(quote).expect("there");
        let anchor = Anchor::to_words(&old, at..at + quote.len()).expect("an anchor");
        let placed = Carrier::new(&old, &new)
            .place(&anchor, Some(&anchor.range))
            .expect("still there");
        let clean = remove_unseen(&body(quote)).expect("short");
        assert_eq!(&new.as_str()[placed.clone()], clean.as_str(), "{text:?}");
        // Put back, it still stands there.
        let back = Carrier::new(&new, &old)
            .place(&anchor, Some(&placed))
            .expect("still there");
        assert_eq!(
            &remove_unseen(&body(&old.as_str()[back])).expect("short"),
            &clean,
            "{text:?}"
        );
        let section = Anchor::to_section(&old, &sections(&old)[0].key).expect("an anchor");
        let whole = Carrier::new(&old, &new).place(&section, Some(&section.range));
        assert_eq!(whole, Some(sections(&new)[0].range.clone()));
    }
}

fn document() -> impl Strategy<Value = String> {
    "(---\n|\\+\\+\\+\n|a: b\n|c = 1\n|# |## |### |===\n|\n|\n\n|- |> |\\[|\\]|\\{|\\}|<|>|____|TBD|TODO|XXX |`|```\n|\\*|\\\\|\\||<!--|-->|\u{200b}|&#x202E;|\"|“|”|:|/|[ aéN1]{0,6}|Name|describe |\\[\\^1\\]|!\\[)" .prop_map(|one: String| one)
}

proptest! {
    #![proptest_config(config::cases(256))]

    #[test]
    fn whatever_is_found_lies_in_the_text(parts in prop::collection::vec(document(), 0..60)) {
        let body = body(&parts.concat());
        let text = body.as_str();
        let all = sections(&body);
        let joined: String = all.iter().map(|section| section.text.as_str()).collect();
        prop_assert_eq!(&joined, text);
        let joined: String = split_at(text, 2).into_iter().map(|section| section.text).collect();
        prop_assert_eq!(&joined, text);
        let mut keys: Vec<&str> = all.iter().map(|section| section.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), all.len());
        if let Some(front) = front_matter(text) {
            prop_assert!(text.get(front).is_some());
        }
        for (_, range) in parse(text) {
            prop_assert!(text.get(range).is_some());
        }
        let gaps = placeholders(&body);
        let mut done = 0;
        for (gap, nth) in gaps.iter().zip(1..) {
            prop_assert!(gap.range.start >= done && text.get(gap.range.clone()).is_some_and(|gap| gap.len() > 1));
            prop_assert!(gap.nth == nth && all.iter().any(|section| section.key == gap.section));
            done = gap.range.end;
        }
        prop_assert_eq!(render_sections(&body).len(), all.len());
        let html = render(text).into_string();
        for gap in &gaps {
            let id = format!("id=\"placeholder-{}\"", gap.nth);
            prop_assert_eq!(html.matches(&id).count(), 1, "{}", html);
        }
    }

    /// What is said to be no gap is asked about no more.
    #[test]
    fn what_is_no_gap_stays_none(parts in prop::collection::vec(document(), 0..40)) {
        // A stray backtick pairs with one that is put around a word.
        let body = body(&parts.concat().replace('`', ""));
        let names: Vec<String> = placeholders(&body).into_iter().map(|gap| gap.text).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let kept = settle_placeholders(&body, &[], &names).expect("short");
        let again = settle_placeholders(&kept, &[], &names).expect("short");
        prop_assert!(names.is_empty() || kept != body);
        prop_assert!(placeholders(&kept).len() <= names.len());
        prop_assert!(placeholders(&again).len() <= placeholders(&kept).len());
    }

    #[test]
    fn comments_follow_what_can_be_seen(parts in prop::collection::vec(document(), 1..40), from in any::<prop::sample::Index>(), len in 1_usize..12) {
        // Nobody can select a part of a character that is written as a number.
        let old = body(&format!("Begin {} end", parts.concat().replace("&#x202E;", "\u{202e}")));
        let new = remove_unseen(&old).expect("short");
        prop_assert!(unseen_in(&new).len() <= unseen_in(&old).len());
        let starts: Vec<usize> = old.as_str().char_indices().map(|(at, _)| at).collect();
        let at = from.index(starts.len());
        let end = starts.get(at + len).copied().unwrap_or(old.as_str().len());
        let Some(anchor) = Anchor::to_words(&old, starts[at]..end) else { return Ok(()) };
        let placed = Carrier::new(&old, &new).place(&anchor, Some(&anchor.range));
        if let Some(placed) = placed {
            prop_assert!(new.as_str().get(placed).is_some());
        } else {
            prop_assert!(remove_unseen(&body(&anchor.quote)).expect("short").as_str().trim().is_empty(), "{:?}", anchor.quote);
        }
    }
}

#[test]
fn a_gap_tells_the_line_it_stands_in_and_is_asked_for_once_however_it_is_written() {
    let text = body(
        "# Case\n\n- **From:** [Your name], to `the board`\n- **Signed:** [your name]\n\n| Who | When |\n|-|-|\n| Ada | [Date] |\n",
    );
    let gaps = placeholders(&text);
    let told: Vec<(&str, String)> = gaps.iter().map(|gap| (gap.text.as_str(), gap.line(&text))).collect();
    assert_eq!(
        told,
        [
            ("Your name", "From: [Your name], to the board".to_owned()),
            ("Your name", "Signed: [your name]".to_owned()),
            ("Date", "Ada [Date]".to_owned()),
        ]
    );
    let filled = settle_placeholders(&text, &[("Your name", "Ada")], &[]).expect("short");
    assert!(filled.as_str().contains("**From:** Ada, to"));
    assert!(filled.as_str().contains("**Signed:** Ada\n"));
    let long = body(&format!("{} [Date] {}\n", "word ".repeat(30), "word ".repeat(30)));
    let line = placeholders(&long)[0].line(&long);
    assert!(
        line.starts_with('…') && line.ends_with('…') && line.contains("[Date]"),
        "{line}"
    );
    assert!(line.chars().count() <= 2 * 60 + 10, "{line}");
}

#[test]
fn a_value_that_is_a_gap_itself_fills_none() {
    for gap in ["[x]", " [Date] ", "{Name}", "<team>", "TBD", "____", "Priya, [title]"] {
        assert!(leaves_a_gap(gap), "{gap}");
    }
    for value in [
        "x",
        "Priya Nair",
        "2026-03-02",
        "[the list](https://example.com)",
        "<https://example.com>",
        "a < b",
    ] {
        assert!(!leaves_a_gap(value), "{value}");
    }
}
