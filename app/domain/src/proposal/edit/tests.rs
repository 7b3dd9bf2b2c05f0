use super::*;

fn body(text: &str) -> Body {
    Body::new(text).expect("short")
}

const BASE: &str = "# Pilot\n\n## One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.\n";

fn merged(latest: &str, section: &str, text: &str) -> Applied {
    apply(&body(BASE), &body(latest), Place::Over(section, section), text).expect("fits")
}

fn both(text: &str) -> Applied {
    Applied::Body {
        body: body(text),
        merged: true,
    }
}

fn sides_of(latest: &str, mine: &str) -> Sides {
    sides(&body(BASE), &body(latest), Place::Over("one", "one"), mine)
}

#[test]
fn edits_of_different_sections_and_paragraphs_come_together() {
    let theirs = BASE.replace("Third.", "Third, longer.");
    let expected = theirs.replace("First.", "First, longer.");
    assert_eq!(
        merged(&theirs, "one", "## One\n\nFirst, longer.\n\nSecond.\n\n"),
        both(&expected)
    );
    let theirs = BASE.replace("Second.", "Second, longer.");
    let expected = theirs.replace("First.", "First, longer.");
    assert_eq!(
        merged(&theirs, "one", "## One\r\n\r\nFirst, longer.\r\n\r\nSecond.\r\n\r\n"),
        both(&expected)
    );
}

#[test]
fn edits_of_the_same_line_are_a_conflict_that_loses_nothing() {
    let theirs = BASE.replace("First.", "First, theirs.");
    let mine = "## One\n\nFirst, mine.\n\nSecond.\n\n";
    assert_eq!(merged(&theirs, "one", mine), Applied::Conflict);
    let sides = sides_of(&theirs, mine);
    assert_eq!(sides.base, "## One\n\nFirst.\n\nSecond.\n\n");
    assert_eq!(sides.theirs.as_deref(), Some("## One\n\nFirst, theirs.\n\nSecond.\n\n"));
    assert_eq!(sides.place, Some(("one".to_owned(), "one".to_owned())));
    assert_eq!(sides.result, "## One\n\nFirst, mine.\n\nFirst, theirs.\n\nSecond.\n\n");
    let overlap = Overlap {
        base: "First.\n".to_owned(),
        mine: "First, mine.\n".to_owned(),
        theirs: "First, theirs.\n".to_owned(),
    };
    assert_eq!(sides.overlaps, [overlap]);
}

#[test]
fn edits_of_different_sentences_of_a_paragraph_come_together() {
    let base = BASE.replace("First.", "First of all. Then this. Last of it.");
    let mine = "## One\n\nFirst of mine. Then this. Last of it.\n\nSecond.\n\n";
    let latest = base.replace("Last of it.", "Last of theirs.");
    let applied = apply(&body(&base), &body(&latest), Place::Over("one", "one"), mine);
    assert_eq!(applied, Ok(both(&latest.replace("First of all.", "First of mine."))));
    // The same sentence: it alone stands there twice.
    let latest = base
        .replace("First of all.", "First of theirs.")
        .replace("this.", "that.");
    let applied = apply(&body(&base), &body(&latest), Place::Over("one", "one"), mine);
    assert_eq!(applied, Ok(Applied::Conflict));
    let sides = sides(&body(&base), &body(&latest), Place::Over("one", "one"), mine);
    assert_eq!(
        sides.result,
        "## One\n\nFirst of mine. First of theirs. Then that. Last of it.\n\nSecond.\n\n"
    );
}

#[test]
fn a_section_that_is_gone_leaves_my_text() {
    let theirs = "# Pilot\n\n## Two\n\nThird.\n";
    assert_eq!(merged(theirs, "one", "## One\n\nMine.\n\n"), Applied::Conflict);
    let sides = sides_of(theirs, "## One\n\nMine.\n\n");
    assert_eq!((sides.theirs, sides.place), (None, None));
    assert_eq!(sides.result, "## One\n\nMine.\n\n");
}

