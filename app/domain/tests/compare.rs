//! What a comparison promises: it shows the new text as it reads, everything added and everything
//! removed in its place, and it never says "unchanged" where something changed.

use domain::document::{Body, Moved};
use domain::markdown::diff::{Fate, RenderedSection, Sign, compare_rendered};
use domain::proposal::{RevisionNumber, import, with_terms};
use domain::terms::Terms;
use proptest::prelude::*;

#[path = "cases/config.rs"]
mod config;

fn body(text: &str) -> Body {
    Body::new(text).expect("short")
}

fn compared(old: &str, new: &str) -> Vec<RenderedSection> {
    compare_rendered(&body(old), &body(new))
}

/// The blocks of the only section, with their signs.
fn shown(old: &str, new: &str) -> Vec<(Sign, String)> {
    let sections = compared(old, new);
    assert_eq!(sections.len(), 1);
    let blocks = sections[0].blocks.iter();
    blocks
        .map(|block| (block.sign, block.html.as_str().trim().replace('\n', "")))
        .collect()
}

/// The sentences about the only section.
fn notes(old: &str, new: &str) -> Vec<String> {
    let sections = compared(old, new);
    assert_eq!((sections[0].added, sections[0].removed), (0, 0), "{sections:?}");
    sections[0]
        .blocks
        .iter()
        .flat_map(|block| block.notes.clone())
        .collect()
}

fn is(sign: Sign, html: &str) -> (Sign, String) {
    (sign, html.to_owned())
}

#[test]
fn a_word_that_changed_is_shown_in_its_rendered_place() {
    assert_eq!(
        shown(
            "## Bar\n\nIt drops by **30 percent** at least.\n\nSame.\n",
            "## Bar\n\nIt drops by **20 percent** at least.\n\nSame.\n"
        ),
        [
            is(
                Sign::Changed,
                "<p>It drops by <strong><del>30</del><ins>20</ins> percent</strong> at least.</p>"
            ),
            is(Sign::Same, "<p>Same.</p>"),
        ]
    );
}

#[test]
fn a_stretch_across_markup_is_one_mark() {
    assert_eq!(
        shown("Ask.\n", "Ask *the two* reviewers.\n"),
        [is(Sign::Added, "<p>Ask<ins> <em>the two</em> reviewers</ins>.</p>")]
    );
}

#[test]
fn list_items_come_and_go_as_items() {
    assert_eq!(
        shown(
            "- one thing\n- another thing here\n- last\n",
            "- one thing\n- last\n- a new one\n"
        ),
        [is(
            Sign::Changed,
            "<ul><li>one thing</li><li><del>another thing here</del></li><li>last</li><li><ins>a new one</ins></li></ul>"
        )]
    );
    assert_eq!(
        shown("1. ask for two weeks\n", "1. ask for three weeks\n"),
        [is(
            Sign::Changed,
            "<ol><li>ask for <del>two</del><ins>three</ins> weeks</li></ol>"
        )]
    );
}

#[test]
fn table_cells_and_rows_are_compared_in_their_table() {
    let old = "| Bar | Value |\n|---|---|\n| Days | at most 30 |\n| Energy | 4 |\n";
    let new = "| Bar | Value |\n|---|---|\n| Days | at most 20 |\n| Energy | 4 |\n| Cycles | none |\n";
    assert_eq!(
        shown(old, new),
        [is(
            Sign::Changed,
            "<div class=\"scroll-x\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr><th>Bar</th><th>Value</th></tr></thead><tbody>\
             <tr><td>Days</td><td>at most <del>30</del><ins>20</ins></td></tr>\
             <tr><td>Energy</td><td>4</td></tr>\
             <tr><td><ins>Cycles</ins></td><td><ins>none</ins></td></tr></tbody></table></div>"
        )]
    );
}

