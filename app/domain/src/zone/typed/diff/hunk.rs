//! Hunks: so many lines of the file before, so many of the file after.

/// What hunks show of one side of a file: its lines, each with the return at its end where one stands there.
#[derive(Debug, Default)]
pub(super) struct Side<'a> {
    lines: Vec<&'a str>,
    /// The last line has no end.
    is_cut: bool,
    /// Whether what is shown is no text.
    is_broken: bool,
}

/// Whose the returns at the ends of lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Returns {
    /// The diff's own: it came by way of a clipboard or a form that ends every line so.
    OfDiff,
    /// The file's.
    OfFile,
}

impl<'a> Side<'a> {
    /// The lines as a text; `None` where it was no UTF-8.
    pub(super) fn text(&self, returns: Returns) -> Option<String> {
        if self.is_broken {
            return None;
        }
        let mut text = String::with_capacity(self.lines.iter().map(|line| line.len() + 1).sum());
        for line in &self.lines {
            text.push_str(match returns {
                Returns::OfDiff => line.strip_suffix('\r').unwrap_or(line),
                Returns::OfFile => line,
            });
            text.push('\n');
        }
        if self.is_cut {
            text.pop();
        }
        Some(text)
    }

    /// Whether a line has a return at its end.
    pub(super) fn has_returns(&self) -> bool {
        self.lines.iter().any(|line| line.ends_with('\r'))
    }

    fn push(&mut self, line: &'a str) {
        // Nothing stands behind the last line.
        self.is_broken |= line.contains(char::REPLACEMENT_CHARACTER) || self.is_cut;
        self.lines.push(line);
    }
}

/// Reads a hunk and says how many lines it has; `None` where it ends too early.
pub(super) fn read<'a>(lines: &[&'a str], old: &mut Side<'a>, new: &mut Side<'a>) -> Option<usize> {
    let (mut before, mut after) = counts(lines.first()?)?;
    let mut at = 1;
    while before > 0 || after > 0 {
        let line = *lines.get(at)?;
        at += 1;
        let (sign, text) = match line {
            // Some programs take the space at an empty line's end away.
            "" | "\r" => (" ", line),
            _ => line.split_at(line.chars().next().map_or(0, char::len_utf8)),
        };
        match sign {
            " " => {
                before = before.checked_sub(1)?;
                after = after.checked_sub(1)?;
                old.push(text);
                new.push(text);
            }
            "-" => {
                before = before.checked_sub(1)?;
                old.push(text);
            }
            "+" => {
                after = after.checked_sub(1)?;
                new.push(text);
            }
            _ => return None,
        }
        if lines.get(at).is_some_and(|line| line.starts_with('\\')) {
            at += 1;
            if sign != "+" {
                old.is_cut = true;
            }
            if sign != "-" {
                new.is_cut = true;
            }
        }
    }
    Some(at)
}

/// The two counts of `@@ -1,3 +1,4 @@`; a count that is left out is 1.
fn counts(head: &str) -> Option<(usize, usize)> {
    let (ranges, _) = head.strip_prefix("@@ -")?.split_once(" @@")?;
    let (before, after) = ranges.split_once(" +")?;
    let count = |range: &str| {
        let (start, count) = range.split_once(',').unwrap_or((range, "1"));
        let _: usize = start.parse().ok()?;
        count.parse().ok()
    };
    Some((count(before)?, count(after)?))
}
