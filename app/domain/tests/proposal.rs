//! What the document promises: sections are the text, edits meet without losing any of it, and a
//! change is material exactly when it touches what binds.

use domain::document::{
    Body, BodyError, MAX_SECTION_BYTES, fill_placeholders, placeholders, replace_section, sections, slug, text_digest,
};
use domain::proposal::{Merge, Part, Tag, compare, diff_words, digest, merge};
use domain::terms::Terms;
use proptest::prelude::*;

fn body(text: &str) -> Body {
    Body::new(text).expect("a body within bounds")
}

fn keys(text: &str) -> Vec<String> {
    sections(&body(text)).into_iter().map(|section| section.key).collect()
}

#[test]
fn line_endings_become_one_kind() {
    assert_eq!(body("\u{feff}a\r\nb\rc\n").as_str(), "a\nb\nc\n");
}

#[test]
fn a_section_may_be_64_kb_and_no_more() {
    let fits = format!("## A\n{}", "x".repeat(MAX_SECTION_BYTES - 5));
    assert_eq!(fits.len(), 65_536);
    assert!(Body::new(&fits).is_ok());
    let error = Body::new(&format!("{fits}x")).unwrap_err();
    assert_eq!(
        error,
        BodyError::SectionTooLong {
            title: "A".into(),
            bytes: 65_537
        }
    );
    assert!(matches!(
        Body::new(&"## A\n\nx\n\n".repeat(201)),
        Err(BodyError::TooManySections(201))
    ));
    assert!(matches!(
        Body::new(&"x".repeat(600_000)),
        Err(BodyError::TooLong(600_000))
    ));
    assert_eq!(Body::new("a\0b"), Err(BodyError::Nul));
    assert_eq!(
        Body::new(&format!("a\n{}", "> ".repeat(51))),
        Err(BodyError::TooDeep(2))
    );
}

#[test]
fn level_2_headings_cut_and_what_looks_like_one_does_not() {
    assert_eq!(
        keys("# T\n\nx\n\n## One\n\n### Sub\n\n## One\n"),
        ["opening", "one", "one-2"]
    );
    assert_eq!(
        keys("## First\n\n```\n## no\n```\n\n> ## no\n\n- ## no\n\n    ## no\n\n## Last"),
        ["first", "last"]
    );
    assert_eq!(keys("Under\n-----\ntext\n"), ["under"]);
    assert_eq!(keys(""), [""; 0]);
    assert_eq!(keys("\n\n## A\n"), ["a"]);
    assert_eq!(keys("## Opening\n\n## !\n"), ["opening", "section"]);
    assert_eq!(keys("x\n\n## Opening\n"), ["opening", "opening-2"]);
}

#[test]
fn the_opening_is_named_after_the_title() {
    assert_eq!(sections(&body("# The *big* `one`\n\nx"))[0].title, "The big one");
    assert_eq!(sections(&body("just text"))[0].title, "Opening");
    assert_eq!(sections(&body("# T\n\n## A & `b`\n"))[1].title, "A & b");
}

#[test]
fn slugs_are_plain() {
    assert_eq!(slug("What I Need From You"), "what-i-need-from-you");
    assert_eq!(slug("TL;DR"), "tl-dr");
    assert_eq!(slug("What's next?"), "whats-next");
    assert_eq!(slug("Über uns"), "über-uns");
    assert_eq!(slug("Placeholder 1"), "section-placeholder-1");
}

#[test]
fn replacing_a_section_leaves_the_others_alone() {
    let old = body("# T\n\n## A\n\na\n\n## B\n\nb\n");
    assert_eq!(
        replace_section(&old, "a", "## A\n\nnew").unwrap().as_str(),
        "# T\n\n## A\n\nnew\n\n## B\n\nb\n"
    );
    assert_eq!(
        replace_section(&old, "a", "## A\n\nnew\n").unwrap().as_str(),
        "# T\n\n## A\n\nnew\n\n## B\n\nb\n"
    );
    assert_eq!(replace_section(&old, "b", "").unwrap().as_str(), "# T\n\n## A\n\na\n\n");
    assert_eq!(
        replace_section(&old, "c", "x"),
        Err(BodyError::NoSuchSection("c".into()))
    );
}

