use similar::{MergeResolution, TextMerge};

/// The result of bringing two edits of the same text together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The edits do not overlap; this is the text with both.
    Merged(String),
    /// The edits overlap: a person has to choose.
    Conflict(Conflict),
}

/// Two edits that overlap. Nothing of either is lost: it is in one of the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The text in order, agreed and disputed parts alternating.
    pub parts: Vec<Part>,
}

/// A stretch of whole lines of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Both sides can live with this.
    Agreed(String),
    /// Both sides changed this, differently.
    Disputed {
        /// What both started from.
        base: String,
        /// What I made of it.
        mine: String,
        /// What the other person made of it.
        theirs: String,
    },
}

impl Conflict {
    /// A first text for the editable result: mine, then theirs, wherever they overlap.
    #[must_use]
    pub fn both(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Agreed(text) => text.clone(),
                Part::Disputed { mine, theirs, .. } => format!("{mine}{theirs}"),
            })
            .collect()
    }
}

/// Merges two edits of `base`, line by line. In Markdown a line is usually a paragraph or a list
/// item, which is the grain at which two authors can agree without reading each other.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let ends = mine.ends_with('\n') || theirs.ends_with('\n') || base.ends_with('\n');
    let (base, mine, theirs) = (terminated(base), terminated(mine), terminated(theirs));
    let merge = TextMerge::from_lines(base.as_str(), mine.as_str(), theirs.as_str());
    let base_text = |range: std::ops::Range<usize>| range.filter_map(|at| merge.base_line(at)).collect::<String>();
    let mine_text = |range: std::ops::Range<usize>| range.filter_map(|at| merge.ours_line(at)).collect::<String>();
    let theirs_text = |range: std::ops::Range<usize>| range.filter_map(|at| merge.theirs_line(at)).collect::<String>();

    let mut parts: Vec<Part> = Vec::new();
    for region in merge.regions() {
        let agreed = match region.resolution() {
            MergeResolution::Unchanged | MergeResolution::Ours | MergeResolution::Both => {
                mine_text(region.ours_range())
            }
            MergeResolution::Theirs => theirs_text(region.theirs_range()),
            // The enum may grow; what is not known to be settled is for a person to settle.
            _ => {
                parts.push(Part::Disputed {
                    base: base_text(region.base_range()),
                    mine: mine_text(region.ours_range()),
                    theirs: theirs_text(region.theirs_range()),
                });
                continue;
            }
        };
        match parts.last_mut() {
            Some(Part::Agreed(text)) => text.push_str(&agreed),
            _ => parts.push(Part::Agreed(agreed)),
        }
    }
    if merge.is_conflicted() {
        return Merge::Conflict(Conflict { parts });
    }
    let mut text: String = Conflict { parts }.both();
    if !ends {
        text.truncate(text.trim_end_matches('\n').len());
    }
    Merge::Merged(text)
}

/// Line by line, a last line without its end would differ from the same line with one.
fn terminated(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') {
        text.into()
    } else {
        format!("{text}\n")
    }
}