#[test]
fn paragraphs_that_have_nothing_in_common_replace_each_other() {
    assert_eq!(
        shown("One.\n\nWe begin in March.\n", "One.\n\nNobody knows how it ends.\n"),
        [
            is(Sign::Same, "<p>One.</p>"),
            is(Sign::Removed, "<p><del>We begin in March.</del></p>"),
            is(Sign::Added, "<p><ins>Nobody knows how it ends.</ins></p>"),
        ]
    );
}

#[test]
fn struck_text_of_the_document_is_not_a_deletion() {
    assert_eq!(
        shown("A ~~b~~ c.\n", "A ~~b~~ d.\n"),
        [is(Sign::Changed, "<p>A <s>b</s> <del>c</del><ins>d</ins>.</p>")]
    );
}

#[test]
fn what_cannot_be_seen_is_said() {
    for (old, new, note) in [
        ("Read the plan.\n", "Read **the plan**.\n", "“the plan” is now bold."),
        ("Read `it`.\n", "Read it.\n", "“it” is no longer set as code."),
        (
            "[Plan](https://a.example/) it.\n",
            "[Plan](https://b.example/) it.\n",
            "“Plan” now leads to https://b.example/, before to https://a.example/.",
        ),
        ("- a\n- b\n", "1. a\n2. b\n", "The list is numbered now."),
        (
            "1. a\n",
            "3. a\n",
            "The numbering of the list begins at 3, before at 1.",
        ),
        (
            "```rust\nx\n```\n",
            "```toml\nx\n```\n",
            "The language of the code changed.",
        ),
        ("### Aims\n", "#### Aims\n", "The heading moved down in level."),
        ("- a\n- b\n", "- a\n\n- b\n", "The spacing of the list changed."),
    ] {
        assert_eq!(
            notes(old, new).first().map(String::as_str),
            Some(note),
            "{old} -> {new}"
        );
        assert!(compared(old, new)[0].formatted() > 0);
    }
    // A link that is defined elsewhere: neither text differs, yet it leads elsewhere.
    let with = |host: &str| format!("## A\n\nThe [plan].\n\n## B\n\n[plan]: https://{host}.example/\n");
    let sections = compared(&with("one"), &with("two"));
    assert!(sections.iter().all(RenderedSection::is_changed));
    assert_eq!(sections[0].blocks[0].notes.len(), 1);
    assert!(!sections[0].source_differs && sections[1].source_differs && sections[1].blocks.is_empty());
}

