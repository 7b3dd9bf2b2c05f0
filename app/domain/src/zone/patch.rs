//! Patches: the hunks of one file without names above them, as the interfaces of code hosts give them.

/// What git writes behind the last line of a file that does not end with a line feed.
const NO_END: &str = "\\ No newline at end of file";

/// What a text was before a change, by what it is after it and by the change's patch: hunks alone, as the interfaces of
/// GitHub and of GitLab give them. `None` where the two do not fit to the letter, where the patch changes nothing or has
/// anything but hunks, or where what was taken out was no text.
#[must_use]
pub fn unpatched(after: &str, patch: &str) -> Option<String> {
    let mut lines: Vec<&str> = patch.split('\n').collect();
    // The patch may end with a line feed or without one.
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    if lines.is_empty() {
        return None;
    }
    let mut undone = Undone {
        after: after.split_inclusive('\n').collect(),
        at: 0,
        before: String::with_capacity(after.len()),
        count: 0,
    };
    let mut rest = lines.as_slice();
    while let Some((head, body)) = rest.split_first() {
        let (old, new) = ranges(head)?;
        let same = new.lines_before()?.checked_sub(undone.at)?;
        undone.keep(same)?;
        if undone.count != old.lines_before()? {
            return None;
        }
        rest = undone.hunk(body, old.count, new.count)?;
    }
    undone.keep(undone.after.len() - undone.at)?;
    Some(undone.before)
}

/// A change as far as it is undone.
struct Undone<'a> {
    /// The lines of the text after it, each with its end.
    after: Vec<&'a str>,
    /// How many of them are read.
    at: usize,
    /// The text before it, and how many lines that has.
    before: String,
    count: usize,
}

impl<'a> Undone<'a> {
    /// Undoes a hunk and gives the lines that follow it.
    fn hunk<'b>(&mut self, mut lines: &'b [&'b str], mut old: usize, mut new: usize) -> Option<&'b [&'b str]> {
        let mut is_change = false;
        while old > 0 || new > 0 {
            let (line, rest) = lines.split_first()?;
            let has_end = rest.first() != Some(&NO_END);
            lines = if has_end { rest } else { &rest[1..] };
            let (sign, text) = match *line {
                // An empty line may have lost the space before it on its way.
                "" => (" ", ""),
                line => line.split_at_checked(1)?,
            };
            // No text ends with a line that has neither letters nor an end.
            if text.is_empty() && !has_end {
                return None;
            }
            let (is_old, is_new) = match sign {
                " " => (true, true),
                "-" => (true, false),
                "+" => (false, true),
                _ => return None,
            };
            is_change |= is_old != is_new;
            if is_new {
                new = new.checked_sub(1)?;
                let there = self.next()?;
                if there.strip_suffix('\n').unwrap_or(there) != text || there.ends_with('\n') != has_end {
                    return None;
                }
            }
            if is_old {
                old = old.checked_sub(1)?;
                // What is only there before has no witness but the patch, in which it may have lost its letters.
                if !is_new && text.contains(char::REPLACEMENT_CHARACTER) {
                    return None;
                }
                self.push(text)?;
                if has_end {
                    self.before.push('\n');
                }
            }
        }
        is_change.then_some(lines)
    }

    /// So many lines are the same before and after.
    fn keep(&mut self, count: usize) -> Option<()> {
        for _ in 0..count {
            let line = self.next()?;
            self.push(line)?;
        }
        Some(())
    }

    fn next(&mut self) -> Option<&'a str> {
        let line = self.after.get(self.at)?;
        self.at += 1;
        Some(line)
    }

    /// Another line before; only the last one may have no end.
    fn push(&mut self, line: &str) -> Option<()> {
        if !self.before.is_empty() && !self.before.ends_with('\n') {
            return None;
        }
        self.before.push_str(line);
        self.count += 1;
        Some(())
    }
}

/// Which lines of one side a hunk shows.
#[derive(Clone, Copy)]
struct Range {
    start: usize,
    count: usize,
}

impl Range {
    /// How many lines stand before it: of a hunk that shows none, git names the line before.
    fn lines_before(self) -> Option<usize> {
        match self.count {
            0 => Some(self.start),
            _ => self.start.checked_sub(1),
        }
    }
}

/// The ranges in `@@ -1,3 +1,4 @@ fn main() {`; a count that is left out is 1.
fn ranges(head: &str) -> Option<(Range, Range)> {
    let (ranges, section) = head.strip_prefix("@@ -")?.split_once(" @@")?;
    if !section.is_empty() && !section.starts_with(' ') {
        return None;
    }
    let (old, new) = ranges.split_once(" +")?;
    let range = |text: &str| {
        let (start, count) = text.split_once(',').unwrap_or((text, "1"));
        Some(Range {
            start: number(start)?,
            count: number(count)?,
        })
    };
    Some((range(old)?, range(new)?))
}

fn number(digits: &str) -> Option<usize> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests;
