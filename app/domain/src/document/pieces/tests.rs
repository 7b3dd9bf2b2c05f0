use super::*;

fn without_headings(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_section_without_subheadings_is_cut_between_paragraphs() {
    // 3,000 paragraphs of 50 bytes with their line ends: two pieces hold at most 1,310 each, so three it takes.
    let paragraph = "Forty-eight letters stand in this one paragraph.\n\n";
    let text = format!(
        "# A pilot\n\n## Before\n\nx\n\n## Long & *odd*\n\n{}## After\n\ny\n",
        paragraph.repeat(3000)
    );
    let found = in_pieces(&text).expect("paragraphs can be cut");
    assert_eq!(found.cut, [("Long & odd".to_owned(), 3)]);
    let titles: Vec<String> = split(&found.text).into_iter().map(|section| section.title).collect();
    assert_eq!(
        titles,
        [
            "A pilot",
            "Before",
            "Long & odd",
            "Long & odd (2)",
            "Long & odd (3)",
            "After"
        ]
    );
    assert_eq!(without_headings(&found.text), without_headings(&text));
    assert!(Body::new(&found.text).is_ok());
}

#[test]
fn a_list_is_cut_between_items_and_a_paragraph_after_a_sentence() {
    let list = "- An item of a list with some words\n  that go on in a second line\n".repeat(2000);
    let found = in_pieces(&format!("## Asks\n\n{list}")).expect("a list can be cut");
    assert!(split(&found.text).iter().all(|section| {
        let first = section
            .text
            .lines()
            .find(|line| !line.starts_with('#') && !line.is_empty());
        first == Some("- An item of a list with some words")
    }));
    let found = in_pieces(&"A sentence of a text without an end. ".repeat(3000)).expect("a paragraph can be cut");
    assert_eq!(found.cut, [("Opening".to_owned(), 2)]);
    assert!(found.text.contains("an end. \n\n## Opening (2)\n\nA sentence"));
    // Whatever script it is in, and without a space.
    assert!(in_pieces(&format!("## One\n\n{}", "字".repeat(50_000))).is_some());
}

#[test]
fn one_table_of_that_size_is_left_alone() {
    let table = format!("## Rows\n\n| a | b |\n|---|---|\n{}", "| one | two |\n".repeat(6000));
    assert_eq!(in_pieces(&table), None);
    let code = format!("## Code\n\n```\n{}```\n", "let x = 1;\n".repeat(7000));
    assert_eq!(in_pieces(&code), None);
}

#[test]
fn what_fits_stays_as_it_is() {
    let text = "## One\n\nx\n";
    let same = InPieces {
        text: text.to_owned(),
        cut: Vec::new(),
    };
    assert_eq!(in_pieces(text), Some(same));
}