#[test]
fn sections_are_unchanged_moved_renamed_added_or_deleted() {
    let old =
        "# Pilot\n\n## A\n\nthe first text\n\n## B\n\nanother one here\n\n## C\n\nand a third one\n\n## D\n\ngone\n";
    let new = "# Pilot\n\n## C\n\nand a third one\n\n## A\n\nthe first text\n\n## Better\n\nanother one here\n\n## E\n\nnew thing\n";
    let sections = compared(old, new);
    let said: Vec<_> = sections
        .iter()
        .map(|s| {
            (
                s.title.as_str(),
                s.fate,
                s.moved,
                s.renamed_from.as_deref(),
                s.is_changed(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Pilot", Fate::Kept, None, None, false),
            ("C", Fate::Kept, Some(Moved::Up), None, false),
            ("A", Fate::Kept, None, None, false),
            ("Better", Fate::Kept, None, Some("B"), true),
            ("D", Fate::Deleted, None, None, true),
            ("E", Fate::Added, None, None, true),
        ]
    );
    assert_eq!(
        sections[3].blocks[0].html.as_str().trim(),
        "<h2><del>B</del><ins>Better</ins></h2>"
    );
    assert_eq!((sections[4].removed, sections[5].added), (1, 1));
}

#[test]
fn source_that_reads_the_same_is_not_unchanged() {
    let sections = compared("## A\n\n* one\n", "## A\n\n- one\n");
    assert!(sections[0].is_changed() && sections[0].blocks.is_empty());
}

#[test]
fn a_hundred_thousand_different_words_take_their_bounded_way() {
    let text = |word: &str| {
        let line: String = (0..3000).map(|n| format!("{word}{n} ")).collect();
        format!("## A\n\n{line}\n\n{line}\n\n{}", format!("{word}\n\n").repeat(5000))
    };
    let sections = compared(&text("a"), &text("b"));
    assert_eq!(sections.len(), 1);
    assert!(sections[0].added > 0 && sections[0].removed > 0);
}

/// The text of HTML without its tags, and without what stands in `gone`.
fn text_without(html: &str, gone: &str) -> String {
    let (open, close) = (format!("<{gone}>"), format!("</{gone}>"));
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(open.as_str()) {
        kept.push_str(before);
        rest = after.split_once(close.as_str()).expect("closed").1;
    }
    kept.push_str(rest);
    let mut text = String::new();
    for piece in kept.split('<') {
        // A tag parts words, as it does on the page where it begins a block.
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.split_whitespace().collect()
}

fn plain(markdown: &str) -> String {
    let html = domain::markdown::render(markdown).into_string();
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.split_whitespace().collect()
}

fn markdown() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "([a-d]{1,3} ){1,6}",
        "- ([a-d]{1,3} ){1,4}",
        "[0-9]\\. ([a-d]{1,3} ){1,4}",
        "### ([a-d]{1,3} ){1,2}",
        "> ([a-d]{1,3} ){1,4}",
        "\\*\\*([a-d]{1,2} ){1,2}[a-d]\\*\\* [a-d]",
        "\\[[a-d]{1,2}\\]\\(https://[a-d]\\.example/\\) [a-d]",
        "`[a-d]` [a-d]{1,2}",
        "\\| [a-d] \\| [a-d] \\|",
        "```",
        "\\*\\*\\*",
        "",
    ];
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(config::cases(512))]

    /// Without its insertions a comparison reads as the old text, without its deletions as the new one.
    #[test]
    fn nothing_is_lost_and_nothing_is_made_up(old in markdown(), new in markdown()) {
        // One section: its heading is left out, and so it is in what is expected.
        let (old, new) = (format!("## t\n\n{old}"), format!("## t\n\n{new}"));
        let sections = compare_rendered(&body(&old), &body(&new));
        prop_assert!(sections.len() == 1);
        let Some(section) = sections.first() else { return Ok(()) };
        if section.blocks.is_empty() {
            prop_assert_eq!(plain(&old), plain(&new));
            prop_assert_eq!(section.source_differs, section.fate != Fate::Kept || old.trim_end() != new.trim_end());
            return Ok(());
        }
        let html: String = section.blocks.iter().map(|block| block.html.as_str()).collect();
        let ends = |whole: String, part: String| whole.ends_with(&part);
        prop_assert!(ends(plain(&new), text_without(&html, "del")), "{html}");
        prop_assert!(ends(plain(&old), text_without(&html, "ins")), "{html}");
        let marked = section.blocks.iter().any(|block| block.sign != Sign::Same);
        prop_assert!(marked);
    }

    #[test]
    fn a_text_against_itself_is_unchanged(text in markdown()) {
        prop_assert!(compare_rendered(&body(&text), &body(&text)).iter().all(|section| !section.is_changed()));
    }

    /// Exported with its terms and imported again, any text has the same digest.
    #[test]
    fn an_export_comes_back_identical(text in "(\u{feff}|---\n|countersign: 1\n|terms: \\{\\}\n|# |## |\r\n|\n|[a-zé0-9.%:]{0,12}){0,30}", weeks in prop::option::of(any::<u8>()), ask in "\\PC{0,20}") {
        let body = body(&text);
        let terms = Terms { weeks, asks: vec![ask], ..Terms::default() };
        let imported = import(&with_terms(RevisionNumber(3), &body, &terms)).unwrap();
        prop_assert_eq!(imported.is_whole(), Some(true));
        prop_assert_eq!((imported.body(), imported.terms()), (&body, Some(&terms)));
    }
}