#[test]
fn placeholders_are_gaps_and_nothing_else() {
    let text = "\
**To:** [CTO / VP Engineering] on [YYYY-MM-DD]\n
[a link](/x) [ref] [^1] \\[not\\] `[code]` [1] [x] ![pic](y)\n
- [ ] open\n- [x] done\n- [Your name, title]\n
```\n[fenced]\n```\n
| [Cell] | **[Bold]** |\n|---|---|\n| a | b |\n
[ref]: https://example.com\n
## Later\n\n[CTO / VP Engineering]\n";
    let body = body(text);
    let found: Vec<(String, String, usize)> = placeholders(&body)
        .into_iter()
        .map(|placeholder| (placeholder.text, placeholder.section, placeholder.nth))
        .collect();
    let expected = [
        ("CTO / VP Engineering", "opening", 1),
        ("YYYY-MM-DD", "opening", 2),
        ("Your name, title", "opening", 3),
        ("Cell", "opening", 4),
        ("Bold", "opening", 5),
        ("CTO / VP Engineering", "later", 6),
    ];
    assert_eq!(
        found,
        expected.map(|(text, section, nth)| (text.to_owned(), section.to_owned(), nth))
    );
    for placeholder in placeholders(&body) {
        assert_eq!(body.as_str()[placeholder.range], format!("[{}]", placeholder.text));
    }
}

#[test]
fn filling_replaces_every_occurrence_and_leaves_the_rest() {
    let filled = fill_placeholders(
        &body("[Name] and [Name], `[Name]`, [Date]\n"),
        &[("Name", "Ada\nLovelace")],
    )
    .unwrap();
    assert_eq!(filled.as_str(), "Ada Lovelace and Ada Lovelace, `[Name]`, [Date]\n");
}

#[test]
fn the_digest_covers_prose_and_terms_and_where_one_ends() {
    let none = Terms::default();
    let four = Terms {
        weeks: Some(4),
        ..Terms::default()
    };
    let digests = [
        digest(&body(""), &none),
        digest(&body("a"), &none),
        digest(&body("a"), &four),
    ];
    // Worked out with another implementation: SHA-256 of the length of "a" in eight bytes, "a", the
    // length of the JSON of empty terms in eight bytes, and that JSON.
    assert_eq!(
        digests[1].as_str(),
        "27fdcc9f9383cd237e7182d1a58526d2c2cb7eb5055b6e67541739af8eb2c7f6"
    );
    assert!(digests[0] != digests[1] && digests[1] != digests[2]);
    assert_eq!(digest(&body("a\r\n"), &four), digest(&body("a\n"), &four));
    assert!(
        digests
            .iter()
            .all(|digest| digest.as_str().parse() == Ok(digest.clone()))
    );
    let longer = format!("a{}", none.canonical_json());
    assert_ne!(digest(&body(&longer), &none), digest(&body("a"), &none));
}