#[test]
fn a_renamed_a_split_and_a_moved_section_are_found_again() {
    let mine = "## One\n\nFirst, mine.\n\nSecond.\n\n";
    let renamed = BASE.replace("## One", "## Uno");
    let expected = renamed.replace("First.", "First, mine.");
    assert_eq!(merged(&renamed, "one", mine), both(&expected));
    let renamed = renamed.replace("First.", "First, theirs.");
    assert_eq!(merged(&renamed, "one", mine), Applied::Conflict);
    assert_eq!(
        sides_of(&renamed, mine).place,
        Some(("uno".to_owned(), "uno".to_owned()))
    );

    let split = BASE.replace("First.\n", "First, theirs.\n\n## Uno\n");
    assert_eq!(merged(&split, "one", mine), Applied::Conflict);
    let sides = sides_of(&split, mine);
    assert_eq!(sides.place, Some(("one".to_owned(), "uno".to_owned())));
    assert!(sides.result.contains("First, mine.\n"), "{}", sides.result);
    assert_eq!(sides.result.matches("Second.").count(), 1);

    let moved = "# Pilot\n\n## Two\n\nThird.\n\n## One\n\nFirst.\n\nSecond.\n";
    let expected = moved.replace("First.", "First, mine.");
    assert_eq!(merged(moved, "one", mine), both(&expected));
}

#[test]
fn saving_what_stands_there_changes_nothing() {
    assert_eq!(merged(BASE, "two", "## Two\r\n\r\nThird.\r\n"), Applied::Unchanged);
    let theirs = BASE.replace("Third.", "Last.");
    assert_eq!(merged(&theirs, "two", "## Two\n\nLast.\n"), Applied::Unchanged);
    let nothing = apply(&body(BASE), &body(BASE), Place::After(""), "  \n");
    assert_eq!(nothing, Ok(Applied::Unchanged));
}

#[test]
fn a_new_section_goes_to_its_place_once() {
    let three = "## Three\n\nFourth.";
    let at_the_end = body(&format!("{BASE}\n{three}\n"));
    assert_eq!(
        apply(&body(BASE), &body(BASE), Place::After(""), three),
        Ok(Applied::Body {
            body: at_the_end.clone(),
            merged: false
        })
    );
    assert_eq!(
        apply(&body(BASE), &at_the_end, Place::After(""), three),
        Ok(Applied::Unchanged)
    );
    let between = BASE.replace("## Two", "## Three\n\nFourth.\n\n## Two");
    assert_eq!(
        apply(&body(BASE), &body(BASE), Place::After("one"), three),
        Ok(Applied::Body {
            body: body(&between),
            merged: false
        })
    );
    // Another new section at the same time is no conflict.
    let four = apply(&body(BASE), &at_the_end, Place::After(""), "## Four\n\nFifth.");
    assert_eq!(four, Ok(both(&format!("{BASE}\n{three}\n\n## Four\n\nFifth.\n"))));
    assert!(apply(&body(BASE), &body(BASE), Place::Over("four", "four"), "x").is_err());
    assert!(apply(&body(BASE), &body(BASE), Place::Over("two", "one"), "x").is_err());
}
/// A section was taken out, two people keep their own text of it, and both put it back.
#[test]
fn the_same_section_put_back_twice_is_a_conflict() {
    let (base, mine) = (
        body("# Pilot\n\n## Two\n\nThird.\n"),
        "## One\n\nMine.\n\nFirst.\n\nSecond.\n",
    );
    let latest = body(&format!("{base}\n## One\n\nFirst.\n\nSecond.\n\nTheirs.\n"));
    assert_eq!(apply(&base, &latest, Place::After(""), mine), Ok(Applied::Conflict));
    let found = sides(&base, &latest, Place::After(""), mine);
    assert_eq!(found.place, Some(("one".to_owned(), "one".to_owned())));
    assert_eq!(
        found.theirs.as_deref(),
        Some("## One\n\nFirst.\n\nSecond.\n\nTheirs.\n")
    );
    assert_eq!(found.result, "## One\n\nMine.\n\nFirst.\n\nSecond.\n\nTheirs.\n");
    // Under another name it is found by its lines.
    let renamed = mine.replace("## One", "## Uno");
    assert_eq!(
        apply(&base, &latest, Place::After("two"), &renamed),
        Ok(Applied::Conflict)
    );
    let found = sides(&base, &latest, Place::After("two"), &renamed);
    assert_eq!(found.place, Some(("one".to_owned(), "one".to_owned())));
}
