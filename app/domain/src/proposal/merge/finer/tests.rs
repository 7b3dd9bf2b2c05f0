use super::pieces::sentences;
use super::*;

fn both(base: &str, mine: &str, theirs: &str) -> Option<Finer> {
    finer([base, mine, theirs])
}

fn merged(text: &str) -> Option<Finer> {
    Some(Finer::Merged(text.to_owned()))
}

fn offered(text: &str) -> Option<Finer> {
    Some(Finer::Offered(text.to_owned()))
}

#[test]
fn a_sentence_ends_where_that_is_clear() {
    let cut = |line: &'static str, expected: &[&str]| assert_eq!(sentences(line), expected, "{line}");
    cut("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"]);
    cut("He said “Go.” Then he went.", &["He said “Go.”", "Then he went."]);
    cut("**Bar.** It is 30 %.", &["**Bar.**", "It is 30 %."]);
    cut("Tools, e.g. Figma. Done.", &["Tools, e.g. Figma.", "Done."]);
    cut("See No. 5 of J. Doe. Done.", &["See No. 5 of J. Doe.", "Done."]);
    cut(
        "Version 2.5 is out. 3 of 10 agree.",
        &["Version 2.5 is out.", "3 of 10 agree."],
    );
    cut(
        "It took (see M2. And M3.) long. Done.",
        &["It took (see M2. And M3.) long.", "Done."],
    );
    cut("*All. Of this.* Done.", &["*All. Of this.*", "Done."]);
    cut("Use `a. B`. Done.", &["Use `a. B`.", "Done."]);
    cut("Wait... what. Done.", &["Wait... what.", "Done."]);
    cut("", &[]);
}

#[test]
fn lines_are_cut_into_markers_sentences_and_ends() {
    assert_eq!(pieces("  - [x] Aa. B.  \n"), ["  - ", "[x] Aa.", "B.", "  \n"]);
    assert_eq!(pieces("> 1. Aa.\n\nB."), ["> 1. ", "Aa.", "\n", "\n", "B."]);
    assert_eq!(
        pieces("| A. | B. |\n# A. B.\n---\n"),
        ["| A. | B. |\n", "# A. B.\n", "---\n"]
    );
    assert_eq!(pieces("    a. B\n```\n"), ["    a. B\n", "```\n"]);
    assert_eq!(pieces("    - Aa. B.\n"), ["    - ", "Aa.", "B.", "\n"]);
    assert_eq!(pieces("2.5 is it. B.\n"), ["2.5 is it.", "B.", "\n"]);
}

const BASE: &str = "We test. They build. All look.\n";

#[test]
fn edits_of_different_sentences_are_merged() {
    // Apart, next to each other, at the end, taken out.
    assert_eq!(
        both(
            BASE,
            "We measure. They build. All look.\n",
            "We test. They build. All read.\n"
        ),
        merged("We measure. They build. All read.\n")
    );
    assert_eq!(
        both(
            BASE,
            "We measure. They build. All look.\n",
            "We test. They ship. All look.\n"
        ),
        merged("We measure. They ship. All look.\n")
    );
    assert_eq!(
        both(
            BASE,
            "We test. They build. All look. Mine.\n",
            "We test. They build. All read.\n"
        ),
        merged("We test. They build. All read. Mine.\n")
    );
    assert_eq!(
        both(BASE, "They build. All look.\n", "We test. They build. So. All look.\n"),
        merged("They build. So. All look.\n")
    );
    // The same edit by both, and one more.
    assert_eq!(
        both(
            BASE,
            "We measure. They build. All look.\n",
            "We measure. They build. All read.\n"
        ),
        merged("We measure. They build. All read.\n")
    );
}

#[test]
fn joined_and_split_paragraphs_keep_the_edits_of_the_other() {
    let two = "We test. They build.\n\nAll look. Then go.\n";
    assert_eq!(
        both(
            two,
            "We test. They build. All look. Then go.\n",
            "We test. They build.\n\nAll look. Then stay.\n"
        ),
        merged("We test. They build. All look. Then stay.\n")
    );
    assert_eq!(
        both(
            BASE,
            "We test.\n\nThey build. All look.\n",
            "We test. They build. All read.\n"
        ),
        merged("We test.\n\nThey build. All read.\n")
    );
    let item = "- We test. They build.\n";
    assert_eq!(
        both(item, "- We test.\n- They build.\n", "- We test. They ship.\n"),
        merged("- We test.\n- They ship.\n")
    );
}