#[test]
fn the_digest_of_the_text_is_that_of_its_file() {
    // printf 'abc' | sha256sum
    assert_eq!(
        text_digest(&body("abc")).as_str(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn a_word_that_changed_is_the_only_one_marked() {
    let parts = diff_words("drops by 30 percent\nsame\n", "drops by 20 percent\nsame\n");
    let expected = [
        (Tag::Same, "drops by "),
        (Tag::Deleted, "30"),
        (Tag::Inserted, "20"),
        (Tag::Same, " percent\nsame\n"),
    ];
    assert_eq!(parts, expected.map(|(tag, text)| (tag, text.to_owned())));
    let sections = compare(&body("## A\n\nx\n\n## B\n\ny\n"), &body("## B\n\ny\n\n## C\n\nz\n"));
    let changed: Vec<(&str, bool)> = sections
        .iter()
        .map(|section| (section.key.as_str(), section.is_changed()))
        .collect();
    // The blank line that now stands between B and C changes nothing of B.
    assert_eq!(changed, [("a", true), ("b", false), ("c", true)]);
}

#[test]
fn edits_of_different_paragraphs_merge_and_of_the_same_one_do_not() {
    let base = "one\n\ntwo\n\nthree\n";
    assert_eq!(
        merge(base, "ONE\n\ntwo\n\nthree\n", "one\n\ntwo\n\nTHREE\n"),
        Merge::Merged("ONE\n\ntwo\n\nTHREE\n".into())
    );
    assert_eq!(merge(base, base, base), Merge::Merged(base.into()));
    let Merge::Conflict(conflict) = merge(base, "one\n\nmine\n\nthree\n", "one\n\ntheirs\n\nthree\n") else {
        panic!()
    };
    let disputed = Part::Disputed {
        base: "two\n".into(),
        mine: "mine\n".into(),
        theirs: "theirs\n".into(),
        offered: "mine\n\ntheirs\n".into(),
    };
    assert_eq!(
        conflict.parts,
        [
            Part::Agreed("one\n\n".into()),
            disputed,
            Part::Agreed("\nthree\n".into())
        ]
    );
    assert_eq!(conflict.offered(), "one\n\nmine\n\ntheirs\n\nthree\n");
    assert_eq!(merge("a", "a", "b"), Merge::Merged("b".into()));
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-e]{0,2}", 0..12)
}

proptest! {
    #[test]
    fn sections_put_together_are_the_body(text in "(## [a-z \n]{0,9}|```\n|> |- |# |\n\n|[a-zé ]{0,9}|===\n|---\n|\r\n|\\t){0,25}") {
        let body = body(&text);
        let sections = sections(&body);
        prop_assert_eq!(sections.iter().map(|section| section.text.as_str()).collect::<String>(), body.as_str());
        let keys: std::collections::HashSet<_> = sections.iter().map(|section| &section.key).collect();
        prop_assert_eq!(keys.len(), sections.len());
        for section in &sections {
            prop_assert_eq!(&body.as_str()[section.range.clone()], section.text.as_str());
            let same = replace_section(&body, &section.key, &section.text).unwrap();
            if section.text.ends_with('\n') || section.range.end == body.as_str().len() {
                prop_assert_eq!(&same, &body);
            }
        }
        prop_assert_eq!(&Body::new(body.as_str()).unwrap(), &body);
    }

    #[test]
    fn a_comparison_holds_both_texts(old in lines(), new in lines()) {
        let (old, new) = (old.join(" x\n"), new.join(" x\n"));
        let parts = diff_words(&old, &new);
        let without = |gone: Tag| parts.iter().filter(|(tag, _)| *tag != gone).map(|(_, text)| text.as_str()).collect::<String>();
        prop_assert_eq!(without(Tag::Inserted), old);
        prop_assert_eq!(without(Tag::Deleted), new);
    }

    #[test]
    fn no_typed_line_is_lost_in_a_merge(base in lines(), mine in lines(), theirs in lines()) {
        let text = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let (base_text, mine_text, theirs_text) = (text(&base), text(&mine), text(&theirs));
        let everything = match merge(&base_text, &mine_text, &theirs_text) {
            Merge::Merged(merged) => merged,
            Merge::Conflict(conflict) => conflict.offered(),
        };
        for line in mine.iter().chain(&theirs).filter(|line| !base.contains(line)) {
            prop_assert!(everything.lines().any(|kept| kept == line), "{} in {}", line, everything);
        }
        prop_assert_eq!(merge(&base_text, &mine_text, &base_text), Merge::Merged(mine_text.clone()));
        prop_assert_eq!(merge(&base_text, &base_text, &theirs_text), Merge::Merged(theirs_text));
        prop_assert_eq!(merge(&base_text, &mine_text, &mine_text), Merge::Merged(mine_text));
    }
}
