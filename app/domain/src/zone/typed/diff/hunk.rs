//! Hunks: so many lines of the file before, so many of the file after.

/// What hunks show of one side of a file.
#[derive(Debug, Default)]
pub(super) struct Side {
    text: String,
    /// Whether what is shown is no text.
    is_broken: bool,
}

impl Side {
    /// All of it, where it is all there; `None` where it was no UTF-8.
    pub(super) fn text(&self) -> Option<String> {
        (!self.is_broken).then(|| self.text.clone())
    }

    fn push(&mut self, line: &str) {
        self.is_broken |= line.contains(char::REPLACEMENT_CHARACTER);
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// The line that was pushed last has no end.
    fn without_end(&mut self) {
        if self.text.ends_with('\n') {
            self.text.pop();
        }
    }
}

/// Reads a hunk and says how many lines it has; `None` where it ends too early.
pub(super) fn read(lines: &[&str], old: &mut Side, new: &mut Side) -> Option<usize> {
    let (mut before, mut after) = counts(lines.first()?)?;
    let mut at = 1;
    while before > 0 || after > 0 {
        let line = *lines.get(at)?;
        at += 1;
        let (sign, text) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
        match sign {
            // Some programs take the space at an empty line's end away.
            " " | "" => {
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
                old.without_end();
            }
            if sign != "-" {
                new.without_end();
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