#[test]
fn one_sentence_edited_by_both_is_offered_in_one_where_the_words_are_apart() {
    let base = "The team tests the new flow with care. All look.\n";
    assert_eq!(
        both(
            base,
            "The whole team tests the new flow with care. All look.\n",
            "The team tests the new flow with great care. All look.\n"
        ),
        offered("The whole team tests the new flow with great care. All look.\n")
    );
    // Next to each other they overlap: the sentence stands there twice, and only the sentence.
    assert_eq!(
        both(
            base,
            "The team tests the old flow with care. All look.\n",
            "The team tests the new way with care. All look.\n"
        ),
        offered("The team tests the old flow with care. The team tests the new way with care. All look.\n")
    );
    // A paragraph of one sentence.
    assert_eq!(
        both(
            "We test it here today.\n",
            "We measure it here today.\n",
            "We test it here now.\n"
        ),
        offered("We measure it here now.\n")
    );
    assert_eq!(both("We test.\n", "We measure.\n", "We ship.\n"), None);
}

#[test]
fn numbers_are_never_brought_together_unseen() {
    // In one sentence: never, not even offered.
    let base = "At least 30 % of them save time within 4 weeks. All look.\n";
    assert_eq!(
        both(
            base,
            "At least 20 % of them save time within 4 weeks. All look.\n",
            "At least 30 % of them save time within six weeks. All look.\n"
        ),
        offered(
            "At least 20 % of them save time within 4 weeks. At least 30 % of them save time within six weeks. All look.\n"
        )
    );
    // In one paragraph: offered, since 30 % may be the 3 of 10 of the next sentence.
    let base = "The bar is 30 %. That is 3 of 10 people. All look.\n";
    let (mine, theirs) = (
        "The bar is 20 %. That is 3 of 10 people. All look.\n",
        "The bar is 30 %. That is 4 of 12 people. All look.\n",
    );
    assert_eq!(
        both(base, mine, theirs),
        offered("The bar is 20 %. That is 4 of 12 people. All look.\n")
    );
    // A number here and words there come together.
    let theirs = "The bar is 30 %. That is 3 of 10 people. All read.\n";
    assert_eq!(
        both(base, mine, theirs),
        merged("The bar is 20 %. That is 3 of 10 people. All read.\n")
    );
    assert!(both_count(["four weeks", "five weeks", "four-week or six weeks"]));
    assert!(!both_count(["four weeks", "five weeks", "five short weeks"]));
}

#[test]
fn rows_and_headings_are_offered_at_most() {
    assert_eq!(
        both(
            "| Energy | same | weekly |\n",
            "| Energy | more | weekly |\n",
            "| Energy | same | daily |\n"
        ),
        offered("| Energy | more | daily |\n")
    );
    assert_eq!(
        both(
            "| Energy | 30 | 4 |\n",
            "| Energy | 20 | 4 |\n",
            "| Energy | 30 | 5 |\n"
        ),
        None
    );
    assert_eq!(
        both("## What we all test\n", "## Why we all test\n", "## What we all ship\n"),
        offered("## Why we all ship\n")
    );
    assert_eq!(both("    a  b  c\n", "    x  b  c\n", "    a  b  y\n"), None);
}

#[test]
fn what_overlaps_stands_once_and_in_order() {
    // Both add in the same place; one takes out what the other rewrote.
    assert_eq!(
        both(
            BASE,
            "We test. Mine. They build. All look.\n",
            "We test. Theirs. They build. All look.\n"
        ),
        offered("We test. Mine. Theirs. They build. All look.\n")
    );
    assert_eq!(
        both(BASE, "We test. All look.\n", "We test. They ship. All look.\n"),
        offered("We test. They ship. All look.\n")
    );
    // Both moved the same sentence: it is theirs to decide, not to be doubled.
    assert_eq!(
        both(
            "We test. They build. All look. Then go.\n",
            "They build. We test. All look. Then go.\n",
            "We test. All look. Then go. They build.\n"
        ),
        offered("They build. We test. All look. Then go. They build.\n")
    );
    // A split and another sentence in the same place cannot stand one after the other in it.
    assert_eq!(
        both(
            BASE,
            "We test.\n\nThey build. All look.\n",
            "We test. So. They build. All look.\n"
        ),
        None
    );
}

#[test]
fn a_line_ends_where_a_line_must() {
    // Two new paragraphs in one place do not become one.
    assert_eq!(
        both("We test.\n\n\n", "We test.\nMine.\n\n", "We test.\nTheirs.\n\n"),
        None
    );
    // Mine wrote into a blank line that the other took out.
    let base = "We test. All look.\n\n- They build.\n";
    assert_eq!(
        both(
            base,
            "We test. All look.\nMine.\n- They build.\n",
            "We test. All look.\n- They build.\n"
        ),
        offered("We test. All look.\nMine.\n- They build.\n")
    );
    // Lines of one sentence are what they always were: one after the other.
    assert_eq!(both("We test.\n\n", "We test.\nMine.\n", "We test.\n"), None);
}
