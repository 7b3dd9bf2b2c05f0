use super::{Body, BodyError, Merge, merge, replace_section, sections};

/// What becomes of an edit that was begun on one revision and saved on another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The new body. `merged` when somebody else had saved in between.
    Body {
        /// The text with the edit in it.
        body: Body,
        /// Whether it was brought together with another's edit.
        merged: bool,
    },
    /// The text says this already.
    Unchanged,
    /// The edits overlap: the writer has to choose.
    Conflict,
}

/// Applies an edit of one section, begun on `base`, to `latest`. An empty `section` adds the text at
/// the end.
///
/// # Errors
/// When `base` has no such section, or the result is too large.
pub fn apply(base: &Body, latest: &Body, section: &str, text: &str) -> Result<Applied, BodyError> {
    if section.is_empty() {
        let body = append(latest, text)?;
        let merged = base != latest;
        return Ok(settled(body, latest, merged));
    }
    let mine = replace_section(base, section, text)?;
    if base == latest {
        return Ok(settled(mine, latest, false));
    }
    match merge(base.as_str(), mine.as_str(), latest.as_str()) {
        Merge::Merged(text) => Ok(settled(Body::new(&text)?, latest, true)),
        Merge::Conflict(_) => Ok(Applied::Conflict),
    }
}

fn settled(body: Body, latest: &Body, merged: bool) -> Applied {
    if body == *latest {
        Applied::Unchanged
    } else {
        Applied::Body { body, merged }
    }
}

fn append(body: &Body, text: &str) -> Result<Body, BodyError> {
    if text.trim().is_empty() {
        return Ok(body.clone());
    }
    let before = body.as_str().trim_end();
    let joint = if before.is_empty() { "" } else { "\n\n" };
    Body::new(&format!("{before}{joint}{}\n", text.trim()))
}

/// Both sides of a conflict over one section, and a first text for the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// What the section says in the newest revision; `None` when it is gone from it.
    pub theirs: Option<String>,
    /// A text that holds both, to be edited.
    pub result: String,
}

/// What a conflict over `section` shows: `mine` was begun on `base`, and `latest` was saved since.
#[must_use]
pub fn sides(base: &Body, latest: &Body, section: &str, mine: &str) -> Sides {
    let text_in = |body: &Body| {
        sections(body)
            .into_iter()
            .find(|found| found.key == section)
            .map(|found| found.text)
    };
    let mine = mine.replace("\r\n", "\n");
    let theirs = text_in(latest);
    let result = match &theirs {
        Some(theirs) => match merge(&text_in(base).unwrap_or_default(), &mine, theirs) {
            Merge::Merged(text) => text,
            Merge::Conflict(conflict) => conflict.both(),
        },
        None => mine,
    };
    Sides { theirs, result }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Body {
        Body::new(text).expect("short")
    }

    const BASE: &str = "# Pilot\n\n## One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.\n";

    fn merged(latest: &str, section: &str, text: &str) -> Applied {
        apply(&body(BASE), &body(latest), section, text).expect("fits")
    }

    #[test]
    fn edits_of_different_sections_and_paragraphs_come_together() {
        let theirs = BASE.replace("Third.", "Third, longer.");
        let expected = theirs.replace("First.", "First, longer.");
        assert_eq!(
            merged(&theirs, "one", "## One\n\nFirst, longer.\n\nSecond.\n\n"),
            Applied::Body {
                body: body(&expected),
                merged: true
            }
        );
        let theirs = BASE.replace("Second.", "Second, longer.");
        let expected = theirs.replace("First.", "First, longer.");
        assert_eq!(
            merged(&theirs, "one", "## One\r\n\r\nFirst, longer.\r\n\r\nSecond.\r\n\r\n"),
            Applied::Body {
                body: body(&expected),
                merged: true
            }
        );
    }

    #[test]
    fn edits_of_the_same_line_are_a_conflict_that_loses_nothing() {
        let theirs = BASE.replace("First.", "First, theirs.");
        let mine = "## One\n\nFirst, mine.\n\nSecond.\n\n";
        assert_eq!(merged(&theirs, "one", mine), Applied::Conflict);
        let sides = sides(&body(BASE), &body(&theirs), "one", mine);
        assert_eq!(sides.theirs.as_deref(), Some("## One\n\nFirst, theirs.\n\nSecond.\n\n"));
        assert_eq!(sides.result, "## One\n\nFirst, mine.\nFirst, theirs.\n\nSecond.\n\n");
    }

    #[test]
    fn a_section_that_is_gone_leaves_my_text() {
        let theirs = "# Pilot\n\n## Two\n\nThird.\n";
        assert_eq!(merged(theirs, "one", "## One\n\nMine.\n\n"), Applied::Conflict);
        let sides = sides(&body(BASE), &body(theirs), "one", "## One\n\nMine.\n\n");
        assert_eq!(
            sides,
            Sides {
                theirs: None,
                result: "## One\n\nMine.\n\n".to_owned()
            }
        );
    }

    #[test]
    fn saving_what_stands_there_changes_nothing() {
        assert_eq!(merged(BASE, "two", "## Two\r\n\r\nThird.\r\n"), Applied::Unchanged);
        let theirs = BASE.replace("Third.", "Last.");
        assert_eq!(merged(&theirs, "two", "## Two\n\nLast.\n"), Applied::Unchanged);
        assert_eq!(merged(BASE, "", "  \n"), Applied::Unchanged);
    }

    #[test]
    fn a_new_section_goes_to_the_end() {
        assert_eq!(
            merged(BASE, "", "## Three\n\nFourth."),
            Applied::Body {
                body: body(&format!("{BASE}\n## Three\n\nFourth.\n")),
                merged: false
            }
        );
        assert!(apply(&body(BASE), &body(BASE), "four", "x").is_err());
    }
}
